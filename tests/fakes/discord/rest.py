"""Serves the REST API: reads a call, plays faults, keeps limits, answers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.discord.calls import ROUTES, Call, Route
from tests.fakes.discord.faults import Fault, Way
from tests.fakes.discord.limits import Limited, Refusal
from tests.fakes.discord.refusals import CODES, Refused, refuse
from tests.fakes.spoiling import cut

if TYPE_CHECKING:
    from tests.fakes.discord.server import Discord

PREFIX = "/api/v10"
MOST_BYTES = 25 * 1024 * 1024
_WITH_EFFECT = (Way.LOST, Way.SILENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call as it came, and what it was answered."""

    at: float
    route: str
    path: Mapping[str, str]
    body: Any
    status: int
    answer: Any
    spoilt: bool = False
    """A fault was played in the place of its answer, and it had no effect."""
    port: int
    """Of which of Discord's addresses it was asked."""


class Rest:
    """The routes on a web application."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord

    def serve_on(self, server: web.Application) -> None:
        for route in ROUTES:
            server.router.add_route(route.verb, PREFIX + route.path, self._server(route))

    def _server(self, route: Route) -> Any:
        async def serve(request: web.Request) -> web.StreamResponse:
            self._discord.under_way += 1
            try:
                return await self._serve(route, request)
            finally:
                self._discord.under_way -= 1

        return serve

    async def _serve(self, route: Route, request: web.Request) -> web.StreamResponse:
        path = dict(request.match_info)
        body, files = await _body(request)
        call = Call(self._discord, route, path, request.query, body, files)
        self._discord.changed()
        fault = self._discord.faults.next(route.name)
        if fault is not None and fault.way not in _WITH_EFFECT:
            self._note(request, call, fault.status, None, spoilt=True)
            return await self._fail(request, fault)
        half = self._discord.latency_of(route.name) / 2
        if half:
            await self._discord.clock.sleep(half)
        status, answer, headers = self._answer(call, request.headers.get("Authorization", ""))
        self._note(request, call, status, answer)
        if half:
            await self._discord.clock.sleep(half)
        if fault is not None:
            return await self._fail(request, fault)
        return _json(answer, status, headers)

    def _note(
        self, request: web.Request, call: Call, status: int, answer: Any, *, spoilt: bool = False
    ) -> None:
        """Keeps the call, and lets tests look at what it did."""
        discord = self._discord
        if discord.keeps:
            asked = Asked(
                at=discord.clock.monotonic(),
                route=call.name,
                path=call.path,
                body=call.body,
                status=status,
                answer=answer,
                spoilt=spoilt,
                port=request.url.port or 0,
            )
            discord.asked.append(asked)
        discord.changed()

    def _answer(self, call: Call, authorization: str) -> tuple[int, Any, dict[str, str]]:
        """Runs a call."""
        limits, route = self._discord.limits, call.route
        limits.calls[route.name] += 1
        if limits.banned:
            return 429, "<html><body>error code: 1015</body></html>", {}
        place = call.path.get(route.place, "")
        try:
            self._check(route, authorization, call.body)
            if route.token:
                limits.demand("global", "")
            limits.demand(route.limit, place)
            answer = route.run(call)
        except Limited as limited:
            limits.refused[route.name] += 1
            limits.note(429, limited.refusal.scope)
            return 429, *_refused(limited.refusal, limits.headers(route.limit, place))
        except Refused as refused:
            limits.note(refused.status)
            return refused.status, refused.body, limits.headers(route.limit, place)
        return 204 if answer is None else 200, answer, limits.headers(route.limit, place)

    def _check(self, route: Route, authorization: str, body: Any) -> None:
        if route.token and authorization != f"Bot {self._discord.app.token}":
            raise Refused(0, 401, message="401: Unauthorized")
        if isinstance(body, _Broken):
            refuse(50109)

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        """An answer in the place of the call's own."""
        match fault.way:
            case Way.ERROR:
                status, message = CODES.get(fault.code, (400, "an error"))
                status = fault.status or status
                self._discord.limits.note(status)
                return _json({"message": message, "code": fault.code}, status, {})
            case Way.LIMITED:
                return self._limited(fault)
            case Way.STATUS if fault.json:
                told = {"message": f"{fault.status}: a fault", "code": 0}
                return _json(told, fault.status, {})
            case Way.STATUS:
                page = "<html><body>An error occurred.</body></html>"
                return web.Response(status=fault.status, text=page, content_type="text/html")
            case Way.HANG | Way.SILENT:
                await self._discord.released.wait()
                return cut(request)
            case Way.DROPPED | Way.LOST:
                return cut(request)

    def _limited(self, fault: Fault) -> web.Response:
        self._discord.limits.note(429, fault.scope)
        refusal = Refusal(seconds=fault.retry_after, scope=fault.scope, code=fault.code)
        body, headers = _refused(refusal, {})
        if not fault.via:
            del headers["Via"]
        return _json(body, 429, headers)


class _Broken:
    """A body that is no JSON."""


async def _body(request: web.Request) -> tuple[Any, list[dict[str, Any]]]:
    """JSON, or JSON beside files."""
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    raw = await request.read()
    if not raw or request.content_type != "application/json":
        return None, []
    return _parsed(raw), []


async def _multipart(request: web.Request) -> tuple[Any, list[dict[str, Any]]]:
    body: Any = {}
    files: list[dict[str, Any]] = []
    for name, value in (await request.post()).items():
        if name == "payload_json":
            raw = value.file.read() if isinstance(value, web.FileField) else value
            body = _parsed(raw)
        elif isinstance(value, web.FileField):
            data = value.file.read()
            files.append({"part": name, "filename": value.filename, "data": data})
    return body, files


def _parsed(raw: bytes | bytearray | str) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return _Broken()


def _refused(refusal: Refusal, headers: dict[str, str]) -> tuple[Any, dict[str, str]]:
    """The body and headers of a 429."""
    is_global = refusal.scope == "global"
    body: dict[str, Any] = {
        "message": CODES[refusal.code][1] if refusal.code else "You are being rate limited.",
        "retry_after": round(refusal.seconds, 3),
        "global": is_global,
    }
    if refusal.code:
        body["code"] = refusal.code
    told = {
        "Via": "1.1 google",
        "Retry-After": str(math.ceil(refusal.seconds)),
        "X-RateLimit-Scope": refusal.scope,
    }
    if is_global:
        return body, told | {"X-RateLimit-Global": "true"}
    return body, headers | told


def _json(answer: Any, status: int, headers: Mapping[str, str]) -> web.Response:
    if status == 204:
        return web.Response(status=204, headers=headers)
    if isinstance(answer, str):
        return web.Response(text=answer, status=status, content_type="text/html")
    data = json.dumps(answer, separators=(",", ":")).encode()
    return web.Response(body=data, status=status, headers=headers, content_type="application/json")
