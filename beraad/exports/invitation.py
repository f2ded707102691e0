"""The invitation to a beraad: a text to copy, and an entry for a calendar (RFC 5545).

Both stay behind in mailboxes and calendars of others, so nothing of the case is in them: not even the title. They are
made of an `Invitation`, which has no place for it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from babel.dates import format_date

from beraad.deliberation.method import Text

LINE = 75
"""Octets in a line of a calendar, without its end."""

HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """What people hear beforehand. uid: names the meeting to calendars, and nothing else.

    version: goes up with each change, so that a calendar takes the newest. place, facilitator: may be empty.
    days: how long the report stays. words: the address of the page on what happens with what people write.
    """

    uid: str
    version: int
    begins_at: datetime | None
    ends_at: datetime | None
    minutes: int
    place: str
    facilitator: str
    join: str
    host: str
    code: str
    words: str
    days: int


SUBJECT = Text(nl="Moreel beraad", en="Moral case deliberation")
HELLO = Text(nl="Hallo,", en="Hello,")
COME = Text(
    nl="Doe je mee met een moreel beraad? Dat is een gesprek van {minutes} minuten. Samen zoeken we uit wat goed is om"
    " te doen in een echte situatie.",
    en="Will you join a moral case deliberation? It is a conversation of {minutes} minutes. Together we work out"
    " the right thing to do in a real situation.",
)
WHEN = Text(nl="Wanneer", en="When")
WHERE = Text(nl="Waar", en="Where")
LEADS = Text(nl="Wie leidt het gesprek", en="Who leads the conversation")
TIME = Text(nl="{day}, {begins} tot {ends}", en="{day}, {begins} to {ends}")
EXPECT = Text(nl="Wat kun je verwachten?", en="What can you expect?")
EXPECTED = Text(
    nl="Je hoeft niets voor te bereiden en je hoeft het niet eens te worden. Jouw kijk telt even zwaar als die van een"
    " ander. Neem je telefoon mee; een account of app is niet nodig. Liever iemand naast je die je steunt? Dat mag, zeg"
    " het even. Liever niet typen? Zeggen mag ook.",
    en="You do not have to prepare anything, and we do not have to agree. Your view counts as much as anybody’s. Bring"
    " your phone; you need no account and no app. Would you like to bring somebody for support? You can, just tell us."
    " Rather not type? Saying it aloud is fine too.",
)
PRIVACY = Text(nl="Wat gebeurt er met je woorden?", en="What happens with your words?")
KEPT = Text(
    nl="Bij elke vraag staat wie jouw antwoord ziet. Wie wat schreef wordt binnen een dag na het gesprek gewist, het"
    " verslag na {days} dagen.\nBeraad belooft geen geheimhouding. Noem dus geen namen. Meer weten: {words}",
    en="Each question says who will see your answer. Who wrote what is erased within a day after the conversation, and"
    " the report after {days} days.\nBeraad does not promise secrecy, so do not mention names. Read more: {words}",
)
JOIN = Text(nl="Zo doe je mee", en="How to take part")
JOINING = Text(
    nl="{join}\nof ga naar {host} en typ {code}. De deur gaat open als het begint.",
    en="{join}\nor go to {host} and type {code}. The door opens when it begins.",
)


def as_words(invitation: Invitation, language: str) -> str:
    """Return the invitation as a text for a message."""
    facts = [f"{label.within(language)}: {text}" for label, text in _facts(invitation, language) if text]
    parts = (
        HELLO.within(language),
        COME.within(language).format(minutes=invitation.minutes),
        "\n".join(facts),
        _part(EXPECT, EXPECTED.within(language), language),
        _part(PRIVACY, KEPT.within(language).format(days=invitation.days, words=invitation.words), language),
        _part(JOIN, _joining(invitation, language), language),
    )
    return "\n\n".join(part for part in parts if part)


def _facts(invitation: Invitation, language: str) -> Iterator[tuple[Text, str]]:
    yield WHEN, when_words(invitation.begins_at, invitation.ends_at, language)
    yield WHERE, _one_line(invitation.place)
    yield LEADS, _one_line(invitation.facilitator)


def when_words(begins_at: datetime | None, ends_at: datetime | None, language: str) -> str:
    """Return day and times as they are read; empty when no begin is agreed."""
    if begins_at is None or ends_at is None:
        return ""
    day = format_date(begins_at, "EEEE d MMMM y", locale=language)
    return TIME.within(language).format(day=day, begins=f"{begins_at:%H:%M}", ends=f"{ends_at:%H:%M}")


def as_calendar(invitation: Invitation, language: str, now: datetime) -> bytes:
    """Return the invitation as an entry for a calendar. It has to have a begin and an end."""
    assert invitation.begins_at
    assert invitation.ends_at
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//beraad//moreel beraad//NL",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{invitation.uid}",
        f"SEQUENCE:{invitation.version}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(invitation.begins_at)}",
        f"DTEND:{_moment(invitation.ends_at)}",
        f"SUMMARY:{_escaped(SUBJECT.within(language))}",
        *([f"LOCATION:{_escaped(_one_line(invitation.place))}"] if invitation.place else []),
        f"DESCRIPTION:{_escaped(as_words(invitation, language))}",
        f"URL:{invitation.join}",
        "CLASS:PRIVATE",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _part(title: Text, text: str, language: str) -> str:
    return f"{title.within(language)}\n{text}"


def _joining(invitation: Invitation, language: str) -> str:
    return JOINING.within(language).format(join=invitation.join, host=invitation.host, code=invitation.code)


def _one_line(text: str) -> str:
    return " ".join(HIDDEN.sub(" ", text).split())


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Return a text as a value: nothing in it can end its line or begin another property (RFC 5545, 3.3.11)."""
    text = HIDDEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[\\;,]", r"\\\g<0>", text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of 75 octets at most, never within a character (RFC 5545, 3.1)."""
    pieces, room = [""], LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(" ")
            room = LINE - 1
        pieces[-1] += sign
        room -= size
    return "\r\n".join(pieces)
