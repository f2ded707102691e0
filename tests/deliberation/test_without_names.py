"""Without names: what goes in the box, who may look, and when it is opened."""

from typing import Any

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import faces, log
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.alternatives import AddAlternative, ChangeAlternative
from beraad.deliberation.activities.evaluate import ShowTotals
from beraad.deliberation.activities.evaluate.sheets import Evaluate
from beraad.deliberation.box import FEWEST
from beraad.deliberation.decide import decide
from beraad.deliberation.evolve import evolve
from beraad.deliberation.ids import ItemId, SeatId, StepId
from beraad.deliberation.material import material
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import LEADER, NOON, a_method, a_step, ask, given, parts_of, revealed, taken

IDEAS, END = StepId("ideas"), StepId("end")
METHOD = a_method(a_step(IDEAS, "alternatives"), a_step(END, "evaluate", visibility="private_anon_reveal"))
SEATS = tuple(SeatId(f"seat-{number}") for number in range(1, 9))


def room(people: int, step: StepId = IDEAS) -> Deliberation:
    """So many people at a step, where names are left out if they can be; `given` brings three, who leave again."""
    state = given(*(e.SeatRemoved(seat=SeatId(seat)) for seat in ("anna", "ben", "cem")), method=METHOD)
    for seat in SEATS[:people]:
        state = evolve(state, taken(seat))
    state = ask(state, c.OpenStep(step=step), LEADER.id)
    return ask(state, c.LeaveOutNames(step=step, unnamed=True), LEADER.id) if people >= FEWEST else state


def idea(text: str, key: str = "", edit: str = "", step: StepId = IDEAS) -> c.PutIn:
    return c.PutIn(step=step, what=AddAlternative(text=text), key=key or f"key of {text}", edit=edit)


def sheet(key: str, **answers: Any) -> c.PutIn:
    return c.PutIn(step=END, what=Evaluate(**answers), key=key)


def filled(people: int) -> Deliberation:
    """A box in which so many of eight people put a paper, the last to write first in it."""
    state = room(8)
    for number, seat in enumerate(SEATS[:people]):
        state = ask(state, idea(f"idea of {seat}", key=f"{9 - number}-{'k' * 20}"), seat)
    return state


def said_to(state: Deliberation, reader: SeatId | None) -> str:
    seen = visible(state, reader)
    parts: list[Any] = [seen, parts_of(state, LEADER.id)]
    if reader:
        parts.append(faces.own_parts(seen, state.seats[reader]))
    return msgspec.json.encode(parts).decode()


def test_what_is_in_the_box_is_in_no_log_and_in_nobodys_sight() -> None:
    before, state = filled(4), filled(5)
    assert state.number == before.number  # nothing happened that a log would tell
    assert state.stamp > before.stamp  # and yet it is newer
    for reader in (None, *state.seats):
        assert "idea of" not in said_to(state, reader)


def test_everyone_sees_how_many_papers_there_are_and_only_the_writer_which_are_its_own() -> None:
    state = filled(2)
    for reader in (None, *state.seats):
        box = visible(state, reader).boxes[IDEAS]
        assert box.count == 2
        assert [seat for seat, _ in box.wrote] == ([reader] if reader in SEATS[:2] else [])


@pytest.mark.parametrize(("writers", "opens"), [(4, False), (5, True)])
def test_five_different_people_open_it(writers: int, opens: bool) -> None:
    state = filled(writers)
    for number in range(3):  # the same one again does not help
        state = ask(state, idea(f"more {number}"), SEATS[0])
    if opens:
        assert revealed(state).steps[IDEAS].revealed
    else:
        with pytest.raises(no.TooFewToShow) as refused:
            revealed(state)
        assert not refused.value.facts  # not even how many


def test_what_comes_out_stands_in_the_order_of_keys_and_has_no_writer() -> None:
    state = revealed(filled(6))
    items = state.steps[IDEAS].content.items.values()
    assert [one.text for one in items] == [f"idea of {seat}" for seat in reversed(SEATS[:6])]
    assert {one.seat for one in items} == {""}
    assert state.boxes == {}
    names = {seat.name for seat in state.seats.values() if seat.id in SEATS}
    stage = [part.view for part in parts_of(state, LEADER.id)][2]
    assert not [name for name in names if name in msgspec.json.encode(stage).decode()]


def test_a_paper_taken_out_while_it_counts_down_stops_the_reveal() -> None:
    state = room(5)
    for seat in SEATS[:5]:
        state = ask(state, idea(f"idea of {seat}", edit=f"word of {seat}"), seat)
    state = ask(state, c.AnnounceReveal(step=IDEAS), LEADER.id)
    state = ask(state, c.TakeOut(step=IDEAS, edit=f"word of {SEATS[2]}"), SEATS[2])
    number, due = state.steps[IDEAS].reveal or (0, NOON)
    state = ask(state, c.Reveal(announced=number), None, due)
    assert not state.steps[IDEAS].revealed
    assert state.steps[IDEAS].reveal is None
    assert state.boxes[IDEAS].count == 4


def test_only_who_knows_the_word_takes_a_paper_out() -> None:
    state = ask(room(5), idea("mine", edit="word"), SEATS[0])
    for edit in ("other", ""):
        assert ask(state, c.TakeOut(step=IDEAS, edit=edit), SEATS[1]) == state
    without = ask(state, idea("no word"), SEATS[1])
    assert ask(without, c.TakeOut(step=IDEAS, edit=""), SEATS[1]) == without
    assert ask(state, c.TakeOut(step=IDEAS, edit="word"), SEATS[0]).boxes[IDEAS].count == 0


def test_a_retry_changes_nothing_before_and_after_the_reveal() -> None:
    state = filled(5)
    again = idea(f"idea of {SEATS[0]}", key=f"9-{'k' * 20}")
    assert ask(state, again, SEATS[0]) == state
    with pytest.raises(no.OpUsedTwice):
        ask(state, idea("something else", key=again.key), SEATS[0])
    shown = revealed(state)
    assert ask(shown, again, SEATS[0]) == shown
    with pytest.raises(no.AlreadyRevealed):
        ask(shown, idea("late"), SEATS[0])


REFUSED: list[tuple[Deliberation, c.Command, SeatId, type[Exception]]] = [
    (room(5), idea("x"), LEADER.id, no.FacilitatorHasNoVote),
    (room(5), idea(" "), SEATS[0], no.FieldMissing),
    (room(5), c.Contribute(step=IDEAS, what=AddAlternative(text="x")), SEATS[0], no.NamesChanged),
    (room(5), c.Contribute(step=IDEAS, what=ChangeAlternative(text="x", item=ItemId("y"))), SEATS[0], no.NoSuchItem),
    (room(5), sheet("k", free=3), SEATS[0], no.StepClosed),
    (room(5, END), sheet("k"), SEATS[0], no.NothingAnswered),
    (ask(room(5, END), sheet("k", free=3), SEATS[0]), sheet("l", free=3), SEATS[0], no.TooMany),
    (room(5), c.MarkReady(step=IDEAS, ready=True), SEATS[0], no.NotYourTask),
    (room(5), c.AnnounceReveal(step=IDEAS), LEADER.id, no.TooFewToShow),
    (room(5), c.Erase(step=IDEAS, item="key of x"), LEADER.id, no.NotRevealedYet),
    (room(4), c.LeaveOutNames(step=IDEAS, unnamed=True), LEADER.id, no.TooFewForNoNames),
    (filled(1), c.LeaveOutNames(step=IDEAS, unnamed=False), LEADER.id, no.NamesSettled),
    (room(5), c.EmptyBox(step=IDEAS), SEATS[0], no.NotFacilitator),
    (room(4, END), c.Contribute(step=END, what=Evaluate(free=3, remark="x")), SEATS[0], no.NamesChanged),
    (room(4, END), c.Contribute(step=END, what=Evaluate(free=3)), LEADER.id, no.FacilitatorHasNoVote),
    (room(4, END), c.Contribute(step=END, what=ShowTotals()), SEATS[0], no.NotFacilitator),
    (room(4, END), c.Contribute(step=END, what=ShowTotals()), LEADER.id, no.NotAllAnswered),
]


@pytest.mark.parametrize(("state", "command", "by", "refusal"), REFUSED)
def test_this_is_refused(state: Deliberation, command: c.Command, by: SeatId, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        ask(state, command, by)


def test_what_was_promised_about_names_stands_from_the_first_input() -> None:
    state = ask(
        ask(room(5), c.LeaveOutNames(step=IDEAS, unnamed=False), LEADER.id),
        c.Contribute(step=IDEAS, what=AddAlternative(text="named")),
        SEATS[0],
    )
    with pytest.raises(no.NamesSettled):
        ask(state, c.LeaveOutNames(step=IDEAS, unnamed=True), LEADER.id)


def test_also_from_an_input_that_was_taken_out_again() -> None:
    state = ask(room(5), idea("mine", edit="word"), SEATS[0])
    state = ask(state, c.TakeOut(step=IDEAS, edit="word"), SEATS[0])
    with pytest.raises(no.NamesSettled):
        ask(state, c.LeaveOutNames(step=IDEAS, unnamed=False), LEADER.id)


@pytest.mark.parametrize(("people", "unnamed"), [(FEWEST - 1, False), (FEWEST, True)])
def test_the_evaluation_is_without_names_when_enough_people_are_there(people: int, unnamed: bool) -> None:
    assert room(people, END).steps[END].unnamed is unnamed


def test_who_came_later_makes_it_possible_when_nobody_wrote_yet() -> None:
    state = evolve(room(4, END), taken(SEATS[4]))
    state = ask(ask(state, c.OpenStep(step=IDEAS), LEADER.id), c.OpenStep(step=END), LEADER.id)
    assert state.steps[END].unnamed
    wrote = ask(room(4, END), c.Contribute(step=END, what=Evaluate(free=3)), SEATS[0])
    wrote = evolve(wrote, taken(SEATS[4]))
    wrote = ask(ask(wrote, c.OpenStep(step=IDEAS), LEADER.id), c.OpenStep(step=END), LEADER.id)
    assert not wrote.steps[END].unnamed


def test_closing_and_throwing_away_leave_nothing_of_a_box() -> None:
    assert ask(filled(3), c.EmptyBox(step=IDEAS), LEADER.id).boxes == {}
    closed = ask(filled(8), c.Close(), LEADER.id)
    assert closed.boxes == {}
    assert closed.steps[IDEAS].content.items == {}


def test_what_came_from_the_box_can_be_erased_and_goes_to_no_case() -> None:
    state = revealed(filled(5))
    assert material(state, visible(state)).alternatives == ()
    first = next(iter(state.steps[IDEAS].content.items))
    (happened,) = decide(state, c.Erase(step=IDEAS, item=first), state.seats[LEADER.id], NOON, lambda: "x")
    assert isinstance(happened, e.TextErased)
    shown = revealed_event(filled(5))
    silent = log.event(log.erased(log.stored(shown, METHOD), IDEAS, first))
    assert msgspec.json.encode(silent).decode().count("idea of") == 4


def revealed_event(state: Deliberation) -> e.Event:
    state = ask(state, c.AnnounceReveal(step=IDEAS), LEADER.id)
    number, due = state.steps[IDEAS].reveal or (0, NOON)
    return decide(state, c.Reveal(announced=number), None, due, lambda: "x")[1]


def test_the_box_is_kept_as_it_is() -> None:
    box = filled(5).boxes[IDEAS]
    assert log.box(log.stored_box(box), METHOD.steps[0]) == box


def test_an_evaluation_shows_totals_and_remarks_apart_from_each_other() -> None:
    state = room(5, END)
    for number, seat in enumerate(SEATS[:5], start=1):
        state = ask(state, sheet(f"{number}" * 20, free=number, mark=9, remark="rustiger" if number == 4 else ""), seat)
    now = revealed(state).steps[END].content
    assert now.counts[0] == (1, 1, 1, 1, 1, 0)
    assert now.people == 5
    assert list(now.remarks.values()) == ["rustiger"]
    assert now.given == {}


def test_with_too_few_people_totals_come_when_all_have_answered() -> None:
    state = room(3, END)
    for seat in SEATS[:3]:
        assert visible(state, seat).steps[END].content.counts == ()
        state = ask(state, c.Contribute(step=END, what=Evaluate(free=2, insight="yes")), seat)
    for reader in (None, *state.seats):
        assert set(visible(state, reader).steps[END].content.given) <= {reader}
    state = ask(state, c.Contribute(step=END, what=ShowTotals()), LEADER.id)
    assert state.steps[END].content.counts[0] == (0, 3, 0, 0, 0, 0)
    with pytest.raises(no.AlreadyRevealed):
        ask(state, c.Contribute(step=END, what=Evaluate(free=5)), SEATS[0])
    gone = ask(state, c.RemoveSeat(seat=SEATS[0]), LEADER.id)  # what all saw stays
    assert gone.steps[END].content.counts == state.steps[END].content.counts


def test_who_is_removed_takes_a_named_evaluation_along() -> None:
    state = ask(room(3, END), c.Contribute(step=END, what=Evaluate(free=2)), SEATS[0])
    assert ask(state, c.RemoveSeat(seat=SEATS[0]), LEADER.id).steps[END].content.given == {}


def test_a_screen_has_no_papers() -> None:
    state = evolve(room(5), e.SeatTaken(seat=Seat(id=SeatId("screen"), name="", role=Role.SCREEN)))
    with pytest.raises(no.FacilitatorHasNoVote):
        ask(state, idea("x"), SeatId("screen"))
