"""The contracts on imports name every package they are about, so that none is passed over in silence."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).resolve().parents[2]
CONTRACTS: list[dict[str, Any]] = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
RULES = {"deliberation", "casebank", "anonymise", "accounts", "rehearsal", "werkcafe", "training"}
ABOUT = {
    "Rules and use cases know no framework": RULES | {"services", "exports"},
    "SQL stays in storage": {"web", "live", "pages", "jobs", "mail"},
    "Flask stays at its edges": {"storage", "pages", "jobs", "mail"},
    "Redis stays in live": {"web", "storage", "pages", "jobs", "mail"},
}


def existing() -> set[str]:
    """Return the name of each module and package directly in beraad/."""
    inside = (TOP / "beraad").iterdir()
    return {path.stem for path in inside if path.suffix == ".py" or (path / "__init__.py").exists()} - {"__init__"}


def contract(name: str) -> dict[str, Any]:
    return next(each for each in CONTRACTS if each["name"] == name)


@pytest.mark.parametrize("name", ABOUT)
def test_a_contract_names_every_package_it_is_about(name: str) -> None:
    named = {module.removeprefix("beraad.") for module in contract(name)["source_modules"]}
    assert named == ABOUT[name] & existing()


def test_each_contract_that_forbids_is_held_against_this_list() -> None:
    assert {each["name"] for each in CONTRACTS if each["type"] == "forbidden"} == set(ABOUT)


def test_only_a_shelf_that_is_still_empty_stands_in_brackets() -> None:
    layers = " ".join(contract("Imports point inward")["layers"])
    assert set(re.findall(r"\((\w+)\)", layers)) & existing() == set()
    assert existing() <= set(re.findall(r"\w+", layers))
