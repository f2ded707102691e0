"""A report as JSON, for other programs: its blocks as data, in the method's order."""

import msgspec

from beraad.exports.papers import Talk

VERSION = 1
"""Of this form. A new field is no new version; another meaning is one."""


def as_json(talk: Talk) -> bytes:
    """Return the report as JSON. Every text of ours stands in it in each language; what people wrote, as they did."""
    return msgspec.json.format(msgspec.json.encode({"version": VERSION, **msgspec.structs.asdict(talk)}), indent=1)
