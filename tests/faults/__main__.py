"""The long form of the fault harness: `.venv/bin/python -m tests.faults --minutes 30 --kills 1000 --seats 30`."""

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import click

from beraad.accounts.roles import Role
from beraad.settings import Settings
from tests.conftest import database
from tests.faults.harness import play
from tests.faults.table import Found, Plan
from tests.live.server import EMAIL, Server
from tests.stores import migrated

DEATHS_A_SESSION = 20
"""A session is played with so many deaths; then another begins, as no real log is hours of uninterrupted writing."""


@click.command()
@click.option("--minutes", default=30.0, show_default=True, help="When to stop, at the latest.")
@click.option("--kills", default=1000, show_default=True, help="How often the server dies, at most.")
@click.option("--seats", default=30, show_default=True, help="Who write, beside two who lead.")
@click.option("--seed", default=1, show_default=True, help="The same seed does the same in the same order.")
@click.option("--within", default=2.0, show_default=True, help="Seconds in which everybody shows the same.")
@click.option("--postgresql", is_flag=True, help="On a database of its own there, instead of SQLite.")
def main(minutes: float, kills: int, seats: int, seed: int, within: float, postgresql: bool) -> None:
    """Kill a server under people at work until the time or the kills are over; exit code 1 if a promise was broken."""
    end, all = time.monotonic() + minutes * 60, Found()
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = migrated(Settings(data=place, database=stack.enter_context(database()) if postgresql else ""))
        server = Server(place, settings.database)
        server.account(EMAIL, Role.FACILITATOR)
        while time.monotonic() < end and (left := kills - all.deaths.total()) > 0:
            plan = Plan(seats=seats, kills=min(left, DEATHS_A_SESSION), seed=seed, within=within)
            found = play(server, plan)
            all.add(found)
            seed += 1
            click.echo(
                f"{all.deaths.total()} deaths, {all.inputs} inputs, {all.kept} kept, {len(all.broken)} broken; "
                f"this session {found.kept} kept, everybody equal after {found.equal_after:.2f} s"
            )
            for broken in found.broken:
                click.echo(f"  seed {plan.seed}: {broken}", err=True)
    click.echo(all)
    sys.exit(bool(all.broken))


if __name__ == "__main__":
    main()
