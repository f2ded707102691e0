"""beraad db"""

from typing import TYPE_CHECKING

import click

from beraad.cli.sentences import RESTORE, sentences, settings_here

if TYPE_CHECKING:
    from beraad.settings import Settings


@click.group()
def db() -> None:
    """Bring the database to the newest form, or look whether it has it and is whole."""


@db.command()
def upgrade() -> None:
    """Bring both stores to the newest form. Nothing happens if they have it."""
    with sentences():
        settings = settings_here()
        check_whole(settings)
        upgrade_stores(settings)
        click.echo("room and bank have the newest form.")


@db.command()
def check() -> None:
    """Say whether both stores are whole and have the newest form; exit code 1 if not."""
    with sentences():
        settings = settings_here()
        check_whole(settings)
        check_newest(settings)
        click.echo("room and bank have the newest form.")


def upgrade_stores(settings: "Settings") -> None:
    """Bring both stores to the newest form; neither if one cannot be. Raises StoreUnavailable."""
    from beraad.storage import migrate
    from beraad.storage.store import STORES

    stores = [opened(settings) for opened in STORES.values()]
    try:
        for do in (migrate.check, migrate.upgrade):  # a newer version made one of them? Then none is changed
            for store in stores:
                do(store)
    finally:
        for store in stores:
            store.close()


def check_whole(settings: "Settings") -> None:
    """Stop with a sentence if a file of the stores is damaged; nothing was changed then."""
    from beraad.storage.damage import find_damage

    if wrong := [] if settings.database else list(find_damage(settings.data).values()):
        raise click.ClickException(f"In {settings.data} {' and '.join(wrong)}. Nothing was changed. {RESTORE}")


def check_newest(settings: "Settings") -> None:
    """Stop with a sentence unless both stores have the newest form."""
    if old := stores_not_newest(settings):
        raise click.ClickException(f"New, or of an earlier version: {' and '.join(old)}. First run: beraad db upgrade")


def stores_not_newest(settings: "Settings") -> tuple[str, ...]:
    """Return the names of the stores that are new or of an earlier version. Raises StoreUnavailable."""
    from beraad.storage import migrate
    from beraad.storage.store import STORES

    old = []
    for store in (opened(settings) for opened in STORES.values()):
        try:
            if not migrate.check(store):
                old.append(store.name)
        finally:
            store.close()
    return tuple(old)
