"""beraad purge"""

from typing import TYPE_CHECKING

import click

from beraad.cli.db import check_newest
from beraad.cli.sentences import sentences, settings_here

if TYPE_CHECKING:
    from beraad.services.reports import Gone
    from beraad.settings import Settings
    from beraad.storage.ledger import Ledger


@click.command()
def purge() -> None:
    """Erase at once what is due, instead of within a minute by itself.

    Logs of closed sessions are folded to their report, sessions whose days are over are erased, and what the ledger
    names is erased again if it came back with a backup. So is a draft of a case that was published since.
    """
    from beraad.storage.ledger import ledger_in

    with sentences():
        settings = settings_here()
        check_newest(settings)
        click.echo(words(purge_here(settings, ledger_in(settings.data))))


def purge_here(settings: "Settings", ledger: "Ledger") -> "Gone":
    """Do what is due in the stores of a data directory, by the ledger of that or another one."""
    from beraad.app import create_casebank, create_reading, create_reports, create_sharing, now
    from beraad.storage.store import open_bank, open_room
    from beraad.storage.wipe import Wiper

    room, bank = open_room(settings), open_bank(settings)
    try:
        casebank = create_casebank(bank, ledger)
        casebank.remove_again(ledger.ids("case"))
        create_reading(room, bank, casebank).let_go()
        if settings.secret:  # without it there is no link under which to keep what was said of sharing
            create_sharing(settings, room, bank, casebank).keep_presenters()
        gone = create_reports(settings, room, ledger, Wiper(room)).tidy(ledger.ids("session"), open_too=True)
        ledger.forget(now().date())
        return gone
    finally:
        room.close()
        bank.close()


def words(gone: "Gone") -> str:
    """Return what was done as a sentence."""
    said = f"{gone.folded} folded, {gone.purged} erased."
    return said if gone.wiped else f"{said} A reader keeps old pages in use: run this again in a while."
