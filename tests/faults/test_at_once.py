"""What people do in the same moment."""

import re
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import uniform
from time import perf_counter

import pytest

from benchmarks.load import Answer, Http, Loop
from beraad.accounts.roles import Role
from beraad.simulate.seat_client import SeatClient
from tests.faults.coming_back import WITHIN, come_back
from tests.live.server import EMAIL, Server, slow_setting

READS_SLOWLY = slow_setting(0.3)
"""As on PostgreSQL, where others get their turn while one reads."""


def at_once(*what: Callable[[], object]) -> None:
    threads = [threading.Thread(target=one) for one in what]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@pytest.mark.slow
def test_after_a_restart_a_full_room_is_back_within_seconds_and_nobody_knocks_all_the_time(house: Server) -> None:
    house.account(EMAIL, Role.FACILITATOR)
    house.start()
    back = come_back(house, 100, 0.3)
    assert len(back.whole) == 100
    assert max(back.whole) < 3 * WITHIN  # five seconds are for a machine that does nothing else (the command measures)
    assert back.tries < 100 * 5


@pytest.mark.slow
def test_three_hundred_people_who_join_within_seconds_all_get_a_seat(house: Server) -> None:
    house.start()
    leader = house.facilitator()
    code = house.prepare(leader)
    leader.connect()
    loop, answers, port = Loop(), list[Answer](), int(house.origin.rpartition(":")[2])
    for number in range(300):  # many a name more than once, and some who press twice
        form = {"code": code, "name": f"Zoë {number % 100}", "op": f"join-{number % 280}"}
        press = partial(Http(loop, port).post, "/join", form, "", answers.append)
        loop.at(perf_counter() + uniform(0, 3), press)
    assert loop.run(lambda: len(answers) == 300, 60)
    assert Counter(status for status, _, _ in answers) == {303: 300}
    assert len({headers["cookies"] for _, headers, _ in answers}) == 280
    loop.close()
    table = leader.fresh_html()
    assert len(set(re.findall(r'data-seat="([\w-]+)"', table))) == 280
    assert leader.wait(lambda s: len(set(re.findall(r'data-seat="([\w-]+)"', s.text()))) == 280)
    assert '"event": "fault"' not in house.log.read_text()


def test_all_who_come_back_in_the_same_moment_are_told_what_is_their_own(house: Server) -> None:
    house.start(READS_SLOWLY)
    leader = house.facilitator()
    code = house.prepare(leader)
    seats = [house.join(code, name) for name in ("Fatima", "Zoë", "Wim")]
    leader.do("open-step", {"step": "afweging"})
    windows = []
    for seat in seats:  # each has a second window, which hears of the first by pushes alone
        windows.append(SeatClient(house.origin))
        windows[-1].http.cookies = seat.http.cookies
        windows[-1].open(seat.address)
    at_once(*(window.connect for window in windows))
    for number, seat in enumerate(seats):
        seat.do("choose", {"choice": "a", "because": f"reden {number}"}, step="afweging")
    for number, window in enumerate(windows):
        assert window.wait(lambda s, number=number: f"reden {number}" in s.text())  # type: ignore[misc]
