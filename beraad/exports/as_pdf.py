"""A paper as PDF that a screen reader can follow (PDF/UA-1); typst refuses to write one that is not.

The form is a file beside this one. What people wrote goes there as data, and is never read as a form.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import typst

from beraad.exports.document import Document, printable

HERE = Path(__file__).parent
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])
"""Ours, and those that typst carries; never those of the machine, so that it looks the same everywhere."""

LONG = re.compile(r"\S{24}(?=\S{6})")
"""A piece of what has no space to break at; a little space without width lets it break."""
UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
MISSING = "□"
TRIES = 3


def as_pdf(paper: Document) -> bytes:
    """Return the whole paper as PDF."""
    return filled("sheet.typ", msgspec.to_builtins(paper) | {"title": _shown(paper.title), "under": paper.under})


def filled(form: str, whole: dict[str, Any]) -> bytes:
    """Return a form with its data as PDF. A sign that none of the fonts has reads □."""
    data = _each(whole, lambda text: LONG.sub("\\g<0>\u200b", printable(text)))
    for _ in range(TRIES):
        try:
            return _compiled(form, data)
        except typst.TypstError as error:
            unshown = {_unescaped(text) for text in UNSHOWN.findall(error.diagnostic)}
            if not unshown:
                raise
        data = _each(data, partial(_replaced, gone=unshown))
    return _compiled(form, _each(data, lambda text: re.sub(r"[^\x20-\u024f\n‘’“”–—…·↔→]", MISSING, text)))


def _shown(title: str) -> str:
    """A title that shows nothing would be none."""
    return title if any(sign.isprintable() and not sign.isspace() for sign in title) else "…"


def _compiled(form: str, data: Any) -> bytes:
    return typst.compile(
        HERE / form,
        root=HERE,
        font_paths=FONTS,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"paper": json.dumps(data)},
    )


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """Return the data with every text in it changed."""
    match value:
        case str():
            return change(value)
        case dict():
            return {name: _each(one, change) for name, one in value.items()}
        case list() | tuple():
            return [_each(one, change) for one in value]
    return value


def _replaced(text: str, gone: set[str]) -> str:
    for one in gone:
        text = text.replace(one, MISSING)
    return text


def _unescaped(text: str) -> str:
    """Return a text as it was before typst quoted it."""
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\\(.)", r"\1", plain)
