"""What a deliberation leaves behind when its log goes: the report, and what a case may be made of. No authors.

Everybody's own sentences are material only with their own yes, but for those they keep back; what the group worded
together is material by itself, and a minority view goes wherever the case goes, because its holders approved it.
"""

from collections.abc import Callable
from typing import Literal

import msgspec

from beraad.deliberation.activities import activity
from beraad.deliberation.blocks import AnyBlock, TypedBlock
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.intake import Answer
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.state import Deliberation, Seen
from beraad.deliberation.visibility import unsigned


class MaterialVoice(msgspec.Struct, frozen=True, kw_only=True):
    """What matters from one chair, by somebody who lets it go along."""

    chair: Text
    value: str
    norm: str
    supports: Literal["a", "b", "none"]
    source: Literal["self", "said", "via", "estimated"]


class MaterialReason(msgspec.Struct, frozen=True, kw_only=True):
    """A reason, by somebody who lets it go along. speaks_for: the chair it was given for."""

    choice: Literal["a", "b", "other"]
    because: str
    at_cost_of: str
    speaks_for: Text | None


class MaterialDissent(msgspec.Struct, frozen=True, kw_only=True):
    """How one person sees it differently. id: by it the link of its holder finds it; it says nothing about who."""

    id: str
    text: str


class MaterialAction(msgspec.Struct, frozen=True, kw_only=True):
    what: str
    role: str
    term: str


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What a case may be made of. spread: how many chose A, B and something else, of all who judged.

    from_paper: the steps of which something was typed from paper, when the group was on.
    told: the case as it was told. facts: what came up when it was.
    """

    title: str
    method: str
    minutes: int
    a: str = ""
    b: str = ""
    harm_a: str = ""
    harm_b: str = ""
    told: str = ""
    facts: str = ""
    voices: tuple[MaterialVoice, ...] = ()
    serves_a: str = ""
    serves_b: str = ""
    reasons: tuple[MaterialReason, ...] = ()
    alternatives: tuple[str, ...] = ()
    spread: tuple[int, int, int] = (0, 0, 0)
    conclusion: str = ""
    outcome: Literal["shared", "shared_with_minority", "open", "not_recorded"] = "not_recorded"
    dissents: tuple[MaterialDissent, ...] = ()
    actions: tuple[MaterialAction, ...] = ()
    none_because: str = ""
    from_paper: tuple[StepId, ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What stays when the log is folded: blocks to read, and material for a case.

    family, family_says: whether the family knew (intake.py); only the note for the file tells it, to who led.
    """

    title: str
    blocks: tuple[AnyBlock, ...]
    material: Material
    family: Answer = ""
    family_says: str = ""


def report(seen: Seen) -> tuple[AnyBlock, ...]:
    """Return what the report says. seen: as everyone at the table may see it."""
    blocks: list[AnyBlock] = []
    seen = unsigned(seen)
    for plan in seen.method.steps:
        blocks.extend(activity(plan.activity).report(seen, plan))
        blocks.extend(_typed(seen, plan))
    return tuple(blocks)


def _typed(seen: Seen, plan: Plan) -> tuple[TypedBlock, ...]:
    """What the report says of how a step came here, if not by those whose words they are."""
    here = seen.steps[plan.id]
    if here.on_paper and not here.visit:
        return (TypedBlock(step=plan.title, texts=0, paper=True),)
    texts = (len(here.typed) if here.shows else 0) + getattr(here.content, "papers", 0)
    return (
        (TypedBlock(step=plan.title, texts=texts, paper=all(one.paper for one in here.typed.values())),)
        if texts
        else ()
    )


def material(state: Deliberation, seen: Seen) -> Material:
    """Return what a case may be made of. seen: as everyone may see it; nothing unrevealed is material."""
    said_yes = {seat for seat, yes in state.words_shared.items() if yes and not state.seats[seat].removed}
    may_go = frozenset(said_yes | {state.owner})  # who prepared it has no words of its own, and types what others say

    def let(step: StepId) -> Callable[[SeatId, str], bool]:
        return lambda seat, item: seat in may_go and (step, item) not in state.kept_back.get(seat, ())

    fields: dict[str, object] = {}
    for plan in seen.method.steps:
        for name, value in activity(plan.activity).case_fields(seen, plan, let(plan.id)).items():
            before = fields.get(name)  # of another step of that type
            fields[name] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    found: Material = msgspec.convert(
        {
            "title": seen.title,
            "method": seen.method.id,
            "minutes": seen.method.presets[seen.preset],
            "from_paper": [plan.id for plan in seen.method.steps if any(one.paper for one in _typed(seen, plan))],
            **msgspec.to_builtins(fields),
        },
        Material,
    )
    return found


def fold(state: Deliberation, seen: Seen) -> Report:
    """Return what outlives the log."""
    told = state.intake
    return Report(
        title=state.title,
        blocks=report(seen),
        material=material(state, seen),
        family=told.family,
        family_says=told.family_says,
    )
