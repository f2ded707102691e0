"""The second judgement: a step of its own after the dialogue, blind until its reveal, that never rewrites the first."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as holds
from hypothesis import strategies as st

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import judgement
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.judgement.sheets import CHOICES
from beraad.deliberation.blocks import ShiftBlock, SpreadBlock
from beraad.deliberation.faces import own_parts, parts
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.material import material, report
from beraad.deliberation.method import Method, Plan, Text
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer, visible
from tests.deliberation.builders import (
    ANNA,
    BEN,
    CEM,
    LEADER,
    NOON,
    SETTING,
    WEIGHING,
    ask,
    given,
    kort,
    own_parts_of,
    parts_of,
    planned,
    revealed,
    step,
)
from tests.deliberation.histories import SCREEN, SETTING_OUT, History, replay

AGAIN = StepId("tweede")
STAY = Choose(choice="a")
SHIFT = Choose(choice="b", because="ik hoorde het kind")
LATE = Choose(choice="other", other="wachten", because="later binnen")


def twice() -> Method:
    """A kort beraad that judges once more."""
    again = Plan(
        id=AGAIN,
        activity="judgement",
        title=Text(nl="Opnieuw"),
        phase="judgement",
        continues=True,
        visibility="private_reveal",
        options={"again": 1},
    )
    plans = [part for plan in kort().steps for part in ((plan, again) if plan.id == WEIGHING else (plan,))]
    return msgspec.structs.replace(kort(), steps=tuple(plans))


def after(first: dict[SeatId, str], shown: bool = True) -> Deliberation:
    """The second judgement begins; these people chose so at first, and it was shown or not."""
    state = given(e.SeatTaken(seat=SCREEN), e.StepOpened(step=WEIGHING, at=NOON), method=twice())
    for seat, choice in first.items():
        state = step(state, Choose(choice=choice, because=f"eerst {choice}"), seat)  # type: ignore[arg-type]
    return ask(revealed(state) if shown else state, c.OpenStep(step=AGAIN), LEADER.id)


def own(state: Deliberation, seat: SeatId) -> Any:
    return own_parts_of(state, seat)[0].view


def everything(state: Deliberation, seat: SeatId) -> str:
    """All that one seat is shown, and what it is made of."""
    who = state.seats[seat]
    shown = (
        visible(state, seat).steps[AGAIN].content,
        parts_of(state, who.id),
        own_parts(visible(state, seat), who),
    )
    return msgspec.json.encode(shown).decode()


def test_the_first_choice_is_proposed() -> None:
    state = after({ANNA: "b"})
    assert (own(state, ANNA).first.choice, own(state, ANNA).first_seen, own(state, ANNA).sheet) == ("b", True, None)
    assert own(state, BEN).first is None


@pytest.mark.parametrize(
    ("first", "shown", "what", "refused"),
    [
        ("a", True, STAY, False),
        ("b", True, STAY, True),
        ("b", True, Choose(choice="a", because="ik hoorde het kind"), False),
        ("", True, STAY, True),  # no first judgement to stay with
        ("a", False, STAY, True),  # nobody saw why
    ],
)
def test_a_reason_is_asked_of_who_shifts(first: str, shown: bool, what: Choose, refused: bool) -> None:
    state = after({BEN: "a"} | ({ANNA: first} if first else {}), shown)
    with pytest.raises(no.FieldMissing) if refused else nullcontext():
        step(state, what, ANNA)


@pytest.mark.parametrize("field", ["at_cost_of", "softens", "needs", "speaks_for"])
def test_no_more_is_asked_than_the_choice_and_what_made_it(field: str) -> None:
    with pytest.raises(no.NotAsked):
        step(after({ANNA: "a"}), msgspec.structs.replace(SHIFT, **{field: "kind"}), ANNA)


def test_the_first_judgement_stands_as_it_was() -> None:
    state = after({ANNA: "a"})
    first = state.steps[WEIGHING]
    assert revealed(step(state, SHIFT, ANNA)).steps[WEIGHING] == first


def views_of(one: Choose, other: Choose) -> list[tuple[str, str]]:
    """What everybody but Anna is shown while she chose this, and while she chose that."""
    states = [step(step(after({ANNA: "a", BEN: "b"}), SHIFT, BEN), what, ANNA) for what in (one, other)]
    return [(everything(states[0], seat), everything(states[1], seat)) for seat in (LEADER.id, SCREEN.id, BEN, CEM)]


def test_before_the_reveal_no_face_differs_by_what_somebody_chose() -> None:
    assert all(this == that for this, that in views_of(STAY, Choose(choice="other", other="canary", because="canary")))


def test_a_planted_leak_of_the_shift_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "redact", lambda content, seat, revealed: content)
    leaks = [this != that for this, that in views_of(STAY, SHIFT)]
    assert any(leaks)


def shown_moves(state: Deliberation, seat: SeatId) -> list[tuple[str, str, list[str]]]:
    place = viewer(state, state.seats[seat])
    (view,) = [part.view for part in parts(visible(state), place, SETTING) if part.key.startswith("step-")]
    return [(move.before, move.after, [reason.name for reason in move.reasons]) for move in view.moves]


def second(first: dict[SeatId, str], choices: dict[SeatId, Choose], shown: bool = True) -> Deliberation:
    """The second judgement, revealed and on the screen."""
    state = after(first, shown)
    for seat, what in choices.items():
        state = step(state, what, seat)
    return ask(revealed(state), c.ShowOnScreen(step=AGAIN), LEADER.id)


def test_the_shift_is_shown_with_names_in_the_room_and_without_on_the_screen() -> None:
    state = second({ANNA: "a", BEN: "a"}, {ANNA: STAY, BEN: SHIFT, CEM: SHIFT})
    for seat in (LEADER.id, BEN):
        assert shown_moves(state, seat) == [("a", "b", ["Ben"]), ("a", "a", ["Anna"]), ("", "b", ["Cem"])]
    assert shown_moves(state, SCREEN.id) == [("a", "b", [""]), ("a", "a", [""]), ("", "b", [""])]


def test_no_shift_tells_of_a_first_judgement_that_was_never_shown() -> None:
    state = second({ANNA: "a", BEN: "b"}, {ANNA: SHIFT, BEN: SHIFT}, shown=False)
    assert [shown_moves(state, seat) for seat in (LEADER.id, BEN, SCREEN.id)] == [[], [], []]
    assert '"before":"a"' not in everything(state, LEADER.id)


def kinds(state: Deliberation) -> list[type]:
    seen = [block for block in report(visible(state)) if isinstance(block, SpreadBlock | ShiftBlock)]
    return [type(block) for block in seen]


def test_the_report_tells_the_shift_and_a_spread_only_where_that_does_not_tell_it_all() -> None:
    assert kinds(second({ANNA: "a"}, {ANNA: SHIFT})) == [SpreadBlock, ShiftBlock]
    assert kinds(second({ANNA: "a"}, {ANNA: SHIFT, BEN: SHIFT})) == [SpreadBlock, ShiftBlock, SpreadBlock]
    assert kinds(second({ANNA: "a"}, {ANNA: SHIFT}, shown=False)) == [SpreadBlock]


def test_the_report_counts_all_and_says_each_reason_once() -> None:
    state = second({ANNA: "a", BEN: "b"}, {ANNA: SHIFT, BEN: Choose(choice="b"), CEM: LATE})
    _, shift, spread = (block for block in report(visible(state)) if isinstance(block, SpreadBlock | ShiftBlock))
    assert isinstance(shift, ShiftBlock)
    assert [(move.before, move.after, move.count, move.reasons) for move in shift.moves] == [
        ("a", "b", 1, ("ik hoorde het kind",)),
        ("b", "b", 1, ()),
    ]
    assert isinstance(spread, SpreadBlock)
    assert [(column.count, [one.because for one in column.reasons]) for column in spread.columns] == [
        (0, []),
        (2, []),
        (1, ["later binnen"]),
    ]


def test_a_case_keeps_the_judgement_of_before_the_dialogue() -> None:
    state = second({ANNA: "a"}, {ANNA: SHIFT})
    assert material(state, visible(state)).spread == (1, 0, 0)
    hidden = second({ANNA: "a"}, {ANNA: SHIFT}, shown=False)
    assert material(hidden, visible(hidden)).spread == (0, 1, 0)


Try = Callable[[Deliberation], c.Command]
_choice = st.builds(
    lambda choice, because: Choose(choice=choice, other="canary-else", because=because),
    st.sampled_from(CHOICES),
    st.sampled_from(["", "canary-why"]),
)
_said: st.SearchStrategy[tuple[SeatId, Try]] = st.tuples(
    st.sampled_from([ANNA, BEN, CEM, LEADER.id]),
    st.builds(
        lambda where, what: lambda state: c.Contribute(step=where, what=what),
        st.sampled_from([WEIGHING, AGAIN]),
        _choice,
    ),
)
_led: st.SearchStrategy[tuple[SeatId | None, Try]] = st.sampled_from(
    [
        (LEADER.id, lambda state: c.OpenStep(step=AGAIN)),
        (LEADER.id, lambda state: c.OpenStep(step=WEIGHING)),
        (LEADER.id, lambda state: c.AnnounceReveal(step=state.step or WEIGHING)),
        (None, lambda state: c.Reveal(announced=next((s.reveal[0] for s in state.steps.values() if s.reveal), 0))),
        (LEADER.id, lambda state: c.Erase(step=AGAIN, item=ANNA)),
        (LEADER.id, lambda state: c.Erase(step=WEIGHING, item=ANNA)),
        (LEADER.id, lambda state: c.RemoveSeat(seat=BEN)),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@holds(moves=st.lists(st.one_of(_said, _said, _led), max_size=24))
def test_whatever_happens_the_first_stands_what_is_hidden_stays_so_and_the_log_tells_it_all(
    moves: list[tuple[SeatId | None, Try]],
) -> None:
    history = History(events=[planned(twice())])
    history.happened(*SETTING_OUT, e.StepOpened(step=WEIGHING, at=NOON))
    for by, wish in moves:
        history.do(wish(history.state), by)
    state = history.state
    assert replay(history.kept) == state
    first, again = state.steps[WEIGHING], state.steps[AGAIN]
    for seat, sheet in again.content.sheets.items():
        assert not sheet.before or (first.revealed and sheet.before == first.content.sheets[seat].choice)
    for seat in state.seats:
        others = visible(state, seat).steps[AGAIN].content.sheets.keys() - {seat}
        assert again.revealed or not others
