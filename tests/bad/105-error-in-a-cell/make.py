from tests.bad.sheets_inputs import workbook, write

write(workbook(lambda _, sheets: sheets["Tender"].write_formula("B4", "=A99", value="#REF!")))
