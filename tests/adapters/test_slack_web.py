"""Slack by HTTP: what is believed, what is refused, and that nothing sent breaks anything."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import httpx2
import pytest

from adapters.slack.web import BODY, PATH
from bot.domain.events import Commanded, Said
from bot.errors import StoreError
from bot.http import application
from bot.ports.clock import SystemClock
from tests.adapters.slack_app import Practice, made, practising
from tests.fakes.slack import Slack
from tests.fakes.slack.callbacks import sign
from tests.requirements import claims


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    """The adapter, without a transport of its own."""
    async with Slack() as slack, made(slack, socket=False) as practice:
        practice.adapter._taking.accept = practice.intake
        yield practice


async def post(
    practice: Practice, body: bytes, kind: str = "application/json", **headers: str
) -> httpx2.Response:
    """A request with Slack's signature, unless the headers say otherwise."""
    app = application(routes=practice.adapter.routes(), checks={})
    transport = httpx2.ASGITransport(app, raise_app_exceptions=True)
    timestamp = str(SystemClock().now() // 1_000_000)
    signed = {
        "content-type": kind,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": sign(practice.slack.app.signing_secret, timestamp, body),
    }
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.post(PATH, content=body, headers={**signed, **headers})


@claims("slack.http", "slack.durable-first", "slack.one-event")
async def test_events_and_commands_come_by_http() -> None:
    async with practising(socket=False) as practice:
        assert await practice.slack.callbacks.verify()
        ann = practice.space.user("U1")
        ann.writes(ann.dm, "Hello")
        await practice.slack.acked()
        await practice.slack.repeat(practice.slack.deliveries[0]).acked()
        await ann.runs("/chattrain", "start payload").acked()
        said, command = practice.intake.events
        assert isinstance(said, Said)
        assert isinstance(command, Commanded)
        assert command.arguments == {"scenario": "payload"}
        assert practice.adapter.ready() is None


@claims("slack.durable-first")
async def test_an_event_that_is_not_kept_is_not_acknowledged(practice: Practice) -> None:
    practice.intake.broken = StoreError("the disk is full")
    body = json.dumps({"type": "event_callback", "team_id": "T0PRACTICE", "event": _said()})
    assert (await post(practice, body.encode())).status_code == 503
    practice.intake.broken = None
    assert (await post(practice, body.encode())).status_code == 200
    assert len(practice.intake.events) == 1


@claims("slack.http")
@pytest.mark.parametrize(
    "headers",
    [
        {"x-slack-signature": "v0=0"},
        {"x-slack-signature": ""},
        {"x-slack-request-timestamp": "1"},
        {"x-slack-request-timestamp": "soon"},
        {"x-slack-request-timestamp": "9" * 400},
        {"x-slack-request-timestamp": ""},
    ],
)
async def test_what_slack_did_not_sign_is_not_believed(
    practice: Practice, headers: dict[str, str]
) -> None:
    answer = await post(practice, b"{}", **headers)
    assert answer.status_code == 401
    assert practice.intake.offered == []


@claims("slack.http")
@pytest.mark.parametrize("signature", ["v0=ä".encode(), b"\xff\xfe"])
async def test_a_signature_in_other_letters_is_not_believed(
    practice: Practice, signature: bytes
) -> None:
    app = application(routes=practice.adapter.routes(), checks={})
    headers = [(b"x-slack-request-timestamp", b"1"), (b"x-slack-signature", signature)]
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app), base_url="http://test"
    ) as client:
        assert (await client.post(PATH, content=b"{}", headers=headers)).status_code == 401


@claims("slack.http")
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"7", "application/json", 400),
        (b"[" * 50_000, "application/json", 400),
        (b"payload=%7B", "application/x-www-form-urlencoded", 400),
        (b"payload=null", "application/x-www-form-urlencoded", 400),
        (b"&" .join(b"a=1" for _ in range(200)), "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 200),
        (b"", "application/x-www-form-urlencoded", 200),
        (b'{"type": "event_callback", "event": [], "team_id": "T0PRACTICE"}', "application/json", 400),
        (b'{"authorizations": [7], "team_id": "T0PRACTICE"}', "application/json", 400),
        (b"\xff\xfe", "application/json", 401),
    ],
)  # fmt: skip
async def test_junk_is_refused_and_breaks_nothing(
    practice: Practice, body: bytes, kind: str, status: int
) -> None:
    answer = await post(practice, body, kind)
    assert answer.status_code == status
    assert practice.intake.offered == []


@claims("slack.http")
async def test_a_body_that_is_too_long_is_not_read(practice: Practice) -> None:
    assert (await post(practice, b" " * (BODY + 1))).status_code == 413


async def test_only_posts_are_taken(practice: Practice) -> None:
    app = application(routes=practice.adapter.routes(), checks={})
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app), base_url="http://test"
    ) as client:
        assert (await client.get(PATH)).status_code == 405


@claims("slack.many")
async def test_a_workspace_that_is_not_installed_is_told_so(practice: Practice) -> None:
    fields = {"command": "/chattrain", "text": "list", "team_id": "TELSE", "user_id": "U1"}
    body = urlencode({**fields, "channel_id": "C1", "trigger_id": "1.2.3"}).encode()
    answer = await post(practice, body, "application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "not installed" in answer.text
    assert practice.intake.offered == []


async def test_menus_that_ask_for_options_have_none(practice: Practice) -> None:
    asked = {"type": "block_suggestion", "team": {"id": "T0PRACTICE"}, "user": {"id": "U1"}}
    body = urlencode({"payload": json.dumps(asked)}).encode()
    answer = await post(practice, body, "application/x-www-form-urlencoded")
    assert answer.json() == {"options": []}


async def test_nothing_is_served_where_events_come_by_a_socket() -> None:
    async with Slack() as slack, made(slack) as practice:
        assert practice.adapter.routes() == []


def _said() -> dict[str, str]:
    return {"type": "message", "channel": "D1", "user": "U1", "text": "Hello", "ts": "1.000100"}
