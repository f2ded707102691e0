"""The words a case may carry: 52 values, themes, frameworks (kaders) and perspectives, read from data files.

The values are an aid offered after people used their own words, never a closed list to choose from.
"""

from pathlib import Path

import msgspec
import yaml

HERE = Path(__file__).parent


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the 52 values, with its meaning in a few words. raised: the source report speaks of it explicitly."""

    slug: str
    name: str
    meaning: str
    english: str
    meaning_english: str
    raised: bool = False
    words: tuple[str, ...] = ()
    group: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A theme, framework or perspective: slug in files and addresses, name for people."""

    slug: str
    name: str
    english: str


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: str
    values: tuple[Value, ...]


class _Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    themes: tuple[Entry, ...]
    frameworks: tuple[Entry, ...]
    perspectives: tuple[Entry, ...]


def _values() -> dict[str, Value]:
    groups = msgspec.convert(yaml.safe_load((HERE / "values.yaml").read_bytes()), tuple[_Group, ...])
    return {value.slug: msgspec.structs.replace(value, group=group.group) for group in groups for value in group.values}


_lists = msgspec.convert(yaml.safe_load((HERE / "lists.yaml").read_bytes()), _Lists)

VALUES: dict[str, Value] = _values()
THEMES: dict[str, Entry] = {entry.slug: entry for entry in _lists.themes}
FRAMEWORKS: dict[str, Entry] = {entry.slug: entry for entry in _lists.frameworks}
PERSPECTIVES: dict[str, Entry] = {entry.slug: entry for entry in _lists.perspectives}
AGE_BANDS: tuple[str, ...] = ("0-3", "4-7", "8-11", "12-15", "16-17", "18+")
"""The borders where rights change."""
