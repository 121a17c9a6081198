"""The Web API over HTTP: arguments, authorization, limits, faults, latency, the answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.slack.authorizing import bearer
from tests.fakes.slack.calls import Answer, Call, Method, Refused, refuse
from tests.fakes.slack.faults import Fault, Way
from tests.fakes.slack.holdings import Installation
from tests.fakes.slack.methods import METHODS
from tests.fakes.slack.workspace import Workspace
from tests.fakes.spoiling import cut

if TYPE_CHECKING:
    from tests.fakes.slack.server import Slack


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call as it came, and what it was answered."""

    at: float
    method: str
    arguments: Mapping[str, Any]
    status: int
    answer: Answer
    spoilt: bool = False
    """A fault was played in the place of its answer, and it had no effect."""


class WebApi:
    """Serves the calls to a Slack."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def serve(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        arguments, read_body = await _arguments(request)
        fault = self._slack.faults.next(name)
        if fault is not None and fault.way is not Way.LOST:
            failed = {"ok": False, "error": fault.code}
            self._note(name, arguments, fault.status, failed, spoilt=True)
            return await self._fail(request, fault)
        half = self._slack.latency / 2
        if half:
            await self._slack.clock.sleep(half)
        status, body, headers = self._answer(request, name, arguments, read_body=read_body)
        self._note(name, arguments, status, body)
        if half:
            await self._slack.clock.sleep(half)
        return _json(body, status, headers) if fault is None else cut(request)

    def _note(
        self,
        name: str,
        arguments: Mapping[str, Any],
        status: int,
        answer: Answer,
        *,
        spoilt: bool = False,
    ) -> None:
        """Keeps the call, and lets tests look at what it did."""
        asked = Asked(
            at=self._slack.clock.monotonic(),
            method=name,
            arguments=arguments,
            status=status,
            answer=answer,
            spoilt=spoilt,
        )
        self._slack.asked.append(asked)
        self._slack.changed()

    def _answer(
        self, request: web.Request, name: str, arguments: dict[str, Any], *, read_body: bool
    ) -> tuple[int, Answer, dict[str, str]]:
        """Runs a call."""
        headers: dict[str, str] = {}
        try:
            method = METHODS.get(name) or refuse("unknown_method", req_method=name)
            token = bearer(request, arguments)
            installation = self._slack.authorizing.check(method, token, request, arguments)
            if read_body and not method.body:
                arguments = dict(request.query)
            workspace = self._slack.authorizing.workspace(installation, arguments)
            headers["x-oauth-scopes"] = ",".join(sorted(installation.scopes))
            headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
            wait = self._wait(method, installation, workspace, arguments)
            if wait:
                headers["Retry-After"] = str(wait)
                return 429, {"ok": False, "error": "ratelimited"}, headers
            call = Call(self._slack, name, {}, installation, workspace, token)
            if method.scopes:
                call.need(*method.scopes)
            call.arguments = method.read(arguments)
            return 200, {"ok": True, **method.run(call)}, headers
        except Refused as refused:
            return 200, refused.answer(), headers

    def _wait(
        self,
        method: Method,
        installation: Installation,
        workspace: Workspace,
        arguments: Mapping[str, Any],
    ) -> int:
        place = str(arguments.get("channel", ""))
        if place in workspace.users:
            place = workspace.direct(place).id
        owner = installation.team or workspace.id
        return self._slack.limits.take(owner, method.name, method.tier, place or None)

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        """An answer in the place of the call's own."""
        match fault.way:
            case Way.ERROR:
                return _json({"ok": False, "error": fault.code, **fault.fields}, 200, {})
            case Way.STATUS:
                self._slack.limits.refused[request.match_info["method"]] += fault.status == 429
                headers = {"Retry-After": str(fault.retry_after or 1)}
                return _json({"ok": False, "error": fault.code}, fault.status, headers)
            case Way.HTML:
                page = "<html><body>An error occurred.</body></html>"
                return web.Response(status=fault.status, text=page, content_type="text/html")
            case Way.HANG:
                await self._slack.released.wait()
                return cut(request)
            case Way.DROPPED | Way.LOST:
                return cut(request)


async def _arguments(request: web.Request) -> tuple[dict[str, Any], bool]:
    """Query and form or JSON; and whether it was JSON."""
    found: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = json.loads(await request.read() or b"{}")
        return found | body, True
    if request.method == "POST":
        found |= dict((await request.post()).items())
    return found, False


def _json(body: Answer, status: int, headers: dict[str, str]) -> web.Response:
    data = json.dumps(body).encode()
    return web.Response(body=data, status=status, headers=headers, content_type="application/json")
