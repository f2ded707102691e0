"""Every form of every paper: whole, readable for everybody, and what people wrote is data in it."""

import json
import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
import msgspec
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from beraad.deliberation.blocks import ActionsBlock, Agreed, AnyBlock, Kind, ListBlock, Said
from beraad.deliberation.method import Text
from beraad.exports import as_pdf as pdf_form
from beraad.exports.as_json import as_json
from beraad.exports.as_pdf import as_pdf
from beraad.exports.as_text import as_text
from beraad.exports.as_word import as_word
from beraad.exports.document import Document, printable
from beraad.exports.papers import Talk, attendance, letter, note, report
from tests.exports.test_as_text import ALL, talk

KINDS: tuple[Kind, ...] = ("do", "tell", "find_out", "repair", "signal")
FACTS = Text(nl="Feiten", en="Facts")


def words_of_pdf(made: bytes) -> str:
    """Return what a reader of the PDF sees, without the breaks of its lines and words."""
    return words_of_pages(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def words_of_pages(texts: Iterable[str]) -> str:
    text = "".join(texts)
    return re.sub("[-\u00ad]\n", "", text).replace("\u200b", "").replace("\n", " ")


def words_of_word(made: bytes) -> str:
    """Return all text of a Word file, in order."""
    return "\n".join(each.text or "" for each in docx.Document(BytesIO(made)).element.body.iter(qn("w:t")))


def every_form(talk: Talk, paper: Document) -> dict[str, str]:
    made = {"text": as_text(paper), "word": words_of_word(as_word(paper)), "pdf": words_of_pdf(as_pdf(paper))}
    return {form: " ".join(text.split()) for form, text in made.items()}


def roles(node: Any, found: list[str]) -> list[str]:
    """Return the roles in the structure of a PDF, in reading order."""
    node = node.get_object()
    if not hasattr(node, "get"):
        return found
    if "/S" in node:
        found.append(str(node["/S"]))
    below = node.get("/K", [])
    for each in below if isinstance(below, list) else [below]:
        roles(each, found)
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_screen_reader_can_follow_the_pdf(language: str) -> None:
    root: Any = PdfReader(BytesIO(as_pdf(report(talk(*ALL), language)))).trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language, True)
    structure = roles(root["/StructTreeRoot"], [])
    headings = [role for role in structure if role in ("/H1", "/H2", "/H3", "/H4")]
    assert headings[0] == "/H1"
    assert set(headings) == {"/H1", "/H2", "/H3", "/H4"}
    assert structure.count("/Table") == 2
    assert structure.count("/TH") == 7
    assert "/LI" in structure


HOSTILE = [
    '#read("/etc/passwd")',
    '#{ import "@preview/x:1.0.0" } $x$ `raw` *bold* _it_ <label> @ref = kop',
    '"quoted" \\" \\u{41} \\',
    "<w:p/> & <script>alert(1)</script> ]]>",
    "a\x00b\x01c\x1bd\x85e\ufffef\u202eg",
]


@pytest.mark.parametrize("said", HOSTILE)
def test_what_people_wrote_is_no_command_and_no_form(said: str) -> None:
    paper = report(talk(Said(label=FACTS, text=said), ListBlock(label=FACTS, items=(said,)), title=said), "nl")
    shown = " ".join(word for word in printable(said).split())
    for form, text in every_form(talk(), paper).items():
        if "\u202e" not in said:  # the PDF shows it from right to left, as a browser does
            assert text.count(shown if form != "text" else " ".join(said.split())) >= 3, form
        assert "root:" not in text


@pytest.mark.parametrize(
    "said", ["x" * 1000, "مرحبا بالعالم", "🙂 en 中文", "\n\n", "\x01", "\u200b", "Z\u0335a\u0301\u0302l" * 50]
)
def test_whatever_is_typed_there_is_a_file(said: str) -> None:
    paper = report(talk(*ALL, Said(label=FACTS, text=said), title=said[:200]), "nl")
    assert "Wat we vonden" in words_of_pdf(as_pdf(paper))
    assert "Wat we vonden" in words_of_word(as_word(paper))


def test_a_sign_that_no_font_has_does_not_take_the_others_along() -> None:
    told = words_of_pdf(as_pdf(report(talk(Said(label=FACTS, text="Lief 🙂 kind, 中")), "nl")))
    assert "Lief □ kind, □" in told


def test_the_fonts_have_what_names_and_texts_in_the_netherlands_need() -> None:
    said = "ÉéËëÏïÓóÖöÜüÇçÑñ ĳ ŁłŚśŻżĄąĘę ŞşĞğİı ŠšŽžČčĆćĐđ ŐőŰű ȚțȘș ↔ → – … ‘’ “” € ½"
    told = words_of_pdf(as_pdf(report(talk(Said(label=FACTS, text=said)), "nl")))
    assert not [sign for sign in said if sign not in told]


def test_the_fonts_of_the_machine_are_not_asked() -> None:
    assert all(font.path is None or "exports/fonts" in font.path for font in pdf_form.FONTS.fonts())


def test_word_has_headings_a_heading_row_and_no_maker() -> None:
    file = docx.Document(BytesIO(as_word(report(talk(*ALL), "nl"))))
    styles = [each.style.name for each in file.paragraphs if each.style]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2", "Heading 3", "List Bullet", "Quote"} <= set(styles)
    assert [len(table.rows[0]._tr.xpath("w:trPr/w:tblHeader")) for table in file.tables] == [1, 1]
    assert (file.core_properties.author, file.core_properties.comments) == ("", "")


def test_json_has_the_blocks_as_they_are() -> None:
    made = json.loads(as_json(talk(*ALL)))
    assert (made["version"], made["title"], made["day"], made["closed"]) == (1, "Titel", "2026-11-24", True)
    assert msgspec.convert(made["blocks"], tuple[AnyBlock, ...]) == ALL


def test_what_stands_so_far_says_so_in_every_form() -> None:
    so_far = msgspec.structs.replace(talk(*ALL), closed=False)
    for text in every_form(so_far, report(so_far, "nl")).values():
        assert "Tussenstand, nog niet gesloten." in text
    assert json.loads(as_json(so_far))["closed"] is False


def marked(value: Any, path: str = "") -> Any:
    """Return blocks as data in which every text of people names the place where it stands."""
    if isinstance(value, dict):
        ours = {"type", "source", "supports", "choice", "outcome", "kind", "before", "after"}
        return {name: one if name in ours else marked(one, f"{path}.{name}") for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [marked(one, path) for one in value]
    return f"«{path}»" if isinstance(value, str) else value


def named(blocks: tuple[AnyBlock, ...]) -> dict[str, Any]:
    return {one["type"]: one for one in msgspec.to_builtins(blocks)}


def canaries() -> tuple[AnyBlock, ...]:
    """Every kind of block, with a word of its own in each field; agreements of every kind."""
    agreed = tuple(Agreed(what="x", role="x", term="x", kind=kind, answer_by="x") for kind in KINDS)
    whole = (*(one for one in ALL if not isinstance(one, ActionsBlock)), ActionsBlock(actions=agreed, none_because=""))
    data = marked(named(whole))
    for one in data["ActionsBlock"]["actions"]:
        for field in ("what", "role", "term", "answer_by"):
            one[field] = one[field].replace("actions", one["kind"])
    return msgspec.convert([{**one, "type": name} for name, one in data.items()], tuple[AnyBlock, ...])


VOICE = {f"VoicesBlock.{name}" for name in ("rows.chair.nl", "rows.value", "rows.norm", "serves_a", "serves_b")}
DILEMMA = {f"DilemmaBlock.{name}" for name in ("a", "b", "harm_a", "harm_b")}


def told_by(paper: Document) -> set[str]:
    found = {form: set(_between(text)) for form, text in every_form(talk(), paper).items()}
    assert found["text"] == found["word"] == found["pdf"]
    return found["text"]


def _between(text: str) -> list[str]:
    return [part.partition("»")[0].replace(" ", "").replace("-", "").lstrip(".") for part in text.split("«")[1:]]


def test_the_letter_tells_what_will_be_done_and_told_and_nothing_else() -> None:
    wanted = {f"ActionsBlock.{kind}.{name}" for kind in ("do", "tell") for name in ("what", "term")}
    assert told_by(letter(talk(*canaries(), title="«title»"), "nl")) == wanted


def test_the_note_has_no_judgement_no_dissent_and_no_remark() -> None:
    agreed = {f"ActionsBlock.{kind}.{name}" for kind in KINDS for name in ("what", "role", "term", "answer_by")}
    found = told_by(note(talk(*canaries(), title="«title»"), "nl"))
    assert found == VOICE | DILEMMA | agreed | {"ConclusionBlock.text"}


def test_the_statement_tells_nothing_of_the_case() -> None:
    paper = attendance(talk(*canaries(), title="«title»"), "nl", "Zoë", "Daan")
    assert told_by(paper) == set()
    assert {"Zoë", "Daan", "24 november 2026"} <= {
        element.text for element in paper.elements if hasattr(element, "text")
    }


def test_the_report_tells_everything() -> None:
    """So that the tests above would see what they say is not there."""
    whole = told_by(report(talk(*canaries(), title="«title»"), "nl"))
    for place in ("SpreadBlock.columns.reasons.because", "ConclusionBlock.dissents", "ScoresBlock.remarks", "title"):
        assert place in whole


def test_where_nobody_knows_the_name_any_more_is_a_line_to_fill() -> None:
    assert "Naam: …" in as_text(attendance(talk(), "nl", "", ""))
