"""What was asked over HTTP, read: who asks, and what their body says; and how a Problem is answered."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response

from adapters.playground.errors import Problem
from adapters.playground.inbound import is_id
from bot.domain.surface import MemberId

Endpoint = Callable[[Request], Awaitable[Response]]

MEMBER_COOKIE = "chattrain_member"
BODY = 64 * 1024
"""The longest body that is read, in bytes."""


def answering(endpoint: Endpoint) -> Endpoint:
    """The endpoint, with a Problem as its sentence."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Problem as problem:
            return JSONResponse(problem.as_json(), problem.status)

    return answer


async def read_body(request: Request) -> bytes:
    raw = b""
    async for part in request.stream():
        raw += part
        if len(raw) > BODY:
            sentence = f"The body may have {BODY // 1024} KB; this one has more."
            raise Problem("too_large", sentence, status=413)
    return raw


async def read_json(request: Request) -> Mapping[str, object]:
    try:
        body = json.loads(await read_body(request))
    except (ValueError, RecursionError):
        raise Problem("not_json", "The body is not JSON. Send an object.") from None
    if not isinstance(body, dict):
        raise Problem("not_object", "Send a JSON object, not another JSON value.")
    return body


def member_of(asked: HTTPConnection) -> MemberId | None:
    """Who asks, told by the cookie this site gave them."""
    value = asked.cookies.get(MEMBER_COOKIE, "")
    return MemberId(value) if is_id(value) else None
