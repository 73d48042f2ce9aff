"""Headers of every answer: a strict content security policy, and compression of pages."""

import gzip
import secrets

from flask import Flask, Response, g, request

_WORTH_COMPRESSING = 1_000


def install(app: Flask, *, https: bool) -> None:
    """Give every request a nonce and every answer its headers."""

    @app.before_request
    def make_nonce() -> None:
        g.nonce = secrets.token_urlsafe(16)

    @app.after_request
    def add_headers(response: Response) -> Response:
        nonce = g.get("nonce", "")
        response.headers["Content-Security-Policy"] = "; ".join(
            (
                "default-src 'none'",
                f"script-src 'self' 'nonce-{nonce}'",
                f"style-src 'self' 'nonce-{nonce}'",
                "img-src 'self' data:",
                "font-src 'self'",
                "connect-src 'self'",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
            )
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        response.headers.setdefault("Cache-Control", "private, no-store")
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return _compressed(response)


def _compressed(response: Response) -> Response:
    wanted = "gzip" in request.headers.get("Accept-Encoding", "")
    textual = response.mimetype in {"text/html", "text/csv", "application/json"}
    response.vary.add("Accept-Encoding")
    if not (wanted and textual) or response.direct_passthrough or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) >= _WORTH_COMPRESSING and "Content-Encoding" not in response.headers:
        response.set_data(gzip.compress(body, compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
