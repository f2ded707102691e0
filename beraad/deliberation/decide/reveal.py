"""What stays hidden until all see it at once; and the box, in which it bears no names."""

from datetime import datetime, timedelta

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import activity, boxed, has_writing
from beraad.deliberation.box import FEWEST, Box, Paper, put_in, take_out
from beraad.deliberation.decide.checks import current, running, step_of
from beraad.deliberation.decide.contributions import turn_of
from beraad.deliberation.ids import CLOCK, StepId
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.state import Deliberation

COUNTDOWN = timedelta(seconds=3)


def announce(state: Deliberation, step: StepId, at: datetime) -> tuple[e.Event, ...]:
    plan, here = current(state, step)
    if here.revealed:
        raise no.AlreadyRevealed
    if here.reveal:
        raise no.RevealRunning
    if here.unnamed and not state.boxes.get(step, Box()).enough:
        raise no.TooFewToShow
    if here.visibility == "live" or not (here.unnamed or activity(plan.activity).written(here.content)):
        raise no.NothingToReveal
    return (e.RevealAnnounced(step=step, due=at + COUNTDOWN),)


def reveal(state: Deliberation, step: StepId) -> tuple[e.Event, ...]:
    plan, here = step_of(state, step)
    if not here.unnamed:
        return (e.Revealed(step=step),)
    box = state.boxes.get(step, Box())
    if not box.enough:  # somebody took the own paper out while it counted down
        return (e.RevealStopped(step=step),)
    shown = boxed(plan.activity).opened(box.papers)
    return (e.Revealed(step=step), e.Contributed(step=step, seat=CLOCK, what=shown))


def names_on_entering(state: Deliberation, step: StepId) -> tuple[e.Event, ...]:
    """A step that is best written without names is so when enough people are there, and nobody wrote yet."""
    plan, here = step_of(state, step)
    unnamed = state.with_device >= FEWEST
    if plan.visibility != "private_anon_reveal" or unnamed == here.unnamed or has_writing(state, plan):
        return ()
    return (e.NamesLeftOut(step=step, unnamed=unnamed),)


def leave_out_names(state: Deliberation, step: StepId, unnamed: bool) -> tuple[e.Event, ...]:
    running(state)
    plan, here = step_of(state, step)
    if "private_anon_reveal" not in activity(plan.activity).VISIBILITY:
        raise no.NamesNeeded
    if unnamed == here.unnamed:
        return ()
    if has_writing(state, plan):
        raise no.NamesSettled
    if unnamed and state.with_device < FEWEST:
        raise no.TooFewForNoNames(least=FEWEST)
    return (e.NamesLeftOut(step=step, unnamed=unnamed),)


def put_paper_in(state: Deliberation, command: c.PutIn, by: Seat) -> tuple[e.Event, ...]:
    plan, here = step_of(state, command.step)
    if by.role is not Role.PARTICIPANT:
        raise no.FacilitatorHasNoVote
    running(state)
    if command.key in here.keys:  # a late retry: it is in what was shown
        return ()
    rules, box = boxed(plan.activity), state.boxes.get(command.step, Box())
    paper = Paper(key=command.key, edit=command.edit, what=rules.paper(turn_of(state, command.step, by), command.what))
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


def take_paper_out(state: Deliberation, step: StepId, edit: str, by: Seat) -> tuple[e.Event, ...]:
    _, here = step_of(state, step)
    running(state)
    if here.revealed:
        raise no.AlreadyRevealed
    box = state.boxes.get(step, Box())
    left = take_out(box, edit, by.id)
    return (e.BoxChanged(step=step, box=left),) if left is not box else ()
