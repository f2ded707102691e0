"""Everything that may tell who a text, or a whole case, is about: the union of what each kind of identifier finds."""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping

import msgspec

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers import IDENTIFIERS
from beraad.anonymise.plain import plain

_ORDER = {Strength.SURE: 0, Strength.LIKELY: 1, Strength.LOOK: 2}


def detect(text: str, roster: Roster) -> tuple[Finding, ...]:
    """Return what was found, in order and without overlap: of two that overlap the longer wins, then the surer."""
    seen = plain(text)
    return _apart(tuple(seen.back(found, text) for _, find in IDENTIFIERS for found in find(seen.text, roster)))


def detect_case(texts: Mapping[str, str], roster: Roster) -> dict[str, tuple[Finding, ...]]:
    """Return what was found in each text of a case; what was found in one is found in all.

    An age is a bare number, so only its own surroundings tell that it is one; names are known in every text already.
    """
    found = {name: detect(text, roster) for name, text in texts.items()}
    known: dict[str, Finding] = {}
    for findings in found.values():
        for finding in findings:
            spread = (
                finding.category not in (Category.AGE, Category.NAME)
                and sum(sign.isalnum() for sign in finding.text) > 2
            )
            if spread and _ORDER[finding.strength] < _ORDER[known.get(finding.text.casefold(), _WEAK).strength]:
                known[finding.text.casefold()] = finding
    return {name: _apart((*found[name], *_again(text, known))) for name, text in texts.items()}


_WEAK = Finding(
    start=0, end=0, text="", category=Category.NAME, rule="", strength=Strength.LOOK, proposal="", tier="direct"
)


def _again(text: str, known: Mapping[str, Finding]) -> Iterator[Finding]:
    folded = text.casefold()
    here = sorted((one for one in known if one in folded), key=len, reverse=True)
    if here:
        for hit in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, here))})(?!\w)", text, re.IGNORECASE):
            if one := known.get(hit[0].casefold()):
                yield msgspec.structs.replace(one, start=hit.start(), end=hit.end(), text=hit[0], rule="again")


def _apart(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    chosen: list[Finding] = []  # in order, and apart: so only the neighbours can overlap the next one
    for one in sorted(findings, key=lambda f: (f.start - f.end, _ORDER[f.strength], f.start)):
        at = bisect(chosen, one.start, key=lambda f: f.start)
        if (at == 0 or chosen[at - 1].end <= one.start) and (at == len(chosen) or one.end <= chosen[at].start):
            chosen.insert(at, one)
    return tuple(chosen)
