"""Who may read which case: the only answer to that question, for list, search, counts, page and export alike.

A case is for one audience; a reader belongs to several. Elsewhere a case does not exist.
"""

from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from beraad.casebank.case import Circle, Origin
from beraad.refusal import Refusal


class Audience(NamedTuple):
    """Whom a case is for. organisation: its id, or empty; region: its name, or empty."""

    circle: Circle
    organisation: str = ""
    region: str = ""


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is signed in and may read what is not public."""

    organisation: str
    region: str


PUBLIC = Audience("public")


def audience_of(circle: Circle, organisation: str | None, region: str | None) -> Audience:
    """The audience of a case. Raises NoAudience when it lacks the organisation or region it is for."""
    if circle == "organisation":
        if not organisation:
            raise NoAudience(field="organisation")
        return Audience(circle, organisation=organisation)
    if circle == "region":
        if not region:
            raise NoAudience(field="region")
        return Audience(circle, region=region)
    return Audience(circle)


def audiences(reader: Reader | None) -> tuple[Audience, ...]:
    """The audiences a reader belongs to; None is anybody, without signing in."""
    if reader is None:
        return (PUBLIC,)
    own = Audience("organisation", organisation=reader.organisation)
    return (PUBLIC, Audience("country"), Audience("region", region=reader.region), own)


def may_read(audience: Audience, visible_from: datetime | None, reader: Reader | None, now: datetime) -> bool:
    """Whether a case exists for a reader. visible_from: the moment at which it appears; None is at once."""
    return audience in audiences(reader) and (visible_from is None or visible_from <= now)


Gate = Literal["open", "conditions", "shut"]
"""open: at once; conditions: the one who brought it ticked it and a reviewer of another team answered the
checklist; shut: not for such a case, whoever asks."""

GATES: dict[Origin, dict[Circle, Gate]] = {
    "room": {"organisation": "open", "region": "conditions", "country": "shut", "public": "shut"},
    "fictional": {"organisation": "open", "region": "open", "country": "open", "public": "open"},
    "imported": {"organisation": "open", "region": "open", "country": "open", "public": "open"},
}
"""Which circles a case may get, by where it comes from. Later gates change `shut` here and nowhere else."""


def check_circle(origin: Origin, circle: Circle, *, asked: bool = False, checked: bool = False) -> None:
    """Raise CircleShut or CircleNeeds unless a case of this origin may go to this circle.

    asked: the one who brought it ticked this circle; checked: a reviewer of another team answered the checklist.
    """
    gate = GATES[origin][circle]
    if gate == "shut":
        raise CircleShut(field="circle")
    if gate == "conditions" and not (asked and checked):
        raise CircleNeeds(field="circle")


class NoAudience(Refusal):
    """A case for an organisation or a region has to say which."""

    code, status = "no-audience", 422


class CircleShut(Refusal):
    """A case from a room does not go to the country or the public: nobody can yet judge who would know it."""

    code, status = "circle-shut", 422


class CircleNeeds(Refusal):
    """For the region the one who brought it has to agree, and a reviewer of another team to have checked."""

    code, status = "circle-needs", 422


class CaseIdTaken(Refusal):
    """Another case has this id, and it was not imported, so nothing replaces it."""

    code, status = "case-id-taken", 409


class NoSuchCase(Refusal):
    """No such case, or none for you: the two answer alike."""

    code, status = "no-such-case", 404
