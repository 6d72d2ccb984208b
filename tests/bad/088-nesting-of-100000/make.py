from tests.bad.xml_inputs import write

write("<a>" * 100_000)
