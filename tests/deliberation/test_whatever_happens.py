"""What must stay true whatever people do, in whatever order: the log tells it all, and blind stays blind."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import faces, log
from beraad.deliberation.activities import activity
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.evolve import STEERING, evolve
from beraad.deliberation.seats import Face, Viewer
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer, visible
from tests.deliberation.builders import (
    ANNA,
    CONCLUSION,
    LEADER,
    SETTING,
    VALUES,
    WEIGHING,
    ask,
    at_step,
    kort,
    own_parts_of,
    parts_of,
    revealed,
    step,
)
from tests.deliberation.histories import CONVERSATIONS, STEPS, WHOLE, History, Move, answered_conclusion, play, replay

whatever = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def text_of(anything: Any) -> str:
    return msgspec.json.encode(anything).decode()


def shown_to_class(state: Deliberation, seat: Any) -> tuple[faces.Part, ...]:
    return parts_of(state, seat.id)


def secrets(history: History) -> list[tuple[str, str]]:
    """(writer, canary) of every text that may be seen by its writer alone."""
    state, hidden = history.state, []
    for plan in state.method.steps:
        here = state.steps[plan.id]
        if plan.activity == "conclusion":
            now = here.content
            hidden += [(seat, one.text) for seat, one in now.dissents.items() if now.asked]
        elif plan.hidden_first and not here.revealed:
            hidden += [(seat, canary) for seat, where, _, canary in history.canaries if where == plan.id]
    return [(seat, canary) for seat, canary in hidden if canary]


def test_the_conversation_that_is_varied_holds_every_kind_of_input() -> None:
    made = {type(event.what) for event in play(WHOLE).events if isinstance(event, e.Contributed)}
    rare = {"LeftOpen", "AgreementDropped", "NothingAgreed", "ChoiceTakenBack", "AnswerTakenBack", "SlipsCounted"}
    told = {kind.__name__ for plan in kort().steps for kind in activity(plan.activity).EVENTS}
    assert told - rare == {kind.__name__ for kind in made}


@whatever
@given(moves=CONVERSATIONS)
def test_blind_stays_blind(moves: list[Move]) -> None:
    history = play(moves)
    hidden = secrets(history)
    for reader in (None, *history.state.seats):
        seen = visible(history.state, reader)
        said = text_of(seen)
        if reader:
            said += text_of(faces.own_parts(seen, history.state.seats[reader]))
        assert not [(who, what) for who, what in hidden if who != reader and what in said]


@whatever
@given(moves=CONVERSATIONS)
def test_what_a_class_sees_holds_nothing_that_is_hidden_even_from_its_writer(moves: list[Move]) -> None:
    history = play(moves)
    for seat in history.state.seats.values():
        said = text_of(shown_to_class(history.state, seat))
        assert not [what for _, what in secrets(history) if what in said]


@whatever
@given(moves=CONVERSATIONS)
def test_nobody_else_learns_an_answer_to_the_unseen_question(moves: list[Move]) -> None:
    state = play(moves).state
    for reader in (None, *state.seats):
        seen = visible(state, reader).steps[CONCLUSION].content
        assert set(seen.answers) <= {reader}
        assert seen.answered == len(state.steps[CONCLUSION].content.answers)
        assert not (seen.asked and seen.outcome.startswith("shared"))


@whatever
@given(moves=CONVERSATIONS)
def test_consents_are_their_givers_alone(moves: list[Move]) -> None:
    state = play(moves).state
    for reader in (None, *state.seats):
        seen = visible(state, reader)
        assert set(seen.words_shared) <= {reader}
        assert seen.case_shared is None or reader == state.presenter


@whatever
@given(moves=CONVERSATIONS)
def test_the_log_tells_it_all(moves: list[Move]) -> None:
    history = play(moves)
    kept = [log.stored(event, history.state.method) for event in history.events]
    assert [log.event(one) for one in kept] == history.events
    assert replay(kept) == history.state


@whatever
@given(moves=CONVERSATIONS)
def test_an_erased_text_is_in_no_stored_event_and_nothing_else_changed(moves: list[Move]) -> None:
    history = play(moves)
    history.erase_all()
    assert replay(history.kept) == history.state
    stored = history.stored
    assert not [canary for canary in history.erased if canary in stored]


@whatever
@given(moves=CONVERSATIONS)
def test_each_event_moves_the_numbers_as_they_promise(moves: list[Move]) -> None:
    for before, event, after in play(moves).walk:
        assert after.number == before.number + 1
        assert after.steered == (after.number if isinstance(event, STEERING) else before.steered)
        own = isinstance(event, e.Contributed | e.ReadyMarked | e.WordsShared | e.CaseShared)
        assert after.touched == ({**before.touched, event.seat: after.number} if own else before.touched)  # type: ignore[attr-defined]
        assert after.loud in (before.loud, after.number)


@whatever
@given(moves=CONVERSATIONS)
def test_a_quiet_event_changes_no_more_than_counts_for_others(moves: list[Move]) -> None:
    for before, event, after in play(moves).walk:
        if after.loud == before.loud and isinstance(event, e.Contributed):
            assert flat(before) == flat(after)


def flat(state: Deliberation) -> str:
    """What the projector shows, without the counts."""
    counts = {"hidden", "answered", "wrote", "ready", "steered"}

    def bare(one: Any) -> Any:
        if isinstance(one, dict):
            return {key: bare(value) for key, value in one.items() if key not in counts}
        return [bare(value) for value in one] if isinstance(one, list) else one

    screen = Viewer(face=Face.SCREEN)
    return str(bare(msgspec.json.decode(text_of(faces.parts(visible(state), screen, SETTING)))))


@whatever
@given(moves=CONVERSATIONS)
def test_the_parts_of_a_page_fit_together(moves: list[Move]) -> None:
    state = play(moves).state
    pages: dict[str, tuple[faces.Part, ...]] = {}
    for seat in state.seats.values():
        shown = shown_to_class(state, seat)
        own = own_parts_of(state, seat.id)
        keys = [part.key for part in shown]
        assert len(set(keys)) == len(keys)
        assert [part.key for part in shown if part.own] == [part.key for part in own]
        assert all(part.view is None for part in shown if part.own)
        assert all(isinstance(hash(part.view), int) for part in (*shown, *own))
        assert pages.setdefault(str(viewer(state, seat)), shown) == shown


@whatever
@given(moves=CONVERSATIONS)
def test_every_step_can_be_reported_at_any_time_and_hides_what_is_hidden(moves: list[Move]) -> None:
    history = play(moves)
    seen = visible(history.state)
    said = text_of([activity(plan.activity).report(seen, plan) for plan in seen.method.steps])
    assert not [what for _, what in secrets(history) if what in said]
    assert not [canary for canary in history.erased if canary in said]


@whatever
@given(moves=CONVERSATIONS)
def test_an_event_that_carries_a_text_bears_its_name(moves: list[Move]) -> None:
    """So that storage finds what to overwrite by looking for the name alone."""
    history = play(moves)
    kept = list(history.kept)
    history.erase_all()
    for event in history.events:
        if isinstance(event, e.TextErased):
            touched = [one for one in kept if log.erased(one, event.step, event.item) is not one]
            assert all(event.item in one.body for one in touched)


def test_erasing_the_conclusion_leaves_what_the_overwritten_log_says() -> None:
    history = answered_conclusion()
    history.do(c.Erase(step=CONCLUSION, item="text"), LEADER.id)
    assert history.erased
    assert replay(history.kept) == history.state


@pytest.mark.parametrize("place", [VALUES, WEIGHING])
def test_a_planted_leak_is_found(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of blindness sees what a rule that hides nothing would show."""
    history = play([("open", LEADER.id, STEPS.index(place), 0)])
    history.write(place, ANNA)
    assert secrets(history)
    kind = history.state.method.plan(place).activity  # type: ignore[union-attr]
    monkeypatch.setattr(activity(kind), "redact", lambda content, seat, revealed: content)
    said = text_of(visible(history.state))
    assert any(what in said for _, what in secrets(history))


def test_what_happened_while_hidden_is_loud_only_once_revealed() -> None:
    state = step(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA)
    assert state.loud < state.number
    assert revealed(state).loud == revealed(state).number
    assert ask(state, c.LowerScreens(), LEADER.id).steered == state.number + 1
    assert evolve(state, e.DoorClosed()).touched == state.touched
