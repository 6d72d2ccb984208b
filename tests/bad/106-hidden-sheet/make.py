from tests.bad.sheets_inputs import workbook, write

write(workbook(lambda _, sheets: sheets["Criteria"].hide()))
