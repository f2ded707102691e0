"""Preparing a session: the first events, from what the facilitator filled in."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.dilemma import DilemmaWorded
from beraad.deliberation.ids import Ids
from beraad.deliberation.method import Chair, Method, Text
from beraad.deliberation.seats import Role, Seat
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
    """A subject, and how long to speak of it. swapped: in the other order that the method allows, if it allows one."""

    preset: Name = "kort"
    swapped: bool = False


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
    method: Method, form: Preparation, leader: Seat, ends_at: datetime | None, practice: bool, ids: Ids
) -> tuple[e.SessionPlanned, tuple[e.Event, ...]]:
    """Return the first event and those that follow it at once."""
    if not form.title.strip():
        raise no.FieldMissing(field="title")
    if form.preset not in method.presets:
        raise no.NoSuchPreset(field="length")
    if form.a.strip() and form.a.strip().casefold() == form.b.strip().casefold():
        raise no.OptionsAlike(field="b")
    assert leader.role is Role.FACILITATOR
    planned = e.SessionPlanned(
        method=method.swapped() if form.swapped else method,
        preset=form.preset,
        title=form.title.strip(),
        chairs=chairs_of(method, form.chairs or tuple(chair.id for chair in method.chairs), ids),
        leader=leader,
        ends_at=ends_at,
        practice=practice,
    )
    texts = {name: getattr(form, name).strip() for name in ("a", "b", "harm_a", "harm_b")}
    step = next((plan.id for plan in method.steps if plan.activity == "dilemma"), None)
    if step is None or not any(texts.values()):
        return planned, ()
    return planned, (e.Contributed(step=step, seat=leader.id, what=DilemmaWorded(**texts, facts="")),)
