"""Random conversations in a method with every activity type: its commands are filled in from what they ask for."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import count
from random import Random
from typing import Any, Literal, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation.activities import ACTIVITIES, activity
from beraad.deliberation.decide.contributions import ITSELF
from beraad.deliberation.decide.reveal import COUNTDOWN
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.method import Chair, Method, Plan, Text
from beraad.deliberation.seats import Role
from beraad.refusal import Refusal
from beraad.services.sessions import Ask, with_or_without_name
from tests.deliberation.builders import LEADER, NOON, taken
from tests.deliberation.histories import SCREEN, History

SEATS = tuple(SeatId(f"seat-{number}") for number in range(6))
CHAIRS = (
    Chair(id="kind", name=Text(nl="Het kind"), child=True),
    Chair(id="ouder", name=Text(nl="De ouder")),
)


def _plan(id: str, kind: str, options: dict[str, int]) -> Plan:
    """A step of a type, written in the most hidden way that it knows."""
    return Plan(
        id=StepId(id),
        activity=kind,
        title=Text(nl=id),
        phase="picture",
        minutes={"kort": 1},
        visibility=activity(kind).VISIBILITY[-1],  # type: ignore[arg-type]
        options=options,
    )


def _setting(name: str) -> int:
    """Room for some, and for more in all; a switch is on."""
    return 30 if name == "most_in_all" else 5 if name in ("most", "enough") else 1


def every_step() -> tuple[Plan, ...]:
    """Each type once, with all its settings; the judgement also a second time."""
    plans = []
    for kind, rules in ACTIVITIES.items():
        settings = {name: _setting(name) for name in rules.OPTIONS if name != "again"}
        plans.append(_plan(f"step-{kind}", kind, settings))
    plans.append(_plan("step-again", "judgement", {"again": 1}))
    return tuple(plans)


METHOD = Method(id="m", version=1, title=Text(nl="Alles"), presets={"kort": 60}, chairs=CHAIRS, steps=every_step())
STEPS = tuple(plan.id for plan in METHOD.steps)


def moment(number: int) -> datetime:
    """When event `number` of such a conversation happens."""
    return NOON + COUNTDOWN * number


Move = tuple[str, int, int, int]
"""What is tried, by which seat, and two numbers that choose the rest."""


@cache
def fields_of(kind: type[c.Command]) -> list[msgspec.structs.FieldInfo]:
    """The fields of a command; a wording last, for it is of what the others name."""
    return sorted(msgspec.structs.fields(kind), key=lambda f: f.name.endswith("wording"))


def items_in(content: Any) -> list[str]:
    """The names that a step's content gives to its texts."""
    found: list[str] = []

    def look(one: Any) -> None:
        if isinstance(one, dict):
            found.extend(str(key) for key in one)
            for value in one.values():
                look(value)
        elif isinstance(one, (list, tuple)):
            for value in one:
                look(value)
        elif isinstance(one, msgspec.Struct):
            inside = msgspec.structs.asdict(one)
            if "id" in inside:
                found.append(str(inside["id"]))
            if inside.get("own"):
                found.append(f"{inside['id']}/own")
            for value in inside.values():
                look(value)

    look(content)
    return [*dict.fromkeys(found), *type(content).__struct_fields__]


@dataclass
class Talk(History):
    """A session in that method so far."""

    events: list[e.Event] = field(
        default_factory=lambda: [
            e.SessionPlanned(method=METHOD, preset="kort", title="Alles", chairs=CHAIRS, leader=LEADER)
        ]
    )
    named: dict[StepId, tuple[Any, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.happened(e.DoorOpened(), *map(taken, SEATS), e.SeatTaken(seat=SCREEN), e.PresenterNamed(seat=SEATS[1]))
        self.do(c.OpenStep(step=STEPS[0]), LEADER.id)

    def now(self, command: c.Command) -> datetime:
        return moment(self.state.number + (1 if isinstance(command, c.Reveal) else 0))

    def moment(self, number: int) -> datetime:
        return moment(number)

    def attempt(self, step: StepId, by: SeatId, one: int, two: int, whose: SeatId = ITSELF) -> None:
        """Try one of the commands of a step's activity, with a canary in each text; perhaps for another."""
        kinds = tuple(activity(self.plan(step).activity).COMMANDS.values())
        what, said = self._filled(kinds[one % len(kinds)], step, one, two)
        here = self.state.steps[step]
        ask = Ask(
            seat=by,
            op=f"op{next(self.numbers)}",
            command=c.Contribute(step=step, what=what, seat=whose),
            unnamed=here.unnamed and not whose and self.state.seats[by].role is Role.PARTICIPANT,
            edit=f"{'edit' * 4}-{by}",
        )
        try:
            command = with_or_without_name(self.state, ask)
        except Refusal:
            return
        if self.do(command, by):
            self.canaries += [(whose or by, step, isinstance(command, c.PutIn), text) for text in said]

    def plan(self, step: StepId) -> Plan:
        return next(plan for plan in self.state.method.steps if plan.id == step)

    def _filled(self, kind: type[c.Command], step: StepId, one: int, two: int) -> tuple[c.Command, list[str]]:
        content, said = self.state.steps[step].content, list[str]()
        names, ids = self.items(step) or ["none"], count()
        chosen: dict[str, str] = {}

        def value(name: str, of: Any) -> Any:
            of = get_args(of)[0] if get_origin(of) not in (None, Literal) else of
            if get_origin(of) is Literal:
                choices = get_args(of)
                return choices[(one + two) % len(choices)]
            if of is bool:
                return two % 2 == 0
            if name in ("wording", "into_wording") and hasattr(content, "groups"):  # of what it is about
                about = chosen.get("into" if name == "into_wording" else "item", chosen.get("group", ""))
                read = content.items.get(about) or content.groups.get(about)
                return getattr(read, "wording", 0) - (two == 7)
            if of is int:
                return getattr(content, "wording", two % 3) - (two == 7) if name == "wording" else two % 6
            if name in ("chair", "speaks_for"):
                return ("kind", "ouder", "kind", "nergens")[two % 4]
            if of is not str and getattr(of, "__supertype__", str) is str:  # an id
                known = list(getattr(content, "groups", {})) if name == "group" and two % 4 else []
                known = known or (list(getattr(content, "items", {})) if two % 2 else []) or names
                chosen[name] = known[(two + next(ids)) % len(known)]
                return chosen[name]
            said.append(f"canary-{next(self.numbers)}-")
            return said[-1]

        asked = [f for f in fields_of(kind) if two != 3 or f.default != ""]  # sometimes less is said
        fields = {f.name: value(f.name, f.type) for f in asked}
        return kind(**fields), said

    def items(self, step: StepId) -> list[str]:
        """The names that a step's content gives to its texts."""
        content = self.state.steps[step].content
        if step not in self.named or self.named[step][0] is not content:
            self.named[step] = content, items_in(content)
        return self.named[step][1]

    def move(self, what: str, who: int, one: int, two: int) -> None:
        steps = [plan.id for plan in self.state.method.steps]
        step, current = steps[one % len(steps)], self.state.step or steps[0]
        by = (*SEATS, LEADER.id)[who % (len(SEATS) + 1)]
        reveal = self.state.steps[current].reveal
        if what == "write":
            self.attempt(current if two % 4 else step, by, one, two)
            return
        if what == "type":
            guests = [seat.id for seat in self.state.at_table if seat.no_device]
            whose = guests[two % len(guests)] if guests and who % 2 else SEATS[two % 6]
            self.attempt(current if one % 3 else step, by, two, one, whose)
            return
        if what == "everyone":
            for seat in SEATS:
                self.attempt(current, seat, one, two)
            return
        commands: dict[str, tuple[c.Command, SeatId | None]] = {
            "open": (c.OpenStep(step=step), LEADER.id),
            "announce": (c.AnnounceReveal(step=current), LEADER.id),
            "due": (c.Reveal(announced=reveal[0] if reveal else 0), None),
            "stop": (c.StopReveal(step=current), LEADER.id),
            "names": (c.LeaveOutNames(step=current, unnamed=two % 2 == 0), LEADER.id),
            "empty": (c.EmptyBox(step=current), LEADER.id),
            "take-out": (c.TakeOut(step=current, edit="x" * 16), by),
            "ready": (c.MarkReady(step=current, ready=True), by),
            "guest": (c.SeatGuest(name="Oma", place="ouder" if two % 2 else ""), LEADER.id),
            "untype": (c.TakeBackTyped(step=current, seat=SEATS[two % 6]), by),
            "typist": (c.NameTypist(seat=SEATS[two % 6]), LEADER.id),
            "remove": (c.RemoveSeat(seat=SEATS[two % 6]), LEADER.id),
            "show": (c.ShowOnScreen(step=current), LEADER.id),
            "pause": (c.Pause(), LEADER.id),
            "resume": (c.Resume(), LEADER.id),
            "close": (c.Close(), LEADER.id),
            "repeat": (c.RepeatStep(step=current), LEADER.id),
            "skip": (c.SkipStep(step=step, skipped=two % 3 > 0), LEADER.id),
            "insert": (c.PutStepIn(after=step, plan=self.plan(step)), LEADER.id),
            "undo": (c.Undo(number=self.state.undo.number if self.state.undo else 0), LEADER.id),
            "clock": (c.MoveClock(minutes=1), LEADER.id),
            "hand": (c.RaiseHand(up=two % 3 > 0), by),
            "floor": (c.GiveFloor(seat=SEATS[two % 6]), LEADER.id),
            "breath": (c.AskBreath(), by),
            "no-breath": (c.AnswerBreath(), LEADER.id),
            "stop-card": (c.LayStopCard(), LEADER.id),
            "share-seat": (c.ShareSeat(shared=two % 2 > 0), by),
            "give-lead": (c.GiveLead(seat=SEATS[two % 6]), LEADER.id),
            "take-back": (c.TakeBackLead(seat=SEATS[two % 6]), LEADER.id),
            "hand-over": (c.HandOver(seat=SEATS[two % 6]), LEADER.id),
            "merge": (c.MergeSeats(seat=SEATS[two % 6], into=SEATS[one % 6]), LEADER.id),
        }
        self.do(*commands[what])


def talk(moves: list[Move]) -> Talk:
    """The conversation in which all this was tried."""
    made = Talk()
    for what, who, one, two in moves:
        made.move(what, who, one, two)
    return made


_n = st.integers(0, 30)
_write = st.tuples(st.sampled_from(["write", "everyone", "type", "type"]), _n, _n, st.integers(0, 7))
_steer = st.tuples(
    st.sampled_from(
        ["open", "open", "announce", "due", "stop", "names", "empty", "take-out", "ready", "typist", "remove", "show",
         "pause", "resume", "repeat", "skip", "insert", "undo", "undo", "undo", "clock", "hand", "floor", "breath",
         "no-breath", "stop-card", "share-seat", "give-lead", "take-back", "hand-over", "merge",
         "guest", "untype", "untype"]
    ),
    _n, _n, st.integers(0, 7),
)  # fmt: skip
_reveal = st.just(("announce", 0, 0, 0))


def _visits(visits: list[tuple[int, list[Move]]]) -> list[Move]:
    """Go to a step, let all write, see what it is, and perhaps do something else."""
    moves: list[Move] = []
    for at, more in visits:
        moves.append(("open", 0, at, 0))
        moves += more
    return moves


CONVERSATIONS: st.SearchStrategy[list[Move]] = st.builds(
    _visits, st.lists(st.tuples(_n, st.lists(st.one_of(_write, _write, _steer), max_size=8)), min_size=1, max_size=6)
)


def whole(seed: int) -> list[Move]:
    """Every step, with all that can be asked there in some order, before and after a reveal; of odd ones with names."""
    chance, moves = Random(seed), list[Move]()
    for at in range(len(STEPS)):
        moves += [("open", 0, at, 0), ("names", 0, 0, seed % 2)]
        for steered in ([("announce", 0, 0, 0), ("due", 0, 0, 0)], []):
            for _ in range(90):
                who = chance.choice((6, chance.randrange(6)))
                moves.append((chance.choice(("write", "everyone")), who, chance.randrange(16), chance.choice(HERE)))
            moves += steered
    return moves


HERE = (7, 5, 3, 1, 6, 2)
"""Numbers with which somebody writes in the open step."""
