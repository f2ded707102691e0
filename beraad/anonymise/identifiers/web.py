"""Web addresses, and the names people have on a platform."""

from collections.abc import Iterator

import msgspec

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers.rules import finding, hits, rule, sign

_ENDS = r"\.(?:nl|com|org|net|eu|be|de|info|app)\b"
_SIGN = sign(rf"https?://|www\.|{_ENDS}", before=260, after=310)
_WEB = rf"(?:https?://|www\.)[^\s<>\"”’)]{{2,300}}|(?<![\w@.-])[\w-]{{2,63}}(?:\.[\w-]{{2,63}}){{0,2}}{_ENDS}(?:/[^\s)]{{0,200}})?"
_PLATFORM = (
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|facebook|discord|roblox|fortnite|whatsapp|gebruikersnaam|account|profiel)"
    r"(?:[ -]?(?:naam|account))?\s*[:=‘’'\"]{0,3}\s?(?P<found>(?=[\w.-]*[\d_.])[^\W_][\w.-]{2,40})"
)
RULES = (
    rule("web", Strength.SURE, _WEB, _SIGN),
    rule("handle", Strength.SURE, r"(?<![\w@.])@\w[\w.]{1,40}\w", sign("@")),
    rule("platform", Strength.LIKELY, _PLATFORM, None),
    rule(
        "underscore",
        Strength.LIKELY,
        r"(?<![\w@/])(?=\w{0,99}[^\W\d_])[^\W_]\w{0,99}_\w{0,99}[^\W_]\b",
        sign("_", before=110, after=110),
    ),
)


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for one, hit in hits(text, RULES):
        category, proposal = (Category.WEB, "[website]") if one.name == "web" else (Category.ACCOUNT, "[account]")
        found = finding(one, hit, category, proposal)
        told = found.text.rstrip(".,;:!?" if one.name == "web" else ".-")
        yield msgspec.structs.replace(found, end=found.start + len(told), text=told)
