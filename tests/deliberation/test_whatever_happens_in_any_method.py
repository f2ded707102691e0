"""What must stay true in every activity, whatever people do: nothing is lost, told early, or left behind."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from beraad.deliberation import events as e
from beraad.deliberation import faces, log
from beraad.deliberation.activities import ACTIVITIES, activity
from beraad.deliberation.ids import SeatId
from beraad.deliberation.material import material, report
from beraad.deliberation.visibility import viewer, visible
from tests.deliberation.any_method import CONVERSATIONS, METHOD, Move, Talk, moment, talk, whole
from tests.deliberation.builders import own_parts_of, parts_of
from tests.deliberation.histories import replay
from tests.examples import examples

whatever = settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))


def text_of(anything: Any) -> str:
    return msgspec.json.encode(anything).decode()


def hidden(made: Talk) -> list[tuple[SeatId | None, str]]:
    """(who alone may see it, text) of all that is not shown yet; what is in a box nobody may see."""
    return [
        (None if in_box else seat, text)
        for seat, step, in_box, text in made.canaries
        if not made.state.steps[step].shows
    ]


def test_such_conversations_hold_every_kind_of_input() -> None:
    missed = {kind for rules in ACTIVITIES.values() for kind in rules.EVENTS}
    # Those are in tests of their own: test_activities.py, test_merging_voices.py.
    rare = {"DissentApproved", "NothingAgreed", "NormGiven", "VoiceSplit"}
    missed = {kind for kind in missed if kind.__name__ not in rare and not kind.__name__.endswith("TakenBack")}
    for seed in range(6):
        if missed:
            missed -= {type(event.what) for _, event, _ in talk(whole(seed)).walk if isinstance(event, e.Contributed)}
    assert not missed


@whatever
@given(moves=CONVERSATIONS)
def test_nothing_is_told_before_its_reveal(moves: list[Move]) -> None:
    made = talk(moves)
    secrets = hidden(made)
    for reader in (None, *made.state.seats):
        seen = visible(made.state, reader)
        said = text_of([seen, faces.own_parts(seen, made.state.seats[reader])]) if reader else text_of(seen)
        assert not [text for who, text in secrets if text in said and (reader is None or who != reader)]
    for seat in made.state.seats.values():
        said = text_of(parts_of(made.state, seat.id))
        assert not [text for _, text in secrets if text in said]
    seen = visible(made.state)
    assert not [text for _, text in secrets if text in text_of([report(seen), material(made.state, seen)])]


@whatever
@given(moves=CONVERSATIONS)
def test_what_is_in_the_box_is_in_no_log(moves: list[Move]) -> None:
    made = talk(moves)
    stored = "".join(one.body for one in made.kept)
    assert not [text for who, text in hidden(made) if who is None and text in stored]


@whatever
@given(moves=CONVERSATIONS)
def test_the_log_and_the_boxes_tell_it_all(moves: list[Move]) -> None:
    made = talk(moves)
    assert msgspec.structs.replace(replay(made.kept, moment), boxes=made.state.boxes) == made.state
    plans = {plan.id: plan for plan in made.state.method.steps}
    for step, box in made.state.boxes.items():
        assert log.box(log.stored_box(box), plans[step]) == box


@whatever
@given(moves=CONVERSATIONS)
def test_only_what_people_do_with_their_words_changes_them(moves: list[Move]) -> None:
    """Steering loses nothing: not a step change, a reveal, a pause or the end."""
    for before, event, after in talk([*moves, ("close", 0, 0, 0)]).walk:
        if not isinstance(event, e.Contributed | e.TextErased | e.SeatRemoved | e.BoxChanged | e.BoxEmptied):
            both = before.steps.keys() & after.steps.keys()
            assert [before.steps[step].content for step in both] == [after.steps[step].content for step in both]
            assert both == before.steps.keys() or isinstance(event, e.StepTakenOut)
            assert before.boxes == after.boxes


@whatever
@given(moves=CONVERSATIONS)
def test_what_is_erased_is_in_no_stored_event_and_nothing_else_changes(moves: list[Move]) -> None:
    made = talk(moves)
    made.erase_all()
    assert msgspec.structs.replace(replay(made.kept, moment), boxes=made.state.boxes) == made.state
    shown = [text for _, step, _, text in made.canaries if made.state.steps[step].shows]
    stored, kept = "".join(one.body for one in made.kept), text_of(made.state)
    assert not [text for text in shown if text in stored and text not in kept and text in text_of(talk(moves).state)]


@whatever
@given(moves=CONVERSATIONS)
def test_all_who_look_alike_see_the_same_and_pages_fit_together(moves: list[Move]) -> None:
    state = talk(moves).state
    pages: dict[str, tuple[faces.Part, ...]] = {}
    for seat in state.seats.values():
        shown = parts_of(state, seat.id)
        own = own_parts_of(state, seat.id)
        keys = [part.key for part in shown]
        assert len(set(keys)) == len(keys)
        assert [part.key for part in shown if part.own] == [part.key for part in own]
        assert all(isinstance(hash(part.view), int) for part in (*shown, *own))
        assert pages.setdefault(str(viewer(state, seat)), shown) == shown


@whatever
@given(moves=CONVERSATIONS)
def test_the_stamp_goes_up_with_each_change(moves: list[Move]) -> None:
    for before, _, after in talk(moves).walk:
        assert after.stamp > before.stamp


@pytest.mark.parametrize("kind", [kind for kind in ACTIVITIES if ACTIVITIES[kind].VISIBILITY[-1] != "live"])
def test_a_rule_that_hides_nothing_is_found(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = next(at for at, plan in enumerate(METHOD.steps) if plan.activity == kind)
    made = talk([("open", 0, at, 0), *(("everyone", 0, one, two) for one in range(4) for two in (0, 1))])
    assert hidden(made)
    monkeypatch.setattr(activity(kind), "redact", lambda content, seat, revealed: content)
    monkeypatch.setattr("beraad.deliberation.visibility.seen_by", lambda box, seat: box)
    assert any(text in text_of(visible(made.state)) for _, text in hidden(made))
