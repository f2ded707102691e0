"""docs/promises.md names tests that exist, and at least one for each promise."""

import ast
import re
from functools import cache
from pathlib import Path

TOP = Path(__file__).parents[2]
*PROMISES, BESIDES = re.split(r"^## ", (TOP / "docs" / "promises.md").read_text(), flags=re.MULTILINE)[1:]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TOP / file).read_text())
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


def test_each_promise_names_tests_that_exist() -> None:
    assert [promise.partition(".")[0] for promise in PROMISES] == [f"P{number}" for number in range(1, 13)]
    for promise in (*PROMISES, BESIDES):
        named = NAMED.findall(promise)
        assert named, promise[:60]
        assert {(file, name) for file, name in named if name not in names_in(file)} == set()


def test_each_promise_says_what_it_does_not_promise() -> None:
    assert [promise[:60] for promise in PROMISES if "*Not promised:*" not in promise] == []
