"""Everything that docs/performance.md reports, in one run of some 25 minutes, which writes its table there."""

import re
import time
import traceback
from pathlib import Path

import click

from benchmarks import burst, join_page, memory, papers, room, steps
from benchmarks.figures import Figure, load

DOCS = Path(__file__).parents[1] / "docs/performance.md"

FULL = ["--seats", "300", "--inputs", "1000", "--percent", "99", "--in-turn"]
TABLES = ["--seats", "30", "--rooms", "10", "--inputs", "1000", "--percent", "99", "--in-turn"]

EVERYTHING: tuple[tuple[click.Command, list[str], list[str]], ...] = (
    (room.main, [], ["--inputs", "24", "--period", "1"]),
    (room.main, FULL, ["--seats", "24", "--inputs", "96", "--period", "1"]),
    (room.main, TABLES, ["--seats", "4", "--rooms", "3", "--inputs", "48", "--period", "1"]),
    (steps.main, [], ["--seats", "24", "--changes", "9", "--moves", "10"]),
    (burst.main, [], ["--seats", "24", "--within", "0.3"]),
    (papers.main, ["--inputs", "300"], ["--seats", "6", "--inputs", "24", "--moves", "200"]),
    (memory.main, ["--minutes", "1"], ["--seats", "24", "--minutes", "0.2"]),
)
"""Each benchmark, how it is run, and what makes it a trial."""


@click.command()
@click.option("--quick", is_flag=True, help="A trial with few seats, once; it writes nothing.")
def main(quick: bool) -> None:
    """Measure everything and write the table of docs/performance.md anew."""
    begun, before, rows, failed = time.monotonic(), load(), list[str](), 0
    for command, words, fewer in (*EVERYTHING, (join_page.main, [], [])):
        once = ["--times", "1"] if command is not join_page.main else []
        try:
            made: list[Figure] = command.main([*words, *(fewer + once if quick else [])], standalone_mode=False)
        except Exception as error:  # the others are worth their minutes all the same
            traceback.print_exc()
            failed += 1
            made = [Figure(f"{command.callback.__module__} FAILED: {type(error).__name__}", [], "", None)]
        rows += [figure.row() for figure in made]
    minutes = (time.monotonic() - begun) / 60
    click.echo(f"{minutes:.0f} minutes; load before {before}, after {load()}")
    table = ["| what | promised | measured: median (each) | load | holds |", "| --- | --- | --- | --- | --- |", *rows]
    if quick:
        click.echo("\n".join(table))
    else:
        DOCS.write_text(with_table(DOCS.read_text(), table))
    if failed:
        raise SystemExit(f"{failed} did not run to the end")


def with_table(text: str, table: list[str]) -> str:
    """Return the page with a table in the place of the one that stands there."""
    between = r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)"
    return re.sub(between, lambda _: "\n".join(table) + "\n", text, flags=re.DOTALL)


if __name__ == "__main__":
    main()
