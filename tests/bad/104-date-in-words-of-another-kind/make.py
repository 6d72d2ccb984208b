from tests.bad.sheets_inputs import workbook, write

write(workbook(lambda _, sheets: sheets["Tender"].write_string("B3", "02/03/2026")))
