"""A report as plain text, to paste into a mail or a note; it is Markdown too.

What people wrote stands on one line, never at its beginning, so that it makes no heading or list of its own.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from beraad.deliberation.blocks import AnyBlock
from beraad.exports.outline import FOOT, Element, Item, Items, Table, Title, Words, outline


def as_text(title: str, on: date, blocks: tuple[AnyBlock, ...], language: str) -> str:
    """Return the whole report as text. on: the day of the conversation."""
    return elements_as_text(title, on.isoformat(), outline(blocks, language), FOOT.within(language))


def elements_as_text(title: str, under: str, elements: Iterable[Element], foot: str) -> str:
    lines = [f"# {_flat(title)}", "", under]
    for element in elements:
        lines += ["", *_lines(element)]
    return "\n".join([*lines, "", foot, ""])


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Title(text=text, level=level):
            yield f"{'#' * level} {_flat(text)}"
        case Words(text=text, said=said, after=after):
            yield (f"‘{_flat(text)}’" if said else _flat(text)) + (f" ({after})" if after else "")
        case Items(items=items):
            for item in items:
                yield from _item(item)
        case Table(rows=rows):
            for row in rows:
                yield "- " + " · ".join(_flat(cell) for cell in row if cell)
        case _:
            assert_never(element)


def _item(item: Item) -> Iterator[str]:
    before = f"{item.mark.upper()}: " if item.mark else f"{item.before} " if item.before else ""
    yield f"- {before}{_flat(item.text)}"
    yield from (f"  - {_flat(note)}" for note in item.notes)


def _flat(text: str) -> str:
    """On one line, so that what people typed makes no structure of its own."""
    return " ".join(text.split())
