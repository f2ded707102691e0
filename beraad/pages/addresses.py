"""Where things are: pure functions from names to addresses."""

import hashlib
from functools import cache
from urllib.parse import quote, urlencode, urlsplit

from beraad.settings import files

ADDRESSES: dict[str, str] = {
    "home": "/",
    "sign_in": "/sign-in",
    "sign_out": "/sign-out",
    "people": "/people",
    "invite": "/people/invite",
    "reset": "/people/reset",
    "person": "/people/{id}",
    "person_roles": "/people/{id}/roles",
    "person_end": "/people/{id}/end",
    "person_give_again": "/people/{id}/give-again",
    "invitation": "/invitation/{token}",
    "join": "/join",
    "new_session": "/sessions/new",
    "prepare": "/sessions",
    "prepared": "/sessions/{id}",
    "change_prepared": "/sessions/{id}/edit",
    "forget_intake": "/sessions/{id}/forget",
    "prepared_paper": "/sessions/{id}/emergency-set",
    "calendar": "/sessions/{id}/moreel-beraad.ics",
    "words": "/words",
    "enter": "/sessions/{id}/enter",
    "rehearse": "/sessions/{id}/rehearse",
    "throw_away": "/sessions/{id}/throw-away",
    "seat": "/s/{id}/{face}",
    "face": "/s/{id}/{face}/",
    "ask_pass": "/s/{id}/lead/pair",
    "pair": "/s/{id}/lead/pair/{which}",
    "screen": "/s/{id}/lead/screen",
    "lead_again": "/s/{id}/lead/again",
    "end_others": "/s/{id}/lead/end-others",
    "to_desk": "/s/{id}/in/desk",
    "come_back": "/own/{id}/{seat}/{token}",
    "own_words": "/s/{id}/in/own",
    "type_pass": "/pair",
    "take_pass": "/pair/{token}",
    "drafts": "/drafts",
    "draft": "/drafts/{id}",
    "draft_begin": "/drafts/{id}/begin",
    "draft_text": "/drafts/{id}/text",
    "draft_decide": "/drafts/{id}/decide",
    "draft_mark": "/drafts/{id}/mark",
    "draft_choose": "/drafts/{id}/choose",
    "draft_offer": "/drafts/{id}/offer",
    "draft_read": "/drafts/{id}/read",
    "draft_approve": "/drafts/{id}/approve",
    "draft_send_back": "/drafts/{id}/send-back",
    "share": "/share/{token}",
    "share_answer": "/share/{token}/answer",
    "share_right": "/share/{token}/right",
    "withdraw": "/withdraw/{token}",
    "minority": "/minority/{id}/{token}",
    "minority_soften": "/minority/{id}/{token}/soften",
    "minority_take_back": "/minority/{id}/{token}/take-back",
    "guide": "/guide",
    "guide_page": "/guide/{page}",
    "guide_picture": "/guide/pictures/{language}/{file}",
    "bank": "/bank",
    "case": "/bank/{id}",
    "case_file": "/bank/{id}.md",
    "hand_out": "/bank/{id}/handout",
    "practise": "/bank/{id}/practice",
    "practice": "/practice/{id}/",
    "add_group": "/practice/{id}/group",
    "lead_practice": "/lead/{secret}",
}


def address(name: str, **values: str | int) -> str:
    """Return the path of a page by its name.

    values: what stands between braces in ADDRESSES; all others become the query.
    Raises KeyError for an unknown name or a missing value, so a test finds the slip and no reader does.
    """
    pattern = ADDRESSES[name]
    inside = {key: quote(str(value), safe="") for key, value in values.items() if f"{{{key}}}" in pattern}
    query = {key: value for key, value in values.items() if key not in inside}
    path = pattern.format(**inside)
    return f"{path}?{urlencode(query)}" if query else path


def in_language(path: str, language: str) -> str:
    """Return the same page in another language: `path` with its query, and `lang` set."""
    parts = urlsplit(path)
    kept = [pair for pair in parts.query.split("&") if pair and not pair.startswith("lang=")]
    return f"{parts.path}?{'&'.join([*kept, f'lang={quote(language)}'])}"


JOINED = {
    "css/beraad.css": ("css/tokens.css", "css/base.css", "css/components.css", "css/rehearsal.css"),
    "css/session.css": ("css/seat.css", "css/activities.css", "css/desk.css", "css/typing.css", "css/prepare.css"),
}
"""What is made of files that stand in the tree: one request instead of several for a phone that comes in by a code."""


@cache
def static_files() -> dict[str, bytes]:
    """Return what is served under /static/: each file of the tree, and each joined one, with its content."""
    top = files("static")
    found = {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
    joined = {name: b"\n".join(found[part] for part in parts) for name, parts in JOINED.items()}
    return dict(sorted((found | joined).items()))


@cache
def static_hash() -> str:
    """Return one hash of the whole static tree: a change anywhere moves all, so relative imports stay right."""
    lines = "\n".join(f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in static_files().items())
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def static(path: str) -> str:
    """Return the address of a file under static/, such as `css/base.css`. Raises FileNotFoundError."""
    if path not in static_files():
        raise FileNotFoundError(f"static/{path} is not there")
    return f"/static/{static_hash()}/{path}"
