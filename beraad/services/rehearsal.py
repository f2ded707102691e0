"""Use cases of a rehearsal: a copy of a prepared beraad with dummies at the table, which is thrown away.

What the dummies do goes through `Sessions.submit` like what people do, one thing at a time, so they can do nothing that
people cannot. What is left for them to do stands in the jobs: after a restart they go on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from beraad.accounts.account import Account
from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import goes_in_box
from beraad.deliberation.decide import decide
from beraad.deliberation.decide.seats import join
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.intake import NOTHING
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from beraad.refusal import Refusal
from beraad.rehearsal.answers import DUMMIES, Move, moves, places
from beraad.rehearsal.words import WORDS
from beraad.services.reports import Reports
from beraad.services.session_rows import RoomUnit, SessionRow
from beraad.services.sessions import DUMMIES_ACT, Ask, Sessions
from beraad.services.tokens import derived

MOST_REHEARSALS = 5
"""Of one account, at a time."""


class NoSuchRehearsal(Refusal):
    """There is no such rehearsal, it was thrown away, or it is somebody else's."""

    code, status = "no-such-rehearsal", 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsals:
    """Use cases of rehearsals, on those of sessions and reports."""

    sessions: Sessions
    reports: Reports

    def begin(self, by: Account, id: SessionId, language: str, op: str) -> SessionId:
        """Begin a rehearsal of a session that somebody prepared; the same `op` again gives the same rehearsal.

        language: in which the dummies speak. Raises NoSuchSession, NotNow once its door was open, or TooMany.
        """
        own = SessionId(derived(self.sessions.secret, "rehearsal", by.id, id, op)[:24])

        def write(unit: RoomUnit) -> None:
            if unit.sessions.find_row(own):
                return
            row = unit.sessions.find_row(id)
            if row is None or row.account != by.id or row.practice:
                raise no.NoSuchSession
            if row.stage is not Stage.PLANNED:
                raise no.NotNow(stage=row.stage.value)
            if sum(one.rehearses is not None for one in unit.sessions.of_account(by.id)) >= MOST_REHEARSALS:
                raise no.TooMany(most=MOST_REHEARSALS)
            self._copy(unit, row, own, language)

        self.sessions.room.writer.run(write)
        return own

    def _copy(self, unit: RoomUnit, row: SessionRow, own: SessionId, language: str) -> None:
        """Copy what was prepared last, without what was told of it; then open the door, and let the dummies in."""
        told = unit.sessions.told(row.id)
        last = max(at for at, event in enumerate(told) if isinstance(event, e.SessionPlanned))
        planned, more = told[last], told[last + 1 :]
        assert isinstance(planned, e.SessionPlanned)
        changes: dict[str, object] = {"practice": True, "rehearsal": language if language in WORDS else "nl"}
        changes |= {"intake": NOTHING, "coming": ()}
        copy = msgspec.structs.replace(
            row,
            id=own,
            code=self.sessions.free_code(unit),
            planned_for=None,
            practice=True,
            created=self.sessions.now(),
            rehearses=row.id,
        )
        unit.sessions.add(copy, msgspec.structs.replace(planned, **changes), "")
        leader, at = planned.leader.id, self.sessions.now()
        state = unit.sessions.append(unit.sessions.hold(own), (*more, e.DoorOpened()), leader, at)
        words, place = WORDS[state.rehearsal], places(state.chairs)
        for number, seat in self._dummies(own).items():
            came = join(state, seat, words.name.replace("{n}", str(number)), place.get(number, ""))
            state = unit.sessions.append(state, came, seat, at)
        presents, types, *_ = self._dummies(own).values()
        for task in (c.NamePresenter(seat=presents), c.NameTypist(seat=types)):
            named = decide(state, task, state.seats[leader], at, self.sessions.new_id)
            state = unit.sessions.append(state, named, leader, at)

    def throw_away(self, by: Account, id: SessionId) -> None:
        """Take away a rehearsal and everything of it, from the files as well. Raises NoSuchRehearsal."""
        row = self.sessions.room.read(lambda unit: unit.sessions.find_row(id))
        if row is None or row.account != by.id or row.rehearses is None:
            raise NoSuchRehearsal
        self.reports.purge(row)

    def do_what_is_due(self) -> None:
        """Let dummies do the next thing, wherever it is their turn."""
        sessions = self.sessions
        for job in sessions.room.read(lambda unit: unit.sessions.due_jobs(sessions.now())):
            if job.kind == DUMMIES_ACT:
                self.act(SessionId(job.subject))

    def act(self, id: SessionId) -> bool:
        """Let one dummy do one thing; return whether there was anything to do. After it the next is due a little later.

        What is refused is left: somebody was first, or it is not the moment any more.
        """
        sessions = self.sessions

        def look(unit: RoomUnit) -> tuple[Deliberation, tuple[Ask, ...]]:
            state = unit.sessions.load(id)
            asks = tuple(ask for ask in self._wanted(state) if not unit.sessions.find_given(id, ask.seat, ask.op))
            return state, asks

        try:
            state, asks = sessions.room.read(look)
        except Refusal:  # its log has gone, and its jobs go with it
            return False
        for ask in asks:
            try:
                sessions.submit(id, ask)
            except Refusal:
                continue
            return True

        def rest(unit: RoomUnit) -> None:
            if unit.sessions.hold(id).stamp == state.stamp:  # else something has happened since
                unit.sessions.drop_job(DUMMIES_ACT, id)

        sessions.room.writer.run(rest)
        return False

    def _wanted(self, state: Deliberation) -> Iterator[Ask]:
        """What the dummies would do now: of each the first thing, then of each the second. The turn goes round."""
        dummies = [(number, seat) for number, seat in self._dummies(state.id).items() if seat in state.seats]
        turn = state.number % len(dummies) if dummies else 0
        waiting = [
            (seat, moves(visible(state, seat), state.seats[seat], number, WORDS[state.rehearsal]))
            for number, seat in dummies[turn:] + dummies[:turn]
        ]
        while waiting:
            left = []
            for seat, rest in waiting:
                if move := next(rest, None):
                    yield self._ask(state, seat, move)
                    left.append((seat, rest))
            waiting = left

    def _ask(self, state: Deliberation, seat: SeatId, move: Move) -> Ask:
        step = state.step or ""
        op = derived(self.sessions.secret, "dummy", state.id, seat, step, move.name)[:32]
        unnamed = False
        if isinstance(move.command, c.Contribute) and state.plan:
            unnamed = goes_in_box(state.plan, state.steps[state.plan.id], move.command.what)
        return Ask(seat=seat, op=op, command=move.command, unnamed=unnamed)

    def _dummies(self, id: SessionId) -> dict[int, SeatId]:
        """The seats of the dummies, by number: nothing is stored that tells them from people."""
        return {number: SeatId(derived(self.sessions.secret, "dummy", id, str(number))[:16]) for number in DUMMIES}
