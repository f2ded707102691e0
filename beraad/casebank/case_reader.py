"""From the two halves of a case file to a Case, gathering every complaint on the way."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

from beraad.casebank.case import Action, Case, Cost, Dilemma, Named, Reason, Spread, Tension, Voice
from beraad.casebank.complaints import CaseFileInvalid, Complaint
from beraad.casebank.file_words import CODES, HEADINGS, ITEM_TEXT, KEYS, LABELS, SIDES, name_in_file
from beraad.casebank.front_matter import Fields, Items, Leaf, Node, read
from beraad.casebank.marks import LABEL, unescape_item, unescape_label, unescape_text
from beraad.casebank.rules import LISTS, check, clean

MOST_COMPLAINTS = 100
"""More than anybody reads; after these the reading stops."""
_PARTS: dict[str, type] = {"voices": Voice, "reasons": Reason, "costs": Cost, "actions": Action}


class Reader:
    """Reads one file, once. lines: where each field stands."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []
        self.lines: dict[str, int] = {}
        self.found: dict[str, Any] = {}

    def read(self, front: str, body: list[str], body_line: int) -> Case:
        """The case, or CaseFileInvalid."""
        top = read(front, 2, self.complaints)
        if any(complaint.code in ("unreadable-front-matter", "too-deep") for complaint in self.complaints):
            raise CaseFileInvalid(tuple(self.complaints))
        for key, node in top.fields.items():
            if key in KEYS:
                self.lines[KEYS[key]] = node.line
                self._key(key, KEYS[key], node)
            else:
                self.complain(key, "unknown-field", node.line, hint=_hint(key, KEYS))
        self._sections(body, body_line)
        return self._case()

    def complain(self, field: str, code: str, line: int, **facts: str | int) -> None:
        """Note one thing that is wrong, under the name that stands in the file."""
        self.complaints.append(Complaint(field=field[:60], code=code, line=line, facts=facts))
        if len(self.complaints) >= MOST_COMPLAINTS:
            raise CaseFileInvalid(tuple(sorted(self.complaints, key=lambda one: one.line or 0)))

    # front matter

    def _key(self, key: str, name: str, node: Node) -> None:
        if name in LISTS:
            if not isinstance(node, Items) or not all(isinstance(item, Leaf) for item in node.items):
                self.complain(key, "wants-list", node.line)
                return
            texts = [(clean(item.text), item.line) for item in node.items if isinstance(item, Leaf)]
            if name in CODES:
                texts = [(self._code(key, name, text, line), line) for text, line in texts]
            self.found[name] = tuple(text for text, _ in texts if text)
        elif name == "tension":
            self._tension(key, node)
        elif name == "spread":
            self._spread(key, node)
        elif not isinstance(node, Leaf):
            self.complain(key, "wants-line", node.line)
            self.found[name] = None
        elif name == "minutes":
            self.found[name] = self._number(key, node)
        elif text := clean(node.text):
            self.found[name] = self._code(key, name, text, node.line) if name in CODES else text

    def _code(self, key: str, name: str, words: str, line: int) -> str:
        """The code of an answer; for an unknown one a complaint and the first code, so that reading goes on."""
        codes = CODES[name]
        if words not in codes:
            self.complain(key, "unknown-choice", line, given=words[:40], known=" · ".join(codes))
        return codes.get(words) or next(iter(codes.values()))

    def _number(self, key: str, node: Node) -> int | None:
        if isinstance(node, Leaf) and re.fullmatch(r"\d{1,6}", node.text, re.ASCII):
            return int(node.text)
        self.complain(key, "wants-number", node.line)
        return None

    def _pair(self, key: str, node: Node, known: tuple[str, ...], needed: int) -> dict[str, Node] | None:
        if not isinstance(node, Fields) or len(node.fields.keys() & set(known[:needed])) < needed:
            self.complain(key, "wants-pair", node.line, known=", ".join(known))
            return None
        for extra in node.fields.keys() - set(known):
            self.complain(f"{key}.{extra}", "unknown-field", node.line, hint=_hint(extra, known))
        return node.fields

    def _tension(self, key: str, node: Node) -> None:
        if (sides := self._pair(key, node, ("a", "b"), 2)) is None:
            return
        named: dict[str, Named] = {}
        for side in ("a", "b"):
            at = sides[side]
            self.lines[f"tension.{side}"] = at.line
            if isinstance(at, Leaf):
                named[side] = Named(value=clean(at.text) or None)
            elif (parts := self._pair(f"{key}.{side}", at, ("woorden", "waarde"), 0)) is not None:
                texts = {part: clean(leaf.text) or None for part, leaf in parts.items() if isinstance(leaf, Leaf)}
                named[side] = Named(words=texts.get("woorden"), value=texts.get("waarde"))
        if len(named) == 2:
            self.found["tension"] = Tension(a=named["a"], b=named["b"])

    def _spread(self, key: str, node: Node) -> None:
        if (parts := self._pair(key, node, ("a", "b", "anders"), 2)) is None:
            return
        counts = {part: self._number(f"{key}.{part}", leaf) for part, leaf in parts.items() if part in "a b anders"}
        if None not in counts.values():
            self.found["spread"] = Spread(a=counts["a"] or 0, b=counts["b"] or 0, other=counts.get("anders") or 0)

    # body

    def _sections(self, body: list[str], first: int) -> None:
        heading, start, held = "", first, list[str]()
        for line, text in enumerate([*body, "## "], first):
            if not text.startswith("## "):
                held.append(text)
                continue
            self._section(heading, start, held)
            heading, start, held = text[3:].strip(), line, []

    def _section(self, heading: str, line: int, held: list[str]) -> None:
        if not heading:
            for at, text in enumerate(held):
                if text.strip():
                    self.complain("", "text-before-heading", line + at)
                    return
            return
        if heading not in HEADINGS:
            self.complain(heading, "unknown-heading", line, hint=_hint(heading, HEADINGS))
            return
        field = HEADINGS[heading]
        if field in self.lines:
            self.complain(heading, "twice", line)
            return
        self.lines[field] = line
        name = field.partition(".")[0]
        if name in LISTS:
            self.found[field] = tuple(self._item(heading, field, *item) for item in self._items(heading, line, held))
        else:
            text = clean("\n".join(held))
            self.found[field] = clean(unescape_text(text)) or None

    def _items(self, heading: str, line: int, held: list[str]) -> Iterable[tuple[int, str]]:
        items: list[tuple[int, list[str]]] = []
        for at, text in enumerate(held, line + 1):
            if text.startswith("- "):
                items.append((at, [text[2:]]))
            elif items and (text.startswith("  ") or not text.strip()):
                items[-1][1].append(text[2:])
            elif text.strip():
                self.complain(heading, "wants-item", at)
        return ((at, "\n".join(texts)) for at, texts in items)

    def _item(self, heading: str, field: str, line: int, text: str) -> Any:
        name, _, side = field.partition(".")
        labels: dict[str, str] = {}
        if name in LABELS:
            known = LABELS[name]
            while match := LABEL.match(text := text.lstrip(" ")):
                label, words = match[1], clean(unescape_label(match[2]))
                text = text[match.end() :]
                if label not in known:
                    self.complain(heading, "unknown-field", line, hint=_hint(label, known))
                elif known[label] in labels:
                    self.complain(heading, "twice", line)
                elif words:
                    key = known[label]
                    coded = f"{name}.{key}"
                    labels[key] = self._code(heading, coded, words, line) if coded in CODES else words
        words = clean(unescape_item(clean(text)))
        if name not in _PARTS:
            return line, words
        values: dict[str, Any] = {**labels, ITEM_TEXT[name]: words or None}
        if name == "voices":
            values.setdefault("perspective", "")
        else:
            values[ITEM_TEXT[name]] = words
        if name == "reasons":
            values["side"] = SIDES[side]
        return line, _PARTS[name](**values)

    # together

    def _case(self) -> Case:
        found = self.found
        given: dict[str, Any] = {name: found[name] for name in KEYS.values() if found.get(name) is not None}
        for name in ("circle", "origin"):
            if name not in given:
                if name not in found:
                    self.complain(name_in_file(name), "missing", 1)
                given[name] = next(iter(CODES[name].values()))
        given["dilemma"] = Dilemma(
            a=found.get("dilemma.a") or "",
            b=found.get("dilemma.b") or "",
            harm_a=found.get("dilemma.harm_a"),
            harm_b=found.get("dilemma.harm_b"),
        )
        reasons = [item for side in SIDES for item in found.get(f"reasons.{side}", ())]
        lists = {field: found.get(field, ()) for field in HEADINGS.values() if field in LISTS} | {"reasons": reasons}
        for name, items in lists.items():
            given[name] = tuple(item for _, item in items)
            self.lines.update({f"{name}[{at}]": line for at, (line, _) in enumerate(items)})
        for name in ("summary", "setting", "question", "outcome_text", "residue", "follow_up"):
            given[name] = found.get(name)
        for name in ("id", "title", "summary"):
            given[name] = given.get(name) or ""
        case = Case(**given)
        told = {complaint.field for complaint in self.complaints}
        for complaint in check(case):
            name = name_in_file(complaint.field)
            if complaint.code == "missing" and name in told:
                continue  # it is there, but wrong; that was said already
            self.complain(name, complaint.code, self._line(complaint.field), **complaint.facts)
        if self.complaints:
            raise CaseFileInvalid(tuple(sorted(self.complaints, key=lambda one: one.line or 0)))
        return case

    def _line(self, field: str) -> int:
        """The line of a field, or of the nearest thing that holds it."""
        while field not in self.lines:
            shorter = re.sub(r"(\.[^.\[]+|\[\d+\])$", "", field)
            if shorter == field:
                return 1
            field = shorter
        return self.lines[field]


def _hint(given: str, known: Iterable[str]) -> str:
    """What was probably meant, as the end of a sentence."""
    near = difflib.get_close_matches(given[:60], list(known), n=1, cutoff=0.6)
    return f"bedoel je ‘{near[0]}’?" if near else "kies uit: " + ", ".join(known)
