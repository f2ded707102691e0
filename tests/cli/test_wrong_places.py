"""Files that are none, and data that cannot be reached: one sentence, exit code 1, and nothing half-written."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beraad.cli import main
from tests.stores import put_copies


def beraad(data: Path, *words: str) -> Result:
    return CliRunner(env={"BERAAD_DATA": str(data)}).invoke(main, list(words))


@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "gone"])
def test_what_is_no_file_is_told_by_name(kind: str, tmp_path: Path, sqlite_prepared: Path) -> None:
    data = put_copies(sqlite_prepared, tmp_path / "data")
    place = tmp_path / "cases"
    place.mkdir()
    wrong = place / "wrong.md"
    match kind:
        case "pipe":
            os.mkfifo(wrong)
        case "folder":
            wrong.mkdir()
        case "loop":
            wrong.symlink_to(wrong)
        case _:
            wrong.symlink_to(place / "nowhere.md")
    done = beraad(data, "cases", "import", str(place))
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert str(wrong) in done.output


@pytest.mark.parametrize(
    "words",
    [
        ("db", "upgrade"), ("db", "check"), ("search", "kind"), ("purge",), ("cases", "export", "out"),
        ("backup", "copy.zip"), ("admin", "reset", "a@voorbeeld.example"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_data_that_cannot_be_reached_is_told_by_its_place(words: tuple[str, ...], tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "room.db").mkdir(parents=True)
    (data / "bank.db").mkdir()
    done = beraad(data, *words)
    assert done.exit_code == 1
    assert done.output.startswith(f"Error: The data in {data} cannot be read or written.")
