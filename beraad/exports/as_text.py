"""A paper as plain text, to paste into a mail or a note; it is Markdown too.

What people wrote stands on one line, never at its beginning, so that it makes no heading or list of its own.
"""

from collections.abc import Iterator
from typing import assert_never

from beraad.exports.document import Document, Element, Fill, Item, Items, Table, Title, Words, sign


def as_text(paper: Document) -> str:
    """Return the whole paper as text."""
    lines = [f"# {_flat(paper.title)}", "", paper.under]
    for element in paper.elements:
        lines += ["", *_lines(element)]
    foot = ["", paper.foot] if paper.foot else []
    return "\n".join([*lines, *foot, ""])


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Title(text=text, level=level, mark=mark):
            yield f"{'#' * level} {sign(mark)}{_flat(text)}"
        case Words(text=text, said=said, after=after):
            yield (f"‘{_flat(text)}’" if said else _flat(text)) + (f" ({after})" if after else "")
        case Items(items=items):
            for item in items:
                yield from _item(item)
        case Table(rows=rows):
            for row in rows:
                yield "- " + " · ".join(_flat(cell) for cell in row if cell)
        case Fill(text=text):
            yield f"{element.asked} {_flat(text) or '…'}"
        case _:
            assert_never(element)


def _item(item: Item) -> Iterator[str]:
    yield f"- {item.lead}{_flat(item.text)}"
    yield from (f"  - {_flat(note)}" for note in item.notes)


def _flat(text: str) -> str:
    """On one line, so that what people typed makes no structure of its own."""
    return " ".join(text.split())
