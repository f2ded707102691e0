"""The guide, for everybody: how to take part, lead and read, and what becomes of what one writes."""

from flask import Blueprint, Response

from beraad.accounts.refusals import NotThere
from beraad.pages.guide import PAGES, guide_address, leaf, leaves, picture
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.show import show

guide_pages = Blueprint("guide_pages", __name__)
SECTION = "guide"
A_DAY = "public, max-age=86400"


@guide_pages.get("/guide")
@permission("guide.see")
def guide() -> str:
    """Show what the guide begins with."""
    return _shown(PAGES[0])


@guide_pages.get("/guide/<page>")
@permission("guide.see")
def guide_page(page: str) -> str:
    """Show a page of the guide."""
    if page not in PAGES[1:]:
        raise NotThere
    return _shown(page)


@guide_pages.get("/guide/pictures/<which>/<file>")
@permission("guide.see")
def guide_picture(which: str, file: str) -> Response:
    """Give a picture of the guide. which: its language, not the reader's."""
    found = picture(which, file)
    if found is None:
        raise NotThere
    answer = Response(found.read_bytes(), content_type="image/webp")
    answer.headers["Cache-Control"] = A_DAY
    return answer


def _shown(name: str) -> str:
    here = PAGES.index(name)
    every = leaves(language())
    before = every[here - 1] if here else None
    after = every[here + 1] if here + 1 < len(every) else None
    return show(
        "guide/page.html",
        SECTION,
        leaf=leaf(language(), name),
        leaves=every,
        before=before,
        after=after,
        guide_address=guide_address,
    )
