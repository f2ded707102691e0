"""beraad serve"""

import click

from beraad.cli.db import check_newest, check_whole
from beraad.cli.sentences import sentences, settings_here


@click.command()
def serve() -> None:
    """Serve over HTTP, with the settings of this machine.

    The database must be whole and of the newest form: see `beraad db`. Stops cleanly on SIGTERM.
    """
    import beraad.serve as server  # first: it patches
    from beraad.settings import check_for_serving

    with sentences():
        settings = settings_here()
        check_for_serving(settings)
        check_whole(settings)
        check_newest(settings)
        server.serve(settings, lambda _app: click.echo(f"beraad serves {settings.origin}", err=True))
