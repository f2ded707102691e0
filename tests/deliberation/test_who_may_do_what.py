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
    c.ShareCase(yes=True): (no.NotYourTask,) * 4,
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


def test_the_table_holds_every_command_that_people_have() -> None:
    assert {type(command) for command in LEADS} >= set(c.COMMANDS.values())


STEERING = [
    command
    for command in LEADS
    if not isinstance(command, c.MarkReady | c.ShareWords | c.ShareCase | c.Contribute | c.TakeOut)
]


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
    c.ShareCase(yes=True): (TASK, TASK, "ok", TASK, TASK, GONE_, WHO),
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


LATER = NOON + timedelta(minutes=2)
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
    ((e.CaseShared(seat=BEN, yes=True, region=True),), "case_shared", CaseConsent(yes=True, region=True)),
    ((e.CaseShared(seat=BEN, yes=False, region=True),), "case_shared", CaseConsent(yes=False)),
    ((e.CaseShared(seat=BEN, yes=True), e.PresenterNamed(seat=ANNA)), "case_shared", None),
    ((e.Paused(at=NOON),), "stage", Stage.PAUSED),
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
