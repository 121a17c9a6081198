"""Events, commands and presses by HTTP: `POST /slack/events`, for all of them.

A request is read only as far as one may be long, and believed only with Slack's signature; what is
no request of Slack's is answered with a sentence and never with a fault of ours.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import structlog
from slack_bolt.response import BoltResponse
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.ports.clock import Clock

PATH = "/slack/events"
BODY = 1024 * 1024
"""The longest body, in bytes."""
FIELDS = 100
"""Of a form."""

log = structlog.get_logger(__name__)

Body = Mapping[str, Any]
Dispatch = Callable[[Body, Mapping[str, Any]], Awaitable[BoltResponse]]
"""Hands a payload that is believed and its headers on."""


def routes(secret: str, clock: Clock, dispatch: Dispatch) -> list[Route]:
    """What is served where Slack sends by HTTP. `secret` is the app's signing secret."""
    verifier = SignatureVerifier(secret, _Time(clock))

    async def events(request: Request) -> Response:
        try:
            body = await _body(request)
        except ClientDisconnect:
            return _refused(400, "The request broke off.")
        if body is None:
            return _refused(413, f"The body is longer than {BODY:,} bytes.")
        text = _believed(verifier, request, body)
        if text is None:
            return _refused(401, "The signature is not Slack's, or older than five minutes.")
        return await _dispatched(dispatch, text, request)

    return [Route(PATH, events, methods=["POST"])]


async def _body(request: Request) -> bytes | None:
    """The whole body; None where it is too long."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > BODY:
            return None
        parts.append(part)
    return b"".join(parts)


def _believed(verifier: SignatureVerifier, request: Request, body: bytes) -> str | None:
    """The body as text, where Slack signed it a moment ago."""
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    if not (timestamp.isascii() and timestamp.isdecimal() and signature.isascii()):
        return None
    try:
        text = body.decode()
        valid = verifier.is_valid(body, timestamp[:20], signature)
    except ValueError:  # no UTF-8
        return None
    return text if valid else None


async def _dispatched(dispatch: Dispatch, text: str, request: Request) -> Response:
    try:
        answer = await dispatch(_payload(text, request), dict(request.headers))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        log.info("slack.unreadable", error=type(error).__name__)
        return _refused(400, "The body is no payload of Slack's.")
    status = 503 if answer.status >= 500 else answer.status
    return Response(answer.body, status, answer.first_headers_without_set_cookie())


def _payload(text: str, request: Request) -> Body:
    """The object that was sent: as JSON, as a form, or as JSON in a form."""
    if request.headers.get("content-type", "").partition(";")[0].strip() == "application/json":
        payload = json.loads(text)
    else:
        payload = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS))
        if "payload" in payload:
            payload = json.loads(payload["payload"])
    if not isinstance(payload, dict):
        raise TypeError("a payload is an object")
    return payload


def _refused(status: int, sentence: str) -> Response:
    return PlainTextResponse(sentence, status)


class _Time(SignatureClock):
    """The time of day, for the verifier."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now() / 1_000_000
