"""What a session left becomes a draft, and a draft a case: with what may go along, and nothing undecided in it."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beraad.anonymise.findings import fold
from beraad.anonymise.redact import Decision
from beraad.casebank.case import Spread
from beraad.casebank.rules import check
from beraad.deliberation.material import Material, MaterialAction, MaterialDissent, MaterialReason, MaterialVoice
from beraad.deliberation.method import Text
from beraad.services import draft as rules
from beraad.services.draft import Draft

HELD = datetime(2026, 11, 24, 12, tzinfo=UTC)
MATERIAL = Material(
    title="Daan naar huis?",
    method="kort_beraad",
    minutes=45,
    a="Daan gaat naar huis.",
    b="Hij blijft nog.",
    harm_a="De rust gaat weg.",
    facts="Sinds 4 mei 2026 is Daan (14) weg.",
    voices=(
        MaterialVoice(chair=Text(nl="het kind"), value="vertrouwen", norm="Laat Daan.", supports="a", source="said"),
        MaterialVoice(chair=Text(nl="oma Joke"), value="iets van mij", norm="", supports="none", source="estimated"),
    ),
    serves_a="vertrouwen",
    serves_b="iets van mij",
    reasons=(
        MaterialReason(choice="b", because="Daans jas hing er", at_cost_of="de rust", speaks_for=Text(nl="oma Joke")),
        MaterialReason(choice="a", because="het is tijd", at_cost_of="", speaks_for=None),
    ),
    spread=(3, 2, 0),
    conclusion="We gaan.",
    outcome="shared_with_minority",
    dissents=(MaterialDissent(id="d-1", text="Ik wacht liever."),),
    actions=(MaterialAction(what="Bel Daan", role="wijkteam", term="morgen"),),
)


def begun(material: Material = MATERIAL) -> Draft:
    return rules.begin(material, "Daan = jeugdige\nJoke = oma", "Jeugdhulp", HELD)


def decided(draft: Draft) -> Draft:
    for _ in range(9):
        found = rules.findings(draft)
        both = (*found.values(), *rules.still_there(draft, found).values())
        open = {one.key: one for each in both for one in each if one.key not in draft.decisions}
        if not open:
            return draft
        more = {key: Decision(instead=one.proposal) for key, one in open.items()}
        draft = msgspec.structs.replace(draft, decisions={**draft.decisions, **more})
    return draft


def test_a_draft_has_what_the_group_worded_and_the_nearest_value_as_a_proposal() -> None:
    draft = begun()
    assert draft.texts["0-reason"] == "Daans jas hing er\nTen koste van: de rust"
    assert [draft.tension_a, draft.tension_b] == ["vertrouwen", ""]
    assert [part.value for part in draft.voices] == ["vertrouwen", ""]
    assert draft.voices[1].chair == draft.reasons[0].chair  # one perspective, one text
    assert "pick_tension_b" in rules.open_fields(draft)
    assert {"summary"} <= set(rules.open_fields(draft))


def test_a_decided_draft_becomes_a_valid_case_with_the_same_role_in_every_field() -> None:
    draft = decided(begun())
    draft = msgspec.structs.replace(draft, texts={**draft.texts, "summary": "Een jongere."}, tension_b="none")
    assert (rules.undecided(draft), rules.open_fields(draft)) == (0, ())
    case = rules.to_case(draft, "de-casus", "region", "Regio")
    assert check(case) == ()
    assert case.title == "[jeugdige] naar huis?"
    assert case.setting == "Sinds [zes maanden eerder] is [jeugdige] ([12–15]) weg."
    assert (case.reasons[1].text, case.reasons[1].perspective) == (
        "[jeugdige]s jas hing er\nTen koste van: de rust", "oma [oma]",
    )  # fmt: skip
    assert case.tension
    assert (case.tension.b.words, case.tension.b.value) == ("iets van mij", None)
    assert (case.region, case.period, case.origin) == ("Regio", "2026-K4", "room")
    assert case.minority == ("Ik wacht liever.",)
    assert case.spread == Spread(a=3, b=2, other=0)


@pytest.mark.parametrize("spread", [(0, 0, 0), (2, 2, 0), (4, 0, 0), (0, 0, 4)])
def test_a_spread_of_fewer_than_five_people_is_not_kept(spread: tuple[int, int, int]) -> None:
    assert rules.to_case(begun(msgspec.structs.replace(MATERIAL, spread=spread)), "de-casus").spread is None


def test_the_situation_is_what_was_told_and_what_came_up() -> None:
    for told, facts, setting in (
        ("Zij belde.", "Oma helpt.", "Zij belde.\n\nOma helpt."),
        ("", "Oma helpt.", "Oma helpt."),
    ):
        assert begun(msgspec.structs.replace(MATERIAL, told=told, facts=facts)).texts["setting"] == setting


def test_an_emptied_text_is_left_out() -> None:
    draft = begun()
    gone = {"0-voice-words": "", "0-voice-norm": "", "1-reason": "", "0-action": "", "d-1-minority": "", "harm_a": ""}
    case = rules.to_case(msgspec.structs.replace(draft, texts={**draft.texts, **gone}), "de-casus")
    assert [len(each) for each in (case.voices, case.reasons, case.actions, case.minority)] == [1, 1, 0, 0]
    assert case.dilemma.harm_a is None


def test_the_fingerprint_moves_with_the_text_and_with_nothing_else() -> None:
    draft = begun()
    first = rules.fingerprint(draft)
    same = msgspec.structs.replace(draft, circle="region", offered=True, remark="x", roster=draft.roster + "\nNiemand")
    assert rules.fingerprint(same) == first
    assert rules.fingerprint(msgspec.structs.replace(draft, texts={**draft.texts, "a": "Anders."})) != first
    assert rules.fingerprint(msgspec.structs.replace(draft, themes=("pleegzorg",))) != first
    assert rules.fingerprint(decided(draft)) != first


NAMES = ("Daan", "daan's", "JOKE", "Jok", "Dáán", "Daan Joke")
SAID = st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), max_size=6).map(" ".join)


@given(SAID, SAID, SAID, st.lists(SAID, max_size=3))
def test_no_name_of_the_roster_is_left_in_a_decided_case(a: str, b: str, facts: str, dissents: list[str]) -> None:
    held = tuple(MaterialDissent(id=f"d-{at}", text=text) for at, text in enumerate(dissents))
    material = msgspec.structs.replace(MATERIAL, a=a, b=b, facts=facts, conclusion=b, dissents=held)
    draft = decided(begun(material))
    assert rules.undecided(draft) == 0
    words = {word for text in rules.final_texts(draft).values() for word in fold(text).replace("[", " ").split()}
    assert not {"daan", "joke"} & words


@pytest.mark.parametrize("text", ["Ik had gewacht.", ""])
def test_of_a_sentence_that_is_reworded_no_mark_decision_or_remark_stays(text: str) -> None:
    said = "Oma Kanarie belde 06-50129044, en Daan was bang."
    dissents = (MaterialDissent(id="d-1", text=said), MaterialDissent(id="d-2", text="Daan kan naar huis."))
    draft = begun(msgspec.structs.replace(MATERIAL, dissents=dissents))
    draft = decided(msgspec.structs.replace(draft, marked=("Oma Kanarie", said, "jas")))
    draft = msgspec.structs.replace(draft, offered=True, remark=f"‘{said}’ is te herkennen")
    before, now = msgspec.json.encode(draft).decode(), rules.reworded(draft, "d-1", text)
    assert "kanarie" in before.casefold().replace(said.casefold(), "")
    kept = msgspec.json.encode(now).decode().casefold()
    assert "kanarie" not in kept
    assert "50129044" not in kept
    assert now.marked == ("jas",)
    assert {key for key in now.decisions if "daan" in key} == {key for key in draft.decisions if key.endswith(":daan")}
    assert rules.to_case(now, "x").minority == (*((text,) if text else ()), "[jeugdige] kan naar huis.")
    assert (now.offered, now.reworded) == (False, True)
