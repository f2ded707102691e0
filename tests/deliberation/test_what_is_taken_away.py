"""What was dropped, taken back or emptied is in no stored event; whoever leads reaches every other text."""

from typing import Any

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import names
from beraad.deliberation.activities import ACTIVITIES, activity
from beraad.deliberation.activities.actions import Agree, AgreeNothing, ChangeAgreement, DropAgreement
from beraad.deliberation.activities.conclusion import ApproveDissent, AskAround, Conclude, LiveWith, TakeBackDissent
from beraad.deliberation.activities.dilemma import Word
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import AddVoice, ChangeVoice, DropVoice
from beraad.deliberation.decide.seats import join
from beraad.deliberation.ids import ItemId, SeatId, StepId
from beraad.deliberation.method import Chair, Text
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import ACTIONS, ANNA, BEN, CONCLUSION, DILEMMA, LEADER, VALUES, WEIGHING
from tests.deliberation.histories import History, play, replay

LEAD, GONE = LEADER.id, "Kanarie"
Moves = list[tuple[SeatId, c.Command]]
ITEM = ItemId("the first item of the step")
"""Stands in a move for the item that the move before it made."""

NO = LiveWith(yes=False, wording=1)
DIFFERS: Moves = [
    (LEAD, Conclude(text="We wachten", wording=0)),
    (LEAD, AskAround(asked=True)),
    (ANNA, NO),
    (LEAD, AskAround(asked=False)),
    (ANNA, ApproveDissent(text=f"eerst {GONE}")),
    (ANNA, ApproveDissent(text=f"dan {GONE}")),
]
SAID: Moves = [(ANNA, AddVoice(chair="kind", value=GONE, norm=GONE))]
AGREED: Moves = [(LEAD, Agree(what="bellen", role=GONE, term=GONE))]
TAKEN_AWAY: dict[str, tuple[StepId, Moves]] = {
    "a voice is dropped": (VALUES, [*SAID, (ANNA, DropVoice(voice=ITEM))]),
    "a voice that was changed is dropped": (
        VALUES,
        [
            *SAID,
            (ANNA, ChangeVoice(voice=ITEM, chair="kind", value="rust", norm="stil")),
            (ANNA, DropVoice(voice=ITEM)),
        ],
    ),
    "a norm is emptied": (
        VALUES,
        [
            (ANNA, AddVoice(chair="kind", value="rust", norm=GONE)),
            (ANNA, ChangeVoice(voice=ITEM, chair="kind", value="rust")),
        ],
    ),
    "a cost is emptied": (
        WEIGHING,
        [(ANNA, Choose(choice="a", because="rust", at_cost_of=GONE)), (ANNA, Choose(choice="a", because="rust"))],
    ),
    "something else is chosen no more": (
        WEIGHING,
        [(ANNA, Choose(choice="other", other=GONE, because="rust")), (ANNA, Choose(choice="a", because="rust"))],
    ),
    "a dissent is taken back": (CONCLUSION, [*DIFFERS, (ANNA, TakeBackDissent())]),
    "who differed can live with it": (
        CONCLUSION,
        [
            *DIFFERS,
            (LEAD, AskAround(asked=True)),
            (ANNA, LiveWith(yes=True, wording=1)),
            (LEAD, AskAround(asked=False)),
        ],
    ),
    "a conclusion is emptied": (
        CONCLUSION,
        [(LEAD, Conclude(text=GONE, wording=0)), (LEAD, Conclude(text="", wording=1))],
    ),
    "a fact is emptied": (DILEMMA, [(LEAD, Word(facts=GONE, a="x", wording=0)), (LEAD, Word(a="x", wording=1))]),
    "an agreement is dropped": (ACTIONS, [*AGREED, (LEAD, DropAgreement(item=ITEM))]),
    "a role and a term are emptied": (ACTIONS, [*AGREED, (LEAD, ChangeAgreement(item=ITEM, what="bellen"))]),
    "something is agreed after all": (
        ACTIONS,
        [(LEAD, AgreeNothing(because=GONE)), (LEAD, Agree(what="bellen"))],
    ),
}


def after(where: StepId, moves: Moves) -> History:
    """A history that came to a step in which these moves were made."""
    history = play([])
    history.do(c.OpenStep(step=where), LEAD)
    for by, what in moves:
        content = history.state.steps[where].content
        for name in ("voice", "item"):
            if getattr(what, name, None) == ITEM:
                kept = getattr(content, "voices", None) or content.items
                what = type(what)(**{f: getattr(what, f) for f in what.__struct_fields__} | {name: next(iter(kept))})
        assert history.do(c.Contribute(step=where, what=what), by)
    return history


def stored(history: History) -> str:
    return "".join(one.body for one in history.kept)


@pytest.mark.parametrize(("where", "moves"), TAKEN_AWAY.values(), ids=TAKEN_AWAY)
def test_what_its_writer_takes_away_is_in_no_stored_event(where: StepId, moves: Moves) -> None:
    assert GONE in stored(after(where, moves[:-1]))
    history = after(where, moves)
    assert GONE not in stored(history)
    assert GONE not in str(history.state)
    assert replay(history.kept) == history.state


@pytest.mark.parametrize(("where", "moves"), TAKEN_AWAY.values(), ids=TAKEN_AWAY)
def test_a_rule_that_forgets_it_is_found(where: StepId, moves: Moves, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ACTIVITIES:
        monkeypatch.setattr(activity(kind), "withdrawn", lambda content, by, event: ())
    assert GONE in stored(after(where, moves))


def named() -> History:
    """A beraad with a title, a chair of its own and people who all bear a name."""
    history = History()
    first = history.events[0]
    assert isinstance(first, e.SessionPlanned)
    own = Chair(id="id7", name=Text(nl="Oma Kanarie"))
    planned = e.SessionPlanned(
        **{f: getattr(first, f) for f in first.__struct_fields__}
        | {"title": "Kanarie werkt mee", "chairs": (*first.chairs, own)}
    )
    history = History(events=[planned])
    history.happened(e.DoorOpened())
    history.do(c.OpenStep(step=VALUES), LEAD)
    return history


def come_in(history: History, seat: SeatId, name: str) -> None:
    history.happened(*join(history.state, seat, name, ""))


@pytest.mark.parametrize("removed", [False, True])
def test_title_names_and_own_chairs_go_from_state_and_log(removed: bool) -> None:
    history = named()
    come_in(history, ANNA, "Kanarie")
    come_in(history, BEN, "Kanarie")
    if removed:
        history.do(c.RemoveSeat(seat=ANNA), LEAD)
    assert set(dict(names.erasable(history.state))) == {"title", LEAD, ANNA, BEN, "id7"}
    for item in ("title", ANNA, BEN, "id7"):
        assert history.do(c.Erase(item=item), LEAD)
        assert not history.do(c.Erase(item=item), LEAD)  # there is nothing left to take away
    assert GONE not in stored(history) + str(history.state) + str(visible(history.state))
    assert [seat.name for seat in history.state.seats.values()] == [LEADER.name, "Deelnemer 1", "Deelnemer 2"]
    assert (history.state.title, history.state.chairs[-1].name.nl) == (names.NO_TITLE, names.NO_CHAIR.nl)
    assert replay(history.kept) == history.state


def test_the_words_of_the_method_are_nobodys_to_take_away() -> None:
    history = named()
    assert not history.do(c.Erase(item="kind"), LEAD)
    assert not history.do(c.Erase(item="nothing"), LEAD)
    assert not history.do(c.Erase(item=ANNA), LEAD)


def test_only_who_leads_takes_a_name_away() -> None:
    history = named()
    come_in(history, ANNA, "Kanarie")
    assert not history.do(c.Erase(item=ANNA), ANNA)


def test_a_replay_of_an_erased_log_says_nothing_of_the_words_either() -> None:
    """Also how loud an event was follows from what happened, never from words that are gone."""
    for where, moves in TAKEN_AWAY.values():
        history: Any = after(where, moves)
        history.erase_all()
        assert replay(history.kept) == history.state
