"""The sheet of an evaluation: its questions, what people answered, and the totals."""

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from beraad.deliberation.commands import Command
from beraad.deliberation.ids import ItemId, SeatId
from beraad.deliberation.method import Text
from beraad.deliberation.words import Words

Scale = Annotated[int, Meta(ge=0, le=5)]
"""1: not at all, to 5: wholly; 0: no opinion."""
Mark = Annotated[int, Meta(ge=0, le=10)]
Insight = Literal["", "yes", "partly", "no"]


class Evaluate(Command, frozen=True, kw_only=True):
    """One person's whole sheet. What is 0 or empty was not answered. The remark is only asked without names."""

    finishes: ClassVar[bool] = True
    free: Scale = 0
    asked_first: Scale = 0
    process: Scale = 0
    child_heard: Scale = 0
    screen: Scale = 0
    mark: Mark = 0
    insight: Insight = ""
    remark: Words = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A closed question: the field it fills, and its possible answers, in order."""

    field: str
    text: Text
    answers: tuple[tuple[str, Text], ...]


def _numbers(most: int) -> tuple[tuple[str, Text], ...]:
    return tuple((str(number), Text(nl=str(number), en=str(number))) for number in range(1, most + 1))


_NO_OPINION = Text(nl="geen mening", en="no opinion")
_SCALE = (*_numbers(5), ("0", _NO_OPINION))
_MARKS = (*_numbers(10), ("0", _NO_OPINION))
_INSIGHT = (
    ("yes", Text(nl="ja", en="yes")),
    ("partly", Text(nl="deels", en="partly")),
    ("no", Text(nl="nee", en="no")),
    ("", _NO_OPINION),
)
QUESTIONS = tuple(
    Question(field=field, text=Text(nl=nl, en=en), answers=answers)
    for field, nl, en, answers in (
        ("free", "Ik kon zeggen wat ik dacht.", "I could say what I thought.", _SCALE),
        ("asked_first", "We vroegen eerst, en oordeelden daarna.", "We asked first, and judged after that.", _SCALE),
        (
            "process",
            "De gespreksleider stuurde het gesprek, niet de uitkomst.",
            "The facilitator steered the conversation, not the outcome.",
            _SCALE,
        ),
        (
            "child_heard",
            "Het kind en de ouders kregen een eigen plek in het gesprek.",
            "The child and the parents had a place of their own in the conversation.",
            _SCALE,
        ),
        ("screen", "De schermen hielpen ons gesprek.", "The screens helped our conversation.", _SCALE),
        ("mark", "Welk cijfer geef je dit beraad?", "What mark would you give this deliberation?", _MARKS),
        ("insight", "Kijk je nu anders naar de kwestie?", "Do you see the matter differently now?", _INSIGHT),
    )
)

Counts = tuple[tuple[int, ...], ...]
"""Per question, how often each of its answers was given, in order."""


def counts_of(given: list[Evaluate]) -> Counts:
    answers = [[str(getattr(one, question.field)) for one in given] for question in QUESTIONS]
    return tuple(
        tuple(found.count(value) for value, _ in question.answers)
        for question, found in zip(QUESTIONS, answers, strict=True)
    )


class Evaluations(msgspec.Struct, frozen=True, kw_only=True):
    """given: answers that come with a name, which nobody is shown. hidden: how many gave such an answer.

    sheets: from paper, nobody's, and shown to nobody either. papers: how many of those are not shown here.
    counts: the totals once they are shown, of `people`. remarks: from the box, by the name to take them away.
    """

    given: dict[SeatId, Evaluate] = {}
    hidden: int = 0
    sheets: tuple[Evaluate, ...] = ()
    papers: int = 0
    people: int = 0
    counts: Counts = ()
    remarks: dict[ItemId, str] = {}

    @property
    def shown(self) -> bool:
        return bool(self.counts)
