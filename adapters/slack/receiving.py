"""What Slack sends, on its way into the intake: durable first, acknowledged after that.

Bolt reads the payload and finds out whose installation it is for. Everything then goes through one
place that answers by itself, so that nothing is acknowledged before it is kept and nothing is left
unanswered.
"""

from __future__ import annotations

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

from adapters.slack import forms
from adapters.slack.calls import SDK_LOG
from adapters.slack.forms import Misfilled
from adapters.slack.hearing import Moment, Self
from adapters.slack.inbound import Happened, Read, read
from adapters.slack.payloads import is_event, response_url, tenant
from adapters.slack.workspaces import Workspaces
from bot.domain.surface import SessionId, TenantId
from bot.errors import PermissionMissing, StoreError
from bot.ports.clock import Clock

NOT_INSTALLED = (
    "ChatTrain is not installed here any more. An admin of this workspace can install it."
)
NOT_KEPT = "That could not be stored, so nothing has happened. Try it again in a moment."

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
            await self.take(happened, body)
        except StoreError as error:
            log.error("slack.not_kept", problem=str(error))
            return self._refused(body)
        return _accepted(body)

    def _read(self, req: AsyncBoltRequest) -> Read:
        found = req.context.authorize_result
        bot = Self(
            user_id=(found.bot_user_id if found else None) or "",
            bot_id=(found.bot_id if found else None) or "",
        )
        moment = Moment(at=self.clock.now(), opens=SessionId(self.clock.new_id()))
        return read(req.body, moment, bot)

    def _refused(self, body: Body) -> BoltResponse:
        """Events are sent again where they are not acknowledged; whoever waits is told."""
        if is_event(body):
            return BoltResponse(status=503, body="")
        if "command" in body:
            return BoltResponse(status=200, body=_ephemeral(NOT_KEPT))
        if body.get("type") == "view_submission":
            return BoltResponse(status=200, body=forms.errors(NOT_KEPT))
        if (url := response_url(body)) is not None:
            self.tell(url, NOT_KEPT)
        return _accepted(body)


def _accepted(body: Body) -> BoltResponse:
    if body.get("type") == "block_suggestion":
        return BoltResponse(status=200, body={"options": []})
    return BoltResponse(status=200, body="")


def _ephemeral(text: str) -> dict[str, Any]:
    return {"response_type": "ephemeral", "text": text}
