"""What workers tell each other through Redis: which session is newer, whose keys to look at, who is there.

Numbers and names of things only: a message has no place for anything that somebody wrote. Nor is it an order: whoever
hears one looks in the store. So a forged message shows nothing and ends nothing, and what one that got lost would have
told is found at the next heartbeat (sockets.py). Nothing waits for Redis.
"""

from collections.abc import Callable, Mapping
from random import uniform
from time import monotonic
from typing import Annotated

import gevent
import msgspec
import structlog
from gevent.event import Event
from redis import ConnectionPool, Redis, RedisError
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.retry import Retry

from beraad.live.push import Mark

ANSWER_WITHIN = 1.0
"""Seconds for one exchange with Redis."""
SAY_EVERY = 2.0
"""Seconds between words of a worker that it must hear itself; for three times that without, Redis is lost."""
AGAIN_AFTER = (0.2, 2.0)
"""Seconds until the first and between further attempts to find Redis again."""
HOLDS = 12.0
"""Seconds for which a worker's word of who is there holds: it says so again at every heartbeat, each five seconds."""
LONGEST = 64_000
"""Bytes of a message that is read."""

Id = Annotated[str, msgspec.Meta(pattern=r"^[\w-]{1,64}\Z")]


class Newer(msgspec.Struct, frozen=True, tag="newer"):
    """Something was stored in a session; how new it is now."""

    session: Id
    stamp: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,9}\.[0-9]{1,9}\Z")]


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """Keys of a session may have ended, or open something else now."""

    session: Id


class SignedOut(msgspec.Struct, frozen=True, tag="signed-out"):
    """A sign-in ended; its hash."""

    hash: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Present(msgspec.Struct, frozen=True, tag="present"):
    """Which seats of a session have a window open at this worker."""

    session: Id
    seats: dict[Id, Mark]


Message = Newer | Ended | SignedOut | Present


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message and the worker it comes from; without one it only shows that Redis passes it on."""

    worker: Id
    message: Message | None = None


_encode, _decoder = msgspec.json.Encoder().encode, msgspec.json.Decoder(Said)


def pool(url: str) -> ConnectionPool:
    """Return connections to Redis on which nobody waits long, and nothing is tried twice."""
    return ConnectionPool.from_url(
        url,
        protocol=2,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=ANSWER_WITHIN,
        socket_connect_timeout=ANSWER_WITHIN,
    )


class Workers:
    """The other workers of this database, as far as Redis reaches them.

    name: of this worker, at random. channel: nobody without the server's secret knows it. hear: what a worker said; it
    must return soon.
    """

    def __init__(self, pool: ConnectionPool, channel: str, name: str, hear: Callable[[str, Message], None]) -> None:
        self.name = name
        self.since: float | None = None
        self._pool = pool
        self._redis = Redis(connection_pool=pool)
        self._channel = channel
        self._hear = hear
        self._waiting: dict[tuple[type, str], Message] = {}
        self._wake = Event()
        self._told_lost = False

    @property
    def reached(self) -> bool:
        """Whether Redis passes on what this worker says."""
        return self.since is not None

    @property
    def all_told(self) -> bool:
        """Whether it has done so for long enough to have heard every worker say who is there."""
        return self.since is not None and monotonic() - self.since > HOLDS

    def say(self, message: Message) -> None:
        """Have the others told, soon: of one kind and about one thing the last word. Returns at once.

        While Redis is lost nothing waits to be said: the others find it at their next heartbeat.
        """
        if self.reached:
            about = message.hash if isinstance(message, SignedOut) else message.session
            self._waiting[type(message), about] = message
            self._wake.set()

    def run(self) -> None:
        """Speak and listen for ever, through every fault of Redis."""
        shortest, longest = AGAIN_AFTER
        pause = shortest
        while True:
            try:
                self._speak_and_listen()
            except Exception as error:  # of our own as well: one message that fails ends nothing
                fault = type(error).__name__
            if self.reached:
                pause = shortest
            self.since = None
            self._waiting.clear()
            if not self._told_lost:
                self._told_lost = True
                structlog.get_logger().warning("redis-lost", kind=fault)
            gevent.sleep(pause * uniform(0.7, 1.3))  # noqa: S311  jitter, no secret
            pause = min(pause * 2, longest)

    def _speak_and_listen(self) -> None:
        """Do both until one of them fails, and raise why."""
        with PubSub(self._pool, ignore_subscribe_messages=True) as words:
            words.subscribe(self._channel)
            speaking = gevent.spawn(self._speak)
            try:
                self._listen(words, speaking)
            finally:
                speaking.kill()

    def _speak(self) -> None:
        while True:
            waiting, self._waiting = self._waiting, {}
            try:
                with self._redis.pipeline(transaction=False) as pipeline:
                    for message in (*waiting.values(), None):
                        pipeline.publish(self._channel, _encode(Said(self.name, message)))
                    pipeline.execute()
            except (RedisError, OSError):  # whoever listens sees that this has ended
                return
            self._wake.wait(SAY_EVERY)
            self._wake.clear()

    def _listen(self, words: PubSub, speaking: gevent.Greenlet) -> None:
        heard = monotonic()
        while not speaking.dead and monotonic() - heard < 3 * SAY_EVERY:
            got = words.get_message(timeout=SAY_EVERY / 2)
            said = read(got["data"]) if got else None
            if said is None:
                continue
            if said.worker != self.name:
                if said.message:
                    self._hear(said.worker, said.message)
                continue
            heard = monotonic()
            if not self.reached:
                self.since = heard
                if self._told_lost:
                    self._told_lost = False
                    structlog.get_logger().warning("redis-back")
        raise TimeoutError


def read(data: bytes) -> Said | None:
    """Return what somebody said, or None for anything that no worker says."""
    if len(data) > LONGEST:
        return None
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


class Elsewhere:
    """Which seats have a window open at other workers, as each of them last said."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], tuple[float, Mapping[str, Mark]]] = {}

    def hear(self, worker: str, message: Present) -> bool:
        """Keep what a worker says of a session; return whether that is new."""
        before = self._said.get((message.session, worker))
        self._said[message.session, worker] = (monotonic() + HOLDS, message.seats)
        return before is None or before[1] != message.seats

    def of(self, session: str) -> dict[str, Mark]:
        """Return who is there, by the words that still hold; who is here somewhere, is here."""
        now, found = monotonic(), dict[str, Mark]()
        self._said = {which: kept for which, kept in self._said.items() if kept[0] > now}
        for (about, _), (_, seats) in self._said.items():
            if about == session:
                found |= {seat: mark for seat, mark in seats.items() if found.get(seat) != "here"}
        return found
