"""A rehearsal on both databases: a copy that touches nothing, dummies that go on after a restart, and nothing left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import text

from beraad.accounts.account import AccountId
from beraad.app import create_reports
from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import activity
from beraad.deliberation.activities.conclusion import AskAround
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.plan_session import Preparation
from beraad.deliberation.seats import Face
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from beraad.rehearsal.answers import DUMMIES
from beraad.rehearsal.words import WORDS
from beraad.services.rehearsal import MOST_REHEARSALS, NoSuchRehearsal, Rehearsals
from beraad.services.reports import PRACTICE_STAYS, Reports
from beraad.services.sessions import Ask, Sessions
from beraad.settings import Settings
from beraad.storage.ledger import ledger_in
from beraad.storage.methods import SHIPPED, method_in
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from beraad.storage.wipe import Wiper
from tests.storage.test_practice import at_once
from tests.storage.test_sessions import NOOR, Hands

PREPARED = Preparation(
    title="Wel of niet", a="Een wens", b="Een andere wens", chairs=("De ouder", "School"), preset="lang", swapped=True
)
TABLES = ("sessions", "events", "ops", "boxes", "seat_keys", "rosters", "reports", "jobs")


class Rehearsed:
    """A prepared session of all ten steps, and what rehearses it."""

    def __init__(self, room: Store[RoomUnit], settings: Settings) -> None:
        self.room, self.hands = room, Hands(room)
        method = method_in(SHIPPED / "dilemmamethode.yaml")
        self.sessions: Sessions = replace(self.hands.sessions, methods={method.id: method})
        reports = create_reports(settings, room, ledger_in(settings.data), Wiper(room))
        self.reports: Reports = replace(reports, now=lambda: self.hands.at)
        self.rehearsals = Rehearsals(sessions=self.sessions, reports=self.reports)
        self.prepared = self.sessions.prepare(NOOR, PREPARED, None, "Zilverbeekdam", "op", method.id)
        self.count = 0

    def begin(self, op: str = "op-1", language: str = "nl") -> SessionId:
        return self.rehearsals.begin(NOOR, self.prepared, language, op)

    def state(self, id: SessionId) -> Deliberation:
        return self.sessions.state(id)

    def lead(self, id: SessionId, command: c.Command) -> Deliberation:
        self.count += 1
        leader = next(seat.id for seat in self.state(id).seats.values() if seat.leads)
        return self.sessions.submit(id, Ask(seat=leader, op=f"lead-{self.count}", command=command))

    def act(self, id: SessionId, most: int = 200) -> int:
        """Let the dummies act by the clock, as the ticker does; return how often there was something to do."""
        for did in range(most):
            self.hands.at += timedelta(seconds=1)
            before = self.state(id).stamp
            self.rehearsals.do_what_is_due()
            if self.state(id).stamp == before:
                return did
        return most

    def reveal(self, id: SessionId, step: StepId) -> None:
        self.lead(id, c.AnnounceReveal(step=step))
        self.hands.at += timedelta(seconds=4)
        self.sessions.do_what_is_due()

    def walk(self, id: SessionId) -> None:
        for plan in self.state(id).method.steps:
            self.lead(id, c.OpenStep(step=plan.id))
            self.act(id)
            if plan.visibility != "live":
                self.reveal(id, plan.id)
            if plan.activity == "conclusion":
                for asked in (True, False):
                    self.lead(id, c.Contribute(step=plan.id, what=AskAround(asked=asked)))
                    self.act(id)
            self.act(id)

    def rows_of(self, *ids: SessionId) -> list[list[tuple[object, ...]]]:
        """All rows of sessions in every table of the room."""
        found = []
        schema = "room." if self.room.engines.reading.dialect.name == "postgresql" else ""
        with self.room.engines.reading.connect() as connection:
            for table in TABLES:
                column = {"sessions": "id", "jobs": "subject"}.get(table, "session")
                query = f"SELECT * FROM {schema}{table} WHERE {column} = :id"
                found += [
                    sorted((tuple(row) for row in connection.execute(text(query), {"id": id})), key=repr) for id in ids
                ]
        return found


@pytest.fixture
def stage(room: Store[RoomUnit], settings: Settings) -> Rehearsed:
    return Rehearsed(room, settings)


def test_a_rehearsal_is_exactly_what_was_prepared_with_six_dummies_at_the_table(stage: Rehearsed) -> None:
    id = stage.begin()
    prepared, copy = stage.state(stage.prepared), stage.state(id)
    for name in ("method", "preset", "title", "chairs", "ends_at", "crisis"):
        assert getattr(copy, name) == getattr(prepared, name), name
    assert copy.content_of("dilemma") == prepared.content_of("dilemma")
    assert [plan.id for plan in copy.method.steps[1:4]] == ["casus", "vragen", "dilemma"]
    assert (copy.stage, copy.door_open, copy.practice, copy.rehearsal) == (Stage.LOBBY, True, True, "nl")
    assert [seat.name for seat in copy.at_table] == [f"Pop {number}" for number in DUMMIES]
    assert (copy.presenter, copy.typist) == (copy.at_table[0].id, copy.at_table[1].id)
    row = stage.sessions.row(id)
    assert (row.rehearses, row.account, row.planned_for) == (stage.prepared, NOOR.id, None)
    assert row.code != stage.sessions.row(stage.prepared).code
    assert stage.room.read(lambda unit: unit.reports.names(id)) == ()
    assert stage.state(stage.begin("en", "en")).at_table[0].name == "Dummy 1"
    assert stage.state(stage.begin("fr", "fr")).rehearsal == "nl"


def test_it_gives_a_whole_report_and_leaves_what_was_prepared_as_it_was(stage: Rehearsed) -> None:
    before = stage.rows_of(stage.prepared, stage.hands.id)
    id = stage.begin()
    stage.walk(id)
    seen = visible(stage.state(id))
    assert [plan.id for plan in seen.method.steps if not activity(plan.activity).done(seen, plan)] == []
    stage.lead(id, c.Close())
    sheet = stage.reports.sheet(id)
    assert sheet.title == "Repetitie: Wel of niet"
    assert sheet.people == len(DUMMIES)
    stage.rehearsals.throw_away(NOOR, id)
    assert stage.rows_of(stage.prepared, stage.hands.id) == before


def test_after_a_restart_in_the_middle_of_a_step_the_dummies_go_on(stage: Rehearsed, settings: Settings) -> None:
    id = stage.begin()
    stage.lead(id, c.OpenStep(step=StepId("start")))
    assert stage.act(id, most=3) == 3
    again = Rehearsed.__new__(Rehearsed)  # other use cases on the same store, that remember nothing
    again.__dict__ |= stage.__dict__
    again.sessions = replace(stage.sessions)
    again.rehearsals = Rehearsals(sessions=again.sessions, reports=stage.reports)
    again.act(id)
    now = stage.state(id).steps[StepId("start")].content
    assert len(now.accepted) == len(DUMMIES)
    assert sorted(now.lines.values()) == sorted(one.text for one in WORDS["nl"].check_in.lines)


def test_two_workers_that_let_them_act_at_once_say_nothing_twice(stage: Rehearsed) -> None:
    id = stage.begin()
    stage.lead(id, c.OpenStep(step=StepId("casus")))
    stage.act(id)
    stage.lead(id, c.OpenStep(step=StepId("alternatieven")))
    for _ in range(8):
        at_once(stage.room, lambda: str(stage.rehearsals.act(id)))
    texts = [one.text for one in stage.state(id).steps[StepId("alternatieven")].content.items.values()]
    assert sorted(texts) == sorted(one.text for one in WORDS["nl"].alternatives.items)


def test_when_nobody_wants_anything_no_job_is_left(stage: Rehearsed) -> None:
    id = stage.begin()
    stage.lead(id, c.OpenStep(step=StepId("alternatieven")))
    stage.act(id)
    assert not stage.room.read(lambda unit: unit.sessions.due_jobs(stage.hands.at + timedelta(days=1)))


def test_what_the_facilitator_took_away_does_not_come_back(stage: Rehearsed) -> None:
    id, step = stage.begin(), StepId("alternatieven")
    stage.lead(id, c.OpenStep(step=step))
    stage.act(id)
    item = next(iter(stage.state(id).steps[step].content.items))
    stage.lead(id, c.Erase(step=step, item=item))
    stage.act(id)
    gone = next(iter(stage.state(id).at_table)).id
    stage.lead(id, c.RemoveSeat(seat=SeatId(gone)))
    stage.act(id)
    texts = [one.text for one in stage.state(id).steps[step].content.items.values()]
    assert texts.count("") == 1
    assert len(texts) == len(DUMMIES)
    assert len(stage.state(id).at_table) == len(DUMMIES) - 1


def test_two_rehearsals_at_once_do_not_touch_each_other(stage: Rehearsed) -> None:
    one, two = stage.begin("a"), stage.begin("b")
    assert len({one, two, stage.begin("a")}) == 2
    stage.lead(one, c.OpenStep(step=StepId("start")))
    stage.act(one)
    assert stage.state(two).stage is Stage.LOBBY
    assert not set(stage.state(one).seats) & {seat.id for seat in stage.state(two).at_table}
    stage.rehearsals.throw_away(NOOR, one)
    assert stage.state(two).at_table


def test_asked_at_once_from_eight_sides_one_begins(stage: Rehearsed) -> None:
    assert len(set(at_once(stage.room, lambda: stage.begin("same")))) == 1


def test_somebody_else_a_session_that_began_and_too_many_are_refused(stage: Rehearsed) -> None:
    other = msgspec.structs.replace(NOOR, id=AccountId("other"))
    with pytest.raises(no.NoSuchSession):
        stage.rehearsals.begin(other, stage.prepared, "nl", "op")
    with pytest.raises(no.NotNow):
        stage.rehearsals.begin(NOOR, stage.hands.id, "nl", "op")  # its door is open
    ids = [stage.begin(f"op-{number}") for number in range(MOST_REHEARSALS)]
    with pytest.raises(no.TooMany):
        stage.begin("one more")
    with pytest.raises(no.NoSuchSession):
        stage.rehearsals.begin(NOOR, ids[0], "nl", "of a rehearsal")
    for account, id in ((other, ids[0]), (NOOR, stage.prepared), (NOOR, SessionId("unknown"))):
        with pytest.raises(NoSuchRehearsal):
            stage.rehearsals.throw_away(account, id)


def test_thrown_away_nothing_of_it_is_left_and_a_second_time_is_refused(stage: Rehearsed) -> None:
    id = stage.begin()
    stage.walk(id)
    stage.sessions.enter(NOOR, id, Face.LEAD, "sign-in")
    stage.rehearsals.throw_away(NOOR, id)
    assert not any(stage.rows_of(id))
    with pytest.raises(NoSuchRehearsal):
        stage.rehearsals.throw_away(NOOR, id)
    with pytest.raises(no.NoSuchSession):
        stage.state(id)
    assert stage.rehearsals.act(id) is False


def closed(stage: Rehearsed, id: SessionId) -> None:
    stage.lead(id, c.Close())


@pytest.mark.parametrize("ends", [closed, lambda stage, id: None])
def test_it_goes_within_a_day_open_or_closed_and_is_never_folded(
    stage: Rehearsed, ends: Callable[[Rehearsed, SessionId], None]
) -> None:
    id = stage.begin()
    ends(stage, id)
    stage.hands.at = stage.sessions.row(id).created + PRACTICE_STAYS - timedelta(seconds=1)
    assert stage.reports.tidy().folded == 0
    assert stage.sessions.row(id)
    stage.hands.at += timedelta(seconds=1)
    assert stage.reports.tidy().purged == 1
    assert not any(stage.rows_of(id))


def test_when_the_real_door_opens_its_rehearsals_go_and_no_others(stage: Rehearsed) -> None:
    other = stage.sessions.prepare(NOOR, PREPARED, None, "", "op-2", "dilemmamethode")
    mine, theirs = stage.begin(), stage.rehearsals.begin(NOOR, other, "nl", "op")
    assert stage.reports.tidy().purged == 0
    stage.lead(stage.prepared, c.OpenDoor())
    assert stage.reports.tidy().purged == 1
    assert not any(stage.rows_of(mine))
    assert stage.state(theirs)
    assert stage.state(stage.prepared)


def test_no_name_of_a_seat_and_no_consent_goes_to_a_case(stage: Rehearsed) -> None:
    id = stage.begin()
    stage.lead(id, c.OpenStep(step=StepId("start")))
    dummy = stage.state(id).at_table[0].id
    for command in (c.ShareWords(yes=True), c.ShareCase(yes=True)):
        with pytest.raises(no.OnlyPractice):
            stage.sessions.submit(id, Ask(seat=dummy, op=type(command).__name__, command=command))
    stage.lead(id, c.Close())
    assert stage.reports.names(id) == ()
    assert id not in stage.room.read(lambda unit: unit.drafts.closed_without_share())
