"""Sessions over HTTP: preparing, coming in, the page of each face, and every command as a form."""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, make_response, redirect, request
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.deliberation import commands as c
from beraad.deliberation.activities import activity
from beraad.deliberation.faces import own_parts, parts
from beraad.deliberation.ids import SessionId, StepId
from beraad.deliberation.plan_session import PROPOSED, Preparation, Subject
from beraad.deliberation.refusals import NoSuchCommand, NoSuchStep, SessionEnded
from beraad.deliberation.seats import Face, Seat
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer, visible
from beraad.deliberation.words import Line, Name
from beraad.pages.parts import page_of, render
from beraad.pages.text import HERE
from beraad.refusal import Refusal
from beraad.services.sessions import Ask
from beraad.services.tokens import seat_cookie
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import FieldWrong, number_in, read, typed
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.show import frame, show
from beraad.web.sign_in import find_person, find_sign_in_hash, get_account
from beraad.web.use_cases import use_cases

session_pages = Blueprint("session_pages", __name__)

BESIDES = ("op", "seen", "unnamed", "edit")
"""What goes with what somebody writes: unnamed=1 where the page promised that no name comes with it (services Ask)."""

Op = Annotated[str, Meta(max_length=64)]
Roster = Annotated[str, Meta(max_length=2000)]


class PrepareForm(Subject, frozen=True, kw_only=True):
    """length: a method and one of its presets, which is one choice on the page. swap: the methods that are ticked to go
    in their other order. ends: HH:MM, today or, if that has passed, tomorrow. roster: names and places, one a line.
    """

    length: Line = PROPOSED
    swap: tuple[Name, ...] = ()
    ends: Annotated[str, Meta(max_length=5)] = ""
    roster: Roster = ""
    op: Op = ""


class EnterForm(msgspec.Struct, frozen=True, kw_only=True):
    face: Face


class JoinForm(msgspec.Struct, frozen=True, kw_only=True):
    code: Name
    name: Name
    place: Line = ""
    op: Op = ""


@session_pages.get("/sessions/new")
@permission("session.prepare")
def new() -> str:
    """Show the form *Nieuw beraad*."""
    return show_new()


@session_pages.post("/sessions")
@permission("session.prepare")
def prepare() -> Response:
    """Prepare a session and lead on to it."""
    try:
        form = read(PrepareForm, request)
        method, _, preset = form.length.partition("/")
        subject = {name: getattr(form, name) for name in Subject.__struct_fields__}
        preparation = Preparation(**subject, preset=preset, swapped=method in form.swap)
        id = use_cases().sessions.prepare(
            get_account(), preparation, ends_at(form.ends), form.roster, form.op or token_urlsafe(), method
        )
    except Refusal as refusal:
        if wants_json():
            raise
        return make_response(show_new(refusal), refusal.status)
    return go_in(id, Face.LEAD)


def show_new(refusal: Refusal | None = None) -> str:
    """Return the form, with what was typed if it was refused."""
    methods = sorted(use_cases().sessions.methods.values(), key=lambda method: min(method.presets.values()))
    chairs = {chair.name.nl: chair for method in methods for chair in method.chairs}
    child = next(name for name, chair in chairs.items() if chair.child)
    others = tuple(name for name, chair in chairs.items() if not chair.child)
    fields = ("title", "length", "a", "b", "harm_a", "harm_b", "chairs", "ends", "roster")
    return show(
        "session/new.html",
        "sessions",
        methods=methods,
        chairs=chairs,
        child=child,
        others=others,
        values={"length": PROPOSED} | (typed(request) if refusal else {}),
        swap=request.form.getlist("swap"),
        chosen=tuple(request.form.getlist("chairs")) if refusal else others[:3],
        errors=form_errors(refusal, *fields) if refusal else {},
        op=request.form.get("op") or token_urlsafe(),
    )


def ends_at(text: str) -> datetime | None:
    """Return the agreed end as a moment, or None. Raises FieldWrong for what is no time of day."""
    if not text:
        return None
    here = use_cases().sessions.now().astimezone(HERE)
    try:
        at = datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  the day and the place are added below
    except ValueError:
        raise FieldWrong(field="ends") from None
    end = here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return end if end > here else end + timedelta(days=1)


@session_pages.post("/sessions/<id>/enter")
@permission("session.enter")
def enter(id: str) -> Response:
    """Give whoever prepared the session a key to its lead or its screen."""
    return go_in(SessionId(id), read(EnterForm, request).face)


def go_in(id: SessionId, face: Face) -> Response:
    secret = use_cases().sessions.enter(get_account(), id, face, find_sign_in_hash() or "")
    return with_key(redirect(f"/s/{id}/{face}/", 303), id, face, secret)


def with_key(response: Response, id: SessionId, face: Face, secret: str) -> Response:
    """Give the browser the secret of a seat; it goes to that face's own path only."""
    response.set_cookie(
        seat_cookie(face),
        secret,
        path=f"/s/{id}/{face}",
        max_age=timedelta(days=30),
        secure=use_cases().settings.https,
        httponly=True,
        samesite="Lax",
    )
    return response


@session_pages.get("/join")
@permission("session.join")
def join_page() -> str | Response:
    """Ask for the code and the name; a code in the address is looked up at once."""
    return show_join(request.args.get("code", ""))


@session_pages.post("/join")
@permission("session.join")
def join() -> Response:
    """Take a seat as a guest."""
    try:
        form = read(JoinForm, request)
        throttled(form.code)
        id, secret = use_cases().sessions.join(form.code, form.name, form.place, form.op or token_urlsafe())
    except Refusal as refusal:
        if wants_json():
            raise
        return show_join(request.form.get("code", ""), refusal)
    return with_key(redirect(f"/s/{id}/in/", 303), id, Face.IN, secret)


def throttled(code: str) -> Deliberation:
    """Return what is behind a code. Unknown codes share one budget for all; a known code is never held back."""
    sessions = use_cases().sessions
    try:
        return sessions.behind(code)
    except Refusal as refusal:
        if refusal.code == "no-such-code":
            use_cases().throttle.hit("unknown-code")
        raise


def show_join(code: str, refusal: Refusal | None = None) -> Response:
    """Return the page to come in by, saying which beraad was found."""
    found: Deliberation | None = None
    if code:
        try:
            found = throttled(code)
        except Refusal as unknown:
            refusal = refusal or unknown
    html = show(
        "session/join.html",
        code=code,
        title=found.title if found else "",
        chairs=found.chairs if found else (),
        practice=bool(found and found.practice),
        days=use_cases().settings.retention_days,
        values=typed(request) if request.method == "POST" else {},
        errors=form_errors(refusal, "code", "name", "place") if refusal else {},
        op=request.form.get("op") or token_urlsafe(),
    )
    return make_response(html, refusal.status if refusal else 200)


@session_pages.get("/s/<id>/<face>/")
@permission("session.see")
def face_page(id: str, face: str) -> Response:
    """Show a face of a session to the seat whose key this browser holds; its report when that is all there is."""
    try:
        state, seat = seat_here(id, face)
    except SessionEnded:
        return redirect("report", 303)
    place = viewer(state, seat)
    seen = visible(state)
    html = page_of(
        place.face,
        parts(seen, place, use_cases().sessions.setting(state.id)),
        own_parts(visible(state, seat.id), seat),
        language(),
        frame=frame(find_person() if place.leads else None),
        session=state.id,
        stamp=str(state.stamp),
        now=use_cases().sessions.now(),
        setting=use_cases().sessions.setting(state.id),
        theme=request.args.get("theme", ""),
        new_op=token_urlsafe,
    )
    return make_response(html)


@session_pages.post("/s/<id>/<face>/step/<step>/<verb>")
@permission("session.contribute")
def contribute(id: str, face: str, step: str, verb: str) -> Response:
    """Do one of the commands of a step's activity."""
    state, seat = seat_here(id, face)
    plan = state.method.plan(StepId(step))
    if plan is None:
        raise NoSuchStep
    kinds = activity(plan.activity).COMMANDS
    if verb not in kinds:
        raise NoSuchCommand
    what = read(kinds[verb], request, besides=BESIDES)
    return submit(state.id, seat, c.Contribute(step=plan.id, what=what))


@session_pages.post("/s/<id>/<face>/<verb>")
@permission("session.command")
def command(id: str, face: str, verb: str) -> Response:
    """Do one of the session's own commands."""
    state, seat = seat_here(id, face)
    if verb not in c.COMMANDS:
        raise NoSuchCommand
    return submit(state.id, seat, read(c.COMMANDS[verb], request, besides=("op", "seen")))


def seat_here(id: str, face: str) -> tuple[Deliberation, Seat]:
    """Return the state and the seat that this browser's key opens. Raises NoSuchSession or SeatGone."""
    known = Face(face) if face in set(Face) else Face.IN
    secret = request.cookies.get(seat_cookie(known), "") if face == known else ""
    state, seat, _ = use_cases().sessions.seat_behind(SessionId(id), known, secret)
    return state, seat


def submit(id: SessionId, seat: Seat, command: c.Command) -> Response:
    """Have a command done once, and answer with the stamp and the seat's own parts, or lead back to the page."""
    op, seen = request.form.get("op", "")[:64] or token_urlsafe(), request.form.get("seen", "")
    ask = Ask(
        seat=seat.id,
        op=op,
        command=command,
        seen=number_in(seen),
        unnamed=request.form.get("unnamed") == "1",
        edit=request.form.get("edit", "")[:64],
    )
    state = use_cases().sessions.submit(id, ask)
    if not wants_json():
        return redirect(f"/s/{id}/{seat.face}/", 303)
    own = own_parts(visible(state, seat.id), state.seats[seat.id])
    return jsonify(stamp=str(state.stamp), mine={part.key: render(part, language()) for part in own})
