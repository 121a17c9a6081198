"""A small bot on the real libraries, and clients: what tests of the fake itself talk to it with."""

from __future__ import annotations

from typing import Any, Self

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack.app import App
from tests.fakes.slack.server import Slack

SIGNING_SECRET = App().signing_secret

STOP: dict[str, Any] = {
    "type": "button",
    "text": {"type": "plain_text", "text": "Stop"},
    "action_id": "stop",
}
BUTTONS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Shall we?"}},
    {"type": "actions", "elements": [STOP]},
]
MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "pick",
    "title": {"type": "plain_text", "text": "Scenario"},
    "submit": {"type": "plain_text", "text": "Start"},
    "blocks": [
        {
            "type": "input",
            "block_id": "wish",
            "label": {"type": "plain_text", "text": "Which"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


def client_of(slack: Slack, session: aiohttp.ClientSession, token: str) -> AsyncWebClient:
    return AsyncWebClient(token, base_url=slack.api_url, session=session, retry_handlers=[])


async def refused(call: Any) -> dict[str, Any]:
    """What a call is refused with."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer: dict[str, Any] = caught.value.response.data
    return answer


async def code(call: Any) -> str:
    return str((await refused(call))["error"])


def small_bot(client: AsyncWebClient) -> AsyncApp:
    """Answers with a button, and opens a modal for a command."""
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)

    @app.event("message")
    async def answer(event: dict[str, Any], say: Any) -> None:
        if not event.get("subtype"):
            await say(text="Shall we?", blocks=BUTTONS, thread_ts=event["ts"])

    @app.event("app_mention")
    async def notice() -> None: ...

    @app.action("stop")
    async def stop(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="Stopped", replace_original=True)

    @app.command("/chattrain")
    async def pick(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=command["trigger_id"], view=MODAL)
        await ack(f"Picking {command['text']}")

    @app.view("pick")
    async def picked(ack: Any, view: dict[str, Any]) -> None:
        wish = view["state"]["values"]["wish"]["text"]["value"]
        await (ack() if wish == "lamp" else ack(response_action="errors", errors={"wish": "No"}))

    return app


class Socket:
    """The bot on a socket, as long as the context lasts."""

    def __init__(self, slack: Slack, app: AsyncApp) -> None:
        self._slack = slack
        self._handler = AsyncSocketModeHandler(app, slack.app.app_token, ping_interval=0.05)

    async def __aenter__(self) -> Self:
        await self._handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK has no types here
        await self._slack.connected()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._handler.close_async()  # type: ignore[no-untyped-call]  # nor here


class Listener:
    """The bot behind a web server, as long as the context lasts; gives its address."""

    def __init__(self, app: AsyncApp) -> None:
        self._runner = web.AppRunner(app.web_app("/slack/events"), access_log=None)

    async def __aenter__(self) -> str:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/slack/events"

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
