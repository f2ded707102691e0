"""beraad search"""

import json

import click

from beraad.cli.cases import AS_WHOM, Bank
from beraad.cli.db import check_newest
from beraad.cli.sentences import sentences, settings_here


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True, help="Which twenty.")
@click.option("--organisation", help=AS_WHOM)
def search(words: tuple[str, ...], as_json: bool, page: int, organisation: str | None) -> None:
    """Find cases by WORDS, best first; "words between quotes" exactly so."""
    from beraad.casebank.query import read

    with sentences():
        settings = settings_here()
        check_newest(settings)
        with Bank(settings) as bank:
            found = bank.cases.search(read([("q", " ".join(words)), ("blad", str(page))]), bank.reader(organisation))
        if as_json:
            hits = [
                {
                    "id": hit.case.id,
                    "title": hit.case.title,
                    "summary": hit.case.summary,
                    "outcome": hit.case.outcome,
                    "why": [{"term": why.term, "field": why.field, "snippet": why.snippet} for why in hit.why],
                }
                for hit in found.hits
            ]
            click.echo(json.dumps({"total": found.total, "hits": hits}, ensure_ascii=False, indent=2))
            return
        for hit in found.hits:
            click.echo(f"{hit.case.id}  {hit.case.title}")
        if found.mended:
            click.echo(f"Nothing found. Did you mean: {found.mended.text}?")
        elif not found.hits:
            click.echo("Nothing found.")
