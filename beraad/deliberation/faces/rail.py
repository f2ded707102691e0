"""Where the group is in its steps, and what the clock says."""

from datetime import datetime

import msgspec

from beraad.deliberation.faces.part import Extra, Setting
from beraad.deliberation.method import Text
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Seen


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """due: when the step's time is up (UTC); minutes: how long it was given."""

    due: datetime | None
    minutes: int


class HeadView(msgspec.Struct, frozen=True, kw_only=True):
    """Where the group is: step `number` of `of`; 0 before the first.

    breath: somebody asked for a break. leading: who leads now, if more than one can.
    """

    stage: Stage
    title: str
    number: int
    of: int
    step: str
    step_title: Text | None
    clock: Clock
    a: str
    b: str
    door_open: bool
    setting: Setting
    breath: bool = False
    leading: str = ""


class RailStep(msgspec.Struct, frozen=True, kw_only=True):
    """state: done (visited and left), now, or todo. minutes: planned; spent: seconds of earlier visits.

    skipped: left out. added: put in while the session ran.
    """

    id: str
    number: int
    title: Text
    minutes: int
    spent: int
    state: str
    continues: bool
    skipped: bool = False
    added: bool = False


class Shorter(msgspec.Struct, frozen=True, kw_only=True):
    """A step that could give minutes: it takes fewer in a shorter preset."""

    title: Text
    minutes: int


class RailView(msgspec.Struct, frozen=True, kw_only=True):
    """rest: minutes planned after the open step; ends_at: the agreed end. shorter: what could give, the most first.

    extras: what one more step can be like. current: the open step; steered: what this page knows of steering.
    """

    steps: tuple[RailStep, ...]
    clock: Clock
    rest: int
    ends_at: datetime | None
    shorter: tuple[Shorter, ...] = ()
    extras: tuple[Extra, ...] = ()
    current: str = ""
    may_change: bool = False
    steered: int = 0


def head(seen: Seen, setting: Setting) -> HeadView:
    a, b = seen.a_and_b
    return HeadView(
        stage=seen.stage,
        title=seen.title,
        number=seen.method.number(seen.step) if seen.step else 0,
        of=seen.method.length,
        step=seen.step or "",
        step_title=seen.plan.title if seen.plan else None,
        clock=_clock(seen),
        a=a,
        b=b,
        door_open=seen.door_open,
        setting=setting,
        breath=seen.breath,
        leading=seen.seats[seen.leading].name if len(seen.leaders) > 1 else "",
    )


def rail(seen: Seen, setting: Setting) -> RailView:
    steps = []
    shorter = []
    passed = False
    rest = 0
    for plan in seen.method.steps:
        here = seen.steps[plan.id]
        now = plan.id == seen.step
        minutes = 0 if plan.continues or here.skipped else plan.minutes.get(seen.preset, 0)
        if passed or seen.step is None:
            rest += minutes
            if give := minutes - min((one for one in plan.minutes.values() if one), default=minutes):
                shorter.append(Shorter(title=plan.title, minutes=give))
        passed = passed or now
        steps.append(
            RailStep(
                id=plan.id,
                number=seen.method.number(plan.id),
                title=plan.title,
                minutes=minutes,
                spent=here.spent,
                state="now" if now else "done" if here.visit or here.on_paper else "todo",
                continues=plan.continues,
                skipped=here.skipped,
                added=here.added,
            )
        )
    return RailView(
        steps=tuple(steps),
        clock=_clock(seen),
        rest=rest,
        ends_at=seen.ends_at,
        shorter=tuple(sorted(shorter, key=lambda one: -one.minutes)) if seen.ends_at else (),
        extras=setting.extras if seen.stage in (Stage.RUNNING, Stage.PAUSED) else (),
        current=seen.step or "",
        may_change=seen.stage in (Stage.LOBBY, Stage.RUNNING, Stage.PAUSED),
        steered=seen.steered,
    )


def _clock(seen: Seen) -> Clock:
    if seen.step is None:
        return Clock(due=None, minutes=seen.method.arrive.get(seen.preset, 0))
    minutes = seen.method.minutes(seen.step, seen.preset) + seen.steps[seen.step].extra
    return Clock(due=seen.due(seen.step), minutes=minutes)
