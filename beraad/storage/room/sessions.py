"""Sessions, their logs, ops, keys and jobs as rows. Rule objects go in and out; no row leaves this file."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, func, select, union

from beraad.deliberation import log
from beraad.deliberation.box import Box
from beraad.deliberation.events import BoxChanged, Event, SessionPlanned, TextErased
from beraad.deliberation.evolve import begin, evolve
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.refusals import NoSuchSession, SessionEnded
from beraad.deliberation.seats import Face
from beraad.deliberation.stages import Stage
from beraad.deliberation.stamp import Stamp
from beraad.deliberation.state import Deliberation
from beraad.services.session_rows import Due, Given, Key, SessionRow
from beraad.storage.room.tables import boxes, events, jobs, ops, passes, rosters, seat_keys, sessions

# What every input asks, put together once: making a statement costs more than SQLite takes to answer it.
_ROW = select(sessions).where(sessions.c.id == bindparam("session"))
_HOLD = select(sessions.c.id).where(sessions.c.id == bindparam("session")).with_for_update()
_KEY = select(seat_keys).where(seat_keys.c.hash == bindparam("hash"))
_KEYS = select(seat_keys).where(seat_keys.c.session == bindparam("session"))
_GIVEN = select(ops.c.body_hash, ops.c.number, ops.c.inputs).where(
    ops.c.session == bindparam("session"), ops.c.seat == bindparam("seat"), ops.c.op == bindparam("op")
)
_SINCE = (
    select(sessions.c.stage, events.c.type, events.c.version, events.c.body, events.c.at)
    .outerjoin_from(sessions, events, (events.c.session == sessions.c.id) & (events.c.number > bindparam("since")))
    .where(sessions.c.id == bindparam("session"))
    .order_by(events.c.number)
)
"""The stage of a session beside what its log says after `since`; one row without an event if that is nothing."""

_BEHIND = _SINCE.add_columns(seat_keys.c.seat, seat_keys.c.sign_in, seat_keys.c.rests).where(
    seat_keys.c.hash == bindparam("hash"),
    seat_keys.c.session == sessions.c.id,
    seat_keys.c.face == bindparam("face"),
)
"""The same beside a key to that face of it; no row if there is no such key."""

PREPARED = (1, 2)
"""Numbers of the events that may have come with the preparation, whose request is its account's and bears number 1."""

_BOXES = select(boxes.c.step, boxes.c.body).where(boxes.c.session == bindparam("session"))

_ADD_EVENTS, _ADD_OP = events.insert(), ops.insert()

_NAMING = select(events.c.number, events.c.by, events.c.type, events.c.version, events.c.body).where(
    events.c.session == bindparam("session"), events.c.body.like(bindparam("naming"))
)
"""Events in which the name of a text stands, as in every event that bears the text (activities' `blank`); or more."""

_OVERWRITE = (
    events.update()
    .where(events.c.session == bindparam("in_session"), events.c.number == bindparam("from_number"))
    .values(body=bindparam("silent"))
)
_FORGET_PREPARING = ops.update().where(ops.c.session == bindparam("in_session"), ops.c.number == 1).values(body_hash="")
_OWN = (ops.c.session == bindparam("in_session")) & (ops.c.seat == bindparam("of_seat"))
_BROUGHT = select(func.min(ops.c.number)).where(_OWN, ops.c.number >= bindparam("from_number")).scalar_subquery()
_FORGET_OP = ops.update().where(_OWN, ops.c.number == _BROUGHT).values(body_hash="")
"""A request bears the number of the last of its events, so what brought one is its writer's first at or after it."""


class Remembering(Protocol):
    """The part of a unit that keeps recent states (storage/unit.py)."""

    connection: Connection

    def remember(self, key: Hashable, value: object) -> None: ...

    def recall(self, key: Hashable) -> object | None: ...


@dataclass(frozen=True, slots=True)
class SessionRows:
    """Sessions within a unit of work."""

    unit: Remembering

    def find_row(self, id: SessionId) -> SessionRow | None:
        row = self.unit.connection.execute(_ROW, {"session": id}).mappings().one_or_none()
        return _row(row) if row else None

    def find_by_code(self, code: str) -> SessionRow | None:
        row = self.unit.connection.execute(select(sessions).where(sessions.c.code == code)).mappings().one_or_none()
        return _row(row) if row else None

    def of_account(self, account: str) -> tuple[SessionRow, ...]:
        """Return the sessions an account made, the newest first."""
        query = select(sessions).where(sessions.c.account == account).order_by(sessions.c.created.desc())
        return tuple(_row(row) for row in self.unit.connection.execute(query).mappings())

    def in_stages(self, stages: tuple[Stage, ...]) -> tuple[SessionRow, ...]:
        query = select(sessions).where(sessions.c.stage.in_([stage.value for stage in stages]))
        return tuple(_row(row) for row in self.unit.connection.execute(query).mappings())

    def add(self, row: SessionRow, planned: SessionPlanned, roster: str) -> None:
        """Begin a session: its row, its first event, and the names that must not be recognisable."""
        values = msgspec.structs.asdict(row) | {"stage": row.stage.value}
        self.unit.connection.execute(sessions.insert().values(values))
        self._insert([_event_row(row.id, 1, planned.leader.id, row.created, log.stored(planned, planned.method))])
        self.unit.connection.execute(rosters.insert().values(session=row.id, body=roster))
        self.unit.remember(("session", row.id), begin(row.id, planned))

    def told(self, id: SessionId) -> tuple[Event, ...]:
        """Return what happened in a session, from the first event on; nothing once its log has folded."""
        query = select(events.c.type, events.c.version, events.c.body).where(events.c.session == id)
        rows = self.unit.connection.execute(query.order_by(events.c.number)).all()
        return tuple(log.event(log.Stored(kind=kind, version=version, body=body)) for kind, version, body in rows)

    def roster(self, id: SessionId) -> str:
        """Return the names that must not be recognisable, as they were typed."""
        body: str | None = self.unit.connection.execute(select(rosters.c.body).where(rosters.c.session == id)).scalar()
        return body or ""

    def replan(self, id: SessionId, planned_for: datetime | None, roster: str) -> None:
        """Keep when a session was moved to, and the names that must not be recognisable in the place of others."""
        execute = self.unit.connection.execute
        execute(sessions.update().where(sessions.c.id == id).values(planned_for=planned_for))
        execute(rosters.update().where(rosters.c.session == id).values(body=roster))

    def load(self, id: SessionId) -> Deliberation:
        """Return the newest state.

        Raises NoSuchSession, SessionEnded when the log has folded, or EventUnknown for a log from a newer version.

        A remembered state is only a start: the log says what came after it.
        """
        state = self._remembered(id)
        rows = self.unit.connection.execute(_SINCE, {"session": id, "since": state.number if state else 0}).all()
        return self._after(id, state, rows)

    def behind(self, id: SessionId, face: Face, hashed: str) -> tuple[Key, Deliberation] | None:
        """Return a key to a face of a session and the newest state, in one statement; None if there is no such key.

        Raises SessionEnded and EventUnknown as `load` does.
        """
        state = self._remembered(id)
        asked = {"session": id, "since": state.number if state else 0, "hash": hashed, "face": face.value}
        rows = self.unit.connection.execute(_BEHIND, asked).all()
        if not rows:
            return None
        first = rows[0]
        key = Key(hash=hashed, session=id, seat=first.seat, face=face, sign_in=first.sign_in, rests=first.rests)
        return key, self._after(id, state, rows)

    def _remembered(self, id: SessionId) -> Deliberation | None:
        state = self.unit.recall(("session", id))
        assert state is None or isinstance(state, Deliberation)
        return state

    def _after(self, id: SessionId, state: Deliberation | None, rows: Sequence[Any]) -> Deliberation:
        """Return a remembered state, if there is one, after what the log says since."""
        since = state.number if state else 0
        for row in rows:
            if row.type is None:
                continue
            event = log.event(log.Stored(kind=row.type, version=row.version, body=row.body))
            if state is None:
                assert isinstance(event, SessionPlanned)
                state = begin(id, event)
            else:
                state = evolve(state, event, row.at)
        if state is None or since == state.number:  # a remembered state may be of a session whose log has gone
            if rows and rows[0].stage == Stage.FOLDED:
                raise SessionEnded
            if state is None or not rows:
                raise NoSuchSession
        read = state.number > since
        if state.box_open:
            found = self._boxes(state)
            read, state = read or found != state.boxes, msgspec.structs.replace(state, boxes=found)
        if read:
            self.unit.remember(("session", id), state)
        return state

    def _boxes(self, state: Deliberation) -> dict[StepId, Box]:
        """What was written without names so far, of which the log tells nothing."""
        plans = {plan.id: plan for plan in state.method.steps}
        rows = self.unit.connection.execute(_BOXES, {"session": state.id}).all()
        return {StepId(step): log.box(body, plans[StepId(step)]) for step, body in rows}

    def hold(self, id: SessionId) -> Deliberation:
        """Return the newest state, for a unit that will change it: others that want to wait until it is stored.

        Without it two who write at once would still not both be first, but one would do its work for nothing.
        """
        if self.unit.connection.dialect.name != "sqlite":  # there the one writer holds everything already
            self.unit.connection.execute(_HOLD, {"session": id})
        return self.load(id)

    def last_event(self, id: SessionId) -> datetime:
        """Return when something last happened in a session."""
        query = select(events.c.at).where(events.c.session == id).order_by(events.c.number.desc()).limit(1)
        at: datetime = self.unit.connection.execute(query).scalar_one()
        return at

    def append(self, state: Deliberation, happened: tuple[Event, ...], by: SeatId, at: datetime) -> Deliberation:
        """Add events to the log and return the state after them. A number that is taken fails: someone was first."""
        before, rows, kept = state.stage, list[dict[str, object]](), state.boxes
        for event in happened:
            if isinstance(event, BoxChanged):
                state = evolve(state, event)
                continue
            if isinstance(event, TextErased):
                self._insert(rows)  # it overwrites these as well
                self._overwrite(state.id, event)
            rows.append(_event_row(state.id, state.number + 1, by, at, log.stored(event, state.method)))
            state = evolve(state, event, at)
        self._insert(rows)
        self._keep_boxes(kept, state)
        if state.stage is not before:
            changes: dict[str, object] = {"stage": state.stage.value}
            if state.stage is Stage.CLOSED:
                changes |= {"closed": at, "code": None}
            self.unit.connection.execute(sessions.update().where(sessions.c.id == state.id).values(changes))
        self.unit.remember(("session", state.id), state)
        return state

    def _keep_boxes(self, before: dict[StepId, Box], state: Deliberation) -> None:
        """Keep the boxes as they are now: each one row, whole, and none for a step whose box was opened or emptied."""
        for step in {*before, *state.boxes}:
            if (box := state.boxes.get(step)) is before.get(step):
                continue
            here = (boxes.c.session == state.id) & (boxes.c.step == step)
            self.unit.connection.execute(boxes.delete().where(here))
            if box is not None:
                values = {"session": state.id, "step": step, "body": log.stored_box(box)}
                self.unit.connection.execute(boxes.insert().values(values))

    def _insert(self, rows: list[dict[str, object]]) -> None:
        """Add rows to the log and empty the list."""
        if rows:
            self.unit.connection.execute(_ADD_EVENTS, rows)
            rows.clear()

    def _overwrite(self, id: SessionId, erased: TextErased) -> None:
        """Take a text out of every stored event, and with it the hash of the request that brought it."""
        execute = self.unit.connection.execute
        for number, by, kind, version, body in execute(
            _NAMING, {"session": id, "naming": f"%{log.named(erased.item)}%"}
        ).all():
            kept = log.Stored(kind=kind, version=version, body=body)
            silent = log.erased(kept, erased.step, erased.item)
            if silent is kept:
                continue
            here = {"in_session": id, "from_number": number}
            execute(_OVERWRITE, {**here, "silent": silent.body})
            if number in PREPARED:
                execute(_FORGET_PREPARING, {"in_session": id})
            execute(_FORGET_OP, {**here, "of_seat": by})

    def find_given(self, id: SessionId, seat: str, op: str) -> Given | None:
        """Return what was answered to this request before, or None."""
        row = self.unit.connection.execute(_GIVEN, {"session": id, "seat": seat, "op": op}).one_or_none()
        return Given(body_hash=row.body_hash, stamp=Stamp(row.number, row.inputs)) if row else None

    def add_given(self, id: SessionId, seat: str, op: str, given: Given) -> None:
        self.unit.connection.execute(
            _ADD_OP,
            {
                "session": id,
                "seat": seat,
                "op": op,
                "body_hash": given.body_hash,
                "number": given.stamp.number,
                "inputs": given.stamp.inputs,
            },
        )

    def add_key(self, key: Key) -> None:
        self.unit.connection.execute(seat_keys.insert().values(msgspec.structs.asdict(key) | {"face": str(key.face)}))

    def find_key(self, hashed: str) -> Key | None:
        row = self.unit.connection.execute(_KEY, {"hash": hashed}).mappings().one_or_none()
        return _key(row) if row else None

    def keys(self, id: SessionId) -> tuple[Key, ...]:
        """Return every key to a session."""
        return tuple(_key(row) for row in self.unit.connection.execute(_KEYS, {"session": id}).mappings())

    def end_keys_of_seat(self, id: SessionId, seat: SeatId, face: Face | None = None) -> None:
        """End the keys of a seat: all, or those to one face. Its passes go first, which open the page that leads.

        Who takes one at this moment is waited for, and then has a key that is seen here.
        """
        self.unit.connection.execute(passes.delete().where((passes.c.session == id) & (passes.c.seat == seat)))
        here = (seat_keys.c.session == id) & (seat_keys.c.seat == seat)
        if face is not None:
            here &= seat_keys.c.face == face.value
        self.unit.connection.execute(seat_keys.delete().where(here))

    def move_keys(self, id: SessionId, seat: SeatId, into: SeatId) -> None:
        """Have what opened one seat open another."""
        here = (seat_keys.c.session == id) & (seat_keys.c.seat == seat)
        self.unit.connection.execute(seat_keys.update().where(here).values(seat=into))

    def end_keys_of_sign_in(self, hashed: str) -> None:
        """End what a sign-in made, in the same order."""
        for table in (passes, seat_keys):
            self.unit.connection.execute(table.delete().where(table.c.sign_in == hashed))

    def sign_ins(self) -> tuple[str, ...]:
        """Return the sign-ins that a key or a pass came from, each once."""
        found = union(*(select(table.c.sign_in).where(table.c.sign_in.is_not(None)) for table in (passes, seat_keys)))
        return tuple(self.unit.connection.execute(found).scalars())

    def set_job(self, kind: str, subject: str, due: datetime) -> None:
        """Have something done at its time; one of a kind for a subject, the last one counts."""
        self.drop_job(kind, subject)
        self.unit.connection.execute(jobs.insert().values(id=f"{kind}:{subject}", kind=kind, subject=subject, due=due))

    def drop_job(self, kind: str, subject: str) -> None:
        self.unit.connection.execute(jobs.delete().where(jobs.c.id == f"{kind}:{subject}"))

    def due_jobs(self, until: datetime) -> tuple[Due, ...]:
        """Return what is due, the longest overdue first."""
        query = select(jobs).where(jobs.c.due <= until).order_by(jobs.c.due).limit(100)
        return tuple(
            Due(kind=row["kind"], subject=row["subject"], at=row["due"])
            for row in self.unit.connection.execute(query).mappings()
        )


def _event_row(id: SessionId, number: int, by: str, at: datetime, kept: log.Stored) -> dict[str, object]:
    return {
        "session": id,
        "number": number,
        "type": kept.kind,
        "version": kept.version,
        "at": at,
        "by": by,
        "body": kept.body,
    }


def _row(row: RowMapping) -> SessionRow:
    return SessionRow(**{**row, "stage": Stage(row["stage"])})


def _key(row: RowMapping) -> Key:
    return Key(**{**row, "face": Face(row["face"])})
