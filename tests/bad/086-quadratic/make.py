"""A short text that is asked for a hundred thousand times."""

from tests.bad.xml_inputs import BASE, write

DOCTYPE = f'<!DOCTYPE ContractNotice [<!ENTITY a "{"a" * 50_000}">]>\n<ContractNotice'
write(BASE.replace("<ContractNotice", DOCTYPE, 1).replace("Day care", "&a;" * 100_000, 1))
