"""Compress pages. No page holds a secret beside text that somebody else chose, so its length tells nothing."""

import gzip

from flask import Flask, Response, request

SMALLEST = 1000  # bytes; below that a packet is a packet
TYPES = frozenset({"text/html", "application/json", "text/markdown", "text/plain"})


def install_compression(app: Flask) -> None:
    """Compress whatever is text, big enough and wanted so."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in TYPES or response.is_streamed or response.direct_passthrough:
            return response
        response.vary.add("Accept-Encoding")
        body = response.get_data()
        if (
            request.accept_encodings["gzip"] > 0
            and len(body) >= SMALLEST
            and "Content-Encoding" not in response.headers
        ):
            response.set_data(gzip.compress(body, 5, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
        return response
