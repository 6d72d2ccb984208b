from tests.bad.sheets_inputs import workbook, write

write(workbook(lambda _, sheets: sheets["Criteria"].merge_range("A2:A3", "North")))
