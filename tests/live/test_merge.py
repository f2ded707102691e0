"""The page's merge and simulate's merge are one set of rules: the same sequences, the same pages, the law held."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from beraad.settings import files
from beraad.simulate import merge
from tests.conftest import absent
from tests.examples import examples

RUNNER = Path(__file__).parents[1] / "js" / "merge_runner.mjs"
KEYS = ("head", "vraag", "rij-1", "rij-2")
OWN = ("own-a", "own-b")
ANYTHING = settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class State(msgspec.Struct, frozen=True):
    """What the server shows one seat at a stamp, as data: html by key, and the order of three regions."""

    stamp: str
    parts: dict[str, str]
    own: dict[str, str]
    order: dict[str, list[str]]

    def page(self) -> merge.Page:
        return merge.page(self.stamp, self.parts, {k: (self.stamp, html) for k, html in self.own.items()}, self.order)


@st.composite
def histories(draw: st.DrawFn) -> list[State]:
    """Three to seven rounds of one session: parts and own parts come, change and go; numbers and boxes move the stamp.

    What is worded anew is worded as never before, and the rest stays: a change that got lost is to be seen afterwards.
    """
    made: list[State] = []
    number, box = 0, 0
    keys: list[str] = []
    own: list[str] = []
    rows = 1  # from which part on they stand in the list beneath the stage
    texts: dict[str, str] = {}
    for turn in range(draw(st.integers(3, 7))):
        number, box = (number + draw(st.integers(1, 3)), 0) if draw(st.booleans()) or not made else (number, box + 1)
        if not made or draw(st.integers(0, 2)) == 0:
            keys = draw(st.permutations(KEYS).map(list))[: draw(st.integers(0, 4))]
            own = draw(st.lists(st.sampled_from(OWN), unique=True))
            rows = draw(st.integers(1, 4))
        anew = draw(st.sets(st.sampled_from((*KEYS, *OWN)), min_size=1))
        texts |= {key: f"{key} {turn}" for key in (*keys, *own) if key in anew or key not in texts}
        made.append(
            State(
                f"{number}.{box}",
                {k: texts[k] for k in keys},
                {k: texts[k] for k in own},
                {"top": keys[:1], "stage": [*keys[1:rows], *own], "rows": keys[rows:]},
            )
        )
    return made


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in after.items() if before.get(key) != value}


def rounds(history: list[State]) -> list[tuple[dict[str, Any], ...]]:
    """Return what the server pushes for each state after the first: the round, and own parts if they changed."""
    pushed = []
    for before, now in pairwise(history):
        order = changed(before.order, now.order)
        message = {"after": before.stamp, "stamp": now.stamp, "parts": changed(before.parts, now.parts), "order": order}
        mine = {"kind": "mine", "message": {"stamp": now.stamp, "parts": now.own}}
        pushed.append(({"kind": "parts", "message": message}, *([mine] if now.own != before.own else [])))
    return pushed


def fresh(state: State) -> dict[str, Any]:
    return {"kind": "fresh", "message": msgspec.to_builtins(state.page())}


@st.composite
def sequences(draw: st.DrawFn) -> tuple[State, State, list[dict[str, Any]]]:
    """What a seat that joins somewhere hears, doubled, lost and resumed, after the first and up to the last state."""
    history = draw(histories())
    at = draw(st.integers(0, len(history) - 2))
    heard: list[dict[str, Any]] = []
    cut = False
    for now, messages in zip(history[at + 1 :], rounds(history)[at:], strict=True):
        receipt = {"kind": "mine", "message": {"stamp": now.stamp, "parts": now.own}}
        if draw(st.integers(0, 3)) == 0:
            heard.append(receipt)  # the answer to an own input overtakes the round
        if cut := cut or draw(st.integers(0, 4)) == 0:  # the socket breaks; what comes now is lost
            comes_back = draw(st.sampled_from(["not yet", "asks", "unnoticed"]))
            heard.extend([fresh(now)] if comes_back == "asks" else [])
            cut = comes_back == "not yet"
            continue
        heard.extend(messages)
        if draw(st.integers(0, 3)) == 0:
            heard.extend(messages)  # twice
        if draw(st.integers(0, 3)) == 0:
            heard.append(draw(st.sampled_from(heard)))  # something old comes late
        if draw(st.integers(0, 5)) == 0:
            heard.append(fresh(history[draw(st.integers(at, history.index(now)))]))
    return history[at], history[-1], heard


def in_python(first: State, heard: list[dict[str, Any]]) -> list[dict[str, Any]]:
    page, seen = first.page(), []
    for one in heard:
        does = {"parts": merge.apply_parts, "mine": merge.apply_own, "fresh": _resume}[one["kind"]]
        after = does(page, one["message"])
        page = page if after is merge.RESUME else after
        seen.append({"resume": after is merge.RESUME, "page": msgspec.to_builtins(page), "shown": merge.shown(page)})
    plain: list[dict[str, Any]] = json.loads(json.dumps(seen))
    return plain


def _resume(page: merge.Page, message: dict[str, Any]) -> merge.Page:
    return merge.resume(page, msgspec.convert(message, merge.Page))


class Node:
    """The page's own merge, in a process that answers line by line."""

    def __init__(self, module: Path) -> None:
        node = shutil.which("node")
        if node is None:
            absent("node")
        self.process = subprocess.Popen(
            [str(node), str(RUNNER), str(module)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, first: State, heard: list[dict[str, Any]]) -> list[dict[str, Any]]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"page": msgspec.to_builtins(first.page()), "messages": heard}) + "\n")
        self.process.stdin.flush()
        seen: list[dict[str, Any]] = json.loads(self.process.stdout.readline())
        return seen

    def close(self) -> None:
        self.process.terminate()
        self.process.communicate()


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    runs = Node(files("static") / "js" / "session" / "merge.js")
    yield runs
    runs.close()


@ANYTHING
@given(sequence=sequences())
def test_the_page_and_simulate_merge_alike(node: Node, sequence: tuple[State, State, list[dict[str, Any]]]) -> None:
    first, _, heard = sequence
    assert node.run(first, heard) == in_python(first, heard)


@ANYTHING
@given(sequence=sequences())
def test_state_and_pushes_make_the_fresh_page(sequence: tuple[State, State, list[dict[str, Any]]]) -> None:
    """Whatever was heard: a page with the last stamp is the fresh page, and one behind is so after it asked."""
    first, last, heard = sequence
    seen = in_python(first, heard)
    if not seen or seen[-1]["page"]["stamp"] != last.stamp:
        seen = in_python(first, [*heard, fresh(last)])
    assert seen[-1]["shown"] == merge.shown(last.page())


FAULTS = {
    "a gap is not noticed": ("if (message.after !== page.stamp) return RESUME;", ""),
    "an old round is taken in": ("if (!newer(message.stamp, page.stamp)) return page;", ""),
    "older own parts win": ("|| !newer(own[key][0], message.stamp)", "|| true"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_planted_in_the_page_is_found(fault: str, tmp_path: Path) -> None:
    right, wrong = FAULTS[fault]
    source = (files("static") / "js" / "session" / "merge.js").read_text()
    assert right in source
    (tmp_path / "merge.mjs").write_text(source.replace(right, wrong))
    faulty = Node(tmp_path / "merge.mjs")
    try:
        with pytest.raises(AssertionError):
            _alike(faulty)
    finally:
        faulty.close()


def _alike(faulty: Node) -> None:
    # That it is found is enough: making what found it small would cost a hundred times as much.
    @settings(max_examples=400, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
    @given(sequence=sequences())
    def alike(sequence: tuple[State, State, list[dict[str, Any]]]) -> None:
        first, _, heard = sequence
        assert faulty.run(first, heard) == in_python(first, heard)

    alike()
