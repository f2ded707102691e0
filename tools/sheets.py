"""Join the sheets that every page needs into static/css/beraad.css: `python tools/sheets.py`.

One request instead of three for a phone that comes in by a code. A test fails when it was forgotten.
"""

from pathlib import Path

CSS = Path(__file__).resolve().parent.parent / "static" / "css"
SHEETS = ("tokens.css", "base.css", "components.css")


def joined() -> str:
    """Return the sheets in their order, each under its name."""
    parts = [
        f"/* {name}: joined by tools/sheets.py; edit {name} */\n{(CSS / name).read_text('utf-8')}" for name in SHEETS
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    (CSS / "beraad.css").write_text(joined(), "utf-8")
