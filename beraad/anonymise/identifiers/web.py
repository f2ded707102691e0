"""Web addresses, and the names people have on a platform."""

import re
from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength

_WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”’)]{2,300}|(?<![\w@.-])(?:[\w-]{2,63}\.){1,3}(?:nl|com|org|net|eu|be|de|info|app)\b(?:/[^\s)]{0,200})?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@\w[\w.]{1,40}\w")
_PLATFORM = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|facebook|discord|roblox|fortnite|whatsapp|gebruikersnaam|account|profiel)"
    r"(?:[ -]?(?:naam|account))?\s*[:=‘’'\"]{0,3}\s?(?P<name>(?=[\w.-]*[\d_.])[^\W_][\w.-]{2,40})",
    re.IGNORECASE,
)
_UNDERSCORE = re.compile(r"(?<![\w@/])(?=\w*[^\W\d_])[^\W_]\w*_\w*[^\W_]\b")


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for hit in _WEB.finditer(text):
        end = hit.start() + len(hit[0].rstrip(".,;:!?"))
        yield _finding(text, hit.start(), end, Category.WEB, "web", Strength.SURE, "[website]")
    for rule, pattern, strength in (
        ("handle", _HANDLE, Strength.SURE),
        ("platform", _PLATFORM, Strength.LIKELY),
        ("underscore", _UNDERSCORE, Strength.LIKELY),
    ):
        for hit in pattern.finditer(text):
            start, end = hit.span("name") if "name" in pattern.groupindex else hit.span()
            end = start + len(text[start:end].rstrip(".-"))
            yield _finding(text, start, end, Category.ACCOUNT, rule, strength, "[account]")


def _finding(
    text: str, start: int, end: int, category: Category, rule: str, strength: Strength, proposal: str
) -> Finding:
    return Finding(
        start=start, end=end, text=text[start:end], category=category, rule=rule, strength=strength, proposal=proposal
    )
