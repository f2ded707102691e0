"""beraad simulate"""

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beraad.cli.admin import with_accounts
from beraad.cli.db import upgrade_stores
from beraad.cli.sentences import sentences

if TYPE_CHECKING:
    from beraad.services.accounts import Accounts
    from beraad.simulate.parties import Accounts as SignIns
    from beraad.simulate.play import Result

PEOPLE = (("facilitator", "leider@simulatie.example", "Noord"), ("reviewer", "lezer@simulatie.example", "Zuid"))


@click.command()
@click.argument("script")
@click.option("--url", default="", help="A server that runs already, such as https://beraad.example.nl.")
@click.option(
    "--accounts",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --url: a YAML file with facilitator and reviewer, each with email and password.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.pass_context
def simulate(context: click.Context, script: str, url: str, accounts: Path | None, as_json: bool) -> None:
    """Play the group in SCRIPT against a server, and look at every step whether all is as it must be.

    SCRIPT is a YAML file, or the name of one that comes along: kort.yaml (four seats), werkcafe_03.yaml (eight), or all
    ten steps of the dilemma method: dilemma_04.yaml, dilemma_08.yaml, dilemma_300.yaml.
    Without --url the server is started in a temporary folder. Exit code 1 and the reason if something is wrong.
    docs/simulate.md explains the file.
    """
    from beraad.simulate.play import play
    from beraad.simulate.script import ScriptInvalid, read_script
    from beraad.simulate.server import NotServing
    from beraad.storage.methods import SHIPPED, method_in

    if bool(url) != bool(accounts):
        raise click.UsageError("--url and --accounts go together")
    with sentences(), ExitStack() as stack:
        methods = {method.id: method for method in map(method_in, SHIPPED.glob("*.yaml"))}
        try:
            wanted = read_script(content_of(script), Path(script).name, methods)
            if accounts:
                origin, sign_ins = url.rstrip("/"), read_accounts(accounts)
            else:
                origin, sign_ins = stack.enter_context(started())
            tell = (lambda _line: None) if as_json else click.echo
            result = play(wanted, origin, sign_ins, methods[wanted.method], fictional=bool(url), tell=tell)
        except (ScriptInvalid, NotServing) as error:
            raise click.ClickException(str(error)) from None
    click.echo(as_json_text(result) if as_json else as_text(result))
    if result.failed:
        failed = result.failed
        click.echo(f"Error: move {failed['move']}, {failed['seat']}, {failed['check']}: {failed['reason']}", err=True)
        context.exit(1)


def content_of(script: str) -> bytes:
    """Return the content of a file, or of the script of that name which comes along. Raises OSError."""
    from beraad.simulate.script import shipped

    path = Path(script)
    if not path.exists() and path.name == script:
        try:
            return shipped(script)
        except FileNotFoundError:
            pass
    return path.read_bytes()


def read_accounts(path: Path) -> "SignIns":
    """Return the two accounts in a file. Raises click.ClickException, or OSError."""
    import msgspec

    from beraad.deliberation.yaml_file import Unreadable, complaint, in_words, load
    from beraad.simulate.parties import Accounts

    try:
        data, lines = load(path.read_bytes(), "hier horen twee accounts: facilitator: en reviewer:")
        return msgspec.convert(data, Accounts)
    except Unreadable as error:
        raise click.ClickException(f"{path.name}, {error}") from None
    except msgspec.ValidationError as error:
        raise click.ClickException(f"{path.name}, {complaint(*in_words(error, ()), lines)}") from None


@contextmanager
def started(beraad: Sequence[str] = ()) -> "Iterator[tuple[str, SignIns]]":
    """Serve in a temporary folder with two accounts, as long as the context lasts. Raises NotServing.

    beraad: the words that run this very command, if not those we know.
    """
    from beraad.settings import from_environment
    from beraad.simulate.parties import Accounts as SignIns
    from beraad.simulate.parties import Credentials
    from beraad.simulate.server import BERAAD, environment_for, serving

    with tempfile.TemporaryDirectory(prefix="beraad-") as data:
        environment = environment_for(Path(data))
        settings = from_environment(environment)
        upgrade_stores(settings)
        passwords = with_accounts(settings, make_accounts)
        people = {role: Credentials(email=email, password=passwords[role]) for role, email, _ in PEOPLE}
        with serving(environment, beraad or BERAAD) as origin:
            yield origin, SignIns(**people)


def make_accounts(accounts: "Accounts") -> dict[str, str]:
    """Make who leads and who reads as the second; return their passwords by role."""
    from beraad.accounts.roles import Role
    from beraad.services.accounts import Invite

    passwords = {}
    for role, email, team in PEOPLE:
        invite = Invite(name=f"Account {team}", email=email, roles=frozenset({Role(role), Role.READER}), team=team)
        passwords[role] = secrets.token_urlsafe(24)
        accounts.accept_invitation(accounts.create("Simulatie", "Simulatieregio", invite), passwords[role])
    return passwords


def as_json_text(result: "Result") -> str:
    """Return the result as one JSON object."""
    import msgspec

    return msgspec.json.encode(result).decode()


def as_text(result: "Result") -> str:
    """Return the result for people."""
    looked = ", ".join(f"{name} {count}" for name, count in result.checks.items())
    lines = ["", f"{result.script}: {len(result.steps)} moves in {result.seconds} s. Looked at: {looked}."]
    if result.report:
        lines += ["", result.report]
    if result.case:
        lines += ["", f"Case: {result.case}"]
    return "\n".join(lines)
