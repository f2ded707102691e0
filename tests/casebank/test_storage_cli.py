"""Files in and out of the bank from the command line: all or nothing, and every complaint with its place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from beraad.casebank.circles import PUBLIC, Audience
from beraad.casebank.markdown import write
from beraad.casebank.stored import StoredCase
from beraad.cli import main
from beraad.settings import Settings, files
from beraad.storage.bank import tables
from beraad.storage.store import open_bank
from tests.casebank.builders import a_case

Run = Callable[..., Result]
GOOD = write(a_case(source="Een openbaar verslag"))


@pytest.fixture
def beraad(tmp_path: Path) -> Run:
    """Run a command on a new bank."""
    env = {"BERAAD_DATA": str(tmp_path / "data"), "BERAAD_SECRET": "", "BERAAD_DATABASE": ""}

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], env=env)

    assert run("db", "upgrade").exit_code == 0
    return run


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "files"
    place.mkdir()
    return place


def count(tmp_path: Path) -> int:
    bank = open_bank(Settings(data=tmp_path / "data"))
    found: int = bank.read(
        lambda unit: unit.connection.execute(select(func.count()).select_from(tables.cases)).scalar_one()
    )
    bank.close()
    return found


def put(tmp_path: Path, stored: StoredCase, *, remove: bool = False) -> None:
    """Put a case in the bank as publishing does, and take it back if asked."""
    bank = open_bank(Settings(data=tmp_path / "data"))
    bank.writer.run(lambda unit: unit.cases.put(stored))
    if remove:
        bank.writer.run(lambda unit: unit.cases.remove(stored.case.id))
    bank.close()


def test_the_seed_cases_come_in_once_are_found_and_go_out_as_they_came(beraad: Run, tmp_path: Path) -> None:
    seeds = files("seed_cases")
    assert beraad("cases", "import", seeds).output == "9 new, 0 replaced, 0 already there.\n"
    assert beraad("cases", "import", seeds).output == "0 new, 0 replaced, 9 already there.\n"
    assert beraad("cases", "export", tmp_path / "out").exit_code == 0
    for path in seeds.glob("werkcafe-*.md"):
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()
    assert beraad("cases", "import", tmp_path / "out").output == "0 new, 0 replaced, 9 already there.\n"
    hits = json.loads(beraad("search", "uithuisplaatsing", "vertrouwen", "--json").output)["hits"]
    assert (hits[0]["id"], hits[0]["title"]) == ("werkcafe-02", "Kan een uithuisplaatsing vrijwillig zijn?")
    assert beraad("search", "uhp").output.startswith("werkcafe-02  Kan een")
    assert "Did you mean: uithuisplaatsing?" in beraad("search", "uithuisplatsing").output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Zomaar een tekst", ":1: begin het bestand met een regel ---"),
        (b"---\nid: een-1\n", ": na de korte velden hoort"),
        (GOOD.replace("titel:", "tietel:").encode(), ":3: tietel: dit veld kennen we niet; bedoel je ‘titel’?"),
        (GOOD.replace("titel: Een", "titel: &a Een").encode(), ":3: verwijzingen met & of *"),
        (GOOD.replace("openbaar", "overal", 1).encode(), ":4: kring: ‘overal’ kennen we niet"),
        (GOOD.replace("Een team", "Eén team").encode("latin-1"), ": dit is geen UTF-8"),
        (b"\xff" * 10_000_000, ":1: het bestand is te groot"),
        (GOOD.replace("## A\n\nDoorgaan", "## A").encode(), "A: dit ontbreekt"),
        (GOOD.replace("bron: Een openbaar verslag\n", "").encode(), ":1: bron: noem de openbare bron"),
        (GOOD.replace("herkomst: ingelezen", "herkomst: beraad").encode(), ":4: kring: een casus uit een beraad"),
        (GOOD.replace("kring: openbaar", "kring: organisatie").encode(), ":4: kring: zeg van welke organisatie"),
        (GOOD.replace("kring: openbaar", "kring: regio").encode(), ":1: regio: noem de jeugdregio"),
        (GOOD.replace("Een team", "Een \u202eteam").encode(), "hier staat een teken dat je niet ziet"),
        (b"\x00\x01", ":1: begin het bestand"),
        (b"", ":1: begin het bestand"),
    ],
)
def test_a_wrong_file_is_told_with_its_line_and_nothing_of_it_comes_in(
    content: bytes, said: str, beraad: Run, place: Path, tmp_path: Path
) -> None:
    (place / "goed.md").write_text(GOOD)
    (place / "fout.md").write_bytes(content)
    refused = beraad("cases", "import", place)
    assert refused.exit_code == 1
    assert f"{place / 'fout.md'}" in refused.stderr
    assert said in refused.stderr
    assert "Traceback" not in refused.output
    assert count(tmp_path) == 0


def test_all_complaints_of_all_files_are_told_at_once(beraad: Run, place: Path, tmp_path: Path) -> None:
    for name in ("een", "twee"):
        (place / f"{name}.md").write_text(GOOD)
    (place / "drie.md").write_text(GOOD.replace("titel", "tietel"))
    told = beraad("cases", "import", place).stderr
    assert f"{place / 'twee.md'}:2: id: dit id staat ook in {place / 'een.md'}" in told
    assert f"{place / 'drie.md'}:3: tietel" in told
    assert count(tmp_path) == 0


def test_other_content_replaces_what_was_imported(beraad: Run, place: Path) -> None:
    file = place / "een.md"
    file.write_text(GOOD)
    assert beraad("cases", "import", file).output.startswith("1 new")
    file.write_text(GOOD.replace("Een voorbeeld", "Een beter voorbeeld"))
    assert beraad("cases", "import", file).output == "0 new, 1 replaced, 0 already there.\n"
    assert "Een beter voorbeeld" in beraad("search", "beter").output


@pytest.mark.parametrize(("gone", "said"), [(False, "kwam er niet uit een bestand"), (True, "komt niet terug")])
def test_what_was_not_imported_is_not_replaced_and_what_is_gone_stays_away(
    gone: bool, said: str, beraad: Run, place: Path, tmp_path: Path
) -> None:
    put(tmp_path, StoredCase(case=a_case(origin="fictional"), audience=PUBLIC, imported=False), remove=gone)
    (place / "een.md").write_text(GOOD.replace("Een team", "Twee teams"))
    refused = beraad("cases", "import", place)
    assert refused.exit_code == 1
    assert f"{place / 'een.md'}:1: id: " in refused.stderr
    assert said in refused.stderr
    assert count(tmp_path) == 0 if gone else count(tmp_path) == 1


def test_an_export_of_a_room_case_comes_back_as_imported(beraad: Run, tmp_path: Path) -> None:
    words = (
        "admin",
        "create",
        "b@voorbeeld.example",
        "--name",
        "B",
        "--organisation",
        "Jeugdhulp",
        "--region",
        "Noord",
    )
    assert beraad(*words).exit_code == 0
    case = a_case(origin="room", circle="region", region="Noord")
    put(tmp_path, StoredCase(case=case, audience=Audience("region", region="Noord"), imported=False))
    out = tmp_path / "out"
    assert beraad("cases", "export", out).output.startswith("0 cases")  # as anybody
    assert beraad("cases", "export", out, "--organisation", "Jeugdhulp").output.startswith("1 cases")
    assert beraad("cases", "import", out).output == "0 new, 0 replaced, 1 already there.\n"
    (tmp_path / "data").rename(tmp_path / "earlier")  # another machine
    assert beraad("db", "upgrade").exit_code == 0
    assert beraad("cases", "import", out).output == "1 new, 0 replaced, 0 already there.\n"
    assert beraad("cases", "import", out).output == "0 new, 0 replaced, 1 already there.\n"


def test_an_import_stands_in_the_audit_log_once(beraad: Run, tmp_path: Path) -> None:
    for _ in range(2):
        beraad("cases", "import", files("seed_cases"))
    bank = open_bank(Settings(data=tmp_path / "data"))
    lines = bank.read(lambda unit: unit.connection.execute(select(tables.audit)).mappings().all())
    bank.close()
    assert [(line["action"], line["actor"]) for line in lines] == [("case.import", None)] * 9
    assert {line["object"] for line in lines} == {f"werkcafe-0{at}" for at in range(1, 10)}


@pytest.mark.parametrize("words", [("cases", "import", "nergens"), ("cases", "export", "een.md"), ("search",)])
def test_a_wrong_command_is_a_sentence(
    words: tuple[str, ...], beraad: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "een.md").write_text("x")
    wrong = beraad(*words)
    assert wrong.exit_code
    assert "Traceback" not in wrong.output
    assert "Error: " in wrong.output


def test_an_empty_directory_and_an_unknown_organisation_are_sentences(beraad: Run, place: Path) -> None:
    assert "There is no .md file" in beraad("cases", "import", place).stderr
    assert "no organisation" in beraad("search", "x", "--organisation", "Nergens").stderr


@pytest.mark.parametrize("words", ["'; drop table cases; --", "%", '"', "NEAR(a b)", "a" * 5000, "\x07\u202e", "🙂"])
def test_a_search_that_is_syntax_finds_nothing_and_breaks_nothing(words: str, beraad: Run) -> None:
    beraad("cases", "import", files("seed_cases"))
    found = beraad("search", "--json", "--", words)
    assert found.exit_code == 0
    assert isinstance(json.loads(found.output)["hits"], list)
