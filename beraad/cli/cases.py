"""beraad cases"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from beraad.cli.db import check_newest
from beraad.cli.sentences import sentences, settings_here

if TYPE_CHECKING:
    from beraad.casebank.circles import Reader
    from beraad.services.casebank import CaseBank, Outcome
    from beraad.settings import Settings
    from beraad.storage.store import Store
    from beraad.storage.unit import BankUnit

WHOSE = "Name of an organisation: cases for it alone are its own."
AS_WHOM = "Name of an organisation: as one of its readers. Otherwise what is public."


@click.group()
def cases() -> None:
    """Bring case files into the bank, or write them out."""


@cases.command("import")
@click.argument("place", type=click.Path(exists=True, path_type=Path))
@click.option("--organisation", help=WHOSE)
def import_(place: Path, organisation: str | None) -> None:
    """Bring the case file PLACE into the bank, or every .md file in the directory PLACE; all of them or none.

    A file comes from a stated public source, or from an earlier export of this bank. The same id with the same
    content does nothing; other content replaces only what was itself imported.
    """
    with sentences():
        settings = settings_here()
        check_newest(settings)
        done = import_place(settings, place, organisation)
        counts = {outcome: list(done.values()).count(outcome) for outcome in ("new", "replaced", "same")}
        click.echo(f"{counts['new']} new, {counts['replaced']} replaced, {counts['same']} already there.")


@cases.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--organisation", help=AS_WHOM)
def export(directory: Path, organisation: str | None) -> None:
    """Write the cases of the bank to DIRECTORY, one file each, named after its id."""
    from beraad.casebank.markdown import write

    with sentences():
        settings = settings_here()
        check_newest(settings)
        with Bank(settings) as bank:
            found = bank.cases.every(bank.reader(organisation))
        directory.mkdir(parents=True, exist_ok=True)
        for case in found:  # an id is small letters, digits and hyphens: safe as a name
            (directory / f"{case.id}.md").write_text(write(case), encoding="utf-8", newline="\n")
        click.echo(f"{len(found)} cases written to {directory}.")


def import_place(settings: "Settings", place: Path, organisation: str | None = None) -> "dict[str, Outcome]":
    """Import a file, or the .md files of a directory. Prints every complaint and stops, or stores them all."""
    from beraad.services.case_files import CaseFilesInvalid, read_files

    with Bank(settings) as bank:
        try:
            files = read_files(contents_of(place), bank.organisation(organisation))
            return bank.cases.import_cases(files)
        except CaseFilesInvalid as invalid:
            for complaint in invalid.complaints:
                click.echo(complaint, err=True)
            raise


def contents_of(place: Path) -> dict[str, bytes]:
    """Return the content of each case file by its path; of a file that is far too big only the beginning."""
    from beraad.casebank.markdown import MOST_BYTES

    paths = sorted(place.glob("*.md")) if place.is_dir() else [place]
    chosen = [path for path in paths if path.name != "README.md" or path is place]
    if not chosen:
        raise click.ClickException(f"There is no .md file in {place}.")
    contents = {}
    for path in chosen:
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise click.ClickException(f"{path} is not a file.")
        with path.open("rb") as file:
            contents[str(path)] = file.read(MOST_BYTES + 1)
    return contents


def import_seed_cases(settings: "Settings") -> None:
    """Bring the cases that beraad ships into the bank; what is there already stays."""
    from beraad.settings import files

    import_place(settings, files("seed_cases"))


class Bank:
    """The bank of this machine, for as long as a command needs it."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings

    def __enter__(self) -> "Bank":
        from beraad.app import create_casebank
        from beraad.storage.ledger import ledger_in
        from beraad.storage.store import open_bank

        self._store: Store[BankUnit] = open_bank(self._settings)
        self.cases: CaseBank = create_casebank(self._store, ledger_in(self._settings.data))
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def organisation(self, name: str | None) -> str | None:
        """Return the id of an organisation by its name."""
        return reader.organisation if (reader := self.reader(name)) else None

    def reader(self, name: str | None) -> "Reader | None":
        """Return a reader of the organisation of that name; without a name anybody."""
        from beraad.casebank.circles import Reader

        if name is None:
            return None
        found = self._store.read(lambda unit: unit.accounts.find_organisation(name))
        if found is None:
            raise click.ClickException("There is no organisation of that name.")
        return Reader(organisation=found.id, region=found.region)
