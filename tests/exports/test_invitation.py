"""The invitation, as a text and as an entry for a calendar by RFC 5545."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from beraad.exports.invitation import Invitation, as_calendar, as_words
from tests.builders import NOON

HERE = ZoneInfo("Europe/Amsterdam")
AT = datetime(2026, 12, 8, 13, 0, tzinfo=HERE)
SENT = Invitation(
    uid="abc@beraad",
    version=3,
    begins_at=AT,
    ends_at=AT + timedelta(minutes=90),
    minutes=90,
    place="Kamer 2",
    facilitator="Noor",
    join="https://beraad.example/join?code=ACDEFGHJ",
    host="beraad.example",
    code="ACDE FGHJ",
    words="https://beraad.example/words",
    days=14,
)


@dataclass
class Entry:
    """A calendar as a reader of calendars takes it: unfolded, property by property, values without their escapes."""

    properties: list[tuple[str, str]]

    @classmethod
    def of(cls, file: bytes) -> "Entry":
        text = file.decode()
        assert text.endswith("\r\n")
        lines = text.removesuffix("\r\n").split("\r\n")
        assert all(len(line.encode()) <= 75 for line in lines)
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n|\r(?!\n)", text)
        whole = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
        return cls([cls.read(line) for line in whole])

    @staticmethod
    def read(line: str) -> tuple[str, str]:
        name, sign, value = line.partition(":")
        assert sign, line
        assert re.fullmatch(r"[A-Z-]+", name), line
        return name, re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)

    def __getitem__(self, name: str) -> str:
        (value,) = [value for key, value in self.properties if key == name]
        return value


ORDER = [
    "BEGIN", "VERSION", "PRODID", "METHOD", "BEGIN", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
    "LOCATION", "DESCRIPTION", "URL", "CLASS", "STATUS", "END", "END",
]  # fmt: skip


def test_the_entry_says_when_and_where_in_one_time_of_the_world() -> None:
    entry = Entry.of(as_calendar(SENT, "nl", NOON))
    assert [name for name, _ in entry.properties] == ORDER
    assert (entry["DTSTART"], entry["DTEND"]) == ("20261208T120000Z", "20261208T133000Z")
    assert (entry["UID"], entry["SEQUENCE"], entry["LOCATION"]) == ("abc@beraad", "3", "Kamer 2")
    assert entry["SUMMARY"] == "Moreel beraad"
    assert entry["DESCRIPTION"] == as_words(SENT, "nl")
    assert Entry.of(as_calendar(SENT, "en", NOON))["SUMMARY"] == "Moral case deliberation"


@pytest.mark.parametrize(
    "summer", [datetime(2026, 7, 1, 9, 0, tzinfo=HERE), datetime(2026, 10, 25, 2, 30, tzinfo=HERE)]
)
def test_a_summer_hour_is_another_one(summer: datetime) -> None:
    sent = msgspec.structs.replace(SENT, begins_at=summer, ends_at=summer + timedelta(minutes=30))
    begins = Entry.of(as_calendar(sent, "nl", NOON))["DTSTART"]
    assert begins == f"{summer.astimezone(ZoneInfo('UTC')):%Y%m%dT%H%M%SZ}"


@pytest.mark.parametrize(
    "place",
    [
        'Kamer; 2, links \\ rechts: "boven"',
        "x\r\nATTACH:https://kwaad.example/\r\nSUMMARY:Kanarie",
        "x\nEND:VEVENT\nBEGIN:VEVENT",
        "x\rDESCRIPTION:weg",
        "x\u2028DESCRIPTION:weg\x00\x1b\x85",
        "é" * 200,
        "🧒🏽👩‍👧" * 30,
        "a" * 73 + "\\n;",
        " ",
    ],
)
def test_nothing_in_a_place_ends_its_line_or_begins_another_property(place: str) -> None:
    entry = Entry.of(as_calendar(msgspec.structs.replace(SENT, place=place), "nl", NOON))
    assert [name for name, _ in entry.properties] == ORDER
    assert entry["LOCATION"].split() == re.sub(r"[\x00-\x1f\x7f-\x9f\u2028]", " ", place).split()


def test_the_text_says_when_where_how_long_and_how_to_join() -> None:
    text = as_words(SENT, "nl")
    for words in ("dinsdag 8 december 2026, 13:00 tot 14:30", "Waar: Kamer 2", "90 minuten", "ACDE FGHJ", SENT.join,
                  "Noor", "14 dagen", SENT.words):  # fmt: skip
        assert words in text
    assert "Tuesday 8 December 2026, 13:00 to 14:30" in as_words(SENT, "en")


def test_what_is_not_agreed_is_not_mentioned() -> None:
    text = as_words(msgspec.structs.replace(SENT, begins_at=None, ends_at=None, place="", facilitator=""), "nl")
    assert "Wanneer" not in text
    assert "Waar:" not in text
    assert "None" not in text
    assert "\n\n\n" not in text
