"""The process's one HTTP server."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx2
import pytest
from prometheus_client import CollectorRegistry, Counter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import http
from bot.errors import ConfigError, StoreFull
from tests.requirements import claims


@asynccontextmanager
async def served(
    *routes: BaseRoute,
    checks: Mapping[str, http.Check] | None = None,
    off: Mapping[str, str] | None = None,
    registry: CollectorRegistry | None = None,
) -> AsyncIterator[httpx2.AsyncClient]:
    listener = http.bind("127.0.0.1", 0)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = http.application(
        routes=routes,
        checks=checks or {},
        off=off or {},
        registry=registry or CollectorRegistry(),
    )
    async with (
        asyncio.TaskGroup() as tasks,
        httpx2.AsyncClient(base_url=base, trust_env=False) as client,
    ):
        serving = tasks.create_task(http.serve(app, listener))
        await asyncio.sleep(0)
        yield client
        serving.cancel()


async def up() -> str | None:
    return None


@claims("serving.healthz")
async def test_a_process_that_lives_says_so() -> None:
    async with served() as client:
        answer = await client.get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@claims("serving.readyz")
async def test_readiness_gives_a_reason_for_each_part_that_is_not_up() -> None:
    async def down() -> str | None:
        return "the database does not answer"

    async def broken() -> str | None:
        raise RuntimeError("no such host")

    async with served(checks={"runner": up}) as client:
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()["ready"]) == (200, True)
    async with served(checks={"runner": up, "database": down, "gateway": broken}) as client:
        answer = await client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["parts"] == {
            "runner": "ok",
            "database": "the database does not answer",
            "gateway": "no such host",
        }


@claims("serving.readyz")
async def test_a_part_that_is_meant_to_be_off_is_told_and_no_obstacle() -> None:
    async with served(checks={"runner": up}, off={"page": "no token is set"}) as client:
        answer = await client.get("/readyz")
        assert answer.status_code == 200
        assert answer.json() == {
            "ready": True,
            "parts": {"runner": "ok", "page": "off: no token is set"},
        }


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("localhost", "http://localhost:80"),
        ("::1", "http://[::1]:80"),
        ("[::1]", "http://[::1]:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::", "http://[::1]:80"),
    ],
)
def test_the_address_that_is_told_is_one_that_can_be_opened(host: str, here: str) -> None:
    assert http.addresses(host, 80)[0] == here


@claims("serving.metrics")
async def test_figures_are_in_the_form_prometheus_reads() -> None:
    registry = CollectorRegistry()
    Counter("replies", "Replies spoken.", registry=registry).inc(3)
    async with served(registry=registry) as client:
        answer = await client.get("/metrics")
        assert answer.headers["content-type"].startswith("text/plain; version=")
        assert "replies_total 3.0" in answer.text


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def full(_: Request) -> Response:
    raise StoreFull


async def wrong(_: Request) -> Response:
    raise ZeroDivisionError


async def test_every_refusal_is_a_sentence() -> None:
    routes = (Route("/echo", echo, methods=["POST"]), Route("/full", full))
    async with served(*routes) as client:
        for method, path, status in (
            ("GET", "/nothing", 404),
            ("GET", "/echo", 405),
            ("GET", "/full", 503),
        ):
            answer = await client.request(method, path)
            assert answer.status_code == status
            assert answer.json()["message"].endswith(".")


async def test_a_body_that_is_too_large_is_refused() -> None:
    async with served(Route("/echo", echo, methods=["POST"])) as client:
        assert (await client.post("/echo", content=b"x" * http.BODY)).status_code == 200
        answer = await client.post("/echo", content=b"x" * (http.BODY + 1))
        assert answer.status_code == 413


async def test_a_mistake_of_ours_shows_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    async with served(Route("/wrong", wrong)) as client:
        answer = await client.get("/wrong")
        assert (answer.status_code, answer.json()["code"]) == (500, "broken")
        assert "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError" in caplog.text


def test_an_address_in_use_is_a_sentence_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"127\.0\.0\.1:{port} .*Set PORT or HOST"):
            http.bind("127.0.0.1", port)


def test_an_answer_goes_out_at_once_in_however_many_pieces_it_is_written() -> None:
    with (
        http.bind("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
