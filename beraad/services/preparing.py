"""Use cases of what was prepared: reading it, changing it until the door opens, and beginning the next one like it.

Only the account that prepared a session may: what was told beforehand is on no face of the session.
"""

from dataclasses import dataclass

import msgspec

from beraad.accounts.account import Account
from beraad.anonymise.detect import detect
from beraad.anonymise.findings import Strength, roster_of
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.ids import SessionId
from beraad.deliberation.plan_session import Appointment, Preparation, like, prepared, replan_session
from beraad.deliberation.seats import Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation
from beraad.services.ports import Store
from beraad.services.session_rows import Given, RoomUnit, SessionRow
from beraad.services.sessions import Sessions, own_row, planned_for
from beraad.services.tokens import derived


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """What stands prepared. method: its id. mark: of exactly this; a change says with it what it was made from."""

    row: SessionRow
    method: str
    form: Preparation
    when: Appointment
    roster: str
    mark: str
    leader: Seat


class Like(msgspec.Struct, frozen=True, kw_only=True):
    """What the next session takes over from the last one."""

    method: str
    form: Preparation
    place: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What shall stand there instead. mark: of what the form showed. op: random, made by the client."""

    method: str
    form: Preparation
    when: Appointment
    roster: str
    mark: str
    op: str


def recognisable(form: Preparation, roster: str) -> tuple[str, ...]:
    """Return the words, each once, that tell who it is about in what everybody will see: title, dilemma and chairs."""
    known = roster_of(roster)
    seen = (form.title, form.a, form.harm_a, form.b, form.harm_b, *form.chairs)
    found = (one for text in seen for one in detect(text, known))
    return tuple(dict.fromkeys(one.text for one in found if one.tier == "direct" and one.strength != Strength.LOOK))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing:
    """Use cases of what was prepared, on those of sessions."""

    sessions: Sessions

    def see(self, by: Account, id: SessionId) -> tuple[Prepared, Deliberation]:
        """Return what stands prepared, and the state of it. Raises NoSuchSession or SessionEnded."""
        return self._room.read(lambda unit: self._see(unit, by, id))

    def change(self, by: Account, id: SessionId, change: Change) -> None:
        """Prepare a session anew. The words of before are in no stored event any more.

        Raises PreparedForGood once the door was opened, PreparedElsewhere for a form that shows what no longer stands,
        and what `prepare` raises.
        """
        sessions = self.sessions
        if change.method not in sessions.methods:
            raise no.NoSuchMethod(field="length")
        body = derived(sessions.secret, change)

        def write(unit: RoomUnit) -> tuple[Deliberation, tuple[e.Event, ...]]:
            state = unit.sessions.hold(id)
            before, _ = self._see(unit, by, id)
            if earlier := unit.sessions.find_given(id, before.leader.id, change.op):
                if not earlier.is_of(body):
                    raise no.OpUsedTwice
                return state, ()
            method = sessions.methods[change.method]
            happened = replan_session(state, method, change.form, change.when, sessions.new_id)
            if change.mark != before.mark:
                raise no.PreparedElsewhere
            state = unit.sessions.append(state, happened, before.leader.id, sessions.now())
            unit.sessions.replan(id, planned_for(change.when), change.roster)
            unit.sessions.add_given(id, before.leader.id, change.op, Given(body_hash=body, stamp=state.stamp))
            return state, happened

        state, happened = self._room.writer.run(write)
        if happened:
            sessions.tell.announce(state)
            sessions.wipe(False)

    def last(self, by: Account) -> Like | None:
        """Return what the newest session of an account offers to the next, or None: none of its logs is there."""

        def look(unit: RoomUnit) -> Like | None:
            rows = unit.sessions.of_account(by.id)
            row = next((row for row in rows if row.stage is not Stage.FOLDED and not row.practice), None)
            if row is None:
                return None
            state = unit.sessions.load(row.id)
            return Like(method=state.method.id, form=like(state), place=state.place)

        return self._room.read(look)

    @property
    def _room(self) -> Store[RoomUnit]:
        return self.sessions.room

    def _see(self, unit: RoomUnit, by: Account, id: SessionId) -> tuple[Prepared, Deliberation]:
        row = own_row(unit, by, id)
        state = unit.sessions.load(id)
        form, roster = prepared(state), unit.sessions.roster(id)
        when = Appointment(begins_at=state.begins_at, ends_at=state.ends_at, place=state.place)
        found = Prepared(
            row=row,
            method=state.method.id,
            form=form,
            when=when,
            roster=roster,
            mark=derived(self.sessions.secret, "prepared", state.method.id, form, when, roster)[:16],
            leader=state.seats[state.leading],
        )
        return found, state
