"""Two tables: what each role may ask in each stage, and what each event changes."""

from datetime import timedelta
from typing import Any

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.dilemma import DilemmaWorded, Word
from beraad.deliberation.box import Box
from beraad.deliberation.decide import decide
from beraad.deliberation.evolve import begin, evolve
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import CaseConsent, Deliberation
from beraad.refusal import Refusal
from tests.deliberation.builders import (
    ANNA,
    BEN,
    CEM,
    CONCLUSION,
    DILEMMA,
    LEADER,
    NOON,
    VALUES,
    WEIGHING,
    given,
    planned,
    taken,
)

SCREEN, GONE = SeatId("screen"), SeatId("gone")
ROLES: dict[str, SeatId | None] = {
    "leads": LEADER.id,
    "takes part": ANNA,
    "presents": BEN,
    "types": CEM,
    "screen": SCREEN,
    "gone": GONE,
    "clock": None,
}


def room(stage: Stage) -> Deliberation:
    """Anna takes part, Ben presents, Cem types, someone left; running: at the values, where Anna wrote and is ready."""
    screen = Seat(id=SCREEN, name="", role=Role.SCREEN)
    state = begin(SessionId("s"), planned())
    seats = (taken(ANNA), taken(BEN), taken(CEM), taken(GONE), e.SeatTaken(seat=screen), e.SeatRemoved(seat=GONE))
    tasks = (e.PresenterNamed(seat=BEN), e.TypistNamed(seat=CEM))
    opened = (e.DoorOpened(), e.StepOpened(step=DILEMMA, at=NOON))
    more: dict[Stage, tuple[e.Event, ...]] = {
        Stage.PLANNED: (),
        Stage.LOBBY: opened[:1],
        Stage.RUNNING: opened,
        Stage.PAUSED: (*opened, e.Paused(at=NOON)),
        Stage.CLOSED: (*opened, e.Closed(at=NOON)),
    }
    for event in (*seats, *tasks, *more[stage]):
        state = evolve(state, event)
    assert state.stage is stage
    return state


EXTRA = Plan(id=StepId("vragen"), activity="clarify_qa", title=Text(nl="Vragen"), phase="picture")

# Of who leads, per stage: planned, lobby, running, paused. "ok": something happens; "-": nothing, without a refusal.
NOT = no.NotNow
LEADS: dict[c.Command, tuple[Any, Any, Any, Any]] = {
    c.OpenDoor(): ("ok", "-", "-", "-"),
    c.CloseDoor(): ("-", "ok", "ok", "ok"),
    c.NamePresenter(seat=ANNA): ("ok", "ok", "ok", "ok"),
    c.NamePresenter(seat=BEN): ("-", "-", "-", "-"),
    c.NamePresenter(): ("ok", "ok", "ok", "ok"),
    c.NamePresenter(seat=SCREEN): (no.NoSuchSeat,) * 4,
    c.NameTypist(seat=ANNA): ("ok", "ok", "ok", "ok"),
    c.NameTypist(seat=CEM): ("-", "-", "-", "-"),
    c.NameTypist(seat=GONE): (no.NoSuchSeat,) * 4,
    c.RemoveSeat(seat=ANNA): ("ok", "ok", "ok", "ok"),
    c.RemoveSeat(seat=LEADER.id): (no.NoSuchSeat,) * 4,
    c.OpenStep(step=VALUES): (NOT, "ok", "ok", "ok"),
    c.OpenStep(step="maan"): (no.NoSuchStep,) * 4,  # type: ignore[arg-type]
    c.RepeatStep(step=DILEMMA): (NOT, NOT, "ok", NOT),
    c.RepeatStep(step=VALUES): (NOT, NOT, no.StepClosed, NOT),
    c.SkipStep(step=WEIGHING, skipped=True): (NOT, "ok", "ok", "ok"),
    c.SkipStep(step=WEIGHING, skipped=False): (NOT, "-", "-", "-"),
    c.SkipStep(step=DILEMMA, skipped=True): (NOT, "ok", no.StepOpen, no.StepOpen),
    c.InsertStep(after=VALUES, like="m/s"): (no.NoSuchCommand,) * 4,  # the services turn it into what comes next
    c.Undo(number=1): (no.NotUndoable,) * 4,
    c.GiveFloor(seat=ANNA): (no.NoSuchSeat,) * 4,
    c.AnswerBreath(): ("-",) * 4,
    c.LayStopCard(): (NOT, NOT, "ok", "ok"),
    c.GiveLead(seat=ANNA): ("ok",) * 4,
    c.GiveLead(seat=GONE): (no.NoSuchSeat,) * 4,
    c.TakeBackLead(seat=ANNA): (no.NoSuchSeat,) * 4,
    c.TakeBackLead(seat=LEADER.id): (no.NoSuchSeat,) * 4,
    c.HandOver(seat=ANNA): ("ok",) * 4,
    c.HandOver(seat=GONE): (no.NoSuchSeat,) * 4,
    c.HandOver(seat=SCREEN): (no.NoSuchSeat,) * 4,
    c.HandOver(seat=""): (no.NoSuchSeat,) * 4,  # type: ignore[arg-type]
    c.HandOver(seat=LEADER.id): ("-",) * 4,
    c.MergeSeats(seat=ANNA, into=BEN): ("ok",) * 4,
    c.MergeSeats(seat=ANNA, into=ANNA): (no.NoSuchSeat,) * 4,
    c.MergeSeats(seat=GONE, into=BEN): (no.NoSuchSeat,) * 4,
    c.MergeSeats(seat=ANNA, into=GONE): (no.NoSuchSeat,) * 4,
    c.RaiseHand(up=True): (no.NotYourTask,) * 4,
    c.AskBreath(): (no.NotYourTask,) * 4,
    c.ShareSeat(shared=True): (no.NotYourTask,) * 4,
    c.MoveClock(minutes=1): (NOT, NOT, "ok", NOT),
    c.AnnounceReveal(step=DILEMMA): (NOT, NOT, no.NothingToReveal, NOT),
    c.AnnounceReveal(step=VALUES): (NOT, NOT, no.StepClosed, NOT),
    c.StopReveal(step=DILEMMA): (NOT, NOT, no.NothingToReveal, NOT),
    c.LeaveOutNames(step=DILEMMA, unnamed=True): (NOT, NOT, no.NamesNeeded, NOT),
    c.LeaveOutNames(step="maan", unnamed=True): (NOT, NOT, no.NoSuchStep, NOT),  # type: ignore[arg-type]
    c.EmptyBox(step=DILEMMA): (NOT, NOT, "-", NOT),
    c.TakeOut(step=DILEMMA, edit="x" * 16): (NOT, NOT, "-", NOT),
    c.LowerScreens(): (NOT, NOT, "ok", NOT),
    c.RaiseScreens(): ("-", "-", "-", "-"),
    c.ShowOnScreen(step=DILEMMA): (NOT, NOT, "ok", NOT),
    c.ShowOnScreen(step=WEIGHING): (NOT, NOT, no.StepClosed, NOT),
    c.ClearScreen(): ("-", "-", "-", "-"),
    c.Erase(step=DILEMMA, item="a"): (no.TextNotErasable,) * 4,
    c.Erase(step=VALUES, item="x"): (no.NotRevealedYet,) * 4,
    c.Erase(item="title"): ("ok",) * 4,
    c.Erase(item=GONE): ("ok",) * 4,
    c.Erase(item="x"): (no.TextNotErasable,) * 4,
    c.MarkReady(step=DILEMMA, ready=True): (NOT, NOT, no.NotYourTask, NOT),
    c.ShareWords(yes=True): (no.NotYourTask,) * 4,
    c.KeepBack(step=DILEMMA, item="x", back=True): (no.NotYourTask,) * 4,
    c.ShareCase(yes=True): (no.NotYourTask,) * 4,
    c.SeatGuest(name="Oma"): ("ok",) * 4,
    c.TakeBackTyped(step=DILEMMA, seat=ANNA): (NOT, NOT, no.NothingTyped, NOT),
    c.Pause(): (NOT, NOT, "ok", NOT),
    c.Resume(): (NOT, NOT, NOT, "ok"),
    c.Close(): (NOT, "ok", "ok", "ok"),
    c.Reveal(announced=1): (no.NoSuchCommand,) * 4,
    c.Contribute(step=DILEMMA, what=Word(a="blijven", b="weg", wording=0)): (NOT, NOT, "ok", NOT),
    c.Contribute(step=CONCLUSION, what=Word(wording=0)): (NOT, NOT, no.StepClosed, NOT),
}
STAGES = (Stage.PLANNED, Stage.LOBBY, Stage.RUNNING, Stage.PAUSED)


def answer(state: Deliberation, command: c.Command, by: SeatId | None) -> Any:
    try:
        return "ok" if decide(state, command, state.seats[by] if by else None, NOON, lambda: "id") else "-"
    except Refusal as refusal:
        return type(refusal)


@pytest.mark.parametrize(("command", "expected"), LEADS.items(), ids=str)
def test_who_leads_may_do_this_in_each_stage(command: c.Command, expected: tuple[Any, ...]) -> None:
    assert tuple(answer(room(stage), command, LEADER.id) for stage in STAGES) == expected


PUT_IN: list[tuple[str, Plan | None, Any]] = [
    (VALUES, EXTRA, (NOT, "ok", "ok", "ok")),
    (VALUES, None, (no.NoSuchStep,) * 4),
    ("maan", EXTRA, (no.NoSuchStep,) * 4),
    (VALUES, planned().method.steps[0], (no.NoSuchStep,) * 4),
]


@pytest.mark.parametrize(("after", "plan", "expected"), PUT_IN)
def test_who_leads_may_put_a_step_in(after: str, plan: Plan | None, expected: tuple[Any, ...]) -> None:
    command = c.PutStepIn(after=StepId(after), plan=plan)
    assert tuple(answer(room(stage), command, LEADER.id) for stage in STAGES) == expected
    assert answer(room(Stage.RUNNING), command, ANNA) is no.NotFacilitator


def test_the_table_holds_every_command_that_people_have() -> None:
    assert {type(command) for command in LEADS} >= set(c.COMMANDS.values())


FROM_ALL = (
    c.MarkReady, c.ShareWords, c.KeepBack, c.ShareCase, c.Contribute, c.TakeOut, c.RaiseHand, c.AskBreath, c.ShareSeat,
    c.TakeBackTyped,
)  # fmt: skip
STEERING = [command for command in LEADS if not isinstance(command, FROM_ALL)]


@pytest.mark.parametrize("command", STEERING, ids=str)
def test_nobody_else_leads(command: c.Command) -> None:
    for stage in STAGES:
        for who in ("takes part", "presents", "types", "screen"):
            assert answer(room(stage), command, ROLES[who]) is no.NotFacilitator


# While running, in the order of ROLES.
GONE_, TASK, WHO = no.SeatGone, no.NotYourTask, no.NoSuchCommand
OTHERS: dict[c.Command, tuple[Any, ...]] = {
    c.MarkReady(step=DILEMMA, ready=True): (TASK, "ok", "ok", "ok", TASK, GONE_, WHO),
    c.MarkReady(step=DILEMMA, ready=False): (TASK, "-", "-", "-", TASK, GONE_, WHO),
    c.MarkReady(step=VALUES, ready=True): (no.StepClosed,) * 5 + (GONE_, WHO),
    c.ShareWords(yes=True): (TASK, "ok", "ok", "ok", TASK, GONE_, WHO),
    c.KeepBack(step=DILEMMA, item="x", back=True): (TASK, *(no.NoSuchItem,) * 3, TASK, GONE_, WHO),
    c.KeepBack(step=StepId("maan"), item="x", back=True): (TASK, *(no.NoSuchStep,) * 3, TASK, GONE_, WHO),
    c.ShareCase(yes=True): (TASK, TASK, "ok", TASK, TASK, GONE_, WHO),
    c.RaiseHand(up=True): (TASK, "ok", "ok", "ok", TASK, GONE_, WHO),
    c.RaiseHand(up=False): (TASK, "-", "-", "-", TASK, GONE_, WHO),
    c.AskBreath(): (TASK, "ok", "ok", "ok", TASK, GONE_, WHO),
    c.ShareSeat(shared=True): (TASK, "ok", "ok", "ok", TASK, GONE_, WHO),
    c.Contribute(step=DILEMMA, what=Word(a="x", b="y", wording=0)): ("ok", TASK, TASK, "ok", TASK, GONE_, WHO),
    c.Pause(): ("ok", *(no.NotFacilitator,) * 4, GONE_, "ok"),
    c.Close(): ("ok", *(no.NotFacilitator,) * 4, GONE_, "ok"),
    c.Reveal(announced=1): (WHO, *(no.NotFacilitator,) * 4, GONE_, no.NothingToReveal),
    c.Resume(): (NOT, *(no.NotFacilitator,) * 4, GONE_, WHO),
}


@pytest.mark.parametrize(("command", "expected"), OTHERS.items(), ids=str)
def test_each_role_may_do_this_while_it_runs(command: c.Command, expected: tuple[Any, ...]) -> None:
    assert tuple(answer(room(Stage.RUNNING), command, by) for by in ROLES.values()) == expected


@pytest.mark.parametrize("command", [*OTHERS, *LEADS], ids=str)
def test_after_closing_nothing_happens(command: c.Command) -> None:
    state = room(Stage.CLOSED)
    for who, by in ROLES.items():
        expected: tuple[Any, ...] = (no.SessionEnded,)
        if who in ("gone", "clock"):
            expected = (no.SeatGone,) if who == "gone" else (no.NoSuchCommand, no.NotNow, no.NothingToReveal)
        assert answer(state, command, by) in expected


MARK = e.Mark(visit=1, opened=NOON, spent=0, extra=0, ready=(ANNA,), skipped=False)
LATER = NOON + timedelta(minutes=2)
KEPT = e.SentenceKeptBack(seat=ANNA, step=VALUES, item="v1", back=True)
FACTS = {"facts": "", "harm_a": "", "harm_b": ""}
EFFECTS: list[tuple[tuple[e.Event, ...], str, Any]] = [
    ((), "stage", Stage.LOBBY),
    ((e.DoorClosed(),), "door_open", False),
    ((e.DoorClosed(), e.DoorOpened()), "door_open", True),
    ((e.SeatRemoved(seat=ANNA),), "seats['anna'].removed", True),
    ((e.ReadyMarked(step=VALUES, seat=ANNA, ready=True), e.SeatRemoved(seat=ANNA)), "steps['waarden'].ready", set()),
    ((e.WordsShared(seat=ANNA, yes=True), e.SeatRemoved(seat=ANNA)), "words_shared", {}),
    ((e.TextErased(step=StepId(""), item="title"),), "title", "Moreel beraad"),
    ((e.TextErased(step=StepId(""), item=BEN),), "seats['ben'].name", "Deelnemer 2"),
    ((e.PresenterNamed(seat=ANNA),), "presenter", ANNA),
    ((e.PresenterNamed(seat=ANNA), e.PresenterNamed(seat=None)), "presenter", None),
    ((e.PresenterNamed(seat=ANNA), e.SeatRemoved(seat=ANNA)), "presenter", None),
    ((e.TypistNamed(seat=ANNA),), "typist", ANNA),
    ((e.TypistNamed(seat=ANNA), e.SeatRemoved(seat=ANNA)), "typist", None),
    ((e.StepOpened(step=DILEMMA, at=NOON),), "step", DILEMMA),
    ((e.StepOpened(step=DILEMMA, at=NOON),), "stage", Stage.RUNNING),
    ((e.StepOpened(step=DILEMMA, at=NOON), e.StepOpened(step=VALUES, at=LATER)), "steps['dilemma'].spent", 120),
    ((e.StepOpened(step=DILEMMA, at=NOON), e.ClockMoved(minutes=-1)), "steps['dilemma'].extra", -1),
    ((e.ReadyMarked(step=VALUES, seat=ANNA, ready=True),), "steps['waarden'].ready", {ANNA}),
    ((e.RevealAnnounced(step=VALUES, due=NOON),), "steps['waarden'].reveal", (6, NOON)),
    ((e.RevealAnnounced(step=VALUES, due=NOON), e.RevealStopped(step=VALUES)), "steps['waarden'].reveal", None),
    ((e.RevealAnnounced(step=VALUES, due=NOON), e.Revealed(step=VALUES)), "steps['waarden'].revealed", True),
    ((e.RevealAnnounced(step=VALUES, due=NOON), e.Revealed(step=VALUES)), "steps['waarden'].reveal", None),
    ((e.NamesLeftOut(step=VALUES, unnamed=True),), "steps['waarden'].unnamed", True),
    (
        (e.NamesLeftOut(step=VALUES, unnamed=True), e.NamesLeftOut(step=VALUES, unnamed=False)),
        "steps['waarden'].visibility",
        "private_reveal",
    ),
    ((e.BoxChanged(step=VALUES, box=Box(inputs=1)), e.BoxEmptied(step=VALUES)), "boxes", {}),
    ((e.ScreensLowered(),), "screens_down", True),
    ((e.ScreensLowered(), e.ScreensRaised()), "screens_down", False),
    ((e.ScreensLowered(), e.StepOpened(step=VALUES, at=NOON)), "screens_down", False),
    ((e.ShownOnScreen(step=VALUES),), "on_screen", VALUES),
    ((e.ShownOnScreen(step=VALUES), e.ScreenCleared()), "on_screen", None),
    ((e.ShownOnScreen(step=VALUES), e.StepOpened(step=WEIGHING, at=NOON)), "on_screen", None),
    ((e.WordsShared(seat=ANNA, yes=True), e.WordsShared(seat=ANNA, yes=False)), "words_shared", {ANNA: False}),
    ((KEPT,), "kept_back", {ANNA: {(VALUES, "v1")}}),
    ((KEPT, e.SentenceKeptBack(seat=ANNA, step=VALUES, item="v1", back=False)), "kept_back", {ANNA: set()}),
    ((KEPT, e.SeatRemoved(seat=ANNA)), "kept_back", {}),
    ((KEPT, e.SeatsMerged(seat=ANNA, into=BEN)), "kept_back", {BEN: {(VALUES, "v1")}}),
    ((e.CaseShared(seat=BEN, yes=True, region=True),), "case_shared", CaseConsent(yes=True, region=True)),
    ((e.CaseShared(seat=BEN, yes=False, region=True),), "case_shared", CaseConsent(yes=False)),
    ((e.CaseShared(seat=BEN, yes=True), e.PresenterNamed(seat=ANNA)), "case_shared", None),
    ((e.Paused(at=NOON),), "stage", Stage.PAUSED),
    ((e.HandMoved(seat=BEN, up=True), e.HandMoved(seat=ANNA, up=True)), "hands", (BEN, ANNA)),
    (
        (e.HandMoved(seat=BEN, up=True), e.HandMoved(seat=ANNA, up=True), e.HandMoved(seat=BEN, up=False)),
        "hands",
        (ANNA,),
    ),
    ((e.HandMoved(seat=BEN, up=True), e.FloorGiven(seat=BEN)), "hands", ()),
    ((e.HandMoved(seat=BEN, up=True), e.SeatRemoved(seat=BEN)), "hands", ()),
    ((e.HandMoved(seat=BEN, up=True), e.LeadGiven(seat=BEN, leads=True)), "hands", ()),
    ((e.HandMoved(seat=BEN, up=True), e.SeatsMerged(seat=BEN, into=ANNA)), "hands", (ANNA,)),
    ((e.FloorTakenBack(hands=(ANNA,)),), "hands", (ANNA,)),
    ((e.BreathAsked(),), "breath", True),
    ((e.BreathAsked(), e.BreathAnswered()), "breath", False),
    ((e.BreathAsked(), e.Paused(at=NOON)), "breath", False),
    ((e.Paused(at=NOON), e.StopCardLaid()), "danger", True),
    ((e.Paused(at=NOON), e.StopCardLaid(), e.Resumed(at=NOON)), "danger", False),
    ((e.SeatShared(seat=ANNA, shared=True),), "seats['anna'].shared", True),
    ((e.LeadGiven(seat=ANNA, leads=True),), "seats['anna'].role", Role.FACILITATOR),
    ((e.LeadGiven(seat=ANNA, leads=True), e.LeadGiven(seat=ANNA, leads=False)), "seats['anna'].role", Role.PARTICIPANT),
    ((e.LeadGiven(seat=ANNA, leads=True),), "leading", LEADER.id),
    ((e.LeadGiven(seat=ANNA, leads=True), e.LeadHandedOver(seat=ANNA)), "leading", ANNA),
    (
        (e.LeadGiven(seat=ANNA, leads=True), e.LeadHandedOver(seat=ANNA), e.LeadGiven(seat=ANNA, leads=False)),
        "leading",
        LEADER.id,
    ),
    ((e.SeatsMerged(seat=ANNA, into=BEN),), "seats['anna'].removed", True),
    ((e.PresenterNamed(seat=ANNA), e.SeatsMerged(seat=ANNA, into=BEN)), "presenter", BEN),
    ((e.TypistNamed(seat=ANNA), e.SeatsMerged(seat=ANNA, into=BEN)), "typist", BEN),
    ((e.WordsShared(seat=ANNA, yes=True), e.SeatsMerged(seat=ANNA, into=BEN)), "words_shared", {BEN: True}),
    (
        (e.WordsShared(seat=ANNA, yes=True), e.WordsShared(seat=BEN, yes=False), e.SeatsMerged(seat=ANNA, into=BEN)),
        "words_shared",
        {BEN: False},
    ),
    ((e.StepsSkipped(steps=(WEIGHING,), skipped=True),), "steps['afweging'].skipped", True),
    (
        (e.StepsSkipped(steps=(WEIGHING,), skipped=True), e.StepOpened(step=WEIGHING, at=NOON)),
        "steps['afweging'].skipped",
        False,
    ),
    ((e.StepInserted(after=CONCLUSION, plan=EXTRA),), "method.steps[-1].id", "vragen"),
    ((e.StepInserted(after=VALUES, plan=EXTRA),), "method.number('vragen')", 3),
    ((e.StepInserted(after=VALUES, plan=EXTRA), e.StepTakenOut(step=EXTRA.id)), "method.length", 4),
    ((e.StepReturned(step=None, marks={}, screens_down=False, on_screen=None),), "stage", Stage.LOBBY),
    ((e.StepReturned(step=VALUES, marks={VALUES: MARK}, screens_down=True, on_screen=None),), "step", VALUES),
    (
        (e.StepReturned(step=VALUES, marks={VALUES: MARK}, screens_down=True, on_screen=None),),
        "steps['waarden'].ready",
        {ANNA},
    ),
    ((e.Undone(number=1),), "undo", None),
    ((e.Paused(at=NOON), e.Resumed(at=NOON)), "stage", Stage.RUNNING),
    ((e.Closed(at=LATER),), "closed_at", LATER),
    ((e.Closed(at=LATER),), "door_open", False),
    ((e.RevealAnnounced(step=VALUES, due=NOON), e.StepOpened(step=VALUES, at=NOON)), "steps['waarden'].reveal", None),
    (
        (e.Contributed(step=DILEMMA, seat=ANNA, what=DilemmaWorded(a="x", b="y", **FACTS)),),
        "steps['dilemma'].content.b",
        "y",
    ),
    (
        (
            e.Contributed(step=DILEMMA, seat=ANNA, what=DilemmaWorded(a="x", b="y", **FACTS)),
            e.TextErased(step=DILEMMA, item="a"),
        ),
        "steps['dilemma'].content.a",
        "",
    ),
]


@pytest.mark.parametrize(("events", "where", "expected"), EFFECTS)
def test_what_each_event_changes(events: tuple[e.Event, ...], where: str, expected: Any) -> None:
    state = given(*events)
    assert eval(f"state.{where}", {"state": state}) == expected


def test_the_table_of_effects_holds_every_event() -> None:
    shown = {type(event) for events, _, _ in EFFECTS for event in events} | {
        e.DoorOpened,
        e.SeatTaken,
        e.SessionPlanned,
        *(e.FromBox,),  # test_without_names.py
    }
    assert shown == set(e.Event.__subclasses__()) & {kind for kind in vars(e).values() if isinstance(kind, type)}


def test_a_presenter_who_is_removed_takes_the_consent_along() -> None:
    state = given(e.PresenterNamed(seat=BEN), e.CaseShared(seat=BEN, yes=True), e.SeatRemoved(seat=BEN))
    assert state.case_shared is None


def test_naming_the_same_presenter_again_keeps_the_consent() -> None:
    state = given(e.PresenterNamed(seat=BEN), e.CaseShared(seat=BEN, yes=True))
    assert answer(state, c.NamePresenter(seat=BEN), LEADER.id) == "-"
