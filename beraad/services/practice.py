"""Use cases of practice: a class weighs a public case, without an account, and lays its own beside it when it is done.

Who starts a class holds its secret; everything else is derived from that, so nothing is kept that opens it. Its groups
are ordinary sessions, but nobody brings the case in, nothing goes to the bank, and they are gone within a day.
"""

import hmac
import re
from dataclasses import dataclass

import msgspec

from beraad.casebank.case import Case
from beraad.casebank.circles import NoSuchCase
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.plan_session import MOST_CHAIRS, Preparation, plan_session
from beraad.deliberation.seats import Face, Role, Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.words import LINE, NAME
from beraad.refusal import Refusal
from beraad.services.casebank import CaseBank
from beraad.services.ports import Throttle
from beraad.services.reports import Opened, ReportNotYet, Reports
from beraad.services.session_rows import Key, RoomUnit, SessionRow
from beraad.services.sessions import Sessions, in_two_groups
from beraad.services.tokens import derived, hash_of

MOST_GROUPS = 20
METHOD = "kort_beraad"
CHILD = re.compile(r"\b(kind|kinderen|jongere|jeugdige|child|young person)\b", re.IGNORECASE)
MARKS = re.compile(r"(?m)^\s*(?:[-+*]|\d+[.)]|#{1,6}|>)\s+|\*+|`+|(?<!\w)_+|_+(?!\w)")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


class NoSuchPractice(Refusal):
    """There is no such class or link, it has gone, or it is somebody else's."""

    code, status = "no-such-practice", 404


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One group of a class. code: as people read it, empty when closed; secret: in the link for who leads."""

    number: int
    session: SessionId
    code: str
    secret: str
    closed: bool


class Class(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever started a class sees. id: names it in its address, and opens nothing."""

    id: str
    case_id: str
    title: str
    groups: tuple[Group, ...]

    @property
    def next(self) -> int | None:
        """The number of one more group, or None when there are enough."""
        number = self.groups[-1].number + 1
        return number if number <= MOST_GROUPS else None


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What a group found, and the case it weighed; None when that is no longer in the bank for everybody."""

    opened: Opened
    case: Case | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Use cases of practice, on those of sessions, reports and cases."""

    sessions: Sessions
    reports: Reports
    casebank: CaseBank
    throttle: Throttle
    open: bool
    """Whether somebody without an account may start one; what was started goes on."""

    def start(self, case_id: str, op: str, address: str) -> tuple[str, Group]:
        """Start a class with its first group; return its secret. The same `op` gives the same class.

        address: of who asks, to be counted. Raises NoSuchCase for a case that is not for everybody, also to those who
        may read it; NoSuchPractice where practice is off; TooOften.
        """
        case = self._case(case_id)
        secret = derived(self.sessions.secret, "practice", "class", case_id, op)
        return secret, self._begin(secret, case, 1, address)

    def add_group(self, id: str, secret: str, number: int, address: str) -> Group:
        """Start one more group of a class; a number that is there already gives that group.

        Raises NoSuchPractice, NoSuchCase, TooMany or TooOften.
        """
        found = self.see(id, secret)
        if not 1 <= number <= MOST_GROUPS:
            raise no.TooMany(most=MOST_GROUPS)
        return self._begin(secret, self._case(found.case_id), number, address)

    def see(self, id: str, secret: str) -> Class:
        """Return a class with its groups to whoever holds its secret. Raises NoSuchPractice, also when all is gone."""
        if not hmac.compare_digest(class_id(secret).encode(), id.encode()):
            raise NoSuchPractice

        def look(unit: RoomUnit) -> Class:
            rows = [(n, unit.sessions.find_row(self._session(secret, n))) for n in range(1, MOST_GROUPS + 1)]
            there = [(number, row) for number, row in rows if row]
            if not there:
                raise NoSuchPractice
            title = next((unit.sessions.load(row.id).title for _, row in there if row.stage is not Stage.FOLDED), "")
            groups = tuple(self._group(secret, number, row) for number, row in there)
            return Class(id=id, case_id=there[0][1].case_id or "", title=title, groups=groups)

        return self.sessions.room.read(look)

    def behind_link(self, secret: str) -> SessionId:
        """Return the session whose lead a link opens. Unknown links share one budget.

        Raises NoSuchPractice or TooOften.
        """

        def look(unit: RoomUnit) -> SessionId | None:
            key = unit.sessions.find_key(hash_of(secret))
            row = unit.sessions.find_row(key.session) if key and key.face is Face.LEAD else None
            return row.id if row and row.practice and not row.rehearses else None

        id = self.sessions.room.read(look)
        if id is None:
            self.throttle.hit("practice-link")
            raise NoSuchPractice
        return id

    def beside(self, id: SessionId, face: Face, secret: str) -> Beside:
        """Return what a group found beside its case, to the holder of a seat's key.

        Nothing of the case's outcome before the group has closed. Raises NoSuchSession or ReportNotYet.
        """
        row, _ = self.reports.seat_of(id, face, secret)
        if not row.practice or row.rehearses:
            raise no.NoSuchSession
        opened = self.reports.open(id, face, secret)
        if not isinstance(opened, Opened):
            raise ReportNotYet
        try:
            case = self.casebank.get(row.case_id or "", None)
        except NoSuchCase:
            case = None
        return Beside(opened=opened, case=case)

    def _case(self, id: str) -> Case:
        if not self.open:
            raise NoSuchPractice
        return self.casebank.get(id, None)

    def _begin(self, secret: str, case: Case, number: int, address: str) -> Group:
        """Return a group, begun if it was not there: its door is open at once, so that the code works."""
        sessions = self.sessions
        id, lead = self._session(secret, number), self._lead(secret, number)
        if sessions.room.read(lambda unit: unit.sessions.find_row(id)) is None:
            self.throttle.hit("practice", address)
            self.throttle.hit("practice-everywhere")

        def write(unit: RoomUnit) -> SessionRow:
            if earlier := unit.sessions.find_row(id):
                return earlier
            leader = Seat(id=SeatId(sessions.new_id()), name="", role=Role.FACILITATOR)
            form = preparation_of(case)
            planned, more = plan_session(sessions.methods[METHOD], form, leader, None, True, sessions.new_id)
            row = SessionRow(
                id=id,
                code=sessions.free_code(unit),
                organisation=None,
                team=None,
                account=None,
                stage=Stage.PLANNED,
                planned_for=None,
                practice=True,
                closed=None,
                created=sessions.now(),
                case_id=case.id,
            )
            unit.sessions.add(row, planned, "")
            unit.sessions.append(unit.sessions.hold(id), (*more, e.DoorOpened()), leader.id, sessions.now())
            unit.sessions.add_key(Key(hash=hash_of(lead), session=id, seat=leader.id, face=Face.LEAD))
            return row

        return self._group(secret, number, sessions.room.writer.run(write))

    def _group(self, secret: str, number: int, row: SessionRow) -> Group:
        return Group(
            number=number,
            session=row.id,
            code=in_two_groups(row.code or ""),
            secret=self._lead(secret, number),
            closed=row.closed is not None,
        )

    def _session(self, secret: str, number: int) -> SessionId:
        return SessionId(derived(self.sessions.secret, "practice", "group", secret, str(number))[:24])

    def _lead(self, secret: str, number: int) -> str:
        return derived(self.sessions.secret, "practice", "lead", secret, str(number))


def class_id(secret: str) -> str:
    """Return the name of a class, which its secret shows to be one's own."""
    return hash_of(secret)[:24]


def preparation_of(case: Case) -> Preparation:
    """Return a case as the form *Nieuw beraad* filled in: its dilemma, and a chair for each perspective.

    The child's own chair stands there anyway, so a perspective that is the child gets no second one.
    """
    seen = (one_line(voice.perspective, NAME) for voice in case.voices)
    chairs = dict.fromkeys(name[:1].upper() + name[1:] for name in seen if name and not CHILD.search(name))
    return Preparation(
        title=one_line(case.title, LINE),
        a=one_line(case.dilemma.a, LINE),
        b=one_line(case.dilemma.b, LINE),
        harm_a=one_line(case.dilemma.harm_a or "", LINE),
        harm_b=one_line(case.dilemma.harm_b or "", LINE),
        chairs=tuple(chairs)[: MOST_CHAIRS - 1] or (("kind",) if case.voices else ()),
    )


def one_line(text: str, most: int) -> str:
    """Return Markdown as one plain line of at most `most` characters; what does not fit ends in …"""
    plain = " ".join(MARKS.sub("", LINK.sub(r"\1", text)).split())
    if len(plain) <= most:
        return plain
    cut = plain[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"
