"""Preparing over HTTP: the form, the page of what stands prepared, the invitation, and an entry for a calendar."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from secrets import token_urlsafe
from typing import Annotated, Any
from urllib.parse import quote, urlencode

import msgspec
from flask import Blueprint, make_response, redirect, request
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.company import MOST_PEOPLE, MOST_ROWS, Coming, Perspective, concerns, people
from beraad.deliberation.ids import SessionId
from beraad.deliberation.intake import Answer, Intake
from beraad.deliberation.plan_session import PROPOSED, Appointment, Preparation, Subject
from beraad.deliberation.seats import Face
from beraad.deliberation.stages import OPEN, Stage
from beraad.deliberation.state import Deliberation
from beraad.deliberation.words import Line, Name, Words
from beraad.exports.invitation import SUBJECT, Invitation, as_calendar, as_words
from beraad.pages.addresses import address
from beraad.pages.prepared import concern_words
from beraad.pages.text import HERE
from beraad.refusal import Refusal
from beraad.services.preparing import Change, Prepared, recognisable
from beraad.services.sessions import Ask
from beraad.services.tokens import hash_of
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import FieldWrong, number_in, read, typed
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.session_pages import Op, with_key
from beraad.web.show import show
from beraad.web.sign_in import find_sign_in_hash, get_account
from beraad.web.use_cases import use_cases

prepare_pages = Blueprint("prepare_pages", __name__)

Roster = Annotated[str, Meta(max_length=2000)]
Short = Annotated[str, Meta(max_length=16)]

AT_MOST_AHEAD = timedelta(days=366)
FIELDS = (
    "title", "length", "day", "begins", "ends", "place", "own", "still_open", "danger", "quarrel", "superior", "chafes",
    "a", "b", "harm_a", "harm_b", "family", "family_says", "coming", "chairs", "crisis", "roster",
)  # fmt: skip
"""What the form has a place beside for a refusal."""

ROWS_AT_FIRST = 3


class PrepareForm(Subject, frozen=True, kw_only=True):
    """length: a method and one of its presets, which is one choice on the page. swap: the methods that are ticked to go
    in their other order. day, begins, ends: as a browser's fields of date and time give them. roster: names and places,
    one a line.

    count, role, perspective, support: of who comes, one value a row. mark: when changed, of what the form showed.
    """

    length: Line = PROPOSED
    swap: tuple[Name, ...] = ()
    day: Short = ""
    begins: Short = ""
    ends: Short = ""
    place: Line = ""
    own: Answer = ""
    still_open: Answer = ""
    danger: Answer = ""
    quarrel: Answer = ""
    superior: Answer = ""
    chafes: Words = ""
    family: Answer = ""
    family_says: Line = ""
    count: tuple[Short, ...] = ()
    role: tuple[Name, ...] = ()
    perspective: tuple[Short, ...] = ()
    support: tuple[Short, ...] = ()
    crisis: Line = ""
    roster: Roster = ""
    mark: Short = ""
    op: Op = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of who comes, as it stands on the page."""

    count: str = ""
    role: str = ""
    perspective: str = "professional"
    support: str = ""


class PaperForm(msgspec.Struct, frozen=True, kw_only=True):
    """For how many people, and whether the dilemma stands on it."""

    people: Short = ""
    dilemma: Short = ""


class NoFields(msgspec.Struct, frozen=True):
    """A form that is only a button."""


@prepare_pages.get("/sessions/new")
@permission("session.prepare")
def new() -> str:
    """Show the form *Nieuw beraad*; with ?like=last filled in with what is like the last one."""
    last = use_cases().preparing.last(get_account())
    if last is None or request.args.get("like") != "last":
        return show_form(may_be_like=last is not None)
    return show_form(values_of(last.method, last.form, Appointment(place=last.place)), last.form, liked=True)


@prepare_pages.post("/sessions")
@permission("session.prepare")
def prepare() -> Response:
    """Prepare a session, let this browser in to lead it, and lead on to what stands prepared."""
    try:
        form = read(PrepareForm, request)
        method, preparation = preparation_of(form)
        id = use_cases().sessions.prepare(
            get_account(), preparation, appointment(form), form.roster, form.op or token_urlsafe(), method
        )
    except Refusal as refusal:
        return form_again(refusal)
    secret = use_cases().sessions.enter(get_account(), id, Face.LEAD, find_sign_in_hash() or "")
    return with_key(redirect(address("prepared", id=id), 303), id, Face.LEAD, secret)


@prepare_pages.get("/sessions/<id>")
@permission("session.prepared")
def prepared_page(id: str) -> str:
    """Show what stands prepared, what to think of, and the invitation."""
    it, state = use_cases().preparing.see(get_account(), SessionId(id))
    invited = invitation(it, state)
    text = as_words(invited, language())
    return show(
        "session/prepare/prepared.html",
        "sessions",
        it=it,
        state=state,
        planned=state.stage is Stage.PLANNED,
        open=state.stage in OPEN,
        method=state.method,
        minutes=state.method.presets[state.preset],
        people=people(state.coming),
        recognisable=recognisable(it.form, it.roster),
        concerns=tuple(map(concern_words, concerns(state.coming, state.intake, state.method, state.preset))),
        invitation=text,
        mail=mail_to(SUBJECT.within(language()), text),
        in_calendar=bool(invited.begins_at and invited.ends_at),
        op=token_urlsafe(),
    )


@prepare_pages.get("/sessions/<id>/edit")
@permission("session.change")
def edit(id: str) -> str:
    """Show the form with what stands prepared."""
    it, state = use_cases().preparing.see(get_account(), SessionId(id))
    if state.stage is not Stage.PLANNED:
        raise no.PreparedForGood
    return show_form(values_of(it.method, it.form, it.when, it.roster), it.form, changes=id, mark=it.mark)


@prepare_pages.post("/sessions/<id>/edit")
@permission("session.change")
def change(id: str) -> Response:
    """Put something else in the place of what stands prepared."""
    session = SessionId(id)
    try:
        form = read(PrepareForm, request)
        method, preparation = preparation_of(form)
        wanted = Change(
            method=method,
            form=preparation,
            when=appointment(form, session),
            roster=form.roster,
            mark=form.mark,
            op=form.op or token_urlsafe(),
        )
        use_cases().preparing.change(get_account(), session, wanted)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return form_again(refusal, id)
    return redirect(address("prepared", id=id), 303)


@prepare_pages.post("/sessions/<id>/emergency-set")
@permission("session.enter")
def paper(id: str) -> Response:
    """Let this browser in to lead, and lead on to the emergency set (emergency_pages.py), which is for who leads."""
    form, session = read(PaperForm, request), SessionId(id)
    secret = use_cases().sessions.enter(get_account(), session, Face.LEAD, find_sign_in_hash() or "")
    query = urlencode(msgspec.structs.asdict(form))
    return with_key(redirect(f"/s/{id}/lead/emergency-set.pdf?{query}", 303), session, Face.LEAD, secret)


@prepare_pages.post("/sessions/<id>/forget")
@permission("session.forget")
def forget(id: str) -> Response:
    """Take away what was told at preparing, from every event that ever held it."""
    read(NoFields, request)
    it, state = use_cases().preparing.see(get_account(), SessionId(id))
    if state.intake != Intake():
        ask = Ask(seat=it.leader.id, op=token_urlsafe(), command=c.Erase(item="intake"))
        use_cases().sessions.submit(state.id, ask)
    return redirect(address("prepared", id=id), 303)


@prepare_pages.get("/sessions/<id>/moreel-beraad.ics")
@permission("session.calendar")
def calendar(id: str) -> Response:
    """Give the entry for a calendar as a file. Nothing of the case is in it, nor in what it is called."""
    it, state = use_cases().preparing.see(get_account(), SessionId(id))
    invited = invitation(it, state)
    if not (invited.begins_at and invited.ends_at):
        raise no.NoDayYet
    response = make_response(as_calendar(invited, language(), use_cases().sessions.now()))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8; method=PUBLISH"
    response.headers["Content-Disposition"] = 'attachment; filename="moreel-beraad.ics"'
    return response


@prepare_pages.get("/words")
@permission("words.see")
def words() -> str:
    """Tell what happens with what people write; the invitation leads here."""
    return show("session/words.html", days=use_cases().settings.retention_days)


def invitation(it: Prepared, state: Deliberation) -> Invitation:
    """Return what people hear beforehand."""
    sessions, setting = use_cases().sessions, use_cases().sessions.setting(state.id)
    begins, ends = it.when.begins_at, it.when.ends_at
    return Invitation(
        uid=f"{hash_of(f'calendar {state.id}')[:24]}@beraad",
        version=state.number,
        begins_at=begins.astimezone(HERE) if begins else None,
        ends_at=ends.astimezone(HERE) if ends else None,
        minutes=state.method.presets[state.preset],
        place=it.when.place,
        facilitator=it.leader.name,
        join=setting.join,
        host=setting.host,
        code=setting.code,
        words=f"{sessions.origin}{address('words')}",
        days=use_cases().settings.retention_days,
    )


def mail_to(subject: str, text: str) -> str:
    """Return the address that opens a message in the reader's own mail (RFC 6068)."""
    body = quote(text.replace("\n", "\r\n"))
    return f"mailto:?subject={quote(subject)}&body={body}"


def preparation_of(form: PrepareForm) -> tuple[str, Preparation]:
    """Return the method that was chosen, and the form as the rules know it. Raises FieldWrong or TooMany."""
    method, _, preset = form.length.partition("/")
    subject = {name: getattr(form, name) for name in Subject.__struct_fields__}
    told = {name: getattr(form, name) for name in Intake.__struct_fields__}
    if not told["family"]:
        told["family_says"] = ""
    return method, Preparation(
        **subject,
        preset=preset,
        swapped=method in form.swap,
        crisis=form.crisis,
        coming=tuple(who_comes(form)),
        intake=Intake(**told),
    )


def who_comes(form: PrepareForm) -> Iterator[Coming]:
    """Yield the rows in which something stands. Raises FieldWrong or TooMany, beside the list."""
    rows = (form.count, form.role, form.perspective, form.support)
    if len({len(row) for row in rows}) > 1:
        raise FieldWrong(field="coming")
    if len(form.count) > MOST_ROWS:
        raise no.TooMany(field="coming", most=MOST_ROWS)
    for count, role, perspective, support in zip(*rows, strict=True):
        number = 1 if count == "" and role else number_in(count or "0")
        if number is None or perspective not in set(Perspective) or support not in ("", "yes"):
            raise FieldWrong(field="coming")
        if number > MOST_PEOPLE:
            raise no.TooMany(field="coming", most=MOST_PEOPLE)
        if number:
            yield Coming(count=number, role=role, perspective=Perspective(perspective), supported=support == "yes")


def appointment(form: PrepareForm, session: SessionId | None = None) -> Appointment:
    """Return when people meet. Without a day the times are the next ones; without an end the method says how long.

    session: the one that is changed, which may keep a day that has come. Raises FieldWrong, FieldMissing, DayNotNear or
    EndsTooSoon.
    """
    day, begins, ends = day_in(form.day), time_in(form.begins, "begins"), time_in(form.ends, "ends")
    now = use_cases().sessions.now().astimezone(HERE)
    if day is None and begins is None and ends is None:
        return Appointment(place=form.place)
    method, _, preset = form.length.partition("/")
    known = use_cases().sessions.methods.get(method)
    length = timedelta(minutes=known.presets.get(preset, 0) if known else 0)
    if day is None:
        first = begins or ends
        assert first
        day = now.date() if at(now.date(), first) > now else now.date() + timedelta(days=1)
    elif begins is None and ends is None:
        raise no.FieldMissing(field="begins")
    elif not now.date() <= day <= (now + AT_MOST_AHEAD).date() and not keeps(session, day):
        raise no.DayNotNear(field="day")
    starts = at(day, begins) if begins else None
    stops = at(day, ends) if ends else starts + length if starts else None
    if starts is None and stops and form.day:
        starts = stops - length
    if starts and stops and stops <= starts:
        raise no.EndsTooSoon(field="ends")
    return Appointment(begins_at=starts, ends_at=stops, place=form.place)


def keeps(session: SessionId | None, day: date) -> bool:
    """Whether a session was on that day already."""
    if session is None:
        return False
    it, _ = use_cases().preparing.see(get_account(), session)
    return it.when.begins_at is not None and it.when.begins_at.astimezone(HERE).date() == day


def day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise FieldWrong(field="day") from None


def time_in(text: str, field: str) -> time | None:
    try:
        return datetime.strptime(text, "%H:%M").time() if text else None  # noqa: DTZ007  the place is added by `at`
    except ValueError:
        raise FieldWrong(field=field) from None


def at(day: date, hour: time) -> datetime:
    """Return a moment as the clock shows it at the table."""
    return datetime.combine(day, hour, HERE)


def form_again(refusal: Refusal, changes: str = "") -> Response:
    """Return the form with what was typed, and why it was refused."""
    if refusal.field in Row.__struct_fields__:  # what is wrong in a row stands beside the list
        refusal.field = "coming"
    if wants_json():
        raise refusal
    html = show_form(typed(request), None, refusal, changes=changes, mark=request.form.get("mark", ""))
    return make_response(html, refusal.status)


def values_of(method: str, form: Preparation, when: Appointment, roster: str = "") -> dict[str, str]:
    """Return what stands prepared as the fields of the form."""
    begins, ends = (moment.astimezone(HERE) if moment else None for moment in (when.begins_at, when.ends_at))
    first = begins or ends
    return {
        **{name: getattr(form, name) for name in ("title", "a", "b", "harm_a", "harm_b", "crisis")},
        **msgspec.structs.asdict(form.intake),
        "length": f"{method}/{form.preset}",
        "day": f"{first:%Y-%m-%d}" if first else "",
        "begins": f"{begins:%H:%M}" if begins else "",
        "ends": f"{ends:%H:%M}" if ends else "",
        "place": when.place,
        "roster": roster,
    }


def show_form(
    values: dict[str, str] | None = None,
    form: Preparation | None = None,
    refusal: Refusal | None = None,
    *,
    changes: str = "",
    mark: str = "",
    may_be_like: bool = False,
    liked: bool = False,
) -> str:
    """Return the form. form: what stands prepared or was like it; without one what was typed. changes: a session's id.

    A form that was changed elsewhere meanwhile comes back with the mark of what stands now: sent again it replaces it.
    """
    if isinstance(refusal, no.PreparedElsewhere):
        mark = use_cases().preparing.see(get_account(), SessionId(changes))[0].mark
    methods = sorted(use_cases().sessions.methods.values(), key=lambda method: min(method.presets.values()))
    chairs = {chair.name.nl: chair for method in methods for chair in method.chairs}
    child = next(name for name, chair in chairs.items() if chair.child)
    others = tuple(name for name, chair in chairs.items() if not chair.child)
    if form:
        chosen = tuple(name for name in form.chairs if name != child)
        swap = [values["length"].partition("/")[0]] if values and form.swapped else []
        rows = [row_of(one) for one in form.coming]
    else:
        chosen = tuple(request.form.getlist("chairs")) if refusal else others[:3]
        swap, rows = request.form.getlist("swap"), list(rows_typed())
    lengths = {f"{method.id}/{preset}" for method in methods for preset in method.presets}
    shown = {"length": PROPOSED, **(values or {})}
    if not refusal and shown["length"] not in lengths:  # a method that has gone since
        shown["length"] = PROPOSED
    return show(
        "session/prepare/form.html",
        "sessions",
        methods=methods,
        chairs=chairs,
        child=child,
        others=others,
        values=shown,
        swap=swap,
        chosen=chosen,
        rows=(rows + [Row()] * MOST_ROWS)[:MOST_ROWS],
        errors=form_errors(refusal, *FIELDS) if refusal else {},
        stopped=isinstance(refusal, no.AcuteDanger),
        begun=isinstance(refusal, no.PreparedForGood),
        changes=changes,
        stands=mark,
        may_be_like=may_be_like,
        liked=liked,
        today=use_cases().sessions.now().astimezone(HERE).date(),
        op=request.form.get("op") or token_urlsafe(),
    )


def row_of(one: Coming) -> Row:
    return Row(
        count=str(one.count),
        role=one.role,
        perspective=one.perspective,
        support="yes" if one.supported else "",
    )


def rows_typed() -> Iterator[Row]:
    """Yield the rows as they were typed, right or wrong."""
    given: Any = [request.form.getlist(name) for name in Row.__struct_fields__]
    for count, role, perspective, support in zip(*given, strict=False):
        yield Row(count=count, role=role, perspective=perspective, support=support)
