"""The guide: the same in both languages, whole, and about the product as it is."""

import re
from functools import cache
from pathlib import Path

import pytest

from beraad.deliberation.activities import ACTIVITIES
from beraad.pages.guide import DEVICES, PAGES, leaf
from beraad.pages.text import LANGUAGES, catalogue
from tools.messages import texts

TOP = Path(__file__).resolve().parents[2]
GUIDE = TOP / "docs/guide"
BIGGEST = 90_000
ALL_TOGETHER = 5_000_000
SIGNS = {"ArrowRight": "→", "ArrowLeft": "←", "Escape": "Esc", "-": "−"}
OF_ACTIVITY = tuple(device for device in DEVICES if device != "paper")
PICTURE = re.compile(r"!\[([^]]*)\]\((\S+?)\)")
EACH = [(language, page) for language in LANGUAGES for page in PAGES]


def read(language: str, page: str) -> str:
    return (GUIDE / language / f"{page}.md").read_text("utf-8")


def headings(language: str, page: str) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", read(language, page), re.MULTILINE)]


def pictures(language: str, page: str) -> list[str]:
    return [Path(place).name for _, place in PICTURE.findall(read(language, page))]


@cache
def on_buttons(language: str) -> frozenset[str]:
    """What the product says, without what it fills in."""
    dutch = [part for one in texts() for part in ((one,) if isinstance(one, str) else one)]
    said = dutch if language == "nl" else [catalogue("en").ugettext(one) for one in dutch]
    return frozenset(re.sub(r"%\(\w+\)s", "…", one).strip(" .").lower() for one in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_those_that_the_product_shows(language: str) -> None:
    assert {path.stem for path in (GUIDE / language).glob("*.md")} == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_same_parts_and_pictures_in_both_languages(page: str) -> None:
    assert headings("nl", page) == headings("en", page)
    assert pictures("nl", page) == pictures("en", page)
    assert headings("nl", page)[0] == 1
    assert headings("nl", page).count(1) == 1


@pytest.mark.parametrize(("language", "page"), EACH)
def test_every_link_and_picture_is_there(language: str, page: str) -> None:
    for _, place in re.findall(r"\[([^]]*)\]\((\S+?)\)", read(language, page)):
        path, _, part = place.partition("#")
        assert (GUIDE / language / path).resolve().is_file(), place
        if part:
            assert f'id="{part}"' in leaf(language, Path(path).stem).html, place
    for place in re.findall(r'(?:href|src)="([^"]+)"', leaf(language, page).html):
        assert place.startswith(("/guide", "#")), place


@pytest.mark.parametrize(("language", "page"), EACH)
def test_every_picture_says_what_is_to_be_seen(language: str, page: str) -> None:
    alts = [alt for alt, _ in PICTURE.findall(read(language, page))]
    assert all(len(alt) > 20 for alt in alts)
    assert len(alts) == len(set(alts))
    assert leaf(language, page).html.count("<figure") == len(alts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_activity_has_a_part_with_a_picture_of_each_device(activity: str, language: str) -> None:
    parts = re.split(r"^## ", read(language, "steps"), flags=re.MULTILINE)
    wanted = [f"{activity}-{device}.webp" for device in OF_ACTIVITY]
    assert [part for part in parts if all(name in part for name in wanted)], f"{activity}: python -m tools.pictures"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_help_of_who_leads_is_explained(language: str) -> None:
    source = "".join(path.read_text("utf-8") for path in (TOP / "templates/session/lead").glob("*.html"))
    keys = set(re.findall(r'data-key="([^"{]+)"', source))
    assert keys >= {"R", "Escape", "ArrowRight"}
    for key in keys:
        assert f"| `{SIGNS.get(key, key)}` |" in read(language, "leading"), key


@pytest.mark.parametrize(("language", "page"), EACH)
def test_what_stands_in_bold_is_what_the_product_says(language: str, page: str) -> None:
    """A lead-in ends with a full stop; a number to call speaks for itself. All else is a button or a word on a page."""
    for words in re.findall(r"\*\*([^*]+)\*\*", read(language, page)):
        plain = " ".join(words.split())
        if not plain.endswith(".") and not re.fullmatch(r"[\d-]+", plain):
            assert plain.lower().strip(" .") in on_buttons(language), plain


def test_the_pictures_are_those_that_are_shown_and_light_enough() -> None:
    for language in LANGUAGES:
        shown = {name for page in PAGES for name in pictures(language, page)}
        there = {path.name: path.stat().st_size for path in (GUIDE / "pictures" / language).iterdir()}
        assert shown == set(there)
        assert max(there.values()) < BIGGEST
    assert sum(path.stat().st_size for path in (GUIDE / "pictures").rglob("*.webp")) < ALL_TOGETHER
