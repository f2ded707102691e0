"""Which parts each face of a session consists of: keyed, flat, absolute.

A class part is the same for all viewers of one kind. An own part belongs to one seat; in the class's list it stands as
an empty place of the same key. `pages/parts.py` makes HTML of them; here is only what they say. Docs: docs/protocol.md.
"""

from datetime import datetime
from typing import Any

import msgspec

from beraad.deliberation import names
from beraad.deliberation.activities import activity, has_writing
from beraad.deliberation.box import FEWEST
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Chair, Lines, Plan, Text
from beraad.deliberation.minority import held_by
from beraad.deliberation.seats import Face, Seat, Viewer
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import CaseConsent, Seen
from beraad.deliberation.visibility import on_face


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a page. key: its name on the page; region: the list it stands in; view: what the template shows.

    The view is frozen and hashable, so that rendering can be remembered.
    """

    key: str
    region: str
    template: str
    view: Any = None
    own: bool = False


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds the deliberation: the join code in two groups, and the address that the QR leads to.

    practice: a class weighs a public case; case_id: which one.
    """

    session: str
    code: str
    join: str
    host: str
    practice: bool = False
    case_id: str = ""


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """due: when the step's time is up (UTC); minutes: how long it was given."""

    due: datetime | None
    minutes: int


class SeatView(msgspec.Struct, frozen=True, kw_only=True):
    """id: how who leads names the seat to give it a task; elsewhere empty."""

    id: SeatId
    name: str
    place: Text | None
    presents: bool
    types: bool
    ready: bool


class TableView(msgspec.Struct, frozen=True, kw_only=True):
    """Who sits at the table, and which chairs are empty. erasable: names, the title …, each with its item."""

    seats: tuple[SeatView, ...]
    empty: tuple[Chair, ...]
    door_open: bool
    may_assign: bool
    has_presenter: bool = True
    """Whether somebody brings the case in; in a practice nobody does."""
    erasable: tuple[tuple[str, str], ...] = ()


class LobbyView(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    minutes: int
    table: TableView
    setting: Setting
    has_dilemma: bool
    a: str
    b: str


class HeadView(msgspec.Struct, frozen=True, kw_only=True):
    """Where the group is: step `number` of `of`; 0 before the first."""

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


class RailStep(msgspec.Struct, frozen=True, kw_only=True):
    """state: done (visited and left), now, or todo. minutes: planned; spent: seconds of earlier visits."""

    id: str
    number: int
    title: Text
    minutes: int
    spent: int
    state: str
    continues: bool


class RailView(msgspec.Struct, frozen=True, kw_only=True):
    """rest: minutes planned after the open step; ends_at: the agreed end."""

    steps: tuple[RailStep, ...]
    clock: Clock
    rest: int
    ends_at: datetime | None


class ScriptView(msgspec.Struct, frozen=True, kw_only=True):
    lines: Lines
    mind: Text


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


class DownView(msgspec.Struct, frozen=True, kw_only=True):
    """‘Schermen neer’: as many chairs as people, dashed ones for who is not there."""

    seats: int
    empty: int


class EndView(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    stage: Stage
    practice: bool = False


class OwnSeat(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    place: Text | None
    presents: bool
    types: bool
    practice: bool = False


class ConsentView(msgspec.Struct, frozen=True, kw_only=True):
    """What this seat answered about sharing; None: not answered, which counts as no."""

    words: bool | None
    presents: bool
    case: CaseConsent | None


class OwnSentence(msgspec.Struct, frozen=True, kw_only=True):
    """After closing: whether this seat holds a sentence of the minority."""

    stands: bool


class OwnCase(msgspec.Struct, frozen=True, kw_only=True):
    """After closing: whether this seat brought the case in, and so has a say in sharing it."""

    presents: bool


def parts(seen: Seen, viewer: Viewer, setting: Setting) -> tuple[Part, ...]:
    """Return the parts of a face in order, own parts as empty places. seen: as everyone may see it."""
    seen = on_face(seen, viewer.face)
    match viewer.face:
        case Face.LEAD:
            return (
                Part(key="bar", region="bar", template="session/lead/bar.html", view=_head(seen, setting)),
                Part(key="rail", region="rail", template="session/lead/rail.html", view=_rail(seen)),
                *_stage(seen, viewer, setting),
                Part(key="controls", region="controls", template="session/lead/controls.html", view=_controls(seen)),
                Part(key="table", region="table", template="session/lead/table.html", view=_table(seen, True)),
                *_script(seen),
            )
        case Face.IN:
            return (
                Part(key="head", region="head", template="session/in/head.html", view=_head(seen, setting)),
                *_stage(seen, viewer, setting),
            )
        case Face.SCREEN:
            return (
                Part(key="head", region="head", template="session/screen/head.html", view=_head(seen, setting)),
                *_stage(seen, viewer, setting),
            )


def own_parts(seen: Seen, seat: Seat) -> tuple[Part, ...]:
    """Return the own parts of a seat. seen: as that seat may see it."""
    made = []
    for part in _stage(seen, Viewer(face=seat.face), None):
        if part.own:
            made.append(msgspec.structs.replace(part, view=_own(seen, seat, part.key)))
    return tuple(made)


def _own(seen: Seen, seat: Seat, key: str) -> Any:
    if key == "own-seat":
        return OwnSeat(
            name=seat.name,
            place=_place(seen, seat),
            presents=seen.presenter == seat.id,
            types=seen.typist == seat.id,
            practice=seen.practice,
        )
    if key == "own-consent":
        return ConsentView(
            words=seen.words_shared.get(seat.id), presents=seen.presenter == seat.id, case=seen.case_shared
        )
    if key == "own-case":
        return OwnCase(presents=seen.presenter == seat.id)
    if key == "own-sentence":
        return OwnSentence(stands=held_by(seen, seat.id) is not None)
    plan = seen.plan
    assert plan is not None
    return activity(plan.activity).mine(seen, plan, seat.id)


def _stage(seen: Seen, viewer: Viewer, setting: Setting | None) -> tuple[Part, ...]:
    """The middle of each face. setting None: only the own parts are wanted."""
    face = viewer.face

    def part(key: str, view: Any) -> Part:
        return Part(key=key, region="stage", template=f"session/{face}/{key}.html", view=view)

    def own(key: str, template: str) -> Part:
        return Part(key=key, region="stage", template=template, own=True)

    match seen.stage:
        case Stage.PLANNED | Stage.LOBBY:
            lobby = part("lobby", _lobby(seen, viewer, setting)) if setting else part("lobby", None)
            return (lobby, own("own-seat", "session/in/own-seat.html")) if face is Face.IN else (lobby,)
        case Stage.PAUSED:
            return (part("paused", EndView(title=seen.title, stage=seen.stage)),)
        case Stage.RUNNING if seen.plan is not None:
            plan = seen.plan
            if seen.screens_down and face is Face.IN:
                return (part("down", DownView(seats=len(seen.at_table), empty=len(_empty(seen)))),)
            place = f"{plan.id}-{seen.steps[plan.id].visit}"
            rules = activity(plan.activity)
            folder = f"session/activities/{plan.activity}"
            view = rules.view(seen, plan, viewer) if setting else None
            shown = [Part(key=f"step-{place}", region="stage", template=f"{folder}/{face}.html", view=view)]
            if face is not Face.SCREEN:
                shown.append(own(f"own-{place}", f"{folder}/mine.html"))
            if face is Face.IN and plan is seen.method.steps[-1] and not seen.practice:
                shown.append(own("own-consent", "session/in/own-consent.html"))
            return tuple(shown)
        case _:
            end = part("end", EndView(title=seen.title, stage=seen.stage, practice=seen.practice))
            if face is Face.IN and seen.stage is Stage.CLOSED and not seen.practice:
                return (
                    end,
                    own("own-sentence", "session/in/own-sentence.html"),
                    own("own-case", "session/in/own-case.html"),
                )
            return (end,)


def _place(seen: Seen, seat: Seat) -> Text | None:
    chair = seen.chair(seat.place)
    return chair.name if chair else None


def _empty(seen: Seen) -> tuple[Chair, ...]:
    taken = {seat.place for seat in seen.at_table}
    return tuple(chair for chair in seen.chairs if chair.id not in taken)


def _table(seen: Seen, may_assign: bool) -> TableView:
    ready = seen.steps[seen.step].ready if seen.step else frozenset()
    return TableView(
        seats=tuple(
            SeatView(
                id=seat.id if may_assign else SeatId(""),
                name=seat.name,
                place=_place(seen, seat),
                presents=seen.presenter == seat.id,
                types=seen.typist == seat.id,
                ready=seat.id in ready if may_assign else False,
            )
            for seat in seen.at_table
        ),
        empty=_empty(seen),
        door_open=seen.door_open,
        may_assign=may_assign,
        has_presenter=not seen.practice,
        erasable=names.erasable(seen) if may_assign else (),
    )


def _lobby(seen: Seen, viewer: Viewer, setting: Setting) -> LobbyView:
    dilemma = seen.content_of("dilemma")
    return LobbyView(
        title=seen.title,
        minutes=seen.method.presets[seen.preset],
        table=_table(seen, viewer.leads),
        setting=setting,
        has_dilemma=bool(dilemma and dilemma.a),
        a=dilemma.a if dilemma else "",
        b=dilemma.b if dilemma else "",
    )


def _clock(seen: Seen) -> Clock:
    if seen.step is None:
        return Clock(due=None, minutes=seen.method.arrive.get(seen.preset, 0))
    minutes = seen.method.minutes(seen.step, seen.preset) + seen.steps[seen.step].extra
    return Clock(due=seen.due(seen.step), minutes=minutes)


def _head(seen: Seen, setting: Setting) -> HeadView:
    dilemma = seen.content_of("dilemma")
    return HeadView(
        stage=seen.stage,
        title=seen.title,
        number=seen.method.number(seen.step) if seen.step else 0,
        of=seen.method.length,
        step=seen.step or "",
        step_title=seen.plan.title if seen.plan else None,
        clock=_clock(seen),
        a=dilemma.a if dilemma else "",
        b=dilemma.b if dilemma else "",
        door_open=seen.door_open,
        setting=setting,
    )


def _rail(seen: Seen) -> RailView:
    steps = []
    passed = False
    rest = 0
    for plan in seen.method.steps:
        here = seen.steps[plan.id]
        now = plan.id == seen.step
        minutes = 0 if plan.continues else plan.minutes.get(seen.preset, 0)
        if passed or seen.step is None:
            rest += minutes
        passed = passed or now
        steps.append(
            RailStep(
                id=plan.id,
                number=seen.method.number(plan.id),
                title=plan.title,
                minutes=minutes,
                spent=here.spent,
                state="now" if now else "done" if here.visit else "todo",
                continues=plan.continues,
            )
        )
    return RailView(steps=tuple(steps), clock=_clock(seen), rest=rest, ends_at=seen.ends_at)


def _script(seen: Seen) -> tuple[Part, ...]:
    plan = seen.plan or seen.method.steps[0]
    view = ScriptView(lines=plan.script, mind=plan.mind)
    return (Part(key="script", region="script", template="session/lead/script.html", view=view),)


def _neighbours(seen: Seen) -> tuple[Plan | None, Plan | None]:
    steps = seen.method.steps
    at = next((at for at, plan in enumerate(steps) if plan.id == seen.step), -1)
    return (steps[at - 1] if at > 0 else None), (steps[at + 1] if at + 1 < len(steps) else None)


def _controls(seen: Seen) -> ControlsView:
    plan = seen.plan
    here = seen.steps[plan.id] if plan else None
    before, after = _neighbours(seen)
    content = here.content if here else None
    box = seen.boxes.get(plan.id) if plan else None
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
        wrote=box.count if box else getattr(content, "hidden", 0),
        unread=sum(one.count for one in seen.boxes.values()),
        ready=len(here.ready) if here else 0,
        seats=len(seen.at_table),
        done=bool(plan and activity(plan.activity).done(seen, plan)),
        screens_down=seen.screens_down,
        on_screen=bool(plan and seen.on_screen == plan.id),
        steered=seen.steered,
    )


def _may_choose_names(seen: Seen, plan: Plan) -> bool:
    """Whether who leads can still say if this step is written without names."""
    enough = seen.steps[plan.id].unnamed or len(seen.at_table) >= FEWEST
    return "private_anon_reveal" in activity(plan.activity).VISIBILITY and enough and not has_writing(seen, plan)
