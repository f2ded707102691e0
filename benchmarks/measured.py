"""`beraad serve` as it is, with two things beside it that only a benchmark wants.

QUIET_EVERY=0 in the environment: rounds of a private step are not held back, to measure what holding back saves.
SIGUSR1 begins to watch the loop, SIGUSR2 writes the longest freeze since then, in ms, to the file FREEZE.
"""

import beraad.serve  # isort: skip  it patches, so it comes first

import os
import signal
import sys
from pathlib import Path
from time import perf_counter

import gevent

from beraad.app import App
from beraad.live import push
from beraad.settings import from_environment

TICK = 0.002


class Watch:
    """Wakes every 2 ms and notes how much later than that it was."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.running: gevent.Greenlet | None = None

    def begin(self) -> None:
        self.longest = 0.0
        self.running = self.running or gevent.spawn(self._run)

    def write(self) -> None:
        Path(os.environ["FREEZE"]).write_text(f"{self.longest * 1000:.1f}")

    def _run(self) -> None:
        while True:
            before = perf_counter()
            gevent.sleep(TICK)
            self.longest = max(self.longest, perf_counter() - before - TICK)


def main() -> None:
    push.QUIET_EVERY = float(os.environ.get("QUIET_EVERY", push.QUIET_EVERY))
    watch = Watch()

    def ready(_app: App) -> None:
        gevent.signal_handler(signal.SIGUSR1, watch.begin)
        gevent.signal_handler(signal.SIGUSR2, watch.write)

    beraad.serve.serve(from_environment(os.environ), ready)
    sys.exit(0)


if __name__ == "__main__":
    main()
