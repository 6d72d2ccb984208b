from tests.bad.sheets_inputs import CRITERIA, workbook, write

write(workbook(Criteria=(("lot", "name", "kind", "wieght"), *CRITERIA[1:])))
