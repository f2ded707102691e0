"""Who comes to a beraad, as far as is known when it is prepared, and what to think of beforehand.

Nothing here forbids anything: a composition has no mistakes, only something that somebody can still arrange.
"""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from beraad.deliberation.intake import Intake
from beraad.deliberation.method import Method
from beraad.deliberation.words import Name

MOST_PEOPLE, MOST_ROWS = 300, 12
CROWD = 13
"""From so many people on one conversation is no conversation any more."""


class Perspective(StrEnum):
    """From where somebody looks. `for_…`: not the young person or the parent, but somebody who speaks for them."""

    PROFESSIONAL = "professional"
    CHILD = "child"
    FOR_CHILD = "for_child"
    PARENT = "parent"
    FOR_PARENT = "for_parent"
    OTHER = "other"


class Coming(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some people who come with the same role, never by name. supported: somebody comes along with them."""

    count: Annotated[int, Meta(ge=1, le=MOST_PEOPLE)] = 1
    role: Name = ""
    perspective: Perspective = Perspective.PROFESSIONAL
    supported: bool = False


class Concern(StrEnum):
    """Something to think of before people come. The words for it are in pages/prepared.py."""

    LONE_CHILD = "lone-child"
    LONE_PARENT = "lone-parent"
    CHILD_UNHEARD = "child-unheard"
    PARENT_UNHEARD = "parent-unheard"
    ONE_PROFESSION = "one-profession"
    MORE_THAN_FITS = "more-than-fits"
    CROWD = "crowd"
    SUPERIOR = "superior"
    QUARREL = "quarrel"
    SETTLED = "settled"
    NOT_OWN = "not-own"


def people(coming: tuple[Coming, ...]) -> int:
    """Return how many people come; who only supports somebody is not counted."""
    return sum(one.count for one in coming)


def concerns(coming: tuple[Coming, ...], intake: Intake, method: Method, preset: str) -> tuple[Concern, ...]:
    """Return what to think of. Of people nothing is said while nobody is named to come."""
    return (*_of_intake(intake), *(_of_people(coming, method, preset) if coming else ()))


def _of_intake(intake: Intake) -> tuple[Concern, ...]:
    found = {
        Concern.QUARREL: intake.quarrel == "yes",
        Concern.SETTLED: intake.still_open == "no",
        Concern.NOT_OWN: intake.own == "no",
        Concern.SUPERIOR: intake.superior == "yes",
    }
    return tuple(concern for concern, so in found.items() if so)


def _of_people(coming: tuple[Coming, ...], method: Method, preset: str) -> tuple[Concern, ...]:
    number, fits = people(coming), method.people.get(preset, 0)
    found = {
        Concern.LONE_CHILD: _alone(coming, Perspective.CHILD, Perspective.FOR_CHILD),
        Concern.LONE_PARENT: _alone(coming, Perspective.PARENT, Perspective.FOR_PARENT),
        Concern.CHILD_UNHEARD: not _some(coming, Perspective.CHILD, Perspective.FOR_CHILD),
        Concern.PARENT_UNHEARD: not _some(coming, Perspective.PARENT, Perspective.FOR_PARENT),
        Concern.ONE_PROFESSION: _one_profession(coming),
        Concern.MORE_THAN_FITS: bool(fits) and fits < number < CROWD,
        Concern.CROWD: number >= CROWD,
    }
    return tuple(concern for concern, so in found.items() if so)


def _some(coming: tuple[Coming, ...], *perspectives: Perspective) -> bool:
    return any(one.perspective in perspectives for one in coming)


def _alone(coming: tuple[Coming, ...], who: Perspective, spokesman: Perspective) -> bool:
    """Whether exactly one of a kind comes, and nobody to lean on."""
    these = [one for one in coming if one.perspective is who]
    return people(tuple(these)) == 1 and not these[0].supported and not _some(coming, spokesman)


def _one_profession(coming: tuple[Coming, ...]) -> bool:
    """Whether all professionals, two or more, are of one profession; one that is not named may be another."""
    these = tuple(one for one in coming if one.perspective is Perspective.PROFESSIONAL)
    professions = {one.role.strip().casefold() for one in these}
    return people(these) > 1 and len(professions) == 1 and "" not in professions
