"""The benchmarks run, with a few seats. No time is held to anything here; docs/performance.md has the figures."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from benchmarks import figures, room
from benchmarks.burst import judge
from benchmarks.join_page import join_page


def test_a_small_room_is_compared_with_a_bare_one() -> None:
    words = ["--seats", "4", "--inputs", "12", "--period", "0.8", "--times", "1"]
    said = CliRunner().invoke(room.main, words, catch_exceptions=False).output
    assert "room of 4, 12 inputs: p95 until all saw it, × bare" in said
    assert "room of 4, 12 inputs: server CPU per delivery, × bare" in said


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


def test_a_line_says_whether_the_median_holds() -> None:
    assert "holds" in figures.line("pushes", [1.0, 1.4, 9.0], 1.5)
    assert "FALLS SHORT" in figures.line("pushes", [1.0, 1.6, 1.7], 1.5)
