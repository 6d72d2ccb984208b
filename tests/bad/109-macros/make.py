from tests.bad.sheets_inputs import with_parts, workbook, write

write(with_parts(workbook(), **{"xl__vbaProject.bin": b"Sub Auto_Open()"}), "t.xlsm")
