"""What happens when a seat asks for something: events, or a refusal."""

from datetime import datetime

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import names
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import activity
from beraad.deliberation.decide import contributions, reveal, seats, steps
from beraad.deliberation.decide.checks import at_table, current, guest_running, may_move, running, step_of, takes_part
from beraad.deliberation.ids import CLOCK, Ids, SeatId
from beraad.deliberation.seats import Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation

MOST_EXTRA = 120
"""Minutes by which the clock of one visit can be moved, either way."""


def decide(state: Deliberation, command: c.Command, by: Seat | None, at: datetime, ids: Ids) -> tuple[e.Event, ...]:
    """Return what happens when `by` asks for `command` at `at`, or raise a Refusal. by None: the clock asks."""
    if by is None:
        return _by_clock(state, command, at)
    if by.removed:
        raise no.SeatGone
    if state.stage in (Stage.CLOSED, Stage.FOLDED, Stage.PURGED):
        raise no.SessionEnded
    if state.practice and isinstance(command, c.ShareWords | c.ShareCase):
        raise no.OnlyPractice
    if state.of_class and isinstance(command, c.NamePresenter):
        raise no.OnlyPractice
    match command:
        case c.Contribute(step=step, what=what, seat=seat):
            return contributions.contribute(state, step, what, by, ids, seat)
        case c.TakeBackTyped(step=step, seat=seat):
            return contributions.take_back_typed(state, step, seat, by)
        case c.MarkReady(step=step, ready=ready):
            return contributions.mark_ready(state, step, ready, by)
        case c.PutIn():
            return reveal.put_paper_in(state, command, by)
        case c.TakeOut(step=step, edit=edit):
            return reveal.take_paper_out(state, step, edit, by)
        case c.RaiseHand(up=up):
            return seats.raise_hand(state, up, by)
        case c.AskBreath():
            guest_running(state, by)
            return () if state.breath else (e.BreathAsked(),)
        case c.ShareSeat(shared=shared):
            takes_part(by)
            return (e.SeatShared(seat=by.id, shared=shared),) if shared != by.shared else ()
        case c.ShareWords(yes=yes):
            guest_running(state, by)
            return (e.WordsShared(seat=by.id, yes=yes),)
        case c.KeepBack(step=step, item=item, back=back):
            guest_running(state, by)
            plan, here = step_of(state, step)
            if not item or item not in {one.item for one in activity(plan.activity).own_words(here.content, by.id)}:
                raise no.NoSuchItem
            kept = (step, item) in state.kept_back.get(by.id, ())
            return (e.SentenceKeptBack(seat=by.id, step=step, item=item, back=back),) if back != kept else ()
        case c.ShareCase(yes=yes, region=region):
            if state.presenter != by.id:
                raise no.NotYourTask
            running(state)
            return (e.CaseShared(seat=by.id, yes=yes, region=yes and region),)
    if not by.leads:
        raise no.NotFacilitator
    if isinstance(command, c.SeatGuest):
        return seats.take_seat(state, SeatId(ids()), command.name, command.place, no_device=True)
    return _lead(state, command, by.id, at)


def _lead(state: Deliberation, command: c.Command, by: SeatId, at: datetime) -> tuple[e.Event, ...]:
    match command:
        case c.OpenDoor():
            return () if state.door_open else (e.DoorOpened(),)
        case c.CloseDoor():
            return (e.DoorClosed(),) if state.door_open else ()
        case c.NamePresenter(seat=seat):
            # A second tap on the same name must not undo that person's consent.
            return (e.PresenterNamed(seat=guest),) if (guest := at_table(state, seat)) != state.presenter else ()
        case c.NameTypist(seat=seat):
            return (e.TypistNamed(seat=guest),) if (guest := at_table(state, seat)) != state.typist else ()
        case c.GiveFloor(seat=seat):
            if seat not in state.hands:
                raise no.NoSuchSeat(field="seat")
            return (e.FloorGiven(seat=seat),)
        case c.AnswerBreath():
            return (e.BreathAnswered(),) if state.breath else ()
        case c.LayStopCard():
            return steps.lay_stop_card(state, at)
        case c.GiveLead(seat=seat):
            return (e.LeadGiven(seat=guest, leads=True),) if (guest := at_table(state, seat)) else ()
        case c.TakeBackLead(seat=seat):
            return seats.take_back_lead(state, seat)
        case c.HandOver(seat=seat):
            return seats.hand_over(state, seat)
        case c.MergeSeats(seat=seat, into=into):
            return seats.merge(state, seat, into)
        case c.RemoveSeat(seat=seat):
            return seats.remove(state, seat)
        case c.OpenStep(step=step):
            return steps.open_step(state, step, by, at)
        case c.RepeatStep(step=step):
            current(state, step)
            return (*contributions.leaving(state, by), e.StepOpened(step=step, at=at))
        case c.SkipStep(step=step, skipped=skipped):
            return steps.skip(state, step, skipped)
        case c.PutStepIn(after=after, plan=plan):
            return steps.put_step_in(state, after, plan)
        case c.Undo(number=number):
            return steps.undo(state, number, at)
        case c.MoveClock(minutes=minutes):
            here = current(state)[1]
            if abs(here.extra + minutes) > MOST_EXTRA:
                raise no.TooMany(most=MOST_EXTRA)
            return (e.ClockMoved(minutes=minutes),)
        case c.AnnounceReveal(step=step):
            return reveal.announce(state, step, at)
        case c.StopReveal(step=step):
            _, here = current(state, step)
            if here.reveal is None:
                raise no.AlreadyRevealed if here.revealed else no.NothingToReveal
            return (e.RevealStopped(step=step),)
        case c.LeaveOutNames(step=step, unnamed=unnamed):
            return reveal.leave_out_names(state, step, unnamed)
        case c.EmptyBox(step=step):
            running(state)
            step_of(state, step)
            return (e.BoxEmptied(step=step),) if step in state.boxes else ()
        case c.LowerScreens():
            running(state)
            return () if state.screens_down else (e.ScreensLowered(),)
        case c.RaiseScreens():
            return (e.ScreensRaised(),) if state.screens_down else ()
        case c.ShowOnScreen(step=step):
            _, here = current(state, step)
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
            plan, here = step_of(state, step)
            if not here.shows:
                raise no.NotRevealedYet  # the facilitator cannot see it, so cannot mean it
            if not activity(plan.activity).holds(here.content, item):
                raise no.TextNotErasable
            return (e.TextErased(step=step, item=item),)
        case c.Pause():
            may_move(state, Stage.PAUSED)
            return (e.Paused(at=at),)
        case c.Resume():
            if state.stage is not Stage.PAUSED:  # from the lobby the way on is a step
                raise no.NotNow(stage=state.stage.value)
            return (e.Resumed(at=at),)
        case c.Close():
            return steps.close(state, by, at)
        case _:
            raise no.NoSuchCommand


def _by_clock(state: Deliberation, command: c.Command, at: datetime) -> tuple[e.Event, ...]:
    """What comes by itself, when nothing has changed since it was set."""
    match command:
        case c.Reveal(announced=announced):
            for step, here in state.steps.items():
                if here.reveal and here.reveal[0] == announced and here.reveal[1] <= at:
                    return reveal.reveal(state, step)
            raise no.NothingToReveal
        case c.Pause():
            may_move(state, Stage.PAUSED)
            return (e.Paused(at=at),)
        case c.Close():
            return steps.close(state, CLOCK, at)
        case _:
            raise no.NoSuchCommand
