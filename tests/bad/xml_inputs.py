"""The notice that the cases on XML begin from: `make.py` of a case writes its own into the working folder."""

from pathlib import Path

#: A small notice with which nothing is amiss.
BASE = (Path(__file__).parent / "notice.xml").read_text(encoding="utf-8")


def write(text: str) -> None:
    Path("t.xml").write_text(text, encoding="utf-8")
