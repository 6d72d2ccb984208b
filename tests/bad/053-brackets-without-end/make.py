from pathlib import Path

Path("t.yaml").write_text("tender: Day care\nlots: " + "[" * 100_000)
