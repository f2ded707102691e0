"""beraad as it runs for the pictures: `python -m tools.pictures.server serve`.

Its clock stands where the pictures want it: the file PICTURES_CLOCK holds how many minutes have passed since the
beginning, and from there it runs on. Codes to come in by are the same each time.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import beraad.serve  # first: it patches
from beraad import app, settings
from beraad.cli import main
from beraad.live import push
from beraad.services.sessions import CODE_SIGNS

BEGIN = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)  # half past one at a Dutch table
CLOCK = Path(os.environ["PICTURES_CLOCK"])
_chance = Random(3)


def now() -> datetime:
    """Return the moment that the pictures have come to."""
    since = datetime.now(UTC).timestamp() - CLOCK.stat().st_mtime
    return BEGIN + timedelta(minutes=int(CLOCK.read_text() or 0), seconds=since)


def new_code() -> str:
    """Return the next of the same codes."""
    return "".join(_chance.choice(CODE_SIGNS) for _ in range(8))


assert beraad.serve
# It is polled where it answers; people in the pictures know it by another name.
os.environ["BERAAD_OTHER_ORIGINS"], os.environ["BERAAD_ORIGIN"] = (
    os.environ["BERAAD_ORIGIN"],
    os.environ["PICTURES_ORIGIN"],
)
app.now, app.new_code = now, new_code
push.now = lambda: now().isoformat()
settings.is_loopback = lambda origin: True  # the name in the pictures is this machine
main(prog_name="beraad")
