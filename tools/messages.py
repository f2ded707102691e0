"""Find the texts that have no English yet: `python tools/messages.py`; with --add they are appended to their file.

Dutch source texts stand in templates (`_`, `trans`) and in Python (`N_`); English in
beraad/pages/messages/en/<feature>.po. A text that stands in two features needs English once.
Exits 1 if a text has no English, or English has no text.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import escape, read_po

TOP = Path(__file__).resolve().parent.parent
ENGLISH = TOP / "beraad" / "pages" / "messages" / "en"
KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
JINJA = {"trimmed": "true", "newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
FEATURE = {
    "deliberation": "session",
    "accounts": "account",
    "exports": "session",
    "casebank": "casebank",
    "_parts": "parts",
}
FEATURES = {"session", "account", "casebank", "practice", "review", "keys"}
HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
Message = str | tuple[str, ...]


def texts() -> dict[Message, str]:
    """Return each Dutch text (or its singular and plural) with the feature it belongs to."""
    found: dict[Message, str] = {}
    templates = extract_from_dir(
        TOP / "templates",
        method_map=[("**.html", "jinja2.ext:babel_extract"), ("**.txt", "jinja2.ext:babel_extract")],
        options_map={"**": {**JINJA, "extensions": "jinja2.ext.do"}},
        keywords=KEYWORDS,
        directory_filter=lambda _folder: True,
    )
    for file, _line, message, _comments, _context in templates:
        folder = Path(file).parts[0] if len(Path(file).parts) > 1 else "_parts"
        found.setdefault(message, folder if folder in FEATURES else "parts")
    code = extract_from_dir(TOP / "beraad", method_map=[("**.py", "python")], keywords={"N_": None})
    for file, _line, message, _comments, _context in code:
        found.setdefault(message, _feature(Path(file)))
    return found


def _feature(file: Path) -> str:
    """Return the feature of a Python file: its folder, or for the edges its own name."""
    folder = file.parts[0]
    if file.name == "refusals.py" and folder == "pages":
        return "refusals"
    if file == Path("pages/parts.py"):
        return "session"
    if file in (
        Path("pages/drafts.py"),
        Path("pages/draft_words.py"),
        Path("web/draft_pages.py"),
        Path("web/reading_pages.py"),
    ):
        return "review"
    if folder in ("web", "live", "services", "storage", "jobs") and file.stem.removesuffix("_pages") in FEATURES:
        return file.stem.removesuffix("_pages")
    return FEATURE.get(folder, "parts")


def english() -> dict[str, tuple[Path, Catalog]]:
    """Return the catalogue of each feature that has one."""
    read: dict[str, tuple[Path, Catalog]] = {}
    for path in sorted(ENGLISH.glob("*.po")):
        with path.open("rb") as source:
            read[path.stem] = path, read_po(source, locale="en")
    return read


def main(add: bool) -> int:
    """Print what is missing and what is left over; with `add`, append the missing ones."""
    catalogues = english()
    told: dict[Message, str] = {}
    for feature, (_path, catalogue) in catalogues.items():
        for entry in catalogue:
            if entry.id and all(_strings(entry.string)):
                told[_message(entry.id)] = feature
    known = texts()
    missing = {message: feature for message, feature in known.items() if message not in told}
    left_over = [(message, feature) for message, feature in told.items() if message not in known]
    for message, feature in missing.items():
        print(f"no English   {feature}: {message}")
    for message, feature in left_over:
        print(f"left over    {feature}: {message}")
    if add:
        _append(missing, catalogues)
    return 1 if missing or left_over else 0


def _message(id: str | list[str] | tuple[str, ...]) -> Message:
    return id if isinstance(id, str) else tuple(id)


def _strings(said: object) -> list[object]:
    return list(said) if isinstance(said, (list, tuple)) else [said]


def _append(missing: dict[Message, str], catalogues: dict[str, tuple[Path, Catalog]]) -> None:
    """Write the missing texts under what stands in each file, without English: a person fills that in."""
    for feature in sorted(set(missing.values())):
        path = ENGLISH / f"{feature}.po"
        before = path.read_text("utf-8") if feature in catalogues else HEADER
        entries = [_entry(message) for message, where in missing.items() if where == feature]
        path.write_text(before + "".join(entries), "utf-8")


def _entry(message: Message) -> str:
    if isinstance(message, str):
        return f'\nmsgid {escape(message)}\nmsgstr ""\n'
    one, many = message
    return f'\nmsgid {escape(one)}\nmsgid_plural {escape(many)}\nmsgstr[0] ""\nmsgstr[1] ""\n'


if __name__ == "__main__":
    sys.exit(main("--add" in sys.argv[1:]))
