from pathlib import Path

Path("t.json").write_text('{"tender":\n' + "[" * 100_000, encoding="utf-8")
