"""Signs that mean something in a case file, and how a text that holds them is written and read back.

A line that begins with # (a heading), or an item that begins with [label: …], gets one backslash more when written
and loses one when read: each way undoes the other.
"""

import re

_HEADING = re.compile(r"^( {0,3})(\\*#)", re.MULTILINE)
_HEADING_BACK = re.compile(r"^( {0,3})\\(\\*#)", re.MULTILINE)
_ITEM = re.compile(r"^( {0,3})(\\*(?:#|\[[a-z]+: ))", re.MULTILINE)
_ITEM_BACK = re.compile(r"^( {0,3})\\(\\*(?:#|\[[a-z]+: ))", re.MULTILINE)
LABEL = re.compile(r"\[([a-z]+): ((?:[^\[\]\\]|\\.)*)\](?: |$)", re.MULTILINE)


def escape_text(text: str) -> str:
    """A long text as it stands under a heading."""
    return _HEADING.sub(r"\1\\\2", text)


def unescape_text(text: str) -> str:
    """The text that was written by `escape_text`."""
    return _HEADING_BACK.sub(r"\1\2", text)


def escape_item(text: str) -> str:
    """The text of one item of a list; lines after the first stand two spaces in."""
    first, *more = _ITEM.sub(r"\1\\\2", text).split("\n")
    return "\n".join([first, *(f"  {line}" if line else "" for line in more)])


def unescape_item(text: str) -> str:
    """The text that was written by `escape_item`, its indentation already taken off."""
    return _ITEM_BACK.sub(r"\1\2", text)


def escape_label(text: str) -> str:
    """Words inside [label: …]."""
    return re.sub(r"([\\\[\]])", r"\\\1", text)


def unescape_label(text: str) -> str:
    """The words that were written by `escape_label`."""
    return re.sub(r"\\(.)", r"\1", text)
