"""Use cases of sessions: preparing, coming in, and every command of everybody at the table.

A use case knows the order of things and none of the rules: ask the rules, store, and only then tell the others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from beraad.accounts.account import Account
from beraad.accounts.refusals import SignInFirst
from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import goes_in_box
from beraad.deliberation.decide import decide
from beraad.deliberation.decide.seats import join
from beraad.deliberation.decide.steps import INSERTABLE
from beraad.deliberation.faces import Extra, Setting
from beraad.deliberation.ids import CLOCK, Ids, SeatId, SessionId, StepId
from beraad.deliberation.method import Method
from beraad.deliberation.plan_session import Appointment, Preparation, plan_session
from beraad.deliberation.seats import Face, Role, Seat
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

DUMMIES_ACT = "dummies-act"
"""The job of a rehearsal in which it is the dummies' turn."""
DUMMIES_THINK = timedelta(seconds=0.4)
"""After whatever happened, before one of them does one thing: so a step fills within seconds, and one sees it fill."""


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

    def seat_gone(self, session: SessionId, seat: SeatId, why: str = "removed") -> None: ...

    def sign_in_gone(self, hashed: str) -> None: ...

    def keys_gone(self, session: SessionId, hashes: frozenset[str], why: str) -> None: ...


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
    stands: Callable[[str], bool]
    """Whether the sign-in with this hash still stands."""

    def prepare(
        self,
        by: Account,
        form: Preparation,
        when: Appointment | None,
        roster: str,
        op: str,
        method: str = "kort_beraad",
    ) -> SessionId:
        """Prepare a session, its door still closed; the same `op` again gives the same session."""
        if method not in self.methods:
            raise no.NoSuchMethod
        id = SessionId(derived(self.secret, "session", by.id, op)[:24])
        body = derived(self.secret, form, when, roster, method)

        def write(unit: RoomUnit) -> None:
            if earlier := unit.sessions.find_given(id, by.id, op):
                if not earlier.is_of(body):
                    raise no.OpUsedTwice
                return
            leader = Seat(id=SeatId(self.new_id()), name=by.name, role=Role.FACILITATOR)
            planned, more = plan_session(self.methods[method], form, leader, when, False, self.new_id)
            row = SessionRow(
                id=id,
                code=self.free_code(unit),
                organisation=by.organisation,
                team=by.team,
                account=by.id,
                stage=Stage.PLANNED,
                planned_for=planned_for(when),
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

    def check_own(self, by: Account, id: SessionId) -> None:
        """Raise NoSuchSession unless there is such a session and this account prepared it."""
        self.room.read(lambda unit: own_row(unit, by, id))

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
            practice=row.practice and row.rehearses is None,
            rehearsal=row.rehearses is not None,
            case_id=row.case_id or "",
            extras=extras(self.methods),
        )

    def behind(self, code: str) -> Deliberation:
        """Return the session whose open door has this code, typed in any case and with or without a space."""
        wanted = typed_code(code)

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
        """Give the one who prepared a session a key to its lead or screen; return its secret.

        Raises NoSuchSession, or SignInFirst if that person signed out meanwhile.
        """
        secret = self.new_id()

        def write(unit: RoomUnit) -> Deliberation | None:
            row = own_row(unit, by, id)
            if face is Face.IN:
                raise no.NoSuchSession
            if row.stage is Stage.FOLDED:  # there are no seats any more, but there is the report
                key = Key(hash=hash_of(secret), session=id, seat=SeatId(face), face=face, sign_in=sign_in)
                unit.sessions.add_key(key)
                return None
            return self.give_key(unit, id, face, secret, sign_in)

        if state := self.room.writer.run(write):
            self.tell.announce(state)
        if self.end_if_signed_out(sign_in):
            raise SignInFirst
        return secret

    def end_if_signed_out(self, sign_in: str | None) -> bool:
        """Whether a sign-in ended while a key was made with it; then the key ends as well.

        Signing out takes its row away before it ends the keys. So it either sees this key, or its row is gone by now.
        """
        if not sign_in or self.stands(sign_in):
            return False
        self.end_sign_in(sign_in)
        return True

    def give_key(self, unit: RoomUnit, id: SessionId, face: Face, secret: str, sign_in: str | None) -> Deliberation:
        """Give a key to the seat of the lead or the screen; the screen takes its seat when it first comes."""
        state = unit.sessions.hold(id)
        screen = next((s for s in state.seats.values() if s.role is Role.SCREEN), None)
        seat = state.seats[state.owner] if face is Face.LEAD else screen
        if seat is None:
            seat = Seat(id=SeatId(self.new_id()), name="", role=Role.SCREEN)
            state = unit.sessions.append(state, (e.SeatTaken(seat=seat),), seat.id, self.now())
        unit.sessions.add_key(Key(hash=hash_of(secret), session=id, seat=seat.id, face=face, sign_in=sign_in))
        return state

    def seat_behind(
        self, id: SessionId, face: Face, secret: str, *, anyhow: bool = False
    ) -> tuple[Deliberation, Seat, Key]:
        """Return the state and the seat that a secret opens. Raises NoSuchSession, also for a key that has ended.

        Raises KeyRests or SeatLeads where the page of that face is not for now; anyhow: then it does not.
        """

        def look(unit: RoomUnit) -> tuple[Deliberation, Seat, Key]:
            found = unit.sessions.behind(id, face, hash_of(secret)) if secret else None
            if found is None:
                raise no.NoSuchSession
            key, state = found
            seat = state.seats[key.seat]
            why = why_shut(seat, key)
            if why == "removed" or (why and not anyhow):
                raise SHUT[why]
            return state, seat, key

        return self.room.read(look)

    def unsent_key(self, secret: str) -> str:
        """Return the key under which a browser keeps what its seat did not send yet: 64 hex digits.

        Nobody can make it again without the secret, which only that browser has, and the server's own.
        """
        return derived(self.secret, "unsent", secret)

    def submit(self, id: SessionId, ask: Ask) -> Deliberation:
        """Apply one command once and return the state in which it holds; the others are told after it is stored."""
        body = derived(self.secret, type(ask.command).__name__, ask.command)

        def write(unit: RoomUnit) -> tuple[Deliberation, tuple[e.Event, ...]]:
            state = unit.sessions.hold(id)
            seat = state.seats.get(ask.seat)
            if seat is None:
                raise no.NoSuchSession
            command = self._with_step(with_or_without_name(state, ask))
            if isinstance(command, c.NAMELESS):
                happened = decide(state, command, seat, self.now(), self.new_id)
                return self._keep(unit, state, happened, CLOCK), happened
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
        for one in happened:  # before its sockets hear what is not theirs
            match one:
                case e.SeatRemoved(seat=seat):
                    self.tell.seat_gone(id, seat)
                case e.SeatsMerged(seat=seat):
                    self.tell.seat_gone(id, seat, "moved")
                case e.LeadGiven(seat=seat, leads=leads):
                    self.tell.seat_gone(id, seat, "leads" if leads else "table")
        self._tell(state)
        if isinstance(ask.command, c.TakeOut) or any(isinstance(one, e.TextErased | e.BoxEmptied) for one in happened):
            self.wipe(isinstance(ask.command, c.Erase | c.EmptyBox))
        if isinstance(ask.command, c.AnnounceReveal):
            for step in state.steps.values():
                if step.reveal:
                    self.wake_at(step.reveal[1])
        return state

    def _with_step(self, command: c.Command) -> c.Command:
        """Return what is asked, with the step that an InsertStep is made like."""
        if not isinstance(command, c.InsertStep):
            return command
        method, _, step = command.like.partition("/")
        plan = self.methods[method].plan(StepId(step)) if method in self.methods else None
        return c.PutStepIn(after=command.after, plan=plan)

    def _keep(self, unit: RoomUnit, state: Deliberation, happened: tuple[e.Event, ...], by: SeatId) -> Deliberation:
        """Store events, and what goes with them: keys that end, and what will be due."""
        state = unit.sessions.append(state, happened, by, self.now())
        for event in happened:
            match event:
                case e.SeatRemoved(seat=gone):
                    unit.sessions.end_keys_of_seat(state.id, gone)
                case e.SeatsMerged(seat=gone, into=into):
                    unit.sessions.move_keys(state.id, gone, into)
                case e.LeadGiven(seat=back, leads=False):
                    unit.sessions.end_keys_of_seat(state.id, back, Face.LEAD)
                case e.RevealAnnounced(due=due):
                    unit.sessions.set_job("reveal", state.id, due)
                case e.RevealStopped() | e.Revealed() | e.StepOpened() | e.StepReturned() | e.Paused() | e.Closed():
                    unit.sessions.drop_job("reveal", state.id)
        if state.rehearsal and happened:
            unit.sessions.set_job(DUMMIES_ACT, state.id, self.now() + DUMMIES_THINK)
        return state

    def _tell(self, state: Deliberation) -> None:
        """Tell the others; in a rehearsal the dummies are among them."""
        self.tell.announce(state)
        if state.rehearsal:
            self.wake_at(self.now() + DUMMIES_THINK)

    def do_what_is_due(self) -> None:
        """Do what had to happen by itself and has not yet: reveals whose countdown ended, sessions left behind."""
        for job in self.room.read(lambda unit: unit.sessions.due_jobs(self.now())):
            if job.kind == "reveal":
                self._reveal(SessionId(job.subject))

    def _reveal(self, id: SessionId) -> None:
        def write(unit: RoomUnit) -> tuple[Deliberation, tuple[e.Event, ...]] | None:
            state = unit.sessions.hold(id)  # first: as a command does, or the two could wait for each other
            unit.sessions.drop_job("reveal", id)
            now = self.now()
            for step in state.steps.values():
                if step.reveal and step.reveal[1] <= now:
                    happened = decide(state, c.Reveal(announced=step.reveal[0]), None, now, self.new_id)
                    return self._keep(unit, state, happened, CLOCK), happened
            return None

        if revealed := self.room.writer.run(write):
            self._tell(revealed[0])
            if any(isinstance(one, e.Contributed) for one in revealed[1]):  # from a box: who wrote it is nowhere now
                self.wipe(True)

    def end_what_was_left(self) -> None:
        """Pause what nobody touched for four hours, close what stands open for a week."""

        def look(unit: RoomUnit) -> tuple[SessionId, ...]:
            rows = unit.sessions.in_stages(tuple(OPEN))
            return tuple(row.id for row in rows if self._ends(row.stage, unit.sessions.last_event(row.id)))

        for id in self.room.read(look):
            self._end(id)

    def _ends(self, stage: Stage, last: datetime) -> c.Command | None:
        """What a session that was left needs, by when something last happened in it."""
        idle = self.now() - last
        if idle > CLOSE_AFTER:
            return c.Close()
        return c.Pause() if idle > PAUSE_AFTER and stage is Stage.RUNNING else None

    def _end(self, id: SessionId) -> None:
        def write(unit: RoomUnit) -> Deliberation:
            state = unit.sessions.hold(id)
            command = self._ends(state.stage, unit.sessions.last_event(id))
            if command is None:  # somebody came back, or another worker was first
                return state
            return self._keep(unit, state, decide(state, command, None, self.now(), self.new_id), CLOCK)

        self.tell.announce(self.room.writer.run(write))

    def end_sign_in(self, hashed: str) -> None:
        """End every key that a sign-in made, and close their sockets."""
        self.room.writer.run(lambda unit: unit.sessions.end_keys_of_sign_in(hashed))
        self.tell.sign_in_gone(hashed)

    def end_what_outlived_its_sign_in(self) -> None:
        """End keys whose sign-in has ended: its end was stored, and a crash or a full disk came before theirs."""
        for hashed in self.room.read(lambda unit: unit.sessions.sign_ins()):
            self.end_if_signed_out(hashed)


SHUT = {"removed": no.SeatGone, "leads": no.SeatLeads, "table": no.NoSuchSession, "rests": no.KeyRests}


def own_row(unit: RoomUnit, by: Account, id: SessionId) -> SessionRow:
    """Return the row of a session that this account prepared. Raises NoSuchSession."""
    row = unit.sessions.find_row(id)
    if row is None or row.account != by.id:
        raise no.NoSuchSession
    return row


def why_shut(seat: Seat, key: Key) -> str:
    """Return why a key does not open its page now, or nothing: in a word, as its page hears it (docs/protocol.md)."""
    if seat.removed:
        return "removed"
    if seat.face is not key.face:
        return "leads" if seat.leads else "table"
    return "rests" if key.rests else ""


def planned_for(when: Appointment | None) -> datetime | None:
    """Return the moment that a session stands in a list under: when it begins, or else ends, or None."""
    return (when.begins_at or when.ends_at) if when else None


def with_or_without_name(state: Deliberation, ask: Ask) -> c.Command:
    """Return what is asked; where names are left out, as something for the box. Raises NamesChanged."""
    if isinstance(ask.command, c.TakeOut):
        return c.TakeOut(step=ask.command.step, edit=hash_of(ask.command.edit))
    if not isinstance(ask.command, c.Contribute):
        return ask.command
    step, what = ask.command.step, ask.command.what
    plan, here = state.method.plan(step), state.steps.get(step)
    unnamed = bool(plan and here and goes_in_box(plan, here, what))
    if ask.command.seat or (here and here.revealed and not ask.unnamed):
        return ask.command
    if unnamed != ask.unnamed:
        raise no.NamesChanged
    if not unnamed:
        return ask.command
    return c.PutIn(step=step, what=what, key=hash_of(ask.op), edit=hash_of(ask.edit) if ask.edit else "")


def extras(methods: Mapping[str, Method]) -> tuple[Extra, ...]:
    """Return what one more step can be like, each kind once."""
    found: dict[str, Extra] = {}
    for method in methods.values():
        for plan in method.steps:
            if plan.activity in INSERTABLE and plan.visibility == "live":
                found.setdefault(plan.title.nl, Extra(like=f"{method.id}/{plan.id}", title=plan.title))
    return tuple(found.values())


def typed_code(code: str) -> str:
    """Return a code as it is kept, from how somebody typed it: in any case, with or without a space."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def in_two_groups(code: str) -> str:
    """Return a join code as people read it."""
    return f"{code[:4]} {code[4:]}".strip()
