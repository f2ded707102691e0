"""The fault harness: people at work while their server dies again and again, and then a look at what is stored.

Each player notes what it sent and what was acknowledged. Afterwards every acknowledged input stands in the log once,
nothing stands there that nobody sent, everybody shows the same, and nobody ever saw a step that the log does not have.
"""

import random
import re
import time
from contextlib import suppress

from beraad.simulate.seat_client import SeatClient
from tests.faults.comparison import look_at_bytes, look_at_pages, look_at_store
from tests.faults.players import STEPS, Leaders, Page, Player
from tests.faults.table import Found, Plan, Table
from tests.live.server import EMAIL, PATIENCE, Server

DEATHS = ("any moment", "before-commit", "after-commit", "before-push")
DIES_BEFORE_PUSH = """
import os, signal
from beraad.live.push import Pusher
whole, rounds = Pusher.round, iter(range({after}))
def dying(self, state):
    if next(rounds, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    whole(self, state)
Pusher.round = dying
"""


def play(server: Server, plan: Plan, fault: str = "") -> Found:
    """Play one session on a server that does not run yet, and return what was found.

    The account of a facilitator is there already. fault: Python that plants one.
    """
    table, chance = Table(plan), random.Random(plan.seed)
    server.start(fault)
    leader = as_page(server.signed_in(EMAIL))
    code = server.prepare(leader)
    leader.do("open-step", {"step": STEPS[0]})
    players = [sit_down(table, server, code, number) for number in range(plan.seats)]
    leader.fetch()
    helper = sit_down(table, server, code, plan.seats)
    leader.do("give-lead", {"seat": seat_of(leader, helper.name)})
    helper.client.post(f"{helper.client.address}desk", {})
    helper.client.open(helper.client.address.replace("/in/", "/lead/"))
    leader.fetch()
    leaders = Leaders(Player(table, server, leader, "Leider", -1), helper)
    everybody = [*players, *leaders.both]
    threads = [*(player.thread for player in players), leaders.thread]
    for thread in threads:
        thread.start()
    deaths: list[str] = []
    for number in range(plan.kills):
        if number % len(DEATHS) == 0:
            deaths = chance.sample(DEATHS, len(DEATHS))
        table.found.deaths[die(server, chance, plan, deaths[number % len(DEATHS)], fault)] += 1
    time.sleep(plan.pause)
    end = time.monotonic() + PATIENCE
    while not table.has_played() and time.monotonic() < end:
        time.sleep(0.05)
    table.quiet.set()
    for each in everybody:
        if not each.rests.wait(PATIENCE):
            table.breaks(f"{each.name} never got an answer, or never came back")
    look_at_pages(table, everybody)
    table.over.set()
    for thread in threads:
        thread.join(PATIENCE)
    look_at_store(table, server, leader.address.split("/")[2], everybody, leaders.opened)
    look_at_bytes(table, players, server)
    for each in everybody:
        each.client.close()
    server.kill()
    found = table.found
    found.kept, found.refused = len(table.kept), len(table.refused)
    found.healed = sum(each.client.healed for each in everybody)
    return found


def sit_down(table: Table, server: Server, code: str, number: int) -> Player:
    client = Page(server.origin)
    name, op = f"Stoel{number}", f"join-{table.plan.seed}-{number}"
    client.join(code, name, op=op)
    client.join(code, name, op=op)  # the same seat again
    return Player(table, server, client, name, number)


def as_page(client: SeatClient) -> Page:
    """Return a page of our own kind with the cookies of a browser."""
    page = Page(client.origin)
    page.http.cookies = client.http.cookies
    return page


def seat_of(leader: SeatClient, name: str) -> str:
    """Return the id of a seat by its name, as whoever leads has it on the page."""
    found = re.search(rf'data-seat="([\w-]+)"(?:(?!data-seat).)*?{name}\b', leader.fresh_html(), re.DOTALL)
    assert found, f"{name} is not at the table"
    return found[1]


def die(server: Server, chance: random.Random, plan: Plan, how: str, fault: str) -> str:
    """Have the server die, and start it again; return how it died."""
    if how != DEATHS[0]:
        after = chance.randrange(1, 5 if how == "before-push" else 10)
        server.kill()
        with suppress(AssertionError):  # it may die before it was seen to answer
            if how == "before-push":
                server.start(fault + DIES_BEFORE_PUSH.format(after=after))
            else:
                server.start(fault, FAILPOINT=f"room:{how}:kill:{after}")
        end = time.monotonic() + 3
        assert server.process
        while server.process.runs() and time.monotonic() < end:
            time.sleep(0.01)
    else:
        time.sleep(chance.uniform(0.1, plan.pause))
    server.kill()
    server.start(fault)
    return how
