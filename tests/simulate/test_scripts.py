"""Scripts: those that come along can be played, and a wrong one says in plain words what is wrong and where."""

from functools import cache

import pytest

from beraad.deliberation.method import Method
from beraad.simulate.forms import FormWrong, filled, find_form
from beraad.simulate.script import Script, ScriptInvalid, read_script, shipped
from beraad.storage.methods import SHIPPED, method_in

RIGHT = """\
title: Kort
prepare:
  title: Zelf fietsen
seats:
  zoe: {name: Zoë, place: ouder}
  wim: {name: Wim}
play:
  - {seat: lead, do: open-door}
  - {seat: zoe, do: join}
  - {seat: wim, do: join}
  - {seat: lead, do: open-step, fields: {step: afweging}}
  - seat: zoe
    do: choose
    step: afweging
    fields: {choice: b, because: dat is rustiger}
  - {seat: wim, do: choose, step: afweging, fields: {choice: a, because: hij kan het al}}
  - {seat: lead, do: close}
"""

WRONG: dict[str, tuple[str | bytes, str]] = {
    "no script at all": ("- een lijst\n", "regel 1: dit is geen script"),
    "unknown part": (RIGHT.replace("prepare:", "voorbereiding: {}\nprepare:"), "voorbereiding"),
    "no play": (RIGHT[: RIGHT.index("play:")], "play: hier hoort te staan wat er gebeurt"),
    "unknown field of the form": (
        RIGHT.replace("  title: Zelf", "  titel: x\n  title: Zelf"),
        "regel 3, prepare.titel",
    ),
    "unknown method": (RIGHT.replace("  title: Zelf", "  length: lang/kort\n  title: Zelf"), "regel 3, prepare.length"),
    "seat that is not there": (
        RIGHT.replace("seat: wim, do: choose", "seat: piet, do: choose"),
        "regel 16, play[6].seat",
    ),
    "seat that did not come in": (RIGHT.replace("  - {seat: wim, do: join}\n", ""), "‘wim’ zit nog niet aan tafel"),
    "name of ours as a seat": (
        RIGHT.replace("  wim: {name: Wim}", "  wim: {name: W}\n  lead: {name: L}"),
        "seats.lead",
    ),
    "unknown verb": (RIGHT.replace("do: open-door", "do: open-deur"), "regel 8, play[1].do: ‘open-deur’ kan hier niet"),
    "verb of a step without a step": (RIGHT.replace("    step: afweging\n", ""), "zet dan step: erbij"),
    "unknown step": (RIGHT.replace("    step: afweging\n", "    step: wegen\n"), "de stap ‘wegen’ bestaat niet"),
    "unknown field of a move": (RIGHT.replace("because: dat", "omdat: dat"), "regel 15, play[5].fields.omdat"),
    "choice that is not there": (RIGHT.replace("choice: b", "choice: c"), "regel 15, play[5].fields.choice"),
    "text that is too long": (RIGHT.replace("dat is rustiger", "x" * 1001), "hoogstens 1000 tekens"),
    "hidden text too short to follow": (RIGHT.replace("dat is rustiger", "rust"), "minstens 8 tekens"),
    "two seats with the same hidden text": (RIGHT.replace("dat is rustiger", "hij kan het al"), "alleen eigen woorden"),
    "crowd without numbers": (RIGHT.replace("{name: Wim}", "{name: Wim, many: 3}"), "regel 6, seats.wim.name: zet {n}"),
    "crowd of nobody": (RIGHT.replace("{name: Wim}", '{name: "Wim {n}", many: 0}'), "regel 6, seats.wim.many"),
    "crowd that all writes the same": (
        RIGHT.replace("{name: Wim}", '{name: "Wim {n}", many: 3}'),
        "regel 16, play[6].fields.because: ‘wim-1’ schrijft dit ook",
    ),
    "no end": (RIGHT.replace("  - {seat: lead, do: close}\n", ""), "do: close"),
    "anchor": (RIGHT.replace("title: Kort", "title: &t Kort"), "verwijzingen met & en * mogen niet"),
    "other encoding": (RIGHT.encode("utf-16"), "UTF-8"),
    "too big": (RIGHT + "#" * 300_000, "te groot"),
}


@cache
def methods() -> dict[str, Method]:
    return {method.id: method for method in map(method_in, SHIPPED.glob("*.yaml"))}


def read(text: str | bytes) -> Script:
    return read_script(text if isinstance(text, bytes) else text.encode(), "groep.yaml", methods())


def test_a_right_script_is_read_as_it_is_written() -> None:
    script = read(RIGHT)
    assert script.seats["zoe"].name == "Zoë"
    assert [move.do for move in script.play][:2] == ["open-door", "join"]
    assert script.hidden_words(script.play[4], methods()["kort_beraad"]) == ["dat is rustiger"]


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_script_says_what_is_wrong_and_where(what: str) -> None:
    text, complaint = WRONG[what]
    with pytest.raises(ScriptInvalid) as wrong:
        read(text)
    assert complaint in str(wrong.value)
    assert str(wrong.value).startswith("groep.yaml, regel ")


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ScriptInvalid) as wrong:
        read(RIGHT.replace("open-door", "open-deur").replace("choice: b", "choice: c"))
    assert [complaint.line for complaint in wrong.value.complaints] == [8, 15]


COME_ALONG = ("kort.yaml", "werkcafe_03.yaml", "dilemma_04.yaml", "dilemma_08.yaml", "dilemma_300.yaml")


@pytest.mark.parametrize("name", COME_ALONG)
def test_the_scripts_that_come_along_have_every_step_and_say_names_of_their_roster(name: str) -> None:
    script = read_script(shipped(name), name, methods())
    assert len(script.roster) >= 2
    assert {move.step for move in script.play if move.step} == {plan.id for plan in methods()[script.method].steps}
    told = " ".join(str(value) for move in script.play for value in move.fields.values())
    assert sum(name in told for name in script.roster) >= 2


def test_a_crowd_is_many_people_who_each_do_the_same_in_words_of_their_own() -> None:
    crowd = RIGHT.replace("{name: Wim}", '{name: "Wim {n}", many: 3}').replace(
        "hij kan het al", "'nummer {n}: hij kan het al'"
    )
    script = read(crowd)
    assert {key: person.name for key, person in script.people.items()} == {
        "zoe": "Zoë", "wim-1": "Wim 1", "wim-2": "Wim 2", "wim-3": "Wim 3",
    }  # fmt: skip
    moves = script.each(script.play[5])
    assert [move.seat for move in moves] == ["wim-1", "wim-2", "wim-3"]
    hidden = [script.hidden_words(move, methods()["kort_beraad"]) for move in moves]
    assert hidden == [[f"nummer {n}: hij kan het al"] for n in (1, 2, 3)]
    assert script.each(script.play[4]) == [script.play[4]]


def test_what_is_written_without_names_is_hidden_too() -> None:
    script = read_script(shipped("dilemma_08.yaml"), "dilemma_08.yaml", methods())
    method = methods()["dilemmamethode"]
    written = [move for move in script.play if move.do in ("add-alternative", "evaluate") and not move.refused]
    assert len([move for move in written if script.hidden_words(move, method)]) == 8 + 4


PAGE = """
<form id="f-open" action="open-step"><input type="hidden" name="seen" value="7"></form>
<button type="submit" form="f-open" name="step" value="waarden">Verder</button>
<form id="f-add-kind" action="step/waarden/add-voice"><input type="hidden" name="chair" value="kind">
<textarea name="value">
</textarea><input type="radio" name="supports" value="none" checked>
<input type="radio" name="supports" value="a"></form>
<form id="f-add-ouder" action="step/waarden/add-voice"><input type="hidden" name="chair" value="ouder"></form>
<form id="f-clash" action="step/waarden/name-clash"><select name="serves_a"><option value="">Kies</option>
<option value="v1">rust in huis (kind)</option></select><textarea name="note"></textarea>
<datalist><option value="no field"></option></datalist></form>
<form id="f-share" action="share-case"><input type="checkbox" name="region" value="true" checked>
<button name="yes" value="true">Ja</button></form>
"""


def test_a_form_is_filled_in_as_a_person_would() -> None:
    def sent(path: str, **given: str | bool) -> object:
        form = find_form(PAGE, path, given)
        return form and filled(form, given)

    assert sent("open-step", step="waarden") == {"seen": ["7"], "step": "waarden"}
    assert sent("step/waarden/add-voice", chair="kind", value="rust") == {
        "chair": "kind", "value": "rust", "supports": ["none"],
    }  # fmt: skip
    assert sent("step/waarden/name-clash", serves_a="rust in huis") == {"serves_a": "v1", "note": [""]}
    assert sent("share-case", yes=True, region=False) == {"yes": "true"}
    assert sent("step/waarden/add-voice", chair="school") is None
    with pytest.raises(FormWrong, match="does not offer"):
        sent("open-step", step="conclusie")
    with pytest.raises(FormWrong, match="no field because"):
        sent("step/waarden/add-voice", chair="kind", because="x")
