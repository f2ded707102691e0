"""Failpoints: a delay or a sudden death at a chosen moment of writing, for tests of durability."""

import os
import signal

from gevent.monkey import get_original

from beraad.settings import SettingsError
from beraad.storage.writer import Failpoint, no_failpoint


def failpoint(setting: str, store: str) -> Failpoint:
    """Return what BERAAD_FAILPOINT asks of `store`: "room:before-commit:delay:10" or "room:after-commit:kill:3".

    A delay is in milliseconds, at every commit; a kill comes at the how-many-eth commit. Raises SettingsError.
    """
    if not setting:
        return no_failpoint
    try:
        of_store, moment, what, number = setting.split(":")
        count = int(number)
    except ValueError:
        raise SettingsError("BERAAD_FAILPOINT has four parts: store:moment:delay-or-kill:number") from None
    if of_store != store:
        return no_failpoint
    sleep = get_original("time", "sleep")  # the real one: the writer is a native thread
    seen = 0

    def reached(now: str) -> None:
        nonlocal seen
        if now != moment:
            return
        seen += 1
        if what == "delay":
            sleep(count / 1000)
        elif seen == count:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached
