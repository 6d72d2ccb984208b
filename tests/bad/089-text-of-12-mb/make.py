from tests.bad.xml_inputs import BASE, write

write(BASE.replace("Day care", "care " * 2_400_000, 1))
