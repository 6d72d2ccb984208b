from tests.bad.sheets_inputs import OLD_OFFICE, write

write(OLD_OFFICE + bytes(1_000) + "Workbook".encode("utf-16-le") + bytes(1_000))
