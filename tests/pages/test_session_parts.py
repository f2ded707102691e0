"""Every part of every face, in every stage and step, made by the rules themselves."""

import json
import re
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation.activities import activity
from beraad.deliberation.activities.actions import Agree
from beraad.deliberation.activities.alternatives import AddAlternative, NoMore
from beraad.deliberation.activities.arranged.asked import EditItem, MakeGroup, MergeItem, ParkItem
from beraad.deliberation.activities.check_in import Accept, AddRule, SayLine
from beraad.deliberation.activities.clarify_qa import AnswerQuestion, AskQuestion
from beraad.deliberation.activities.compare_dialogue import AddPoint, SayNone
from beraad.deliberation.activities.conclusion import ApproveDissent, AskAround, Conclude, LiveWith
from beraad.deliberation.activities.dilemma import Word
from beraad.deliberation.activities.evaluate import ShowTotals
from beraad.deliberation.activities.evaluate.sheets import Evaluate
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import AddVoice, MergeVoices, NameClash
from beraad.deliberation.activities.statement import Tell
from beraad.deliberation.activities.wording import Confirm
from beraad.deliberation.commands import COMMANDS
from beraad.deliberation.evolve import evolve
from beraad.deliberation.faces import Part, Setting, own_parts, parts
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.method import Lines, Plan, Text
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.state import Deliberation, StepState
from beraad.deliberation.visibility import viewer, visible
from beraad.pages.page import Frame
from beraad.pages.parts import WORDS, form_ids, page_of, render, words
from beraad.pages.text import LANGUAGES
from tests.deliberation.builders import (
    ACTIONS,
    ANNA,
    BEN,
    CEM,
    CONCLUSION,
    DILEMMA,
    LEADER,
    NOON,
    VALUES,
    WEIGHING,
    ask,
    given,
    kort,
    revealed,
    step,
)  # fmt: skip

SCREEN = SeatId("screen")
START, CASE, QUESTIONS, DIALOGUE = (StepId(step) for step in ("start", "casus", "vragen", "dialoog"))
IDEAS, END = StepId("alternatieven"), StepId("afronding")
SETTING = Setting(session="s1", code="KM7R 4TXD", join="https://beraad.test/join?code=KM7R4TXD", host="beraad.test")
HOSTILE = "<b onclick=x>'\"&</b> Zoë 🙂"


def opened(state: Deliberation, where: Any) -> Deliberation:
    return ask(state, c.OpenStep(step=where), LEADER.id)


@cache
def stages() -> dict[str, Deliberation]:
    """One session, kept at each of the moments in which its pages differ."""
    kept: dict[str, Deliberation] = {}
    now = evolve(given(), e.SeatTaken(seat=Seat(id=SCREEN, name="", role=Role.SCREEN)))
    now = ask(ask(now, c.NamePresenter(seat=ANNA), LEADER.id), c.NameTypist(seat=BEN), LEADER.id)
    kept["lobby"] = now
    now = kept["dilemma, empty"] = opened(now, DILEMMA)
    card = Word(a=HOSTILE, b="opschalen", harm_a="rust", harm_b=HOSTILE, facts=HOSTILE, wording=0)
    now = kept["dilemma"] = step(now, card, BEN)
    now = kept["values, empty"] = opened(now, VALUES)
    for seat, chair in ((ANNA, "ouder"), (BEN, "kind"), (CEM, "kind")):
        now = step(now, AddVoice(chair=chair, value=HOSTILE, norm="want", supports="a"), seat)
    kept["values"] = now
    now = revealed(now)
    one, two, _ = now.steps[VALUES].content.voices
    now = kept["values, revealed"] = step(now, NameClash(serves_a=one, serves_b=two), BEN)
    one, two = [id for id, voice in now.steps[VALUES].content.voices.items() if voice.chair == "kind"]
    now = kept["values, taken together"] = step(now, MergeVoices(keep=one, voice=two), BEN)
    now = kept["weighing, empty"] = opened(now, WEIGHING)
    for seat in (ANNA, BEN):
        now = step(now, Choose(choice="other", other=HOSTILE, because=HOSTILE, speaks_for="kind"), seat)
    kept["weighing"] = now
    kept["weighing, counting down"] = ask(now, c.AnnounceReveal(step=WEIGHING), LEADER.id)
    now = kept["weighing, revealed"] = revealed(now)
    now = kept["weighing, on the screen"] = ask(now, c.ShowOnScreen(step=WEIGHING), LEADER.id)
    kept["screens down"] = ask(now, c.LowerScreens(), LEADER.id)
    kept["paused"] = ask(now, c.Pause(), LEADER.id)
    kept["a hand and a break"] = ask(ask(now, c.RaiseHand(up=True), ANNA), c.AskBreath(), BEN)
    kept["something to undo"] = evolve(now, e.ScreensLowered(), NOON)
    kept["stop card"] = ask(now, c.LayStopCard(), LEADER.id)
    now = kept["conclusion, empty"] = opened(now, CONCLUSION)
    now = step(step(now, Conclude(text=HOSTILE, wording=0), BEN), AskAround(asked=True), LEADER.id)
    now = kept["conclusion, asked"] = step(now, LiveWith(yes=False, wording=1), ANNA)
    now = step(step(now, AskAround(asked=False), LEADER.id), ApproveDissent(text=HOSTILE), ANNA)
    kept["conclusion"] = now
    kept["conclusion, asked again"] = step(now, AskAround(asked=True), LEADER.id)
    now = kept["actions, empty"] = opened(now, ACTIONS)
    now = kept["actions"] = step(now, Agree(what=HOSTILE, role="wijkteam", term="morgen"), BEN)
    kept["closed"] = ask(now, c.Close(), LEADER.id)
    longer = with_more_steps(kept["weighing, revealed"])
    return kept | coming_in_and_telling(longer) | questions_and_dialogue(longer) | ideas_and_evaluation(longer)


def with_more_steps(state: Deliberation) -> Deliberation:
    """The same session, as if its method went on with steps of other types."""
    kinds = {START: "check_in", CASE: "statement", QUESTIONS: "clarify_qa", DIALOGUE: "compare_dialogue"}
    kinds |= {IDEAS: "alternatives", END: "evaluate"}
    extra = {
        id: Plan(
            id=id, activity=kind, title=Text(nl=kind), phase="picture", continues=True, rules=Lines(nl=("Vraag.",))
        )
        for id, kind in kinds.items()
    }
    method = msgspec.structs.replace(state.method, steps=(*state.method.steps, *extra.values()))
    blank = {id: StepState(content=activity(plan.activity).BLANK, visibility="live") for id, plan in extra.items()}
    return msgspec.structs.replace(state, method=method, steps={**state.steps, **blank})


def coming_in_and_telling(now: Deliberation) -> dict[str, Deliberation]:
    kept: dict[str, Deliberation] = {}
    now = kept["check-in, empty"] = opened(now, START)
    now = step(step(now, AddRule(rule=HOSTILE), BEN), Accept(wording=1), ANNA)
    kept["check-in"] = step(step(now, SayLine(line=HOSTILE), ANNA), SayLine(line=HOSTILE), CEM)
    now = kept["case, empty"] = opened(now, CASE)
    now = kept["case"] = step(now, Tell(text=HOSTILE, moment=HOSTILE, wording=0), BEN)
    kept["case, confirmed"] = step(now, Confirm(wording=1), ANNA)
    return kept


def questions_and_dialogue(now: Deliberation) -> dict[str, Deliberation]:
    kept: dict[str, Deliberation] = {}
    now = kept["questions, empty"] = opened(now, QUESTIONS)
    for seat, what in (
        (CEM, AskQuestion(text="Waarom heb je niet gebeld?")),
        (CEM, AskQuestion(text=HOSTILE)),
        (BEN, AskQuestion(text=HOSTILE, aloud=True)),
        (CEM, AskQuestion(text=HOSTILE)),
    ):
        now = step(now, what, seat)
    _, second, third, fourth = now.steps[QUESTIONS].content.items
    now = step(now, AnswerQuestion(item=second, text=HOSTILE, wording=0), ANNA)
    now = kept["questions"] = step(now, ParkItem(item=fourth, wording=0, parked=True), BEN)
    now = step(now, MakeGroup(name=HOSTILE, item=second, wording=1), LEADER.id)
    now = step(now, EditItem(item=third, wording=0, text=f"{HOSTILE}!"), BEN)
    kept["questions, arranged"] = step(now, MergeItem(item=third, wording=1, into=second, into_wording=1), LEADER.id)
    now = kept["dialogue, empty"] = opened(now, DIALOGUE)
    for kind in ("alike", "anew"):
        now = step(now, AddPoint(kind=kind, text=HOSTILE), BEN)
    kept["dialogue"] = step(now, SayNone(kind="differ", none=True), BEN)
    return kept


def ideas_and_evaluation(few: Deliberation) -> dict[str, Deliberation]:
    """With names among three, without among five."""
    kept: dict[str, Deliberation] = {}
    now = kept["ideas, empty"] = opened(few, IDEAS)
    for seat in (ANNA, BEN):
        now = step(now, AddAlternative(text=HOSTILE), seat)
    now = kept["ideas"] = step(now, NoMore(no_more=True), BEN)
    first, second = now.steps[IDEAS].content.items
    now = step(step(now, AddAlternative(text=HOSTILE), CEM), EditItem(item=first, wording=0, text=f"{HOSTILE}!"), BEN)
    now = step(now, MakeGroup(name=HOSTILE, item=first, wording=1), LEADER.id)
    kept["ideas, arranged"] = step(now, MergeItem(item=second, wording=0, into=first, into_wording=1), LEADER.id)
    now = kept["evaluation, few"] = opened(few, END)
    for seat in (ANNA, BEN, CEM):
        now = step(now, Evaluate(free=4, mark=8), seat)
    kept["evaluation, few answered"] = now
    kept["evaluation, few shown"] = step(now, ShowTotals(), LEADER.id)
    more = tuple(SeatId(f"gast {number}") for number in (4, 5))
    for id in more:
        few = evolve(few, e.SeatTaken(seat=Seat(id=id, name=f"Gast {id[-1]}", role=Role.PARTICIPANT)))
    for name, where, what in (
        ("ideas", IDEAS, AddAlternative(text=HOSTILE)),
        ("evaluation", END, Evaluate(free=4, remark=HOSTILE)),
    ):
        now = ask(opened(few, where), c.LeaveOutNames(step=where, unnamed=True), LEADER.id)
        now = kept[f"{name}, without names"] = now
        for seat in (ANNA, BEN, CEM, *more):
            now = ask(now, c.PutIn(step=where, what=what, key=f"{seat}-wrote-this".replace(" ", "-")), seat)
        kept[f"{name}, in the box"] = now
        now = kept[f"{name}, from the box"] = revealed(now)
        kept[f"{name}, on the screen"] = ask(now, c.ShowOnScreen(step=where), LEADER.id)
    return kept


MOMENTS = tuple(stages())
SEATS = (LEADER.id, SCREEN, ANNA, BEN, CEM)


def shown(moment: str, seat: SeatId, language: str = "nl", **changed: Any) -> str:
    state = stages()[moment]
    place, who = viewer(state, state.seats[seat]), state.seats[seat]
    frame = Frame(language=language, path=f"/s/s1/{who.face}/")
    around = {"frame": frame, "session": "s1", "stamp": str(state.stamp), "now": NOON, "setting": SETTING, "theme": ""}
    return page_of(
        place.face,
        parts(visible(state), place, SETTING),
        own_parts(visible(state, seat), who),
        language,
        **{**around, "new_op": lambda: "op", "failed": fail, **changed},
    )


def fail(part: Part, kind: str) -> None:
    raise AssertionError(part.key, kind)


def without_words(html: str) -> str:
    """Leave out what a page may say by itself, and what terms mean: both are always there."""
    return html.split('<script type="application/json"')[0].split('<div class="terms">')[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moment", MOMENTS)
def test_every_face_shows_every_moment_with_one_heading_and_no_id_twice(moment: str, language: str) -> None:
    for seat in SEATS:
        html = shown(moment, seat, language)
        assert html.count("<h1") == 1, seat
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
        named = [
            one
            for some in re.findall(r'(?:for|aria-describedby|aria-labelledby)="([^"]+)"', html)
            for one in some.split()
        ]
        assert set(named) <= set(ids)


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_people_type_is_shown_as_text_and_never_translated(moment: str) -> None:
    for seat in SEATS:
        html = without_words(shown(moment, seat))
        assert "<b onclick" not in html
        typed = re.findall(r"<([a-z]+)([^>]*)>\s*&lt;b onclick", html)
        assert all('translate="no"' in attributes or tag == "option" for tag, attributes in typed), typed


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_form_has_an_id_its_op_and_an_address_beside_the_page(moment: str) -> None:
    for seat in SEATS:
        html = shown(moment, seat)
        for form in re.findall(r"<form[^>]*data-form[^>]*>", html):
            id, action = re.search(r'\bid="([^"]+)"', form), re.search(r'action="([^"]+)"', form)
            assert id
            assert action
            assert not action[1].startswith("/")
            assert f'form="{id[1]}" name="op"' in html
            assert action[1].split("/")[0] in {*COMMANDS, "step"}


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_text_field_says_its_limit_and_leaves_spelling_alone(moment: str) -> None:
    for seat in (LEADER.id, ANNA, BEN):
        for field in re.findall(r"<textarea[^>]*>", shown(moment, seat)):
            assert 'spellcheck="false"' in field
            assert 'translate="no"' in field
            most = re.search(r'maxlength="(\d+)"', field)
            assert most
            assert int(most[1]) in (60, 200, 1000)


def test_above_the_first_field_it_says_who_sees_what_is_typed() -> None:
    asked = {
        "values, empty": CEM,
        "weighing, empty": CEM,
        "dilemma": BEN,
        "conclusion, empty": BEN,
        "actions, empty": BEN,
        "check-in, empty": CEM,
        "check-in": BEN,
        "case, empty": BEN,
        "case": ANNA,
        "questions, empty": CEM,
        "questions": ANNA,
        "dialogue, empty": BEN,
        "ideas, empty": CEM,
        "ideas, without names": CEM,
        "evaluation, without names": CEM,
    }
    for moment, seat in asked.items():
        html = shown(moment, seat)
        assert -1 < html.index('class="who-sees"') < html.index("<textarea"), moment
    assert "ook de gespreksleider niet" in shown("conclusion, asked", CEM)


def test_who_listens_to_the_case_has_nothing_to_fill_in_and_can_read_along() -> None:
    for moment in ("case, empty", "case", "case, confirmed"):
        html = {seat: without_words(shown(moment, seat)) for seat in SEATS}
        assert {seat for seat in SEATS if "/tell" in html[seat]} == {LEADER.id, ANNA, BEN}
        assert "<form" not in html[CEM].split('data-part="step-casus-1"')[1].split("</section>")[0]
        assert ("&lt;b onclick" in html[CEM]) is (moment != "case, empty")
    asked = {seat for seat in SEATS if 'id="f-confirm"' in shown("case", seat)}
    aloud = {seat for seat in SEATS if 'id="f-confirm-aloud"' in shown("case", seat)}
    assert (asked, aloud) == ({ANNA}, {LEADER.id, BEN})


def test_only_who_asked_and_who_leads_read_how_a_question_comes_across() -> None:
    heard = {seat: "klinkt als een oordeel" in shown("questions", seat) for seat in SEATS}
    assert heard == {LEADER.id: True, CEM: True, ANNA: False, BEN: False, SCREEN: False}


def test_only_who_presents_or_writes_can_answer_and_only_who_writes_can_park() -> None:
    html = {seat: shown("questions", seat) for seat in SEATS}
    assert {seat for seat in SEATS if "/answer-question" in html[seat]} == {LEADER.id, ANNA, BEN}
    assert {seat for seat in SEATS if "/park-item" in html[seat]} == {LEADER.id, BEN}
    assert {seat for seat in SEATS if "/add-point" in shown("dialogue", seat)} == {LEADER.id, BEN}


@pytest.mark.parametrize("name", ["ideas", "evaluation"])
def test_what_is_in_the_box_is_on_no_page_and_what_came_from_it_is_nobodys(name: str) -> None:
    told = "&lt;b onclick"
    assert not [seat for seat in SEATS if told in _stage(shown(f"{name}, in the box", seat))]
    for seat in (LEADER.id, ANNA, BEN, CEM):
        stage = _stage(shown(f"{name}, from the box", seat))
        words = "".join(re.findall(r'<p class="idea__text"[^>]*>.*?</p>', stage)) if name == "ideas" else stage
        assert words.count(told) == 5
        assert not re.search("Anna|Ben|Cem|Gast", stage)
    on_screen = shown(f"{name}, on the screen", SCREEN).partition('data-list="stage"')[2]
    assert (told in on_screen) == (name == "ideas")  # remarks are read on the phones


def _stage(html: str) -> str:
    return html.partition('data-list="stage"')[2].partition("<aside")[0]


def test_the_tab_of_a_participant_says_only_beraad() -> None:
    assert all("<title>Beraad</title>" in shown(moment, CEM) for moment in MOMENTS)


def test_the_script_is_on_the_page_of_who_leads_and_nowhere_else() -> None:
    line = kort().steps[2].script.nl[0]
    assert line in shown("weighing", LEADER.id)
    assert all(line not in shown("weighing", seat) for seat in (SCREEN, ANNA, BEN))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_key_stands_on_its_button_and_nothing_else_in_sight_has_it(moment: str) -> None:
    html = shown(moment, LEADER.id)
    bar, _, controls = without_words(html).partition('data-part="controls"')
    keyed = re.findall(
        r'<(?:button|summary)[^>]*data-key="([^"]+)"[^>]*>(.*?)</(?:button|summary)>', controls, re.DOTALL
    )
    assert all('<kbd class="key"' in inside for key, inside in keyed if key != "ArrowRight"), keyed
    alone = controls.partition('class="alone__controls"')[2].partition('id="status"')[0]  # in the place of the others
    within = [key for key, inside in keyed if "kbd" in inside and inside not in alone]
    assert len(within) == len(set(within)), within
    assert ('data-key="P"' in bar + controls) == (moment not in ("lobby", "closed"))
    pressed = re.compile(r"<(?:button|summary|label)[^>]*data-key")
    assert not [seat for seat in SEATS[1:] if pressed.search(shown(moment, seat))]


def test_what_can_be_undone_says_until_when_and_waits_for_the_clock_of_the_page() -> None:
    html = shown("something to undo", LEADER.id)
    until = (NOON + timedelta(seconds=10)).isoformat()
    assert f'<div class="undo" data-until="{until}" hidden>' in html
    assert "Schermen neer" in html.partition('class="undo"')[2]
    assert all("data-until" not in shown("something to undo", seat) for seat in SEATS[1:])


def test_nobody_but_who_leads_learns_of_the_stop_card_or_who_wants_what() -> None:
    assert "tel:112" in shown("stop card", LEADER.id)
    for seat in SEATS[1:]:
        told = without_words(shown("stop card", seat))
        told = re.sub(r'<details class="[^"]*seat__danger">.*?</details>', "", told, flags=re.DOTALL)  # there always
        assert not re.search("112|stopkaart|gevaar|Veilig Thuis", told, re.IGNORECASE)
        assert "Even pauze" in told
        assert "adempauze." not in without_words(shown("a hand and a break", seat))
    breath = shown("a hand and a break", LEADER.id).partition('class="breath"')[2].partition("</div>")[0]
    assert breath
    assert not re.search("Anna|Ben|Cem", breath)


@pytest.mark.parametrize(("theme", "attribute"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"')])
def test_the_screen_wears_the_theme_that_was_asked(theme: str, attribute: str) -> None:
    assert attribute in shown("weighing", SCREEN, theme=theme)
    assert "data-theme" not in shown("weighing", SCREEN, theme='"><script>')


def test_the_dilemma_on_the_screen_keeps_the_capital_of_a_name() -> None:
    state = step(stages()["dilemma"], Word(a="Doorgaan.", b="Samir blijft thuis", wording=1), BEN)
    head = parts(visible(state), viewer(state, state.seats[SCREEN]), SETTING)[0]
    words = re.sub(r"<[^>]+>", " ", render(head, "nl")).split()
    assert " ".join(words).find("Doorgaan of Samir blijft thuis") > 0


def test_what_is_typed_for_others_stands_beneath_the_list() -> None:
    above, _, beneath = shown("ideas", LEADER.id).partition('data-list="after"')
    assert above.index('data-list="stage"') < above.index('data-list="rows"')
    assert "papers-before" in beneath
    assert "papers-before" not in above


def test_the_screen_never_names_who_wrote_what() -> None:
    for moment in MOMENTS[1:]:
        html = shown(moment, SCREEN)
        assert not any(name in html for name in ("Anna", "Ben", "Cem")), moment


@pytest.mark.parametrize("people", [1, 30, 300])
def test_the_screen_shows_whole_reasons_and_says_how_many_are_left(people: int) -> None:
    state = given()
    for number in range(people):
        state = evolve(
            state, e.SeatTaken(seat=Seat(id=SeatId(f"p{number}"), name=f"P {number}", role=Role.PARTICIPANT))
        )
    state = opened(evolve(state, e.SeatTaken(seat=Seat(id=SCREEN, name="", role=Role.SCREEN))), WEIGHING)
    for number in range(people):
        state = step(state, Choose(choice="a", because=f"reden {number:03}"), SeatId(f"p{number}"))
    state = ask(revealed(state), c.ShowOnScreen(step=WEIGHING), LEADER.id)
    [part] = [one for one in parts(visible(state), viewer(state, state.seats[SCREEN]), SETTING) if "step" in one.key]
    html = render(part, "nl", fail)
    seen = html.count("<li>")
    assert 0 < seen < 12
    left = re.search(r"en nog (\d+|één) reden", html)
    assert (int(left[1].replace("één", "1")) if left else 0) == people - seen


def test_a_part_that_cannot_be_shown_says_so_and_the_page_stands() -> None:
    told: list[str] = []
    broken = Part(key="head", region="head", template="session/in/head.html", view=msgspec.Raw(b"no view"))
    html = render(broken, "nl", lambda part, _: told.append(part.key))
    assert "kan nu niet worden getoond" in html
    assert told == ["head"]
    assert "cannot be shown" in render(broken, "en")


def test_a_part_without_a_view_is_empty() -> None:
    assert render(Part(key="own", region="stage", template="session/none.html"), "nl") == ""


def test_an_own_part_stands_in_the_list_with_the_stamp_of_the_page() -> None:
    html = shown("weighing", BEN)
    stamp = str(stages()["weighing"].stamp)
    assert f'<section data-part="own-afweging-1" data-stamp="{stamp}">' in html
    assert "Bewaard" in html.split('data-part="own-afweging-1"')[1]
    assert '<section data-part="step-afweging-1">' in html


def test_the_words_for_the_browser_are_data_in_the_language_of_the_page() -> None:
    block = str(words("en"))
    told = json.loads(re.sub(r"</?script[^>]*>", "", block))
    assert set(told) == set(WORDS)
    assert told["saved"] == "Saved"
    assert "<" not in re.sub(r"^<script[^>]*>|</script>$", "", block)


def test_the_forms_of_a_page_are_found_by_their_ids() -> None:
    assert form_ids('<form id="f-a" method="post"><form class="x" id="f-b">') == ["f-a", "f-b"]


def test_time_stands_as_a_moment_so_that_the_same_view_gives_the_same_part() -> None:
    due = (NOON + timedelta(minutes=9)).isoformat()
    html = shown("weighing", ANNA)
    assert f'data-due="{due}"' in html
    assert f'data-ring="{due}"' in html


@pytest.mark.parametrize("moment", ["lobby", "weighing, revealed", "paused"])
def test_who_leads_takes_a_name_or_the_title_away_beside_the_table(moment: str) -> None:
    html = shown(moment, LEADER.id)
    form = re.search(r'<form id="f-erase-name"[^>]*action="erase"[^>]*data-confirm', html)
    assert form
    items = set(re.findall(r'form="f-erase-name" name="item" value="([^"]+)"', html))
    assert items == {"title", LEADER.id, ANNA, BEN, CEM}
    assert all("f-erase-name" not in shown(moment, seat) for seat in (SCREEN, ANNA, BEN, CEM))


def test_who_brings_the_case_in_without_a_place_is_asked_for_the_own_chair() -> None:
    state = opened(ask(given(), c.NamePresenter(seat=CEM), LEADER.id), VALUES)
    for seat, asked in ((CEM, True), (BEN, False)):
        own = own_parts(visible(state, seat), state.seats[seat])[0]
        html = render(own, "nl", failed=fail)
        assert ("Kies hieronder je eigen stoel." in html) == asked
        chosen = re.findall(r'name="stoel" value="([^"]+)" checked', html)
        assert chosen == ([] if asked else ["kind"])
        own_source = html.count('<option value="self">Dit is mijn eigen stoel')
        assert own_source == (sum(not chair.child for chair in state.chairs) if asked else 0)
