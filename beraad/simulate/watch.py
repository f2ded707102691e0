"""What is looked at while a script is played: what is hidden, what every seat holds, and what the report says."""

import re
import time
from collections.abc import Callable, Iterator
from html import unescape

import msgspec

from beraad.simulate import merge
from beraad.simulate.bank import main_of, report_text
from beraad.simulate.parties import Failure
from beraad.simulate.script import LEAD, SCREEN, Move, Script
from beraad.simulate.seat_client import Refused, SeatClient, texts_in, words_of

OF_A_CROWD = 12
"""How many of a crowd are looked at closely after each move."""


class Hidden(msgspec.Struct, frozen=True):
    """A text that its writer alone may hold for now. stale: its writer put other words in its place."""

    seat: str
    step: str
    text: str
    stale: bool = False


class Watch:
    """Looks at what each client holds and has heard so far, and counts how often."""

    def __init__(self, script: Script, clients: dict[str, SeatClient], patience: float) -> None:
        self.script, self.clients, self.patience = script, clients, patience
        self.hidden: list[Hidden] = []
        self.checks = {"pages": 0, "hidden": 0, "seen": 0, "names": 0, "kept": 0}
        self._turn = 0

    @property
    def here(self) -> dict[str, SeatClient]:
        """Who has an open connection, or lost it."""
        return {key: client for key, client in self.clients.items() if client.connected or client.dropped}

    def _closely(self) -> dict[str, SeatClient]:
        """Whose page is compared now: everybody's, but of a crowd some, in turn."""
        here = self.here
        alone = {LEAD, SCREEN, *self.script.seats}
        crowd = [key for key in here if key not in alone]
        self._turn += OF_A_CROWD
        some = {crowd[(self._turn + at) % len(crowd)] for at in range(OF_A_CROWD)} if crowd else set()
        return {key: client for key, client in here.items() if key in alone or key in some}

    def hide(self, moves: list[tuple[Move, list[str], set[str]]]) -> None:
        """Remember what may reach nobody else: of each move its new words, and those that stood where they come now.

        Words that stand on another's page already are refused: nothing could be told from them.
        """
        for key, client in self.clients.items():
            page = unescape(client.text()) if any(new for _, new, _ in moves) else ""
            for move, new, _ in moves:
                for text in new if key != move.seat else ():
                    if text in page:
                        raise Failure(
                            move.seat, "hidden", f"‘{text}’ stands on the page of {key} already; use other words"
                        )
        replaced = {(move.seat, text) for move, _, old in moves for text in old}
        self.hidden = [
            msgspec.structs.replace(one, stale=True) if (one.seat, one.text) in replaced else one for one in self.hidden
        ]
        self.hidden += [Hidden(move.seat, move.step, text) for move, new, _ in moves for text in new]

    def settle(self) -> None:
        """Wait until each page, with what was pushed to it, is as new as a fresh one, and equals it."""
        newest = self.clients[LEAD].fresh_page().stamp
        for key, client in self.here.items():
            came = client.wait(lambda c: c.dropped or not merge.newer(newest, c.page.stamp), self.patience)
            self._not_lost(key)
            if not came:
                self.nothing_leaked()  # graver, and perhaps the reason
                raise Failure(key, "page", f"the merged page stays at {client.page.stamp}, and {newest} was there")
        for key, client in self._closely().items():
            end = time.monotonic() + self.patience
            while (wrong := self._difference(client)) and time.monotonic() < end:
                self._not_lost(key)
                self.nothing_leaked()
                time.sleep(0.02)
            if wrong:
                raise Failure(key, "page", wrong)
            self.checks["pages"] += 1

    def _not_lost(self, key: str) -> None:
        if self.clients[key].dropped:
            raise Failure(key, "page", "its connection was lost")

    def _difference(self, client: SeatClient) -> str:
        """Say how the merged page differs from a fresh one; nothing if it does not."""
        fresh, merged = client.fresh_page(), client.page
        if merged.stamp != fresh.stamp:
            return f"the merged page stays at {merged.stamp}, a fresh page is at {fresh.stamp}"
        ours, theirs = merge.shown(merged), merge.shown(fresh)
        parts = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)]
        return f"the merged page differs from a fresh page at {fresh.stamp} in: {', '.join(parts)}" if parts else ""

    def nothing_leaked(self) -> None:
        """Look through all that came in since the last look, at every seat, for what others wrote unseen."""
        told: dict[str, list[Hidden]] = {}  # many seats get the same
        for key, client in self.clients.items():
            for text in _new_texts(client):
                if text not in told:
                    told[text] = [one for one in self.hidden if one.text in text]
                for one in told[text]:
                    if one.seat != key:
                        raise Failure(key, "hidden", f"what {one.seat} wrote in {one.step} got here before the reveal")

    def let_go(self, which: Callable[[Hidden], bool]) -> list[Hidden]:
        """Return the texts that everybody may have from now on."""
        freed = [one for one in self.hidden if which(one)]
        self.hidden = [one for one in self.hidden if one not in freed]
        return freed

    def seen(self, texts: list[str]) -> None:
        for key, client in self.here.items():
            if key == SCREEN:
                continue
            missing = texts

            def all_there(client: SeatClient) -> bool:
                nonlocal missing
                page = unescape(client.text())
                missing = [text for text in missing if text not in page]
                return not missing

            self.checks["seen"] += len(texts)
            if texts and not client.wait(all_there, self.patience):
                raise Failure(key, "seen", f"‘{missing[0]}’ is not on the page of this seat")

    def report(self) -> str:
        """Read the report at every seat, look that no name of a seat is in it, and return its words."""
        words = ""
        looked: set[str] = set()
        for key, client in self._closely().items():
            if key == SCREEN:
                continue
            try:
                page = main_of(client.get(f"{client.address}report").text)
            except Refused as refused:
                raise Failure(key, "report", f"the report cannot be read: {refused}") from None
            told = words_of(page, most=1_000_000)
            self.checks["names"] += len(self.script.people)
            if told not in looked:
                for person in self.script.people.values():
                    if re.search(rf"\b{re.escape(person.name)}\b", told):
                        raise Failure(key, "names", f"the name of {person.name} is in the report")
            looked.add(told)
            words = words or report_text(page) or told
        return words


def _new_texts(client: SeatClient) -> Iterator[str]:
    """Yield every text that came in for a seat since the last look, and let it go."""
    heard, read = client.heard[:], client.read[:]
    del client.heard[: len(heard)], client.read[: len(read)]
    yield from texts_in([[message for _, message in heard], read])
