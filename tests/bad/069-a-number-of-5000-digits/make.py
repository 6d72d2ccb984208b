from pathlib import Path

value = '{"currency": "GBP",\n "amount": ' + "9" * 5_000 + "}"
text = '{"ocid": "ocds-abc123-1", "tender": {"title": "Care at home", "value": ' + value + "}}\n"
Path("t.json").write_text(text, encoding="utf-8")
