from pathlib import Path

Path("papers").mkdir()
Path("papers/note.txt").write_text("nothing")
