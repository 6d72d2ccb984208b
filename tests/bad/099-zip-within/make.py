from zipfile import ZipFile

from tests.bad.sheets_inputs import workbook

with ZipFile("t.xlsx", "w") as archive:
    archive.writestr("tender/t.xlsx", workbook())
