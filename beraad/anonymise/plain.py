"""A text as its reader sees it: what cannot be seen left out, and signs in other clothes as the plain ones."""

import re
import unicodedata
from bisect import bisect_left, bisect_right

import msgspec

from beraad.anonymise.findings import INVISIBLE, Finding

_ODD = re.compile(r"[^\x00-\x7f][\u0300-\u036f]*|[a-zA-Z][\u0300-\u036f]+")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


class Plain(msgspec.Struct, frozen=True):
    """A plain text, and where each piece that differs came from: (begin, end) there, and the same pieces here."""

    text: str
    there: tuple[tuple[int, int], ...] = ()
    here: tuple[tuple[int, int], ...] = ()

    def back(self, found: Finding, original: str) -> Finding:
        """Return what was found in the plain text as it stands in the original."""
        if not self.there:
            return found
        start, end = self._back(found.start, 0), self._back(found.end, 1)
        return msgspec.structs.replace(found, start=start, end=end, text=original[start:end])

    def _back(self, at: int, side: int) -> int:
        """Return the place there; within a piece that differs its beginning (side 0) or its end (side 1)."""
        if side == 0:  # what vanished just before a finding is no part of it, nor what vanished just after
            number = bisect_right(self.here, at, key=_begin) - 1
            if number >= 0 and at < self.here[number][1]:
                return self.there[number][0]
        else:
            number = bisect_left(self.here, at, key=_begin) - 1
            if number >= 0 and at <= self.here[number][1]:
                return self.there[number][1]
        return at if number < 0 else self.there[number][1] + at - self.here[number][1]


def _begin(piece: tuple[int, int]) -> int:
    return piece[0]


def plain(text: str) -> Plain:
    """Return a text in NFKC, without invisible signs and with one kind of hyphen. Fractions stay as they are."""
    if text.isascii():
        return Plain(text)
    made: list[str] = []
    there: list[tuple[int, int]] = []
    here: list[tuple[int, int]] = []
    at = length = 0
    for hit in _ODD.finditer(text):
        instead = "" if INVISIBLE.match(hit[0]) else hit[0]
        if instead and unicodedata.category(instead[0]) != "No":
            instead = unicodedata.normalize("NFKC", instead).translate(_HYPHENS)
        if instead == hit[0]:
            continue
        before = text[at : hit.start()]
        made += (before, instead)
        length += len(before)
        there.append(hit.span())
        here.append((length, length + len(instead)))
        length += len(instead)
        at = hit.end()
    return Plain("".join((*made, text[at:])), tuple(there), tuple(here))
