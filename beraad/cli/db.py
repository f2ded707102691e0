"""beraad db"""

from typing import TYPE_CHECKING

import click

from beraad.cli.sentences import sentences, settings_here

if TYPE_CHECKING:
    from beraad.settings import Settings


@click.group()
def db() -> None:
    """Bring the database to the newest form, or look whether it has it."""


@db.command()
def upgrade() -> None:
    """Bring both stores to the newest form. Nothing happens if they have it."""
    with sentences():
        upgrade_stores(settings_here())
        click.echo("room and bank have the newest form.")


@db.command()
def check() -> None:
    """Say whether both stores have the newest form; exit code 1 if not."""
    with sentences():
        check_newest(settings_here())
        click.echo("room and bank have the newest form.")


def upgrade_stores(settings: "Settings") -> None:
    """Bring both stores to the newest form. Raises StoreUnavailable."""
    from beraad.storage import migrate
    from beraad.storage.store import open_bank, open_room

    for store in (open_room(settings), open_bank(settings)):
        migrate.upgrade(store)
        store.close()


def check_newest(settings: "Settings") -> None:
    """Stop with a sentence unless both stores have the newest form."""
    if old := stores_not_newest(settings):
        raise click.ClickException(f"New, or of an earlier version: {' and '.join(old)}. First run: beraad db upgrade")


def stores_not_newest(settings: "Settings") -> tuple[str, ...]:
    """Return the names of the stores that are new or of an earlier version. Raises StoreUnavailable."""
    from beraad.storage import migrate
    from beraad.storage.store import open_bank, open_room

    old = []
    for store in (open_room(settings), open_bank(settings)):
        if not migrate.check(store):
            old.append(store.name)
        store.close()
    return tuple(old)
