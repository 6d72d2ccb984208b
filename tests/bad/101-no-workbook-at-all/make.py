from tests.bad.sheets_inputs import write

write(b"Day care")
