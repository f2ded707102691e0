"""The guide in the product: for everybody, in the reader's language, and where people look for help."""

import pytest
from flask.testing import FlaskClient

from beraad.accounts.roles import Role
from beraad.pages.guide import PAGES, guide_address, leaf
from beraad.pages.text import LANGUAGES
from tests.web.conftest import OURS, People, sign_in


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_answers_everybody_in_their_language(client: FlaskClient, page: str, language: str) -> None:
    answer = client.get(guide_address(page), headers={**OURS, "Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert f"<h1>{leaf(language, page).title}</h1>" in answer.text
    assert answer.text.count("<h1") == 1
    others = [guide_address(name) for name in PAGES if name != page]
    assert all(f'href="{other}"' in answer.text for other in others)
    assert ('rel="prev"' in answer.text, 'rel="next"' in answer.text) == (page != PAGES[0], page != PAGES[-1])


def test_a_picture_comes_as_one_and_nothing_else_does(client: FlaskClient) -> None:
    picture = client.get("/guide/pictures/nl/judgement-phone.webp", headers=OURS)
    assert picture.content_type == "image/webp"
    assert picture.data[:4] == b"RIFF"
    for path in (
        "/guide/nothing",
        "/guide/index",
        "/guide/pictures/nl/nothing.webp",
        "/guide/pictures/nl/..%2findex.md",
    ):
        assert client.get(path, headers=OURS).status_code == 404, path


def test_the_guide_is_where_people_look_for_help(client: FlaskClient, people: People) -> None:
    for path in ("/", "/sign-in", "/bank"):
        assert 'href="/guide"' in client.get(path, headers=OURS).text, path
    for path in ("/", "/join"):
        assert 'href="/guide/taking-part"' in client.get(path, headers=OURS).text, path
    sign_in(client, people.by_role[Role.FACILITATOR])
    assert 'href="/guide"' in client.get("/", headers=OURS).text
    session = client.post("/sessions", data={"title": "Beraad", "op": "een"}, headers=OURS).location.rpartition("/")[2]
    lead = client.post(f"/sessions/{session}/enter", data={"face": "lead"}, headers=OURS, follow_redirects=True)
    assert 'href="/guide/leading"' in lead.text
