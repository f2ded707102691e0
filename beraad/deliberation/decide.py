"""What happens when a seat asks for something: events, or a refusal."""

import unicodedata
from datetime import datetime, timedelta
from typing import Any

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import names
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import Turn, activity, boxed, goes_in_box, has_writing
from beraad.deliberation.box import FEWEST, Box, Paper, put_in, take_out
from beraad.deliberation.ids import CLOCK, Ids, SeatId, StepId
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.stages import NEXT, Stage
from beraad.deliberation.state import Deliberation, StepState
from beraad.deliberation.words import NAME

COUNTDOWN = timedelta(seconds=3)
MOST_SEATS = 400
MOST_EXTRA = 120
"""Minutes by which the clock of one visit can be moved, either way."""


def join(state: Deliberation, seat: SeatId, name: str, place: str) -> tuple[e.Event, ...]:
    """Return what happens when a guest comes in under the id `seat`. The same name twice gets a number.

    A name is one line of at most NAME characters that people can see, number included; any other is refused.
    """
    if state.stage in (Stage.CLOSED, Stage.FOLDED, Stage.PURGED):
        raise no.SessionEnded
    if not state.door_open:
        raise no.DoorClosed
    if len(state.at_table) >= MOST_SEATS:
        raise no.TooMany(most=MOST_SEATS)
    wanted = names.read_name(name, "name")
    if place and not state.chair(place):
        raise no.NoSuchChair(field="place")
    taken = {_folded(other.name) for other in state.seats.values() if not other.removed}
    free, number = wanted, 1
    while _folded(free) in taken:
        number += 1
        free = f"{wanted[: NAME - 4].rstrip()} {number}"  # with room for as many as MOST_SEATS
    return (e.SeatTaken(seat=Seat(id=seat, name=free, role=Role.PARTICIPANT, place=place)),)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def decide(state: Deliberation, command: c.Command, by: Seat | None, at: datetime, ids: Ids) -> tuple[e.Event, ...]:
    """Return what happens when `by` asks for `command` at `at`, or raise a Refusal. by None: the clock asks."""
    if by is None:
        return _by_clock(state, command, at)
    if by.removed:
        raise no.SeatGone
    if state.stage in (Stage.CLOSED, Stage.FOLDED, Stage.PURGED):
        raise no.SessionEnded
    if state.practice and isinstance(command, c.NamePresenter | c.ShareWords | c.ShareCase):
        raise no.OnlyPractice
    match command:
        case c.Contribute(step=step, what=what):
            return _contribute(state, step, what, by, ids)
        case c.MarkReady(step=step, ready=ready):
            return _mark_ready(state, step, ready, by)
        case c.PutIn():
            return _put_in(state, command, by)
        case c.TakeOut(step=step, edit=edit):
            return _take_out(state, step, edit, by)
        case c.ShareWords(yes=yes):
            if by.role is not Role.PARTICIPANT:
                raise no.NotYourTask
            _running(state)
            return (e.WordsShared(seat=by.id, yes=yes),)
        case c.ShareCase(yes=yes, region=region):
            if state.presenter != by.id:
                raise no.NotYourTask
            _running(state)
            return (e.CaseShared(seat=by.id, yes=yes, region=yes and region),)
    if not by.leads:
        raise no.NotFacilitator
    return _lead(state, command, by.id, at)


def _lead(state: Deliberation, command: c.Command, by: SeatId, at: datetime) -> tuple[e.Event, ...]:
    match command:
        case c.OpenDoor():
            return () if state.door_open else (e.DoorOpened(),)
        case c.CloseDoor():
            return (e.DoorClosed(),) if state.door_open else ()
        case c.NamePresenter(seat=seat):
            # A second tap on the same name must not undo that person's consent.
            return (e.PresenterNamed(seat=guest),) if (guest := _guest(state, seat)) != state.presenter else ()
        case c.NameTypist(seat=seat):
            return (e.TypistNamed(seat=guest),) if (guest := _guest(state, seat)) != state.typist else ()
        case c.RemoveSeat(seat=seat):
            return (*_departing(state, guest), e.SeatRemoved(seat=guest)) if (guest := _guest(state, seat)) else ()
        case c.OpenStep(step=step):
            return _open_step(state, step, by, at)
        case c.MoveClock(minutes=minutes):
            here = _current(state)[1]
            if abs(here.extra + minutes) > MOST_EXTRA:
                raise no.TooMany(most=MOST_EXTRA)
            return (e.ClockMoved(minutes=minutes),)
        case c.AnnounceReveal(step=step):
            return _announce(state, step, at)
        case c.StopReveal(step=step):
            _, here = _current(state, step)
            if here.reveal is None:
                raise no.AlreadyRevealed if here.revealed else no.NothingToReveal
            return (e.RevealStopped(step=step),)
        case c.LeaveOutNames(step=step, unnamed=unnamed):
            return _leave_out_names(state, step, unnamed)
        case c.EmptyBox(step=step):
            _running(state)
            _step(state, step)
            return (e.BoxEmptied(step=step),) if step in state.boxes else ()
        case c.LowerScreens():
            _running(state)
            return () if state.screens_down else (e.ScreensLowered(),)
        case c.RaiseScreens():
            return (e.ScreensRaised(),) if state.screens_down else ()
        case c.ShowOnScreen(step=step):
            _, here = _current(state, step)
            if not here.shows:
                raise no.NotRevealedYet
            return (e.ShownOnScreen(step=step),)
        case c.ClearScreen():
            return (e.ScreenCleared(),) if state.on_screen else ()
        case c.Erase(step=step, item=item):
            if not step:
                if item not in dict(names.erasable(state)):
                    raise no.TextNotErasable
                return (e.TextErased(step=step, item=item),)
            plan, here = _step(state, step)
            if not here.shows:
                raise no.NotRevealedYet  # the facilitator cannot see it, so cannot mean it
            if not activity(plan.activity).holds(here.content, item):
                raise no.TextNotErasable
            return (e.TextErased(step=step, item=item),)
        case c.Pause():
            _move(state, Stage.PAUSED)
            return (e.Paused(at=at),)
        case c.Resume():
            if state.stage is not Stage.PAUSED:  # from the lobby the way on is a step
                raise no.NotNow(stage=state.stage.value)
            return (e.Resumed(at=at),)
        case c.Close():
            return _close(state, by, at)
        case _:
            raise no.NoSuchCommand


def _by_clock(state: Deliberation, command: c.Command, at: datetime) -> tuple[e.Event, ...]:
    """What comes by itself, when nothing has changed since it was set."""
    match command:
        case c.Reveal(announced=announced):
            for step, here in state.steps.items():
                if here.reveal and here.reveal[0] == announced and here.reveal[1] <= at:
                    return _reveal(state, step)
            raise no.NothingToReveal
        case c.Pause():
            _move(state, Stage.PAUSED)
            return (e.Paused(at=at),)
        case c.Close():
            return _close(state, CLOCK, at)
        case _:
            raise no.NoSuchCommand


def _move(state: Deliberation, to: Stage) -> None:
    if to not in NEXT[state.stage]:
        raise no.NotNow(stage=state.stage.value)


def _running(state: Deliberation) -> None:
    if state.stage is not Stage.RUNNING:
        raise no.NotNow(stage=state.stage.value)


def _step(state: Deliberation, step: StepId) -> tuple[Plan, StepState]:
    plan = state.method.plan(step)
    if plan is None:
        raise no.NoSuchStep
    return plan, state.steps[step]


def _current(state: Deliberation, step: StepId | None = None) -> tuple[Plan, StepState]:
    """The plan and state of the open step, which must be `step` if that is given."""
    _running(state)
    if step is not None:
        _step(state, step)
    if state.plan is None or (step is not None and step != state.step):
        raise no.StepClosed
    return state.plan, state.steps[state.plan.id]


def _guest(state: Deliberation, id: SeatId) -> SeatId | None:
    """A participant at the table; an empty id means nobody."""
    if not id:
        return None
    seat = state.seats.get(id)
    if seat is None or seat.removed or seat.role is not Role.PARTICIPANT:
        raise no.NoSuchSeat(field="seat")
    return id


def _open_step(state: Deliberation, step: StepId, by: SeatId, at: datetime) -> tuple[e.Event, ...]:
    _step(state, step)
    if state.stage is Stage.PLANNED:
        raise no.NotNow(stage=state.stage.value)
    if state.step == step and state.stage is Stage.RUNNING:
        return ()  # opened already: a double click does nothing
    resumed = (e.Resumed(at=at),) if state.stage is Stage.PAUSED else ()
    return (*resumed, *_leaving(state, by), *_names_on_entering(state, step), e.StepOpened(step=step, at=at))


def _names_on_entering(state: Deliberation, step: StepId) -> tuple[e.Event, ...]:
    """A step that is best written without names is so when enough people are there, and nobody wrote yet."""
    plan, here = _step(state, step)
    unnamed = len(state.at_table) >= FEWEST
    if plan.visibility != "private_anon_reveal" or unnamed == here.unnamed or has_writing(state, plan):
        return ()
    return (e.NamesLeftOut(step=step, unnamed=unnamed),)


def _leave_out_names(state: Deliberation, step: StepId, unnamed: bool) -> tuple[e.Event, ...]:
    _running(state)
    plan, here = _step(state, step)
    if "private_anon_reveal" not in activity(plan.activity).VISIBILITY:
        raise no.NamesNeeded
    if unnamed == here.unnamed:
        return ()
    if has_writing(state, plan):
        raise no.NamesSettled
    if unnamed and len(state.at_table) < FEWEST:
        raise no.TooFewForNoNames(least=FEWEST)
    return (e.NamesLeftOut(step=step, unnamed=unnamed),)


def _put_in(state: Deliberation, command: c.PutIn, by: Seat) -> tuple[e.Event, ...]:
    plan, here = _step(state, command.step)
    if by.role is not Role.PARTICIPANT:
        raise no.FacilitatorHasNoVote
    _running(state)
    if command.key in here.keys:  # a late retry: it is in what was shown
        return ()
    rules, box = boxed(plan.activity), state.boxes.get(command.step, Box())
    paper = Paper(key=command.key, edit=command.edit, what=rules.paper(_turn(state, command.step, by), command.what))
    if earlier := next((one for one in box.papers if one.key == paper.key), None):
        if earlier != paper:
            raise no.OpUsedTwice
        return ()
    if here.revealed:
        raise no.AlreadyRevealed
    if state.step != command.step:
        raise no.StepClosed
    if box.of(by.id) >= rules.share(plan):
        raise no.TooMany(most=rules.share(plan))
    return (e.BoxChanged(step=command.step, box=put_in(box, paper, by.id)),)


def _take_out(state: Deliberation, step: StepId, edit: str, by: Seat) -> tuple[e.Event, ...]:
    _, here = _step(state, step)
    _running(state)
    if here.revealed:
        raise no.AlreadyRevealed
    box = state.boxes.get(step, Box())
    left = take_out(box, edit, by.id)
    return (e.BoxChanged(step=step, box=left),) if left is not box else ()


def _reveal(state: Deliberation, step: StepId) -> tuple[e.Event, ...]:
    plan, here = _step(state, step)
    if not here.unnamed:
        return (e.Revealed(step=step),)
    box = state.boxes.get(step, Box())
    if not box.enough:  # somebody took the own paper out while it counted down
        return (e.RevealStopped(step=step),)
    shown = boxed(plan.activity).opened(box.papers)
    return (e.Revealed(step=step), e.Contributed(step=step, seat=CLOCK, what=shown))


def _turn(state: Deliberation, step: StepId, by: Seat) -> Turn:
    plan, here = _step(state, step)
    return Turn(state=state, plan=plan, step=here, by=by, writes=state.writes(by), presents=state.presenter == by.id)


def _close(state: Deliberation, by: SeatId, at: datetime) -> tuple[e.Event, ...]:
    """End the session. What is in a box still is seen by nobody."""
    _move(state, Stage.CLOSED)
    emptied = tuple(e.BoxEmptied(step=step) for step in state.boxes)
    return (*_leaving(state, by), *emptied, e.Closed(at=at))


def _leaving(state: Deliberation, by: SeatId) -> tuple[e.Event, ...]:
    """What still happens in the open step when the group goes on, or the session ends."""
    if state.plan is None:
        return ()
    return _contributed(state, state.plan, by, activity(state.plan.activity).leave(state.steps[state.plan.id].content))


def _departing(state: Deliberation, seat: SeatId) -> tuple[e.Event, ...]:
    """What a seat that is removed takes along from each step."""
    made: list[e.Event] = []
    for plan in state.method.steps:
        here = state.steps[plan.id]
        gone = activity(plan.activity).depart(here.content, seat, here.shows)
        made += _contributed(state, plan, seat, gone)
    return tuple(made)


def _contributed(
    state: Deliberation, plan: Plan, by: SeatId, happened: tuple[Any, ...], late: bool = False
) -> tuple[e.Event, ...]:
    """What an activity's events are to the session. Words that go with one of them are erased first."""
    rules, content = activity(plan.activity), state.steps[plan.id].content
    made: list[e.Event] = []
    for one in happened:
        made += [e.TextErased(step=plan.id, item=item) for item in rules.withdrawn(content, by, one)]
        made.append(e.Contributed(step=plan.id, seat=by, what=one, late=late))
        content = rules.evolve(content, by, one, late)
    return tuple(made)


def _announce(state: Deliberation, step: StepId, at: datetime) -> tuple[e.Event, ...]:
    plan, here = _current(state, step)
    if here.revealed:
        raise no.AlreadyRevealed
    if here.reveal:
        raise no.RevealRunning
    if here.unnamed and not state.boxes.get(step, Box()).enough:
        raise no.TooFewToShow
    if here.visibility == "live" or not (here.unnamed or activity(plan.activity).written(here.content)):
        raise no.NothingToReveal
    return (e.RevealAnnounced(step=step, due=at + COUNTDOWN),)


def _mark_ready(state: Deliberation, step: StepId, ready: bool, by: Seat) -> tuple[e.Event, ...]:
    _, here = _current(state, step)
    if by.role is not Role.PARTICIPANT or here.unnamed:
        raise no.NotYourTask
    if (by.id in here.ready) == ready:
        return ()
    return (e.ReadyMarked(step=step, seat=by.id, ready=ready),)


def _contribute(state: Deliberation, step: StepId, what: c.Command, by: Seat, ids: Ids) -> tuple[e.Event, ...]:
    plan, here = _step(state, step)
    if by.role is Role.SCREEN:
        raise no.NotYourTask
    _running(state)
    late = state.step != step
    if late and (here.visibility != "live" or here.visit == 0):
        raise no.StepClosed
    if goes_in_box(plan, here, what):
        raise no.NamesChanged
    happened = activity(plan.activity).decide(_turn(state, step, by), what, ids)
    made = list(_contributed(state, plan, by.id, tuple(happened), late))
    if what.finishes and not late and by.id not in here.ready and by.role is Role.PARTICIPANT:
        made.append(e.ReadyMarked(step=step, seat=by.id, ready=True))
    if what.reopens:
        made += [e.ReadyMarked(step=step, seat=seat, ready=False) for seat in sorted(here.ready)]
    return tuple(made)
