"""Slack's Web API, one call at a time: with a workspace's token, a time limit and no retries.

Whoever calls tries again: a call that is repeated here could show a message twice.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.chat.errors import Unfit
from adapters.slack.errors import mapped
from adapters.slack.workspaces import Installed, Workspaces
from bot.domain.surface import TenantId
from bot.errors import PlatformUnavailable, SurfaceGone

SECONDS = 15.0
"""How long a call may take."""
CONNECTIONS = 100
SDK_LOG = logging.getLogger("chattrain.slack_sdk")
SDK_LOG.setLevel(logging.WARNING)  # without a level of its own the SDK words every call for the log

Method = Literal[
    "agents.sessions.setStatus",
    "assistant.threads.setStatus",
    "assistant.threads.setSuggestedPrompts",
    "auth.teams.list",
    "chat.appendStream",
    "chat.delete",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.startStream",
    "chat.stopStream",
    "chat.update",
    "conversations.history",
    "conversations.info",
    "conversations.open",
    "conversations.replies",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "usergroups.list",
    "usergroups.users.list",
    "users.info",
    "users.list",
    "views.open",
    "views.publish",
]
"""Every method that is called with a workspace's token."""
READS: frozenset[Method] = frozenset(
    {
        "auth.teams.list",
        "conversations.history",
        "conversations.info",
        "conversations.replies",
        "files.getUploadURLExternal",
        "usergroups.list",
        "usergroups.users.list",
        "users.info",
        "users.list",
    }
)
"""Methods that take their arguments in the address."""

Answer = Mapping[str, Any]


@asynccontextmanager
async def web_client(api_url: str) -> AsyncIterator[AsyncWebClient]:
    """A client whose connections are shared by all calls, closed when the context is left."""
    timeout = aiohttp.ClientTimeout(total=SECONDS, sock_connect=SECONDS / 3)
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        yield AsyncWebClient(
            base_url=api_url,
            session=session,
            timeout=int(SECONDS),
            retry_handlers=[],
            logger=SDK_LOG,
        )


@dataclass(slots=True, kw_only=True)
class Calls:
    """Calls with the token of the workspace that is talked to."""

    client: AsyncWebClient
    workspaces: Workspaces
    _granted: dict[TenantId, frozenset[str]] = field(default_factory=dict)

    async def installed(self, team: TenantId) -> Installed:
        """How the app is installed there."""
        return await self.workspaces.of(team)

    async def call(self, team: TenantId, method: Method, **arguments: object) -> Answer:
        """Calls a method; arguments that are None are left out. Raises PlatformError."""
        installed = await self.workspaces.of(team)
        given = {name: value for name, value in arguments.items() if value is not None}
        with mapped(method, team):
            if method in READS:
                response = await self.client.api_call(
                    method, http_verb="GET", params={"token": installed.token, **given}
                )
            else:
                response = await self.client.api_call(
                    method, json={"token": installed.token, **given}
                )
            data = response.data
        self._learn(team, response.headers)
        if not isinstance(data, dict):
            raise PlatformUnavailable(f"Slack's answer to {method} is not readable.")
        return data

    async def respond(self, url: str, body: dict[str, Any]) -> None:
        """Answers a command or a press at the address that came with it. Raises SurfaceGone where
        that is used up."""
        webhook = AsyncWebhookClient(url, session=self.client.session, retry_handlers=[])
        with mapped("response_url", ""):
            response = await webhook.send_dict(body)
        match response.status_code:
            case 200:
                return
            case 400:
                raise Unfit(f"Slack refused an answer: {response.body[:100]}")
            case 404 if "invalid_blocks" in response.body:
                raise Unfit("Slack refused the blocks of an answer.")
            case 404 | 410:
                raise SurfaceGone("The time to answer that command or press is over.")
            case status:
                raise PlatformUnavailable(f"Slack took no answer (status {status}).")

    async def upload(self, url: str, data: bytes) -> None:
        """Sends a file's content to the address that was given for it. Raises PlatformError."""
        session = self.client.session
        assert session is not None  # noqa: S101  # `web_client` makes the client with one
        with mapped("upload", ""):
            async with session.post(url, data=data) as response:
                status = response.status
        if status != 200:
            raise PlatformUnavailable(f"Slack took no file (status {status}).")

    async def grants(self, team: TenantId, scope: str) -> bool:
        """Whether a scope was granted, as far as it is known."""
        if team in self._granted:
            return scope in self._granted[team]
        return scope in (await self.workspaces.of(team)).scopes

    async def refuses(self, team: TenantId, scope: str) -> bool:
        """Whether a scope is known not to be granted."""
        known = self._granted.get(team) or (await self.workspaces.of(team)).scopes
        return bool(known) and scope not in known

    def _learn(self, team: TenantId, headers: Mapping[str, str]) -> None:
        scopes = next((v for n, v in headers.items() if n.lower() == "x-oauth-scopes"), None)
        if scopes:
            self._granted[team] = frozenset(s.strip() for s in scopes.split(",") if s.strip())
