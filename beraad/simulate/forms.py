"""The forms on a page, filled in as a person with a browser would: what one does not touch goes along as it is."""

from collections.abc import Mapping
from html.parser import HTMLParser

import msgspec

Given = str | bool | int | list[str]
"""What somebody fills in: text, a yes or no, a number, or several boxes that are ticked."""


class Option(msgspec.Struct, frozen=True):
    """Something to choose: a line of a list, a radio button, a box, a button. action: where a button sends the form."""

    value: str
    text: str = ""
    action: str = ""


class Form(msgspec.Struct, kw_only=True):
    """One form. holds: what goes along untouched; fixed: hidden fields; offers: what can be chosen, by field."""

    id: str
    action: str
    holds: dict[str, list[str]] = {}
    fixed: dict[str, str] = {}
    offers: dict[str, list[Option]] = {}
    boxes: set[str] = set()

    def sends_to(self, path: str) -> bool:
        """Whether the form, or one of its buttons, leads to this address."""
        return self.action == path or any(o.action == path for options in self.offers.values() for o in options)


class FormWrong(Exception):
    """The page does not offer what somebody wants to fill in; the text says what is missing."""


def forms_of(html: str) -> list[Form]:
    """Return the forms on a page, with the fields and buttons that belong to them from elsewhere on it."""
    return _Forms(html).all


def find_form(html: str, path: str, given: Mapping[str, Given], at: str = "") -> Form | None:
    """Return the form that leads to `path`, whose hidden fields say nothing else than `given`: the first with it all.

    at: a text that the form holds, to choose between forms of one kind.
    """
    found: Form | None = None
    for form in forms_of(html):
        fixed = all(name not in given or as_text(given[name]) == value for name, value in form.fixed.items())
        held = not at or any(at in values for values in form.holds.values())
        if not (form.sends_to(path) and fixed and held):
            continue
        try:
            filled(form, given)
        except FormWrong:  # a shorter way to some of it, such as a button for one person who is proposed
            found = found or form
        else:
            return form
    return found


def filled(form: Form, given: Mapping[str, Given]) -> dict[str, str | list[str]]:
    """Return what is sent when a person fills in `given` and leaves the rest. Raises FormWrong."""
    sent: dict[str, str | list[str]] = dict(form.holds)
    for name, value in given.items():
        if name not in form.holds and name not in form.offers:
            raise FormWrong(f"the form {form.id} has no field {name}")
        if name in form.boxes and isinstance(value, bool):
            sent.pop(name, None)
            if value:
                sent[name] = form.offers[name][0].value
        elif isinstance(value, list):
            sent[name] = [_chosen(form, name, one) for one in value]
        else:
            sent[name] = _chosen(form, name, as_text(value))
    return sent


def _chosen(form: Form, name: str, text: str) -> str:
    """Return the value to send: of the choice with this value, or else with these words."""
    options = form.offers.get(name)
    if options is None or name in form.fixed or any(option.value == text for option in options):
        return text
    for option in options:
        if text and option.text.startswith(text[:50]):
            return option.value
    raise FormWrong(f"the form {form.id} does not offer ‘{text}’ as {name}")


def as_text(value: Given) -> str:
    """Return a value as a form writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.all: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self._inside: Form | None = None
        self._later: list[tuple[str, str, dict[str, str]]] = []  # fields that stand before or outside their form
        self._text: list[str] | None = None
        self._name = ""
        self._value: str | None = None
        self._selected: str | None = None
        self._list: Form | None = None
        self.feed(html)
        self.close()
        for form, tag, has in self._later:
            if form in self.by_id:
                self._field(self.by_id[form], tag, has)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = Form(id=has.get("id", ""), action=has.get("action", ""))
            self.all.append(self._inside)
            self.by_id[self._inside.id] = self._inside
        elif tag in ("input", "button"):
            if has.get("form"):
                self._later.append((has["form"], tag, has))
            elif self._inside:
                self._field(self._inside, tag, has)
        elif tag in ("textarea", "select"):
            self._list, self._name, self._selected = self._inside, has.get("name", ""), None
            if tag == "textarea":
                self._text = []
            elif self._list:
                self._list.offers.setdefault(self._name, [])
        elif tag == "option":
            self._text, self._value = [], has.get("value", "")
            if "selected" in has:
                self._selected = self._value

    def _field(self, form: Form, tag: str, has: dict[str, str]) -> None:
        name, value, kind = has.get("name", ""), has.get("value", ""), has.get("type", "text")
        if not name or name == "op":
            return
        if tag == "button":
            form.offers.setdefault(name, []).append(Option(value, "", has.get("formaction", "")))
        elif kind in ("radio", "checkbox"):
            form.offers.setdefault(name, []).append(Option(has.get("value", "on")))
            if kind == "checkbox":
                form.boxes.add(name)
            if "checked" in has:
                form.holds.setdefault(name, []).append(has.get("value", "on"))
        else:
            form.holds.setdefault(name, []).append(value)
            if kind == "hidden":
                form.fixed[name] = value

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "textarea" and self._text is not None:
            if self._list and self._name:
                self._list.holds.setdefault(self._name, []).append("".join(self._text).removeprefix("\n"))
            self._text, self._list = None, None
        elif tag == "option" and self._text is not None:
            if self._list:
                self._list.offers[self._name].append(Option(self._value or "", " ".join("".join(self._text).split())))
            self._text = None
        elif tag == "select" and self._list:
            options = self._list.offers.get(self._name)
            if options:  # a list without a choice sends its first line
                chosen = options[0].value if self._selected is None else self._selected
                self._list.holds.setdefault(self._name, []).append(chosen)
            self._list = None
