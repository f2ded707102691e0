"""Words: languages, Markdown, dates."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from beraad.deliberation.method import Text
from beraad.pages.text import environment, markdown, translate

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt&colon;alert(1))",
    "[klik](data:text/html,<script>1</script>)",
    "![plaatje](https://elders.example/volg.png)",
    '<a href="https://x" style="position:fixed" onclick="x()">x</a>',
    "<svg><style>*{display:none}</style></svg>",
    "<form action=/people/invite><button>x</button></form>",
    "<iframe src=//elders.example></iframe>",
    "a\x00b <<b>script>alert(1)<</b>/script>",
    "| a |\n|---|\n| <img src=x onerror=y> |",
]
ALLOWED = {"p", "br", "hr", "em", "strong", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "a", "code", "pre"}
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td"}


class Seen(HTMLParser):
    """Collects the tags and attributes a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


def harmless(html: str) -> bool:
    seen = Seen(html)
    links = [value.lower().strip() for name, value in seen.attributes if name == "href"]
    names = {name for name, _ in seen.attributes}
    plain = all(link.startswith(("http://", "https://", "mailto:", "/", "#")) or ":" not in link for link in links)
    return seen.tags <= ALLOWED and names <= {"href", "rel"} and plain


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_becomes_harmless(text: str) -> None:
    assert harmless(markdown(text))


@given(st.text(alphabet='<>"=[]()!&;:/ajscriptonerx\n\x00`*|-#', max_size=120))
def test_no_text_at_all_becomes_markup_outside_the_list(text: str) -> None:
    assert harmless(markdown(text))


def test_markup_typed_by_hand_stays_readable() -> None:
    assert "&lt;12 jaar&gt;" in markdown("Het kind is <12 jaar>.")
    assert "&lt;b&gt;" in markdown("Zij schreef <b>nee</b>.")


def test_markdown_keeps_emphasis_lists_and_tables() -> None:
    html = markdown("Een **vet** woord\n\n- een\n- twee\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<strong>vet</strong>" in html
    assert html.count("<li>") == 2
    assert "<td>1</td>" in html


def test_an_undefined_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment("nl").from_string("{{ nobody }}").render()


def test_what_people_typed_is_escaped() -> None:
    made = environment("nl").from_string("{% trans name %}Welkom, {{ name }}{% endtrans %}").render(name="<b>")
    assert made == "Welkom, &lt;b&gt;"


def test_english_takes_the_place_of_the_dutch_text_and_its_plural() -> None:
    template = "{% trans count=n %}één mens{% pluralize %}{{ count }} mensen{% endtrans %}"
    said = [environment(which).from_string(template).render(n=n) for which in ("nl", "en") for n in (1, 2)]
    assert said == ["één mens", "2 mensen", "one person", "2 people"]


def test_facts_stand_in_the_sentence_and_a_lone_percent_sign_may() -> None:
    assert translate("en", "Dit is te lang. Er passen %(most)s tekens in; maak het korter.", most=9).endswith(
        "It holds 9 characters; make it shorter."
    )
    assert translate("nl", "100 %") == "100 %"


def test_times_are_those_of_the_dutch_clock_in_summer_and_winter() -> None:
    show = environment("nl").from_string("{{ when|day }} {{ when|clock }}")
    assert show.render(when=datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "donderdag 2 juli 00:30"
    assert show.render(when=datetime(2026, 11, 24, 12, 30, tzinfo=UTC)) == "dinsdag 24 november 13:30"


def test_words_of_a_method_are_shown_in_the_language_of_the_page() -> None:
    words = Text(nl="het kind", en="the child")
    assert [environment(which).from_string("{{ w|text }}").render(w=words) for which in ("nl", "en")] == [
        "het kind",
        "the child",
    ]
    assert environment("en").from_string("{{ w|text }}").render(w="eigen woord") == "eigen woord"
