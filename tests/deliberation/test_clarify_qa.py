"""Questions and answers: who asks, who answers, what is parked, who hears that a question is not open."""

from typing import Any

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import activity
from beraad.deliberation.activities.arranged import asked
from beraad.deliberation.activities.arranged.asked import ParkItem
from beraad.deliberation.activities.arranged.shown import HeadView, RowView
from beraad.deliberation.activities.clarify_qa import (
    COMMANDS,
    AnswerQuestion,
    AskQuestion,
    ChangeQuestion,
    DropQuestion,
)
from beraad.deliberation.activities.clarify_qa.shown import QuestionsView
from beraad.deliberation.blocks import Asked, QuestionsBlock
from beraad.deliberation.ids import ItemId, SeatId, StepId
from beraad.deliberation.visibility import unsigned, visible
from tests.deliberation.builders import ANNA, BEN, CEM, LEADER, a_method, a_step, own_parts_of, parts_of, planned, step
from tests.deliberation.histories import SCREEN, SETTING_OUT, History, is_nowhere

LEAD, GONE = LEADER.id, "Kanarie"
ASKING, AFTER = StepId("vragen"), StepId("daarna")
METHOD = a_method(*(a_step(id, "clarify_qa", options={"most": 2, "most_in_all": 4}) for id in (ASKING, AFTER)))
FIRST, SECOND = ItemId("id0"), ItemId("id1")
"""What the first and the second thing that gets a name is called: a question or an answer."""
HOW_OLD, WHY_NOT = AskQuestion(text="Hoe oud is ze nu?"), AskQuestion(text="Waarom heb je niet gebeld?")
SIX = AnswerQuestion(item=FIRST, text="Zes jaar.", wording=0)
PARK = ParkItem(item=FIRST, wording=0, parked=True)
Moves = list[tuple[SeatId, c.Command]]


def room(*moves: tuple[SeatId, c.Command]) -> History:
    """Anna, Ben (who presents), Cem (who types) and a screen at the questions, after these moves."""
    history = History(events=[planned(METHOD)])
    history.happened(*SETTING_OUT, e.PresenterNamed(seat=BEN), e.TypistNamed(seat=CEM))
    history.do(c.OpenStep(step=ASKING), LEAD)
    for by, what in moves:
        assert ask(history, by, what), (by, what)
    return history


def ask(history: History, by: SeatId, what: c.Command) -> bool:
    command = what if type(what) not in COMMANDS.values() else c.Contribute(step=ASKING, what=what)
    return history.do(command, by)


def items(history: History) -> list[Any]:
    return list(history.state.steps[ASKING].content.items.values())


def view(history: History, by: SeatId) -> QuestionsView:
    state = history.state
    shown = parts_of(state, by)
    (found,) = [part.view for part in shown if isinstance(part.view, QuestionsView)]
    return found


def rows(history: History, by: SeatId) -> dict[str, list[RowView]]:
    """What stands under each heading of the list, as a seat sees it; what stands by itself without one is open."""
    state, found = history.state, dict[str, list[RowView]]()
    under = ""
    for part in parts_of(state, by):
        if isinstance(part.view, HeadView):
            under = part.view.section
        elif isinstance(part.view, RowView):
            found.setdefault(under, []).append(part.view)
    return found


def texts(rows: list[RowView]) -> list[str]:
    return [row.words.text if row.words else "" for row in rows]


def own(history: History, by: SeatId) -> Any:
    return own_parts_of(history.state, by)[0].view


REFUSED: list[tuple[Moves, SeatId, c.Command, type[Exception]]] = [
    ([], ANNA, AskQuestion(text=" "), no.FieldMissing),
    ([], LEAD, HOW_OLD, no.NotYourTask),
    ([], ANNA, AskQuestion(text="Wie?", aloud=True), no.NotYourTask),
    ([(ANNA, HOW_OLD)] * 2, ANNA, WHY_NOT, no.TooMany),
    ([(LEAD, AskQuestion(text="Wie?", aloud=True))] * 4, CEM, AskQuestion(text="Wat?", aloud=True), no.TooMany),
    ([(ANNA, HOW_OLD)], CEM, ChangeQuestion(item=FIRST, text="Wie?"), no.NoSuchItem),
    ([(ANNA, HOW_OLD)], LEAD, DropQuestion(item=FIRST), no.NoSuchItem),
    ([(CEM, AskQuestion(text="Wie?", aloud=True))], ANNA, DropQuestion(item=FIRST), no.NoSuchItem),
    ([(ANNA, HOW_OLD)], ANNA, ChangeQuestion(item=FIRST, text=""), no.FieldMissing),
    ([(ANNA, HOW_OLD), (BEN, SIX)], ANNA, ChangeQuestion(item=FIRST, text="Wie?"), no.AlreadyAnswered),
    ([(ANNA, HOW_OLD), (BEN, SIX)], ANNA, DropQuestion(item=FIRST), no.AlreadyAnswered),
    ([(ANNA, HOW_OLD), (BEN, SIX)], LEAD, PARK, no.AlreadyAnswered),
    ([(ANNA, HOW_OLD)], ANNA, SIX, no.NotYourTask),
    ([(ANNA, HOW_OLD)], ANNA, PARK, no.NotYourTask),
    ([(ANNA, HOW_OLD)], BEN, PARK, no.NotYourTask),
    ([], BEN, SIX, no.NoSuchItem),
    ([(ANNA, HOW_OLD), (ANNA, ChangeQuestion(item=FIRST, text="Wie?"))], BEN, SIX, no.WordingChanged),
    ([(ANNA, HOW_OLD), (BEN, SIX)], CEM, AnswerQuestion(item=FIRST, text="Zeven", wording=0), no.WordingChanged),
    ([(ANNA, HOW_OLD), (LEAD, c.Erase(step=ASKING, item=FIRST))], BEN, SIX, no.NoSuchItem),
]


@pytest.mark.parametrize(("moves", "by", "what", "refusal"), REFUSED)
def test_this_is_refused(moves: Moves, by: SeatId, what: c.Command, refusal: type[Exception]) -> None:
    history = room(*moves)
    with pytest.raises(refusal):
        step(history.state, what, by, ASKING)


def test_the_table_of_refusals_holds_every_command() -> None:
    assert {type(what) for _, _, what, _ in REFUSED} - {ParkItem} == set(COMMANDS.values()) - set(
        asked.COMMANDS.values()
    )


def test_the_presenter_answers_or_whoever_writes_types_what_was_said() -> None:
    history = room((ANNA, HOW_OLD), (CEM, AskQuestion(text="Wie was erbij?")), (BEN, SIX))
    assert [one.answer for one in view(history, SCREEN.id).answered] == ["Zes jaar."]
    assert [one.text for one in view(history, SCREEN.id).open] == ["Wie was erbij?"]
    for by, wording, text in ((CEM, 0, "Oma."), (LEAD, 1, "Oma en opa.")):
        assert ask(history, by, AnswerQuestion(item=SECOND, text=text, wording=wording))
    assert [one.answer for one in items(history)] == ["Zes jaar.", "Oma en opa."]


def test_the_same_answer_again_does_nothing_even_from_an_older_page() -> None:
    history = room((ANNA, HOW_OLD), (BEN, SIX))
    before = history.state
    assert ask(history, CEM, SIX)
    assert history.state == before


def test_the_name_of_who_asked_is_in_the_room_and_not_on_the_screen() -> None:
    history = room((ANNA, HOW_OLD), (CEM, AskQuestion(text="Wie was erbij?", aloud=True)))
    for by in (ANNA, BEN, LEAD):
        assert [one.words.name for one in rows(history, by)["open"] if one.words] == ["Anna", ""]
        assert ANNA not in msgspec.json.encode([view(history, by), rows(history, by)]).decode()
    assert "Anna" not in msgspec.json.encode([view(history, SCREEN.id), rows(history, SCREEN.id)]).decode()
    assert ANNA not in str(unsigned(visible(history.state)).steps[ASKING])


def test_who_typed_for_another_can_mend_it_and_so_can_who_leads() -> None:
    history = room((CEM, AskQuestion(text="Wie was erbij?", aloud=True)))
    assert ask(history, LEAD, ChangeQuestion(item=FIRST, text="Wie waren erbij?"))
    assert [one.text for one in items(history)] == ["Wie waren erbij?"]
    assert ask(history, CEM, DropQuestion(item=FIRST))
    assert items(history) == []


def test_a_question_is_done_when_it_is_answered_or_parked_and_one_was_asked() -> None:
    rules, plan = activity("clarify_qa"), METHOD.steps[0]
    assert not rules.done(visible(room().state), plan)
    history = room((ANNA, HOW_OLD), (BEN, WHY_NOT), (LEAD, ParkItem(item=SECOND, wording=0, parked=True)))
    assert not rules.done(visible(history.state), plan)
    ask(history, BEN, SIX)
    assert rules.done(visible(history.state), plan)
    ask(history, CEM, ParkItem(item=SECOND, wording=0, parked=False))
    assert not rules.done(visible(history.state), plan)
    ask(history, LEAD, c.Erase(step=ASKING, item=SECOND))
    assert rules.done(visible(history.state), plan)


def test_what_is_parked_is_not_on_the_screen_and_an_answer_takes_it_up() -> None:
    history = room((ANNA, HOW_OLD), (CEM, PARK))
    assert (view(history, SCREEN.id).open, view(history, SCREEN.id).answered) == ((), ())
    assert texts(rows(history, ANNA)["parked"]) == [HOW_OLD.text]
    assert own(history, ANNA).questions[0].parked
    ask(history, BEN, SIX)
    assert ("parked" in rows(history, ANNA), len(view(history, SCREEN.id).answered)) == (False, 1)


def test_only_who_asked_and_who_leads_hear_that_a_question_is_not_open() -> None:
    history = room((ANNA, WHY_NOT), (ANNA, HOW_OLD))
    assert [one.slant for one in own(history, ANNA).questions] == ["judges", None]
    assert [one.more.questions[0].slant for one in rows(history, LEAD)["open"]] == ["judges", None]
    for by in (BEN, CEM, SCREEN.id):
        assert "judges" not in msgspec.json.encode([view(history, by), rows(history, by)]).decode()
    assert own(history, CEM).questions == ()
    assert "judges" not in history.stored


def test_a_question_that_was_answered_cannot_be_changed_and_says_nothing_of_its_tone() -> None:
    history = room((ANNA, WHY_NOT), (BEN, SIX))
    assert own(history, ANNA).questions == ()
    assert [one.more.questions[0].slant for one in rows(history, LEAD)["answered"]] == [None]


def test_each_seat_and_the_group_know_how_many_more_can_be_asked() -> None:
    history = room((ANNA, HOW_OLD))
    assert [own(history, seat).left for seat in (ANNA, BEN)] == [1, 2]
    for by in (BEN, BEN):
        ask(history, by, HOW_OLD)
    assert [own(history, seat).left for seat in (ANNA, BEN, CEM)] == [1, 0, 1]
    ask(history, LEAD, AskQuestion(text="Wie?", aloud=True))
    assert (own(history, CEM).left, view(history, LEAD).full) == (0, True)
    ask(history, ANNA, DropQuestion(item=FIRST))
    assert (own(history, CEM).left, view(history, LEAD).full) == (1, False)


def test_who_writes_can_type_for_others_when_the_own_questions_are_all_asked() -> None:
    history = room((CEM, HOW_OLD), (CEM, WHY_NOT))
    assert ask(history, CEM, AskQuestion(text="Wie was erbij?", aloud=True))
    assert not ask(history, CEM, HOW_OLD)


def test_who_is_removed_leaves_the_questions_that_all_heard() -> None:
    history = room((ANNA, HOW_OLD), (LEAD, c.RemoveSeat(seat=ANNA)))
    assert texts(rows(history, LEAD)["open"]) == [HOW_OLD.text]


def test_a_question_or_an_answer_that_comes_later_says_so() -> None:
    history = room((ANNA, HOW_OLD), (LEAD, c.OpenStep(step=AFTER)), (ANNA, WHY_NOT), (BEN, SIX))
    assert [(one.late, one.answer) for one in items(history)] == [(False, "Zes jaar."), (True, "")]


GONE_ANSWER = AnswerQuestion(item=FIRST, text=f"Bij {GONE}", wording=0)
TAKEN_AWAY: dict[str, Moves] = {
    "a question is dropped": [
        (ANNA, AskQuestion(text=f"Waar is {GONE}?")),
        (ANNA, ChangeQuestion(item=FIRST, text="Waar is ze?")),
        (ANNA, DropQuestion(item=FIRST)),
    ],
    "an answer is taken back": [
        (ANNA, HOW_OLD),
        (BEN, GONE_ANSWER),
        (CEM, AnswerQuestion(item=FIRST, text="Bij oma", wording=1)),
        (BEN, AnswerQuestion(item=FIRST, text="", wording=2)),
    ],
    "an answer is erased": [(ANNA, HOW_OLD), (BEN, GONE_ANSWER), (LEAD, c.Erase(step=ASKING, item=SECOND))],
    "a question is erased": [
        (ANNA, AskQuestion(text=f"Waar is {GONE}?")),
        (ANNA, ChangeQuestion(item=FIRST, text=f"Waar is {GONE} nu?")),
        (LEAD, c.Erase(step=ASKING, item=FIRST)),
    ],
    "a question is erased with its answer": [
        (ANNA, HOW_OLD),
        (BEN, GONE_ANSWER),
        (LEAD, c.Erase(step=ASKING, item=FIRST)),
    ],
}


@pytest.mark.parametrize("moves", TAKEN_AWAY.values(), ids=TAKEN_AWAY)
def test_what_is_taken_away_is_in_no_stored_event(moves: Moves) -> None:
    before, history = room(*moves[:-1]), room(*moves)
    assert GONE in before.stored
    is_nowhere(GONE, history)


def test_a_question_whose_answer_was_erased_is_open_and_can_be_answered_and_erased_again() -> None:
    history = room((ANNA, HOW_OLD), (BEN, GONE_ANSWER), (LEAD, c.Erase(step=ASKING, item=SECOND)))
    assert not ask(history, LEAD, c.Erase(step=ASKING, item=SECOND))
    assert len(view(history, SCREEN.id).open) == 1
    assert ask(history, BEN, AnswerQuestion(item=FIRST, text=GONE, wording=1))
    assert ask(history, LEAD, c.Erase(step=ASKING, item=SECOND))
    assert GONE not in history.stored


def test_the_report_holds_answers_and_what_was_left_open_or_parked_without_names() -> None:
    history = room((ANNA, HOW_OLD), (CEM, WHY_NOT), (LEAD, ParkItem(item=SECOND, wording=0, parked=True)), (BEN, SIX))
    ask(history, LEAD, AskQuestion(text="Wie was erbij?", aloud=True))
    ask(history, ANNA, AskQuestion(text=GONE))
    ask(history, LEAD, c.Erase(step=ASKING, item=items(history)[-1].id))
    (block,) = activity("clarify_qa").report(visible(history.state), METHOD.steps[0])
    assert block == QuestionsBlock(
        questions=(
            Asked(question="Hoe oud is ze nu?", answer="Zes jaar."),
            Asked(question="Wie was erbij?", answer=""),
            Asked(question="Waarom heb je niet gebeld?", answer="", parked=True),
        )
    )
    assert activity("clarify_qa").report(visible(room().state), METHOD.steps[0]) == ()
