"""Dummies at a table of the rules alone, for the tests: who they are, and letting them act until they are done."""

from itertools import count

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation.activities import goes_in_box
from beraad.deliberation.decide import decide
from beraad.deliberation.decide.reveal import COUNTDOWN
from beraad.deliberation.decide.seats import join
from beraad.deliberation.evolve import begin, evolve
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.method import Method
from beraad.deliberation.seats import Seat
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from beraad.rehearsal.answers import DUMMIES, Move, moves, places
from beraad.rehearsal.words import WORDS
from beraad.services.sessions import Ask, with_or_without_name
from tests.deliberation.builders import LEADER, NOON

SEATS = {number: SeatId(f"dummy-{number}") for number in DUMMIES}


class Table:
    """A rehearsal of a method in the rules alone. refused: what a dummy wanted and the rules did not let it."""

    def __init__(self, method: Method, preset: str, language: str = "nl", more: tuple[e.Event, ...] = ()) -> None:
        planned = e.SessionPlanned(
            method=method,
            preset=preset,
            title="Een proef",
            chairs=method.chairs,
            leader=LEADER,
            practice=True,
            rehearsal=language,
        )
        self.state: Deliberation = begin(SessionId("s"), planned)
        self.numbers, self.done, self.log = count(), set[tuple[SeatId, StepId | None, str]](), list[Move]()
        self._happened(*more, e.DoorOpened())
        place = places(self.state.chairs)
        for number, seat in SEATS.items():
            self._happened(*join(self.state, seat, f"Pop {number}", place.get(number, "")))
        self.lead(c.NamePresenter(seat=SEATS[1]), c.NameTypist(seat=SEATS[2]))

    def _happened(self, *events: e.Event) -> None:
        for event in events:
            self.state = evolve(self.state, event)

    def _id(self) -> str:
        return f"id-{next(self.numbers):04}"

    def do(self, command: c.Command, by: Seat | None) -> None:
        self._happened(*decide(self.state, command, by, NOON + COUNTDOWN, self._id))

    def lead(self, *commands: c.Command) -> None:
        for command in commands:
            self.do(command, LEADER)

    def wanted(self, seat: SeatId) -> list[Move]:
        """What a dummy would do now and has not done."""
        number = next(number for number, one in SEATS.items() if one == seat)
        asked = moves(visible(self.state, seat), self.state.seats[seat], number, WORDS[self.state.rehearsal])
        return [move for move in asked if (seat, self.state.step, move.name) not in self.done]

    def act(self) -> int:
        """Let the dummies act until nobody wants anything; return how many things were done. The rules refuse none."""
        did = 0
        while found := next(((seat, move) for seat in SEATS.values() for move in self.wanted(seat)[:1]), None):
            seat, move = found
            here, what = self.state.plan, getattr(move.command, "what", None)
            unnamed = bool(here and what and goes_in_box(here, self.state.steps[here.id], what))
            ask = Ask(seat=seat, op=f"{self._id()}-of-a-dummy", command=move.command, unnamed=unnamed)
            command = with_or_without_name(self.state, ask)
            self.do(command, self.state.seats[seat])
            self.done.add((seat, self.state.step, move.name))
            self.log.append(move)
            did += 1
            assert did < 200, f"{move.name} never ends"
        return did

    def reveal(self) -> None:
        """Count down and show, if the open step hides."""
        here = self.state.step
        assert here
        self.lead(c.AnnounceReveal(step=here))
        reveal = self.state.steps[here].reveal
        assert reveal
        later = reveal[1] + COUNTDOWN
        self._happened(*decide(self.state, c.Reveal(announced=reveal[0]), None, later, self._id))
