"""A list that is arranged: groups and order, what says the same, what is parked or mended, and all of it back again."""

from typing import Any

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import activity
from beraad.deliberation.activities.alternatives import AddAlternative, ChangeAlternative, DropAlternative
from beraad.deliberation.activities.arranged import NOWHERE, sequence
from beraad.deliberation.activities.arranged.asked import (
    DropGroup,
    EditItem,
    MakeGroup,
    MergeItem,
    MoveItem,
    NameGroup,
    ParkItem,
    PutBack,
    SplitItem,
)
from beraad.deliberation.activities.arranged.shown import HeadView, RowView
from beraad.deliberation.blocks import Cluster, Line
from beraad.deliberation.decide import decide
from beraad.deliberation.evolve import evolve
from beraad.deliberation.ids import ItemId, SeatId, StepId
from beraad.deliberation.material import material
from beraad.deliberation.method import Method
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from beraad.refusal import Refusal
from tests.deliberation.builders import (
    ANNA,
    BEN,
    CEM,
    LEADER,
    NOON,
    a_method,
    a_step,
    own_parts_of,
    parts_of,
    planned,
    step,
)
from tests.deliberation.histories import SETTING_OUT, History, is_nowhere, replay

LEAD, IDEAS = LEADER.id, StepId("ideeen")
METHOD = a_method(a_step(IDEAS, "alternatives", phase="picture"))
A, B, C, D = (ItemId(f"id{number}") for number in range(4))
"""‘bellen’ of Anna, ‘schrijven’ of Ben, ‘wachten’ of Cem; what gets a name next."""
Moves = list[tuple[SeatId, c.Command]]


def room(*moves: tuple[SeatId, c.Command]) -> History:
    """Anna, Ben and Cem (who types) each thought of something; then these moves."""
    history = History(events=[planned(METHOD)])
    history.happened(*SETTING_OUT, e.TypistNamed(seat=CEM))
    history.do(c.OpenStep(step=IDEAS), LEAD)
    said = [(ANNA, AddAlternative(text="bellen")), (BEN, AddAlternative(text="schrijven"))]
    for by, what in (*said, (CEM, AddAlternative(text="wachten")), *moves):
        assert ask(history, by, what), (by, what)
    return history


def ask(history: History, by: SeatId, what: c.Command) -> bool:
    of_session = isinstance(what, c.Erase | c.RemoveSeat | c.ShareWords)
    return history.do(what if of_session else c.Contribute(step=IDEAS, what=what), by)


def content(history: History) -> Any:
    return history.state.steps[IDEAS].content


def stands(history: History, by: SeatId = LEAD) -> list[str]:
    """The list as it is read: headings with a colon, others after a slash."""
    state, found = history.state, list[str]()
    for part in parts_of(state, by):
        if isinstance(part.view, HeadView):
            found.append(f"{part.view.group.name if part.view.group else part.view.section}:")
        if isinstance(part.view, RowView):
            words = [part.view.words, *part.view.also]
            found.append("/".join(one.text for one in words if one))
    return found


def move(item: ItemId, group: ItemId = NOWHERE, before: ItemId = NOWHERE) -> MoveItem:
    return MoveItem(item=item, wording=0, group=group, before=before)


def merge(item: ItemId, into: ItemId) -> MergeItem:
    return MergeItem(item=item, wording=0, into=into, into_wording=0)


TALKING = MakeGroup(name="praten", item=B)
"""Its group is D."""
MEND = EditItem(item=A, wording=0, text="opbellen")


def test_a_group_stands_first_and_what_comes_later_stands_by_itself_at_the_end() -> None:
    history = room((LEAD, TALKING), (ANNA, AddAlternative(text="rusten")))
    assert stands(history) == ["praten:", "schrijven", "loose:", "bellen", "wachten", "rusten"]
    assert ask(history, CEM, move(C, D, B))
    assert stands(history, ANNA) == ["praten:", "wachten", "schrijven", "loose:", "bellen", "rusten"]


def test_an_item_goes_before_another_to_the_end_of_a_group_and_out_of_it() -> None:
    history = room((LEAD, move(C, before=A)))
    assert stands(history) == ["wachten", "bellen", "schrijven"]
    for what in (TALKING, move(A, D)):
        ask(history, LEAD, what)
    assert stands(history) == ["praten:", "schrijven", "bellen", "loose:", "wachten"]
    ask(history, LEAD, move(B))
    assert stands(history) == ["praten:", "bellen", "loose:", "wachten", "schrijven"]


def test_a_heading_without_items_is_for_who_arranges_and_dropping_it_loses_nothing() -> None:
    history = room((LEAD, MakeGroup(name="praten")))
    assert (stands(history)[0], stands(history, CEM)[0]) == ("praten:", "praten:")
    assert stands(history, ANNA) == ["bellen", "schrijven", "wachten"]
    for what in (move(B, D), DropGroup(group=D)):
        assert ask(history, LEAD, what)
    assert stands(history) == ["bellen", "wachten", "schrijven"]
    assert "praten" not in history.stored


def test_two_who_make_the_same_group_at_once_make_one() -> None:
    history = room((LEAD, TALKING), (CEM, MakeGroup(name=" Praten", item=A)))
    assert stands(history) == ["praten:", "schrijven", "bellen", "loose:", "wachten"]


def test_what_says_the_same_counts_once_with_all_words_and_can_be_taken_apart() -> None:
    history = room((LEAD, TALKING), (LEAD, merge(A, B)))
    assert stands(history, BEN) == ["praten:", "schrijven/bellen", "loose:", "wachten"]
    ask(history, LEAD, merge(C, A))
    assert stands(history) == ["praten:", "schrijven/bellen/wachten"]
    ask(history, LEAD, SplitItem(item=A, wording=0))
    assert stands(history) == ["praten:", "schrijven/wachten", "bellen"]


def test_who_takes_the_own_words_back_leaves_the_others_in_their_place() -> None:
    history = room((LEAD, TALKING), (LEAD, merge(A, B)), (LEAD, merge(C, B)), (BEN, DropAlternative(item=B)))
    assert stands(history) == ["praten:", "bellen/wachten"]
    assert ask(history, LEAD, c.Erase(step=IDEAS, item=A))
    assert stands(history) == ["praten:", "wachten"]
    assert replay(history.kept) == history.state


def test_what_is_parked_stands_last_and_moving_takes_it_up() -> None:
    history = room((LEAD, ParkItem(item=A, wording=0, parked=True)))
    assert stands(history) == ["loose:", "schrijven", "wachten", "parked:", "bellen"]
    ask(history, CEM, move(A, before=C))
    assert stands(history) == ["schrijven", "bellen", "wachten"]


def test_mended_words_say_so_and_their_writer_puts_them_back() -> None:
    history = room((LEAD, MEND))
    words = content(history).items[A]
    assert (words.text, words.own, words.edited, words.wording) == ("opbellen", "bellen", "lead", 1)
    own = own_parts_of(history.state, ANNA)[0].view
    assert (own.items, own.mended[0].earlier) == ((), "bellen")
    ask(history, CEM, EditItem(item=A, wording=1, text="op bellen"))
    assert (content(history).items[A].own, content(history).items[A].edited) == ("bellen", "typist")
    assert ask(history, ANNA, PutBack(item=A, wording=2))
    words = content(history).items[A]
    assert (words.text, words.own, words.edited) == ("bellen", "", "")


def test_who_words_it_anew_takes_the_words_over() -> None:
    history = room((LEAD, MEND), (ANNA, ChangeAlternative(item=A, text="haar bellen")))
    words = content(history).items[A]
    assert (words.text, words.own, words.edited) == ("haar bellen", "", "")


def test_mending_what_one_typed_oneself_leaves_no_trace() -> None:
    history = room((CEM, EditItem(item=C, wording=0, text="afwachten")))
    assert content(history).items[C].edited == ""


REFUSED: list[tuple[Moves, SeatId, c.Command, type[Refusal]]] = [
    ([], ANNA, move(A), no.NotYourTask),
    ([], ANNA, MakeGroup(name="x"), no.NotYourTask),
    ([], BEN, merge(A, B), no.NotYourTask),
    ([], BEN, MEND, no.NotYourTask),
    ([(LEAD, MEND)], BEN, PutBack(item=A, wording=1), no.NotYourTask),
    ([], LEAD, MakeGroup(name=" "), no.FieldMissing),
    ([], LEAD, EditItem(item=A, wording=0, text=" "), no.FieldMissing),
    ([], LEAD, move(A, D), no.NoSuchGroup),
    ([(LEAD, TALKING), (CEM, DropGroup(group=D))], LEAD, move(A, D), no.NoSuchGroup),
    ([], LEAD, DropGroup(group=D), no.NoSuchGroup),
    ([(LEAD, TALKING), (CEM, NameGroup(group=D, wording=0, name="p"))], LEAD,
     NameGroup(group=D, wording=0, name="q"), no.WordingChanged),
    ([(LEAD, MakeGroup(name=str(number))) for number in range(30)], CEM, MakeGroup(name="x"), no.TooMany),
    ([(ANNA, DropAlternative(item=A))], LEAD, merge(A, B), no.NoSuchItem),
    ([(ANNA, DropAlternative(item=A))], LEAD, merge(B, A), no.NoSuchItem),
    ([(LEAD, c.Erase(step=IDEAS, item=A))], CEM, merge(B, A), no.NoSuchItem),
    ([(LEAD, c.Erase(step=IDEAS, item=A))], CEM, MEND, no.NoSuchItem),
    ([(LEAD, c.Erase(step=IDEAS, item=A))], CEM, move(A), no.NoSuchItem),
    ([(ANNA, ChangeAlternative(item=A, text="zwijgen"))], LEAD, merge(B, A), no.WordingChanged),
    ([(ANNA, ChangeAlternative(item=A, text="zwijgen"))], LEAD, merge(A, B), no.WordingChanged),
    ([(ANNA, ChangeAlternative(item=A, text="zwijgen"))], LEAD, MEND, no.WordingChanged),
    ([(CEM, EditItem(item=A, wording=0, text="een brief"))], LEAD, MEND, no.WordingChanged),
    ([(LEAD, MEND), (CEM, EditItem(item=A, wording=1, text="x"))], ANNA, PutBack(item=A, wording=1), no.WordingChanged),
    ([], LEAD, merge(A, A), no.NotTogether),
    ([(LEAD, merge(A, B))], CEM, merge(A, C), no.AlreadyTogether),
    ([(LEAD, merge(A, B))], CEM, move(A), no.AlreadyTogether),
    ([(LEAD, merge(A, B))], CEM, ParkItem(item=A, wording=0, parked=True), no.AlreadyTogether),
]  # fmt: skip


@pytest.mark.parametrize(("moves", "by", "what", "refusal"), REFUSED)
def test_this_is_refused(moves: Moves, by: SeatId, what: c.Command, refusal: type[Refusal]) -> None:
    history = room(*moves)
    with pytest.raises(refusal):
        step(history.state, what, by, IDEAS)


NOTHING: list[tuple[Moves, c.Command]] = [
    ([(LEAD, merge(A, B))], merge(B, A)),
    ([(LEAD, merge(A, B)), (LEAD, merge(C, B))], merge(A, C)),
    ([(LEAD, MEND)], MEND),
    ([(LEAD, move(C, before=A))], move(C, before=A)),
    ([], move(A, before=A)),
    ([], ParkItem(item=A, wording=0, parked=False)),
    ([(LEAD, TALKING)], NameGroup(group=D, wording=0, name="praten")),
    ([], SplitItem(item=A, wording=0)),
]


@pytest.mark.parametrize(("moves", "what"), NOTHING)
def test_what_is_so_already_happens_once_also_in_a_circle(moves: Moves, what: c.Command) -> None:
    history = room(*moves)
    before = history.state
    assert ask(history, CEM, what)
    assert history.state == before


@pytest.mark.parametrize("gone", [(ANNA, DropAlternative(item=A)), (CEM, merge(A, C)),
                                  (CEM, ParkItem(item=A, wording=0, parked=True))])  # fmt: skip
def test_before_what_is_gone_is_the_end_of_the_group(gone: tuple[SeatId, c.Command]) -> None:
    history = room((LEAD, MakeGroup(name="praten", item=A)), (LEAD, move(C, D)), gone, (LEAD, move(B, D, A)))
    assert stands(history)[:3] in (["praten:", "wachten", "schrijven"], ["praten:", "wachten/bellen", "schrijven"])


@pytest.mark.parametrize("what", [TALKING, MEND, merge(A, B), move(A), ParkItem(item=A, wording=0, parked=True)])
def test_what_nobody_sees_yet_is_arranged_by_nobody(what: c.Command) -> None:
    hiding = METHOD.steps[0].__class__(**{**_fields(METHOD.steps[0]), "visibility": "private_reveal"})
    history = History(events=[planned(Method(**{**_fields(METHOD), "steps": (hiding,)}))])
    history.happened(*SETTING_OUT)
    history.do(c.OpenStep(step=IDEAS), LEAD)
    assert ask(history, ANNA, AddAlternative(text="bellen"))
    with pytest.raises(no.NotRevealedYet):
        step(history.state, what, LEAD, IDEAS)


def _fields(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__struct_fields__}


UNDONE: list[tuple[Moves, c.Command]] = [
    ([], AddAlternative(text="x")),
    ([], move(C, before=A)),
    ([(LEAD, TALKING), (LEAD, move(A, D))], move(A)),
    ([(LEAD, TALKING)], merge(A, B)),
    ([(LEAD, TALKING), (LEAD, merge(B, A))], merge(A, C)),
    ([(LEAD, merge(B, A))], SplitItem(item=B, wording=0)),
    ([(LEAD, ParkItem(item=A, wording=0, parked=True))], merge(A, C)),
    ([], ParkItem(item=A, wording=0, parked=True)),
    ([(LEAD, TALKING)], NameGroup(group=D, wording=0, name="zwijgen")),
    ([], MakeGroup(name="praten")),
    ([], MEND),
    ([(LEAD, MEND)], EditItem(item=A, wording=1, text="x")),
    ([(LEAD, MEND)], PutBack(item=A, wording=1)),
]


@pytest.mark.parametrize(("moves", "what"), UNDONE)
def test_what_was_done_can_be_taken_back(moves: Moves, what: c.Command) -> None:
    """Everything stands, reads and belongs as it did before; only how often words changed goes on."""
    history, rules = room(*moves), activity("alternatives")
    before, number = content(history), len(history.events)
    assert ask(history, LEAD, what)
    now, backwards = before, list[Any]()
    for event in history.events[number:]:
        assert isinstance(event, e.Contributed)
        backwards = [*rules.reverse(now, LEAD, event.what), *backwards]  # type: ignore[attr-defined]
        now = rules.evolve(now, LEAD, event.what, False)
    assert backwards
    for event in backwards:
        now = rules.evolve(now, LEAD, event, False)
    assert told(now) == told(before)


def told(now: Any) -> Any:
    names = ("text", "own", "edited", "parked", "group", "into")
    groups = [(group.id, group.name) for group in now.groups.values()]
    return [[one.id, *(getattr(one, name) for name in names)] for one in sequence(now)], groups


@pytest.mark.parametrize("what", [DropGroup(group=D), DropAlternative(item=C)])
def test_what_took_words_away_is_not_taken_back(what: c.Command) -> None:
    history = room((LEAD, TALKING))
    before = content(history)
    assert ask(history, CEM, what)
    assert activity("alternatives").reverse(before, CEM, history.events[-1].what) == ()  # type: ignore[attr-defined]


GONE = "Kanarie"
ERASED: dict[str, tuple[Moves, str]] = {
    "a group": ([(LEAD, MakeGroup(name=GONE, item=A)), (LEAD, NameGroup(group=D, wording=0, name=f"bij {GONE}"))], D),
    "what was mended": ([(LEAD, EditItem(item=A, wording=0, text=GONE)), (CEM, MakeGroup(name="x", item=A, wording=1))],
                        A),
    "the words before": ([(ANNA, ChangeAlternative(item=A, text=GONE)), (LEAD, EditItem(item=A, wording=1, text="x"))],
                         f"{A}/own"),
    "what was taken together": ([(ANNA, ChangeAlternative(item=A, text=GONE)), (LEAD, MergeItem(
        item=A, wording=1, into=B, into_wording=0))], A),
}  # fmt: skip


@pytest.mark.parametrize(("moves", "item"), ERASED.values(), ids=ERASED)
def test_what_is_erased_is_in_no_stored_event(moves: Moves, item: str) -> None:
    history = room(*moves)
    assert GONE in history.stored
    assert ask(history, LEAD, c.Erase(step=IDEAS, item=item))
    is_nowhere(GONE, history)


def test_after_the_earlier_words_are_erased_nothing_is_put_back() -> None:
    history = room((LEAD, MEND), (LEAD, c.Erase(step=IDEAS, item=f"{A}/own")))
    words = content(history).items[A]
    assert (words.text, words.own, words.edited) == ("opbellen", "", "lead")
    assert ask(history, ANNA, PutBack(item=A, wording=1))
    assert content(history).items[A] == words


def test_the_report_has_groups_what_was_also_said_and_what_was_parked() -> None:
    history = room((LEAD, TALKING), (LEAD, merge(A, B)), (LEAD, ParkItem(item=C, wording=0, parked=True)))
    ask(history, LEAD, EditItem(item=B, wording=0, text="een brief"))
    (block,) = activity("alternatives").report(visible(history.state), METHOD.steps[0])
    assert block.groups == (  # type: ignore[union-attr]
        Cluster(name="praten", items=(Line(text="een brief", also=("bellen",), mended=True),)),
        Cluster(name="", items=(Line(text="wachten"),), parked=True),
    )


def test_a_case_takes_what_is_one_once_in_words_whose_writer_lets_them() -> None:
    history = room((LEAD, merge(B, A)), (BEN, c.ShareWords(yes=True)))
    assert material(history.state, visible(history.state)).alternatives == ("schrijven",)  # nor who types
    ask(history, ANNA, c.ShareWords(yes=True))
    assert material(history.state, visible(history.state)).alternatives == ("bellen",)
    ask(history, CEM, c.ShareWords(yes=True))
    ask(history, LEAD, ParkItem(item=A, wording=0, parked=True))
    assert material(history.state, visible(history.state)).alternatives == ("wachten",)


def test_who_leads_takes_back_the_last_move_and_never_words_that_were_erased() -> None:
    for what in (move(C, before=A), MEND, TALKING, merge(A, B)):
        history = room()
        state = led(history.state, c.Contribute(step=IDEAS, what=what))
        assert state.undo is not None
        undone = led(state, c.Undo(number=state.undo.number))
        assert told(undone.steps[IDEAS].content) == told(content(history))
    for item in (A, f"{A}/own"):
        assert led(led(room().state, c.Contribute(step=IDEAS, what=MEND)), c.Erase(step=IDEAS, item=item)).undo is None


def led(state: Deliberation, command: c.Command) -> Deliberation:
    for event in decide(state, command, state.seats[LEAD], NOON, lambda: "made"):
        state = evolve(state, event, NOON)
    return state
