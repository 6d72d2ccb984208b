from tests.bad.xml_inputs import BASE, write

MANY = " ".join(f'a{number}="1"' for number in range(200_000))
write(BASE.replace("<cbc:NoticeLanguageCode>", f"<cbc:NoticeLanguageCode {MANY}>", 1))
