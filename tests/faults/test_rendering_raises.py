"""One input that cannot be shown: it is kept and acknowledged, its part says so, and everybody else goes on."""

import pytest

from beraad.simulate.seat_client import SeatClient
from tests.live.server import SOON, Server, steered

TEMPLATE = """
from beraad.pages import parts
renders = parts._render
def breaks(template, view, language):
    if "kanarie" in str(view):
        raise RuntimeError("kanarie")
    return renders(template, view, language)
parts._render = breaks
"""
VIEW = """
from beraad.deliberation.activities import judgement
def breaks(make):
    def made(seen, plan, who):
        if "kanarie" in str(seen.steps[plan.id].content):
            raise RuntimeError("kanarie")
        return make(seen, plan, who)
    return made
judgement.view, judgement.mine = breaks(judgement.view), breaks(judgement.mine)
"""
FAILED = 'class="part-failed"'


@pytest.mark.parametrize("fault", [TEMPLATE, VIEW], ids=["template", "view"])
def test_what_cannot_be_shown_is_kept_and_stops_nobody(house: Server, fault: str) -> None:
    house.start(SOON + fault)
    leader = house.facilitator()
    code = house.prepare(leader)
    wim, zoe = house.join(code, "Wim"), house.join(code, "Zoë")
    for seat in (leader, wim, zoe):
        seat.connect()
    leader.do("open-step", {"step": "afweging"})
    answer = wim.do("choose", {"choice": "a", "because": "omdat kanarie"}, step="afweging", op="once")
    assert FAILED in answer["mine"]["own-afweging-1"]
    assert FAILED in wim.fresh_html()
    zoe.do("choose", {"choice": "b", "because": "rust in huis"}, step="afweging")
    assert "rust in huis" in zoe.fresh_html()
    leader.fetch()
    leader.do("announce-reveal", {"step": "afweging", **steered(leader)})
    for seat in (leader, wim, zoe):  # by a push, and on a page that is asked
        assert seat.wait(lambda s: FAILED in s.page.parts.get("step-afweging-1", ""))
        assert FAILED in seat.fresh_html()
    leader.do("open-step", {"step": "conclusie"})
    for seat in (wim, zoe):
        assert seat.wait(lambda s: "step-conclusie-1" in s.page.parts)
        assert seat.wait(same_as_asked)
    leader.do("conclude", {"text": "We gaan door.", "wording": "0"}, step="conclusie")
    assert zoe.wait(lambda s: "We gaan door." in s.text())
    log = house.log.read_text()
    assert '"event": "part-failed"' in log
    assert "kanarie" not in log
    assert "push-failed" not in log


def same_as_asked(seat: SeatClient) -> bool:
    return seat.page.stamp == seat.fresh_page().stamp
