"""One seat as a browser would have it: forms over HTTP, pushes over a WebSocket, merged as the page merges them."""

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec
import requests
import socketio

from beraad.simulate import merge

TIMEOUT = 15.0
"""Seconds for an answer over HTTP."""

SLOW = 120.0
"""Seconds without a sign of life of the server after which a socket counts as dead."""


class Refused(Exception):
    """The server said no: status, code and the words for people."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message = status, code, message


class SeatClient:
    """A seat in a session. `heard` and `read` keep all that came in, over the socket and over HTTP, as it came.

    why_gone: what the server said when it ended this seat, or that it refused its page. patience: seconds in which a
    socket must be open. A heartbeat heals nothing here, so that a push that got lost shows.
    """

    patience = TIMEOUT

    def __init__(self, origin: str, language: str = "nl") -> None:
        self.origin = origin
        self.language = language
        self.http = requests.Session()
        self.http.headers.update({"Origin": origin, "Accept-Language": language})
        self.address = ""
        self.page: merge.Page = merge.NOTHING
        self.heard: list[tuple[str, Any]] = []
        self.read: list[str] = []
        self.resumes = 0
        self.why_gone = ""
        self._socket: socketio.Client | None = None
        self._lock = threading.RLock()
        self._ops = 0

    def op(self) -> str:
        """A name for one request that no other request bears."""
        self._ops += 1
        return f"{id(self):x}-{self._ops}-{time.monotonic_ns():x}"

    def post(self, path: str, fields: dict[str, Any], *, json: bool = False) -> requests.Response:
        """Send a form. Raises Refused with what the server says."""
        headers = {"Accept": "application/json"} if json else {}
        answer = self.http.post(
            urljoin(self.origin, path), data=fields, headers=headers, timeout=TIMEOUT, allow_redirects=not json
        )
        self.read.append(answer.text)
        if answer.status_code >= 400:
            error = answer.json()["error"] if json else {"code": "page", "message": words_of(answer.text)}
            raise Refused(answer.status_code, error["code"], error["message"])
        return answer

    def sign_in(self, email: str, password: str) -> None:
        """Sign in with an account. Raises Refused."""
        self.post("/sign-in", {"email": email, "password": password})

    def join(self, code: str, name: str, place: str = "", op: str = "") -> None:
        """Take a seat as a guest and read its page; the same `op` gives the same seat again."""
        form = {"code": code, "name": name, "place": place, "op": op or self.op()}
        answer = self.post("/join", form, json=True)
        self.open(urlsplit(answer.headers["Location"]).path)

    def open(self, address: str) -> None:
        """Read the page of a face; the address stays that of this seat."""
        self.address = address
        self.fetch()

    def prepare(self, form: Mapping[str, str | list[str]]) -> None:
        """Prepare a session, as whoever signed in, and go to its lead."""
        session = urlsplit(self.post("/sessions", dict(form)).url).path.rpartition("/")[2]
        self.open(f"/s/{session}/lead/")

    def fetch(self) -> None:
        """Read the own page again and take it over: starting and resuming are the same."""
        fresh = self.fresh_page()
        with self._lock:
            self.page = fresh if self.page is merge.NOTHING else merge.resume(self.page, fresh)

    def fresh_page(self) -> merge.Page:
        """Return the page as the server gives it now, without taking it over."""
        return page_of(self.fresh_html())

    def fresh_html(self) -> str:
        """Return the HTML of the own page as the server gives it now."""
        return self.get(self.address).text

    def get(self, path: str, **query: str) -> requests.Response:
        """Ask a page. Raises Refused."""
        answer = self.http.get(urljoin(self.origin, path), params=query, timeout=TIMEOUT)
        self.read.append(answer.text)
        if answer.status_code >= 400:
            raise Refused(answer.status_code, "page", words_of(answer.text))
        return answer

    def status(self, path: str) -> int:
        """Return with which status a page answers."""
        return self.http.get(urljoin(self.origin, path), timeout=TIMEOUT).status_code

    def connect(self, transports: list[str] | None = None) -> None:
        """Open the socket of this seat and merge what comes in from now on."""
        client = socketio.Client(
            http_session=self.http,
            reconnection=False,
            handle_sigint=False,
            websocket_extra_options={"skip_utf8_validation": True},  # in plain Python; decoding says it anyway
        )
        client.on("*", self._hear)
        path = f"{self.address.strip('/')}/live"
        client.connect(
            f"{self.origin}?lang={self.language}",
            socketio_path=path,
            transports=transports or ["websocket"],
            wait_timeout=self.patience,
        )
        client.eio.ping_timeout = SLOW  # it would give up itself when a crowd makes it late
        self._socket = client

    @property
    def dropped(self) -> bool:
        """Whether the socket was open, and neither we nor a word of the server closed it."""
        return self._socket is not None and not self.connected and not self.why_gone

    @property
    def connected(self) -> bool:
        """Whether the socket is open."""
        # Of a line that broke while it was being opened the client says for ever that it is connected.
        return self._socket is not None and self._socket.connected and self._socket.eio.state == "connected"

    def close(self) -> None:
        """Let go of the socket at once, as a phone that loses its network."""
        client, self._socket = self._socket, None
        if client is None:
            return
        line = client.eio.ws
        if line is None:  # polling
            client.disconnect()
        else:
            line.shutdown()  # closing it politely would wait three seconds for an answer that nobody reads

    def _hear(self, event: str, message: Any = None) -> None:
        with self._lock:
            self.heard.append((event, message))
            if event in ("parts", "mine"):
                take_in = merge.apply_parts if event == "parts" else merge.apply_own
                done = take_in(self.page, message)
                if not isinstance(done, merge.Page):
                    self._resume()
                else:
                    self.page = done
            elif event == "gone":
                self.why_gone = message["why"]
            elif event == "resume" or (event == "greeting" and merge.newer(message["round"], self.page.stamp)):
                self._resume()

    def _resume(self) -> None:
        """Ask the own page again; one that is no longer given is left, as a browser leaves it."""
        self.resumes += 1
        try:
            self.fetch()
        except Refused as refused:
            if refused.status >= 500:
                raise
            self.why_gone = self.why_gone or "refused"

    def do(self, verb: str, fields: dict[str, Any] | None = None, step: str = "", op: str = "") -> dict[str, Any]:
        """Send one command as a form would, and merge the receipt."""
        path = f"{self.address}step/{step}/{verb}" if step else f"{self.address}{verb}"
        answer = self.post(path, {**(fields or {}), "op": op or self.op()}, json=True).json()
        with self._lock:
            self.page = merge.apply_own(self.page, {"stamp": answer["stamp"], "parts": answer["mine"]})
        receipt: dict[str, Any] = answer
        return receipt

    def wait(self, until: Callable[["SeatClient"], bool], seconds: float = 10.0) -> bool:
        """Wait until something is so for this seat; return whether it became so in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with self._lock:
                if until(self):
                    return True
            time.sleep(0.01)
        return False

    def text(self) -> str:
        """Everything on the merged page, as HTML."""
        with self._lock:
            return "\n".join(merge.shown(self.page).values())


def words_of(html: str, most: int = 400) -> str:
    """Return the readable words of a page, up to `most` characters."""
    bare = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", html))
    return " ".join(unescape(bare).split())[:most]


class _Sections(HTMLParser):
    """Finds the regions, their parts and where the inner HTML of each part begins and ends."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for line in html.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.html = html
        self.body: dict[str, str] = {}
        self.region = ""
        self.found: list[tuple[str, str, str | None, str]] = []
        self._open: tuple[str, str | None, int, int] | None = None
        self.feed(html)

    def _at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "body":
            self.body = {name: value or "" for name, value in has.items()}
        if has.get("data-list") is not None:
            self.region = has["data-list"] or ""
        if self._open is None and "data-part" in has:
            begin = self._at() + len(self.get_starttag_text() or "")
            self._open = (has["data-part"] or "", has.get("data-stamp"), begin, 1)
        elif self._open is not None and tag == "section":
            key, stamp, begin, depth = self._open
            self._open = (key, stamp, begin, depth + 1)

    def handle_endtag(self, tag: str) -> None:
        if self._open is None or tag != "section":
            return
        key, stamp, begin, depth = self._open
        if depth > 1:
            self._open = (key, stamp, begin, depth - 1)
            return
        self.found.append((self.region, key, stamp, self.html[begin : self._at()]))
        self._open = None


def page_of(html: str) -> merge.Page:
    """Return what a whole page holds: its stamp, its parts, its own parts and their order."""
    sections = _Sections(html.replace("\r\n", "\n"))
    order: dict[str, list[str]] = {}
    parts: dict[str, str] = {}
    own: dict[str, tuple[str, str]] = {}
    for region, key, stamp, inner in sections.found:
        order.setdefault(region, []).append(key)
        if stamp is None:
            parts[key] = inner
        else:
            own[key] = (stamp, inner)
    return merge.page(sections.body["data-stamp"], parts, own, order)


def texts_in(message: Any) -> Iterator[str]:
    """Yield every text in what came in, as a person would read it: a page, the body of an answer, a push."""
    if isinstance(message, str):
        if message.startswith("{"):
            try:
                yield from texts_in(msgspec.json.decode(message))
                return
            except msgspec.DecodeError:
                pass
        yield unescape(message)
    elif isinstance(message, dict):
        for key, value in message.items():
            yield from texts_in(key)
            yield from texts_in(value)
    elif isinstance(message, list | tuple):
        for value in message:
            yield from texts_in(value)
