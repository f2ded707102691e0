"""The YAML at the top of a case file, as a small tree in which everything knows its line.

Only plain texts, lists and mappings: no anchors, aliases or tags, no types guessed (2019 and ja are texts).
"""

from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from beraad.casebank.complaints import Complaint

MOST_DEPTH = 4


@dataclass
class Leaf:
    """One text."""

    line: int
    text: str


@dataclass
class Items:
    """A list."""

    line: int
    items: "list[Node]" = field(default_factory=list)


@dataclass
class Fields:
    """A mapping. open: the key that waits for its value."""

    line: int
    fields: "dict[str, Node]" = field(default_factory=dict)
    open: "Leaf | None" = None


Node = Leaf | Items | Fields


def read(text: str, first_line: int, complaints: list[Complaint]) -> Fields:
    """Read front matter that begins on `first_line`; what is wrong is added to `complaints`."""
    top = Fields(first_line)
    try:
        _read(text, first_line, top, complaints)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = first_line + (mark.line if mark else 0)
        complaints.append(Complaint(field="", code="unreadable-front-matter", line=at))
    except yaml.YAMLError:
        complaints.append(Complaint(field="", code="unreadable-front-matter", line=first_line))
    return top


def _read(text: str, first_line: int, top: Fields, complaints: list[Complaint]) -> None:
    stack: list[Items | Fields] = []
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, AliasEvent):
            complaints.append(Complaint(field="", code="anchor", line=line))
            _put(stack, Leaf(line, ""), complaints)
            continue
        if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent):
            if event.anchor is not None:
                complaints.append(Complaint(field="", code="anchor", line=line))
            if event.tag is not None:
                complaints.append(Complaint(field="", code="tag", line=line))
        if isinstance(event, ScalarEvent):
            _put(stack, Leaf(line, event.value), complaints)
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            if len(stack) >= MOST_DEPTH:
                complaints.append(Complaint(field="", code="too-deep", line=line))
                return
            node = Items(line) if isinstance(event, SequenceStartEvent) else Fields(line) if stack else top
            _put(stack, node, complaints)
            stack.append(node)
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            stack.pop()


def _put(stack: list[Items | Fields], node: Node, complaints: list[Complaint]) -> None:
    """Hang a node in the list or mapping that is being read."""
    if not stack:
        if not isinstance(node, Fields):
            complaints.append(Complaint(field="", code="unreadable-front-matter", line=node.line))
        return
    holder = stack[-1]
    if isinstance(holder, Items):
        holder.items.append(node)
    elif holder.open is None:
        if not isinstance(node, Leaf):
            complaints.append(Complaint(field="", code="unreadable-front-matter", line=node.line))
            node = Leaf(node.line, "")
        holder.open = node
    else:
        key, holder.open = holder.open, None
        if key.text in holder.fields:
            complaints.append(Complaint(field=key.text[:40], code="twice", line=key.line))
        holder.fields[key.text] = node
