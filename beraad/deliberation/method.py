"""What a conversation method is: ordered steps, each with its words, its minutes and one activity.

A method is data (methods/*.yaml, and an organisation's own files); `method_file.py` reads and checks the files.
Source of the methods themselves: docs/glossary.md, "methode".
"""

from typing import Literal

import msgspec

from beraad.deliberation.ids import StepId

Visibility = Literal["live", "private_reveal", "private_anon_reveal"]
"""What is written stands there at once; with its writer until the reveal; or in the box (box.py), without names."""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in each language. Dutch is always there; a missing language falls back to it."""

    nl: str = ""
    en: str = ""

    def within(self, language: str) -> str:
        return (self.en if language == "en" else self.nl) or self.nl


class Lines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Several sentences in each language, such as the script of a step."""

    nl: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def within(self, language: str) -> tuple[str, ...]:
        return (self.en if language == "en" else self.nl) or self.nl


class Chair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A perspective on the case: somebody at the table, or an empty chair for who is not in the room.

    child, parent: whether it is theirs, or the chair of one of them.
    """

    id: str
    name: Text
    child: bool = False
    parent: bool = False


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step as the method plans it.

    minutes: per preset. continues: shares number, heading and minutes with the step before it.
    rules: of the conversation, for everybody to read; they belong to check_in.
    script: what the facilitator may ask, seen by nobody else. mind: the pitfall of the step.
    options: small settings of the activity, checked against its OPTIONS.
    """

    id: StepId
    activity: str
    title: Text
    phase: Literal["picture", "judgement", "decision"]
    minutes: dict[str, int] = {}
    continues: bool = False
    visibility: Visibility = "live"
    why: Text = Text()
    question: Text = Text()
    rules: Lines = Lines()
    script: Lines = Lines()
    mind: Text = Text()
    options: dict[str, int] = {}

    @property
    def hidden_first(self) -> bool:
        """Whether what is written here stays with its writer until a reveal."""
        return self.visibility != "live"


class Method(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conversation method, checked and whole, in all its languages.

    about: when one chooses it. presets: name to minutes in all, the shortest first. people: for how many at most a
    preset is meant. arrive: minutes of the lobby per preset; these and the steps' add up to the preset.
    may_swap: two neighbouring steps that can change places; swap: how that choice is called.
    """

    id: str
    version: int
    title: Text
    about: Text = Text()
    presets: dict[str, int]
    people: dict[str, int] = {}
    arrive: dict[str, int] = {}
    may_swap: tuple[StepId, ...] = ()
    swap: Text = Text()
    chairs: tuple[Chair, ...]
    steps: tuple[Plan, ...]

    def plan(self, step: StepId) -> Plan | None:
        return next((plan for plan in self.steps if plan.id == step), None)

    def fits(self, preset: str) -> tuple[int, int]:
        """For how many people a preset is meant: from and to; 0 where nothing is said."""
        shorter = [most for name, most in self.people.items() if self.presets[name] < self.presets[preset]]
        return max(shorter) + 1 if shorter else 0, self.people.get(preset, 0)

    def swapped(self) -> "Method":
        """Return the method with the two steps of `may_swap` in each other's place."""
        if not self.may_swap:
            return self
        turned = dict(zip(self.may_swap, reversed(self.may_swap), strict=True))
        plans = {plan.id: plan for plan in self.steps}
        return msgspec.structs.replace(self, steps=tuple(plans[turned.get(plan.id, plan.id)] for plan in self.steps))

    def together(self, step: StepId) -> tuple[StepId, ...]:
        """Return the steps that share a number with this one: a step and those that continue it."""
        return tuple(plan.id for plan in self.steps if self.number(plan.id) == self.number(step))

    def with_step(self, plan: Plan, after: StepId) -> "Method":
        """Return the method with one more step, after a step and what continues that."""
        last = self.together(after)[-1]
        at = next(at for at, one in enumerate(self.steps, start=1) if one.id == last)
        return msgspec.structs.replace(self, steps=(*self.steps[:at], plan, *self.steps[at:]))

    def without_step(self, step: StepId) -> "Method":
        return msgspec.structs.replace(self, steps=tuple(plan for plan in self.steps if plan.id != step))

    @property
    def is_swapped(self) -> bool:
        """Whether the two steps of `may_swap` stand in the other order than the method names them."""
        order = [plan.id for plan in self.steps if plan.id in self.may_swap]
        return order != list(self.may_swap)

    def number(self, step: StepId) -> int:
        """The number a step bears in the rail: 1, 2, 3 …; a step that continues bears that of the one before."""
        number = 0
        for plan in self.steps:
            number += not plan.continues
            if plan.id == step:
                return number
        raise KeyError(step)

    @property
    def length(self) -> int:
        """How many numbered steps there are."""
        return sum(not plan.continues for plan in self.steps)

    def minutes(self, step: StepId, preset: str) -> int:
        """Planned minutes; of a step that continues, those of the step before it."""
        minutes = 0
        for plan in self.steps:
            minutes = minutes if plan.continues else plan.minutes.get(preset, 0)
            if plan.id == step:
                return minutes
        raise KeyError(step)
