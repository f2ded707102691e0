"""Use cases of how a device gets to a seat that has one already: a second one for who leads, the screen, coming back.

A pass lets one device in, once and within minutes. Looking at it does nothing, so that no preview of a link uses it up.
A key that a laptop rests opens nothing until somebody asks for it on that laptop: it is the screen, and everybody sees
it. What a sign-in made ends with it, passes too.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.own_words import OwnStep, own_words
from beraad.deliberation.seats import Face, Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from beraad.refusal import Refusal
from beraad.services.ports import Store, Throttle
from beraad.services.reports import FOLD_AFTER
from beraad.services.session_rows import Key, RoomUnit
from beraad.services.sessions import CODE_SIGNS, Sessions, in_two_groups, typed_code, why_shut
from beraad.services.tokens import derived, hash_of

PASS_LASTS = timedelta(minutes=10)


class PassOver(Refusal):
    """No pass behind this link or code: ten minutes have passed, there is a newer one, or there never was one."""

    code, status = "pass-over", 404


class PassTaken(Refusal):
    """Another device was first."""

    code, status = "pass-taken", 409


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """Lets one more device lead from a seat. Stored are hashes: of the link, and, with the server's key, of the code.

    sign_in: the one that the key it was asked with came from; what it makes ends with that as well.
    """

    hash: str
    code: str
    session: SessionId
    seat: SeatId
    sign_in: str | None
    due: datetime
    taken: bool = False


class Pairing(msgspec.Struct, frozen=True, kw_only=True):
    """A pass, to the device that asked for it. code: as people read it. others: more devices lead from this seat.

    rests: the device that asked is the screen by now.
    """

    state: Literal["open", "taken", "over"]
    token: str
    code: str
    due: datetime | None
    others: bool
    rests: bool


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """What a seat wrote, and its link. words: whether that may go to the bank. until: when it goes, once closed.

    open: one can still say so of each sentence.
    """

    seat: Seat
    steps: tuple[OwnStep, ...]
    words: bool | None
    until: datetime | None
    token: str
    practice: bool
    open: bool


class BackTo(msgspec.Struct, frozen=True, kw_only=True):
    """What is behind the link of a seat: the seat; only the report, until its day; or nothing any more."""

    state: Literal["seat", "report", "nothing"]
    until: datetime | None = None


class KeyTable(Protocol):
    """Passes and keys within a unit of work; storage/room/keys.py says what each does."""

    def add_pass(self, new: Pass) -> None: ...
    def find_pass(self, hashed: str) -> Pass | None: ...
    def take_pass(self, hashed: str, at: datetime) -> bool: ...
    def end_open_passes(self, id: SessionId, seat: SeatId) -> None: ...
    def end_passes(self, until: datetime) -> None: ...
    def set_rest(self, hashed: str, rests: bool) -> None: ...
    def end_key(self, hashed: str) -> None: ...
    def keys_of(self, id: SessionId, seat: SeatId, face: Face) -> tuple[str, ...]: ...


class KeyUnit(RoomUnit, Protocol):
    @property
    def keys(self) -> KeyTable: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Use cases of keys, on those of sessions."""

    room: Store[KeyUnit]
    sessions: Sessions
    throttle: Throttle

    def ask_pass(self, id: SessionId, secret: str, op: str) -> str:
        """Make a pass for who leads; return its name. The same `op` gives the same one; a new one ends the last."""
        key = self._lead(id, secret)
        name = derived(self.sessions.secret, "pass-name", key.hash, op)[:16]
        token = self._token(key, name)
        new = Pass(
            hash=hash_of(token),
            code=self._code_hash(self._code(token)),
            session=id,
            seat=key.seat,
            sign_in=key.sign_in,
            due=self.sessions.now() + PASS_LASTS,
        )

        def write(unit: KeyUnit) -> None:
            if unit.keys.find_pass(new.hash) is None:
                unit.keys.add_pass(new)

        self.room.writer.run(write)
        self._still_stands(key.sign_in)
        return name

    def pairing(self, id: SessionId, secret: str, name: str) -> Pairing:
        """Return the pass of that name to who asked for it. It stands nowhere: it is made again from the name."""
        key = self._lead(id, secret)
        token = self._token(key, name)

        def look(unit: KeyUnit) -> tuple[Pass | None, bool]:
            others = len(unit.keys.keys_of(id, key.seat, Face.LEAD)) > 1
            return unit.keys.find_pass(hash_of(token)), others

        found, others = self.room.read(look)
        if found is None or (found.due <= self.sessions.now() and not found.taken):
            return Pairing(state="over", token="", code="", due=None, others=others, rests=key.rests)
        state: Literal["open", "taken"] = "taken" if found.taken else "open"
        code = in_two_groups(self._code(token))
        return Pairing(state=state, token=token, code=code, due=found.due, others=others, rests=key.rests)

    def behind_code(self, code: str) -> str:
        """Return what names the pass of a code, as somebody typed it."""
        return self._code_hash(typed_code(code))

    def behind_link(self, token: str) -> str:
        """Return what names the pass of a link."""
        return hash_of(token)

    def check_pass(self, hashed: str) -> None:
        """Raise PassOver or PassTaken unless this pass is good. Unknown ones share one budget; a good one has none."""
        self._good(self.room.read(lambda unit: unit.keys.find_pass(hashed)))

    def take_pass(self, hashed: str) -> tuple[SessionId, str]:
        """Let a device lead; return the session and the secret of its key. Raises PassOver or PassTaken."""
        self.check_pass(hashed)
        secret = self.sessions.new_id()

        def write(unit: KeyUnit) -> Key | None:
            found = unit.keys.find_pass(hashed)
            if found is None:
                return None
            seat = unit.sessions.hold(found.session).seats[found.seat]
            if not seat.leads or seat.removed or not unit.keys.take_pass(found.hash, self.sessions.now()):
                return None
            made = Key(hash=hash_of(secret), session=found.session, seat=seat.id, face=Face.LEAD, sign_in=found.sign_in)
            unit.sessions.add_key(made)
            return made

        made = self.room.writer.run(write)
        if made is None:  # somebody was first, or it ended meanwhile
            self.check_pass(hashed)
            raise PassOver
        if self.sessions.end_if_signed_out(made.sign_in):
            raise PassOver
        return made.session, secret

    def screen(self, id: SessionId, secret: str, instead: bool) -> str:
        """Give the browser of who leads a key to the screen. instead: it is the screen now, and its own key rests."""
        key = self._lead(id, secret)
        made = self.sessions.new_id()

        def write(unit: KeyUnit) -> Deliberation:
            if instead:
                unit.keys.set_rest(key.hash, True)
            return self.sessions.give_key(unit, id, Face.SCREEN, made, key.sign_in)

        self.sessions.tell.announce(self.room.writer.run(write))
        if instead:
            self.sessions.tell.keys_gone(id, frozenset({key.hash}), "rests")
        self._still_stands(key.sign_in)
        return made

    def lead_again(self, id: SessionId, secret: str) -> None:
        """Have a key that rests open the page that leads again."""
        key = self._lead(id, secret)
        self.room.writer.run(lambda unit: unit.keys.set_rest(key.hash, False))

    def end_others(self, id: SessionId, secret: str) -> None:
        """Let this device lead and no other of this seat, and take back a pass that nobody took."""
        key = self._lead(id, secret)

        def write(unit: KeyUnit) -> frozenset[str]:
            unit.sessions.hold(id)
            others = frozenset(unit.keys.keys_of(id, key.seat, Face.LEAD)) - {key.hash}
            unit.keys.end_open_passes(id, key.seat)
            unit.keys.set_rest(key.hash, False)
            for hashed in others:
                unit.keys.end_key(hashed)
            return others

        self.sessions.tell.keys_gone(id, self.room.writer.run(write), "ended")

    def ended(self, id: SessionId, held: frozenset[Key]) -> tuple[Deliberation | None, dict[str, str]]:
        """Return the newest state of a session, none if its log has gone, and which keys open nothing any more.

        These by their hash, each with why: what its page does then (docs/protocol.md).
        """

        def look(unit: KeyUnit) -> tuple[Deliberation | None, tuple[Key, ...]]:
            try:
                return unit.sessions.load(id), unit.sessions.keys(id)
            except (no.NoSuchSession, no.SessionEnded):
                return None, ()

        state, keys = self.room.read(look)
        if state is None:
            return None, {key.hash: "removed" for key in held}
        stored = {key.hash: key for key in keys}
        return state, {key.hash: why for key in held if (why := self._why(key, stored.get(key.hash), state))}

    def _why(self, key: Key, now: Key | None, state: Deliberation) -> str:
        """Why a key does not open any more what it opened, or nothing; now: as it is stored, if it is."""
        if now and now.seat != key.seat:
            return "moved"
        if (why := why_shut(state.seats[key.seat], now or key)) or now:
            return why
        return "signed-out" if key.sign_in and not self.sessions.stands(key.sign_in) else "ended"

    def to_desk(self, id: SessionId, secret: str) -> str:
        """Give a guest who leads now a key to the page that leads; return its secret, or nothing for who does not."""
        _, seat, _ = self.sessions.seat_behind(id, Face.IN, secret, anyhow=True)
        made = self.sessions.new_id()

        def write(unit: KeyUnit) -> bool:
            if leads := unit.sessions.hold(id).seats[seat.id].leads:
                unit.sessions.add_key(Key(hash=hash_of(made), session=id, seat=seat.id, face=Face.LEAD))
            return leads

        return made if self.room.writer.run(write) else ""

    def own(self, id: SessionId, secret: str) -> Own:
        """Return what a seat at the table wrote, and the link by which the same person comes back to it.

        The link is made again each time and stands nowhere. Raises NoSuchSession, SeatGone or SessionEnded.
        """
        state, seat, _ = self.sessions.seat_behind(id, Face.IN, secret, anyhow=True)
        row = self.sessions.row(id)
        return Own(
            seat=seat,
            steps=own_words(visible(state, seat.id), seat),
            words=state.words_shared.get(seat.id),
            until=row.closed + FOLD_AFTER if row.closed else None,
            token=self._own_token(id, seat.id),
            practice=state.practice,
            open=state.stage is Stage.RUNNING,
        )

    def behind_own_link(self, id: SessionId, seat: SeatId, token: str) -> BackTo:
        """Return what there is to come back to. Raises NoSuchSession for a link that never was, or SeatGone."""
        self._check_own(id, seat, token)

        def look(unit: KeyUnit) -> BackTo:
            row = unit.sessions.find_row(id)
            if row is None:
                return BackTo(state="nothing")
            if row.stage is Stage.FOLDED:
                return BackTo(state="report", until=row.closed)
            if unit.sessions.load(id).seats[seat].removed:
                raise no.SeatGone
            return BackTo(state="seat")

        return self.room.read(look)

    def come_back(self, id: SessionId, seat: SeatId, token: str) -> str:
        """Give this browser a key to the own seat; return its secret, the same for every browser that comes back.

        Raises NoSuchSession, SeatGone, or SessionEnded once the log has folded.
        """
        self._check_own(id, seat, token)
        secret = derived(self.sessions.secret, "own-key", id, seat)

        def write(unit: KeyUnit) -> None:
            if unit.sessions.hold(id).seats[seat].removed:
                raise no.SeatGone
            if unit.sessions.find_key(hash_of(secret)) is None:
                unit.sessions.add_key(Key(hash=hash_of(secret), session=id, seat=seat, face=Face.IN))

        self.room.writer.run(write)
        return secret

    def _check_own(self, id: SessionId, seat: SeatId, token: str) -> None:
        if not hmac.compare_digest(self._own_token(id, seat).encode(), token.encode()):
            raise no.NoSuchSession

    def _own_token(self, id: SessionId, seat: SeatId) -> str:
        return derived(self.sessions.secret, "own-seat", id, seat)[:32]

    def end_passes(self) -> None:
        """Take away what nobody can use any more."""
        self.room.writer.run(lambda unit: unit.keys.end_passes(self.sessions.now()))

    def _lead(self, id: SessionId, secret: str) -> Key:
        """Return the key of who leads, also one that rests. Raises NoSuchSession or SeatGone."""
        return self.sessions.seat_behind(id, Face.LEAD, secret, anyhow=True)[2]

    def _good(self, found: Pass | None) -> None:
        if found is None:
            self.throttle.hit("unknown-pass")
            raise PassOver
        if found.taken:
            raise PassTaken
        if found.due <= self.sessions.now():
            raise PassOver

    def _still_stands(self, sign_in: str | None) -> None:
        """Raise NoSuchSession if the sign-in ended while something was made with it; then that ends as well."""
        if self.sessions.end_if_signed_out(sign_in):
            raise no.NoSuchSession

    def _token(self, key: Key, name: str) -> str:
        return derived(self.sessions.secret, "pass", key.hash, name)[:32]

    def _code(self, token: str) -> str:
        number = int(derived(self.sessions.secret, "pass-code", token), 16)
        signs = []
        for _ in range(8):
            number, sign = divmod(number, len(CODE_SIGNS))
            signs.append(CODE_SIGNS[sign])
        return "".join(signs)

    def _code_hash(self, code: str) -> str:
        return derived(self.sessions.secret, "pass-code-hash", code)
