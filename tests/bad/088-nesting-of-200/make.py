from tests.bad.xml_inputs import BASE, write

PUT = "<cbc:Note>" * 199 + "</cbc:Note>" * 199
write(BASE.replace("  <cac:ContractingParty>", f"  {PUT}\n  <cac:ContractingParty>", 1))
