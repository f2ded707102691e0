"""Count tries, so that nobody can guess for long: in memory, or where there are several workers, in Redis."""

import math
import time
from collections.abc import Callable

from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from beraad.accounts.refusals import TooOften
from beraad.services.tokens import derived

LIMITS: dict[str, str] = {
    "sign-in": "10 per 15 minutes",  # one address for one account
    "sign-in-account": "100 per hour",  # one account from everywhere
    "sign-in-address": "300 per 15 minutes",  # a whole office may share one address
    "invitation": "300 per 15 minutes",
    "practice": "120 per hour",  # groups from one address: a school may share one
    "practice-everywhere": "1000 per hour",
    "practice-link": "600 per 10 minutes",  # unknown links, one budget for everybody; a known one is never held back
    "unknown-pass": "120 per 10 minutes",  # likewise, of passes for a second device
    "unknown-code": "600 per 10 minutes",  # one budget for everybody; a known code is never held back
}

ALONE_FOR = 6.0
"""Seconds for which Redis is not asked after it did not answer: until then it is known whether it is lost."""


class CountingThrottle:
    """Limits by name, counted over a moving window: in memory, or in the storage that is given."""

    def __init__(self, storage: Storage | None = None) -> None:
        self._limits: dict[str, RateLimitItem] = {what: parse(limit) for what, limit in LIMITS.items()}
        self._limiter = MovingWindowRateLimiter(storage or MemoryStorage())

    def hit(self, what: str, *keys: str) -> None:
        """Count one try. Raises TooOften, with the minutes until the next may come."""
        limit = self._limits[what]
        if not self._limiter.hit(limit, what, *keys):
            ends = self._limiter.get_window_stats(limit, what, *keys).reset_time
            raise TooOften(minutes=max(1, math.ceil((ends - time.time()) / 60)))

    def clear(self, what: str, *keys: str) -> None:
        """Forget the tries so far: this one was right."""
        self._limiter.clear(self._limits[what], what, *keys)


class SharedThrottle:
    """Counts with all workers together while Redis answers, and alone while it does not.

    Redis is told hashes that only the server's secret makes: whose tries they are cannot be read there. reached:
    whether Redis answers, as far as is known, so that nobody waits to find out.
    """

    def __init__(self, redis: Storage, secret: bytes, reached: Callable[[], bool]) -> None:
        self._shared, self._alone = CountingThrottle(redis), CountingThrottle()
        self._secret = secret
        self._reached = reached
        self._failed = -ALONE_FOR

    def hit(self, what: str, *keys: str) -> None:
        """Count one try. Raises TooOften, with the minutes until the next may come."""
        self._count(lambda throttle, hashed: throttle.hit(what, hashed), what, keys)

    def clear(self, what: str, *keys: str) -> None:
        """Forget the tries so far: this one was right."""
        self._count(lambda throttle, hashed: throttle.clear(what, hashed), what, keys)

    def _count(self, count: Callable[[CountingThrottle, str], None], what: str, keys: tuple[str, ...]) -> None:
        hashed = derived(self._secret, "throttle", what, keys)
        if self._reached() and time.monotonic() - self._failed > ALONE_FOR:
            try:
                return count(self._shared, hashed)
            except StorageError:
                self._failed = time.monotonic()
        return count(self._alone, hashed)
