"""Practice over HTTP: a class starts from a public case, without an account; its secrets live in cookies and links."""

from secrets import token_urlsafe
from typing import Annotated

import msgspec
from flask import Blueprint, make_response, redirect, request
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.deliberation.ids import SessionId
from beraad.deliberation.refusals import NoSuchSession
from beraad.deliberation.seats import Face
from beraad.pages.blocks import paper
from beraad.services.practice import Group, class_id
from beraad.services.reports import PRACTICE_STAYS
from beraad.services.tokens import seat_cookie
from beraad.web.forms import read
from beraad.web.permission import permission
from beraad.web.session_pages import to_face, with_key
from beraad.web.show import show
from beraad.web.use_cases import use_cases

practice_pages = Blueprint("practice_pages", __name__)
COOKIE = "beraad_class"


class StartForm(msgspec.Struct, frozen=True, kw_only=True):
    op: Annotated[str, Meta(max_length=64)] = ""


class GroupForm(msgspec.Struct, frozen=True, kw_only=True):
    """number: of the group to be, so that a double click starts one."""

    number: Annotated[int, Meta(ge=1, le=99)]


@practice_pages.post("/bank/<id>/practice")
@permission("practice.start")
def start(id: str) -> Response:
    """Start a class with one group, and lead on to its codes."""
    form = read(StartForm, request)
    secret, group = use_cases().practice.start(id, form.op or token_urlsafe(), request.remote_addr or "")
    name = class_id(secret)
    response = lead_on(name, group)
    response.set_cookie(
        COOKIE,
        secret,
        path=f"/practice/{name}/",
        max_age=PRACTICE_STAYS,
        secure=use_cases().settings.https,
        httponly=True,
        samesite="Lax",
    )
    return response


@practice_pages.get("/practice/<id>/")
@permission("practice.see")
def see(id: str) -> str:
    """Show the codes and the links of a class to whoever started it."""
    found = use_cases().practice.see(id, request.cookies.get(COOKIE, ""))
    return show("practice/class.html", "bank", view=found, origin=use_cases().sessions.origin)


@practice_pages.post("/practice/<id>/group")
@permission("practice.add-group")
def add_group(id: str) -> Response:
    """Start one more group."""
    secret, number = request.cookies.get(COOKIE, ""), read(GroupForm, request).number
    return lead_on(id, use_cases().practice.add_group(id, secret, number, request.remote_addr or ""))


def lead_on(id: str, group: Group) -> Response:
    """Lead on to the page of a class, where this browser may lead the group that it started."""
    response = redirect(f"/practice/{id}/#groep-{group.number}", 303)
    return with_key(response, group.session, Face.LEAD, group.secret)


@practice_pages.get("/lead/<secret>")
@permission("practice.lead")
def lead(secret: str) -> Response:
    """Let whoever has the link of a group lead it in this browser."""
    id = use_cases().practice.behind_link(secret)
    return to_face(id, Face.LEAD, secret)


@practice_pages.get("/s/<id>/<face>/compare")
@permission("practice.compare")
def compare(id: str, face: str) -> Response:
    """Show what the group found beside what the group of the case found; not before the group has closed."""
    if face not in set(Face):
        raise NoSuchSession
    at = Face(face)
    found = use_cases().practice.beside(SessionId(id), at, request.cookies.get(seat_cookie(at), ""))
    html = show(
        "practice/compare.html",
        view=found,
        own=paper(found.opened.sheet.blocks),
        face=at,
        theme=request.args.get("theme", ""),
    )
    return make_response(html)
