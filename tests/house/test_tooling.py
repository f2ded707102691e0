"""What docs/install.md and deploy/ say about beraad is so."""

import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

from beraad.cli import main
from beraad.settings import check_for_serving, from_environment, names

TOP = Path(__file__).resolve().parents[2]
INSTALL = (TOP / "docs/install.md").read_text()
LINES = [line.strip() for line in INSTALL.splitlines() if line.startswith("    ")]
UNIT = (TOP / "deploy/beraad.service").read_text()


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("beraad ")])
def test_a_command_in_the_instructions_exists_with_its_options(line: str) -> None:
    command: click.Command = main
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    command.make_context("beraad", [str(TOP / "casebank") if "/" in word else word for word in words])


def test_the_settings_in_the_instructions_are_enough_to_serve() -> None:
    text = INSTALL.replace("$DOMAIN", "beraad.example.nl")
    said = dict(re.findall(r"^    (BERAAD_\w+)=(.+)$", text, re.MULTILINE))
    assert set(said) <= set(names())
    settings = from_environment(said)
    check_for_serving(settings)
    assert settings.https
    assert not settings.trial


def test_the_proxy_and_the_server_speak_of_the_same_port() -> None:
    port = re.search(r"BERAAD_PORT=(\d+)", INSTALL)
    assert port
    assert f"reverse_proxy 127.0.0.1:{port[1]} " in (TOP / "deploy/Caddyfile").read_text()


def test_the_proxy_and_the_workers_speak_of_the_same_ports() -> None:
    workers = re.search(r"systemctl enable --now((?: beraad@\d+)+)$", INSTALL, re.MULTILINE)
    assert workers
    ports = " ".join(f"127.0.0.1:{port}" for port in re.findall(r"@(\d+)", workers[1]))
    assert f"reverse_proxy {ports} {{" in (TOP / "deploy/Caddyfile.workers").read_text()
    start = re.search(r"^ExecStart=(.+)$", UNIT, re.MULTILINE)
    assert start
    lines = (TOP / "deploy/workers.conf").read_text().splitlines()
    assert lines[-2:] == ["ExecStart=", f"ExecStart=/usr/bin/env BERAAD_PORT=%i {start[1]}"]


@pytest.mark.parametrize("file", ["Caddyfile", "Caddyfile.workers"])
def test_the_proxy_writes_no_visit_down(file: str) -> None:
    before, _, site = (TOP / "deploy" / file).read_text().partition("beraad.example.nl {")
    assert "exclude http.log http.handlers.reverse_proxy" in before
    assert not re.search(r"^\s*log\b", site, re.MULTILINE)


def test_what_the_instructions_install_is_in_deploy() -> None:
    for path in re.findall(r"deploy/\w+(?:\.\w+)?", "\n".join(LINES)):
        assert (TOP / path).is_file(), path
    assert "EnvironmentFile=/etc/beraad.env" in UNIT
    assert {"ExecStartPre=/opt/beraad/.venv/bin/beraad db upgrade", "ProtectSystem=strict"} <= set(UNIT.splitlines())


@pytest.mark.parametrize("script", ["bin/lock", "bin/run", "bin/services", "bin/setup", "bin/test", "deploy/beraad"])
def test_a_script_may_be_run_and_needs_only_a_plain_shell(script: str) -> None:
    path = TOP / script
    assert path.stat().st_mode & 0o111
    assert path.read_text().startswith("#!/bin/sh -eu\n")
    assert subprocess.run(["sh", "-n", path], capture_output=True, check=False).returncode == 0
