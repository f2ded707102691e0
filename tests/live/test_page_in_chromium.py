"""The page of a seat in a real browser, under the real headers: what is typed survives whatever is pushed."""

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.live.face import Face


def form(step: str = "4", value: str = "", wording: str = "1") -> str:
    return (
        f'<form id="f" method="post" action="step/{step}/choose" data-form>'
        f'<input type="hidden" name="wording" value="{wording}">'
        '<div class="field"><label for="f-because">Omdat</label>'
        f'<textarea id="f-because" name="because">\n{value}</textarea></div>'
        '<button name="choice" value="a">Klaar</button></form>'
    )


@pytest.fixture
def face(chromium: Browser) -> Iterator[Face]:
    page = chromium.new_page()
    face = Face(page)
    yield face
    page.close()
    face.close()
    assert [said for said in face.violations if "ERR_" not in said and "status of" not in said] == []


def typed(face: Face, text: str = "Ik twijfel") -> Any:
    field = face.page.locator("#f-because")
    field.click()
    field.press_sequentially(text)
    return field


def stop_time(face: Face) -> None:
    """Let time on the page pass only when the test says so."""
    face.page.clock.install(time="2026-11-24T12:00:00+00:00")
    face.page.clock.pause_at("2026-11-24T12:00:01+00:00")


def test_what_is_typed_keeps_its_caret_when_its_part_is_replaced(face: Face) -> None:
    face.open(("vraag", "<h1>Oud</h1>" + form()))
    field = typed(face)
    field.evaluate("f => f.setSelectionRange(2, 5)")
    face.push("1.0", "2.0", {"vraag": "<h1>Nieuw</h1><p>Erbij</p>" + form()})
    expect(face.page.locator("h1")).to_have_text("Nieuw")
    expect(field).to_have_value("Ik twijfel")
    assert field.evaluate("f => [document.activeElement === f, f.selectionStart, f.selectionEnd]") == [True, 2, 5]


def chosen_from(*names: str) -> str:
    options = "".join(f'<option value="{name}">{name}</option>' for name in names)
    return (
        '<form id="f" method="post" action="merge" data-form><label for="f-who">Wie</label>'
        f'<select id="f-who" name="who"><option value="">…</option>{options}</select><button>Klaar</button></form>'
    )


def test_the_value_of_an_option_goes_with_its_words_and_nobody_else_is_chosen(face: Face) -> None:
    face.open(("vraag", chosen_from("ada", "bo")))
    face.push("1.0", "2.0", {"vraag": chosen_from("cem", "ada", "bo")})
    options = face.page.locator("option")
    expect(options).to_have_text(["…", "cem", "ada", "bo"])
    assert options.evaluate_all("all => all.map(o => o.value)") == ["", "cem", "ada", "bo"]
    face.page.get_by_label("Wie").select_option("ada")
    face.push("2.0", "3.0", {"vraag": chosen_from("cem", "ada")})
    expect(options).to_have_count(3)
    expect(face.page.get_by_label("Wie")).to_have_value("ada")
    assert options.evaluate_all("all => all.map(o => o.value)") == ["", "cem", "ada"]


def test_text_without_focus_survives_a_gap_that_asks_the_page_again(face: Face) -> None:
    face.open(("vraag", form()))
    field = typed(face)
    field.blur()
    face.show(("kop", "<h1>Vers</h1>"), ("vraag", form(value="van de server")), stamp="9.0")
    face.push("7.0", "8.0", {})
    expect(face.page.locator("h1")).to_have_text("Vers")
    expect(field).to_have_value("Ik twijfel")
    assert face.page.locator("[data-part]").evaluate_all("all => all.map(s => s.dataset.part)") == ["kop", "vraag"]


def test_what_is_not_sent_goes_to_the_tray_when_the_group_moves_on(face: Face) -> None:
    face.open(("vraag", form()))
    typed(face)
    face.push("1.0", "2.0", {"rust": "<h1>Schermen neer</h1>"}, ["rust"])
    tray = face.page.locator("#tray")
    expect(tray).to_contain_text("Nog niet verstuurd, van stap 4: Weging")
    expect(tray.get_by_label("Omdat")).to_have_value("Ik twijfel")
    tray.get_by_role("button", name="Verstuur alsnog").click()
    expect(tray).to_be_hidden()
    assert {**face.sent[0], "op": ""} == {"action": "step/4/choose", "wording": "1", "because": "Ik twijfel", "op": ""}


def test_a_refused_text_stays_in_the_tray(face: Face) -> None:
    face.answer = lambda _: (409, {"error": {"code": "closed", "message": "Deze stap is dicht.", "field": None}})
    face.open(("vraag", form()))
    typed(face)
    face.push("1.0", "2.0", {"vraag": form(step="5")})
    expect(face.page.locator("#f-because")).to_have_value("")  # the same form, but of another step
    face.page.get_by_role("button", name="Verstuur alsnog").click()
    expect(face.page.locator("#tray [role=alert]")).to_have_text("Deze stap is dicht. Deel mondeling.")
    expect(face.page.locator("#tray textarea")).to_have_value("Ik twijfel")


def test_a_double_click_sends_once_and_the_button_counts(face: Face) -> None:
    face.open(("own-vraag", form()))
    typed(face)
    face.page.get_by_role("button").dblclick()
    expect(face.page.locator("#status")).to_have_text("Bewaard")
    assert [(one["because"], one["choice"]) for one in face.sent] == [("Ik twijfel", "a")]
    assert face.sent[0]["op"] != "plain"


def test_a_double_click_does_not_press_what_the_answer_puts_in_its_place(face: Face) -> None:
    def step(to: str) -> str:
        button = f'<button name="step" value="{to}">Naar {to}</button>'
        return f'<form id="o" method="post" action="open-step" data-form>{button}</form>'

    face.answer = lambda _: (200, {"stamp": "2.0", "mine": {"own-knop": step("twee")}})
    face.open(("own-knop", step("een")))
    button = face.page.get_by_role("button")
    button.click()
    expect(button).to_have_text("Naar twee")  # it has the focus, and changes all the same
    face.answer = lambda _: (200, {"stamp": "3.0", "mine": {"own-knop": step("drie")}})
    button.dblclick(delay=120)
    expect(button).to_have_text("Naar drie")
    assert [one["step"] for one in face.sent] == ["een", "twee"]


def test_a_lost_answer_is_asked_again_with_the_same_op(face: Face) -> None:
    answers = iter([(0, {}), (200, {"stamp": "2.0", "mine": {"own-vraag": "<p>Bewaard: Ik twijfel</p>"}})])
    face.answer = lambda _: next(answers)
    face.open(("own-vraag", form()))
    typed(face)
    face.page.get_by_role("button").click()
    expect(face.page.locator("[data-part=own-vraag]")).to_have_text("Bewaard: Ik twijfel")
    assert len({one["op"] for one in face.sent}) == 1
    expect(face.page.locator("#tray")).to_be_hidden()


@pytest.mark.parametrize("push_first", [True, False])
def test_a_field_of_a_shared_part_is_emptied_after_it_was_sent(face: Face, push_first: bool) -> None:
    def answer(_: dict[str, str]) -> tuple[int, dict[str, Any]]:
        return 200, {"stamp": "2.0", "mine": {}}

    face.answer = answer
    face.open(("lijst", form()))
    typed(face)
    if push_first:
        face.push("1.0", "2.0", {"lijst": "<p>Erbij: Ik twijfel</p>" + form()})
    face.page.get_by_role("button").click()
    expect(face.page.locator("#status")).to_have_text("Bewaard")
    if not push_first:
        face.push("1.0", "2.0", {"lijst": "<p>Erbij: Ik twijfel</p>" + form()})
    expect(face.page.locator("#f-because")).to_have_value("")
    expect(face.page.locator("p", has_text="Erbij")).to_be_visible()


def test_an_error_stands_at_its_field_and_has_the_focus_there(face: Face) -> None:
    face.answer = lambda _: (422, {"error": {"code": "too-long", "message": "Dit is te lang.", "field": "because"}})
    face.open(("vraag", form()))
    field = typed(face)
    face.page.get_by_role("button").click()
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description("Dit is te lang.")
    face.push("1.0", "2.0", {"vraag": "<h1>Nieuw</h1>" + form()})
    expect(face.page.get_by_role("alert")).to_have_text("Dit is te lang.")
    expect(field).to_have_value("Ik twijfel")


def test_a_text_goes_with_the_wording_it_was_typed_over(face: Face) -> None:
    face.open(("vraag", form(value="Oud", wording="1")))
    typed(face, " en meer")
    face.push("1.0", "2.0", {"vraag": form(value="Van een ander", wording="2")})
    face.page.get_by_role("button").click()
    expect(face.page.locator("#status")).to_have_text("Bewaard")
    assert face.sent[0]["wording"] == "1"


def test_three_hundred_items_come_in_order_without_losing_the_focus(face: Face) -> None:
    face.open(("vraag", form()))
    field = typed(face)
    items = {f"rij-{n}": f"<p>Rij {n}</p>" for n in range(300)}
    face.push("1.0", "2.0", items, [*list(items)[:150], "vraag", *list(items)[150:]])
    face.push("2.0", "3.0", {}, ["vraag", *reversed(items)])
    shown = face.page.locator("[data-part]").evaluate_all("all => all.map(s => s.dataset.part)")
    assert shown == ["vraag", *reversed(items)]
    expect(field).to_be_focused()
    expect(field).to_have_value("Ik twijfel")


def test_a_button_that_takes_away_asks_once_more(face: Face) -> None:
    stop_time(face)  # the second press counts for four seconds
    asks = '<button data-confirm="Haal je dit weg?"><span>Haal weg</span></button>'
    face.open(("vraag", f'<form id="e" method="post" action="erase" data-form>{asks}</form>'))
    button = face.page.get_by_role("button")
    button.click()
    expect(face.page.get_by_role("alert")).to_have_text("Haal je dit weg?")
    assert face.sent == []
    button.click()
    expect(face.page.locator("#status")).to_have_text("Bewaard")
    assert [one["action"] for one in face.sent] == ["erase"]


def test_after_a_silence_the_line_is_opened_anew(face: Face) -> None:
    stop_time(face)
    face.open(("vraag", form()))
    face.page.evaluate("room.push('greeting', {round: '1.0', now: '2026-11-24T12:00:00+00:00'})")
    face.page.clock.run_for(11_000)
    assert face.page.evaluate("room.did") == []
    face.page.clock.run_for(3_000)
    assert face.page.evaluate("room.did") == ["disconnect", "connect"]
    expect(face.page.locator("#status")).to_contain_text("Geen verbinding")
    face.page.clock.run_for(8_000)
    assert face.page.evaluate("room.did.length") == 2
    face.page.clock.run_for(8_000)
    assert face.page.evaluate("room.did.length") == 4


def test_the_clock_counts_by_the_time_of_the_server(face: Face) -> None:
    stop_time(face)
    face.open(("kop", '<span data-due="2026-11-24T12:08:00+00:00">tot 12:08</span>'))
    due = face.page.locator("[data-due]")
    expect(due).to_have_text("nog 8 min")
    beat = "now => room.push('heartbeat', {stamp: '1.0', now})"
    face.page.evaluate(beat, "2026-11-24T12:07:20+00:00")
    face.page.clock.run_for(500)
    expect(due).to_have_text("nog 40 s")
    face.page.evaluate(beat, "2026-11-24T12:11:30+00:00")
    face.page.clock.run_for(500)
    expect(due).to_have_text("3 min over tijd")


def own(wrote: int, full: bool = False, unnamed: str = "1") -> str:
    """The own part of a step without names: the server says how much is in the box, the page whose words they are."""
    fields = f"""<form id="f" method="post" action="step/4/add" data-form>
<input type="hidden" name="unnamed" value="{unnamed}"><p data-scripted hidden>Zolang je hier bent.</p>
<label for="f-text">Idee</label><textarea id="f-text" name="text" data-enter></textarea>
<label><input type="radio" name="mark" value="7">7</label><label><input type="radio" name="mark" value="8">8</label>
<button type="submit">Zet erbij</button></form>"""
    place = f'<div id="papers-4" data-papers="4" data-wrote="{wrote}"></div>'
    return f"{'' if full else fields}<p>{wrote} van jou</p>{place}"


def answering(face: Face, *parts: str, number: int = 1) -> None:
    """Let each form be answered with the next of these own parts."""
    answers = iter(
        [(200, {"stamp": f"{number}.{nr}", "mine": {"own-vraag": part}}) for nr, part in enumerate(parts, 1)]
    )
    face.answer = lambda _: next(answers)


def test_what_went_without_a_name_can_be_taken_back_by_the_page_that_wrote_it(face: Face) -> None:
    answering(face, own(1), own(2), own(1))
    face.open(("own-vraag", own(0)))
    expect(face.page.get_by_text("Zolang je hier bent.")).to_be_visible()
    field = face.page.get_by_label("Idee")
    for text in ("Oma vragen", "Niets doen"):
        field.fill(text)
        field.press("Enter")
        expect(field).to_have_value("")
    papers = face.page.locator("[data-papers] .paper")
    expect(papers).to_have_text(["Oma vragenHaal terug", "Niets doenHaal terug"])
    face.push("1.0", "2.0", {}, ["own-vraag"])
    papers.first.get_by_role("button").click()
    expect(papers).to_have_text(["Niets doenHaal terug"])
    expect(field).to_have_value("Oma vragen")
    expect(field).to_be_focused()
    first, second, back = face.sent
    assert back == {"action": "take-out", "step": "4", "edit": first["edit"], "op": back["op"]}
    assert len({first["edit"], second["edit"], first["op"], second["op"]}) == 4
    assert re.fullmatch("[0-9a-f]{32}", first["edit"])
    stored = face.page.evaluate("[localStorage, sessionStorage].map((one) => JSON.stringify(one)).join()")
    assert not [word for word in ("Oma", first["edit"]) if word in stored]


def test_a_whole_sheet_comes_back_into_its_form(face: Face) -> None:
    answering(face, own(1, full=True), own(0))
    face.open(("own-vraag", own(0)))
    face.page.get_by_label("8").check()
    face.page.get_by_label("Idee").fill("Meer tijd")
    face.page.get_by_role("button", name="Zet erbij").click()
    face.page.get_by_role("button", name="Haal terug").click()
    expect(face.page.get_by_label("8")).to_be_checked()
    expect(face.page.get_by_label("Idee")).to_have_value("Meer tijd")
    expect(face.page.locator(".paper")).to_have_count(0)


def test_a_text_taken_back_while_another_is_typed_waits_in_the_tray(face: Face) -> None:
    answering(face, own(1), own(0), own(1))
    face.open(("own-vraag", own(0)))
    field = face.page.get_by_label("Idee").first
    field.fill("Oma vragen")
    field.press("Enter")
    expect(field).to_have_value("")
    field.fill("Nog bezig")
    face.page.get_by_role("button", name="Haal terug").click()
    tray = face.page.locator("#tray")
    expect(tray.get_by_label("Idee")).to_have_value("Oma vragen")
    expect(field).to_have_value("Nog bezig")
    tray.get_by_role("button", name="Verstuur alsnog").click()
    expect(face.page.locator(".paper")).to_have_text(["Oma vragenHaal terug"])
    assert face.sent[2]["unnamed"] == "1"
    assert face.sent[2]["edit"] not in ("", face.sent[0]["edit"])


def test_once_it_is_revealed_or_thrown_away_nothing_is_left_to_take_back(face: Face) -> None:
    answering(face, own(1))
    face.open(("own-vraag", own(0)))
    field = face.page.get_by_label("Idee")
    field.fill("Oma vragen")
    field.press("Enter")
    paper = face.page.locator(".paper")
    expect(paper).to_have_count(1)
    face.page.evaluate("m => room.push('mine', m)", {"stamp": "2.0", "parts": {"own-vraag": own(0)}})
    expect(paper).to_have_count(0)
    answering(face, own(1), number=3)
    field.fill("Vader vragen")
    field.press("Enter")
    expect(paper).to_have_text(["Vader vragenHaal terug"])
    face.page.evaluate("m => room.push('mine', m)", {"stamp": "4.0", "parts": {"own-vraag": "<p>Onthuld</p>"}})
    expect(face.page.locator("[data-part]")).to_have_text("Onthuld")


def test_a_text_goes_with_the_promise_it_was_typed_under_until_that_was_refused(face: Face) -> None:
    face.answer = lambda _: (409, {"error": {"code": "names-changed", "message": "Dat veranderde net.", "field": None}})
    face.open(("own-vraag", own(0)))
    field = face.page.get_by_label("Idee")
    field.fill("Oma vragen")
    face.show(("kop", "<h1>Met namen</h1>"), ("own-vraag", own(0, unnamed="")), stamp="2.0")
    face.push("1.5", "2.0", {})
    expect(face.page.locator("h1")).to_have_text("Met namen")
    field.press("Enter")
    expect(face.page.get_by_role("alert")).to_have_text("Dat veranderde net.")
    expect(field).to_have_value("Oma vragen")
    expect(face.page.locator("[name=unnamed]")).to_have_value("")
    answering(face, own(0, unnamed=""), number=3)
    field.press("Enter")
    expect(face.page.locator("#status")).to_have_text("Bewaard")
    assert [(one["unnamed"], "edit" in one) for one in face.sent] == [("1", True), ("", False)]


def sheet(note: str) -> str:
    asked = "".join(
        f"<fieldset><legend>{name}</legend>"
        + "".join(
            f'<label><input type="radio" name="{name}" value="{key}" data-key="{key}">{key}</label>' for key in "12"
        )
        + "</fieldset>"
        for name in ("een", "twee")
    )
    return (
        f'<h1>{note}</h1><form id="f" method="post" action="count-sheet" data-form data-typing data-stay>{asked}'
        '<button type="submit">Tel mee</button></form>'
    )


def test_a_key_between_the_push_and_the_answer_is_for_the_next_sheet(face: Face) -> None:
    stored, answered = threading.Event(), threading.Event()

    def answer(_: dict[str, str]) -> tuple[int, dict[str, Any]]:
        stored.set()
        assert answered.wait(20)
        return 200, {"stamp": "2.0", "mine": {}}

    face.open(("vraag", sheet("nog geen")))
    face.answer = answer
    face.page.locator("[name=een]").first.focus()
    for key in "12":
        face.page.keyboard.press(key)
    assert stored.wait(20)
    face.push("1.0", "2.0", {"vraag": sheet("een geteld")})
    expect(face.page.locator("h1")).to_have_text("een geteld")
    face.page.keyboard.press("2")
    answered.set()
    expect(face.page.locator("[name=een][value='2']")).to_be_checked()
    expect(face.page.locator("[name=twee]:checked")).to_have_count(0)
    assert [(one["een"], one["twee"]) for one in face.sent] == [("1", "2")]
