"""What whoever leads can do now, and take back."""

from datetime import datetime

import msgspec

from beraad.deliberation.activities import activity, has_writing
from beraad.deliberation.box import FEWEST
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Seen
from beraad.deliberation.undo import WITHIN


class UndoView(msgspec.Struct, frozen=True, kw_only=True):
    """What can be taken back: event `number`, of that kind, until then."""

    number: int
    what: str
    until: datetime


class ControlsView(msgspec.Struct, frozen=True, kw_only=True):
    """What can be steered now. reveal_due: the countdown runs. wrote: how many wrote; ready of seats: said ‘klaar’.

    unread: how many papers lie in a box of any step, and would be lost.
    """

    stage: Stage
    step: str
    before: str
    after: str
    after_title: Text | None
    hides: bool
    unnamed: bool
    may_choose_names: bool
    revealed: bool
    reveal_due: datetime | None
    wrote: int
    unread: int
    ready: int
    seats: int
    done: bool
    screens_down: bool
    on_screen: bool
    steered: int
    undo: UndoView | None = None
    may_repeat: bool = False
    anything_on_screen: bool = False


def controls(seen: Seen) -> ControlsView:
    plan = seen.plan
    here = seen.steps[plan.id] if plan else None
    before, after = _neighbours(seen)
    return ControlsView(
        stage=seen.stage,
        step=plan.id if plan else "",
        before=before.id if before else "",
        after=after.id if after else "",
        after_title=after.title if after else None,
        hides=bool(here and here.visibility != "live"),
        unnamed=bool(here and here.unnamed),
        may_choose_names=bool(plan and _may_choose_names(seen, plan)),
        revealed=bool(here and here.revealed),
        reveal_due=here.reveal[1] if here and here.reveal else None,
        wrote=seen.waiting(plan.id) if plan else 0,
        unread=sum(one.count for one in seen.boxes.values()),
        ready=len(here.ready) if here else 0,
        seats=len(seen.at_table),
        done=bool(plan and activity(plan.activity).done(seen, plan)),
        screens_down=seen.screens_down,
        on_screen=bool(plan and seen.on_screen == plan.id),
        steered=seen.steered,
        undo=UndoView(number=undo.number, what=undo.kind, until=undo.at + WITHIN) if (undo := seen.undo) else None,
        may_repeat=bool(here and here.visit and seen.stage is Stage.RUNNING),
        anything_on_screen=bool(seen.on_screen),
    )


def _neighbours(seen: Seen) -> tuple[Plan | None, Plan | None]:
    steps = [plan for plan in seen.method.steps if not seen.steps[plan.id].skipped or plan.id == seen.step]
    at = next((at for at, plan in enumerate(steps) if plan.id == seen.step), -1)
    return (steps[at - 1] if at > 0 else None), (steps[at + 1] if at + 1 < len(steps) else None)


def _may_choose_names(seen: Seen, plan: Plan) -> bool:
    """Whether who leads can still say if this step is written without names."""
    enough = seen.steps[plan.id].unnamed or seen.with_device >= FEWEST
    return "private_anon_reveal" in activity(plan.activity).VISIBILITY and enough and not has_writing(seen, plan)
