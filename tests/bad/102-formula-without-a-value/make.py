from tests.bad.sheets_inputs import workbook, write

write(workbook(lambda _, sheets: sheets["Tender"].write_formula("B4", '="GBP "&C4', value="")))
