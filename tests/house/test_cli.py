"""The command line, run as a user runs it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.builders import SECRET

TOP = Path(__file__).parents[2]
RUN = [sys.executable, "-W", "error:Monkey-patching", "-c", "from beraad.cli import main; main(prog_name='beraad')"]


def environment(data: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BERAAD_")}
    settings = {f"BERAAD_{name}": value for name, value in more.items()}
    return clean | {"PYTHONPATH": str(TOP), "BERAAD_DATA": str(data)} | settings


def beraad(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *words], env=environment(data, **more), capture_output=True, text=True, timeout=120)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(data: Path, *words: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a server; give it and its address once it answers."""
    port = free_port()
    server = subprocess.Popen(
        [*RUN, *words],
        env=environment(data, PORT=str(port), **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(900):
            assert server.poll() is None, server.communicate()
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=5).read()
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        yield server, address
    finally:
        server.kill()
        server.wait()
        for pipe in (server.stdout, server.stderr):
            if pipe:
                pipe.close()


def test_a_new_data_directory_is_made_checked_and_served(tmp_path: Path) -> None:
    assert beraad(tmp_path, "db", "check").returncode == 1
    assert "beraad db upgrade" in beraad(tmp_path, "serve", SECRET=SECRET).stderr
    assert beraad(tmp_path, "db", "upgrade").returncode == 0
    assert beraad(tmp_path, "db", "check").returncode == 0
    with running(tmp_path, "serve", SECRET=SECRET) as (server, address):
        assert b"<html" in urllib.request.urlopen(address).read()
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "BERAAD_SECRET is missing"),
        ({"SECRET": "short"}, "BERAAD_SECRET is too weak"),
        ({"SECRET": SECRET, "ORIGIN": "http://10.0.0.1"}, "BERAAD_TRIAL=1"),
        ({"SECRET": SECRET, "PORT": "x"}, "BERAAD_PORT is not a whole number"),
        ({"SECRET": SECRET, "DATABASE": "postgresql://nobody@127.0.0.1:1/x"}, "Error:"),
    ],
)
def test_what_would_be_unsafe_or_wrong_stops_serving_with_one_sentence(
    more: dict[str, str], words: str, tmp_path: Path
) -> None:
    stopped = beraad(tmp_path, "serve", **more)
    assert stopped.returncode == 1
    assert words in stopped.stderr
    assert stopped.stderr.count("\n") == 1
    assert "Traceback" not in stopped.stderr


@pytest.mark.slow
def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    beraad(tmp_path, "db", "upgrade")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        stopped = beraad(tmp_path, "serve", SECRET=SECRET, PORT=str(taken.getsockname()[1]))
    assert (stopped.returncode, stopped.stderr.count("\n")) == (1, 1)
    assert "in use" in stopped.stderr


def test_small_answers_leave_at_once(tmp_path: Path) -> None:
    code = (
        "from beraad.serve import new_server; import socket; from types import SimpleNamespace as S;"
        "server = new_server(S(host='127.0.0.1', port=0), S(wsgi=None));"
        "print(server.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))"
    )
    shown = subprocess.run([sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, text=True)
    assert shown.stdout == "1\n", shown.stderr


@pytest.mark.slow
def test_the_first_administrator_gets_a_link(tmp_path: Path) -> None:
    assert "beraad db upgrade" in beraad(tmp_path, "admin", "reset", "x@y.nl").stderr
    beraad(tmp_path, "db", "upgrade")
    words = ("admin", "create", "beheer@voorbeeld.example", "--name", "Beheer", "--organisation", "Jeugdhulp")
    assert "region" in beraad(tmp_path, *words, SECRET=SECRET).stderr.lower()
    made = beraad(tmp_path, *words, "--region", "Regio", SECRET=SECRET)
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/invitation/[\w-]{43}\n", made.stdout)
    reset = beraad(tmp_path, "admin", "reset", "beheer@voorbeeld.example", SECRET=SECRET)
    assert reset.stdout.startswith("http://127.0.0.1:8000/invitation/")
    assert reset.stdout != made.stdout
    unknown = beraad(tmp_path, "admin", "reset", "niemand@voorbeeld.example", SECRET=SECRET)
    assert (unknown.returncode, unknown.stderr.count("\n")) == (1, 1)


def test_every_command_says_what_it_does(tmp_path: Path) -> None:
    from beraad.cli import main

    def walk(command: object, words: tuple[str, ...]) -> None:
        assert getattr(command, "help", None), words
        for name, each in getattr(command, "commands", {}).items():
            walk(each, (*words, name))

    walk(main, ())
    shown = beraad(tmp_path, "--help")
    assert shown.returncode == 0
    for name in ("serve", "demo", "db", "admin"):
        assert name in shown.stdout


def test_the_command_line_loads_nothing_before_a_command_does() -> None:
    code = "import sys, beraad.cli; print(*sorted(set(sys.modules) & {'flask', 'gevent', 'sqlalchemy', 'ssl'}))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert loaded.stdout == "\n"


@pytest.mark.slow
def test_the_demo_lets_its_facilitator_in_and_its_secret_stays(tmp_path: Path) -> None:
    secrets = []
    for _ in range(2):
        with running(tmp_path, "demo") as (server, address):
            assert server.stdout
            printed = []
            while "Ctrl+C" not in (line := server.stdout.readline()):
                printed.append(line)
            password = next(line.split()[1] for line in printed if "leider@" in line)
            form = urlencode({"email": "leider@voorbeeld.example", "password": password}).encode()
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            page = browser.open(urllib.request.Request(f"{address}/sign-in", form, {"Sec-Fetch-Site": "same-origin"}))
            assert "Gespreksleider Noord" in page.read().decode()
        secrets.append((tmp_path / "secret").read_text())
    assert secrets[0] == secrets[1]
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_phones_on_the_network_reach_the_demo_and_read_the_warning(tmp_path: Path) -> None:
    from beraad.cli.demo import address_on_network

    with running(tmp_path, "demo", HOST="0.0.0.0") as (_, local):
        network = local.replace("127.0.0.1", address_on_network())
        page = urllib.request.urlopen(f"{network}/sign-in").read().decode()
        assert "Proefopstelling zonder versleuteling" in page
        ours = urllib.request.Request(f"{network}/sign-in", b"email=abc&password=x", {"Origin": network})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(ours)
        assert refused.value.code == 422  # read as a form of ours, by its Origin alone
        refused.value.close()
