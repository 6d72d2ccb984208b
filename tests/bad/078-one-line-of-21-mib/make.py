from pathlib import Path

line = '{"ocid": "ocds-abc123-%d", "tender": {"title": "Care%s", "value": {"amount": 5000, "currency": "GBP"}}}\n'
text = line % (1, "") + line % (2, "x" * 21 * 2**20) + line % (3, "")
Path("t.jsonl").write_text(text, encoding="utf-8")
