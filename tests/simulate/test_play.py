"""Simulating as a user does it: from a script to the end, and what is said when the server does something wrong."""

import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from beraad.cli import main
from beraad.cli.simulate import started
from tests.house.test_cli import RUN


def simulate(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, "simulate", *words], capture_output=True, text=True, timeout=300)


def test_the_short_script_is_played_to_the_published_case() -> None:
    played = simulate("kort.yaml", "--json")
    assert played.returncode == 0, played.stderr
    result = json.loads(played.stdout)
    assert result["ok"]
    assert result["failed"] is None
    assert result["case"]
    assert "gedeeld, met een minderheid" in result["report"]
    assert result["checks"]["hidden"] > 100
    assert {step["do"] for step in result["steps"]} >= {"join", "choose", "announce-reveal", "approve-dissent", "close"}


def test_people_get_the_moves_and_the_report_as_text_and_a_wrong_file_as_a_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "groep.yaml"
    wrong.write_text("title: x\n")
    refused = simulate(str(wrong))
    assert refused.returncode == 1
    assert "groep.yaml, regel 1, play" in refused.stderr
    assert simulate("nergens.yaml").stderr.startswith("Error: No such file")
    assert simulate("kort.yaml", "--url", "http://127.0.0.1:1").returncode == 2


TWO = """
title: Twee plekken
prepare: {title: Zelf fietsen}
seats:
  fatima: {name: Fatima, place: ouder}
  wim: {name: Wim}
play:
  - {seat: lead, do: open-door}
  - {seat: fatima, do: join}
  - {seat: wim, do: join}
  - {seat: lead, do: name-typist, fields: {seat: wim}}
  - {seat: lead, do: open-step, fields: {step: waarden}}
  - {seat: fatima, do: add-voice, step: waarden, fields: {chair: ouder, value: rust in huis voor iedereen}}
  - {seat: lead, do: open-step, fields: {step: afspraken}}
  - {seat: lead, do: close}
"""


def at_a_server(script: Path, *beraad: str) -> Result:
    """Simulate against a server that runs already: ours, or one with a fault planted."""
    with started(beraad) as (origin, accounts):
        given = script.with_name("accounts.yaml")
        given.write_bytes(msgspec.yaml.encode(accounts))
        return CliRunner().invoke(main, ["simulate", str(script), "--json", "--url", origin, "--accounts", str(given)])


def test_the_example_in_the_docs_is_played_at_a_given_server_and_its_case_taken_back(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "simulate.md").read_text()
    example = re.search(r"(?ms)^    title: Twee plekken.*?tension_b: veiligheid\}$", page)
    assert example
    script = tmp_path / "groep.yaml"
    script.write_text(textwrap.dedent(example[0]))
    played = at_a_server(script)
    assert played.exit_code == 0, played.stderr
    result = json.loads(played.stdout)
    assert re.fullmatch(r"[0-9a-f]{24}", result["case"])
    assert result["checks"]["taken back"] == 1
    assert result["checks"]["kept"] > 0


PATCHED = """
from gevent import monkey; monkey.patch_all()
{fault}
from beraad.cli import main; main(prog_name="beraad")
"""

# A visibility that shows what is written as if it were revealed, in what is pushed or in what is asked.
LEAK = """
import msgspec
from beraad.deliberation import visibility
from beraad.deliberation.state import Seen
def visible(state, seat=None):
    wrote = lambda here: here.revealed or bool(getattr(here.content, "voices", None))
    steps = {{id: msgspec.structs.replace(here, revealed=wrote(here)) for id, here in state.steps.items()}}
    return Seen(**{{**msgspec.structs.asdict(state), "steps": steps}})
import {where}
{where}.visible = visible
"""

# A round that nobody who leads is told, or that is told without one of its parts.
LOSE = """
from beraad.live.sockets import Live
send, rounds = Live._send, []
def lossy(self, event, message, to):
    if event == "parts" and "lead" in to:
        rounds.append(message)
        if len(rounds) == 4:
            {lose}
    send(self, event, message, to)
Live._send = lossy
"""

# A socket that is closed without a word.
DROP = "self.io.server.disconnect(next(one.sid for p in self.pushers.values() for one in p.sockets.values()))"

# The report is signed.
NAMES = """
import beraad.web.report_pages as pages
shown = pages.show
pages.show = lambda *words, **view: shown(*words, **view).replace("</main>", "Met dank aan Fatima</main>")
"""


@pytest.mark.parametrize(
    ("fault", "check", "reason"),
    [
        (LEAK.format(where="beraad.live.push"), "hidden", "fatima wrote in waarden got here before the reveal"),
        (LEAK.format(where="beraad.web.session_pages"), "hidden", "fatima wrote in waarden got here"),
        (LOSE.format(lose="return"), "page", "the merged page stays at"),
        (LOSE.format(lose="message['parts'].pop('table')"), "page", "differs from a fresh page at"),
        (LOSE.format(lose=DROP), "page", "its connection was lost"),
        (NAMES, "names", "the name of Fatima is in the report"),
    ],
)
def test_a_planted_fault_is_found_and_told_with_its_seat_and_check(
    fault: str, check: str, reason: str, tmp_path: Path
) -> None:
    script = tmp_path / "twee.yaml"
    script.write_text(TWO)
    played = at_a_server(script, sys.executable, "-c", PATCHED.format(fault=fault))
    assert played.exit_code == 1, played.output
    failed = json.loads(played.stdout)["failed"]
    assert (failed["check"], reason in failed["reason"]) == (check, True), failed
    assert f"{failed['seat']}, {check}: " in played.stderr
