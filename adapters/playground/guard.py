"""Who may reach the playground: known hosts, the page's own origin, and holders of the token.

A browser lets any site send requests to a page on this machine. So the Host must be one of ours
(against a foreign name that points here), and an Origin, where one is sent, must be the Host.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.playground.errors import Problem
from adapters.playground.settings import Settings

log = structlog.get_logger(__name__)

TOKEN_COOKIE = "chattrain_token"  # noqa: S105  # the cookie's name
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
OFF = (
    "The playground is off, because it is served on an address that others can reach and "
    "CHATTRAIN_PLAYGROUND_TOKEN is not set. Set it to a long random text and start again."
)


class Guard:
    """Lets through who may come in. `open` is for what is shown before the token is given."""

    def __init__(self, app: ASGIApp, settings: Settings, *, open: bool = False) -> None:
        self._app, self._settings, self._open = app, settings, open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._check(HTTPConnection(scope))
        except Problem as problem:
            await _refuse(problem, scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)

    def _check(self, asked: HTTPConnection) -> None:
        _check_host(asked, self._settings)
        _check_origin(asked)
        if self._open:
            return
        if self._settings.off:
            raise Problem("off", OFF, status=403)
        if not may_enter(asked, self._settings):
            raise Problem("no_token", "Open the playground's page and give its token.", status=401)


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        # closed before it is accepted: a 403 without a body, as a body is taken for an error by
        # the server, and no page could read it
        log.info("socket.refused", code=problem.code, problem=problem.message)
        await send({"type": "websocket.close"})
    else:
        await JSONResponse(problem.as_json(), problem.status)(scope, receive, send)


def proof(token: str) -> str:
    """What the cookie of someone who gave the token holds."""
    return hashlib.sha256(f"chattrain playground: {token}".encode()).hexdigest()


def is_token(given: str, settings: Settings) -> bool:
    return settings.token is not None and hmac.compare_digest(proof(given), proof(settings.token))


def may_enter(asked: HTTPConnection, settings: Settings) -> bool:
    """Whether no token is demanded, or it was given."""
    if settings.loopback:
        return True
    cookie = asked.cookies.get(TOKEN_COOKIE, "")
    return settings.token is not None and hmac.compare_digest(
        cookie.encode(), proof(settings.token).encode()
    )


def _check_host(asked: HTTPConnection, settings: Settings) -> None:
    known = settings.known_hosts
    if known is not None and _name(asked.headers.get("host", "")) not in known:
        raise Problem(
            "host", "This host name is not served here. Use http://localhost.", status=421
        )


def _check_origin(asked: HTTPConnection) -> None:
    origin = asked.headers.get("origin")
    if origin is not None and _place(origin) != asked.headers.get("host"):
        raise Problem("origin", "Requests from other sites are refused.", status=403)


def _place(origin: str) -> str | None:
    """The host and port that an Origin names, if it is one."""
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


def _name(host: str) -> str:
    """A Host header's name without its port, in lower case."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and (port.isdigit() or not port) else host.lower()
