"""Colours can be read: measured by the formula of WCAG 2."""

import re

import pytest

from beraad.settings import files

SHEET = (files("static") / "css" / "tokens.css").read_text("utf-8")
TOKEN = re.compile(r"--basis-color-([a-z0-9-]+):\s*(#[0-9a-f]{6})")
TEXT = [
    ("default-color-document", "default-bg-document"),
    ("default-color-document", "default-bg-default"),
    ("default-color-document", "default-bg-subtle"),
    ("default-color-default", "default-bg-document"),
    ("default-color-subtle", "default-bg-document"),
    ("default-color-subtle", "default-bg-default"),
    ("default-color-subtle", "default-bg-subtle"),
    ("action-1-color-default", "default-bg-document"),
    ("action-1-color-default", "default-bg-default"),
    ("action-1-color-default", "default-bg-subtle"),
    ("action-1-color-default", "action-1-bg-default"),
    ("action-1-color-hover", "action-1-bg-default"),
    ("action-1-inverse-color-default", "action-1-inverse-bg-default"),
    ("action-1-inverse-color-default", "action-1-inverse-bg-hover"),
    ("default-color-document", "action-1-bg-default"),
    *[(f"accent-{n}-inverse-color-default", f"accent-{n}-color-default") for n in (1, 2, 3)],
    *[(f"accent-{n}-color-default", "default-bg-document") for n in (1, 2, 3)],
    *[("default-color-document", f"accent-{n}-bg-default") for n in (1, 2, 3)],
    *[("default-color-subtle", f"accent-{n}-bg-default") for n in (1, 2, 3)],
    ("warning-color-default", "warning-bg-default"),
    ("negative-color-default", "default-bg-document"),
    ("negative-color-default", "negative-bg-default"),
    ("default-color-document", "highlight-bg-default"),
]
EDGES = [("default-border-default", "default-bg-document"), ("default-border-default", "default-bg-default")]
PROJECTED = [pair for pair in TEXT if not pair[0].startswith(("negative", "warning")) and "hover" not in "".join(pair)]


def block(start: str) -> dict[str, str]:
    """Return the colours that stand in the block which begins with `start`."""
    body = SHEET[SHEET.index(start) + len(start) :]
    return dict(TOKEN.findall(body[: body.index("}")]))


LIGHT = block(":root {")
DARK = block('[data-theme="dark"] {')
SCREEN = LIGHT | block('[data-theme="light"][data-face="screen"] {')


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((brightness(one), brightness(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_stands_out_from_what_it_stands_on(ink: str, paper: str, theme: dict[str, str]) -> None:
    assert contrast(theme[ink], theme[paper]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "paper"), EDGES)
def test_the_edge_of_a_field_can_be_seen(edge: str, paper: str, theme: dict[str, str]) -> None:
    assert contrast(theme[edge], theme[paper]) >= 3


@pytest.mark.parametrize("theme", [SCREEN, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PROJECTED)
def test_the_projector_can_be_read_from_eight_metres(ink: str, paper: str, theme: dict[str, str]) -> None:
    assert contrast(theme[ink], theme[paper]) >= 7


def test_dark_by_the_device_and_dark_by_choice_are_the_same() -> None:
    assert block(':root:not([data-theme="light"]) {') == DARK
    assert block('[data-theme="light"][data-face="screen"] {') == block(
        ':root:not([data-theme="dark"])[data-face="screen"] {'
    )


def test_dark_names_every_colour_that_light_names() -> None:
    assert DARK.keys() == LIGHT.keys()
