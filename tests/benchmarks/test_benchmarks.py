"""The benchmarks run, with a few seats. No time is held to anything here; docs/performance.md has the figures."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from benchmarks import __main__ as everything
from benchmarks import figures, memory, papers, room, steps
from benchmarks.burst import judge
from benchmarks.join_page import join_page
from benchmarks.load import Loop
from benchmarks.room import plan, start_anew
from benchmarks.servers import Node, NoNode, node_modules
from benchmarks.sites import reference_room, references, settled, sites
from tests.conftest import absent


def say(command: click.Command, words: str) -> list[str]:
    return CliRunner().invoke(command, words.split(), catch_exceptions=False).output.splitlines()


def test_a_small_room_is_compared_with_a_bare_one() -> None:
    said = say(room.main, "--seats 3 --inputs 6 --period 0.5 --times 1 --no-node")
    assert any(line.startswith("room of 3, 6 inputs: p95 until all saw it") and "× bare" in line for line in said)
    assert any("processor time per delivery" in line and "≤ 2 × bare" in line for line in said)


def test_rooms_are_apart(tmp_path: Path) -> None:
    with sites(3, 2, node=False) as (loop, (bare, beraad)):
        for site in (bare, beraad):
            one, other = site.rooms
            for sent in (one, other):
                start_anew(sent)
            plan(one, site.inputs(one, range(2)), 0.3, 0)
            settled(one, 2)
            loop.run(lambda: False, 0.1)
            assert one.seen
            assert not other.seen


def test_node_keeps_a_journal_where_it_is_asked_to(tmp_path: Path) -> None:
    try:
        modules = node_modules(tmp_path)
    except NoNode as gone:
        absent(f"the reference on Node: {gone}")
    loop = Loop()
    for name, synced, lines in (("bare", False, 0), ("synced", True, 3)):
        with Node(tmp_path / name, modules, synced=synced) as node:
            reference_room(loop, node, 3)
        journal = tmp_path / name / "journal.txt"
        assert (len(journal.read_text().splitlines()) if journal.exists() else 0) == lines
    loop.close()


def test_where_node_is_absent_it_is_said_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [name for name, _ in references(tmp_path)] == ["bare"]
    assert "NO NODE" in capsys.readouterr().err


def test_steps_change_and_items_move_before_a_full_room() -> None:
    said = say(steps.main, "--seats 4 --changes 9 --moves 4 --times 1")
    assert any(line.startswith("9 step changes seen by 4") for line in said)
    assert any(line.startswith("moving one of 4 items") for line in said)


def test_papers_are_made_while_a_room_talks() -> None:
    said = say(papers.main, "--seats 3 --inputs 8 --period 0.9 --times 1 --moves 3")
    assert any(line.startswith("PDF of a full report") for line in said)


def test_memory_is_counted_a_seat_and_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "SETTLE", 0.1)
    said = say(memory.main, "--seats 3 --minutes 0.05 --times 1 --no-node")
    assert any(line.startswith("memory for each of 3 seats") and "× bare" in line for line in said)
    assert any(line.startswith("memory grown in 0.05 minutes") for line in said)


def test_few_people_judge_and_all_see_the_reveal(tmp_path: Path) -> None:
    burst = judge(tmp_path / "usual", 5, 0.3, reveal=True)
    assert burst.acknowledged == 5
    assert burst.revealed > 0


def test_without_coalescing_each_input_is_a_round(tmp_path: Path) -> None:
    assert judge(tmp_path / "none", 5, 0.3, coalesce="none").rounds == 5


def test_the_page_to_come_in_by_is_counted(chromium: Browser, tmp_path: Path) -> None:
    sizes = join_page(chromium, tmp_path)
    assert sizes["/join"] > 1000
    assert any(path.endswith("/css/beraad.css") for path in sizes)


@pytest.mark.parametrize(("of_hundred", "value"), [(50, 2), (95, 4), (99, 4), (100, 4), (25, 1)])
def test_a_percentile_is_a_value_that_was_measured(of_hundred: float, value: float) -> None:
    assert figures.percentile([4, 1, 3, 2], of_hundred) == value


def test_a_figure_says_whether_its_median_holds() -> None:
    figure = figures.Figure("pushes", [1.0, 1.4, 9.0], "× bare", 1.5, load="0.3")
    assert "holds" in figure.words()
    assert figure.row() == "| pushes | ≤ 1.5 × bare | **1.40 × bare** (1.00, 1.40, 9.00) | 0.3 | yes |"
    short = figure._replace(values=[1.0, 1.6, 1.7])
    assert "FALLS SHORT" in short.words()
    assert short.row().endswith("| no |")


def test_the_table_goes_to_its_place_in_the_docs() -> None:
    text = everything.DOCS.read_text()
    begin, end = text.split("<!-- figures -->\n")[0], text.split("<!-- /figures -->")[1]
    assert everything.with_table(text, ["| new |"]) == f"{begin}<!-- figures -->\n| new |\n<!-- /figures -->{end}"
