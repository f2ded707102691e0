"""Count tries in memory, so that nobody can guess for long."""

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from beraad.accounts.refusals import TooOften

LIMITS: dict[str, str] = {
    "sign-in": "10 per 15 minutes",  # one address for one account
    "sign-in-account": "100 per hour",  # one account from everywhere
    "sign-in-address": "300 per 15 minutes",  # a whole office may share one address
    "invitation": "300 per 15 minutes",
    "practice": "120 per hour",  # groups from one address: a school may share one
    "practice-everywhere": "1000 per hour",
    "practice-link": "600 per 10 minutes",  # unknown links, one budget for everybody; a known one is never held back
    "unknown-code": "600 per 10 minutes",  # one budget for everybody; a known code is never held back
}


class MemoryThrottle:
    """Limits by name, counted over a moving window. Keys are kept until their window has passed."""

    def __init__(self, limits: dict[str, str] | None = None) -> None:
        self._limits: dict[str, RateLimitItem] = {
            what: parse(limit) for what, limit in (LIMITS if limits is None else limits).items()
        }
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def hit(self, what: str, *keys: str) -> None:
        """Count one try. Raises TooOften, with the minutes until the next may come."""
        limit = self._limits[what]
        if not self._limiter.hit(limit, what, *keys):
            ends = self._limiter.get_window_stats(limit, what, *keys).reset_time
            raise TooOften(minutes=max(1, math.ceil((ends - time.time()) / 60)))

    def clear(self, what: str, *keys: str) -> None:
        """Forget the tries so far: this one was right."""
        self._limiter.clear(self._limits[what], what, *keys)
