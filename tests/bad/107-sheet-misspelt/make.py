from tests.bad.sheets_inputs import CRITERIA, workbook, write

write(workbook(Critera=CRITERIA, Criteria=()))
