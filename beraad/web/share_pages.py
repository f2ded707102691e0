"""The one who brought the case in, over HTTP: behind a link of its own, and taking a published case back."""

from typing import Annotated

import msgspec
from flask import Blueprint, make_response, redirect, request
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.deliberation.refusals import NotYourTask
from beraad.pages.addresses import address
from beraad.pages.drafts import text_view
from beraad.refusal import Refusal
from beraad.services.draft_refusals import DraftChanged, DraftPublished
from beraad.web.account_pages import NoFields
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import read
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.session_pages import seat_here
from beraad.web.show import show
from beraad.web.use_cases import use_cases

share_pages = Blueprint("share_pages", __name__)


class AnswerForm(msgspec.Struct, frozen=True, kw_only=True):
    yes: bool
    region: bool = False


class RightForm(msgspec.Struct, frozen=True, kw_only=True):
    """text: the fingerprint of the text that was read. right: whether it is right so."""

    text: Annotated[str, Meta(max_length=64)] = ""
    right: bool


@share_pages.get("/s/<id>/in/case")
@permission("session.see")
def case_of_seat(id: str) -> Response:
    """Lead the one who brought the case in from the own seat to the link that stays."""
    state, seat = seat_here(id, "in")
    if state.presenter != seat.id:
        raise NotYourTask
    return redirect(address("share", token=use_cases().sharing.token_of(state.id, seat.id)), 303)


@share_pages.get("/share/<token>")
@permission("share.see")
def share(token: str) -> str:
    """Show the one who brought the case in what may still be said, and the text when there is one."""
    return show_share(token)


def show_share(token: str, refusal: Refusal | None = None) -> str:
    """Return the page behind the link of the one who brought the case in."""
    shown = use_cases().sharing.shown(token)
    return show(
        "review/share.html",
        shown=shown,
        view=text_view(shown.case, language()) if shown.case else None,
        token=token,
        link=f"{use_cases().settings.origin}{address('share', token=token)}",
        errors=form_errors(refusal) if refusal else {},
    )


@share_pages.post("/share/<token>/answer")
@permission("share.answer")
def answer_share(token: str) -> Response:
    """Say whether the case may be shared, or take that back."""
    form = read(AnswerForm, request)
    use_cases().sharing.answer(token, form.yes, form.region)
    return redirect(address("share", token=token), 303)


@share_pages.post("/share/<token>/right")
@permission("share.answer")
def right(token: str) -> Response:
    """Say ‘klopt zo’, and get the link that takes the case back later; or take that back."""
    form = read(RightForm, request)
    if not form.right:
        use_cases().sharing.take_back_right(token)
        return redirect(address("share", token=token), 303)
    try:
        withdrawal = use_cases().sharing.say_right(token, form.text)
    except (DraftChanged, DraftPublished) as refusal:
        if wants_json():
            raise
        return make_response(show_share(token, refusal), refusal.status)
    link = f"{use_cases().settings.origin}{address('withdraw', token=withdrawal)}"
    return make_response(show("review/kept.html", link=link, back=address("share", token=token)))


@share_pages.get("/withdraw/<token>")
@permission("case.withdraw")
def withdraw_page(token: str) -> str:
    """Ask whoever holds the token whether the case has to go."""
    return show("review/withdraw.html", title=use_cases().sharing.withdrawable(token), token=token, gone=False)


@share_pages.post("/withdraw/<token>")
@permission("case.withdraw")
def withdraw(token: str) -> str:
    """Take a case out of the bank at once."""
    read(NoFields, request)
    use_cases().sharing.withdraw(token)
    return show("review/withdraw.html", title="", token=token, gone=True)
