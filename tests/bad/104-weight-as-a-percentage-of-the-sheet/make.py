from typing import Any

from tests.bad.sheets_inputs import workbook, write


def change(book: Any, sheets: dict[str, Any]) -> None:
    percent = book.add_format({"num_format": "0%"})
    sheets["Criteria"].write_number("D2", 0.7, percent)
    sheets["Criteria"].write_number("D3", 0.3, percent)


write(workbook(change))
