"""An activity type that beraad does not ship: a module of rules, a folder of templates, and nothing else touched."""

import re
from pathlib import Path
from typing import cast

import pytest
from jinja2 import ChoiceLoader, DictLoader

from beraad.accounts.roles import Role
from beraad.app import App, create_app
from beraad.deliberation.activities import ACTIVITIES, Activity
from beraad.pages.text import environment
from beraad.settings import Settings
from tests.builders import SECRET
from tests.deliberation import extra_activity
from tests.deliberation.test_an_activity_from_outside import FILE
from tests.web.conftest import OURS, QUICK, People, sign_in

FOLDER = f"session/activities/{extra_activity.NAME}"
SHOWN = "<h1>{{ view.question|text }}</h1><ul>{% for word in view.words %}<li>{{ word }}</li>{% endfor %}</ul>"
FORM = """<form id="f-word" method="post" action="step/{{ view.step }}/give-word" data-form>
<input name="word" value="{{ view.word }}"><button>{{ _("Zet neer") }}</button></form>"""
TEMPLATES = {f"{FOLDER}/{face}.html": SHOWN for face in ("lead", "in", "screen")} | {f"{FOLDER}/mine.html": FORM}


@pytest.fixture
def with_one_word(monkeypatch: pytest.MonkeyPatch, app: App, tmp_path: Path) -> App:
    monkeypatch.setitem(ACTIVITIES, extra_activity.NAME, cast(Activity, extra_activity))
    for language in ("nl", "en"):
        made = environment(language)
        assert made.loader
        monkeypatch.setattr(made, "loader", ChoiceLoader([DictLoader(TEMPLATES), made.loader]))
    (tmp_path / "methods").mkdir()
    (tmp_path / "methods" / "een_woord.yaml").write_text(FILE)
    return create_app(Settings(data=tmp_path, secret=SECRET), hasher=QUICK)


def test_it_is_led_written_and_revealed_on_real_pages(with_one_word: App, people: People) -> None:
    app = with_one_word
    lead, phone = app.flask.test_client(), app.flask.test_client()
    sign_in(lead, people.by_role[Role.FACILITATOR])
    form = {"title": "x", "length": "een_woord/kort"}
    made = lead.post("/sessions", data=form, headers=OURS).location
    desk = f"/s/{made.split('/')[2]}/lead/"
    lead.post(f"{desk}open-door", data={}, headers=OURS)
    code = re.search(r"join\?code=(\w{8})", lead.get(desk).text)
    assert code
    seat = phone.post("/join", data={"code": code[1], "name": "Zoë"}, headers=OURS).location
    step = app.use_cases.sessions.methods["een_woord"].steps[0].id
    lead.post(f"{desk}open-step", data={"step": step}, headers=OURS)
    assert 'action="step/' in phone.get(seat).text
    phone.post(f"{seat}step/{step}/give-word", data={"word": "vertrouwen"}, headers=OURS)
    assert 'value="vertrouwen"' in phone.get(seat).text
    assert "vertrouwen" not in lead.get(desk).text
    app.close()
