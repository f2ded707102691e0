"""Preparing a session: the first events, from what the facilitator filled in."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation import names
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.dilemma import TEXTS, DilemmaWorded
from beraad.deliberation.company import MOST_ROWS, Coming
from beraad.deliberation.ids import Ids, StepId
from beraad.deliberation.intake import NOTHING, Intake
from beraad.deliberation.method import Chair, Method, Text
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation
from beraad.deliberation.words import Line, Name

MOST_CHAIRS = 12
PROPOSED = "kort_beraad/kort"
"""The method, and its preset, that is chosen when the form comes; always there, because beraad ships them."""


class Subject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a beraad is about. A, B and what each costs may stay empty; they are worded together.

    chairs: names of the perspectives of this case; known ones keep their id and translation.
    """

    title: Line
    a: Line = ""
    b: Line = ""
    harm_a: Line = ""
    harm_b: Line = ""
    chairs: tuple[Name, ...] = ()


class Preparation(Subject, frozen=True, kw_only=True):
    """A subject, and how long to speak of it. swapped: in the other order that the method allows, if it allows one.

    crisis: whom to call in acute danger.
    """

    preset: Name = "kort"
    swapped: bool = False
    crisis: Line = ""
    coming: tuple[Coming, ...] = ()
    intake: Intake = NOTHING


class Appointment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When and where people meet, as far as they agreed on it."""

    begins_at: datetime | None = None
    ends_at: datetime | None = None
    place: Line = ""


NOT_AGREED = Appointment()


def chairs_of(method: Method, names: tuple[str, ...], ids: Ids) -> tuple[Chair, ...]:
    """Return the chairs of a case: the child's always, then those named, without doubles."""
    known: Mapping[str, Chair] = {name.casefold(): c for c in method.chairs for name in (c.id, c.name.nl, c.name.en)}
    chosen = [chair for chair in method.chairs if chair.child]
    for name in (" ".join(raw.split()) for raw in names):
        if not name:
            continue
        chair = known.get(name.casefold()) or Chair(id=ids(), name=Text(nl=name))
        if all(chair.id != c.id and chair.name.nl.casefold() != c.name.nl.casefold() for c in chosen):
            chosen.append(chair)
    if len(chosen) > MOST_CHAIRS:
        raise no.TooMany(field="chairs", most=MOST_CHAIRS)
    return tuple(chosen)


def plan_session(
    method: Method, form: Preparation, leader: Seat, when: Appointment | None, practice: bool, ids: Ids
) -> tuple[e.SessionPlanned, tuple[e.Event, ...]]:
    """Return the first event and those that follow it at once."""
    if not form.title.strip():
        raise no.FieldMissing(field="title")
    if form.preset not in method.presets:
        raise no.NoSuchPreset(field="length")
    if form.a.strip() and form.a.strip().casefold() == form.b.strip().casefold():
        raise no.OptionsAlike(field="b")
    if form.intake.danger == "yes":
        raise no.AcuteDanger(field="danger")
    if len(form.coming) > MOST_ROWS:
        raise no.TooMany(field="coming", most=MOST_ROWS)
    when = when or NOT_AGREED
    if when.begins_at and when.ends_at and when.ends_at <= when.begins_at:
        raise no.EndsTooSoon(field="ends")
    assert leader.role is Role.FACILITATOR
    planned = e.SessionPlanned(
        method=method.swapped() if form.swapped else method,
        preset=form.preset,
        title=form.title.strip(),
        chairs=chairs_of(method, form.chairs or tuple(chair.id for chair in method.chairs), ids),
        leader=leader,
        begins_at=when.begins_at,
        ends_at=when.ends_at,
        place=when.place.strip(),
        practice=practice,
        crisis=form.crisis.strip(),
        coming=form.coming,
        intake=form.intake,
    )
    texts = {name: getattr(form, name).strip() for name in ("a", "b", "harm_a", "harm_b")}
    step = _dilemma_step(method)
    if step is None or not any(texts.values()):
        return planned, ()
    return planned, (e.Contributed(step=step, seat=leader.id, what=DilemmaWorded(**texts, facts="")),)


def replan_session(
    state: Deliberation, method: Method, form: Preparation, when: Appointment | None, ids: Ids
) -> tuple[e.Event, ...]:
    """Return what happens when a session is prepared anew: the words of before go from the log, the new ones come.

    Raises PreparedForGood once the door was opened.
    """
    if state.stage is not Stage.PLANNED:
        raise no.PreparedForGood
    leader = next(seat for seat in state.seats.values() if seat.leads)
    planned, more = plan_session(method, form, leader, when, state.practice, ids)
    before = [e.TextErased(step=StepId(""), item=item) for item, _ in names.erasable(state) if item not in state.seats]
    step, dilemma = _dilemma_step(state.method), state.content_of("dilemma")
    if step is not None:
        before += [e.TextErased(step=step, item=name) for name in TEXTS if getattr(dilemma, name)]
    return (*before, planned, *more)


def prepared(state: Deliberation) -> Preparation:
    """Return what stands prepared, as the form that it was filled in on."""
    dilemma = state.content_of("dilemma")
    return msgspec.structs.replace(
        like(state),
        title=state.title,
        chairs=tuple(chair.name.nl for chair in state.chairs),
        intake=state.intake,
        **{name: getattr(dilemma, name) for name in ("a", "b", "harm_a", "harm_b") if dilemma},
    )


def like(state: Deliberation) -> Preparation:
    """Return what another session may take over from this one: nothing of its case, so no chair of its own either."""
    own = {chair.id for chair in state.method.chairs}
    return Preparation(
        title="",
        preset=state.preset,
        swapped=state.method.is_swapped,
        chairs=tuple(chair.name.nl for chair in state.chairs if chair.id in own),
        crisis=state.crisis,
        coming=state.coming,
    )


def _dilemma_step(method: Method) -> StepId | None:
    return next((plan.id for plan in method.steps if plan.activity == "dilemma"), None)
