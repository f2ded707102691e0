"""Use cases of sessions: preparing, coming in, and every command of everybody at the table.

A use case knows the order of things and none of the rules: ask the rules, store, and only then tell the others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from beraad.accounts.account import Account
from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import goes_in_box
from beraad.deliberation.decide import decide, join
from beraad.deliberation.faces import Setting
from beraad.deliberation.ids import CLOCK, Ids, SeatId, SessionId
from beraad.deliberation.method import Method
from beraad.deliberation.plan_session import Preparation, plan_session
from beraad.deliberation.seats import FACE, Face, Role, Seat
from beraad.deliberation.stages import OPEN, Stage
from beraad.deliberation.stamp import Stamp
from beraad.deliberation.state import Deliberation
from beraad.services.ports import Now, Store
from beraad.services.session_rows import Given, Key, RoomUnit, SessionRow
from beraad.services.tokens import derived, hash_of

CODE_SIGNS = "ACDEFGHJKLMNPQRTUVWXY34679"
"""No look-alikes: no O and 0, I and 1, S and 5, B and 8, Z and 2."""

PAUSE_AFTER = timedelta(hours=4)
CLOSE_AFTER = timedelta(days=7)
PURGE_PLANNED_AFTER = timedelta(days=30)


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One command of one seat. op: random, made by the client. seen: the last steering event it knew, if it steers.

    unnamed: it was written under the promise that no name comes with it. edit: with what its writer can take it back.
    """

    seat: SeatId
    op: str
    command: c.Command
    seen: int | None = None
    unnamed: bool = False
    edit: str = ""


class Tell(Protocol):
    """Those who hold sockets: told after something is stored."""

    def announce(self, state: Deliberation) -> None: ...

    def seat_gone(self, session: SessionId, seat: SeatId) -> None: ...

    def sign_in_gone(self, hashed: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """Use cases of sessions, with what they need from outside."""

    room: Store[RoomUnit]
    methods: Mapping[str, Method]
    secret: bytes
    now: Now
    new_id: Ids
    new_code: Callable[[], str]
    tell: Tell
    wake_at: Callable[[datetime], None]
    """Told when something will be due, so that it happens on time."""
    wipe: Callable[[bool], object]
    """Told after a text was taken away, so that the files of the store forget it as well: at once, or soon."""
    origin: str
    """The start of the address that the join code leads to, from the settings."""

    def prepare(
        self,
        by: Account,
        form: Preparation,
        ends_at: datetime | None,
        roster: str,
        op: str,
        method: str = "kort_beraad",
    ) -> SessionId:
        """Prepare a session, its door still closed; the same `op` again gives the same session."""
        if method not in self.methods:
            raise no.NoSuchMethod
        id = SessionId(derived(self.secret, "session", by.id, op)[:24])
        body = derived(self.secret, form, ends_at, roster, method)

        def write(unit: RoomUnit) -> None:
            if earlier := unit.sessions.find_given(id, by.id, op):
                if not earlier.is_of(body):
                    raise no.OpUsedTwice
                return
            leader = Seat(id=SeatId(self.new_id()), name=by.name, role=Role.FACILITATOR)
            planned, more = plan_session(self.methods[method], form, leader, ends_at, False, self.new_id)
            row = SessionRow(
                id=id,
                code=self.free_code(unit),
                organisation=by.organisation,
                team=by.team,
                account=by.id,
                stage=Stage.PLANNED,
                planned_for=ends_at,
                practice=False,
                closed=None,
                created=self.now(),
            )
            unit.sessions.add(row, planned, roster)
            unit.sessions.append(unit.sessions.hold(id), more, leader.id, self.now())
            unit.sessions.add_given(id, by.id, op, Given(body_hash=body, stamp=Stamp(1)))

        self.room.writer.run(write)
        return id

    def free_code(self, unit: RoomUnit) -> str:
        """Return a join code that no open session has."""
        while unit.sessions.find_by_code(code := self.new_code()):
            pass
        return code

    def of(self, account: Account) -> tuple[tuple[SessionRow, Deliberation], ...]:
        """Return the sessions that an account made and whose log is there, the newest first."""

        def look(unit: RoomUnit) -> tuple[tuple[SessionRow, Deliberation], ...]:
            rows = unit.sessions.of_account(account.id)
            return tuple((row, unit.sessions.load(row.id)) for row in rows if row.stage is not Stage.FOLDED)

        return self.room.read(look)

    def state(self, id: SessionId) -> Deliberation:
        """Return the newest state. Raises NoSuchSession."""
        return self.room.read(lambda unit: unit.sessions.load(id))

    def row(self, id: SessionId) -> SessionRow:
        row = self.room.read(lambda unit: unit.sessions.find_row(id))
        if row is None:
            raise no.NoSuchSession
        return row

    def setting(self, id: SessionId) -> Setting:
        """Return what surrounds a session: its code in two groups, and where its QR leads."""
        row = self.row(id)
        code = row.code or ""
        host = self.origin.partition("://")[2]
        join = f"{self.origin}/join?code={code}"
        return Setting(
            session=id,
            code=in_two_groups(code),
            join=join,
            host=host,
            practice=row.practice,
            case_id=row.case_id or "",
        )

    def behind(self, code: str) -> Deliberation:
        """Return the session whose open door has this code, typed in any case and with or without a space."""
        wanted = "".join(sign for sign in code.upper() if sign.isalnum())

        def look(unit: RoomUnit) -> Deliberation:
            row = unit.sessions.find_by_code(wanted)
            if row is None or row.stage not in OPEN:
                raise no.NoSuchCode(field="code")
            return unit.sessions.load(row.id)

        state = self.room.read(look)
        if not state.door_open:
            raise no.DoorClosed
        return state

    def join(self, code: str, name: str, place: str, op: str) -> tuple[SessionId, str]:
        """Give a guest a seat; return the session and the secret of the seat. The same `op` gives the same seat."""
        id = self.behind(code).id
        secret = derived(self.secret, "seat-key", id, op)
        seat = SeatId(derived(self.secret, "seat", id, op)[:16])

        def write(unit: RoomUnit) -> Deliberation:
            state = unit.sessions.hold(id)
            if seat in state.seats:
                if state.seats[seat].removed:
                    raise no.SeatGone
                return state
            state = unit.sessions.append(state, join(state, seat, name, place), seat, self.now())
            unit.sessions.add_key(Key(hash=hash_of(secret), session=id, seat=seat, face=Face.IN))
            return state

        self.tell.announce(self.room.writer.run(write))
        return id, secret

    def enter(self, by: Account, id: SessionId, face: Face, sign_in: str) -> str:
        """Give the one who prepared a session a key to its lead or screen; return its secret."""
        secret = self.new_id()

        def write(unit: RoomUnit) -> Deliberation | None:
            row = unit.sessions.find_row(id)
            if row is None or row.account != by.id or face is Face.IN:
                raise no.NoSuchSession
            if row.stage is Stage.FOLDED:  # there are no seats any more, but there is the report
                key = Key(hash=hash_of(secret), session=id, seat=SeatId(face), face=face, sign_in=sign_in)
                unit.sessions.add_key(key)
                return None
            return self._give_key(unit, id, face, secret, sign_in)

        if state := self.room.writer.run(write):
            self.tell.announce(state)
        return secret

    def enter_screen(self, id: SessionId) -> str:
        """Give a key to the screen of a practice, which has no sign-in that it could end with; return its secret.

        The caller has seen the key of who leads it.
        """
        secret = self.new_id()
        self.tell.announce(self.room.writer.run(lambda unit: self._give_key(unit, id, Face.SCREEN, secret, None)))
        return secret

    def _give_key(self, unit: RoomUnit, id: SessionId, face: Face, secret: str, sign_in: str | None) -> Deliberation:
        """Give a key to the seat of the lead or the screen; the screen takes its seat when it first comes."""
        state = unit.sessions.hold(id)
        seat = next((s for s in state.seats.values() if FACE[s.role] is face and not s.removed), None)
        if seat is None:
            seat = Seat(id=SeatId(self.new_id()), name="", role=Role.SCREEN)
            state = unit.sessions.append(state, (e.SeatTaken(seat=seat),), seat.id, self.now())
        unit.sessions.add_key(Key(hash=hash_of(secret), session=id, seat=seat.id, face=face, sign_in=sign_in))
        return state

    def seat_behind(self, id: SessionId, face: Face, secret: str) -> tuple[Deliberation, Seat, Key]:
        """Return the state and the seat that a secret opens. Raises NoSuchSession, also for a key that has ended."""

        def look(unit: RoomUnit) -> tuple[Deliberation, Seat, Key]:
            key = unit.sessions.find_key(hash_of(secret)) if secret else None
            if key is None or key.session != id or key.face is not face:
                raise no.NoSuchSession
            state = unit.sessions.load(id)
            seat = state.seats[key.seat]
            if seat.removed:
                raise no.SeatGone
            return state, seat, key

        return self.room.read(look)

    def submit(self, id: SessionId, ask: Ask) -> Deliberation:
        """Apply one command once and return the state in which it holds; the others are told after it is stored."""
        body = derived(self.secret, type(ask.command).__name__, ask.command)

        def write(unit: RoomUnit) -> tuple[Deliberation, tuple[e.Event, ...]]:
            state = unit.sessions.hold(id)
            seat = state.seats.get(ask.seat)
            if seat is None:
                raise no.NoSuchSession
            command = with_or_without_name(state, ask)
            if isinstance(command, c.BOXED):
                happened = decide(state, command, seat, self.now(), self.new_id)
                return self._keep(unit, state, happened, seat.id), happened
            if earlier := unit.sessions.find_given(id, ask.seat, ask.op):
                if not earlier.is_of(body):
                    raise no.OpUsedTwice
                return state, ()
            if ask.command.steers and ask.seen is not None and ask.seen < state.steered:
                raise no.SomeoneElseWasFirst
            happened = decide(state, command, seat, self.now(), self.new_id)
            state = self._keep(unit, state, happened, seat.id)
            unit.sessions.add_given(id, ask.seat, ask.op, Given(body_hash=body, stamp=state.stamp))
            return state, happened

        state, happened = self.room.writer.run(write)
        self.tell.announce(state)
        if isinstance(ask.command, c.RemoveSeat):
            self.tell.seat_gone(id, ask.command.seat)
        if isinstance(ask.command, c.TakeOut) or any(isinstance(one, e.TextErased | e.BoxEmptied) for one in happened):
            self.wipe(isinstance(ask.command, c.Erase | c.EmptyBox))
        if isinstance(ask.command, c.AnnounceReveal):
            for step in state.steps.values():
                if step.reveal:
                    self.wake_at(step.reveal[1])
        return state

    def _keep(self, unit: RoomUnit, state: Deliberation, happened: tuple[e.Event, ...], by: SeatId) -> Deliberation:
        """Store events, and what goes with them: keys that end, and what will be due."""
        state = unit.sessions.append(state, happened, by, self.now())
        for event in happened:
            match event:
                case e.SeatRemoved(seat=gone):
                    unit.sessions.end_keys_of_seat(state.id, gone)
                case e.RevealAnnounced(due=due):
                    unit.sessions.set_job("reveal", state.id, due)
                case e.RevealStopped() | e.Revealed() | e.StepOpened() | e.Paused() | e.Closed():
                    unit.sessions.drop_job("reveal", state.id)
        return state

    def do_what_is_due(self) -> None:
        """Do what had to happen by itself and has not yet: reveals whose countdown ended, sessions left behind."""
        for job in self.room.read(lambda unit: unit.sessions.due_jobs(self.now())):
            if job.kind == "reveal":
                self._reveal(SessionId(job.subject))

    def _reveal(self, id: SessionId) -> None:
        def write(unit: RoomUnit) -> tuple[Deliberation, tuple[e.Event, ...]] | None:
            unit.sessions.drop_job("reveal", id)
            state = unit.sessions.hold(id)
            now = self.now()
            for step in state.steps.values():
                if step.reveal and step.reveal[1] <= now:
                    happened = decide(state, c.Reveal(announced=step.reveal[0]), None, now, self.new_id)
                    return self._keep(unit, state, happened, CLOCK), happened
            return None

        if revealed := self.room.writer.run(write):
            self.tell.announce(revealed[0])
            if any(isinstance(one, e.Contributed) for one in revealed[1]):  # from a box: who wrote it is nowhere now
                self.wipe(True)

    def end_what_was_left(self) -> None:
        """Pause what nobody touched for four hours, close what stands open for a week."""

        def look(unit: RoomUnit) -> tuple[tuple[SessionRow, datetime], ...]:
            rows = unit.sessions.in_stages(tuple(OPEN))
            return tuple((row, unit.sessions.last_event(row.id)) for row in rows)

        for row, last in self.room.read(look):
            idle = self.now() - last
            command = c.Close() if idle > CLOSE_AFTER else c.Pause() if idle > PAUSE_AFTER else None
            if command is not None and not (row.stage is not Stage.RUNNING and isinstance(command, c.Pause)):
                self._by_clock(row.id, command)

    def _by_clock(self, id: SessionId, command: c.Command) -> None:
        def write(unit: RoomUnit) -> Deliberation:
            state = unit.sessions.hold(id)
            return self._keep(unit, state, decide(state, command, None, self.now(), self.new_id), CLOCK)

        self.tell.announce(self.room.writer.run(write))

    def end_sign_in(self, hashed: str) -> None:
        """End every key that a sign-in made, and close their sockets."""
        self.room.writer.run(lambda unit: unit.sessions.end_keys_of_sign_in(hashed))
        self.tell.sign_in_gone(hashed)


def with_or_without_name(state: Deliberation, ask: Ask) -> c.Command:
    """Return what is asked; where names are left out, as something for the box. Raises NamesChanged."""
    if isinstance(ask.command, c.TakeOut):
        return c.TakeOut(step=ask.command.step, edit=hash_of(ask.command.edit))
    if not isinstance(ask.command, c.Contribute):
        return ask.command
    step, what = ask.command.step, ask.command.what
    plan, here = state.method.plan(step), state.steps.get(step)
    unnamed = bool(plan and here and goes_in_box(plan, here, what))
    if unnamed != ask.unnamed:
        raise no.NamesChanged
    if not unnamed:
        return ask.command
    return c.PutIn(step=step, what=what, key=hash_of(ask.op), edit=hash_of(ask.edit) if ask.edit else "")


def in_two_groups(code: str) -> str:
    """Return a join code as people read it."""
    return f"{code[:4]} {code[4:]}".strip()
