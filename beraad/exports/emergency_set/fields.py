"""What stands on a card or a slip: text to read, lines to write on, boxes to tick, a table to fill."""

import msgspec

from beraad.deliberation.blocks import Choice
from beraad.deliberation.method import Text


class Told(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Sentences to read."""

    label: Text
    texts: tuple[Text, ...]


class Write(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Lines to write on, under or after a label. lines: as few as will do; where there is room there are more.

    short: one line is all it takes.
    """

    label: Text
    lines: int = 1
    short: bool = False
    hint: Text = Text()


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """mark: the sign of A, B or other, who need no text. write: with room for words of one's own."""

    text: Text
    mark: Choice | None = None
    write: bool = False


class Tick(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A box to tick for each option. under: the options stand under each other."""

    label: Text
    options: tuple[Option, ...]
    under: bool = False


class Grid(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """An empty table. wide: how wide the columns are, one beside the other."""

    head: tuple[Text, ...]
    wide: tuple[int, ...]
    rows: int
    hint: Text = Text()


Field = Told | Write | Tick | Grid


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of paper that everybody at the table gets.

    title: empty where it is called as its step is. each: how many one person gets. parts: how many go on a page if they
    fit. sees: who will see it. place: asks for the own place at the table, never for a name. afterwards: what becomes
    of it.
    """

    fields: tuple[Field, ...]
    sees: Text
    title: Text = Text()
    each: int = 1
    parts: int = 2
    place: bool = True
    afterwards: Text


class ByHand(msgspec.Struct, frozen=True, kw_only=True):
    """how: what whoever leads does without screens. card: what whoever types notes on the card of the step.

    group: fields that stand on the one sheet of the group instead.
    """

    how: Text = Text()
    card: tuple[Field, ...] = ()
    slip: Slip | None = None
    group: tuple[Field, ...] = ()


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to choose from at this table: the chairs, and A and B, empty unless they may be read."""

    chairs: tuple[Text, ...]
    a: str = ""
    b: str = ""
