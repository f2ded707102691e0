"""`beraad serve` as it is, with two things beside it that only a benchmark wants.

COALESCE in the environment says how inputs share a round, to measure what that saves. "busy": they do while a round
is made, but rounds of a private step are not held back. "none": each input is pushed by itself.
SIGUSR1 begins to watch the loop, SIGUSR2 writes the longest freeze since then, in ms, to the file FREEZE.
"""

import beraad.serve  # isort: skip  it patches, so it comes first

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import gevent

from beraad.app import App
from beraad.deliberation.ids import SessionId
from beraad.deliberation.state import Deliberation
from beraad.live import push
from beraad.live.sockets import Live
from beraad.services.sessions import Ask, Sessions
from beraad.settings import from_environment

TICK = 0.002
Submit = Callable[[Sessions, SessionId, Ask], Deliberation]


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


def push_each(submit: Submit) -> Submit:
    """Return a `Sessions.submit` that makes a round of its own for each input, before it answers."""

    def submit_and_push(self: Sessions, id: SessionId, ask: Ask) -> Deliberation:
        state = submit(self, id, ask)
        assert isinstance(self.tell, Live)
        if (pusher := self.tell.pushers.get(id)) and state.stamp > pusher.state.stamp:
            pusher.round(state)
        return state

    return submit_and_push


def main() -> None:
    how = os.environ.get("COALESCE", "")
    if how:
        push.QUIET_EVERY = 0.0
    if how == "none":
        Live.announce = lambda *_: None  # type: ignore[method-assign]
        Sessions.submit = push_each(Sessions.submit)  # type: ignore[method-assign,assignment]
    watch = Watch()

    def ready(_app: App) -> None:
        gevent.signal_handler(signal.SIGUSR1, watch.begin)
        gevent.signal_handler(signal.SIGUSR2, watch.write)

    beraad.serve.serve(from_environment(os.environ), ready)
    sys.exit(0)


if __name__ == "__main__":
    main()
