"""The fake Slack's sockets and requests agree with the real handlers and the real verifier."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes.slack import App, Command, MovableClock, Person, Slack
from tests.fakes.slack.bot import MODAL, Listener, Socket, client_of, code


@pytest.fixture
async def socket(slack: Slack, app: AsyncApp) -> AsyncIterator[Socket]:
    async with Socket(slack, app) as socket:
        yield socket


async def practise(slack: Slack, ann: Person) -> None:
    """A message answered, a button pressed, a modal opened by a command and filled in."""
    said = ann.writes(ann.dm, "Hello")
    reply = (await slack.until(lambda: ann.sees(thread=said.ts)[1:]))[0]
    await ann.presses(reply, "Stop").acked()
    await slack.until(lambda: reply.text == "Stopped")
    picking = await ann.runs("/chattrain", "start for @ann").acked()
    assert picking.payload["text"] == "start for <@U1|ann>"
    assert slack.workspace.ephemeral("U1")[-1].shown == "Picking start for <@U1|ann>"
    await ann.submits({"wish": "sofa"}).acked()
    assert [view.errors for view in slack.workspace.modals["U1"]] == [{"wish": "No"}]
    await ann.submits({"wish": "lamp"}).acked()
    assert slack.workspace.modals["U1"] == []
    await slack.acked()


class TestSocketMode:
    async def test_carries_everything_to_the_real_handler(
        self, slack: Slack, socket: Socket, ann: Person
    ) -> None:
        await practise(slack, ann)
        assert {delivery.outcome for delivery in slack.deliveries} == {"acked"}

    async def test_a_refresh_and_a_drop_are_survived(
        self, slack: Slack, socket: Socket, ann: Person
    ) -> None:
        await slack.sockets.refresh()
        await slack.until(lambda: slack.sockets.opened == 2 and len(slack.sockets.live) == 1)
        slack.sockets.drop()
        await slack.until(lambda: slack.sockets.opened == 3)
        await practise(slack, ann)

    async def test_an_event_waits_for_a_socket_and_a_command_does_not(
        self, slack: Slack, app: AsyncApp, ann: Person
    ) -> None:
        said = ann.writes(ann.dm, "Hello")
        assert (await ann.runs("/chattrain").settled()).outcome == "dispatch_failed"
        async with Socket(slack, app):
            slack.redeliver()
            await slack.until(lambda: ann.sees(thread=said.ts)[1:])
            first = await slack.events("message")[0].acked()
        assert first.attempts[0].reason == "no_connection"

    async def test_an_ack_that_is_lost_brings_the_event_again(
        self, slack: Slack, clock: MovableClock, socket: Socket, ann: Person
    ) -> None:
        slack.sockets.lose_acks = 1
        slack.echoes = False
        said = ann.writes(ann.dm, "Hello")
        await slack.until(lambda: slack.sockets.lose_acks == 0)
        await clock.advance(3)
        (delivery,) = slack.events("message")
        await delivery.acked()
        assert [(a.number, a.reason) for a in delivery.attempts] == [(0, "timeout"), (1, "")]
        await slack.until(lambda: len(ann.sees(thread=said.ts)) == 3)

    async def test_an_address_is_good_once(
        self, slack: Slack, client: AsyncWebClient, session: aiohttp.ClientSession
    ) -> None:
        opened = await client.apps_connections_open(app_token=slack.app.app_token)
        async with session.ws_connect(opened["url"]) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(opened["url"])

    async def test_a_mention_comes_as_two_events(
        self, slack: Slack, socket: Socket, ann: Person
    ) -> None:
        said = ann.mentions(slack.workspace.channel("C1"), "hello")
        await slack.acked()
        told = [d for d in slack.deliveries if d.event.get("ts") == said.ts]
        assert {d.event["type"] for d in told} == {"message", "app_mention"}
        assert len({d.payload["event_id"] for d in told}) == 2


class TestHttp:
    async def test_carries_everything_signed(
        self, slack: Slack, app: AsyncApp, ann: Person
    ) -> None:
        async with Listener(app) as url:
            slack.deliver_to(url)
            assert await slack.callbacks.verify()
            await practise(slack, ann)
        assert set(slack.callbacks.answers) == {200}

    async def test_its_signature_is_the_verifiers(self, slack: Slack) -> None:
        headers = slack.callbacks.headers(b'{"a": 1}', "application/json")
        verifier = SignatureVerifier(slack.app.signing_secret)
        assert verifier.is_valid_request(b'{"a": 1}', headers)
        assert not verifier.is_valid_request(b'{"a": 2}', headers)

    async def test_what_nobody_handles_is_sent_again_three_times(
        self, slack: Slack, clock: MovableClock, app: AsyncApp, ann: Person
    ) -> None:
        async with Listener(app) as url:
            slack.deliver_to(url)
            ann.opens_home()
            (delivery,) = slack.events("app_home_opened")
            for answers in (2, 3):
                await slack.until(lambda n=answers: len(slack.callbacks.answers) == n)  # type: ignore[misc]
                await clock.advance(300)
            assert (await delivery.settled()).outcome == "lost"
        assert [attempt.reason for attempt in delivery.attempts] == ["http_error"] * 4


async def test_an_answer_to_an_address_is_good_five_times(slack: Slack, ann: Person) -> None:
    url = slack.responses.url(slack.workspace, slack.workspace.direct("U1"), "U1")
    webhook = AsyncWebhookClient(url, retry_handlers=[])
    answers = [(await webhook.send(text="Hello")).status_code for _ in range(6)]
    assert answers == [200] * 5 + [404]


async def test_a_trigger_is_good_once_for_three_seconds(
    slack: Slack, clock: MovableClock, client: AsyncWebClient, ann: Person
) -> None:
    first, second = (slack.responses.trigger(slack.workspace, "U1") for _ in range(2))
    await client.views_open(trigger_id=first, view=MODAL)
    assert await code(client.views_open(trigger_id=first, view=MODAL)) == "exchanged_trigger_id"
    await clock.advance(3.1)
    assert await code(client.views_open(trigger_id=second, view=MODAL)) == "expired_trigger_id"


async def test_a_status_goes_with_the_reply_or_after_two_minutes(
    slack: Slack, clock: MovableClock, client: AsyncWebClient, ann: Person
) -> None:
    said = ann.writes(ann.dm, "Hello")
    place: dict[str, Any] = {"channel_id": ann.dm, "thread_ts": said.ts}
    await client.assistant_threads_setStatus(**place, status="is thinking")
    assert slack.workspace.status(ann.dm, said.ts) == "is thinking"
    await client.chat_postMessage(channel=ann.dm, thread_ts=said.ts, text="Hi")
    assert slack.workspace.status(ann.dm, said.ts) == ""
    await client.assistant_threads_setStatus(**place, status="is thinking")
    await clock.advance(120)
    assert slack.workspace.status(ann.dm, said.ts) == ""


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_a_code_is_exchanged_once_and_a_refresh_token_too(
    session: aiohttp.ClientSession,
) -> None:
    async with Slack(app=App(rotation=True)) as slack:
        client = client_of(slack, session, "")
        who = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
        page = f"{slack.address}/oauth/v2/authorize?scope=chat:write&state=s&redirect_uri="
        back = "http://127.0.0.1/back"
        async with session.get(page + back, allow_redirects=False) as answer:
            given = answer.headers["Location"].partition("code=")[2].partition("&")[0]
        made = await client.oauth_v2_access(**who, code=given, redirect_uri=back)
        assert (made["scope"], made["team"]["id"]) == ("chat:write", slack.workspace.id)
        assert await code(client.oauth_v2_access(**who, code=given, redirect_uri=back)) == (
            "invalid_code"
        )
        renewal = {**who, "grant_type": "refresh_token", "refresh_token": made["refresh_token"]}
        assert (await client.oauth_v2_access(**renewal))["access_token"] != made["access_token"]
        assert await code(client.oauth_v2_access(**renewal)) == "invalid_refresh_token"


def test_a_manifest_says_what_an_app_hears() -> None:
    app = App.from_manifest(
        {
            "display_information": {"name": "ChatTrain"},
            "features": {"slash_commands": [{"command": "/chattrain", "should_escape": True}]},
            "oauth_config": {"scopes": {"bot": ["chat:write"]}},
            "settings": {"event_subscriptions": {"bot_events": ["message.im"]}},
        }
    )
    assert app.commands == (Command("/chattrain"),)
    assert not app.hears("message.im", frozenset(app.scopes))
    assert app.hears("message.im", frozenset({"im:history"}))


async def test_an_organisation_is_installed_once_and_names_the_workspace(
    session: aiohttp.ClientSession,
) -> None:
    async with Slack() as slack:
        spaces = [slack.add_workspace(id, enterprise="E1") for id in ("T1", "T2")]
        made = slack.authorizing.install(spaces[0], whole=True)
        for number, space in enumerate(spaces):
            ann = space.user(f"U{number}")
            ann.writes(ann.dm, "Hello")
        assert [d.payload["team_id"] for d in slack.deliveries] == ["T1", "T2"]
        whole = [d.payload["authorizations"][0] for d in slack.deliveries]
        assert all(found["is_enterprise_install"] for found in whole)
        client = client_of(slack, session, made.token)
        assert (await client.auth_test(team_id="T2"))["team_id"] == "T2"
        await client.chat_postMessage(channel="U1", text="Hello")
        assert [m.text for m in spaces[1].user("U1").sees()] == ["Hello", "Hello"]


async def test_what_other_bots_say_is_told_as_such(slack: Slack, ann: Person) -> None:
    slack.workspace.another_bot(ann.dm, "Beep")
    (told,) = slack.events("message")
    assert (told.event["subtype"], told.event["bot_id"]) == ("bot_message", "BOTHERBOT")
    assert "user" not in told.event


async def test_an_event_that_was_acked_may_come_again(
    slack: Slack, socket: Socket, ann: Person
) -> None:
    slack.echoes = False
    ann.writes(ann.dm, "Hello")
    (first,) = slack.events("message")
    await first.acked()
    again = await slack.repeat(first).acked()
    assert again.payload["event_id"] == first.payload["event_id"]
    assert again.attempts[0].number == 1
    assert len(slack.ack_seconds()) == 2
