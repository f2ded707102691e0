"""What the five activities do and refuse."""

from typing import Any

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import activity
from beraad.deliberation.activities.actions import Agree, AgreeNothing, ChangeAgreement, DropAgreement
from beraad.deliberation.activities.conclusion import (
    ApproveDissent,
    AskAround,
    Conclude,
    CountSlips,
    LeaveOpen,
    LiveWith,
    TakeBackDissent,
)
from beraad.deliberation.activities.dilemma import Word
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import (
    AddVoice,
    ChangeVoice,
    DropVoice,
    GiveNorm,
    MergeVoices,
    NameClash,
    SplitVoice,
)
from beraad.deliberation.activities.pvn_table.shown import proposed_chair
from beraad.deliberation.activities.wording import Confirm
from beraad.deliberation.evolve import evolve
from beraad.deliberation.faces import parts
from beraad.deliberation.ids import ItemId, SeatId, StepId
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer, visible
from tests.deliberation.builders import (
    ACTIONS,
    ANNA,
    BEN,
    CEM,
    CONCLUSION,
    DILEMMA,
    LEADER,
    SETTING,
    VALUES,
    WEIGHING,
    ask,
    at_step,
    kort,
    own_parts_of,
    revealed,
    step,
    taken,
)

LEAD, DIRK = LEADER.id, SeatId("dirk")
NONE = ItemId("none")
Moves = list[tuple[SeatId, c.Command]]

BOTH = Word(a="blijven", b="weg", wording=0)
VOICE = AddVoice(chair="kind", value="rust")
SENTENCE = Conclude(text="We wachten.", wording=0)


def after(where: StepId, moves: Moves) -> Deliberation:
    """A step in which Ben presents and Cem types, after these moves. A reveal stands as (LEAD, AnnounceReveal)."""
    state = at_step(where, e.PresenterNamed(seat=BEN), e.TypistNamed(seat=CEM))
    for by, what in moves:
        state = revealed(state) if isinstance(what, c.AnnounceReveal) else step(state, what, by)
    return state


def first(where: StepId, state: Deliberation) -> Any:
    content = state.steps[where].content
    return next(iter(getattr(content, "voices", None) or content.items))


REVEAL = (LEAD, c.AnnounceReveal(step=VALUES))
ASKED: Moves = [(LEAD, SENTENCE), (LEAD, AskAround(asked=True))]
NO = LiveWith(yes=False, wording=1)
CLOSED = (LEAD, AskAround(asked=False))

REFUSED: list[tuple[StepId, Moves, SeatId, c.Command, type[Exception]]] = [
    (DILEMMA, [], ANNA, BOTH, no.NotYourTask),
    (DILEMMA, [], BEN, BOTH, no.NotYourTask),
    (DILEMMA, [(CEM, BOTH)], LEAD, Word(a="x", b="y", wording=0), no.WordingChanged),
    (DILEMMA, [], LEAD, Word(a="Weg", b=" weg", wording=0), no.OptionsAlike),
    (DILEMMA, [], BEN, Confirm(wording=0), no.FieldMissing),
    (DILEMMA, [(CEM, BOTH)], BEN, Confirm(wording=0), no.WordingChanged),
    (DILEMMA, [(CEM, BOTH)], ANNA, Confirm(wording=1), no.NotYourTask),
    (DILEMMA, [(CEM, BOTH)], LEAD, Confirm(wording=1), no.NotYourTask),
    (DILEMMA, [(CEM, BOTH)], BEN, Confirm(wording=1, aloud=True), no.NotYourTask),
    (VALUES, [], ANNA, AddVoice(chair="maan", value="rust"), no.NoSuchChair),
    (VALUES, [], ANNA, AddVoice(chair="kind", value=" "), no.FieldMissing),
    (VALUES, [(ANNA, VOICE)] * 6, ANNA, VOICE, no.TooMany),
    (VALUES, [(ANNA, VOICE)], ANNA, ChangeVoice(chair="kind", value="x", voice=NONE), no.NoSuchItem),
    (VALUES, [(ANNA, VOICE), REVEAL], ANNA, VOICE, no.AlreadyRevealed),
    (VALUES, [], LEAD, NameClash(serves_a=NONE, serves_b=NONE), no.NotRevealedYet),
    (VALUES, [(ANNA, VOICE), REVEAL], ANNA, NameClash(serves_a=NONE, serves_b=NONE), no.NotYourTask),
    (VALUES, [(ANNA, VOICE), REVEAL], CEM, NameClash(serves_a=NONE, serves_b=NONE), no.NoSuchItem),
    (VALUES, [(ANNA, VOICE), REVEAL], ANNA, MergeVoices(keep=NONE, voice=NONE), no.NotYourTask),
    (VALUES, [(ANNA, VOICE), REVEAL], CEM, MergeVoices(keep=NONE, voice=NONE), no.NoSuchItem),
    (VALUES, [(ANNA, VOICE), REVEAL], CEM, SplitVoice(voice=NONE), no.NoSuchItem),
    (VALUES, [(ANNA, VOICE), REVEAL], CEM, GiveNorm(voice=NONE, norm="x"), no.NoSuchItem),
    (WEIGHING, [], LEAD, Choose(choice="a", because="x"), no.FacilitatorHasNoVote),
    (WEIGHING, [], ANNA, Choose(choice="a", because="x", speaks_for="maan"), no.NoSuchChair),
    (CONCLUSION, [], ANNA, SENTENCE, no.NotYourTask),
    (CONCLUSION, [(CEM, SENTENCE)], LEAD, Conclude(text="Nu.", wording=0), no.WordingChanged),
    (CONCLUSION, [], LEAD, AskAround(asked=True), no.FieldMissing),
    (CONCLUSION, [(CEM, SENTENCE)], CEM, AskAround(asked=True), no.NotFacilitator),
    (CONCLUSION, [(CEM, SENTENCE)], ANNA, NO, no.NotYourTask),
    (CONCLUSION, ASKED, LEAD, NO, no.FacilitatorHasNoVote),
    (CONCLUSION, ASKED, ANNA, LiveWith(yes=True, wording=0), no.WordingChanged),
    (CONCLUSION, ASKED, ANNA, CountSlips(yes=1, no=0, wording=1), no.NotYourTask),
    (CONCLUSION, [*ASKED, (ANNA, NO)], ANNA, ApproveDissent(text="Nee"), no.QuestionOpen),
    (CONCLUSION, [*ASKED, (ANNA, NO)], ANNA, TakeBackDissent(), no.QuestionOpen),
    (CONCLUSION, [*ASKED, CLOSED], ANNA, ApproveDissent(text="Nee"), no.NotYourTask),
    (CONCLUSION, [*ASKED, (ANNA, NO), CLOSED], ANNA, ApproveDissent(text=" "), no.FieldMissing),
    (CONCLUSION, ASKED, ANNA, LeaveOpen(left_open=True), no.NotFacilitator),
    (ACTIONS, [], ANNA, Agree(what="bellen"), no.NotYourTask),
    (ACTIONS, [], LEAD, Agree(what=" "), no.FieldMissing),
    (ACTIONS, [(LEAD, Agree(what="bellen"))] * 3, CEM, Agree(what="mailen"), no.TooMany),
    (ACTIONS, [], LEAD, AgreeNothing(because=" "), no.FieldMissing),
    (ACTIONS, [], LEAD, DropAgreement(item=NONE), no.NoSuchItem),
    (ACTIONS, [], LEAD, ChangeAgreement(item=NONE, what="x"), no.NoSuchItem),
]


@pytest.mark.parametrize(("where", "moves", "by", "what", "refusal"), REFUSED)
def test_this_is_refused(where: StepId, moves: Moves, by: SeatId, what: c.Command, refusal: type[Exception]) -> None:
    state = after(where, moves)
    with pytest.raises(refusal):
        step(state, what, by)


def test_the_table_of_refusals_holds_every_command() -> None:
    assert {type(what) for _, _, _, what, _ in REFUSED} | {DropVoice} == {
        kind for plan in kort().steps for kind in activity(plan.activity).COMMANDS.values()
    }


def test_a_dilemma_is_confirmed_until_it_is_worded_anew() -> None:
    state = after(DILEMMA, [(CEM, BOTH), (BEN, Confirm(wording=1))])
    assert state.steps[DILEMMA].content.confirmed == "phone"
    state = step(state, Word(a="blijven", b="elders", wording=1), LEAD)
    assert state.steps[DILEMMA].content.confirmed == ""
    assert step(state, Confirm(wording=2, aloud=True), LEAD).steps[DILEMMA].content.confirmed == "aloud"


def test_the_same_words_again_do_nothing_even_from_an_older_page() -> None:
    state = after(DILEMMA, [(CEM, BOTH)])
    assert step(state, BOTH, LEAD) == state


@pytest.mark.parametrize(
    ("seat", "chair", "given", "source"),
    [(ANNA, "ouder", "", "self"), (ANNA, "kind", "", "estimated"), (BEN, "kind", "said", "said")],
)
def test_the_source_of_a_voice_follows_from_the_chair(seat: SeatId, chair: str, given: Any, source: str) -> None:
    state = after(VALUES, [(seat, AddVoice(chair=chair, value="rust", source=given))])
    assert [voice.source for voice in state.steps[VALUES].content.voices.values()] == [source]


def test_a_voice_is_changed_and_dropped_by_its_writer_alone() -> None:
    state = after(VALUES, [(ANNA, VOICE)])
    voice = first(VALUES, state)
    for what in (ChangeVoice(chair="kind", value="x", voice=voice), DropVoice(voice=voice)):
        with pytest.raises(no.NoSuchItem):
            step(state, what, BEN)
    changed = step(state, ChangeVoice(chair="ouder", value="tijd", voice=voice), ANNA)
    assert [(v.chair, v.value) for v in changed.steps[VALUES].content.voices.values()] == [("ouder", "tijd")]
    assert step(changed, DropVoice(voice=voice), ANNA).steps[VALUES].content.voices == {}


def test_after_the_reveal_the_typist_adds_what_was_forgotten_marked_late() -> None:
    state = after(VALUES, [(ANNA, VOICE), REVEAL, (CEM, AddVoice(chair="school", value="leren"))])
    assert [voice.late for voice in state.steps[VALUES].content.voices.values()] == [False, True]


def test_the_clash_is_named_and_with_the_chairs_makes_the_step_done() -> None:
    voices: Moves = [(ANNA, AddVoice(chair=chair, value="x")) for chair in ("kind", "ouder", "school")]
    state = after(VALUES, [*voices, REVEAL])
    rules, plan = activity("pvn_table"), state.plan
    assert plan is not None
    assert not rules.done(visible(state), plan)
    one, two, _ = state.steps[VALUES].content.voices
    named = step(state, NameClash(serves_a=one, serves_b=two), CEM)
    assert (named.steps[VALUES].content.serves_a, named.steps[VALUES].content.serves_b) == (one, two)
    assert rules.done(visible(named), plan)


def test_the_chair_of_the_child_is_proposed_twice_before_the_empty_ones() -> None:
    state = at_step(VALUES)
    assert [proposed_chair(state, seat) for seat in (ANNA, BEN, CEM)] == ["ouder", "kind", "kind"]


def test_who_brings_the_case_in_is_asked_to_take_the_own_chair() -> None:
    state = at_step(VALUES, e.PresenterNamed(seat=BEN))
    assert [proposed_chair(state, seat) for seat in (ANNA, BEN, CEM)] == ["ouder", "", "kind"]
    state = evolve(state, taken(DIRK))
    assert [proposed_chair(state, seat) for seat in (BEN, CEM, DIRK)] == ["", "kind", "kind"]  # the child's still twice
    (own,) = [part.view for part in own_parts_of(state, BEN) if part.view and part.key != "own-hand"]
    assert (own.brings, own.chair) == (True, "")
    said = step(state, AddVoice(chair="school", value="leren", source="self"), BEN)
    (own,) = [part.view for part in own_parts_of(said, BEN) if part.view and part.key != "own-hand"]
    assert (own.brings, own.chair) == (True, "school")
    (other,) = [part.view for part in own_parts_of(state, CEM) if part.view and part.key != "own-hand"]
    assert (other.brings, other.chair) == (False, "kind")
    state = at_step(VALUES, e.PresenterNamed(seat=ANNA))
    assert proposed_chair(state, ANNA) == "ouder"  # a place that was named is the own chair


def test_a_judgement_can_be_changed_until_the_reveal() -> None:
    state = after(WEIGHING, [(ANNA, Choose(choice="a", because="x")), (ANNA, Choose(choice="b", because="y"))])
    assert state.steps[WEIGHING].content.sheets[ANNA].choice == "b"


def test_no_answer_stands_to_a_sentence_that_was_not_answered() -> None:
    state = after(CONCLUSION, [*ASKED, (ANNA, LiveWith(yes=True, wording=1)), (CEM, Conclude(text="Nu.", wording=1))])
    now = state.steps[CONCLUSION].content
    assert (now.answers, now.asked, now.outcome) == ({}, False, "not_recorded")


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [((), "not_recorded"), ((True, True), "shared"), ((True, False), "shared_with_minority")],
)
def test_the_outcome_follows_from_the_answers(answers: tuple[bool, ...], outcome: str) -> None:
    said: Moves = [(seat, LiveWith(yes=yes, wording=1)) for seat, yes in zip((ANNA, BEN), answers, strict=False)]
    state = after(CONCLUSION, [*ASKED, *said])
    assert visible(state).steps[CONCLUSION].content.outcome == "not_recorded"
    closed = step(state, AskAround(asked=False), LEAD)
    assert visible(closed).steps[CONCLUSION].content.outcome == outcome
    assert step(closed, LeaveOpen(left_open=True), LEAD).steps[CONCLUSION].content.outcome == "open"


def test_two_holders_are_two_sentences_and_each_takes_back_the_own() -> None:
    said: Moves = [(ANNA, ApproveDissent(text="Te lang")), (BEN, ApproveDissent(text="Te kort"))]
    state = after(CONCLUSION, [*ASKED, (ANNA, NO), (BEN, NO), CLOSED, *said])
    assert {one.text for one in visible(state).steps[CONCLUSION].content.dissents.values()} == {"Te lang", "Te kort"}
    less = step(state, TakeBackDissent(), ANNA).steps[CONCLUSION].content
    assert [one.text for one in less.dissents.values()] == ["Te kort"]
    assert less.outcome == "shared_with_minority"


def asked_again() -> Deliberation:
    """Anna holds a dissent, and the question is open once more."""
    return after(CONCLUSION, [*ASKED, (ANNA, NO), CLOSED, (ANNA, ApproveDissent(text="Te lang")), ASKED[-1]])


def test_who_can_live_with_it_after_all_holds_no_dissent() -> None:
    state = step(asked_again(), LiveWith(yes=True, wording=1), ANNA)
    assert state.steps[CONCLUSION].content.dissents
    assert step(state, AskAround(asked=False), LEAD).steps[CONCLUSION].content.dissents == {}


@pytest.mark.parametrize("before", ["asked once", "asked again"])
def test_nothing_tells_a_yes_from_a_no_while_the_question_is_open(before: str) -> None:
    """Whoever watches a socket counts pushes and reads stamps; also when the answer is the first one."""
    state = after(CONCLUSION, ASKED) if before == "asked once" else asked_again()
    yes, other = (step(state, LiveWith(yes=answer, wording=1), ANNA) for answer in (True, False))
    assert (yes.stamp, yes.loud, yes.touched) == (other.stamp, other.loud, other.touched)
    for seat in (LEADER, state.seats[BEN]):
        place = viewer(state, seat)
        assert parts(visible(yes), place, SETTING) == parts(visible(other), place, SETTING)
        assert own_parts_of(yes, seat.id) == own_parts_of(other, seat.id)


def test_a_dissent_that_stands_makes_a_minority_also_after_a_new_wording() -> None:
    state = after(CONCLUSION, [*ASKED, (ANNA, NO), CLOSED, (ANNA, ApproveDissent(text="Te lang"))])
    for by, what in ((LEAD, Conclude(text="Nu.", wording=1)), (LEAD, AskAround(asked=True))):
        state = step(state, what, by)
    state = step(state, LiveWith(yes=True, wording=2), BEN)
    assert state.steps[CONCLUSION].content.outcome == "shared_with_minority"


def test_the_own_reason_is_the_first_text_of_a_dissent() -> None:
    state = step(at_step(WEIGHING), Choose(choice="a", because="te jong"), ANNA)
    state = ask(state, c.OpenStep(step=CONCLUSION), LEAD)
    (own,) = [part.view for part in own_parts_of(state, ANNA) if part.view and part.key != "own-hand"]
    assert own.first_words == "te jong"


def test_at_most_three_agreements_and_one_can_be_changed_or_dropped() -> None:
    state = after(ACTIONS, [(CEM, Agree(what=f"daad {n}")) for n in range(3)])
    item = first(ACTIONS, state)
    changed = step(state, ChangeAgreement(item=item, what="anders", role="school"), LEAD)
    assert changed.steps[ACTIONS].content.items[item].role == "school"
    assert len(step(changed, DropAgreement(item=item), CEM).steps[ACTIONS].content.items) == 2


def test_no_agreement_with_its_reason_is_an_outcome_too() -> None:
    state = after(ACTIONS, [(CEM, AgreeNothing(because="eerst horen"))])
    plan = state.plan
    assert plan is not None
    assert activity("actions").done(visible(state), plan)
    assert step(state, Agree(what="bellen"), CEM).steps[ACTIONS].content.none_because == ""


def test_a_live_step_takes_late_words_of_who_may_write_there() -> None:
    state = ask(after(DILEMMA, [(CEM, BOTH)]), c.OpenStep(step=VALUES), LEAD)
    late = step(state, Word(a="blijven", b="weg", facts="Oma helpt.", wording=1), CEM, where=DILEMMA)
    assert late.steps[DILEMMA].content.facts == "Oma helpt."


def test_going_on_closes_the_unseen_question_so_that_no_dissent_is_lost() -> None:
    state = after(CONCLUSION, [*ASKED, (ANNA, NO), (BEN, LiveWith(yes=True, wording=1))])
    assert visible(ask(state, c.Close(), LEAD)).steps[CONCLUSION].content.outcome == "shared_with_minority"
    on = ask(state, c.OpenStep(step=ACTIONS), LEAD)  # what Anna was writing waits in her tray
    on = step(on, ApproveDissent(text="Ik zie het anders"), ANNA, where=CONCLUSION)
    assert [one.text for one in visible(on).steps[CONCLUSION].content.dissents.values()] == ["Ik zie het anders"]


def test_agreements_do_not_go_without_a_word() -> None:
    state = step(at_step(ACTIONS), Agree(what="bellen"), LEADER.id)
    with pytest.raises(no.AgreementsStand):
        step(state, AgreeNothing(because="toch niet"), LEADER.id)
