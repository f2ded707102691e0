"""When a case from a room may be published: never without every yes. The only answer to that question."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from beraad.casebank.case import Circle
from beraad.casebank.circles import GATES

QUESTIONS = ("names", "family", "event", "recognise", "others")
"""The five lines that the second reader answers for the region: a name where a role would do; a family that stands out
by how it is made up; an event that hardly anybody lives through; would the family recognise itself; would the
neighbourhood or a colleague. A ‘yes’ always asks for something."""

AGREED = "recognise"
"""The one question whose yes may stand, when it is said what was agreed with the family."""


class Missing(StrEnum):
    """A yes that is not there yet."""

    MARKS = "marks"
    """Not every mark has a decision."""
    TEXT = "text"
    """The case is not whole: something required is empty, or too long."""
    OFFERED = "offered"
    """The facilitator has not laid it before the others."""
    PRESENTER = "presenter"
    """The one who brought the case in has not agreed to share it (with this circle), or not on this text."""
    READER = "reader"
    """Whoever reads is no reviewer of the own organisation."""
    AUTHOR = "author"
    """Whoever wrote it cannot be its second reader."""
    TEAM = "team"
    """For the region a reader of another team has to read it."""
    TABLE = "table"
    """The second reader has not declared not to have sat at this table."""
    CHECKLIST = "checklist"
    """The five questions are not answered, or an answer asks for something first."""
    CIRCLE = "circle"
    """A case from a room does not go to this circle."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How far a draft is.

    undecided: how many marks still wait for a person. whole: it would be a valid case. agreed, agreed_region: the
    presenter's answers to sharing; right: the presenter said ‘klopt zo’ to this very text.
    """

    author: str
    organisation: str
    team: str | None
    undecided: int
    whole: bool
    offered: bool
    agreed: bool
    agreed_region: bool
    right: bool


class SecondReader(msgspec.Struct, frozen=True, kw_only=True):
    """Who reads it, and what that person declares.

    answers: per question of QUESTIONS, whether it is ‘yes’. agreed: what was agreed with the family.
    """

    account: str
    organisation: str
    team: str | None
    reviews: bool
    not_at_table: bool = False
    answers: dict[str, bool] = {}
    agreed: str = ""


def may_publish(draft: Standing, reader: SecondReader, circle: Circle) -> tuple[Missing, ...]:
    """Return every yes that is missing; none missing is the only way to publish."""
    region = circle == "region"
    missing = {
        Missing.MARKS: draft.undecided > 0,
        Missing.TEXT: not draft.whole,
        Missing.OFFERED: not draft.offered,
        Missing.PRESENTER: not (draft.agreed and draft.right and (draft.agreed_region or not region)),
        Missing.READER: not reader.reviews or reader.organisation != draft.organisation,
        Missing.AUTHOR: reader.account == draft.author,
        Missing.TEAM: region and not other_team(draft, reader),
        Missing.TABLE: not reader.not_at_table,
        Missing.CHECKLIST: region and not passes(reader),
        Missing.CIRCLE: GATES["room"][circle] == "shut",
    }
    return tuple(what for what, is_missing in missing.items() if is_missing)


def other_team(draft: Standing, reader: SecondReader) -> bool:
    """Return whether the reader is of another team than the facilitator; who has no team may be of the same."""
    return bool(draft.team and reader.team and draft.team != reader.team)


def passes(reader: SecondReader) -> bool:
    """Return whether every question is answered, and no answer still asks for something."""
    if set(reader.answers) != set(QUESTIONS):
        return False
    return all(not yes or (which == AGREED and bool(reader.agreed.strip())) for which, yes in reader.answers.items())


def appears(circle: Circle, now: datetime, chance: float) -> datetime | None:
    """Return when a case appears: in the region at a random moment in the next quarter, elsewhere at once (None).

    chance: from 0 up to 1, drawn outside the rules.
    """
    if circle != "region":
        return None
    begin = _quarter(now, 1)
    seconds = int((_quarter(now, 2) - begin).total_seconds())
    return begin + timedelta(seconds=min(int(seconds * chance), seconds - 1))


def quarter(now: datetime) -> str:
    """Return the quarter of a moment, as a case tells it: 2026-K4."""
    return f"{now.year}-K{(now.month - 1) // 3 + 1}"


def _quarter(now: datetime, after: int) -> datetime:
    """Return the beginning of the quarter that comes so many after that of `now`."""
    number = now.year * 4 + (now.month - 1) // 3 + after
    return datetime(number // 4, number % 4 * 3 + 1, 1, tzinfo=UTC)
