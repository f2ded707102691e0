"""The dialogue: lists of whoever writes, ‘geen’ as an answer, and the reasons of the judgement beside it."""

from typing import Any

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import activity
from beraad.deliberation.activities.compare_dialogue import (
    COMMANDS,
    AddPoint,
    ChangePoint,
    DropPoint,
    PointsView,
    SayNone,
)
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.blocks import ListBlock
from beraad.deliberation.ids import ItemId, SeatId, StepId
from beraad.deliberation.method import Text
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import ANNA, BEN, CEM, LEADER, a_method, a_step, parts_of, planned, step
from tests.deliberation.histories import SCREEN, SETTING_OUT, History, is_nowhere

LEAD, GONE = LEADER.id, "Kanarie"
WEIGHING, TALK, SHORT = StepId("afweging"), StepId("dialoog"), StepId("kort")


METHOD = a_method(
    a_step(WEIGHING, "judgement", visibility="private_reveal"),
    a_step(TALK, "compare_dialogue", options={"most": 2}),
    a_step(SHORT, "compare_dialogue", options={"lists": 2}),
)
FIRST, NONE = ItemId("id0"), ItemId("none")
REST = AddPoint(kind="alike", text="Rust voor het kind")
Moves = list[tuple[SeatId, c.Command]]


def room(*moves: tuple[SeatId, c.Command], where: StepId = TALK) -> History:
    """Anna, Ben, Cem (who types) and a screen at the dialogue, after these moves."""
    history = History(events=[planned(METHOD)])
    history.happened(*SETTING_OUT, e.TypistNamed(seat=CEM))
    history.do(c.OpenStep(step=where), LEAD)
    for by, what in moves:
        own = type(what) in COMMANDS.values()
        assert history.do(c.Contribute(step=where, what=what) if own else what, by), (by, what)
    return history


def judged(revealed: bool) -> History:
    """A dialogue after Anna, Ben and Cem judged."""
    history = room(where=WEIGHING)
    for seat, choice, because in ((ANNA, "b", "te lang"), (BEN, "other", "eerst horen"), (CEM, "b", "rust")):
        what = Choose(choice=choice, other="wachten", because=because)  # type: ignore[arg-type]
        assert history.do(c.Contribute(step=WEIGHING, what=what), seat)
    if revealed:
        history.do(c.AnnounceReveal(step=WEIGHING), LEAD)
        assert history.do(c.Reveal(announced=history.state.number), None)
    assert history.do(c.OpenStep(step=TALK), LEAD)
    return history


def view(history: History, by: SeatId) -> PointsView:
    state = history.state
    shown = parts_of(state, by)
    (found,) = [part.view for part in shown if isinstance(part.view, PointsView)]
    return found


def said(history: History, by: SeatId = ANNA) -> dict[str, tuple[str, ...]]:
    return {one.kind: tuple(point.text for point in one.points) for one in view(history, by).lists}


def done(history: History) -> bool:
    plan = history.state.plan
    assert plan is not None
    return activity("compare_dialogue").done(visible(history.state), plan)


REFUSED: list[tuple[Moves, SeatId, c.Command, type[Exception]]] = [
    ([], ANNA, REST, no.NotYourTask),
    ([], ANNA, SayNone(kind="alike", none=True), no.NotYourTask),
    ([(CEM, REST)], ANNA, DropPoint(item=FIRST), no.NotYourTask),
    ([(CEM, REST)], ANNA, ChangePoint(item=FIRST, text="x"), no.NotYourTask),
    ([], LEAD, AddPoint(kind="alike", text=" "), no.FieldMissing),
    ([(CEM, REST)], LEAD, ChangePoint(item=FIRST, text=" "), no.FieldMissing),
    ([(CEM, REST)] * 2, LEAD, REST, no.TooMany),
    ([], LEAD, ChangePoint(item=NONE, text="x"), no.NoSuchItem),
    ([], LEAD, DropPoint(item=NONE), no.NoSuchItem),
    ([(CEM, REST)], LEAD, SayNone(kind="alike", none=True), no.SomethingStands),
]


@pytest.mark.parametrize(("moves", "by", "what", "refusal"), REFUSED)
def test_this_is_refused(moves: Moves, by: SeatId, what: c.Command, refusal: type[Exception]) -> None:
    history = room(*moves)
    with pytest.raises(refusal):
        step(history.state, what, by, TALK)


def test_the_table_of_refusals_holds_every_command() -> None:
    assert {type(what) for _, _, what, _ in REFUSED} == set(COMMANDS.values())


@pytest.mark.parametrize("what", [AddPoint(kind="anew", text="x"), SayNone(kind="anew", none=True)])
def test_a_list_that_the_method_leaves_out_is_not_there(what: Any) -> None:
    history = room(where=SHORT)
    with pytest.raises(no.NotAsked):
        step(history.state, what, LEAD, SHORT)
    assert list(said(history)) == ["alike", "differ"]


def test_whoever_writes_adds_changes_and_drops_for_all_to_see() -> None:
    history = room((CEM, REST), (LEAD, AddPoint(kind="differ", text="Hoe lang")))
    for by in (ANNA, LEAD, SCREEN.id):
        assert said(history, by) == {"alike": ("Rust voor het kind",), "differ": ("Hoe lang",), "anew": ()}
    assert history.do(c.Contribute(step=TALK, what=ChangePoint(item=FIRST, text="Rust")), LEAD)
    assert said(history)["alike"] == ("Rust",)
    assert history.do(c.Contribute(step=TALK, what=DropPoint(item=FIRST)), CEM)
    assert said(history)["alike"] == ()


def test_it_is_done_when_each_list_has_something_or_is_said_to_have_nothing() -> None:
    moves: Moves = [(CEM, REST), (CEM, SayNone(kind="differ", none=True)), (CEM, SayNone(kind="anew", none=True))]
    for missing in range(3):
        assert not done(room(*moves[:missing], *moves[missing + 1 :]))
    history = room(*moves)
    assert done(history)
    assert history.do(c.Contribute(step=TALK, what=SayNone(kind="anew", none=False)), LEAD)
    assert not done(history)
    assert done(room(*moves[:2], where=SHORT))


def test_what_is_said_after_all_takes_the_place_of_none() -> None:
    history = room((CEM, SayNone(kind="alike", none=True)), (CEM, REST))
    assert [one.none for one in view(history, ANNA).lists] == [False, False, False]


def test_an_erased_line_makes_nothing_done() -> None:
    rest = [(CEM, SayNone(kind=kind, none=True)) for kind in ("differ", "anew")]
    assert done(room((CEM, REST), *rest))
    assert not done(room((CEM, REST), *rest, (LEAD, c.Erase(step=TALK, item=FIRST))))


def test_a_line_that_comes_later_says_so_and_who_is_removed_leaves_what_was_said() -> None:
    history = room((CEM, REST), (LEAD, c.OpenStep(step=SHORT)), (CEM, REST), (LEAD, c.RemoveSeat(seat=CEM)))
    assert [one.late for one in history.state.steps[TALK].content.items.values()] == [False, True]


def test_the_reasons_lie_beside_it_once_they_are_revealed_by_option_and_without_names() -> None:
    hidden, shown = judged(revealed=False), judged(revealed=True)
    for by in (ANNA, CEM, LEAD):
        assert view(hidden, by).reasons == ()
        assert [(one.choice, one.because) for one in view(shown, by).reasons] == [
            ("b", "rust"),
            ("b", "te lang"),
            ("other", "eerst horen"),
        ]
        told = msgspec.json.encode(view(shown, by)).decode()
        assert not [name for name in ("Anna", "Ben", "Cem", ANNA, BEN, CEM) if f'"{name}"' in told]
    assert view(shown, ANNA).reasons[2].other == "wachten"
    assert view(shown, SCREEN.id).reasons == ()


def test_without_a_judgement_there_are_no_reasons() -> None:
    assert view(room(), ANNA).reasons == ()


LINE = AddPoint(kind="anew", text=f"Ook {GONE}")
TAKEN_AWAY: dict[str, Moves] = {
    "a line is dropped": [(CEM, LINE), (CEM, ChangePoint(item=FIRST, text="Rust")), (LEAD, DropPoint(item=FIRST))],
    "a line is erased": [
        (CEM, LINE),
        (CEM, ChangePoint(item=FIRST, text=f"Toch {GONE}")),
        (LEAD, c.Erase(step=TALK, item=FIRST)),
    ],
}


@pytest.mark.parametrize("moves", TAKEN_AWAY.values(), ids=TAKEN_AWAY)
def test_what_is_taken_away_is_in_no_stored_event(moves: Moves) -> None:
    before, history = room(*moves[:-1]), room(*moves)
    assert GONE in before.stored
    is_nowhere(GONE, history)


def test_the_report_holds_each_list_that_has_something() -> None:
    rules, plan = activity("compare_dialogue"), METHOD.steps[1]
    history = room((CEM, LINE), (CEM, REST), (CEM, SayNone(kind="differ", none=True)))
    assert rules.report(visible(history.state), plan) == (
        ListBlock(
            label=Text(nl="Hierin lijken we op elkaar", en="In this we are alike"), items=("Rust voor het kind",)
        ),
        ListBlock(label=Text(nl="Nieuw inzicht", en="Seen anew"), items=(f"Ook {GONE}",)),
    )
    history.do(c.Erase(step=TALK, item=FIRST), LEAD)
    assert len(rules.report(visible(history.state), plan)) == 1
