"""What is said in each step: the script of this one, and the booklet of all, for when there is no network."""

import msgspec

from beraad.deliberation.ids import StepId
from beraad.deliberation.method import Lines, Text
from beraad.deliberation.state import Seen


class ScriptView(msgspec.Struct, frozen=True, kw_only=True):
    step: StepId
    lines: Lines
    mind: Text


class BookletStep(msgspec.Struct, frozen=True, kw_only=True):
    """All that is said in a step, for who leads on without a network. minutes: planned; 0 where it shares them."""

    id: StepId
    number: int
    title: Text
    minutes: int
    why: Text
    question: Text
    rules: Lines
    lines: Lines
    mind: Text


class BookletView(msgspec.Struct, frozen=True, kw_only=True):
    """The steps that are not left out. of: the number of the last."""

    steps: tuple[BookletStep, ...]
    of: int


def script(seen: Seen) -> ScriptView:
    plan = seen.plan or seen.method.steps[0]
    return ScriptView(step=plan.id, lines=plan.script, mind=plan.mind)


def booklet(seen: Seen) -> BookletView:
    steps = tuple(
        BookletStep(
            id=plan.id,
            number=seen.method.number(plan.id),
            title=plan.title,
            minutes=0 if plan.continues else plan.minutes.get(seen.preset, 0),
            why=plan.why,
            question=plan.question,
            rules=plan.rules,
            lines=plan.script,
            mind=plan.mind,
        )
        for plan in seen.method.steps
        if not seen.steps[plan.id].skipped
    )
    return BookletView(steps=steps, of=max((step.number for step in steps), default=0))
