"""A kort beraad for the rules' tests: plain defaults, people with one task each."""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import beraad.deliberation
from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import faces
from beraad.deliberation.activities import ACTIVITIES
from beraad.deliberation.decide import decide
from beraad.deliberation.evolve import begin, evolve
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.method import Chair, Method, Plan, Text
from beraad.deliberation.method_file import read_method
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer, visible

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LEADER = Seat(id=SeatId("leader"), name="Noor", role=Role.FACILITATOR)
ANNA, BEN, CEM = SeatId("anna"), SeatId("ben"), SeatId("cem")
DILEMMA, VALUES, WEIGHING, CONCLUSION, ACTIONS = (
    StepId(step) for step in ("dilemma", "waarden", "afweging", "conclusie", "afspraken")
)
SETTING = faces.Setting(session="s1", code="123 456", join="/m/123456", host="beraad.example")
METHODS = Path(beraad.deliberation.__file__).parent / "methods"


@cache
def kort() -> Method:
    path = METHODS / "kort_beraad.yaml"
    return read_method(path.read_bytes(), path.name, ACTIVITIES)


def a_step(id: StepId, activity: str, **more: Any) -> Plan:
    plan = {"title": Text(nl=activity), "phase": "judgement", "minutes": {"kort": 5}, **more}
    return Plan(id=id, activity=activity, **plan)


def a_method(*steps: Plan) -> Method:
    chairs = (Chair(id="kind", name=Text(nl="Het kind"), child=True),)
    presets = {"kort": 5 * len(steps)}
    return Method(id="m", version=1, title=Text(nl="Proef"), presets=presets, chairs=chairs, steps=steps)


def planned(method: Method | None = None) -> e.SessionPlanned:
    method = method or kort()
    return e.SessionPlanned(method=method, preset="kort", title="Ouder werkt mee", chairs=method.chairs, leader=LEADER)


def taken(seat: SeatId, place: str = "") -> e.SeatTaken:
    return e.SeatTaken(seat=Seat(id=seat, name=seat.title(), role=Role.PARTICIPANT, place=place))


def given(*events: e.Event, method: Method | None = None) -> Deliberation:
    """A session with Anna (a parent), Ben and Cem at the table, and then these events."""
    state = begin(SessionId("s1"), planned(method))
    for event in (e.DoorOpened(), taken(ANNA, "ouder"), taken(BEN), taken(CEM), *events):
        state = evolve(state, event)
    return state


def at_step(step: StepId, *events: e.Event) -> Deliberation:
    return given(e.StepOpened(step=step, at=NOON), *events)


def ask(state: Deliberation, command: c.Command, by: SeatId | None, at: datetime = NOON) -> Deliberation:
    """The state after a command, as the store would make it."""
    numbers = count(state.number)
    seat = state.seats[by] if by else None
    for event in decide(state, command, seat, at, lambda: f"id{next(numbers)}"):
        state = evolve(state, event)
    return state


def step(state: Deliberation, what: c.Command, by: SeatId, where: StepId | None = None) -> Deliberation:
    """The state after one of the open step's own commands."""
    target = where or state.step
    assert target is not None
    return ask(state, c.Contribute(step=target, what=what), by)


def revealed(state: Deliberation) -> Deliberation:
    """The state after the facilitator revealed the open step and the countdown ended."""
    here = state.step
    assert here is not None
    state = ask(state, c.AnnounceReveal(step=here), LEADER.id)
    reveal = state.steps[here].reveal
    assert reveal is not None
    return ask(state, c.Reveal(announced=reveal[0]), None, NOON + timedelta(seconds=3))


def parts_of(state: Deliberation, by: SeatId) -> tuple[faces.Part, ...]:
    """What the page of a seat shows to all viewers of its kind."""
    return faces.parts(visible(state), viewer(state, state.seats[by]), SETTING)


def own_parts_of(state: Deliberation, by: SeatId) -> tuple[faces.Part, ...]:
    """What it shows to that seat alone."""
    return faces.own_parts(visible(state, by), state.seats[by])
