"""The ticker: does what is due when it is due, and after a crash what is overdue."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic

import gevent
import structlog

EVERY = 5.0
"""Seconds between looks at what is due, such as what another process left; a moment that is known is met precisely."""

SELDOM_EVERY = 60.0


class Ticker:
    """Runs jobs in the loop. often: what is due to the second; seldom: what may be a minute late."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.often: list[Callable[[], None]] = []
        self.seldom: list[Callable[[], None]] = []

    def at(self, moment: datetime) -> None:
        """Look again at that very moment."""
        gevent.spawn(self._do_at, moment)

    def _do_at(self, moment: datetime) -> None:
        # The loop's own clock may be behind, and wake too early: then nothing would be due yet.
        while (left := (moment - self.now()).total_seconds()) > 0:
            gevent.sleep(left)
        self._do(self.often)

    def run(self) -> None:
        """Tick for ever."""
        last = 0.0
        while True:
            self._do(self.often)
            if monotonic() - last > SELDOM_EVERY:
                last = monotonic()
                self._do(self.seldom)
            gevent.sleep(EVERY)

    def _do(self, jobs: list[Callable[[], None]]) -> None:
        for job in jobs:
            try:
                job()
            except Exception as error:  # one job that fails stops no other; it is tried again
                structlog.get_logger().error("job-failed", job=getattr(job, "__name__", ""), kind=type(error).__name__)
