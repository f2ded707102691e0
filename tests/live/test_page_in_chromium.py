"""The page of a seat in a real browser, under the real headers: what is typed survives whatever is pushed."""

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
