"""What `beraad serve` sees to before anybody comes."""

import re

from tests.live.server import Server

TELLS = """
import gc
from beraad.jobs.ticker import Ticker
gc.unfreeze()
run = Ticker.run
def tells(self):
    print("garbage:", *gc.get_threshold(), gc.get_freeze_count(), flush=True)
    run(self)
Ticker.run = tells
"""
"""The first thing that the loop does once all is ready."""


def test_nobody_waits_for_garbage_among_what_is_there_from_the_start(sqlite_server: Server) -> None:
    sqlite_server.kill()
    sqlite_server.start(TELLS)
    found = re.search(r"garbage: (\d+) \d+ \d+ (\d+)", sqlite_server.log.read_text())
    assert found
    assert int(found[1]) > 700, "less often than Python does by itself"
    assert int(found[2]) > 100_000, "never again through what stays"
