"""Discord's HTTP API, one request at a time: through the gate, with a time limit and no retries.

The library's own client waits for seconds, or minutes, where a bucket is empty, and repeats what may
have been done; whoever writes a reply must not wait there. Here a bucket that is known to be empty
raises PlatformRateLimited at once, and whoever called decides.
"""

from __future__ import annotations

import json
import math
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import structlog
from discord.http import Route

from adapters.discord.errors import ShutOut, mapped, refusal
from adapters.discord.files import File, form
from adapters.discord.gate import Gate
from bot.errors import PlatformRateLimited
from bot.ports.clock import Clock

SECONDS = 10.0
"""How long a request may take."""
BUCKETS = 4096
"""Of how many empty buckets the end is kept."""
AGENT = "DiscordBot (https://github.com/, 1) chattrain"

log = structlog.get_logger(__name__)

Json = Any


@asynccontextmanager
async def calling(api_url: str, token: str, clock: Clock) -> AsyncIterator[Calls]:
    """Calls whose connections are shared, closed when the context is left."""
    timeout = aiohttp.ClientTimeout(total=SECONDS, sock_connect=SECONDS / 2)
    async with aiohttp.ClientSession(
        timeout=timeout,
        connector=aiohttp.TCPConnector(limit=200),
        cookie_jar=aiohttp.DummyCookieJar(),
    ) as session:
        yield Calls(session, api_url, token, clock)


class Calls:
    """Requests with the bot's token, and what is known of their buckets."""

    def __init__(
        self, session: aiohttp.ClientSession, api_url: str, token: str, clock: Clock
    ) -> None:
        self._session, self._base, self._token = session, api_url.rstrip("/"), token
        self._clock = clock
        self.gate = Gate(clock)
        self._hashes: dict[str, str] = {}
        self._empty_until: dict[tuple[str, str], float] = {}
        self._shut_out_until = -math.inf

    async def call(
        self,
        route: Route,
        body: Json = None,
        *,
        query: Mapping[str, str] | None = None,
        patient: bool = False,
        files: Sequence[File] = (),
    ) -> Json:
        """One request, and what it was answered; None where that is empty. Raises PlatformError.

        `patient` lets all others go first; `files` go with the body.
        """
        what = f"{route.method} {route.path}"
        self._check(route, what, self.gate.shut_for())
        async with self.gate.passed(patient=patient):
            return await self._ask(route, what, body, query, files)

    async def answer(self, route: Route, body: Json, *, files: Sequence[File] = ()) -> Json:
        """A request about an interaction: those are not counted with the others, and are let through
        where the bot's own limit is reached."""
        what = f"{route.method} {route.path}"
        self._check(route, what, self._shut_out_until - self._clock.monotonic())
        return await self._ask(route, what, body, None, files)

    def empty_for(self, route: Route) -> float:
        """Seconds until a route's bucket has room, as far as it is known."""
        until = self._empty_until.get(self._bucket(route), 0.0)
        return max(0.0, until - self._clock.monotonic())

    def _check(self, route: Route, what: str, shut_for: float) -> None:
        if (wait := self.empty_for(route)) > 0:
            raise PlatformRateLimited(f"{what} has to wait.", retry_after=wait)
        if shut_for > 0:
            raise PlatformRateLimited(f"{what} has to wait.", retry_after=shut_for, per="bot")

    async def _ask(
        self,
        route: Route,
        what: str,
        body: Json,
        query: Mapping[str, str] | None,
        files: Sequence[File],
    ) -> Json:
        headers = {"Authorization": f"Bot {self._token}", "User-Agent": AGENT}
        data: bytes | aiohttp.FormData | None = None
        if body is not None:
            written = json.dumps(body, separators=(",", ":"))
            data = form(written, files) if files else written.encode()
            if not files:
                headers["Content-Type"] = "application/json"
        url = self._base + route.url.removeprefix(Route.BASE)
        with mapped(what):
            async with self._session.request(
                route.method, url, data=data, params=query, headers=headers
            ) as response:
                said = await response.read()
                answer = _read(said, response.content_type)
        self._learn(route, response.headers)
        if 200 <= response.status < 300:
            return answer
        error = refusal(what, response.status, answer, response.headers)
        if isinstance(error, PlatformRateLimited):
            self._learn_limit(route, error)
        raise error

    def _learn(self, route: Route, headers: Mapping[str, str]) -> None:
        """Takes in what an answer says of its bucket."""
        if (hashed := headers.get("X-RateLimit-Bucket")) is not None:
            self._hashes[route.key] = hashed
        if headers.get("X-RateLimit-Remaining") != "0":
            return
        try:
            seconds = float(headers.get("X-RateLimit-Reset-After", ""))
        except ValueError:
            return
        self._shut(route, seconds)

    def _learn_limit(self, route: Route, limited: PlatformRateLimited) -> None:
        log.warning(
            "discord.limited", path=route.path, seconds=limited.retry_after, per=limited.per
        )
        if isinstance(limited, ShutOut):
            self._shut_out_until = self._clock.monotonic() + limited.retry_after
        if limited.per == "bot":
            self.gate.shut(limited.retry_after)
        else:
            self._shut(route, limited.retry_after)

    def _shut(self, route: Route, seconds: float) -> None:
        now = self._clock.monotonic()
        if len(self._empty_until) >= BUCKETS:
            self._empty_until = {b: until for b, until in self._empty_until.items() if until > now}
        self._empty_until[self._bucket(route)] = now + seconds

    def _bucket(self, route: Route) -> tuple[str, str]:
        return self._hashes.get(route.key, route.key), route.major_parameters


def _read(said: bytes, content_type: str) -> Json:
    """The JSON of an answer; its text where it is none, such as a guard's page."""
    if content_type == "application/json" and said:
        return json.loads(said)
    return said.decode(errors="replace") or None
