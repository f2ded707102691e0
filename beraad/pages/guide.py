"""The guide: the Markdown files of docs/guide/<language>/ as pages, with their pictures and what is on each.

The texts are ours, so pictures and addresses of headings may stand in them. Links between the files are those of the
files; a link that leaves the guide, which only whoever has the repository can follow, is shown as its words.
"""

import re
from functools import cache
from pathlib import Path

import msgspec
import nh3
from markdown import Markdown
from markupsafe import Markup

from beraad.pages.addresses import address
from beraad.pages.text import N_, TAGS, translate
from beraad.settings import files

PAGES: tuple[str, ...] = (
    "index", "taking-part", "leading", "preparing", "steps", "trouble", "after", "case-bank", "privacy",
    "administrators",
)  # fmt: skip
"""In the order in which they are read."""

DEVICES = {"phone": N_("Telefoon"), "laptop": N_("Laptop"), "screen": N_("Scherm"), "paper": N_("Papier")}
FEWEST = 3
"""Headings from which a page gets a list of them."""

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_INSIDE = re.compile(r"([a-z-]+)\.md(#[\w-]+)?")
_PICTURES = re.compile(r"<p>((?:\s*<img [^>]*>)+)\s*</p>")
_PICTURE = re.compile(r'<img alt="([^"]*)" src="\.\./pictures/[a-z]+/([\w-]+\.webp)">')


class Heading(msgspec.Struct, frozen=True):
    """What a part of a page is called, and its place on it."""

    id: str
    words: str


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the guide. headings: of its parts, for the list at its top."""

    name: str
    title: str
    html: Markup
    headings: tuple[Heading, ...] = ()


def picture(language: str, name: str) -> Path | None:
    """Return the file of a picture, or None: it is looked for among those that are there."""
    there = (files("guide") / "pictures").glob("*/*.webp")
    return next((path for path in there if (path.parent.name, path.name) == (language, name)), None)


@cache
def leaf(language: str, name: str) -> Leaf:
    """Return a page of the guide. Raises KeyError if there is none of that name."""
    if name not in PAGES:
        raise KeyError(name)
    title, _, text = (files("guide") / language / f"{name}.md").read_text("utf-8").partition("\n")
    reader = Markdown(extensions=["tables", "sane_lists", "toc"], output_format="html")
    clean = nh3.clean(
        reader.convert(text),
        tags=TAGS | {"img"},
        attributes={"a": {"href"}, "img": {"src", "alt"}, "h2": {"id"}, "h3": {"id"}},
        link_rel=None,
    )
    told = _PICTURES.sub(lambda found: _shots(language, found[1]), _LINK.sub(_link, clean))
    headings = tuple(Heading(one["id"], one["name"]) for one in reader.toc_tokens)  # type: ignore[attr-defined]
    return Leaf(
        name=name,
        title=title.removeprefix("# ").strip(),
        html=Markup(told.replace("<table>", '<table class="table">')),  # noqa: S704  our own text, and cleaned
        headings=headings if len(headings) >= FEWEST else (),
    )


def leaves(language: str) -> tuple[Leaf, ...]:
    """Return all pages, in the order in which they are read."""
    return tuple(leaf(language, name) for name in PAGES)


def guide_address(name: str) -> str:
    """Return where a page of the guide is."""
    return address("guide") if name == PAGES[0] else address("guide_page", page=name)


def _link(found: re.Match[str]) -> str:
    href, words = found[1], found[2]
    if inside := _INSIDE.fullmatch(href):
        return f'<a href="{guide_address(inside[1])}{inside[2] or ""}">{words}</a>'
    if href.startswith(("#", "/")):
        return f'<a href="{href}">{words}</a>'
    return words


def _shots(language: str, html: str) -> str:
    """Return pictures that stand together as one row, each with its device beneath."""
    shots = []
    for alt, name in _PICTURE.findall(html):
        device = name.removesuffix(".webp").rpartition("-")[2]
        width, height = _size((files("guide") / "pictures" / language / name).read_bytes())
        source = address("guide_picture", language=language, file=name)
        shots.append(
            f'<figure class="shot shot--{device}"><a href="{source}">'
            f'<img src="{source}" alt="{alt}" width="{width}" height="{height}" loading="lazy"></a>'
            f"<figcaption>{translate(language, DEVICES[device])}</figcaption></figure>"
        )
    return f'<div class="shots">{"".join(shots)}</div>'


def _size(webp: bytes) -> tuple[int, int]:
    """Return width and height of a WebP picture, as its first bytes say them."""
    if webp[12:16] == b"VP8X":
        return int.from_bytes(webp[24:27], "little") + 1, int.from_bytes(webp[27:30], "little") + 1
    both = int.from_bytes(webp[26:30], "little")
    return both & 0x3FFF, both >> 16 & 0x3FFF
