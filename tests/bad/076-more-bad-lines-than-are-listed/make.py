from pathlib import Path

Path("t.jsonl").write_text("{\n" * 103, encoding="utf-8")
