"""The case bank: the list, a case, its hand-out and its file. Everything stands in the address."""

from secrets import token_urlsafe

from flask import Blueprint, Response, jsonify, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from beraad.casebank.circles import Reader
from beraad.casebank.markdown import write
from beraad.casebank.query import Query, read
from beraad.pages.case_list import list_view
from beraad.pages.casebank import case_view
from beraad.services.casebank import reader_of
from beraad.web.errors import wants_json
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.show import show
from beraad.web.sign_in import find_person
from beraad.web.use_cases import use_cases

casebank_pages = Blueprint("casebank_pages", __name__)
SECTION = "bank"


@casebank_pages.get("/bank")
@permission("bank.search")
def search() -> str | AnyResponse:
    """Show the cases that answer the question in the address; to fetch only how many there are."""
    query = query_here()
    found = use_cases().casebank.search(query, reader_here())
    if wants_json():
        return jsonify(total=found.total)
    return show("casebank/list.html", SECTION, view=list_view(query, found, language()))


@casebank_pages.get("/bank/<id>")
@permission("bank.read")
def case(id: str) -> str:
    """Show a case as an article."""
    found = use_cases().casebank.read(id, reader_here())
    practice = found.audience.circle == "public" and use_cases().practice.open
    return show(
        "casebank/case.html",
        SECTION,
        view=case_view(found, query_here(), language()),
        practice_op=token_urlsafe() if practice else "",
    )


@casebank_pages.get("/bank/<id>/handout")
@permission("bank.hand-out")
def hand_out(id: str) -> str:
    """Show a case to print and hand out: without what the group weighed and concluded."""
    found = use_cases().casebank.read(id, reader_here())
    return show("casebank/handout.html", SECTION, view=case_view(found, Query(), language()))


@casebank_pages.get("/bank/<id>.md")
@permission("bank.download")
def file(id: str) -> Response:
    """Give a case as a file, in the form in which cases travel."""
    response = make_response(write(use_cases().casebank.get(id, reader_here())))
    response.headers["Content-Type"] = "text/markdown; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{id}.md"'
    return response


def query_here() -> Query:
    """Return the question in the address of this request."""
    return read(request.args.items(multi=True))


def reader_here() -> Reader | None:
    """Return as whom this request reads."""
    return reader_of(find_person())
