"""What people judged, on a sheet each, and what a second sheet changed in the first.

A second judgement is a step of its own and never rewrites the first. Its sheet bears what its writer chose at first,
and only if everybody has seen that: so no shift tells of a choice that was never revealed.
"""

from typing import Literal

import msgspec

from beraad.deliberation.blocks import Choice, Column, Reason, SpreadBlock
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Deliberation, Seen, StepState

Before = Literal["", "a", "b", "other"]
CHOICES: tuple[Choice, ...] = ("a", "b", "other")
TEXTS = ("other", "because", "at_cost_of", "softens", "needs")
SHEET = "sheet"
"""How a seat's own judgement is named, to keep it back."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One person's judgement. other: what else, for who chose so. speaks_for: the chair the reason is given for.

    softens: the harm; needs: what it takes. before: of a second judgement, what its writer chose in the first.
    """

    choice: Choice
    other: str = ""
    because: str
    at_cost_of: str = ""
    softens: str = ""
    needs: str = ""
    speaks_for: str = ""
    before: Before = ""


class Sheets(msgspec.Struct, frozen=True, kw_only=True):
    """hidden: how many wrote what is not shown here."""

    sheets: dict[SeatId, Sheet] = {}
    hidden: int = 0


def silent(sheet: Sheet) -> Sheet:
    """Return a sheet of which only the choice is left."""
    return msgspec.structs.replace(sheet, **dict.fromkeys(TEXTS, ""))


def in_words(sheet: Sheet) -> str:
    """Return what else was chosen, if so, and why."""
    return ": ".join(text for text in (sheet.other, sheet.because) if text)


def in_no_order(now: Sheets) -> list[tuple[SeatId, Sheet]]:
    """Return the sheets by their words: the order of writing would tell who, where no names stand."""
    return sorted(now.sheets.items(), key=lambda one: (one[1].because, one[1].other))


def first_judgement(state: Deliberation, plan: Plan) -> StepState | None:
    """Return where the first judgement stands, seen from the second; None in any other step."""
    if not plan.options.get("again"):
        return None
    first = next(step for step in state.method.steps if step.activity == plan.activity)
    return state.steps[first.id] if first.id != plan.id else None


Moved = tuple[Before, Choice, list[tuple[SeatId, Sheet]]]
"""From what, to what, and who."""


def moves(sheets: list[tuple[SeatId, Sheet]]) -> list[Moved]:
    """Return who went from what to what: who shifted, then who stayed, then who has no first judgement.

    Nothing where nobody has a first judgement: then there is a spread, and no shift.
    """
    if not any(sheet.before for _, sheet in sheets):
        return []
    pairs: list[tuple[Before, Choice]] = [(before, after) for before in CHOICES for after in CHOICES]
    pairs.sort(key=lambda pair: pair[0] == pair[1])
    pairs += [("", after) for after in CHOICES]
    told: list[Moved] = [
        (before, after, [one for one in sheets if (one[1].before, one[1].choice) == (before, after)])
        for before, after in pairs
    ]
    return [move for move in told if move[2]]


def spread(seen: Seen, sheets: list[Sheet], told: list[Sheet], five: bool) -> SpreadBlock:
    """Return how many chose what. told: the sheets whose reasons stand there; five: in five sentences."""
    dilemma = seen.content_of("dilemma")
    labels = {"a": (dilemma.a,), "b": (dilemma.b,)} if dilemma else {}
    columns = []
    for choice in CHOICES:
        chosen = [sheet for sheet in sheets if sheet.choice == choice]
        reasons = tuple(
            Reason(
                because=sheet.because,
                at_cost_of=sheet.at_cost_of,
                speaks_for=chair.name if (chair := seen.chair(sheet.speaks_for)) else None,
                softens=sheet.softens,
                needs=sheet.needs,
                five=five,
            )
            for sheet in told
            if sheet.choice == choice and sheet.because
        )
        own = tuple(sheet.other for sheet in chosen if sheet.other)
        columns.append(Column(choice=choice, labels=labels.get(choice, own), count=len(chosen), reasons=reasons))
    return SpreadBlock(columns=tuple(columns))


def own_words_of(sheet: Sheet) -> tuple[str, ...]:
    """Return what its writer wrote, the choice first."""
    chose = sheet.other if sheet.choice == "other" else sheet.choice.upper()
    return tuple(text for text in (chose, sheet.because, sheet.at_cost_of, sheet.softens, sheet.needs) if text)
