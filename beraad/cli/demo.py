"""beraad demo"""

import os
import secrets
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from beraad.cli.admin import with_accounts
from beraad.cli.cases import import_seed_cases
from beraad.cli.db import upgrade_stores
from beraad.cli.demo_table import TITLE, DemoTable, guests_playing, lay_table
from beraad.cli.sentences import sentences

if TYPE_CHECKING:
    from beraad.app import App
    from beraad.services.accounts import Accounts
    from beraad.settings import Settings

REGION = "Voorbeeldregio"
ORGANISATION = "Jeugdhulp Voorbeeld"
NEIGHBOUR = "Jeugdbescherming Voorbeeld"
TEAMS = ("Team Noord", "Team Zuid")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without look-alikes


class DemoAccount(NamedTuple):
    """An account of the demo. Each has a host of its own, so that all can be signed in in one browser."""

    what: str
    host: str
    email: str
    name: str
    organisation: str
    team: str
    roles: tuple[str, ...]


ACCOUNTS = (
    DemoAccount(
        "facilitator", "127.0.0.1", "leider@voorbeeld.example", "Gespreksleider Noord",
        ORGANISATION, TEAMS[0], ("facilitator", "reader"),
    ),
    DemoAccount(
        "second reader", "localhost", "tweede@voorbeeld.example", "Tweede Lezer",
        ORGANISATION, TEAMS[1], ("reviewer", "reader"),
    ),
    DemoAccount(
        "reader of another organisation", "lezer.localhost", "lezer@buren.example", "Lezer Buren",
        NEIGHBOUR, "", ("reader",),
    ),
    DemoAccount(
        "administrator", "beheer.localhost", "beheer@voorbeeld.example", "Beheer Voorbeeld",
        ORGANISATION, TEAMS[0], ("administrator",),
    ),
)  # fmt: skip


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The port; otherwise BERAAD_PORT, or 8000.")
def demo(port: int | None) -> None:
    """Serve an example organisation to try things out, and print the links.

    It keeps its data in BERAAD_DATA, or else in data/demo, makes its own secret, and makes new passwords at
    every start. A beraad stands ready whose six seats are played, so that one person can lead it to the end.
    With BERAAD_HOST=0.0.0.0 phones on the same network can join, without encryption: use no
    real case.
    """
    import beraad.serve as server  # first: it patches

    with sentences():
        settings = demo_settings(dict(os.environ) | ({"BERAAD_PORT": str(port)} if port else {}))
        upgrade_stores(settings)
        import_seed_cases(settings)
        passwords = with_accounts(settings, make_accounts)
        with ExitStack() as beside:

            def ready(app: "App") -> None:
                table = lay_table(app, ACCOUNTS[0].email)
                beside.enter_context(guests_playing(table, f"http://127.0.0.1:{settings.port}"))
                click.echo(links(settings, passwords, table))

            server.serve(settings, ready, quiet=True)


def demo_settings(environ: Mapping[str, str]) -> "Settings":
    """Return settings that need nothing prepared. Raises SettingsError if a variable is wrong."""
    from beraad.settings import from_environment

    given = {name: value for name, value in environ.items() if value}
    data = Path(given.setdefault("BERAAD_DATA", "data/demo"))
    given.setdefault("BERAAD_SECRET", kept_secret(data))
    port = given.get("BERAAD_PORT", "8000")
    local = [f"http://{account.host}:{port}" for account in ACCOUNTS]
    if given.get("BERAAD_HOST", "127.0.0.1") not in ("127.0.0.1", "localhost"):
        given.setdefault("BERAAD_ORIGIN", f"http://{address_on_network()}:{port}")
        given.setdefault("BERAAD_TRIAL", "1")
    given.setdefault("BERAAD_OTHER_ORIGINS", " ".join(local))
    return from_environment(given)


def kept_secret(data: Path) -> str:
    """Return the secret of this demo, made at its first start, so that a restart signs nobody out."""
    place = data / "secret"
    if not place.exists():
        data.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(48))
    return place.read_text()


def address_on_network() -> str:
    """Return this machine's address on the network it would use to reach another; sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def make_accounts(accounts: "Accounts") -> dict[str, str]:
    """Make the accounts of the demo, or give those that exist a new password; return it by address."""
    from beraad.accounts.refusals import NotThere
    from beraad.accounts.roles import Role
    from beraad.services.accounts import Invite

    passwords = {}
    for each in ACCOUNTS:
        try:
            token = accounts.reset_by_email(each.email)
        except NotThere:
            invite = Invite(name=each.name, email=each.email, roles=frozenset(map(Role, each.roles)), team=each.team)
            token = accounts.create(each.organisation, REGION, invite)
        passwords[each.email] = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
        accounts.accept_invitation(token, passwords[each.email])
    return passwords


def links(settings: "Settings", passwords: Mapping[str, str], table: DemoTable) -> str:
    """Return what to open and with which password, as text."""
    from beraad.pages.addresses import address

    lines = ["", "beraad is running. Everything below works side by side in one browser.", ""]
    for each in ACCOUNTS:
        lines.append(f"  {each.what} ({each.organisation})")
        lines.append(f"    http://{each.host}:{settings.port}/sign-in")
        lines.append(f"    {each.email}   {passwords[each.email]}")
    lines += ["", f"  case bank   {settings.origin}{address('bank')}"]
    lines += ["", f"  a beraad with six played seats: ‘{TITLE}’"]
    lines += [
        f"    lead it     sign in as the facilitator: it is the first thing under {settings.origin}{address('home')}"
    ]
    lines += ["    screen      from the page that leads: ‘Open het scherm voor de beamer’"]
    lines += [f"    join it     {settings.origin}{address('join', code=table.code)}   (code {table.code})"]
    if settings.trial:
        lines += ["", "  Proefopstelling zonder versleuteling. Gebruik geen echte casus."]
    return "\n".join([*lines, "", "Stop with Ctrl+C."])
