"""What the repository carries of others, and what its locks say."""

import hashlib
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


def test_vendored_files_are_those_that_were_checked() -> None:
    lines = (TOP / "static/vendor/SHA256SUMS").read_text().splitlines()
    named = {path: digest for digest, path in (line.split("  ") for line in lines)}
    for path, digest in named.items():
        assert hashlib.sha256((TOP / path).read_bytes()).hexdigest() == digest, path
    carried = {f"static/vendor/{p.name}" for p in (TOP / "static/vendor").iterdir()} - {"static/vendor/SHA256SUMS"}
    assert carried <= set(named)


@pytest.mark.parametrize("lock", ["run", "dev", "setup"])
def test_a_lock_has_a_hash_for_everything_and_no_address(lock: str) -> None:
    text = (TOP / f"requirements/{lock}.txt").read_text()
    assert "://" not in text
    assert "index" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[\w.\[\],-]+==\S+.*\\\n +--hash=sha256:[0-9a-f]{64}", entry), entry[:60]


def test_what_must_never_be_installed_is_not() -> None:
    for name in ("eventlet", "geventwebsocket"):
        assert subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, check=False).returncode


def test_no_host_of_a_package_index_and_no_path_of_a_machine_is_named() -> None:
    hosts = r"https?://[a-z0-9.-]*(py" "pi|python" "hosted|npm" "js|deb" r"ian)[a-z0-9.-]*"
    # Of the folder above only a name of its own counts: a checkout may stand in /tmp or /opt.
    above = TOP.parent if len(TOP.parent.parts) > 2 else TOP
    for pattern in (hosts, re.escape(f"{Path.home()}/") + "|" + re.escape(f"{above}/")):
        found = subprocess.run(["git", "grep", "-nIiE", pattern], cwd=TOP, capture_output=True, text=True, check=False)
        assert found.stdout == ""


def test_the_wheel_serves_a_page_from_an_empty_environment(tmp_path: Path) -> None:
    """The package alone: code, templates, static files and seed cases, with the libraries of this environment."""
    build = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", build, tmp_path], cwd=TOP, capture_output=True, text=True, check=True)
    wheel = tmp_path / done.stdout.split()[-1]
    with zipfile.ZipFile(wheel) as packed:
        inside = packed.namelist()
    guide = ("guide/nl/index.md", "guide/en/steps.md", "guide/pictures/nl/judgement-phone.webp")
    for needed in ("templates/layout.html", "static/css/base.css", "seed_cases/werkcafe-01.md", *guide):
        assert f"beraad/_files/{needed}" in inside
    assert {"beraad/exports/sheet.typ", "beraad/exports/fonts/literata-latin-opsz-normal.ttf"} <= set(inside)
    target = tmp_path / "empty"
    venv.create(target, with_pip=False)
    site = next((target / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    libraries = Path(pytest.__file__).resolve().parents[1]
    program = (
        "import sys; sys.path.append(sys.argv[1])\n"
        "from pathlib import Path; from beraad.app import create_app; from beraad.settings import Settings, files\n"
        "assert '_files' in str(files('templates')), files('templates')\n"
        "app = create_app(Settings(data=Path(sys.argv[2]), secret='x' * 8 + 'abcdefghijklmnopqrstuvwxyz'))\n"
        "print(app.flask.test_client().get('/sign-in').status_code)\n"
    )
    run = subprocess.run(
        [target / "bin/python", "-I", "-c", program, libraries, tmp_path],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert run.stdout.split()[-1:] == ["200"], run.stderr[-2000:]
