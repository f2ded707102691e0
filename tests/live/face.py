"""A page of a seat without a server behind it: the real browser code, a socket that the test speaks through."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from playwright.sync_api import ConsoleMessage, Page

from beraad.settings import files
from beraad.web.security import HEADERS

SOCKET = """
export const io = () => {
  const heard = {};
  const socket = {
    active: true, connected: true,
    on(name, act) { (heard[name] ??= []).push(act); return socket; },
    emit() {}, did: [], connect: () => (socket.did.push("connect"), socket),
    disconnect: () => (socket.did.push("disconnect"), socket),
    push(name, message) { (heard[name] ?? []).forEach((act) => act(message)); },
  };
  globalThis.room = socket;
  return socket;
};
"""
KINDS = {".js": "text/javascript", ".css": "text/css"}
WORDS = {
    "saved": "Bewaard", "sending": "Bezig", "unsent": "Nog niet verstuurd", "offline": "Geen verbinding sinds {time}",
    "tray": "Nog niet verstuurd, van stap {number}: {title}", "send_still": "Verstuur alsnog", "copy": "Kopieer",
    "copied": "Gekopieerd", "throw_away": "Weg", "say_it": "Deel mondeling.", "sure": "Zeker weten?",
    "characters_left": "nog {count} tekens", "minutes_left": "nog {count} min", "minute_left": "nog 1 min",
    "seconds_left": "nog {count} s", "over_time": "{count} min over tijd", "time_up": "tijd is om",
    "take_out": "Haal terug", "taken_out": "Teruggehaald",
}  # fmt: skip


Answer = Callable[[dict[str, str]], tuple[int, dict[str, Any]]]


class Face:
    """A page of a seat. `answer` gives (status, body) to a form that was sent; `sent` keeps what came.

    instead: what is served at an address in the place of the file there.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sent: list[dict[str, str]] = []
        self.answer: Answer = lambda _: (200, {"stamp": "1.0", "mine": {}})
        self.html = ""
        self.instead: dict[str, str] = {}
        self.violations: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.violations.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.violations.append(message.text)

    def open(self, *stage: tuple[str, str], stamp: str = "1.0") -> None:
        self.show(*stage, stamp=stamp)
        self.load()

    def load(self) -> None:
        """Go to the page as it is now."""
        self.page.goto(f"http://127.0.0.1:{self.server.server_port}/s/x/in/")
        self.page.wait_for_function("globalThis.room")

    def show(self, *stage: tuple[str, str], stamp: str) -> None:
        """Set what a page that is asked now holds: key and inner HTML; own parts have a key that begins with own-."""
        self.show_regions({"stage": list(stage)}, stamp)

    def show_regions(self, regions: dict[str, list[tuple[str, str]]], stamp: str) -> None:
        """The same, by region."""

        def section(key: str, html: str) -> str:
            own = f' data-stamp="{stamp}"' if key.startswith("own-") else ""
            return f'<section data-part="{key}"{own}>{html}</section>'

        lists = "".join(
            f'<div data-list="{name}">{"".join(section(key, html) for key, html in parts)}</div>'
            for name, parts in regions.items()
        )
        self.html = f"""<!doctype html><html lang="nl"><head><title>Beraad</title>
<script type="module" src="/static/js/session/start.js"></script></head>
<body data-module="session" data-session="x" data-face="in" data-stamp="{stamp}" data-live="/s/x/in/live"
 data-now="2026-11-24T12:00:00+00:00"><p data-step-number="4" data-step-title="Weging">Stap 4</p>
<main>{lists}<aside id="tray" hidden></aside></main><p id="status" role="status"></p>
<input type="hidden" form="f" name="op" value="plain">
<script type="application/json" id="words">{json.dumps(WORDS)}</script>
</body></html>"""

    def push(self, after: str, stamp: str, parts: dict[str, str], stage: list[str] | None = None) -> None:
        order = {} if stage is None else {"stage": stage}
        message = {"after": after, "stamp": stamp, "parts": parts, "order": order}
        self.page.evaluate("message => room.push('parts', message)", message)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        face = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.endswith("/vendor/socket.io.js"):
                    self._give(200, KINDS[".js"], SOCKET)
                elif self.path in face.instead:
                    self._give(200, KINDS[".js"], face.instead[self.path])
                elif self.path.startswith("/static/"):
                    file = files("static") / self.path.removeprefix("/static/")
                    self._give(200, KINDS[file.suffix], file.read_text())
                elif self.path == "/favicon.ico":
                    self._give(204, "image/x-icon", "")
                else:
                    self._give(200, "text/html; charset=utf-8", face.html)

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                fields = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
                face.sent.append({"action": self.path.removeprefix("/s/x/in/"), **fields})
                status, body = face.answer(fields)
                if status == 0:
                    time.sleep(0.05)  # the answer is lost on the way
                    self.connection.close()
                    return
                self._give(status, "application/json", json.dumps(body))

            def _give(self, status: int, kind: str, text: str) -> None:
                body = text.encode()
                self.send_response(status)
                for name, value in HEADERS.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                with suppress(BrokenPipeError):  # the page went on before it was answered
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
