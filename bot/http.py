"""The one HTTP server of a process: health, readiness, figures, and what the adapters serve.

It runs inside our own event loop and leaves the signals to the process.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.errors import ChatTrainError, ConfigError

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

BODY = 1024 * 1024
"""The longest request body, in bytes, that any route is given."""
FRAME = 256 * 1024
"""The longest WebSocket message, in bytes; longer ones end their connection."""
GRACE = 3
"""Seconds that requests have to finish once the server is told to stop."""
CHECK_SECONDS = 5.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # looked up, not bound
"""What stands for all of a machine's addresses, and the one of them that it has for itself."""

Figure = tuple[str, str, Mapping[str, str], float]
"""A counter for Prometheus: its name, what it counts, its labels, and how far it is."""
Check = Callable[[], Awaitable[str | None]]
"""Looks whether a part is up: None, or the reason why it is not."""


def application(
    *,
    routes: Sequence[BaseRoute] = (),
    checks: Mapping[str, Check],
    off: Mapping[str, str] = MappingProxyType({}),
    figures: Callable[[], Iterable[Figure]] = tuple,
    registry: CollectorRegistry | None = None,
) -> Starlette:
    """What this process serves. `checks` are the parts that must be up to be ready; `off` are those
    that are meant to be down, and why; `figures` are told beside those of the registry."""

    async def alive(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        found = await asyncio.gather(*(_reason(check) for check in checks.values()))
        parts = {name: reason or "ok" for name, reason in zip(checks, found, strict=True)}
        parts |= {name: f"off: {reason}" for name, reason in off.items()}
        return JSONResponse({"ready": not any(found), "parts": parts}, 503 if any(found) else 200)

    async def metrics(_: Request) -> Response:
        # 50 ms that nobody who waits for the page must wait for
        from prometheus_client import (  # noqa: PLC0415
            CONTENT_TYPE_LATEST,
            REGISTRY,
            generate_latest,
        )

        text = generate_latest(registry or REGISTRY) + generate_latest(_counters(figures()))
        return Response(text, headers={"content-type": CONTENT_TYPE_LATEST})

    own = [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
    return Starlette(
        routes=[*own, *routes],
        exception_handlers={
            HTTPException: _refused,
            ChatTrainError: _not_done,
            Exception: _broken,
        },
        max_body_size=BODY,
    )


def _counters(figures: Iterable[Figure]) -> CollectorRegistry:
    """Counters as they stand, for one answer."""
    from prometheus_client import CollectorRegistry  # noqa: PLC0415  # see above
    from prometheus_client.core import CounterMetricFamily  # noqa: PLC0415

    families: dict[str, CounterMetricFamily] = {}
    for name, told, labels, value in figures:
        family = families.setdefault(name, CounterMetricFamily(name, told, labels=list(labels)))
        family.add_metric(list(labels.values()), value)

    class Counters:
        def collect(self) -> Iterator[CounterMetricFamily]:
            yield from families.values()

    counters = CollectorRegistry(auto_describe=False)
    counters.register(Counters())
    return counters


def bind(host: str, port: int) -> socket.socket:
    """Takes the address; from then on connections wait for `serve`. Raises ConfigError."""
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    try:
        listener = socket.create_server((bare, port), family=family, backlog=2048)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError(
            f"{host}:{port} cannot be served on ({reason}). Set PORT or HOST to another one, "
            "or stop the program that uses it."
        ) from error
    # Its connections inherit it: else the second part of an answer waits for a delayed ACK.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def addresses(host: str, port: int) -> tuple[str, ...]:
    """What people open: on this machine, and on others where they can reach it."""
    bare = host.strip("[]")
    here = EVERYWHERE.get(bare)
    if here is None:
        return (_address(bare, port),)
    name = socket.gethostname()
    others = (_address(name, port),) if name not in ("", "localhost") else ()
    return (_address(here, port), *others)


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def serve(app: Starlette, listener: socket.socket) -> None:
    """Serves until cancelled; requests under way have a moment to finish."""
    logging.getLogger("uvicorn.error").addFilter(_without_traceback)
    server = _Server(
        uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws_max_size=FRAME,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=GRACE,
        )
    )
    try:
        await server.serve(sockets=[listener])
    except asyncio.CancelledError:
        if server.started:
            await server.shutdown([listener])
        raise
    finally:
        listener.close()


class _Server(uvicorn.Server):
    """The server without its signal handlers: the process has its own."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _reason(check: Check) -> str | None:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await check()
    except TimeoutError:
        return f"gave no answer within {CHECK_SECONDS:g} s"
    except Exception as error:  # noqa: BLE001  # a check that fails is a part that is not up
        return str(error) or type(error).__name__


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # what it is registered for
    sentence = _SENTENCES.get(error.status_code, error.detail)
    body = {"code": f"http_{error.status_code}", "message": sentence}
    return JSONResponse(body, error.status_code, error.headers)


_SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address is asked in another way; see the reference.",
    413: "The body of the request is too large.",
}


async def _not_done(_: Request, error: Exception) -> Response:
    return JSONResponse({"code": "unavailable", "message": str(error)}, 503)


async def _broken(_: Request, __: Exception) -> Response:
    sentence = "Something went wrong here; the log says what. Nothing that was confirmed is lost."
    return JSONResponse({"code": "broken", "message": sentence}, 500)


def _without_traceback(record: logging.LogRecord) -> bool:
    """A client's broken text is worth a line in the log, not a page."""
    if record.msg == "Invalid UTF-8 sequence received from client.":
        record.exc_info = None
        record.levelno, record.levelname = logging.INFO, "INFO"
    return True
