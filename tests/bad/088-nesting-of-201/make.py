from tests.bad.xml_inputs import BASE, write

PUT = "<cbc:Note>" * 200 + "</cbc:Note>" * 200
write(BASE.replace("  <cac:ContractingParty>", f"  {PUT}\n  <cac:ContractingParty>", 1))
