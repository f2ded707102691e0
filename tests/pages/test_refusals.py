"""Every refusal has a sentence, in both languages, that can be filled in."""

import importlib
import pkgutil
import re

import beraad
from beraad.pages.refusals import OTHERWISE, REFUSALS, refusal_text
from beraad.refusal import Refusal


def every_refusal(of: type[Refusal] = Refusal) -> set[type[Refusal]]:
    return {found for direct in of.__subclasses__() for found in {direct, *every_refusal(direct)}}


def ours() -> set[str]:
    """Return the codes of all refusals of the package, its modules imported."""
    for module in pkgutil.walk_packages(beraad.__path__, "beraad."):
        if not re.search(r"\.(migrations|serve)\b", module.name):
            importlib.import_module(module.name)
    return {refusal.code for refusal in every_refusal() if refusal.__module__.startswith("beraad.") and refusal.code}


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal() -> None:
    assert ours() == REFUSALS.keys()


def test_a_sentence_takes_the_facts_of_its_refusal() -> None:
    class Full(Refusal):
        code = "too-many"

    assert refusal_text(Full(most=8), "nl") == "Er kan niets meer bij: 8 is het meeste."
    assert refusal_text(Full(most=8), "en") == "Nothing more can be added: 8 is the maximum."


def test_a_refusal_that_nobody_worded_yet_still_says_something() -> None:
    class New(Refusal):
        code = "brand-new"

    assert refusal_text(New(), "nl") == OTHERWISE
