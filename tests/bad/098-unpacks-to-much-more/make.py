from tests.bad.sheets_inputs import with_parts, workbook, write

write(with_parts(workbook(), **{"xl__worksheets__sheet9.xml": b"0" * 10_000_000}))
