"""What Slack sends, on its way into the intake: durable first, acknowledged after that.

Bolt reads the payload and finds out whose installation it is for. Everything then goes through one
place that answers by itself, so that nothing is acknowledged before it is kept and nothing is left
unanswered. Only whoever waits before the screen is told in time that it takes a while.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.chat import moment
from adapters.chat.languages import Languages
from adapters.slack import forms, wording
from adapters.slack.calls import SDK_LOG
from adapters.slack.forms import Misfilled
from adapters.slack.hearing import Self
from adapters.slack.inbound import Happened, Read, read
from adapters.slack.payloads import is_event, member, response_url, tenant
from adapters.slack.workspaces import Workspaces
from bot.domain.surface import TenantId
from bot.domain.wording import outside
from bot.errors import PermissionMissing, StoreError
from bot.ports.clock import Clock

NOT_INSTALLED = "\n".join(words.not_installed for words in wording.TABLES)
"""In every language: where the app is not installed, nobody's is known."""

PATIENCE = 2.5
"""Seconds that a command or a press waits to be durable: after three, Slack calls it failed. Events
wait longer, as Slack sends them again."""

log = structlog.get_logger(__name__)

Body = Mapping[str, Any]
Take = Callable[[Happened, Body], Awaitable[None]]
"""Takes in what happened; returns once it is durable. Raises StoreError where it cannot be."""
Tell = Callable[[str, str], None]
"""Lets whoever gave a command or pressed a button be told a sentence, at a response_url."""


def bolt(*, client: AsyncWebClient, workspaces: Workspaces, receiving: Receiving) -> AsyncApp:
    """Bolt's app. Its signatures are checked before it is asked, where requests are read."""
    app = AsyncApp(
        name="chattrain",
        client=client,
        signing_secret="",
        authorize=_authorizing(workspaces),
        user_facing_authorize_error_message=NOT_INSTALLED,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        logger=SDK_LOG,
    )
    app.use(receiving)
    return app


async def dispatch(app: AsyncApp, body: Body, headers: Mapping[str, Any]) -> BoltResponse:
    """Bolt's answer to a payload that was read and believed. Raises ValueError and the like where it
    is no payload."""
    if not isinstance(body.get("event", {}), dict):
        raise TypeError("an event is an object")
    # The mode in which Bolt takes an object: of a form it misreads each text with "payload" in it.
    request = AsyncBoltRequest(body=dict(body), headers=dict(headers), mode="socket_mode")
    request.context["tenant"] = tenant(request.body)
    return await app.async_dispatch(request)


def _authorizing(workspaces: Workspaces) -> Callable[..., Awaitable[Any]]:
    """Finds whose installation a payload is for. Bolt gives its arguments by their names."""

    async def authorize(
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
    ) -> AuthorizeResult | None:
        team: TenantId | None = context.get("tenant")
        if team is None:
            return None
        try:
            installed = await workspaces.of(team)
        except PermissionMissing as error:
            log.warning("slack.not_installed", team=team, problem=str(error))
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=installed.user_id,
            bot_id=installed.bot_id,
            bot_token=installed.token,
            user_id=user_id,
        )

    return authorize


@dataclass(slots=True, kw_only=True)
class Receiving(AsyncMiddleware):
    """The one place through which all payloads go."""

    clock: Clock
    languages: Languages
    take: Take
    tell: Tell

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002  # the form of Bolt's middleware
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: ARG002  # nobody comes after
    ) -> BoltResponse:
        body: Body = req.body
        happened = self._read(req)
        if isinstance(happened, Misfilled):
            return BoltResponse(status=200, body=forms.errors(happened.problem))
        try:
            async with asyncio.timeout(None if is_event(body) else PATIENCE):
                await self.take(happened, body)
        except StoreError as error:
            log.error("slack.not_kept", problem=str(error))
            return self._refused(body, self._words(body).not_kept)
        except TimeoutError:  # what is on its way to the store arrives there all the same
            log.error("slack.slow", problem="the store takes longer than Slack waits")
            return self._refused(body, self._words(body).slow)
        return _accepted(body)

    def _read(self, req: AsyncBoltRequest) -> Read:
        found = req.context.authorize_result
        bot = Self(
            user_id=(found.bot_user_id if found else None) or "",
            bot_id=(found.bot_id if found else None) or "",
        )
        return read(req.body, moment.now(self.clock), bot)

    def _refused(self, body: Body, told: str) -> BoltResponse:
        """Events are sent again where they are not acknowledged; whoever waits is told."""
        if is_event(body):
            return BoltResponse(status=503, body="")
        if "command" in body:
            return BoltResponse(status=200, body=_ephemeral(told))
        if body.get("type") == "view_submission":
            return BoltResponse(status=200, body=forms.errors(told))
        if (url := response_url(body)) is not None:
            self.tell(url, told)
        return _accepted(body)

    def _words(self, body: Body) -> outside.Outside:
        team = tenant(body)
        return outside.of("" if team is None else self.languages.at_once(team, member(body)))


def _accepted(body: Body) -> BoltResponse:
    if body.get("type") == "block_suggestion":
        return BoltResponse(status=200, body={"options": []})
    return BoltResponse(status=200, body="")


def _ephemeral(text: str) -> dict[str, Any]:
    return {"response_type": "ephemeral", "text": text}
