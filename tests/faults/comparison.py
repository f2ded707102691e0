"""What is looked at afterwards: the pages beside fresh ones, the log beside what was sent, acknowledged and seen."""

import re
import time
from collections import Counter
from typing import Any

from sqlalchemy import text

from beraad.deliberation import events as e
from beraad.deliberation.evolve import begin, evolve
from beraad.deliberation.ids import SessionId
from beraad.deliberation.state import Deliberation
from beraad.settings import Settings
from beraad.simulate import merge
from beraad.storage.room.tables import events, ops
from beraad.storage.store import open_room
from tests.faults.players import Player
from tests.faults.table import Table
from tests.live.server import Server

LOOKS = 5
"""How often a page is held against a fresh one, however slow this machine is in making those."""
WORD = re.compile(r"woord-(\d+)-\d+")


def look_at_pages(table: Table, everybody: list[Player]) -> None:
    """Everybody is connected; within seconds they show what the newest state is, and what a fresh page shows."""
    begun = time.monotonic()
    newest = max((each.client.fresh_page().stamp for each in everybody), key=stamp_number)
    left = everybody
    while left := [each for each in left if merge.newer(newest, each.client.page.stamp)]:
        if time.monotonic() > begun + table.plan.within:
            table.breaks(f"after {table.plan.within:g} s {len(left)} pages are older than {newest}")
            break
        time.sleep(0.01)
    table.found.equal_after = time.monotonic() - begun
    left, looks = everybody, 0
    while (left := [each for each in left if not each.shows_its_page()]) and (
        looks < LOOKS or time.monotonic() < begun + table.plan.within
    ):
        looks += 1
        time.sleep(0.2)
    for each in left:
        table.breaks(f"the page of {each.name} is not the page of its seat")


def look_at_store(table: Table, server: Server, session: str, everybody: list[Player], opened: list[str]) -> None:
    """Compare the log with what was sent, acknowledged and seen."""
    data, database = server.log.parent, server.environment["BERAAD_DATABASE"]
    room = open_room(Settings(data=data, database=database))
    with room.engines.reading.connect() as connection:
        log = connection.execute(
            events.select().where(events.c.session == session).order_by(events.c.number)
        ).mappings().all()  # fmt: skip
        given = connection.execute(ops.select().where(ops.c.session == session)).mappings().all()
        sessions = connection.execute(text("SELECT count(*) FROM sessions WHERE id = :id"), {"id": session}).scalar()
    happened = room.read(lambda unit: unit.sessions.told(SessionId(session)))
    room.close()
    if [row["number"] for row in log] != list(range(1, len(log) + 1)) or sessions != 1:
        table.breaks("the numbers of the log are not 1, 2, 3 and so on, or the session is there twice")
        return
    if twice := [key for key, count in Counter((row["seat"], row["op"]) for row in given).items() if count > 1]:
        table.breaks(f"{len(twice)} requests are remembered twice")
    state = None
    steps: dict[int, str] = {}
    moves: Counter[str] = Counter()
    stored: Counter[str] = Counter()
    for row, event in zip(log, happened, strict=True):
        state = grown(state, SessionId(session), event, row["at"])
        steps[row["number"]] = f"{state.step}-{state.steps[state.step].visit}" if state.step else ""
        for word in {found[0] for found in WORD.finditer(row["body"])}:
            stored[word] += 1
            sent = table.sent.get(word)
            if sent is None or state.seats[row["by"]].name != sent.name:
                table.breaks(f"{word} stands in the log and its seat never sent it")
        if isinstance(event, e.StepOpened | e.StepReturned):
            moves[str(event.step)] += 1
            if row["by"] not in state.seats or not state.seats[row["by"]].leads:
                table.breaks("a step was opened by nobody who leads")
    for word in table.sent:
        if word in table.kept and stored[word] != 1:
            table.breaks(f"{word} was acknowledged and stands in the log {stored[word]} times")
        if word in table.refused and stored[word]:
            table.breaks(f"{word} was refused ({table.refused[word]}) and stands in the log")
    for step, times in Counter(opened).items():
        if moves[step] < times:
            table.breaks(f"{step} was opened {times} times, the log knows {moves[step]}")
    names = Counter(seat.name for seat in state.seats.values()) if state else Counter[str]()
    if set(names.values()) - {1} or len(names) != len(everybody):
        table.breaks(f"{len(everybody)} people sit on {len(names)} seats")
    for each in everybody:
        look_at_what_was_seen(table, each, steps)


def grown(state: Deliberation | None, id: SessionId, event: e.Event, at: Any) -> Deliberation:
    """Return the state after one more event."""
    if state is None:
        assert isinstance(event, e.SessionPlanned)
        return begin(id, event)
    return evolve(state, event, at)


def look_at_what_was_seen(table: Table, player: Player, steps: dict[int, str]) -> None:
    """What a page showed at a stamp is what the log says of that moment, and stamps only grew."""
    numbers = [stamp_number(stamp) for stamp, _ in player.looked]
    table.found.seen += len(numbers)
    if numbers != sorted(numbers):
        table.breaks(f"the page of {player.name} went back")
    for (stamp, shown), number in zip(player.looked, numbers, strict=True):
        if shown and shown != (steps.get(number),):
            table.breaks(f"{player.name} saw {shown} at {stamp}, when it was {steps.get(number)}")


def look_at_bytes(table: Table, players: list[Player], server: Server) -> None:
    """Nothing was revealed, so nobody ever got a word of somebody else; and no fault stands in the server's log."""
    for player in players:
        came = repr(player.client.heard) + "".join(player.client.read) + player.client.text()
        if strange := {found[1] for found in WORD.finditer(came)} - {str(player.number)}:
            table.breaks(f"{player.name} got what {len(strange)} others wrote for themselves")
    for fault in re.findall(r'"event": "(fault|push-failed|part-failed|socket-fault)"', server.log.read_text()):
        table.breaks(f"the server noted a {fault}")


def stamp_number(stamp: str) -> int:
    return int(stamp.partition(".")[0])
