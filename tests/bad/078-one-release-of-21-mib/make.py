from pathlib import Path

text = '{"ocid": "ocds-abc123-1",\n "tender": {"title": "%s"}}' % ("x" * 21 * 2**20)
Path("t.json").write_text(text, encoding="utf-8")
