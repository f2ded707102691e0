"""Words that not everybody at the table knows: in a text on the page each opens a plain line about what it means."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml
from markupsafe import Markup, escape

from beraad.deliberation.method import Text


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A term with what it says in one line. words: how it stands in texts; picture: a drawing of the page."""

    picture: str
    name: Text
    says: Text
    words: tuple[str, ...]


TERMS: tuple[Term, ...] = msgspec.convert(
    yaml.safe_load(Path(__file__).with_name("terms.yaml").read_bytes()), tuple[Term, ...]
)

_BUTTON = Markup('<button class="term" type="button" popovertarget="term-{}">{}</button>')
_PUNCTUATION = re.compile(r"[.,;:!?)’”\"…]+")
_TOGETHER = Markup('<span class="term-end">{}{}</span>')  # else a line could begin with what follows a button
_TERM_OF = {word: number for number, term in enumerate(TERMS) for word in term.words}
_LONGEST_FIRST = sorted(map(re.escape, _TERM_OF), key=len, reverse=True)
_EITHER = "|".join(word if word[0].isupper() else f"(?i:{word})" for word in _LONGEST_FIRST)
_ANY = re.compile(rf"(?<![\w-])(?:{_EITHER})(?![\w-])")


@lru_cache(maxsize=1024)
def explained(text: str, explain: bool = True) -> Markup:
    """Return a text as HTML in which each known term, where it stands first, is a button that opens its explanation.

    The explanations themselves stand once on the page: templates/session/_terms.html. explain: false where they do not.
    """
    if not explain:
        return escape(text)
    pieces: list[str] = []
    end = 0
    for found, button in _first_ones(text):
        pieces.append(escape(text[end : found.start()]))
        end = found.end()
        if after := _PUNCTUATION.match(text, end):
            button, end = _TOGETHER.format(button, after[0]), after.end()
        pieces.append(button)
    return Markup("").join([*pieces, escape(text[end:])])


def terms_in(text: str) -> tuple[Markup, ...]:
    """Return the buttons alone, for a text whose own place may hold none."""
    return tuple(button for _, button in _first_ones(text))


def _first_ones(text: str) -> Iterator[tuple[re.Match[str], Markup]]:
    told: set[int] = set()
    for found in _ANY.finditer(text):
        number = _TERM_OF[found[0] if found[0] in _TERM_OF else found[0].lower()]
        if number not in told:
            told.add(number)
            yield found, _BUTTON.format(number, found[0])
