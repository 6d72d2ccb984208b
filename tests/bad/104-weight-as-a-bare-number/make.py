from tests.bad.sheets_inputs import workbook, write

write(workbook(lambda _, sheets: sheets["Criteria"].write_number("D2", 0.7)))
