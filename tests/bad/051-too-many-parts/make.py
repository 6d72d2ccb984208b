from pathlib import Path

Path("t.yaml").write_text("tender: Day care\nKPIs: [" + "a, " * 200_000 + "]")
