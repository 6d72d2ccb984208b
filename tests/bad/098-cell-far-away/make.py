from tests.bad.sheets_inputs import workbook, write

write(workbook(lambda _, sheets: sheets["Lots"].write_string(999_999, 9_999, "x")))
