"""`beraad methods check`, as whoever writes a method runs it."""

from pathlib import Path

from beraad.storage.methods import SHIPPED
from tests.house.test_cli import beraad


def test_the_shipped_methods_are_right(tmp_path: Path) -> None:
    done = beraad(tmp_path, "methods", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "kort_beraad.yaml: Kort beraad, 4 stappen (kort 30, standaard 45 minuten)" in done.stdout


def test_an_own_method_that_is_wrong_is_told_with_line_and_field(tmp_path: Path) -> None:
    (tmp_path / "methods").mkdir()
    text = (SHIPPED / "kort_beraad.yaml").read_text().replace("presets: {kort: 30", "presets: {kort: 31")
    (tmp_path / "methods" / "eigen.yaml").write_text(text)
    done = beraad(tmp_path, "methods", "check")
    assert done.returncode == 1
    assert "eigen.yaml, regel 5, presets.kort: de stappen zijn samen 30 minuten, hier staat 31" in done.stderr


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = beraad(tmp_path, "methods", "check", "nergens.yaml")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: No such file")
