"""Random conversations: moves of people who sometimes do what they may not, each text a canary of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import log
from beraad.deliberation.activities import actions, conclusion, dilemma, judgement, pvn_table
from beraad.deliberation.activities.judgement.sheets import CHOICES
from beraad.deliberation.activities.wording import Confirm
from beraad.deliberation.decide import decide
from beraad.deliberation.decide.reveal import COUNTDOWN
from beraad.deliberation.decide.seats import join
from beraad.deliberation.evolve import begin, evolve
from beraad.deliberation.ids import ItemId, SeatId, SessionId, StepId
from beraad.deliberation.names import erasable
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation
from beraad.refusal import Refusal
from tests.deliberation.builders import (
    ACTIONS,
    ANNA,
    BEN,
    CEM,
    CONCLUSION,
    DILEMMA,
    LEADER,
    NOON,
    VALUES,
    WEIGHING,
    planned,
    taken,
)

SCREEN = Seat(id=SeatId("screen"), name="", role=Role.SCREEN)
STEPS = (DILEMMA, VALUES, WEIGHING, CONCLUSION, ACTIONS)
CHAIRS = ("kind", "ouder", "school", "nergens")

SETTING_OUT = (e.DoorOpened(), taken(ANNA, "ouder"), taken(BEN), taken(CEM), e.SeatTaken(seat=SCREEN))
"""The door opens; Anna (a parent), Ben and Cem come in, and the screen hangs."""

Move = tuple[str, SeatId | None, int, int]
"""What is tried (a name below), by whom (None: the clock), and two numbers that choose the rest."""


@dataclass
class History:
    """A session so far. kept: its log as the store has it, erased texts overwritten.

    walk: each event with the state before and after it. canaries: writer, step, whether in the box, and the text.
    """

    events: list[e.Event] = field(default_factory=lambda: [planned()])
    kept: list[log.Stored] = field(default_factory=list)
    walk: list[tuple[Deliberation, e.Event, Deliberation]] = field(default_factory=list)
    canaries: list[tuple[SeatId, StepId, bool, str]] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        (first,) = self.events
        assert isinstance(first, e.SessionPlanned)
        self.state = begin(SessionId("s1"), first)
        self.kept = [log.stored(event, self.state.method) for event in self.events]

    @property
    def stored(self) -> str:
        """All that the store has, as one text."""
        return "".join(one.body for one in self.kept)

    def happened(self, *events: e.Event) -> None:
        for event in events:
            if isinstance(event, e.TextErased):
                self.erased += _texts(self.state, event)
                self.kept = [log.erased(one, event.step, event.item) for one in self.kept]
            if not isinstance(event, e.BoxChanged):
                self.events.append(event)
                self.kept.append(log.stored(event, self.state.method))
            before, self.state = self.state, evolve(self.state, event, self.moment(self.state.number + 1))
            self.walk.append((before, event, self.state))

    def do(self, command: c.Command, by: SeatId | None) -> bool:
        """Try something; whether it was allowed. Any other exception than a refusal fails the test."""
        seat, at = self.state.seats[by] if by else None, self.now(command)
        try:
            self.happened(*decide(self.state, command, seat, at, lambda: f"id{next(self.numbers)}"))
        except Refusal:
            return False
        return True

    def now(self, command: c.Command) -> datetime:
        """When it is tried; what the clock asks, when it is due."""
        wait = COUNTDOWN if isinstance(command, c.Reveal) else timedelta()
        return NOON + timedelta(seconds=self.state.number) + wait

    def moment(self, number: int) -> datetime | None:
        """When event `number` happens; None: no matter, for nothing is undone."""
        return None

    def canary(self, seat: SeatId, step: StepId) -> str:
        text = f"canary-{next(self.numbers)}-"
        self.canaries.append((seat, step, False, text))
        return text

    def write(self, step: StepId, by: SeatId, one: int = 0, two: int = 0) -> bool:
        """Try one of the commands of a step's activity, with a new text in each field."""
        now = self.state.steps[step].content
        what = _written(step, now, one, two, lambda: self.canary(by, step), by)
        return self.do(c.Contribute(step=step, what=what), by)

    def items(self, step: StepId) -> list[str]:
        """Names under which texts of a step may be taken away."""
        return _items(self.state.steps[step].content)

    def erase_all(self) -> None:
        """Take away every text that can be taken away."""
        for step in self.state.steps:
            for item in self.items(step):
                self.do(c.Erase(step=step, item=item), LEADER.id)
        for item, _ in erasable(self.state):
            self.do(c.Erase(item=item), LEADER.id)


def _written(step: StepId, now: Any, one: int, two: int, text: Any, by: SeatId) -> c.Command:
    wording = getattr(now, "wording", 0) - (two == 7)
    match step:
        case "dilemma":
            worded = dilemma.Word(a=text(), b=text(), harm_a=text(), harm_b=text(), facts=text(), wording=wording)
            confirms = Confirm(wording=wording, aloud=one % 2 == 0)
            return worded if one < 4 else confirms
        case "waarden":
            own = [id for id, voice in now.voices.items() if voice.seat == by or two == 6]
            item = own[one % len(own)] if own else ItemId("none")
            voice: dict[str, Any] = {"chair": CHAIRS[two % 4], "value": text(), "norm": text()}
            some = list(now.voices) or [ItemId("none")]
            two_of_them = {"keep": some[0], "voice": some[-1]}
            return (
                pvn_table.AddVoice(**voice),
                pvn_table.AddVoice(**{**voice, "norm": ""}, supports="a", source="via"),
                pvn_table.ChangeVoice(**voice, voice=item),
                pvn_table.DropVoice(voice=item),
                pvn_table.NameClash(serves_a=some[0], serves_b=some[-1]),
                pvn_table.MergeVoices(**two_of_them),
                pvn_table.SplitVoice(voice=some[-1]),
                pvn_table.GiveNorm(voice=some[-1], norm=text()),
            )[one % 8]
        case "afweging":
            choice = CHOICES[one % 3]
            chair = ("", *CHAIRS)[two % 5]
            return judgement.Choose(choice=choice, other=text(), because=text(), at_cost_of=text(), speaks_for=chair)
        case "conclusie":
            return (
                conclusion.Conclude(text=text(), wording=wording),
                conclusion.AskAround(asked=two % 2 == 0),
                conclusion.LiveWith(yes=two % 2 == 0, wording=wording),
                conclusion.LiveWith(yes=False, wording=wording),
                conclusion.ApproveDissent(text=text()),
                conclusion.ApproveDissent(text=text()),
                conclusion.TakeBackDissent(),
                conclusion.LeaveOpen(left_open=two % 2 == 0),
            )[one % 8]
        case _:
            item = next(iter(now.items), ItemId("none"))
            return (
                actions.Agree(what=text(), role=text(), term=text()),
                actions.ChangeAgreement(item=item, what=text()),
                actions.DropAgreement(item=item),
                actions.AgreeNothing(because=text()),
            )[one % 4]


def _items(now: Any) -> list[str]:
    """Names under which texts of a step may be taken away, and one that does not exist."""
    kept = [str(id) for name in ("voices", "sheets", "items") for id in getattr(now, name, {})]
    dissents = [one.id for one in getattr(now, "dissents", {}).values()]
    return [*kept, *dissents, "text", "because", *dilemma.TEXTS, "nothing"]


def _texts(state: Deliberation, event: e.TextErased) -> list[str]:
    """The texts that an erasure takes away, as they stand now."""
    if not event.step:
        return [dict(erasable(state))[event.item]]
    now = state.steps[event.step].content
    for name in ("voices", "sheets", "items"):
        if event.item in getattr(now, name, {}):
            one = getattr(now, name)[event.item]
            names = ("value", "norm", "other", "because", "at_cost_of", "what", "role", "term")
            return [text for field in names if (text := getattr(one, field, ""))]
    said = [one.text for one in getattr(now, "dissents", {}).values() if one.id == event.item]
    field = "none_because" if event.item == "because" else event.item
    return [text for text in (*said, getattr(now, field, "")) if text]


def _steered(history: History, what: str, one: int, two: int) -> c.Command:
    step, seat = STEPS[one % 5], (ANNA, BEN, CEM, SeatId(""), SCREEN.id, SeatId("stranger"))[two % 6]
    current = history.state.step or step
    reveal = history.state.steps[current].reveal
    items = _items(history.state.steps[step].content)
    made: dict[str, c.Command] = {
        "open": c.OpenStep(step=step),
        "on": c.OpenStep(step=STEPS[min(STEPS.index(current) + 1, 4)] if history.state.step else DILEMMA),
        "announce": c.AnnounceReveal(step=current),
        "stop": c.StopReveal(step=current),
        "due": c.Reveal(announced=reveal[0] if reveal else 0),
        "ready": c.MarkReady(step=current, ready=two % 2 == 0),
        "erase": c.Erase(step=step, item=items[two % len(items)]),
        "erase-name": c.Erase(item=("title", str(seat), LEADER.id)[one % 3]),
        "show": c.ShowOnScreen(step=current),
        "words": c.ShareWords(yes=two % 2 == 0),
        "keep": c.KeepBack(step=step, item=items[two % len(items)], back=one % 2 == 0),
        "case": c.ShareCase(yes=two % 2 == 0, region=one % 2 == 0),
        "presenter": c.NamePresenter(seat=seat),
        "typist": c.NameTypist(seat=seat),
        "remove": c.RemoveSeat(seat=seat),
        "clock": c.MoveClock(minutes=1 if two % 2 else -1),
    }
    plain = (c.OpenDoor, c.CloseDoor, c.LowerScreens, c.RaiseScreens, c.ClearScreen, c.Pause, c.Resume, c.Close)
    return made.get(what) or {c.verb(kind): kind for kind in plain}[what]()


def play(moves: list[Move]) -> History:
    """The history of a room with Anna (a parent), Ben, Cem and a screen in which all this was tried."""
    history = History()
    history.happened(*SETTING_OUT)
    history.happened(e.PresenterNamed(seat=BEN), e.StepOpened(step=DILEMMA, at=NOON))
    for what, by, one, two in moves:
        if history.state.stage is Stage.PAUSED and two:
            history.do(c.Resume(), LEADER.id)
        if what == "join":
            try:
                # Ids are long and random: none is found by chance in another word.
                late = SeatId(f"seat-late-{next(history.numbers)}")
                history.happened(*join(history.state, late, "Anna", CHAIRS[two % 4]))
            except Refusal:
                continue
        elif what == "write":
            step = (history.state.step or DILEMMA) if two else STEPS[one % 5]
            history.write(step, by or ANNA, one, two)
        else:
            history.do(_steered(history, what, one, two), by)
    return history


def answered_conclusion() -> History:
    """A conclusion with which Anna can live."""
    history = play([])
    history.do(c.OpenStep(step=CONCLUSION), LEADER.id)
    history.write(CONCLUSION, LEADER.id, 0)
    for by, one in ((LEADER.id, 1), (ANNA, 2), (LEADER.id, 1)):
        assert history.write(CONCLUSION, by, one, 0)
    return history


def replay(kept: list[log.Stored], moment: Callable[[int], datetime] | None = None) -> Deliberation:
    """The state that a stored log tells. moment: when each number happened."""
    first, *rest = [log.event(one) for one in kept]
    assert isinstance(first, e.SessionPlanned)
    state = begin(SessionId("s1"), first)
    for event in rest:
        state = evolve(state, event, moment(state.number + 1) if moment else None)
    return state


def is_nowhere(text: str, history: History) -> None:
    """Nothing that is kept bears a text, and the log without it tells the same."""
    assert text not in history.stored
    assert text not in str(history.state)
    assert replay(history.kept) == history.state


def _lead(*names: str) -> list[Move]:
    return [(name, LEADER.id, 0, 0) for name in names]


def _each(one: int, two: int = 1) -> list[Move]:
    return [("write", seat, one, two) for seat in (ANNA, BEN, CEM)]


WHOLE: list[Move] = [
    ("write", LEADER.id, 0, 1),
    ("write", BEN, 5, 1),
    *_lead("on"),
    *_each(0),
    *_each(1),
    ("write", ANNA, 2, 1),
    ("write", BEN, 3, 1),
    *_lead("announce"),
    ("due", None, 0, 0),
    *[("write", LEADER.id, one, 1) for one in (4, 5, 6, 7)],
    *_lead("lower-screens", "on"),
    *[("write", seat, one, 1) for one, seat in enumerate((ANNA, BEN, CEM))],
    *_lead("announce", "stop", "announce"),
    ("due", None, 0, 0),
    *_lead("show", "on"),
    ("write", LEADER.id, 0, 1),
    ("write", LEADER.id, 1, 2),
    ("write", ANNA, 2, 2),
    ("write", BEN, 3, 1),
    ("write", CEM, 3, 1),
    ("write", LEADER.id, 1, 1),
    ("write", BEN, 4, 1),
    ("write", CEM, 4, 1),
    ("write", CEM, 6, 1),
    *_lead("on"),
    ("write", LEADER.id, 0, 1),
    ("write", LEADER.id, 0, 1),
    ("write", LEADER.id, 1, 1),
    ("words", ANNA, 0, 0),
    ("case", BEN, 0, 0),
]
"""A kort beraad as it goes when all goes well, from the dilemma to the agreements."""

_number = st.integers(0, 7)
_writing = st.tuples(st.just("write"), st.sampled_from([ANNA, BEN, CEM, LEADER.id, SCREEN.id]), _number, _number)
_steering = ["open", "on", "announce", "stop", "show", "clear-screen", "clock", "presenter", "typist", "remove"]
_steering += ["erase-name", "lower-screens", "raise-screens", "open-door", "close-door", "pause", "resume"]
_leading = st.tuples(st.sampled_from(_steering), st.just(LEADER.id), _number, _number)
_erasing = st.tuples(st.just("erase"), st.just(LEADER.id), _number, st.integers(0, 20))
_asking = st.sampled_from(["ready", "words", "case", "join", "erase", "open", "announce", "due", "close", "pause"])
_anything = st.tuples(_asking, st.sampled_from([ANNA, BEN, LEADER.id, SCREEN.id, None]), _number, _number)
_move = st.one_of(_writing, _erasing, _leading, _anything)


def _mixed(begun: int, extra: list[tuple[int, Move]]) -> list[Move]:
    moves = WHOLE[:begun]
    for at, move in extra:
        moves.insert(at % (len(moves) + 1), move)
    return moves


CONVERSATIONS: st.SearchStrategy[list[Move]] = st.builds(
    _mixed, st.integers(0, len(WHOLE)), st.lists(st.tuples(st.integers(0, 60), _move), max_size=16)
)
"""A kort beraad up to some moment, with anything in between."""
