from tests.bad.sheets_inputs import with_parts, workbook, write

blank = b"".join(b'<row r="%d" s="1"/>' % number for number in range(5, 1_000_000))


def longer(part: bytes) -> bytes:
    return part.replace(b"</sheetData>", blank + b"</sheetData>")


write(with_parts(workbook(), **{"xl__worksheets__sheet1.xml": longer}))
