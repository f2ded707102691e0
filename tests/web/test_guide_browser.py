"""The guide in a browser: nothing for axe to find, no page wider than its window; widths and themes take turns."""

import pytest
from playwright.sync_api import Browser

from beraad.pages.guide import PAGES, guide_address
from beraad.pages.text import LANGUAGES
from tests.journeys.people import not_for_everybody


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_guide_is_for_everybody(language: str, chromium: Browser, origin: str) -> None:
    found = []
    context = chromium.new_context(locale={"nl": "nl-NL", "en": "en-GB"}[language])
    page = context.new_page()
    for turn, name in enumerate(PAGES):
        page.goto(origin + guide_address(name))
        found += [f"{name}, {one}" for one in not_for_everybody(page, (320, 1280), turn)]
    context.close()
    assert not found, "\n".join(found)
