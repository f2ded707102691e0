"""Two workers with seats of one session on both: Redis away, slow and back, one of them gone, and what travels."""

import itertools
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import psycopg
import pytest
import requests
from redis import Redis

from beraad.live import workers
from beraad.services.tokens import derived
from beraad.simulate.seat_client import SeatClient
from tests.live.server import EMAIL, Pair, Server, steered
from tests.live.wire import Wire

CAUGHT_UP = 8.0
"""Seconds in which everybody sees what happened, however Redis is."""
PROMPT = 4.0
"""Seconds in which an answer comes, also of a busy machine."""
NO_BEATS = "import beraad.live.sockets as s; s.HEARTBEAT = 3600"
"""So that whatever one hears was told by a message."""
QUICK_BEATS = "import beraad.live.sockets as s, beraad.live.workers as w; s.HEARTBEAT = 0.5; w.HOLDS = 0.8"


@pytest.fixture
def wire(redis_url: str) -> Iterator[Wire]:
    made = Wire(redis_url)
    yield made
    made.cut()


@pytest.fixture
def pair(tmp_path: Path, postgres_ready: str, wire: Wire) -> Iterator[Pair]:
    made = Pair(tmp_path, postgres_ready, wire.url)
    yield made
    made.kill()


class Table:
    """Who leads at one worker, Wim at the other, Zoë beside who leads."""

    def __init__(self, pair: Server) -> None:
        self.leader = pair.facilitator()
        self.code = pair.prepare(self.leader)
        self.wim, self.zoe = pair.join(self.code, "Wim Kanarie"), pair.join(self.code, "Zoë")
        assert self.wim.origin != self.leader.origin == self.zoe.origin
        for seat in (self.leader, self.wim, self.zoe):
            seat.connect()

    def desk(self, pair: Server) -> SeatClient:
        """Who leads on one more laptop, of which the socket is at the worker of Wim; its forms go to the other."""
        desk = pair.signed_in(EMAIL)
        session = self.leader.address.split("/")[2]
        desk.open(urlsplit(desk.post(f"/sessions/{session}/enter", {"face": "lead"}).url).path)
        desk.origin = self.wim.origin
        desk.connect()
        desk.origin = self.leader.origin
        return desk

    def seat_of(self, name: str) -> str:
        found = re.search(rf'data-seat="([\w-]+)"(?:(?!data-seat=).)*?{name}', self.leader.fresh_html(), re.DOTALL)
        assert found
        return found[1]


def logged(pair: Server, event: str) -> int:
    """How often something was logged."""
    return pair.log.read_text().count(f'"event": "{event}"')


def comes(true: Callable[[], bool], seconds: float = 20) -> bool:
    """Wait until something is so; return whether it became so in time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def in_time(act: Callable[[], object]) -> None:
    """Do what must not wait for Redis."""
    begun = time.monotonic()
    act()
    assert time.monotonic() - begun < PROMPT


def test_without_redis_everybody_catches_up_by_the_heartbeat_and_who_was_removed_is_gone(
    pair: Pair, wire: Wire
) -> None:
    pair.start()
    table = Table(pair)
    leader, wim, zoe = table.leader, table.wim, table.zoe
    removed = table.seat_of("Wim")
    lasting = pair.join(table.code, "Noor")
    assert lasting.origin == wim.origin
    lasting.connect()
    desk = table.desk(pair)
    wire.cut()
    assert comes(lambda: logged(pair, "redis-lost") == 2)
    in_time(lambda: leader.do("open-step", {"step": "waarden"}))
    in_time(lambda: wim.do("add-voice", {"chair": "kind", "value": "rust"}, step="waarden"))
    in_time(lambda: leader.do("remove-seat", {"seat": removed}))
    in_time(lambda: desk.post("/sign-out", {}))
    stamp = leader.fresh_page().stamp
    begun = time.monotonic()
    for seat in (leader, zoe, lasting):
        assert seat.wait(lambda s: s.page.stamp == stamp, CAUGHT_UP)
    assert wim.wait(lambda s: s.why_gone == "removed", CAUGHT_UP)
    assert desk.wait(lambda s: s.why_gone == "signed-out", CAUGHT_UP)
    assert time.monotonic() - begun < CAUGHT_UP
    for origin in (pair.origin, pair.other.origin):
        health = requests.get(f"{origin}/healthz", timeout=10)
        assert (health.status_code, health.text[:12]) == (200, "ok\nredis is ")
    wire.mend()
    assert comes(lambda: logged(pair, "redis-back") == 2)
    assert requests.get(f"{pair.origin}/healthz", timeout=10).text == "ok\n"
    leader.do("open-step", {"step": "afweging"})
    assert lasting.wait(lambda s: "step-afweging-1" in s.page.parts, CAUGHT_UP)
    assert comes(lambda: logged(pair, "redis-lost") == logged(pair, "redis-back")), "told once, however often tried"


def test_what_is_stored_at_one_worker_is_seen_at_the_other_at_once(pair: Pair) -> None:
    pair.start(NO_BEATS, FAILPOINT="room:before-commit:delay:100")  # who is told before that would look too soon
    table = Table(pair)
    table.leader.do("open-step", {"step": "waarden"})
    assert table.wim.wait(lambda s: "step-waarden-1" in s.page.parts)
    table.wim.do("mark-ready", {"step": "waarden", "ready": "true"})
    stamp = table.wim.fresh_page().stamp
    assert table.leader.wait(lambda s: s.page.stamp == stamp)


def test_who_is_shut_out_at_one_worker_is_let_go_by_the_other_at_once(pair: Pair) -> None:
    pair.start(NO_BEATS)
    table = Table(pair)
    table.leader.do("remove-seat", {"seat": table.seat_of("Wim")})
    assert table.wim.wait(lambda s: s.why_gone == "removed")
    shut_out = table.desk(pair)
    table.leader.post(f"{table.leader.address}end-others", {})
    assert shut_out.wait(lambda s: s.why_gone == "ended")
    signed_out = table.desk(pair)
    signed_out.post("/sign-out", {})
    assert signed_out.wait(lambda s: s.why_gone == "signed-out")
    assert table.leader.connected


def test_a_slow_redis_makes_nobody_wait(pair: Pair, wire: Wire) -> None:
    pair.start(f"{QUICK_BEATS}; w.ANSWER_WITHIN = {2 * PROMPT}")  # whoever waits for Redis waits long
    table = Table(pair)
    wire.delay = 2 * PROMPT
    in_time(lambda: table.leader.do("open-step", {"step": "waarden"}))
    in_time(lambda: table.wim.do("add-voice", {"chair": "kind", "value": "rust"}, step="waarden"))
    stamp = table.leader.fresh_page().stamp
    for seat in (table.leader, table.wim):
        assert seat.wait(lambda s: s.page.stamp == stamp)


def test_who_leads_sees_who_is_there_at_every_worker_and_never_that_somebody_is_away_whom_it_cannot_see(
    pair: Pair, wire: Wire
) -> None:
    pair.start(QUICK_BEATS)
    table = Table(pair)
    wim, zoe = table.seat_of("Wim"), table.seat_of("Zoë")

    def seen(seat: str, mark: str) -> bool:
        def is_so(leader: SeatClient) -> bool:
            told = [message for event, message in leader.heard if event == "presence"]
            return bool(told) and told[-1].get(seat, "nowhere") == mark

        return table.leader.wait(is_so)

    assert seen(wim, "here")
    assert seen(zoe, "here")
    table.wim.close()
    assert seen(wim, "nowhere")
    table.wim.connect()
    assert seen(wim, "here")
    wire.cut()
    assert seen(wim, "unknown")
    assert seen(zoe, "here")
    wire.mend()
    assert seen(wim, "here")


def channel(pair: Server) -> str:
    return f"beraad:{derived(pair.environment['BERAAD_SECRET'].encode(), 'workers')[:32]}"


def test_a_forged_message_shows_nothing_and_ends_nothing(pair: Pair, redis_url: str) -> None:
    pair.start(NO_BEATS)
    table = Table(pair)
    session, sign_in = table.leader.address.split("/")[2], "0" * 64
    forged: list[workers.Message] = [
        workers.Newer(session, "999999999.0"),
        workers.Newer("no-such-session", "5.0"),
        workers.Ended(session),
        workers.SignedOut(sign_in),
        workers.Present(session, {"no-such-seat": "here"}),
    ]
    words = [msgspec.json.encode(workers.Said("forger", message)) for message in forged]
    words += [b"", b"\xff\xfe", b"[]", b"{", b'{"worker": "x", "message": {"type": "gone"}}', b"9" * 100_000]
    words += [b'{"worker": "x", "message": {"type": "newer", "session": "../x", "stamp": "1"}}']
    with Redis.from_url(redis_url) as redis:
        for word in words * 3:
            assert redis.publish(channel(pair), word) == 2
    table.leader.do("open-step", {"step": "waarden"})
    for seat in (table.leader, table.wim, table.zoe):
        assert seat.wait(lambda s: "step-waarden-1" in s.page.parts)
        assert seat.connected
        assert not seat.why_gone
    assert '"level": "error"' not in pair.log.read_text()


NUMBERS = re.compile(r"newer|ended|signed-out|present|here|away|[\w-]{1,64}|[0-9]+\.[0-9]+")
FIELDS = {"worker", "message", "type", "session", "stamp", "hash", "seats"}


def words_in(told: object) -> Iterator[str]:
    """Everything in a message that is no number, name of a thing or known word."""
    if isinstance(told, dict):
        for name, value in told.items():
            if name not in FIELDS and not re.fullmatch(r"[\w-]{16}", name):  # the id of a seat
                yield name
            yield from words_in(value)
    elif told is not None and not (isinstance(told, str) and NUMBERS.fullmatch(told)):
        yield str(told)


def everything_told(pair: Pair, redis_url: str) -> tuple[list[object], list[str]]:
    """What the workers tell each other while people write, and the keys that are in Redis then."""
    with Redis.from_url(redis_url) as redis, redis.pubsub(ignore_subscribe_messages=True) as ear:
        ear.psubscribe("*")
        table = Table(pair)
        table.leader.do("open-step", {"step": "waarden"})
        table.wim.do("add-voice", {"chair": "kind", "value": "kanarie rust"}, step="waarden")
        table.leader.do("open-step", {"step": "afweging"})
        table.zoe.do("choose", {"choice": "a", "because": "kanarie in de mijn"}, step="afweging")
        table.leader.do("remove-seat", {"seat": table.seat_of("Zoë")})
        table.leader.post("/sign-out", {})
        assert table.zoe.wait(lambda s: not s.connected)
        told: list[object] = []
        end = time.monotonic() + 1
        while time.monotonic() < end:
            message = ear.get_message(timeout=0.1)
            if message and message["channel"].decode() == channel(pair):
                told.append(msgspec.json.decode(message["data"]))
        return told, [key.decode() for key in redis.keys(f"*{channel(pair)}*")]


def test_only_numbers_and_names_of_things_travel(pair: Pair, redis_url: str) -> None:
    pair.start()
    told, keys = everything_told(pair, redis_url)
    kinds = {found["message"]["type"] for found in told if isinstance(found, dict) and found.get("message")}
    assert kinds == {"newer", "ended", "signed-out", "present"}
    assert list(words_in(told[0])) == []
    assert [word for found in told for word in words_in(found)] == []
    assert keys, "tries are counted there"
    for key in keys:
        assert EMAIL not in key
        assert "127.0.0.1" not in key
    log = pair.log.read_text()
    assert "kanarie" not in log.lower()


def test_a_word_that_somebody_wrote_would_be_noticed() -> None:
    """The same test with faults planted."""
    honest = {"worker": "x", "message": {"type": "newer", "session": "s", "stamp": "3.0"}}
    assert list(words_in(honest)) == []
    for planted in ({"title": "s"}, {"session": "kanarie rust"}, {"seats": {"Wim": "here"}}):
        assert list(words_in({"worker": "x", "message": {"type": "newer", **planted}}))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_when_a_worker_dies_the_other_goes_on_and_takes_over_its_seats(pair: Pair) -> None:
    pair.start(NO_BEATS)
    table = Table(pair)
    pair.other.kill()
    table.leader.do("open-step", {"step": "waarden"})
    assert table.zoe.wait(lambda s: "step-waarden-1" in s.page.parts)
    assert table.wim.wait(lambda s: not s.connected)
    table.wim.origin = pair.origin  # as the proxy leads it
    table.wim.connect()
    assert table.wim.wait(lambda s: "step-waarden-1" in s.page.parts)
    table.wim.do("add-voice", {"chair": "kind", "value": "rust"}, step="waarden")
    stamp = table.wim.fresh_page().stamp
    assert table.leader.wait(lambda s: s.page.stamp == stamp)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_reveal_that_a_worker_announced_before_it_died_is_done_by_the_other_once(pair: Pair) -> None:
    pair.start("import beraad.jobs.ticker as t; t.EVERY = 0.5")
    table = Table(pair)
    table.leader.do("open-step", {"step": "afweging"})
    table.zoe.do("choose", {"choice": "a", "because": "rust in huis"}, step="afweging")
    table.leader.fetch()
    table.leader.do("announce-reveal", {"step": "afweging", **steered(table.leader)})
    Server.kill(pair)
    assert table.wim.wait(lambda s: "rust in huis" in s.text(), 20)
    Server.start(pair)
    assert numbered(table.leader) == numbered(table.wim)
    with psycopg.connect(pair.environment["BERAAD_DATABASE"]) as database:
        assert database.execute("SELECT count(*) FROM room.events WHERE type = 'Revealed'").fetchone() == (1,)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # a page that asks whom was killed
def test_while_each_worker_is_restarted_in_turn_everybody_writes_on_and_each_input_is_there_once(pair: Pair) -> None:
    pair.start()
    table = Table(pair)
    table.leader.do("open-step", {"step": "waarden"})
    done = threading.Event()
    stored: list[bool] = []

    def write(seat: SeatClient) -> None:
        """Say ‘klaar’ and not, in turn: each is one event."""
        for ready in itertools.cycle(("true", "false")):
            if done.is_set():
                return
            op, answered = seat.op(), False
            while not answered:  # as a page does: the same op again; and as the proxy leads it, to whom answers
                try:
                    seat.do("mark-ready", {"step": "waarden", "ready": ready}, step="", op=op)
                    answered = True
                except requests.RequestException:
                    seat.origin = pair.other.origin if seat.origin == pair.origin else pair.origin
                    time.sleep(0.02)
            stored.append(answered)

    writers = [threading.Thread(target=write, args=(seat,)) for seat in (table.wim, table.zoe)]
    before = numbered(table.leader)
    for writer in writers:
        writer.start()
    pair.restart_each()
    done.set()
    for writer in writers:
        writer.join(20)
        assert not writer.is_alive()
    assert len(stored) > 10
    for origin in (pair.origin, pair.other.origin):
        table.leader.origin = origin
        assert numbered(table.leader) == before + len(stored)


def numbered(seat: SeatClient) -> int:
    """The number of the last event, as the page tells it."""
    return int(seat.fresh_page().stamp.partition(".")[0])
