"""beraad admin"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from beraad.cli.db import check_newest
from beraad.cli.sentences import sentences, settings_here

if TYPE_CHECKING:
    from beraad.services.accounts import Accounts
    from beraad.settings import Settings

T = TypeVar("T")
ROLES = ("facilitator", "reviewer", "reader", "administrator")


@click.group()
def admin() -> None:
    """Make the first account, or give somebody a new link."""


@admin.command()
@click.argument("email")
@click.option("--name", required=True, help="Name of the person.")
@click.option("--organisation", required=True, help="Name of the organisation; made if it is new.")
@click.option("--region", default="", help="Youth-care region; needed for a new organisation.")
@click.option("--team", default="", help="Name of the team; made if it is new.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(ROLES),
    default=("administrator",),
    show_default=True,
    help="A role; may be given more than once.",
)
def create(email: str, name: str, organisation: str, region: str, team: str, roles: tuple[str, ...]) -> None:
    """Make an account and print the link with which EMAIL sets a password, once, within seven days."""
    from beraad.accounts.roles import Role
    from beraad.services.accounts import Invite

    invite = Invite(name=name, email=email, roles=frozenset(map(Role, roles)), team=team)
    with sentences():
        settings = settings_here()
        check_newest(settings)
        token = with_accounts(settings, lambda accounts: accounts.create(organisation, region, invite))
        click.echo(f"{settings.origin}/invitation/{token}")


@admin.command()
@click.argument("email")
def reset(email: str) -> None:
    """Print a link with which EMAIL sets a new password; the old one works until then."""
    with sentences():
        settings = settings_here()
        check_newest(settings)
        token = with_accounts(settings, lambda accounts: accounts.reset_by_email(email))
        click.echo(f"{settings.origin}/invitation/{token}")


def with_accounts(settings: "Settings", work: "Callable[[Accounts], T]") -> T:
    """Run `work` on the accounts of this machine, and close the bank after it."""
    from beraad.app import create_accounts
    from beraad.storage.store import open_bank

    bank = open_bank(settings)
    try:
        return work(create_accounts(settings, bank))
    finally:
        bank.close()
