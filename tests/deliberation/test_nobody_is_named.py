"""What a viewer sees holds no other seat's id where the face shows no names: a careless template finds nobody."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from beraad.deliberation import faces, visibility
from beraad.deliberation.activities import ACTIVITIES, activity
from beraad.deliberation.ids import SeatId
from beraad.deliberation.material import fold
from beraad.deliberation.seats import Face
from beraad.deliberation.state import Deliberation, Seen
from beraad.deliberation.visibility import on_face, viewer, visible
from tests.deliberation.builders import CONCLUSION, SETTING, VALUES, WEIGHING
from tests.deliberation.histories import CONVERSATIONS, WHOLE, Move, play

whatever = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

NAMED = {"voices": VALUES, "sheets": WEIGHING}
"""Activities' fields in which a revealed text stands beside its writer's name, on phones and with who leads."""


def said(anything: Any) -> Iterator[str]:
    """Every text in it, keys of mappings and members of sets as well."""
    plain = msgspec.to_builtins(anything, str_keys=False)
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for key, value in plain.items():
            yield from said(key)
            yield from said(value)
    elif isinstance(plain, list | tuple | set | frozenset):
        for one in plain:
            yield from said(one)


def found(state: Deliberation, seen: Seen, reader: SeatId | None, names: bool, ready: bool) -> list[str]:
    """Where ids of others stand in the steps of what was seen. names, ready: the face shows those beside people."""
    others = {str(id) for id in state.seats if id != reader}
    places = []
    for plan in seen.method.steps:
        here = seen.steps[plan.id]
        content = {name: getattr(here.content, name) for name in here.content.__struct_fields__}
        if names and here.revealed:
            content = {name: value for name, value in content.items() if name not in NAMED}
        places += [f"{plan.id} {name}" for name, value in content.items() if others & set(said(value))]
        if not ready and here.ready - {reader}:
            places.append(f"{plan.id} ready")
    if set(seen.touched) - {reader}:
        places.append("touched")
    return places


def leaks(state: Deliberation) -> list[str]:
    """Where somebody could be named who is not shown: in each face, to each seat, in each view and in the report."""
    seen = visible(state)
    places = []
    for face in Face:
        shown = on_face(seen, face)
        places += [f"{face}: {place}" for place in found(state, shown, None, face != "screen", face == "lead")]
    for seat in state.seats.values():
        own = visible(state, seat.id)
        places += [f"seat: {place}" for place in found(state, own, seat.id, True, False)]
        if not state.writes(seat):  # who types for others has a row for each of them
            texts = set(said(faces.parts(seen, viewer(state, seat), SETTING)))
            places += [f"{seat.face} shows {id}" for id in state.seats if id in texts]
    report = set(said(fold(state, seen)))
    places += [f"report tells {id}" for id in state.seats if id in report]
    return places


@whatever
@given(moves=CONVERSATIONS)
def test_nobody_is_named_where_no_names_are_shown(moves: list[Move]) -> None:
    assert leaks(play(moves).state) == []


def moment(where: str) -> Deliberation:
    """The whole conversation, with its reveals, its closed question and its agreements."""
    state = play([*WHOLE, ("show", "leader", 0, 0)]).state  # type: ignore[list-item]
    assert state.steps[VALUES].revealed
    assert state.steps[CONCLUSION].content.dissents
    return state


@pytest.mark.parametrize("kind", ["pvn_table", "judgement"])
def test_a_rule_that_keeps_who_wrote_is_found(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    state = moment(kind)
    assert leaks(state) == []
    monkeypatch.setattr(activity(kind), "unsigned", lambda content: content)
    assert any(place.startswith("screen: ") for place in leaks(state))


def test_a_dissent_under_its_writers_seat_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    state = moment("conclusion")
    monkeypatch.setattr(ACTIVITIES["conclusion"], "redact", lambda content, seat, revealed: content)
    for where in ("lead", "in", "screen", "seat"):
        assert f"{where}: {CONCLUSION} dissents" in leaks(state)


def test_a_face_that_is_given_everything_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    state = moment("ready")
    monkeypatch.setattr(visibility, "on_face", lambda seen, face: seen)
    monkeypatch.setattr("tests.deliberation.test_nobody_is_named.on_face", lambda seen, face: seen)
    assert {"in", "screen"} <= {place.split(":")[0] for place in leaks(state)}
