"""A paper as a Word file, to change and to fill in; with real headings, lists and tables."""

from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, assert_never

from docx import Document as new_file
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from beraad.exports.document import Document, Element, Fill, Item, Items, Table, Title, Words, printable, sign

if TYPE_CHECKING:
    from docx.document import Document as File

LINE = "_" * 46
GREY = RGBColor(0x57, 0x5C, 0x6A)
INK = RGBColor(0x1F, 0x24, 0x30)


def as_word(paper: Document) -> bytes:
    """Return the whole paper as a .docx file."""
    file = new_file()
    _dress(file, paper)
    file.add_heading(printable(paper.title), 0)
    _grey(file, paper.under)
    for element in paper.elements:
        _add(file, element)
    file.sections[0].footer.paragraphs[0].text = paper.foot
    packed = BytesIO()
    file.save(packed)
    return packed.getvalue()


def _dress(file: "File", paper: Document) -> None:
    """Set type, language and what the file says of itself: nothing of who made it."""
    about = file.core_properties
    about.title, about.author, about.comments, about.language = printable(paper.title), "", "", paper.language
    about.created = about.modified = datetime.combine(paper.day, time())
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        style = file.styles[name]
        style.font.color.rgb, style.font.name = INK, "Georgia" if name == "Title" else "Verdana"
        style.element.rPr.rFonts.attrib.clear()
        style.element.rPr.rFonts.set(qn("w:ascii"), style.font.name or "")
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Verdana", Pt(10)
    for lang in file.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), {"nl": "nl-NL", "en": "en-GB"}[paper.language])


def _add(file: "File", element: Element) -> None:
    match element:
        case Title(text=text, level=level, mark=mark):
            file.add_heading(printable(sign(mark) + text), level - 1)
        case Words(text=text, said=said, after=after):
            file.add_paragraph(printable(text), "Quote" if said else None)
            if after:
                _grey(file, after)
        case Items(items=items):
            for item in items:
                _add_item(file, item)
        case Table(head=head, rows=rows):
            _add_table(file, head, rows)
        case Fill(text=text):
            file.add_paragraph(f"{element.asked} {printable(text) or LINE}")
        case _:
            assert_never(element)


def _grey(file: "File", text: str, style: str | None = None) -> None:
    file.add_paragraph("", style).add_run(printable(text)).font.color.rgb = GREY


def _add_item(file: "File", item: Item) -> None:
    file.add_paragraph(printable(item.lead + item.text), "List Bullet")
    for note in item.notes:
        _grey(file, note, "List Continue")


def _add_table(file: "File", head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = file.add_table(rows=0, cols=len(head), style="Table Grid")
    for row in (head, *rows):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = printable(words)
    again = OxmlElement("w:tblHeader")  # a screen reader, and each new page, know what heads the columns
    table.rows[0]._tr.get_or_add_trPr().append(again)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    file.add_paragraph()
