"""beraad methods"""

from pathlib import Path

import click

from beraad.cli.sentences import sentences, settings_here


@click.group()
def methods() -> None:
    """Look at conversation methods: those that beraad ships, and an organisation's own in DATA/methods/."""


@methods.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def check(file: Path | None) -> None:
    """Say whether FILE can be used as a method, or else every method file; and if not, what is wrong and where.

    The complaints are in Dutch, the language of those who write methods. Exit code 1 if there are any.
    """
    from beraad.deliberation.method_file import MethodInvalid
    from beraad.storage.methods import method_files, method_in

    wrong = 0
    with sentences():
        for path in (file,) if file else method_files(settings_here().data):
            try:
                method = method_in(path)
            except MethodInvalid as invalid:
                wrong += 1
                click.echo(str(invalid), err=True)
            else:
                lengths = ", ".join(f"{name} {minutes}" for name, minutes in method.presets.items())
                click.echo(f"{path.name}: {method.title.nl}, {method.length} stappen ({lengths} minuten)")
    if wrong:
        raise click.exceptions.Exit(1)
