"""Every step by one scribe: for who has no device, who says it aloud, and what was done on paper."""

from typing import Any

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import (
    ACTIVITIES,
    alternatives,
    check_in,
    conclusion,
    evaluate,
    judgement,
    pvn_table,
)
from beraad.deliberation.activities import clarify_qa as qa
from beraad.deliberation.activities.dilemma import Word
from beraad.deliberation.activities.evaluate.sheets import Evaluate
from beraad.deliberation.activities.wording import Confirm
from beraad.deliberation.blocks import Choice, SpreadBlock, TypedBlock
from beraad.deliberation.evolve import evolve
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.material import material, report
from beraad.deliberation.method import Method
from beraad.deliberation.method_file import read_method
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.state import Deliberation, Typed
from beraad.deliberation.visibility import not_typing, unsigned, visible
from tests.deliberation.builders import (
    ACTIONS,
    ANNA,
    BEN,
    CEM,
    CONCLUSION,
    DILEMMA,
    LEADER,
    METHODS,
    NOON,
    VALUES,
    WEIGHING,
    ask,
    at_step,
    given,
    revealed,
    step,
    taken,
)

OMA = SeatId("oma")
SHEET = judgement.Choose(choice="a", because="hij mist zijn broer")


def seated(state: Deliberation) -> Deliberation:
    """With a grandmother at the table, who has no device."""
    oma = Seat(id=OMA, name="Oma", role=Role.PARTICIPANT, place="ouder", no_device=True)
    return evolve(state, e.SeatTaken(seat=oma))


def typed(state: Deliberation, what: c.Command, whose: SeatId = OMA, by: SeatId = LEADER.id, where: Any = None) -> Any:
    here = where or state.step
    assert here is not None
    return ask(state, c.Contribute(step=here, what=what, seat=whose), by)


def here_of(state: Deliberation) -> StepId:
    assert state.step is not None
    return state.step


def dilemma_method() -> Method:
    path = METHODS / "dilemmamethode.yaml"
    return read_method(path.read_bytes(), path.name, ACTIVITIES)


def whole(where: str) -> Deliberation:
    """The dilemma method at a step, and the grandmother at the table."""
    method = dilemma_method()
    (id,) = [plan.id for plan in method.steps if plan.id == where]
    return seated(given(e.NamesLeftOut(step=id, unnamed=False), e.StepOpened(step=id, at=NOON), method=method))


def test_who_leads_gives_a_chair_to_somebody_without_a_device() -> None:
    state = ask(at_step(DILEMMA), c.SeatGuest(name="  Oma  ", place="ouder"), LEADER.id)
    oma = state.at_table[-1]
    assert (oma.name, oma.place, oma.no_device, oma.role) == ("Oma", "ouder", True, Role.PARTICIPANT)
    assert len(state.at_table) == 4
    assert state.with_device == 3
    again = ask(state, c.SeatGuest(name="Oma"), LEADER.id)
    assert again.at_table[-1].name == "Oma 2"


@pytest.mark.parametrize(
    ("name", "place", "refusal"),
    [(" ", "", no.FieldMissing), ("x" * 61, "", no.TextTooLong), ("Oma", "nergens", no.NoSuchChair)],
)
def test_a_chair_without_a_name_or_place_is_refused(name: str, place: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        ask(at_step(DILEMMA), c.SeatGuest(name=name, place=place), LEADER.id)


def test_what_is_typed_is_that_persons_and_hidden_from_all_also_who_typed_it() -> None:
    state = typed(seated(at_step(WEIGHING)), SHEET)
    here = state.steps[WEIGHING]
    assert here.content.sheets[OMA].because == SHEET.because
    assert OMA in here.ready
    assert here.typed == {OMA: Typed(seat=OMA, paper=False)}
    for reader in (None, LEADER.id, ANNA, BEN):
        assert SHEET.because not in str(visible(state, reader))
    assert visible(state).steps[WEIGHING].content.hidden == 1
    assert not not_typing(visible(state)).steps[WEIGHING].typed
    assert revealed(state).steps[WEIGHING].content.sheets[OMA].because == SHEET.because


def test_who_types_may_be_a_participant_and_nobody_else() -> None:
    state = seated(at_step(WEIGHING, e.TypistNamed(seat=BEN)))
    assert typed(state, SHEET, by=BEN).steps[WEIGHING].content.sheets[OMA]
    with pytest.raises(no.NotYourTask):
        typed(state, SHEET, by=ANNA)
    with pytest.raises(no.NotForAnother):  # who types has a sheet of their own
        typed(state, SHEET, whose=BEN, by=BEN)


def test_the_own_sheet_stands_and_takes_the_place_of_what_was_typed() -> None:
    state = step(at_step(WEIGHING), judgement.Choose(choice="b", because="rust"), ANNA)
    with pytest.raises(no.OwnWordsStand):
        typed(state, SHEET, whose=ANNA)
    aloud = typed(state, SHEET, whose=BEN)
    own = step(aloud, judgement.Choose(choice="b", because="eerst praten"), BEN)
    assert own.steps[WEIGHING].content.sheets[BEN].because == "eerst praten"
    assert BEN not in own.steps[WEIGHING].typed
    with pytest.raises(no.OwnWordsStand):
        typed(own, SHEET, whose=BEN)


def test_the_same_twice_is_nothing_and_typing_again_puts_it_right_until_all_see_it() -> None:
    state = typed(seated(at_step(WEIGHING)), SHEET)
    assert typed(state, SHEET) == state
    right = typed(state, judgement.Choose(choice="b", because="rust voor hem"))
    assert right.steps[WEIGHING].content.sheets[OMA].choice == "b"
    with pytest.raises(no.OwnWordsStand):
        typed(revealed(right), SHEET)


def test_a_sheet_that_was_taken_away_can_be_typed_again() -> None:
    state = revealed(typed(seated(at_step(WEIGHING)), SHEET))
    gone = ask(state, c.Erase(step=WEIGHING, item=OMA), LEADER.id)
    assert typed(gone, SHEET).steps[WEIGHING].content.sheets[OMA].because == SHEET.because


def test_what_was_typed_can_be_taken_back_unseen() -> None:
    state = typed(seated(at_step(VALUES)), pvn_table.AddVoice(chair="ouder", value="erbij horen"))
    state = step(state, pvn_table.AddVoice(chair="kind", value="rust"), ANNA)
    gone = ask(state, c.TakeBackTyped(step=VALUES, seat=OMA), LEADER.id)
    assert [voice.value for voice in gone.steps[VALUES].content.voices.values()] == ["rust"]
    assert not gone.steps[VALUES].typed
    for seat in (OMA, ANNA):  # there is nothing any more; and what somebody wrote by themselves is theirs
        with pytest.raises(no.NothingTyped):
            ask(gone, c.TakeBackTyped(step=VALUES, seat=seat), LEADER.id)
    with pytest.raises(no.NotYourTask):
        ask(state, c.TakeBackTyped(step=VALUES, seat=OMA), ANNA)
    with pytest.raises(no.NothingTyped):  # everybody saw it
        ask(revealed(state), c.TakeBackTyped(step=VALUES, seat=OMA), LEADER.id)


def test_a_voice_typed_for_somebody_is_said_from_the_own_chair() -> None:
    state = typed(seated(at_step(VALUES)), pvn_table.AddVoice(chair="ouder", value="erbij horen"))
    (voice,) = state.steps[VALUES].content.voices.values()
    assert (voice.seat, voice.source) == (OMA, "self")
    assert state.steps[VALUES].typed == {voice.id: Typed(seat=OMA, paper=False)}
    later = typed(revealed(state), pvn_table.AddVoice(chair="kind", value="rust"))
    assert [(one.value, one.source, one.late) for one in later.steps[VALUES].content.voices.values()] == [
        ("erbij horen", "self", False),
        ("rust", "estimated", True),
    ]


@pytest.mark.parametrize("who", [SeatId("nobody"), LEADER.id, ANNA], ids=["unknown", "who leads", "who left"])
def test_nothing_is_typed_for_who_does_not_sit_here(who: SeatId) -> None:
    state = ask(at_step(WEIGHING), c.RemoveSeat(seat=ANNA), LEADER.id)
    with pytest.raises(no.NoSuchSeat):
        typed(state, SHEET, whose=who)


def test_what_only_somebody_themselves_can_do_is_not_typed() -> None:
    state = seated(at_step(VALUES))
    drop = pvn_table.DropVoice(voice="x")  # type: ignore[arg-type]
    with pytest.raises(no.NotForAnother):
        typed(state, drop)
    concluded = step(seated(at_step(CONCLUSION)), conclusion.Conclude(text="We praten eerst.", wording=0), LEADER.id)
    asked = step(concluded, conclusion.AskAround(asked=True), LEADER.id)
    for what in (
        conclusion.LiveWith(yes=True, wording=1),
        conclusion.ApproveDissent(text="Ik zie het anders."),
        conclusion.TakeBackDissent(),
    ):
        with pytest.raises(no.NotForAnother):
            typed(asked, what)


def test_a_step_on_paper_is_typed_later_and_stands_there_at_once() -> None:
    state = seated(given(e.StepOpened(step=DILEMMA, at=NOON), e.StepOpened(step=CONCLUSION, at=NOON)))
    chosen: list[tuple[SeatId, Choice]] = [(OMA, "a"), (ANNA, "b"), (BEN, "a")]
    for who, choice in chosen:
        state = typed(state, judgement.Choose(choice=choice, because=f"van {who}"), whose=who, where=WEIGHING)
    here = state.steps[WEIGHING]
    assert here.shows
    assert here.typed == {who: Typed(seat=who, paper=True) for who in (OMA, ANNA, BEN)}
    assert not here.ready
    assert state.step == CONCLUSION
    assert len(visible(state).steps[WEIGHING].content.sheets) == 3
    spread, note = (one for one in report(visible(state)) if isinstance(one, SpreadBlock | TypedBlock))
    assert isinstance(spread, SpreadBlock)
    assert isinstance(note, TypedBlock)
    assert [column.count for column in spread.columns] == [2, 1, 0]
    assert note == TypedBlock(step=note.step, texts=0, paper=True)  # all of it
    assert material(state, visible(state)).spread == (2, 1, 0)
    assert material(state, visible(state)).from_paper == (WEIGHING,)


def test_a_step_that_the_group_is_not_past_takes_nothing_from_paper() -> None:
    state = seated(at_step(VALUES))
    for what, where in ((SHEET, WEIGHING), (pvn_table.AddVoice(chair="kind", value="x"), WEIGHING)):
        with pytest.raises(no.StepClosed):
            typed(state, what, where=where)


def test_what_was_written_and_never_revealed_is_not_shown_by_a_paper() -> None:
    state = step(seated(at_step(WEIGHING)), judgement.Choose(choice="b", because="geheim"), ANNA)
    state = ask(state, c.OpenStep(step=CONCLUSION), LEADER.id)
    with pytest.raises(no.HiddenWordsWait):
        typed(state, SHEET, where=WEIGHING)
    assert "geheim" not in str(visible(state))
    back = typed(ask(state, c.OpenStep(step=WEIGHING), LEADER.id), SHEET)
    assert len(revealed(back).steps[WEIGHING].content.sheets) == 2


def test_a_paper_that_was_forgotten_comes_to_what_was_revealed() -> None:
    state = revealed(step(seated(at_step(WEIGHING)), judgement.Choose(choice="b", because="rust"), ANNA))
    state = typed(ask(state, c.OpenStep(step=ACTIONS), LEADER.id), SHEET, where=WEIGHING)
    assert state.steps[WEIGHING].typed == {OMA: Typed(seat=OMA, paper=True)}
    assert set(unsigned(visible(state)).steps[WEIGHING].typed) == {"0"}  # a count, and not whose


def test_the_group_words_typed_later_come_in_a_step_that_was_never_opened() -> None:
    state = given(e.StepOpened(step=CONCLUSION, at=NOON))
    later = step(state, Word(a="blijven", b="weg", wording=0), LEADER.id, DILEMMA)
    assert later.steps[DILEMMA].content.a == "blijven"
    assert later.steps[DILEMMA].on_paper
    with pytest.raises(no.StepClosed):
        step(
            given(e.PresenterNamed(seat=ANNA), e.StepOpened(step=CONCLUSION, at=NOON)),
            Confirm(wording=0),
            ANNA,
            DILEMMA,
        )


def test_coming_to_sit_is_typed_and_the_own_line_stands() -> None:
    state = typed(whole("start"), check_in.Accept(wording=0))
    state = typed(state, check_in.SayLine(line="moe maar hier"))
    now = state.steps[here_of(state)].content
    assert (now.accepted, now.lines) == (frozenset({OMA}), {OMA: "moe maar hier"})
    own = step(state, check_in.SayLine(line="fris"), ANNA)
    own = typed(own, check_in.Accept(wording=0), whose=ANNA)
    assert set(own.steps[here_of(own)].typed) == {OMA}
    with pytest.raises(no.OwnWordsStand):
        typed(own, check_in.SayLine(line="moe"), whose=ANNA)


def test_alternatives_are_typed_up_to_what_one_person_adds() -> None:
    state = whole("alternatieven")
    for number in range(5):
        state = typed(state, alternatives.AddAlternative(text=f"idee {number}"))
    items = state.steps[here_of(state)].content.items
    assert {one.seat for one in items.values()} == {OMA}
    with pytest.raises(no.TooMany):
        typed(state, alternatives.AddAlternative(text="idee 6"))


def test_a_question_said_aloud_stays_nobodys() -> None:
    with pytest.raises(no.NotForAnother):
        typed(whole("vragen"), qa.AskQuestion(text="Wat zei hij?"))


# the unseen question


def asked_around(*answers: tuple[SeatId, bool]) -> Deliberation:
    state = step(seated(at_step(CONCLUSION)), conclusion.Conclude(text="We praten eerst.", wording=0), LEADER.id)
    state = step(state, conclusion.AskAround(asked=True), LEADER.id)
    for seat, yes in answers:
        state = step(state, conclusion.LiveWith(yes=yes, wording=1), seat)
    return state


def slips(state: Deliberation, yes: int, no_: int) -> Deliberation:
    return step(state, conclusion.CountSlips(yes=yes, no=no_, wording=1), LEADER.id)


def closed(state: Deliberation) -> str:
    state = step(state, conclusion.AskAround(asked=False), LEADER.id)
    outcome: str = visible(state).steps[CONCLUSION].content.outcome
    return outcome


def test_slips_count_as_people_and_are_shown_to_nobody() -> None:
    state = slips(asked_around((ANNA, True), (BEN, True), (CEM, True)), 0, 1)
    assert visible(state).steps[CONCLUSION].content.answered == 4
    for reader in (None, LEADER.id, ANNA):
        assert visible(state, reader).steps[CONCLUSION].content.slips == (0, 0)
    assert closed(state) == "shared_with_minority"
    assert closed(slips(state, 1, 0)) == "shared"  # counted anew


def test_more_slips_than_people_are_refused() -> None:
    state = asked_around((ANNA, True))
    with pytest.raises(no.TooMany):
        slips(state, 3, 1)
    with pytest.raises(no.NotYourTask):
        step(state, conclusion.CountSlips(yes=1, no=0, wording=1), BEN)
    with pytest.raises(no.WordingChanged):
        step(state, conclusion.CountSlips(yes=1, no=0, wording=0), LEADER.id)


@pytest.mark.parametrize("phones", [((ANNA, False),), ((ANNA, False), (BEN, True))])
def test_no_outcome_tells_who_counted_the_slips_what_somebody_answered(phones: Any) -> None:
    assert closed(slips(asked_around(*phones), 2, 0)) == "not_recorded"


def test_a_question_answered_on_paper_alone_has_an_outcome() -> None:
    assert closed(slips(asked_around(), 3, 1)) == "shared_with_minority"
    said = step(seated(at_step(CONCLUSION)), conclusion.Conclude(text="We praten eerst.", wording=0), LEADER.id)
    assert slips(said, 4, 0).steps[CONCLUSION].content.outcome == "shared"  # it was asked aloud


def test_slips_come_no_more_once_the_outcome_of_phones_was_seen() -> None:
    state = step(asked_around((ANNA, True), (BEN, True)), conclusion.AskAround(asked=False), LEADER.id)
    with pytest.raises(no.NotYourTask):
        slips(state, 0, 1)


def test_slips_go_with_the_sentence_and_are_counted_again_when_somebody_leaves() -> None:
    state = slips(asked_around((ANNA, True)), 2, 0)
    other = step(state, conclusion.Conclude(text="Iets anders.", wording=1), LEADER.id)
    assert other.steps[CONCLUSION].content.slips == (0, 0)
    gone = ask(state, c.RemoveSeat(seat=OMA), LEADER.id)
    assert gone.steps[CONCLUSION].content.slips == (0, 0)
    assert ask(state, c.RemoveSeat(seat=ANNA), LEADER.id).steps[CONCLUSION].content.slips == (2, 0)


# the evaluation


def test_sheets_from_paper_are_nobodys_and_count_as_people() -> None:
    state = whole("afronding")
    where = here_of(state)
    for seat in (ANNA, BEN):
        state = step(state, Evaluate(mark=8), seat)
    with pytest.raises(no.NotAllAnswered):
        step(state, evaluate.ShowTotals(), LEADER.id)
    for mark in (6, 7):
        state = step(state, evaluate.CountSheet(mark=mark), LEADER.id)
    with pytest.raises(no.TooMany):
        step(state, evaluate.CountSheet(mark=1), LEADER.id)
    with pytest.raises(no.NotAsked):
        step(whole("afronding"), evaluate.CountSheet(mark=1, remark="te lang"), LEADER.id)
    for reader in (None, LEADER.id):
        assert not visible(state, reader).steps[where].content.sheets
    shown = step(state, evaluate.ShowTotals(), LEADER.id).steps[where].content
    assert shown.people == 4
    assert shown.counts[5][5:8] == (1, 1, 2)


def test_totals_do_not_tell_who_typed_what_the_only_other_one_answered() -> None:
    state = step(whole("afronding"), Evaluate(mark=3), ANNA)
    for _ in range(3):
        state = step(state, evaluate.CountSheet(mark=8), LEADER.id)
    with pytest.raises(no.TooFewToShow):
        step(state, evaluate.ShowTotals(), LEADER.id)


# where names are left out


def test_no_slip_goes_in_the_box_and_who_has_no_device_does_not_count_for_it() -> None:
    state = whole("alternatieven")
    state = ask(state, c.SeatGuest(name="Opa"), LEADER.id)
    assert len(state.at_table) == 5
    with pytest.raises(no.TooFewForNoNames):
        ask(state, c.LeaveOutNames(step=here_of(state), unnamed=True), LEADER.id)


def test_nothing_is_typed_for_somebody_where_names_are_left_out() -> None:
    state = whole("alternatieven")
    where = here_of(state)
    for name in ("dik", "els"):
        state = evolve(state, taken(SeatId(name)))
    state = ask(state, c.LeaveOutNames(step=where, unnamed=True), LEADER.id)
    with pytest.raises(no.SlipsStayOut):
        typed(state, alternatives.AddAlternative(text="idee"))
