"""What a session leaves behind, on both databases: the report, then nothing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.actions import Agree
from beraad.deliberation.activities.conclusion import ApproveDissent, AskAround, Conclude, LiveWith
from beraad.deliberation.activities.dilemma import Word
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import AddVoice, DropVoice
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.seats import Face
from beraad.deliberation.stages import Stage
from beraad.services.reports import ReportNotYet, Reports
from beraad.storage.ledger import Ledger, ledger_in
from beraad.storage.room.tables import drafts
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from beraad.storage.wipe import Wiper
from tests.deliberation.builders import ACTIONS, CONCLUSION, DILEMMA, NOON, VALUES, WEIGHING
from tests.storage.test_sessions import NOOR, Hands


class After(Hands):
    """A whole conversation of two, and what comes after it."""

    def __init__(self, room: Store[RoomUnit], ledger: Ledger) -> None:
        super().__init__(room)
        self.room = room
        self.ledger = ledger
        self.reports = Reports(
            room=room,
            now=lambda: self.at,
            stays=timedelta(days=14),
            ledger=ledger,
            seat_gone=self.told.seat_gone,
            wipe=Wiper(room),
        )
        _, self.secret = self.sessions.join(self.code, "Kanariezoe", "", "join-zoe")
        self.zoe = self.sessions.seat_behind(self.id, Face.IN, self.secret)[1].id
        self.ben = self.join("Kanarieben")

    def say(self, seat: SeatId, step: StepId, what: c.Command) -> None:
        self.do(seat, c.Contribute(step=step, what=what))

    def reveal(self, step: StepId) -> None:
        self.do(self.leader, c.AnnounceReveal(step=step))
        self.at += timedelta(seconds=3)
        self.sessions.do_what_is_due()

    def talk(self) -> None:
        """Everything that can be said, with canaries in what the report does not hold."""
        self.do(self.leader, c.OpenStep(step=DILEMMA))
        for wording, a in enumerate(("Kanarieversie", "Doorgaan")):
            self.say(self.leader, DILEMMA, Word(a=a, b="Opschalen", harm_a="rust", wording=wording))
        self.do(self.leader, c.OpenStep(step=VALUES))
        self.say(self.zoe, VALUES, AddVoice(chair="kind", value="stilte"))
        self.say(self.ben, VALUES, AddVoice(chair="ouder", value="Kanariestem"))
        voices = self.sessions.state(self.id).steps[VALUES].content.voices
        self.say(self.ben, VALUES, DropVoice(voice=next(v.id for v in voices.values() if v.seat == self.ben)))
        self.reveal(VALUES)
        self.do(self.leader, c.OpenStep(step=WEIGHING))
        self.say(self.zoe, WEIGHING, Choose(choice="a", because="Kanarieeerst"))
        self.say(self.zoe, WEIGHING, Choose(choice="a", because="omdat het rust geeft"))
        self.do(self.leader, c.OpenStep(step=CONCLUSION))
        self.say(self.leader, CONCLUSION, Conclude(text="We gaan door", wording=0))
        self.say(self.leader, CONCLUSION, AskAround(asked=True))
        self.say(self.zoe, CONCLUSION, LiveWith(yes=True, wording=1))
        self.say(self.ben, CONCLUSION, LiveWith(yes=False, wording=1))
        self.say(self.leader, CONCLUSION, AskAround(asked=False))
        self.say(self.ben, CONCLUSION, ApproveDissent(text="Ik zou nu opschalen"))
        self.do(self.leader, c.OpenStep(step=ACTIONS))
        self.say(self.leader, ACTIONS, Agree(what="De grens opschrijven", role="wijkteam", term="1 december"))
        self.do(self.leader, c.Close())

    def later(self, **time: float) -> None:
        self.at = NOON + timedelta(**time)

    def rows(self, table: str) -> int:
        with self.room.engines.reading.connect() as connection:
            return int(connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one())


@pytest.fixture
def after(room: Store[RoomUnit], tmp_path: Path) -> After:
    return After(room, ledger_in(tmp_path))


def test_there_is_no_report_before_the_closing(after: After) -> None:
    with pytest.raises(ReportNotYet):
        after.reports.sheet(after.id)


def test_the_folded_report_equals_the_one_before(after: After) -> None:
    after.talk()
    before, names = after.reports.sheet(after.id), after.reports.names(after.id)
    after.later(hours=24)
    assert after.reports.tidy().folded == 1
    assert after.reports.sheet(after.id) == before
    assert after.reports.material(after.id) == before.report.material
    assert set(after.reports.names(after.id)) == set(names) == {"Daan", "Zutphen", "Noor", "Kanariezoe", "Kanarieben"}


def test_what_was_never_revealed_is_in_no_report(after: After) -> None:
    after.talk()
    assert "rust geeft" not in repr(after.reports.sheet(after.id))
    assert "Kanarie" not in repr(after.reports.sheet(after.id))


def test_after_the_fold_only_the_report_the_roster_and_the_keys_are_there(after: After) -> None:
    after.talk()
    after.later(hours=24)
    after.reports.tidy()
    assert [after.rows(table) for table in ("events", "ops", "jobs", "reports", "rosters")] == [0, 0, 0, 1, 1]
    assert after.reports.open(after.id, Face.IN, after.secret).sheet.title == "Ouder werkt mee"
    with pytest.raises(no.SessionEnded):
        after.sessions.seat_behind(after.id, Face.IN, after.secret)
    assert after.zoe in after.told.gone


def test_folding_again_changes_nothing(after: After) -> None:
    after.talk()
    after.later(hours=24)
    after.reports.tidy()
    sheet, names = after.reports.sheet(after.id), after.reports.names(after.id)
    assert after.reports.tidy().folded == 0
    assert (after.reports.sheet(after.id), after.reports.names(after.id)) == (sheet, names)


def test_a_log_that_folded_elsewhere_is_not_remembered_here(after: After, room: Store[RoomUnit]) -> None:
    after.talk()
    state = after.sessions.state(after.id)
    after.later(hours=24)
    after.reports.tidy()
    room.cache.merge({("session", after.id): state})
    with pytest.raises(no.SessionEnded):
        after.sessions.state(after.id)


@pytest.mark.parametrize("moment", ["before-commit", "after-commit"])
def test_a_crash_while_folding_is_made_good(after: After, room: Store[RoomUnit], moment: str) -> None:
    after.talk()
    before = after.reports.sheet(after.id)
    after.later(hours=24)
    room.writer.failpoint = crash_at(moment)
    with pytest.raises(RuntimeError):
        after.reports.tidy()
    room.writer.failpoint = lambda _moment: None
    room.cache.merge({("session", after.id): None})
    after.reports.tidy()
    assert after.reports.sheet(after.id) == before
    assert after.rows("events") == after.rows("ops") == 0


def crash_at(moment: str) -> Callable[[str], None]:
    def reached(now: str) -> None:
        if now == moment:
            raise RuntimeError("crash")

    return reached


def test_the_one_who_led_still_comes_to_the_report_and_to_nobody_elses(after: After) -> None:
    after.talk()
    after.later(hours=24)
    after.reports.tidy()
    secret = after.sessions.enter(NOOR, after.id, Face.LEAD, "sign-in")
    assert after.reports.open(after.id, Face.LEAD, secret)
    for face, wrong in ((Face.IN, secret), (Face.LEAD, after.secret), (Face.LEAD, "")):
        with pytest.raises(no.NoSuchSession):
            after.reports.open(after.id, face, wrong)
    assert [row.id for row, _ in after.reports.of(NOOR)] == [after.id]


def test_after_its_days_nothing_of_a_session_is_left(after: After) -> None:
    after.talk()
    after.later(days=13)
    after.reports.tidy()
    assert after.rows("reports") == 1
    after.later(days=14.1)
    assert after.reports.tidy().purged == 1
    assert [after.rows(t) for t in ("sessions", "events", "ops", "reports", "rosters", "seat_keys")] == [0] * 6
    assert after.ledger.ids("session") == {after.id}
    with pytest.raises(no.NoSuchSession):
        after.reports.sheet(after.id)


def test_a_case_that_is_still_being_read_holds_its_session_for_sixty_days(after: After, room: Store[RoomUnit]) -> None:
    after.talk()
    with room.engines.writing.connect() as connection, connection.begin():
        draft = {"case_id": "c1", "session": after.id, "body": "{}", "state": "review", "updated": NOON}
        connection.execute(drafts.insert().values(draft))
    for days, there in ((15, 1), (59, 1), (61, 0)):
        after.later(days=days)
        after.reports.tidy()
        assert (after.rows("sessions"), after.rows("drafts")) == (there, there)


STAYS = [(False, 29, 1), (False, 31, 0), (True, 0.9, 1), (True, 1.1, 0)]


@pytest.mark.parametrize(("practice", "days", "there"), STAYS)
def test_what_was_only_planned_or_practice_goes_by_itself(
    room: Store[RoomUnit], tmp_path: Path, practice: bool, days: float, there: int
) -> None:
    after = After(room, ledger_in(tmp_path))
    stage = "lobby" if practice else "planned"
    with room.engines.writing.connect() as connection, connection.begin():
        connection.execute(text("UPDATE sessions SET stage = :s, practice = :p"), {"s": stage, "p": practice})
    after.later(days=days)
    after.reports.tidy()
    assert after.rows("sessions") == there


def test_a_session_still_open_stays(after: After) -> None:
    after.later(days=100)
    assert after.reports.tidy().purged == 0
    assert after.sessions.row(after.id).stage is Stage.LOBBY


def test_what_came_back_with_a_backup_is_purged_again(after: After) -> None:
    after.talk()
    assert after.reports.tidy(frozenset({"elsewhere"})).purged == 0
    assert after.reports.tidy(frozenset({after.id})).purged == 1
    assert after.rows("sessions") == 0


def test_a_line_that_a_crash_cut_short_spoils_no_ledger(tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path)
    ledger.add("session", "one")
    ledger.add("session", "one")
    ledger.path.write_text(ledger.path.read_text() + '{"kind": "sess')
    assert ledger.ids("session") == {"one"}
