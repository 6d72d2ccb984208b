from pathlib import Path

Path("papers").mkdir()
