"""The pages of the case bank, as a browser without scripts gets them."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from beraad.accounts.account import Account
from beraad.accounts.permissions import PERMISSIONS, Scope, Who
from beraad.accounts.roles import Role
from beraad.app import App, now
from beraad.casebank.case import Action, Case, Cost, Dilemma, Reason, Spread, Voice
from beraad.casebank.markdown import parse
from beraad.services.case_files import read_files
from beraad.settings import files
from tests.casebank.builders import a_case
from tests.web.conftest import People, sign_in

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> [klik](javascript:alert(1))"

WEIGHED = (
    "Redenwoord", "Breedwoord", "Uitkomstwoord", "Minderheidswoord", "Kostenwoord", "Verzachtwoord", "Actiewoord",
    "Schuurwoord", "Terugblikwoord", "Wegwoord",
)  # fmt: skip


@pytest.fixture
def seeds(app: App) -> App:
    """The application with the seed cases in its bank."""
    contents = {path.name: path.read_bytes() for path in files("seed_cases").glob("werkcafe-*.md")}
    app.use_cases.casebank.import_cases(read_files(contents))
    return app


def publish(app: App, case: Case, **where: object) -> None:
    app.use_cases.casebank.publish(case, case.circle, **where)  # type: ignore[arg-type]


def text_of(page: str) -> str:
    """Return what a page says, without markup, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def a_full_case(**given: object) -> Case:
    """A case in which everything is told, marked by a word of its own."""
    told = {
        "id": "vol-1",
        "origin": "fictional",
        "setting": "Situatiewoord.",
        "question": "Vraagwoord?",
        "dilemma": Dilemma(a="Keuze-a", b="Keuze-b", harm_a="Verlies-a", harm_b="Verlies-b"),
        "voices": (Voice(perspective="Kind", value="moed", norm="Normwoord", supports="a", source="estimated"),),
        "reasons": (Reason(text="Redenwoord", side="a"), Reason(text="Breedwoord", side=None)),
        "spread": Spread(a=5, b=3),
        "outcome": "shared_with_minority",
        "outcome_text": "Uitkomstwoord",
        "minority": ("Minderheidswoord",),
        "costs": (Cost(text="Kostenwoord", softened="Verzachtwoord"),),
        "actions": (Action(what="Actiewoord", role="gemeente"),),
        "residue": "Schuurwoord",
        "follow_up": "Terugblikwoord",
        "alternatives": ("Wegwoord",),
        "questions": ("Vraag een?", "Vraag twee?", "Vraag drie?"),
        "minutes": 30,
    }
    return a_case(**{**told, **given})


def test_anybody_reads_the_seed_cases_and_no_engine_keeps_them(seeds: App) -> None:
    page = seeds.flask.test_client().get("/bank")
    assert "9 casussen" in text_of(page.text)
    assert "Kan een uithuisplaatsing vrijwillig zijn?" in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "<title>Casusbank · beraad</title>" in page.text


def test_a_question_in_the_address_finds_marks_and_says_why(seeds: App) -> None:
    page = seeds.flask.test_client().get("/bank?q=uithuisplaatsing+vertrouwen").text
    assert "1 casus" in text_of(page)
    assert "<mark>uithuisplaatsing</mark></span> in de titel" in page
    assert "Past omdat" in page
    assert "<title>uithuisplaatsing vertrouwen · Casusbank · beraad</title>" in page


def test_choices_within_a_facet_widen_and_can_be_taken_away(seeds: App) -> None:
    client = seeds.flask.test_client()
    one = client.get("/bank?thema=uithuisplaatsing").text
    two = client.get("/bank?thema=uithuisplaatsing&thema=kindermishandeling").text
    assert ("1 casus" in text_of(one), "2 casussen" in text_of(two)) == (True, True)
    assert 'href="/bank?thema=kindermishandeling"' in two  # the other chip is gone
    assert re.search(r'value="uithuisplaatsing"[^>]* checked', two)
    assert "2 casussen" in text_of(client.get("/bank?thema=uithuisplaatsing&thema=kindermishandeling&thema=x").text)


def test_a_typing_error_is_mended_and_nothing_found_says_what_to_do(seeds: App) -> None:
    client = seeds.flask.test_client()
    page = client.get("/bank?q=uithuisplatsing").text
    assert 'Bedoelde je <a href="/bank?q=uithuisplaatsing">' in page
    nothing = text_of(client.get("/bank?q=xyzzyx&thema=pleegzorg").text)
    assert "Geen enkele casus past bij deze vraag." in nothing
    assert "Zoek zonder keuzes" in nothing


def test_an_empty_bank_says_what_will_come(client: FlaskClient) -> None:
    assert "Hier staat nog niets." in text_of(client.get("/bank").text)


def test_many_cases_stand_on_pages_that_keep_the_question(app: App) -> None:
    for at in range(45):
        publish(app, a_case(id=f"casus-{at:02}", title=f"Casus {at:02}", origin="fictional"))
    client = app.flask.test_client()
    pages = [client.get(f"/bank?q=twijfelt&blad={at}").text for at in (1, 2, 3)]
    assert re.findall(r'href="/bank/(casus-\d\d)\?', "".join(pages)) == [f"casus-{at:02}" for at in range(45)]
    last = client.get("/bank?q=twijfelt&blad=3").text
    assert 'rel="prev" href="/bank?q=twijfelt&amp;blad=2"' in last
    assert "blad 3 van 3" in text_of(client.get("/bank?q=twijfelt&blad=99").text)


HOSTILE_QUERIES = [
    "q=%27%3B+drop+table+cases%3B+--", "q=%00%01%02", "q=%ff%fe", "q=" + "a" * 9000, "q=%22", "q=%22%22%22+%22",
    "q=%E2%80%AE", "q=%F0%9F%99%82", "q=%25_%5C", "q=NEAR(a,b)&q=twee", "blad=-1", "blad=0",
    "blad=99999999999999999999",
    "blad=%D9%A3", "volgorde=;", "waarde=" + "x" * 2000, "spanning=~", "spanning=a~b~c", "uitkomst=%00",
    "&&&=&=x", "q[]=x",
    "&".join(f"thema=x{at}" for at in range(400)), "lang=xx&q=a", "q=" + quote(HOSTILE),
]  # fmt: skip


def test_whatever_is_asked_gets_a_page(seeds: App) -> None:
    client = seeds.flask.test_client()
    for query in HOSTILE_QUERIES:
        for place, status in (("/bank", 200), ("/bank/werkcafe-01", 200), ("/bank/nergens", 404)):
            page = client.get(f"{place}?{query}")
            assert page.status_code == status, query
            assert "<script>alert" not in page.text
            assert "<img" not in page.text


def test_an_address_without_a_case_is_not_there(seeds: App) -> None:
    client = seeds.flask.test_client()
    for id in ("nergens", "..", "a" * 300, "%00", "WERKCAFE-01", "werkcafe-01.md.md", "'--", "%F0%9F%99%82"):
        for place in (f"/bank/{id}", f"/bank/{id}/handout", f"/bank/{id}.md"):
            assert client.get(place).status_code == 404, place


def test_what_somebody_wrote_into_a_case_stays_text(app: App) -> None:
    fields = ("title", "summary", "setting", "question", "outcome_text", "residue", "method", "region")
    voices = (Voice(perspective=HOSTILE, words=HOSTILE, norm=HOSTILE),)
    case = a_full_case(**dict.fromkeys(fields, HOSTILE[:60]), voices=voices, source=HOSTILE, minority=(HOSTILE,))
    publish(app, case)
    client = app.flask.test_client()
    for place in ("/bank", "/bank?q=klik", "/bank?q=%22alert+1+script%22", "/bank/vol-1", "/bank/vol-1/handout"):
        page = client.get(place).text
        assert ("<mark>alert(1)&lt;/script</mark>" in page) == ("script%22" in place)
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript:' not in page


def test_the_case_page_asks_first_and_tells_afterwards(app: App) -> None:
    publish(app, a_full_case())
    page = app.flask.test_client().get("/bank/vol-1").text
    order = ["Situatiewoord", "Keuze-a", "Verlies-b", "Vraagwoord", "Normwoord", "Wat zou jij doen, en waarom?"]
    at = [page.index(word) for word in [*order, '<details class="found"', "Redenwoord", "Uitkomstwoord"]]
    assert at == sorted(at)
    inside = page[page.index('<details class="found"') : page.index("</details>")]
    for word in WEIGHED:
        assert word in inside
        assert page.count(word) == 1
    assert "Drie vragen voor je team" in page
    assert "30 minuten" in text_of(page)


def test_what_one_answers_cannot_be_sent(app: App) -> None:
    publish(app, a_full_case())
    page = app.flask.test_client().get("/bank/vol-1").text
    own = page[page.index('<section class="own') : page.index('<details class="found"')]
    assert "<form" not in own
    before = page[: page.index('<section class="own')]
    assert before.count("<form") == before.count("</form>")  # nor does it stand in one
    assert not re.search(r"<textarea[^>]* name=", own)


def test_the_hand_out_and_only_that_leaves_out_what_the_group_weighed(app: App) -> None:
    publish(app, a_full_case())
    page = app.flask.test_client().get("/bank/vol-1/handout").text
    for word in ("Situatiewoord", "Keuze-a", "Verlies-b", "Vraagwoord", "Normwoord", "Vraag drie?"):
        assert word in page
    for word in WEIGHED:
        assert word not in page


def test_what_a_source_does_not_tell_is_said_in_those_words(seeds: App) -> None:
    page = text_of(seeds.flask.test_client().get("/bank/werkcafe-03").text)
    for words in (
        "Wat gaat er verloren als je A doet? niet vastgelegd",
        "wat ieder van waarde vond: niet vastgelegd",
        "Waren ze het eens? niet vastgelegd",
        "Afgesproken niet vastgelegd",
        "Door de redactie aangescherpt: A, de redenen voor A, welke waarden botsen.",
    ):
        assert words in page
    assert page.count("door de redactie aangescherpt") == 2  # beside A, and beside its reasons


def test_likeness_says_its_reason(seeds: App) -> None:
    publish(seeds, a_case(id="lijkt-1", title="Lijkt erop", origin="fictional"))
    page = text_of(seeds.flask.test_client().get("/bank/werkcafe-03").text)
    assert "Lijkt erop Dezelfde waarden botsen." in page
    assert "Ook hier gaat het om vertrouwen, veiligheid." in page


def test_a_case_goes_out_as_the_file_it_came_from(seeds: App) -> None:
    client = seeds.flask.test_client()
    for path in files("seed_cases").glob("werkcafe-*.md"):
        answer = client.get(f"/bank/{path.stem}.md")
        assert answer.data == path.read_bytes()
        assert parse(answer.data).id == path.stem
    assert answer.mimetype == "text/markdown"
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_fetch_hears_how_many_cases_there_are(seeds: App) -> None:
    answer = seeds.flask.test_client().get("/bank?q=uhp", headers={"Accept": "application/json"})
    assert answer.json == {"total": 1}


def test_a_case_for_a_circle_exists_for_its_readers_alone(app: App, people: People) -> None:
    def account(email: str) -> Account:
        found = app.bank.read(lambda unit: unit.accounts.find_by_email(email))
        assert found
        return found

    ours = account(people.by_role[Role.READER]).organisation
    publish(app, a_case(id="van-ons", title="Geheimtitel", circle="organisation", origin="room"), organisation=ours)
    publish(app, a_case(id="van-de-regio", title="Regiotitel", circle="region", origin="room"), region="Regio")
    soon = now() + timedelta(days=30)
    publish(app, a_case(id="straks", circle="region", origin="room"), region="Regio", visible_from=soon)
    # facilitator and administrator do not read: only the role of reader opens the circles
    expected = {people.by_role[Role.READER]: {"van-ons", "van-de-regio"}, people.neighbour: {"van-de-regio"}}
    expected |= {people.by_role[role]: set() for role in (Role.FACILITATOR, Role.ADMINISTRATOR)}
    for email, ids in [*expected.items(), ("", set())]:
        client = app.flask.test_client()
        if email:
            sign_in(client, email)
        page = client.get("/bank").text
        assert set(re.findall(r'href="/bank/([\w-]+)"', page)) == ids
        assert ("Geheimtitel" in page) == ("van-ons" in ids)
        for id in ("van-ons", "van-de-regio", "straks"):
            statuses = {client.get(f"/bank/{id}{rest}").status_code for rest in ("", "/handout", ".md")}
            assert statuses == ({200} if id in ids else {404})


def test_not_yours_and_not_there_say_the_same(app: App, people: People) -> None:
    publish(app, a_case(id="van-ons", circle="organisation", origin="room"), organisation="elders")
    client = app.flask.test_client()
    sign_in(client, people.neighbour)
    yours, nobodys = client.get("/bank/van-ons"), client.get("/bank/er-is-niets")
    assert yours.text.replace("van-ons", "x") == nobodys.text.replace("er-is-niets", "x")
    assert client.get("/bank/werkcafe-01").text.replace("werkcafe-01", "x") == nobodys.text.replace("er-is-niets", "x")


def test_everybody_may_ask_and_the_circle_decides() -> None:
    for name in ("bank.search", "bank.read", "bank.hand-out", "bank.download"):
        assert (PERMISSIONS[name].who, PERMISSIONS[name].scope) == (Who.EVERYBODY, Scope.OWN_CIRCLES)


@pytest.mark.parametrize("place", ["/bank", "/bank?q=ouders", "/bank/vol-1", "/bank/vol-1/handout", "/bank?q=xyzzy"])
def test_the_pages_speak_english_too(place: str, app: App) -> None:
    publish(app, a_full_case(minority=(), outcome="open"))
    publish(app, a_full_case(id="vol-2", summary="Ouders wachten.", voices=(), spread=None))
    page = app.flask.test_client().get(f"{place}{'&' if '?' in place else '?'}lang=en").text
    assert '<html lang="en"' in page
    shown = text_of(re.sub(r'<(\w+)[^>]* lang="nl".*?</\1>', "", page, flags=re.DOTALL))
    dutch = {"niet", "wat", "waarde", "waarden", "casussen", "hoe", "naar", "zoek", "kring", "herkomst", "thema", "je"}
    assert not dutch & {word.casefold().strip(".,:?") for word in shown.split()} - {"je"}
