"""Static files: read and compressed once at the start, served under the hash of the whole tree, for ever."""

import gzip
import mimetypes
from functools import cache
from pathlib import PurePosixPath

import msgspec
from flask import Blueprint, Response, request

from beraad.accounts.refusals import NotThere
from beraad.pages import addresses
from beraad.web.permission import permission

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


class StaticFile(msgspec.Struct, frozen=True):
    """A file as it is sent; `packed` is its gzip, if that is smaller."""

    type: str
    plain: bytes
    packed: bytes | None


def static_files() -> Blueprint:
    """Return the routes under /static/, with every file in memory."""
    tree = {name: _packed(name, plain) for name, plain in addresses.static_files().items()}
    newest = addresses.static_hash()
    blueprint = Blueprint("static_files", __name__)

    @blueprint.get("/static/<version>/<path:name>")
    @permission("static.get")
    def get(version: str, name: str) -> Response:
        file = tree.get(name)
        if file is None or version != newest:
            raise NotThere
        return answer_file(file)

    return blueprint


def answer_file(file: StaticFile) -> Response:
    """Return a file, compressed if the browser takes that."""
    packed = file.packed if request.accept_encodings["gzip"] > 0 else None
    response = Response(packed or file.plain, content_type=file.type)
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


@cache
def _packed(name: str, plain: bytes) -> StaticFile:
    packed = gzip.compress(plain, 9, mtime=0)
    type = TYPES.get(PurePosixPath(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if type.startswith("text/"):
        type += "; charset=utf-8"
    return StaticFile(type, plain, packed if len(packed) < len(plain) * 0.95 else None)
