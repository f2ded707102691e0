"""The middle of each face: the lobby, the open step, or that it stands still or is over."""

from collections.abc import Iterator
from typing import Any

import msgspec

from beraad.deliberation.activities import activity, listed
from beraad.deliberation.faces import typist
from beraad.deliberation.faces.part import Failed, Part, Setting, made
from beraad.deliberation.faces.table import TableView, empty_chairs, table
from beraad.deliberation.ids import StepId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.seats import Face, Viewer
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Seen


class LobbyView(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    minutes: int
    table: TableView
    setting: Setting
    has_dilemma: bool
    a: str
    b: str
    may_rehearse: bool = False


class DownView(msgspec.Struct, frozen=True, kw_only=True):
    """‘Schermen neer’: as many chairs as people, dashed ones for who is not there."""

    seats: int
    empty: int


class EndView(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    stage: Stage
    practice: bool = False
    rehearsal: bool = False


class PausedView(msgspec.Struct, frozen=True, kw_only=True):
    """For who leads alone: danger: the stop card lies on the table; crisis: whom to call."""

    title: str
    danger: bool
    crisis: str


class PaperStep(msgspec.Struct, frozen=True, kw_only=True):
    id: StepId
    number: int
    title: Text


class PapersView(msgspec.Struct, frozen=True, kw_only=True):
    """The steps that the group has passed: what was done there on paper can be typed still, by who writes."""

    steps: tuple[PaperStep, ...]


def _part(face: Face, key: str, view: Any) -> Part:
    return Part(key=key, region="stage", template=f"session/{face}/{key}.html", view=view)


def _own(key: str) -> Part:
    return Part(key=key, region="stage", template=f"session/in/{key}.html", own=True)


HAND = Part(key="own-hand", region="foot", template="session/in/own-hand.html", own=True)


def stage(seen: Seen, viewer: Viewer, setting: Setting | None) -> tuple[Part, ...]:
    """The middle of each face. setting None: only the own parts are wanted."""
    face = viewer.face
    match seen.stage:
        case Stage.PLANNED | Stage.LOBBY:
            lobby = _part(face, "lobby", _lobby(seen, viewer, setting) if setting else None)
            return (lobby, _own("own-seat")) if face is Face.IN else (lobby,)
        case Stage.PAUSED:
            danger = seen.danger and viewer.leads
            paused = PausedView(title=seen.title, danger=danger, crisis=seen.crisis if danger else "")
            return (_part(face, "paused", paused),)
        case Stage.RUNNING if seen.plan is not None:
            if seen.screens_down and face is Face.IN:
                down = DownView(seats=len(seen.at_table), empty=len(empty_chairs(seen)))
                return _part(face, "down", down), HAND
            return tuple(_step(seen, seen.plan, viewer, wanted=setting is not None))
        case _:
            ended = EndView(title=seen.title, stage=seen.stage, practice=seen.of_class, rehearsal=bool(seen.rehearsal))
            has_say = face is Face.IN and seen.stage is Stage.CLOSED and not seen.practice
            return _part(face, "end", ended), *((_own("own-sentence"), _own("own-case")) if has_say else ())


def _step(seen: Seen, plan: Plan, viewer: Viewer, wanted: bool) -> Iterator[Part]:
    """The open step. wanted: not only the own parts are."""
    face, place = viewer.face, f"{plan.id}-{seen.steps[plan.id].visit}"
    folder = f"session/activities/{plan.activity}"
    view = made(activity(plan.activity).view, seen, plan, viewer) if wanted else None
    yield Part(key=f"step-{place}", region="stage", template=f"{folder}/{face}.html", view=view)
    if face is not Face.SCREEN:
        yield Part(key=f"own-{place}", region="stage", template=f"{folder}/mine.html", own=True)
    if viewer.writes and wanted and (typing := made(typist.view, seen, plan)):
        yield Part(key=f"typing-{place}", region="after", template="session/typing.html", view=typing)
    if viewer.writes and wanted and (before := _passed(seen)):
        yield Part(key="papers", region="after", template="session/papers.html", view=before)
    if face is Face.IN and plan is seen.method.steps[-1] and not seen.practice:
        yield _own("own-consent")
    if face is Face.IN:
        yield HAND
    if wanted and face is not Face.SCREEN:
        yield from rows(seen, plan, viewer)


def rows(seen: Seen, plan: Plan, viewer: Viewer) -> list[Part]:
    """The items and headings of a list, each a part."""
    lists = listed(plan.activity)
    found = made(lists.rows, seen, plan, viewer) if lists else ()
    folder = f"session/activities/{plan.activity}"
    if isinstance(found, Failed):
        return [Part(key=f"rows-{plan.id}", region="rows", template=folder, view=found)]
    return [Part(key=row.key, region="rows", template=f"{folder}/{row.template}.html", view=row.view) for row in found]


def _passed(seen: Seen) -> PapersView | None:
    steps = [plan for plan in seen.method.steps if seen.has_passed(plan.id)]
    told = tuple(PaperStep(id=one.id, number=seen.method.number(one.id), title=one.title) for one in steps)
    return PapersView(steps=told) if told else None


def _lobby(seen: Seen, viewer: Viewer, setting: Setting) -> LobbyView:
    a, b = seen.a_and_b
    return LobbyView(
        title=seen.title,
        minutes=seen.method.presets[seen.preset],
        table=table(seen, viewer.leads),
        setting=setting,
        has_dilemma=bool(a),
        a=a,
        b=b,
        may_rehearse=viewer.leads and seen.stage is Stage.PLANNED and not seen.practice,
    )
