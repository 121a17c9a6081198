"""response_url: five answers in half an hour to a command or a click."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.slack.calls import Refused
from tests.fakes.slack.methods.contents import checked_blocks, checked_text
from tests.fakes.slack.state import Channel, Message

if TYPE_CHECKING:
    from tests.fakes.slack.server import Slack
    from tests.fakes.slack.workspace import Workspace

USES = 5
SECONDS = 1800.0
TRIGGER_SECONDS = 3.0


@dataclass(slots=True, kw_only=True)
class Response:
    """An address: for whom, where, about which message."""

    workspace: Workspace
    channel: Channel
    user: str
    message: Message | None
    ends: float
    uses: int = 0


@dataclass(slots=True)
class Trigger:
    user: str
    ends: float
    used: bool = False


@dataclass(slots=True)
class Responses:
    """Addresses and triggers given out, and what was answered to them."""

    slack: Slack
    given: dict[str, Response] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)

    def url(
        self, workspace: Workspace, channel: Channel, user: str, message: Message | None = None
    ) -> str:
        id = workspace.new_id("R")
        ends = self.slack.clock.monotonic() + SECONDS
        self.given[id] = Response(
            workspace=workspace, channel=channel, user=user, message=message, ends=ends
        )
        return f"{self.slack.address}/response/{id}"

    def trigger(self, workspace: Workspace, user: str) -> str:
        id = f"{len(self.triggers) + 1}.{workspace.slack.clock.now()}.{workspace.new_id('a')}"
        self.triggers[id] = Trigger(user, self.slack.clock.monotonic() + TRIGGER_SECONDS)
        return id

    async def take(self, request: web.Request) -> web.StreamResponse:
        response = self.given.get(request.match_info["id"])
        if response is None:
            return web.Response(status=404, text="no_service")
        if self.slack.clock.monotonic() > response.ends:
            return web.Response(status=404, text="expired_url")
        if response.uses >= USES:
            return web.Response(status=404, text="used_url")
        response.uses += 1
        try:
            answer(response, json.loads(await request.read()))
        except Refused as refused:
            return web.Response(status=400, text=refused.code)
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        self.slack.changed()
        return web.Response(text="ok")


def answer(response: Response, body: dict[str, Any]) -> None:
    """Shows an answer, or changes or removes what it answers to."""
    space, message = response.workspace, response.message
    if body.get("delete_original"):
        if message is not None:
            space.delete(message) if message.ephemeral_for is None else _hide(message)
        return
    if body.get("replace_original") and message is not None:
        text, blocks = (
            checked_text(body.get("text", "")),
            checked_blocks(space.slack, body.get("blocks")),
        )
        if not text and not blocks:
            raise Refused("no_text")
        before = message.wire()
        message.text, message.blocks, message.markdown = text, blocks, False
        if message.ephemeral_for is None:
            space.changed(message, "response_url", before)
        else:
            message.note(space.slack.clock.monotonic(), "response_url")
        return
    if post(space, response.channel, response.user, body) is None:
        raise Refused("no_text")


def post(
    space: Workspace,
    channel: Channel,
    user: str,
    body: dict[str, Any],
) -> Message | None:
    """A new message, for that person alone unless it says otherwise; none without content."""
    text, blocks = (
        checked_text(body.get("text", "")),
        checked_blocks(space.slack, body.get("blocks")),
    )
    if not text and not blocks:
        return None
    open_to_all = body.get("response_type") == "in_channel"
    message = Message(
        team=space.id,
        channel=channel.id,
        ts=space.new_ts(),
        author=space.bot.id,
        bot=space.bot_id,
        app=space.slack.app.id,
        text=text,
        blocks=blocks,
        thread_ts=body.get("thread_ts"),
        ephemeral_for=None if open_to_all else user,
    )
    if open_to_all:
        space.add(message, "response_url")
        space.emit_message(message)
    else:
        space.ephemerals.append(message)
        message.note(space.slack.clock.monotonic(), "response_url")
    return message


def _hide(message: Message) -> None:
    message.deleted = True
