"""State + pushes = fresh page, on the browser's own DOM: random rounds with joins, lost sockets and resumes."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyFailure
from playwright.sync_api import Browser

from beraad.settings import files
from tests.conftest import PATIENCE
from tests.examples import examples
from tests.live.face import Face
from tests.live.test_merge import FAULTS, State, histories, rounds

HELD = """() => {
  const regions = {};
  for (const list of document.querySelectorAll("[data-list]"))
    regions[list.dataset.list] = [...list.children].map((part) => [part.dataset.part, part.innerHTML]);
  return {stamp: document.body.dataset.stamp, regions};
}"""
PUSH = "messages => messages.forEach(({kind, message}) => room.push(kind, message))"


class Round(NamedTuple):
    """What a seat hears while the server is at a state. asks: it was told to ask its page."""

    now: State
    heard: list[dict[str, Any]]
    asks: bool


@st.composite
def seats(draw: st.DrawFn) -> tuple[State, list[Round]]:
    """A seat that joins somewhere, and what it hears from then on: all, nothing, twice, or something old once more."""
    history = draw(histories())
    at = draw(st.integers(0, len(history) - 2))
    heard: list[Round] = []
    for now, messages in zip(history[at + 1 :], rounds(history)[at:], strict=True):
        came = list(messages)
        match draw(st.sampled_from(["all", "lost", "twice", "late", "overtaken"])):
            case "lost":
                came = []
            case "twice":
                came = came * 2
            case "late" if earlier := [message for one in heard for message in one.heard]:
                came = [*came, draw(st.sampled_from(earlier))]
            case "overtaken":
                came = [{"kind": "mine", "message": {"stamp": now.stamp, "parts": now.own}}, *came]
        heard.append(Round(now, came, draw(st.integers(0, 9)) == 5))  # not at the draws that are tried most
    return history[at], heard


def drawn(state: State) -> dict[str, Any]:
    """Return what a page that is asked now would hold."""
    texts = state.parts | state.own
    return {
        "stamp": state.stamp,
        "regions": {name: [[k, texts[k]] for k in keys] for name, keys in state.order.items()},
    }


def show(face: Face, state: State) -> None:
    """Let the server give the page of this state."""
    regions = {name: [(key, (state.parts | state.own)[key]) for key in keys] for name, keys in state.order.items()}
    face.show_regions(regions, stamp=state.stamp)


def holds(face: Face, seat: tuple[State, list[Round]]) -> None:
    """Live through it in the browser. A page with the last stamp holds the fresh page, and one behind once it asked."""
    first, heard = seat
    show(face, first)
    face.load()
    last = first
    for last, messages, asks in heard:
        show(face, last)
        face.page.evaluate(PUSH, [*messages, *([{"kind": "resume", "message": {}}] if asks else [])])
    if face.page.evaluate(HELD)["stamp"] != last.stamp:
        face.page.evaluate(PUSH, [{"kind": "resume", "message": {}}])
        there = "stamp => document.body.dataset.stamp === stamp"
        face.page.wait_for_function(there, arg=last.stamp, polling=20, timeout=PATIENCE)
    assert face.page.evaluate(HELD) == drawn(last)


@pytest.fixture(scope="module")
def face(chromium: Browser) -> Iterator[Face]:
    context = chromium.new_context()
    face = Face(context.new_page())
    yield face
    context.close()
    face.close()
    assert face.violations == []


@settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(seat=seats())
def test_a_seat_that_heard_whatever_it_heard_holds_the_fresh_page(face: Face, seat: tuple[State, list[Round]]) -> None:
    holds(face, seat)


PLANTED = {
    "a gap is not noticed": ("merge.js", *FAULTS["a gap is not noticed"]),
    "older own parts win": ("merge.js", *FAULTS["older own parts win"]),
    "parts stay where they were": ("render.js", "arrange(list, keys, made);", ""),
    "what moved to a region is not filled": ("render.js", "made.has(key) || ", ""),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", PLANTED)
def test_a_fault_planted_in_what_the_browser_reads_is_found(fault: str, chromium: Browser) -> None:
    name, right, wrong = PLANTED[fault]
    source = (files("static") / "js" / "session" / name).read_text()
    assert right in source
    context = chromium.new_context()
    face = Face(context.new_page())
    face.instead[f"/static/js/session/{name}"] = source.replace(right, wrong)

    @seed(1)  # which finds each of them soon; without one it can take hundreds
    @settings(max_examples=400, deadline=None, database=None, phases=[Phase.generate])
    @given(seat=seats())
    def law(seat: tuple[State, list[Round]]) -> None:
        holds(face, seat)

    with pytest.raises((AssertionError, FlakyFailure)):  # flaky: asking the page takes its own time
        law()
    context.close()
    face.close()
