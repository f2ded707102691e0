"""What is true of every template, and of every page."""

import gzip
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from beraad.pages.addresses import JOINED, static_files
from beraad.pages.page import page
from beraad.pages.text import LANGUAGES, environment
from beraad.settings import files
from tests.pages.builders import ACCOUNT_PAGES, PEOPLE, TUESDAY, a_frame, a_person, a_session, an_account

TOP = Path(__file__).parents[2]
TEMPLATES = sorted(path.relative_to(files("templates")).as_posix() for path in files("templates").rglob("*.html"))
SIGNED_IN = ("account/today.html", "account/people.html", "account/person.html")


def rendered(template: str, language: str, **changed: Any) -> str:
    account = an_account() if template in SIGNED_IN else None
    view = {**ACCOUNT_PAGES[template], **changed}
    return page(template, language, frame=a_frame(language, account=account), **view)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_compiles(template: str, language: str) -> None:
    environment(language).get_template(template)


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_template_has_style_or_script_in_an_attribute(template: str) -> None:
    source = (files("templates") / template).read_text("utf-8")
    assert not re.search(r"""[\s"']style\s*=|[\s"']on[a-z]+\s*=|javascript:""", source, re.IGNORECASE)
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)", source, re.IGNORECASE)


def test_every_text_has_english() -> None:
    ran = subprocess.run([sys.executable, TOP / "tools" / "messages.py"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ACCOUNT_PAGES)
def test_a_page_has_one_heading_a_title_a_language_and_stays_out_of_search_engines(
    template: str, language: str
) -> None:
    html = rendered(template, language)
    assert html.count("<h1") == 1
    assert f'<html lang="{language}"' in html
    assert re.search(r"<title>[^<]*beraad", html, re.IGNORECASE)
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="#main"' in html
    assert 'id="main"' in html
    assert 'name="viewport"' in html
    assert 'rel="icon"' in html


@pytest.mark.parametrize("template", ACCOUNT_PAGES)
def test_no_id_stands_twice_on_a_page_and_every_label_has_its_field(template: str) -> None:
    html = rendered(template, "nl")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\bfor="([^"]+)"', html)) <= set(ids)
    assert {one for names in re.findall(r'aria-describedby="([^"]+)"', html) for one in names.split()} <= set(ids)


def test_what_was_typed_stands_again_but_never_a_password() -> None:
    html = rendered(
        "account/sign_in.html", "nl", values={"email": '"><b>x', "password": "geheim geheim"}, errors={"": "Nee."}
    )
    assert "geheim geheim" not in html
    assert 'value="&#34;&gt;&lt;b&gt;x"' in html
    assert "Nee." in html


def test_the_language_link_leads_to_the_same_page_in_the_other_language() -> None:
    html = page("account/front.html", "nl", frame=a_frame("nl", path="/x?code=ABCD&lang=nl"))
    assert 'href="/x?code=ABCD&amp;lang=en"' in html


def test_only_an_administrator_sees_people_in_the_header() -> None:
    view = {"today": TUESDAY, "sessions": (), "case": None}
    reader = page("account/today.html", "nl", frame=a_frame(account=an_account(roles=("reader",))), **view)
    administrator = page("account/today.html", "nl", frame=a_frame(account=an_account()), **view)
    assert 'href="/people"' not in reader
    assert "/sessions/new" not in reader
    assert 'href="/people"' in administrator


def test_the_banner_stands_on_a_trial_server_only() -> None:
    words = "Gebruik geen echte casus"
    assert words in page("account/front.html", "nl", frame=a_frame(trial=True))
    assert words not in page("account/front.html", "nl", frame=a_frame())


@pytest.mark.parametrize("stage", ["planned", "lobby", "running", "paused", "closed", "folded", "purged"])
def test_a_session_of_every_stage_can_be_shown(stage: str) -> None:
    rows = (a_session(stage=stage, seats=300), a_session(id="s2", stage=stage, seats=1))
    html = rendered("account/today.html", "nl", sessions=rows)
    planned = stage == "planned"  # what stands prepared has a page of its own
    assert html.count('href="/sessions/s') == (2 if planned else 0)
    assert html.count('name="face" value="lead"') == (0 if planned else 2)


def test_a_link_to_pass_on_is_shown_with_the_name_it_is_for() -> None:
    made = {
        **PEOPLE,
        "people": (a_person(state="invited"),),
        "link": "https://voorbeeld.nl/invitation/x",
        "link_for": "Een",
    }
    html = rendered("account/people.html", "nl", **made)
    assert 'value="https://voorbeeld.nl/invitation/x"' in html
    assert "Link voor Een" in html
    assert "nog geen wachtwoord" in html


@pytest.mark.parametrize(("sheet", "names"), JOINED.items())
def test_a_joined_sheet_is_what_its_parts_say(sheet: str, names: tuple[str, ...]) -> None:
    parts = [(files("static") / name).read_bytes() for name in names]
    assert static_files()[sheet] == b"\n".join(parts)


def test_a_page_that_everybody_loads_is_small() -> None:
    css = gzip.compress(static_files()["css/beraad.css"])
    script = gzip.compress((files("static") / "js" / "parts" / "start.js").read_bytes())
    html = gzip.compress(rendered("account/front.html", "nl").encode())
    assert len(css) + len(script) + len(html) < 20_000
