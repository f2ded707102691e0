"""The command `beraad`: one file per command.

At import each file knows click only. A command imports what it needs when it runs, because `serve` has to
patch the process before anything else is there.
"""

import click

from beraad.cli.admin import admin
from beraad.cli.backup import backup
from beraad.cli.cases import cases
from beraad.cli.db import db
from beraad.cli.demo import demo
from beraad.cli.methods import methods
from beraad.cli.purge import purge
from beraad.cli.restore import restore
from beraad.cli.search import search
from beraad.cli.serve import serve
from beraad.cli.simulate import simulate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="beraad")
def main() -> None:
    """Moral case deliberation for teams in youth care.

    Settings come from BERAAD_* variables; docs/settings.md explains each.
    """


for command in (serve, demo, db, admin, cases, methods, search, simulate, backup, restore, purge):
    main.add_command(command)
