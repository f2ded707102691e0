"""beraad restore"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from beraad.cli.purge import words
from beraad.cli.sentences import sentences, settings_here

if TYPE_CHECKING:
    from beraad.services.reports import Gone
    from beraad.settings import Settings


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--force", is_flag=True, help="Replace what the data directory holds. Stop the server first.")
def restore(file: Path, force: bool) -> None:
    """Put the backup FILE into the data directory.

    What the directory's ledger.jsonl names does not come back, and what should have been erased by now is erased,
    before anything is served.
    """
    from beraad.cli.purge import purge_here
    from beraad.storage.backup import BackupError, put_back
    from beraad.storage.ledger import ledger_in

    with sentences():
        settings = settings_here()
        ledger = ledger_in(settings.data)
        done: list[Gone] = []

        def before(copy: "Settings") -> None:
            done.append(purge_here(copy, ledger))

        try:
            put_back(settings, file, force=force, before=before)
        except BackupError as error:
            raise click.ClickException(str(error)) from None
        click.echo(f"Room and bank of {file} are in {settings.data}. {words(done[0])}")
