"""What the group takes together after the reveal: one value in the table, every wording kept, and back again."""

from typing import Any

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import log
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.pvn_table import AddVoice, GiveNorm, MergeVoices, NameClash, NormGiven, SplitVoice
from beraad.deliberation.blocks import Row, VoicesBlock
from beraad.deliberation.ids import ItemId, SeatId
from beraad.deliberation.material import material, report
from beraad.deliberation.method import Method
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import (
    ANNA,
    BEN,
    CEM,
    LEADER,
    NOON,
    VALUES,
    ask,
    given,
    kort,
    parts_of,
    planned,
    revealed,
    step,
)
from tests.deliberation.histories import SCREEN, SETTING_OUT, History, replay

LEAD = LEADER.id
SAID = {
    "rust": (ANNA, AddVoice(chair="kind", value="rust")),
    "stilte": (BEN, AddVoice(chair="kind", value="stilte", norm="niemand vraagt het twee keer", supports="a")),
    "kalmte": (CEM, AddVoice(chair="kind", value="kalmte", norm="geen bezoek")),
    "respect": (ANNA, AddVoice(chair="ouder", value="respect")),
}


def normed() -> Method:
    """A kort beraad in which each value asks for a norm."""
    plans = [
        msgspec.structs.replace(plan, options={**plan.options, "norms": 1}) if plan.id == VALUES else plan
        for plan in kort().steps
    ]
    return msgspec.structs.replace(kort(), steps=tuple(plans))


def told(*more: tuple[SeatId, AddVoice]) -> Deliberation:
    """The values of SAID and more, revealed."""
    state = given(e.SeatTaken(seat=SCREEN), e.StepOpened(step=VALUES, at=NOON), method=normed())
    for by, what in (*SAID.values(), *more):
        state = step(state, what, by)
    return revealed(state)


def voice(state: Deliberation, value: str) -> ItemId:
    found: ItemId = next(id for id, one in state.steps[VALUES].content.voices.items() if one.value == value)
    return found


def merge(state: Deliberation, keep: str, value: str) -> Deliberation:
    return step(state, MergeVoices(keep=voice(state, keep), voice=voice(state, value)), LEAD)


def view(state: Deliberation, seat: SeatId = LEAD) -> Any:
    return next(part.view for part in parts_of(state, seat) if part.key.startswith("step-"))


def child(state: Deliberation, seat: SeatId = LEAD) -> list[list[str]]:
    """What stands at the child's chair, with all wordings."""
    (row,) = [row for row in view(state, seat).rows if row.chair.id == "kind"]
    return [[one.value for one in voice.wordings] for voice in row.voices]


def rows(state: Deliberation) -> list[Row]:
    (block,) = [block for block in report(visible(state)) if isinstance(block, VoicesBlock)]
    return [row for row in block.rows if row.chair.nl == "Het kind"]


def test_two_become_one_with_both_wordings_and_apart_again() -> None:
    state = merge(told(), "rust", "stilte")
    assert child(state) == [["rust", "stilte"], ["kalmte"]]
    assert child(step(state, SplitVoice(voice=voice(state, "stilte")), LEAD)) == [["rust"], ["stilte"], ["kalmte"]]


def test_what_went_into_a_voice_follows_it() -> None:
    state = merge(merge(told(), "rust", "stilte"), "kalmte", "rust")
    assert sorted(child(state)[0]) == ["kalmte", "rust", "stilte"]
    assert child(state)[0][0] == "kalmte"


def test_the_kept_one_gives_side_and_norm_and_takes_the_norm_of_another_if_it_has_none() -> None:
    (first, *_) = view(merge(told(), "rust", "stilte")).rows[0].voices
    assert (first.norm, first.supports) == ("niemand vraagt het twee keer", "none")
    (_, second) = view(merge(told(), "kalmte", "stilte")).rows[0].voices
    assert second.norm == "geen bezoek"


def test_the_clash_follows_into_what_was_taken_together_and_out_of_it() -> None:
    state = told()
    state = step(state, NameClash(serves_a=voice(state, "stilte"), serves_b=voice(state, "respect")), LEAD)
    state = merge(state, "rust", "stilte")
    assert view(state).serves_a.value == "rust"
    assert view(step(state, SplitVoice(voice=voice(state, "stilte")), LEAD)).serves_a.value == "stilte"


@pytest.mark.parametrize(
    ("keep", "value", "refusal"),
    [
        ("rust", "respect", no.NotTogether),
        ("rust", "rust", no.NotTogether),
        ("stilte", "kalmte", no.NoSuchItem),
        ("kalmte", "stilte", no.NoSuchItem),
    ],
)
def test_what_cannot_be_taken_together(keep: str, value: str, refusal: type[Exception]) -> None:
    state = merge(told(), "rust", "stilte")  # stilte is not by itself any more
    with pytest.raises(refusal):
        merge(state, keep, value)


def test_nothing_is_taken_together_before_all_see_it() -> None:
    state = given(e.StepOpened(step=VALUES, at=NOON))
    for by, what in SAID.values():
        state = step(state, what, by)
    with pytest.raises(no.NotRevealedYet):
        merge(state, "rust", "stilte")


def test_every_writer_is_named_in_the_room_and_nobody_on_the_screen() -> None:
    state = ask(merge(told(), "rust", "stilte"), c.ShowOnScreen(step=VALUES), LEAD)

    def names(seat: SeatId) -> list[str]:
        return [one.name for one in view(state, seat).rows[0].voices[0].wordings]

    assert names(LEAD) == names(CEM) == ["Anna", "Ben"]
    assert names(SCREEN.id) == ["", ""]


def test_a_guess_is_never_reported_as_what_the_child_said() -> None:
    own = (BEN, AddVoice(chair="kind", value="thuis zijn", source="self"))
    state = merge(merge(told(own), "thuis zijn", "stilte"), "thuis zijn", "rust")
    mixed = rows(state)[-2:]
    assert [(row.source, row.value, row.norm, row.also) for row in mixed] == [
        ("self", "thuis zijn", "", ()),
        ("estimated", "stilte", "niemand vraagt het twee keer", ("rust",)),
    ]
    (kept,) = [one for one in view(state).rows[0].voices if one.value == "thuis zijn"]
    assert kept.norm_by == "estimated"


@pytest.mark.parametrize(
    ("shares", "value", "norm"),
    [
        ((ANNA, BEN), "rust", "niemand vraagt het twee keer"),
        ((ANNA,), "rust", ""),
        ((BEN,), "stilte", "niemand vraagt het twee keer"),
        ((), None, ""),
    ],
)
def test_merged_words_go_to_a_case_only_as_far_as_each_writer_lets_them(
    shares: tuple[SeatId, ...], value: str | None, norm: str
) -> None:
    state = merge(told(), "rust", "stilte")
    state = step(state, NameClash(serves_a=voice(state, "rust"), serves_b=voice(state, "kalmte")), LEAD)
    for seat in shares:
        state = ask(state, c.ShareWords(yes=True), seat)
    kept = material(state, visible(state))
    of_child = [(one.value, one.norm) for one in kept.voices if one.chair.nl == "Het kind"]
    assert of_child == ([(value, norm)] if value else [])
    assert (kept.serves_a, kept.serves_b) == (value or "", "")  # Cem was not asked


def test_one_sentence_can_be_kept_back_though_the_others_may_go() -> None:
    state = ask(merge(told(), "rust", "stilte"), c.ShareWords(yes=True), ANNA)
    keep = c.KeepBack(step=VALUES, item=voice(state, "rust"), back=True)
    state = ask(state, keep, ANNA)
    assert not [one for one in material(state, visible(state)).voices if one.value == "rust"]
    assert visible(state, BEN).kept_back == visible(state).kept_back == {}  # nobody else knows
    state = ask(state, msgspec.structs.replace(keep, back=False), ANNA)
    assert [one.value for one in material(state, visible(state)).voices if one.chair.nl == "Het kind"] == ["rust"]


def test_nobody_keeps_back_what_another_wrote() -> None:
    state = told()
    with pytest.raises(no.NoSuchItem):
        ask(state, c.KeepBack(step=VALUES, item=voice(state, "rust"), back=True), BEN)


@pytest.mark.parametrize(("gone", "left"), [("rust", ["stilte"]), ("stilte", ["rust"])])
def test_either_wording_can_be_taken_away_and_the_other_stays(gone: str, left: list[str]) -> None:
    history = History(events=[planned(normed())])
    history.happened(*SETTING_OUT, e.StepOpened(step=VALUES, at=NOON))
    for by, what in SAID.values():
        history.do(c.Contribute(step=VALUES, what=what), by)
    history.do(c.AnnounceReveal(step=VALUES), LEAD)
    reveal = history.state.steps[VALUES].reveal
    assert reveal
    history.do(c.Reveal(announced=reveal[0]), None)
    item = voice(history.state, gone)
    pair = MergeVoices(keep=voice(history.state, "rust"), voice=voice(history.state, "stilte"))
    assert history.do(c.Contribute(step=VALUES, what=pair), LEAD)
    assert history.do(c.Erase(step=VALUES, item=item), LEAD)
    assert child(history.state)[0] == left
    assert rows(history.state)[0].value == left[0]
    assert not [one for one in history.kept if f'"{gone}"' in one.body]
    assert replay(history.kept) == history.state


def test_the_group_gives_a_norm_where_there_is_none_and_it_goes_with_its_value() -> None:
    state = told()
    state = step(state, GiveNorm(voice=voice(state, "rust"), norm="niet zomaar binnenkomen"), LEAD)
    assert view(state).rows[0].voices[0].norm == "niet zomaar binnenkomen"
    with pytest.raises(no.NoSuchItem):
        step(state, GiveNorm(voice=voice(state, "rust"), norm="toch anders"), LEAD)
    erased = ask(state, c.Erase(step=VALUES, item=voice(state, "rust")), LEAD)
    assert view(erased).rows[0].voices[0].norm == ""
    given_one = e.Contributed(step=VALUES, seat=LEAD, what=NormGiven(voice=voice(state, "rust"), norm="binnenkomen"))
    kept = log.stored(given_one, normed())
    assert "binnenkomen" not in log.erased(kept, VALUES, voice(state, "rust")).body


def lacks(state: Deliberation, seat: SeatId = LEAD) -> tuple[str, ...]:
    lacking: tuple[str, ...] = view(state, seat).lacks
    return lacking


def test_who_leads_hears_what_the_step_still_asks_for_until_it_is_done() -> None:
    state = given(e.PresenterNamed(seat=BEN), e.StepOpened(step=VALUES, at=NOON), method=normed())
    assert lacks(state) == ()  # before the reveal it would tell who wrote from where
    state = revealed(step(state, AddVoice(chair="school", value="leren"), ANNA))
    assert lacks(state) == ("child", "parent", "presenter", "chairs", "norm", "clash")
    assert lacks(state, BEN) == ()
    for what in (
        AddVoice(chair="kind", value="rust", norm="stil"),
        AddVoice(chair="ouder", value="respect", norm="luisteren"),
        GiveNorm(voice=voice(state, "leren"), norm="naar school"),
    ):
        state = step(state, what, LEAD)
    state = step(state, NameClash(serves_a=voice(state, "rust"), serves_b=voice(state, "leren")), LEAD)
    assert lacks(state) == ("presenter",)


def test_without_norms_three_chairs_and_the_clash_are_enough() -> None:
    state = given(e.PresenterNamed(seat=BEN), e.StepOpened(step=VALUES, at=NOON))
    for chair in ("kind", "school", "gemeente"):
        state = step(state, AddVoice(chair=chair, value=chair), ANNA)
    state = revealed(state)
    assert lacks(state) == ("clash",)
