"""What is looked at while a script is played: what is hidden, what every seat holds, and what the report says."""

import re
import time
from collections.abc import Callable
from html import unescape

import msgspec

from beraad.simulate import merge
from beraad.simulate.bank import main_of, report_text
from beraad.simulate.parties import Failure
from beraad.simulate.script import LEAD, SCREEN, Move, Script
from beraad.simulate.seat_client import Refused, SeatClient, texts_in, words_of


class Hidden(msgspec.Struct, frozen=True):
    """A text that its writer alone may hold for now. stale: its writer put other words in its place."""

    seat: str
    step: str
    text: str
    dissent: bool = False
    stale: bool = False


class Watch:
    """Looks at what each client holds and has heard so far, and counts how often."""

    def __init__(self, script: Script, clients: dict[str, SeatClient], patience: float) -> None:
        self.script, self.clients, self.patience = script, clients, patience
        self.hidden: list[Hidden] = []
        self.checks = {"pages": 0, "hidden": 0, "seen": 0, "names": 0, "kept": 0}
        self._heard: dict[str, tuple[int, int]] = {}

    @property
    def here(self) -> dict[str, SeatClient]:
        """Who has an open connection."""
        return {key: client for key, client in self.clients.items() if client.connected}

    def hide(self, move: Move, new: list[str], old: set[str]) -> None:
        """Remember what may reach nobody else. old: what the form held where other words come now."""
        self._stands_nowhere(move, new)
        self.hidden = [
            msgspec.structs.replace(one, stale=True) if one.seat == move.seat and one.text in old else one
            for one in self.hidden
        ]
        self.hidden += [Hidden(move.seat, move.step, text, move.do == "approve-dissent") for text in new]

    def settle(self) -> None:
        """Wait until each page, with what was pushed to it, equals a fresh one."""
        newest = self.clients[LEAD].fresh_page().stamp
        for key, client in self.here.items():
            end = time.monotonic() + self.patience
            client.wait(lambda c: not merge.newer(newest, c.page.stamp), self.patience)
            while (wrong := self._difference(client)) and time.monotonic() < end:
                self.nothing_leaked()  # graver, and perhaps the reason
                time.sleep(0.02)
            if wrong:
                raise Failure(key, "page", wrong)
            self.checks["pages"] += 1

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
        for key in self.clients:
            new = self._new_texts(key)
            for one in self.hidden:
                if one.seat == key:
                    continue
                if one.text in new:
                    until = "the question is closed" if one.dissent else "the reveal"
                    raise Failure(key, "hidden", f"what {one.seat} wrote in {one.step} got here before {until}")

    def _new_texts(self, key: str) -> str:
        """All that came in for a seat since the last look, decoded."""
        client = self.clients[key]
        heard, read = self._heard.get(key, (0, 0))
        self._heard[key] = (len(client.heard), len(client.read))
        return "\n".join(texts_in([[message for _, message in client.heard[heard:]], client.read[read:]]))

    def _stands_nowhere(self, move: Move, new: list[str]) -> None:
        """Refuse words that stand on another's page already: nothing could be told from them."""
        for text in new:
            for key, client in self.clients.items():
                if key != move.seat and text in unescape(client.text()):
                    raise Failure(move.seat, "hidden", f"‘{text}’ stands on the page of {key} already; use other words")

    def let_go(self, which: Callable[[Hidden], bool]) -> list[Hidden]:
        """Return the texts that everybody may have from now on."""
        freed = [one for one in self.hidden if which(one)]
        self.hidden = [one for one in self.hidden if one not in freed]
        return freed

    def seen(self, texts: list[str]) -> None:
        for text in texts:
            for key, client in self.here.items():
                if key == SCREEN:
                    continue
                self.checks["seen"] += 1
                if not client.wait(lambda c, text=text: text in unescape(c.text()), self.patience):  # type: ignore[misc]
                    raise Failure(key, "seen", f"‘{text}’ is not on the page of this seat")

    def report(self) -> str:
        """Read the report at every seat, look that no name of a seat is in it, and return its words."""
        words = ""
        for key, client in self.clients.items():
            if key == SCREEN:
                continue
            try:
                page = main_of(client.get(f"{client.address}report").text)
            except Refused as refused:
                raise Failure(key, "report", f"the report cannot be read: {refused}") from None
            told = words_of(page, most=100_000)
            for person in self.script.seats.values():
                self.checks["names"] += 1
                if re.search(rf"\b{re.escape(person.name)}\b", told):
                    raise Failure(key, "names", f"the name of {person.name} is in the report")
            words = words or report_text(page) or told
        return words
