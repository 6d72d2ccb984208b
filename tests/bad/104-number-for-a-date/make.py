from tests.bad.sheets_inputs import workbook, write

write(workbook(lambda _, sheets: sheets["Tender"].write_number("B3", 46083)))
