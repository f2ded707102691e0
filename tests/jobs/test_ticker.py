"""What happens by itself, at its time."""

from datetime import timedelta

import gevent

from beraad.jobs.ticker import Ticker
from tests.builders import NOON


def test_a_job_is_not_done_before_its_moment_though_the_loop_wakes_early() -> None:
    times = iter([NOON, NOON + timedelta(milliseconds=15), NOON + timedelta(milliseconds=20)])
    done: list[str] = []
    ticker = Ticker(lambda: next(times))
    ticker.often.append(lambda: done.append("done"))
    ticker.at(NOON + timedelta(milliseconds=20))
    gevent.sleep(0.2)
    assert done == ["done"]
    assert next(times, None) is None  # it looked at the clock until the moment had come


def test_a_job_that_fails_stops_no_other() -> None:
    def fails() -> None:
        raise RuntimeError

    done: list[str] = []
    ticker = Ticker(lambda: NOON)
    ticker.often += [fails, lambda: done.append("done")]
    ticker.at(NOON)
    gevent.sleep(0.05)
    assert done == ["done"]
