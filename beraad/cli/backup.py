"""beraad backup"""

from pathlib import Path

import click

from beraad.cli.db import check_newest
from beraad.cli.sentences import sentences, settings_here


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy everything beraad keeps into the new FILE, while it runs.

    FILE holds what people wrote: keep it as safe as the server, and no longer than the days after which a session
    is erased. The ledger.jsonl of the data directory is not in it; keep a copy of that elsewhere. With PostgreSQL,
    use pg_dump.
    """
    from beraad.storage.backup import BackupError, back_up

    with sentences():
        settings = settings_here()
        check_newest(settings)
        try:
            back_up(settings, file)
        except BackupError as error:
            raise click.ClickException(str(error)) from None
        click.echo(f"Room and bank are in {file}.")
