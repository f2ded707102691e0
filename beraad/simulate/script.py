"""Scripts of groups to simulate: who sits at the table and what each does, as YAML (docs/simulate.md).

The fields of a move are the fields of its form. What is wrong is said with its line and field, in plain Dutch.
"""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import msgspec

from beraad.deliberation.activities import ACTIVITIES
from beraad.deliberation.commands import COMMANDS, Command
from beraad.deliberation.decide.seats import MOST_SEATS
from beraad.deliberation.method import Method
from beraad.deliberation.plan_session import PROPOSED, Subject
from beraad.deliberation.words import Line, Name
from beraad.deliberation.yaml_file import Complaint, Path, Unreadable, complaint, in_words, load
from beraad.simulate.forms import Given, as_text

BEGIN = "dit is geen script; begin met title:, prepare:, seats: en play:"
LEAD, SCREEN = "lead", "screen"
"""The seats that every script has; the facilitator signs in, and opens the screen."""

ENTERS = ("join", "come-back")
OF_CLIENTS = ("join", "lose-connection", "come-back", "reload")
"""What is no command of the rules, but of somebody with a phone in hand."""

WORDS = ("value", "norm", "other", "because", "at_cost_of", "softens", "needs", "text", "remark")
"""Fields whose words stay with their writer in a step that hides, until its reveal."""

SHORTEST_HIDDEN = 8
"""Characters. Of a shorter text nobody can tell whether it leaked or stood there already."""

SHORTEST_NAME = 4
"""Characters of a word of the roster that is looked for: ‘De’ stands everywhere."""


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody at the table, as the form to come in by wants to know it.

    many: a crowd of so many, who do the same at once; in its texts {n} is the number of each, from 1.
    """

    name: Name
    place: Line = ""
    many: int = 1

    @property
    def numbers(self) -> range:
        """Of whom there are several; never more than sit at a table."""
        return range(1, min(self.many, MOST_SEATS) + 1)


class Move(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that one seat does.

    do: a verb of docs/protocol.md, or join, lose-connection, come-back, reload. at: a text that the form holds, to
    choose between forms of one kind. refused: the code of the refusal that is expected. sees: texts that everyone who
    is connected, the screen excepted, must have on the page afterwards.
    """

    seat: str
    do: str
    step: str = ""
    fields: dict[str, str | bool | int | list[str]] = {}
    at: str = ""
    refused: str = ""
    sees: list[str] = []

    @property
    def words(self) -> list[str]:
        """The texts in this move."""
        return [as_text(self.fields[name]) for name in WORDS if self.fields.get(name)]

    def of(self, number: int) -> "Move":
        """Return this move of a crowd as the one with that number makes it."""
        fields = {name: _numbered(value, number) for name, value in self.fields.items()}
        return msgspec.structs.replace(self, seat=f"{self.seat}-{number}", fields=fields)


def _numbered(value: Given, number: int) -> Given:
    return value.replace("{n}", str(number)) if isinstance(value, str) else value


class ToBank(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is filled in on the way from the report to the bank.

    texts: by name, as on the draft's pages. choose: the form with values, themes and circle. approve: the second
    reader's form, on which *Ik zat niet aan deze tafel* is ticked anyway.
    """

    texts: dict[str, str] = {}
    choose: dict[str, str | list[str]] = {}
    approve: dict[str, str | bool] = {}


class Script(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole group. prepare: the fields of the form *Nieuw beraad*. draft: without it the end is the report."""

    title: str
    about: str = ""
    prepare: dict[str, str | list[str]]
    seats: dict[str, Person]
    play: list[Move]
    draft: ToBank | None = None

    @property
    def method(self) -> str:
        """The id of the method that is chosen."""
        return as_text(self.prepare.get("length", PROPOSED)).partition("/")[0]

    @property
    def presenter(self) -> str:
        """Who brings the case in at the end; empty for nobody."""
        named = [str(move.fields.get("seat", "")) for move in self.play if move.do == "name-presenter"]
        return named[-1] if named else ""

    @property
    def people(self) -> dict[str, Person]:
        """Everybody by their own key; those of the crowd ‘noord’ are noord-1, noord-2 …"""
        alone = {key: person for key, person in self.seats.items() if person.many == 1}
        return alone | {
            f"{key}-{n}": Person(name=person.name.replace("{n}", str(n)), place=person.place)
            for key, person in self.seats.items()
            if person.many > 1
            for n in person.numbers
        }

    def each(self, move: Move) -> list[Move]:
        """Return the moves that one line of `play` stands for: one, or of a crowd as many as there are in it."""
        person = self.seats.get(move.seat)
        return [move.of(number) for number in person.numbers] if person and person.many > 1 else [move]

    def hidden_words(self, move: Move, method: Method) -> list[str]:
        """The texts in a move that may reach nobody else yet."""
        plan = next((plan for plan in method.steps if plan.id == move.step), None)
        unnamed = any(one.do == "leave-out-names" and one.fields.get("step") == move.step for one in self.play)
        hides = plan is not None and (plan.hidden_first or unnamed)
        return move.words if hides and not move.refused else []

    @property
    def kept_words(self) -> list[str]:
        """Texts that may not go to the bank: written by who did not say yes to that, and not for the group."""
        said = {move.seat: move.fields.get("yes") is True for move in self.play if move.do == "share-words"}
        typists = {str(move.fields.get("seat", "")) for move in self.play if move.do == "name-typist"}
        silent = self.seats.keys() - {seat for seat, yes in said.items() if yes} - typists
        own = ("add-voice", "change-voice", "choose")
        moves = [move for move in self.play if move.seat in silent and move.do in own and not move.refused]
        return [text for move in moves for one in self.each(move) for text in one.words]

    @property
    def roster(self) -> list[str]:
        """Names and places that must not come through to the bank, word by word."""
        lines = [line.partition("=")[0] for line in as_text(self.prepare.get("roster", "")).splitlines()]
        return [word for line in lines for word in line.split() if word[:1].isupper() and len(word) >= SHORTEST_NAME]


class ScriptInvalid(Exception):
    """The file cannot be played; `complaints` says everything that is wrong with it."""

    def __init__(self, name: str, complaints: tuple[Complaint, ...]) -> None:
        super().__init__("\n".join(f"{name}, {one}" for one in complaints))
        self.complaints = complaints


def shipped(name: str) -> bytes:
    """Return the content of one of the scripts that come with beraad. Raises FileNotFoundError."""
    return files("beraad.simulate").joinpath("scripts", name).read_bytes()


def read_script(content: bytes, name: str, methods: Mapping[str, Method]) -> Script:
    """Read a script, or raise ScriptInvalid with all complaints. methods: those that can be chosen, by id."""
    try:
        data, lines = load(content, BEGIN)
    except Unreadable as unreadable:
        raise ScriptInvalid(name, unreadable.complaints) from None
    complaints: list[Complaint] = []

    def complain(path: Path, text: str) -> None:
        complaints.append(complaint(path, text, lines))

    moves: list[Move | None] = []
    play = data.get("play")
    if not isinstance(play, list) or not play:
        complain(("play",), "hier hoort te staan wat er gebeurt, als lijst")
        play = []
    for at, one in enumerate(play):
        try:
            moves.append(msgspec.convert(one, Move))
        except msgspec.ValidationError as error:
            moves.append(None)
            complain(*in_words(error, ("play", at)))
    try:
        script = msgspec.convert({**data, "play": []}, Script)
    except msgspec.ValidationError as error:
        complain(*in_words(error, ()))
    else:
        if method := methods.get(script.method):
            _Reader(script, moves, method, complain).check()
        else:
            complain(("prepare", "length"), f"kies uit {', '.join(methods)}, met een / en een lengte erachter")
        script = msgspec.structs.replace(script, play=[move for move in moves if move])
    if complaints:
        raise ScriptInvalid(name, tuple(sorted(complaints, key=lambda c: c.line)))
    return script


class _Reader:
    """Checks what a struct cannot: that moves can be made at all, by whom, and with what."""

    def __init__(self, script: Script, moves: list[Move | None], method: Method, complain: Any) -> None:
        self.script, self.moves, self.method, self.complain = script, moves, method, complain
        self.inside = {LEAD, SCREEN}
        self.people = script.people
        self.hidden: dict[str, str] = {}

    def check(self) -> None:
        known = {*Subject.__struct_fields__, "length", "swap", "ends", "roster"}
        for field in self.script.prepare.keys() - known:
            self.complain(("prepare", field), "dit veld heeft het formulier ‘Nieuw beraad’ niet")
        if not self.script.prepare.get("title"):
            self.complain(("prepare",), "‘title’ ontbreekt")
        for key, person in self.script.seats.items():
            if key in (LEAD, SCREEN):
                self.complain(("seats", key), "deze plek is er altijd al; kies een andere sleutel")
            if not person.name.strip():
                self.complain(("seats", key, "name"), "vul een naam in")
            if not 1 <= person.many <= MOST_SEATS:
                self.complain(("seats", key, "many"), f"aan tafel is plaats voor 1 tot {MOST_SEATS} mensen")
            if person.many > 1 and "{n}" not in person.name:
                self.complain(("seats", key, "name"), "zet {n} in de naam: elk krijgt een eigen nummer")
        for at, move in enumerate(self.moves):
            if move is not None:
                self._move(("play", at), move)
        last = self.moves[-1] if self.moves else None
        if last is not None and last.do != "close":
            self.complain(("play", len(self.moves) - 1), "het laatste wat gebeurt is het sluiten: do: close")

    def _move(self, here: Path, move: Move) -> None:
        if move.seat not in {LEAD, SCREEN, *self.script.seats}:
            self.complain((*here, "seat"), f"‘{move.seat}’ staat niet bij seats")
            return
        if move.do == "join" and move.seat in self.inside and not move.refused:
            self.complain((*here, "do"), f"‘{move.seat}’ zit al aan tafel")
        if move.do != "join" and move.seat not in self.inside:
            self.complain((*here, "seat"), f"‘{move.seat}’ zit nog niet aan tafel; begin met do: join")
        if move.do == "join" and not move.refused:
            self.inside.add(move.seat)
        if move.do in OF_CLIENTS:
            for field in move.fields:
                self.complain((*here, "fields", field), f"bij ‘{move.do}’ hoort niets om in te vullen")
            return
        if command := self._command(here, move):
            moves = self.script.each(move)
            self._fields((*here, "fields"), moves[-1], command)  # of a crowd the one with the longest number
            all(self._hidden((*here, "fields"), one) for one in moves)  # and of a crowd say it once

    def _command(self, here: Path, move: Move) -> type[Command] | None:
        kinds: Mapping[str, type[Command]] = COMMANDS
        if move.step:
            plan = next((plan for plan in self.method.steps if plan.id == move.step), None)
            if plan is None:
                steps = ", ".join(plan.id for plan in self.method.steps)
                self.complain((*here, "step"), f"de stap ‘{move.step}’ bestaat niet; kies uit {steps}")
                return None
            kinds = ACTIVITIES[plan.activity].COMMANDS
        if move.do not in kinds:
            more = "" if move.step else "; hoort het bij een stap, zet dan step: erbij"
            choice = ", ".join(sorted((*kinds, *(() if move.step else OF_CLIENTS))))
            self.complain((*here, "do"), f"‘{move.do}’ kan hier niet{more}. Kies uit {choice}")
            return None
        return kinds[move.do]

    def _fields(self, here: Path, move: Move, command: type[Command]) -> None:
        known = {field.name: field for field in msgspec.structs.fields(command)}
        for name, value in move.fields.items():
            if name not in known:
                choice = ", ".join(known) or "geen enkel veld"
                self.complain((*here, name), f"dit veld heeft het formulier niet; er is: {choice}")
                continue
            if name == "seat":
                if value and value not in self.people:
                    self.complain((*here, name), f"‘{as_text(value)}’ staat niet bij seats")
                continue
            try:
                msgspec.convert(value, known[name].type, strict=False)
            except msgspec.ValidationError as error:
                self.complain(*in_words(error, (*here, name)))

    def _hidden(self, here: Path, move: Move) -> bool:
        """Whether it can be told of every hidden text if it gets out."""
        for text in self.script.hidden_words(move, self.method):
            name = next(name for name in move.fields if as_text(move.fields[name]) == text)
            other = next((s for t, s in self.hidden.items() if s != move.seat and (text in t or t in text)), None)
            if len(text) < SHORTEST_HIDDEN:
                self.complain(
                    (*here, name), f"gebruik minstens {SHORTEST_HIDDEN} tekens: anders is niet te zien of dit uitlekt"
                )
                return False
            if other:
                self.complain((*here, name), f"‘{other}’ schrijft dit ook; alleen eigen woorden kunnen uitlekken")
                return False
            self.hidden[text] = move.seat
        return True
