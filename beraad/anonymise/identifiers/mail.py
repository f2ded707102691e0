"""E-mail addresses, also with the sign written out."""

import re
from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength

_MAIL = re.compile(
    r"[\w.+-]{1,64}(?:@|\s?[(\[]\s?(?:at|apenstaartje)\s?[)\]]\s?|\sapenstaartje\s)[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for hit in _MAIL.finditer(text):
        yield Finding(
            start=hit.start(),
            end=hit.end(),
            text=hit[0],
            category=Category.MAIL,
            rule="mail",
            strength=Strength.SURE,
            proposal="[mailadres]",
        )
