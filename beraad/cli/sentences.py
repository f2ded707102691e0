"""What can go wrong, as one sentence on standard error and an exit code."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from beraad.settings import Settings


TRY = "Is the disk full or read-only, is it somebody else's, or does another program hold it?"
RESTORE = "Copy what is there, stop the server, and put the last backup back: beraad restore --force FILE"
"""What to do about a store that is damaged."""


@contextmanager
def sentences() -> Iterator[None]:
    """Turn a refusal, a wrong setting or an error of the machine into a sentence and exit code 1."""
    from beraad.pages.refusals import refusal_text
    from beraad.refusal import Refusal
    from beraad.services.ports import StoreDamaged, StoreNewer, StoreUnavailable
    from beraad.settings import SettingsError

    try:
        yield
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    except StoreNewer as newer:
        store = newer.facts["store"]
        raise click.ClickException(
            f"The {store} was made by a newer version of beraad. Nothing was changed. Update beraad."
        ) from None
    except StoreDamaged as damaged:
        raise click.ClickException(f"The {damaged.facts['store']} is damaged. {RESTORE}") from None
    except StoreUnavailable:  # whoever runs a command can do more about it than the reader of a page
        raise click.ClickException(f"{_where()} cannot be read or written. {TRY}") from None
    except Refusal as refusal:
        where = f"{refusal.field}: " if refusal.field else ""
        raise click.ClickException(where + refusal_text(refusal, "en")) from None
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        raise click.ClickException(f"{error.strerror or error}{place}") from None


def _where() -> str:
    settings = settings_here()
    return "The database of BERAAD_DATABASE" if settings.database else f"The data in {settings.data}"


def settings_here() -> "Settings":
    """Return the settings of this machine. Raises SettingsError."""
    from beraad.settings import from_environment

    return from_environment(os.environ)
