"""What a conversation method is: ordered steps, each with its words, its minutes and one activity.

A method is data (methods/*.yaml, and an organisation's own files); `method_file.py` reads and checks the files.
Source of the methods themselves: docs/glossary.md, "methode".
"""

from typing import Literal

import msgspec

from beraad.deliberation.ids import StepId


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
    """A perspective on the case: somebody at the table, or an empty chair for who is not in the room."""

    id: str
    name: Text
    child: bool = False


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step as the method plans it.

    minutes: per preset. continues: shares number, heading and minutes with the step before it.
    script: what the facilitator may ask, seen by nobody else. mind: the pitfall of the step.
    options: small settings of the activity, checked against its OPTIONS.
    """

    id: StepId
    activity: str
    title: Text
    phase: Literal["picture", "judgement", "decision"]
    minutes: dict[str, int] = {}
    continues: bool = False
    visibility: Literal["live", "private_reveal"] = "live"
    why: Text = Text()
    question: Text = Text()
    script: Lines = Lines()
    mind: Text = Text()
    options: dict[str, int] = {}

    @property
    def hidden_first(self) -> bool:
        """Whether what is written here stays with its writer until a reveal."""
        return self.visibility == "private_reveal"


class Method(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conversation method, checked and whole, in all its languages.

    presets: name to minutes in all. arrive: minutes of the lobby per preset; these and the steps' add up to the preset.
    """

    id: str
    version: int
    title: Text
    presets: dict[str, int]
    arrive: dict[str, int] = {}
    chairs: tuple[Chair, ...]
    steps: tuple[Plan, ...]

    def plan(self, step: StepId) -> Plan | None:
        return next((plan for plan in self.steps if plan.id == step), None)

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
