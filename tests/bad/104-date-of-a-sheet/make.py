from typing import Any

from tests.bad.sheets_inputs import workbook, write


def change(book: Any, sheets: dict[str, Any]) -> None:
    sheets["Tender"].write_number("B3", 46083, book.add_format({"num_format": "d/m/yyyy"}))


write(workbook(change))
