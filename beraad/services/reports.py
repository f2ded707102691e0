"""Use cases of what a session leaves behind: its report, the fold of its log, and the day on which all of it goes.

While people talk the report tells what stands for everybody so far. It is made of what `visible` lets everybody see, so
nothing in it is unrevealed.
A session that was closed still has its log, and the report is made from that. Within a day the log folds: one row with
the same report takes its place. Some time later that row goes too, and with it everything of the session.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

import msgspec

from beraad.accounts.account import Account
from beraad.deliberation import refusals as no
from beraad.deliberation.blocks import AnyBlock
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.material import Material, Report, fold, report
from beraad.deliberation.method import Text
from beraad.deliberation.seats import Face, Role
from beraad.deliberation.stages import OPEN, Stage
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from beraad.refusal import Refusal
from beraad.services.ports import Now, Store
from beraad.services.session_rows import Key, RoomUnit, SessionRow
from beraad.services.sessions import CLOSE_AFTER, PURGE_PLANNED_AFTER
from beraad.services.tokens import hash_of

FOLD_AFTER = timedelta(hours=23)
"""So that it is done within a day, whenever the job that does it comes by."""

PRACTICE_STAYS = timedelta(hours=24)
REVIEW_STAYS = timedelta(days=60)
"""How long a session stays at most when its case is still being read, counted from its closing."""
STAYS_AT_MOST = CLOSE_AFTER + timedelta(days=90)
"""Counted from the last thing that happened in a session: when it is gone from every store and backup by itself, for
it closes after a week, and nobody can set a report to stay longer than 90 days."""


class ReportNotYet(Refusal):
    """The report comes when the session is closed."""

    code, status = "report-not-yet", 409


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A report with what stands around it. people: how many sat at the table. version: of this form in the store."""

    report: Report
    method: Text
    people: int
    version: int = 1

    @property
    def title(self) -> str:
        return self.report.title

    @property
    def blocks(self) -> tuple[AnyBlock, ...]:
        return self.report.blocks


class ScreensDown(Refusal):
    """Phones are face down: there is nothing to read now."""

    code, status = "screens-down", 409


class SoFar(msgspec.Struct, frozen=True, kw_only=True):
    """What stands for everybody while people still talk. at: when it was made."""

    sheet: Sheet
    at: datetime
    practice: bool
    rehearsal: bool = False


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet as the holder of a seat's key reads it. closed, until: when it was closed, and when it goes."""

    sheet: Sheet
    closed: datetime
    until: datetime
    practice: bool
    rehearsal: bool = False


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """How many sessions were folded and purged, and whether nothing of them is left in the files."""

    folded: int = 0
    purged: int = 0
    wiped: bool = True


class ReportTable(Protocol):
    """Reports within a unit of work; storage/room/reports.py says what each does."""

    def find(self, id: SessionId) -> Sheet | None: ...
    def put(self, id: SessionId, sheet: Sheet) -> None: ...
    def put_in_place_of_log(self, id: SessionId, sheet: Sheet, names: tuple[str, ...], at: datetime) -> None: ...
    def names(self, id: SessionId) -> tuple[str, ...]: ...
    def in_review(self, id: SessionId) -> bool: ...
    def purge(self, id: SessionId) -> None: ...


class ReportUnit(RoomUnit, Protocol):
    @property
    def reports(self) -> ReportTable: ...


class Ledger(Protocol):
    """What must stay gone, kept outside every backup."""

    def add(self, kind: str, id: str, until: date | None = None) -> None: ...


class SeatGone(Protocol):
    def __call__(self, session: SessionId, seat: SeatId) -> None: ...


class Wipe(Protocol):
    """Makes what was deleted unreadable in the files of the room; returns whether that is complete.

    needed: something was deleted just now. What could not be completed is tried again at the next call.
    """

    def __call__(self, needed: bool) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Use cases of reports, with what they need from outside."""

    room: Store[ReportUnit]
    now: Now
    stays: timedelta
    """How long a report stays after the session was closed."""
    ledger: Ledger
    seat_gone: SeatGone
    """Closes the sockets of a seat; its page then asks what is so."""
    wipe: Wipe

    def sheet(self, id: SessionId) -> Sheet:
        """Return the report, before and after the fold alike. Raises NoSuchSession or ReportNotYet."""
        return self.room.read(lambda unit: _sheet(unit, _row(unit, id)))

    def material(self, id: SessionId) -> Material:
        """Return what a case may be made of, before and after the fold alike. Raises NoSuchSession, ReportNotYet."""
        return self.sheet(id).report.material

    def names(self, id: SessionId) -> tuple[str, ...]:
        """Return what may not be recognisable in a case: the roster's lines and the names people came in with."""

        def look(unit: ReportUnit) -> tuple[str, ...]:
            row = _row(unit, id)
            here = () if row.stage is Stage.FOLDED else _names(unit.sessions.load(id))
            return _once(unit.reports.names(id) + here)

        return self.room.read(look)

    def seat_of(self, id: SessionId, face: Face, secret: str) -> tuple[SessionRow, Key]:
        """Return the session and the key that a secret opens, also when the log has gone. Raises NoSuchSession."""
        return self.room.read(lambda unit: _behind(unit, id, face, secret))

    def open(self, id: SessionId, face: Face, secret: str) -> Opened | SoFar:
        """Return the report to whoever holds a seat's key; while people talk what stands so far, but not on a screen.

        Raises NoSuchSession, ReportNotYet or ScreensDown.
        """

        def look(unit: ReportUnit) -> Opened | SoFar:
            row, _ = _behind(unit, id, face, secret)
            what = {"practice": row.practice, "rehearsal": bool(row.rehearses)}
            if row.stage in OPEN:
                return SoFar(sheet=_sheet_so_far(unit.sessions.load(id), face), at=self.now(), **what)
            sheet = _sheet(unit, row)
            assert row.closed is not None
            return Opened(sheet=sheet, closed=row.closed, until=self._until(unit, row), **what)

        return self.room.read(look)

    def names_of(self, id: SessionId, face: Face, secret: str) -> tuple[str, str]:
        """Return how somebody at the table is called, and who leads; empty once the log has gone, or for who leads."""
        row, key = self.seat_of(id, face, secret)
        if row.stage is Stage.FOLDED:
            return "", ""
        state = self.room.read(lambda unit: unit.sessions.load(id))
        return (state.seats[key.seat].name if face is Face.IN else ""), state.seats[state.leading].name

    def of(self, account: Account) -> tuple[tuple[SessionRow, Sheet], ...]:
        """Return the folded sessions that an account made, the newest first."""

        def look(unit: ReportUnit) -> tuple[tuple[SessionRow, Sheet], ...]:
            rows = unit.sessions.of_account(account.id)
            return tuple((row, _sheet(unit, row)) for row in rows if row.stage is Stage.FOLDED)

        return self.room.read(look)

    def tidy(self, purged_before: frozenset[str] = frozenset(), *, open_too: bool = False) -> Gone:
        """Fold and purge what is due. What a crash left is done the next time; a second time changes nothing.

        purged_before: sessions that may have come back with a backup; they go at once. open_too: also what stands open
        and would be gone by now, had a server closed it after a week.
        """
        folded = [row.id for row in self._due(self._folds) if self._fold(row.id)]
        gone = self._due(lambda unit, row: row.id in purged_before or self._goes(unit, row, open_too))
        for row in gone:
            self._purge(row)
        return Gone(folded=len(folded), purged=len(gone), wiped=self.wipe(bool(folded or gone)))

    def keep_tidy(self) -> None:
        """Fold and purge what is due, now and then."""
        self.tidy()

    def _due(self, when: Callable[[ReportUnit, SessionRow], bool]) -> tuple[SessionRow, ...]:
        every = tuple(Stage)
        return self.room.read(lambda unit: tuple(row for row in unit.sessions.in_stages(every) if when(unit, row)))

    def _folds(self, _unit: ReportUnit, row: SessionRow) -> bool:
        closed = row.closed if row.stage is Stage.CLOSED and not row.rehearses else None  # that goes whole, before
        return closed is not None and closed + FOLD_AFTER <= self.now()

    def _goes(self, unit: ReportUnit, row: SessionRow, open_too: bool) -> bool:
        if row.rehearses and self._is_past_rehearsing(unit, row.rehearses):
            return True
        return (open_too or row.practice or row.stage not in OPEN) and self._until(unit, row) <= self.now()

    def _is_past_rehearsing(self, unit: ReportUnit, prepared: SessionId) -> bool:
        """Whether the door of the real session has been open, or it has gone: then no rehearsal of it is needed."""
        row = unit.sessions.find_row(prepared)
        return row is None or row.stage is not Stage.PLANNED

    def _until(self, unit: ReportUnit, row: SessionRow) -> datetime:
        """When everything of a session goes."""
        if row.practice:
            return row.created + PRACTICE_STAYS
        if row.stage in OPEN:
            return unit.sessions.last_event(row.id) + CLOSE_AFTER + self.stays
        if row.closed is None:
            return (row.planned_for or row.created) + PURGE_PLANNED_AFTER
        return row.closed + (REVIEW_STAYS if unit.reports.in_review(row.id) else self.stays)

    def _fold(self, id: SessionId) -> bool:
        def write(unit: ReportUnit) -> tuple[bool, tuple[Key, ...]]:
            try:
                state = unit.sessions.hold(id)
            except (no.NoSuchSession, no.SessionEnded):  # another worker was first
                return False, ()
            if state.stage is not Stage.CLOSED:
                return False, ()
            unit.reports.put_in_place_of_log(id, sheet_of(state), _names(state), self.now())
            return True, unit.sessions.keys(id)

        done, keys = self.room.writer.run(write)
        self._tell(keys)
        return done

    def purge(self, row: SessionRow) -> None:
        """Take away a session and everything of it before its time, from the files as well."""
        self._purge(row)
        self.wipe(True)

    def _purge(self, row: SessionRow) -> None:
        # First: what is written here and still there is purged again, never forgotten.
        planned = (row.planned_for or row.created) + PURGE_PLANNED_AFTER
        self.ledger.add("session", row.id, until=(max(planned, self.now()) + STAYS_AT_MOST).date())

        def write(unit: ReportUnit) -> tuple[Key, ...]:
            keys = unit.sessions.keys(row.id)
            unit.reports.purge(row.id)
            return keys

        self._tell(self.room.writer.run(write))

    def _tell(self, keys: tuple[Key, ...]) -> None:
        for key in keys:
            self.seat_gone(key.session, key.seat)


def sheet_of(state: Deliberation) -> Sheet:
    """Return the report of a session as everyone at the table may see it."""
    report = msgspec.structs.replace(fold(state, visible(state)), title=_title(state))
    return Sheet(report=report, method=state.method.title, people=len(state.at_table))


def _sheet_so_far(state: Deliberation, face: Face) -> Sheet:
    """Return what stands so far to who leads and who takes part."""
    if face is Face.SCREEN or not any(here.visit for here in state.steps.values()):
        raise ReportNotYet
    if face is Face.IN and state.screens_down:
        raise ScreensDown
    return sheet_so_far(state)


def sheet_so_far(state: Deliberation) -> Sheet:
    """Return what everyone at the table may see now of the steps that were opened; nothing for a case."""
    seen = visible(state)
    opened = tuple(plan for plan in seen.method.steps if (here := seen.steps[plan.id]).visit or here.on_paper)
    seen = msgspec.structs.replace(seen, method=msgspec.structs.replace(seen.method, steps=opened))
    nothing = Material(title=state.title, method=state.method.id, minutes=state.method.presets[state.preset])
    so_far = Report(title=_title(state), blocks=report(seen), material=nothing)
    return Sheet(report=so_far, method=state.method.title, people=len(state.at_table))


def _title(state: Deliberation) -> str:
    """Return what a report is called; that of a rehearsal says so in every form, also when it is taken along."""
    rehearsal = {"nl": "Repetitie: ", "en": "Rehearsal: "}.get(state.rehearsal, "")
    return f"{rehearsal}{state.title}"


def _behind(unit: ReportUnit, id: SessionId, face: Face, secret: str) -> tuple[SessionRow, Key]:
    key = unit.sessions.find_key(hash_of(secret)) if secret else None
    if key is None or key.session != id or key.face is not face:
        raise no.NoSuchSession
    return _row(unit, id), key


def _row(unit: ReportUnit, id: SessionId) -> SessionRow:
    row = unit.sessions.find_row(id)
    if row is None:
        raise no.NoSuchSession
    return row


def _sheet(unit: ReportUnit, row: SessionRow) -> Sheet:
    if row.stage is Stage.CLOSED:
        return sheet_of(unit.sessions.load(row.id))
    if found := unit.reports.find(row.id):
        return found
    raise ReportNotYet


def _names(state: Deliberation) -> tuple[str, ...]:
    """Return what people called themselves; nothing of a practice, from which no case is made."""
    named = () if state.practice else state.seats.values()
    return tuple(seat.name for seat in named if seat.role is not Role.SCREEN)


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each name once, in order, without empty lines."""
    return tuple(dict.fromkeys(name for one in names if (name := one.strip())))
