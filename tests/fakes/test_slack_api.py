"""The fake Slack's Web API agrees with the real client, and is as strict as Slack is."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import (
    TIERS,
    MovableClock,
    Person,
    Slack,
    dropped,
    error,
    html,
    limited,
    lost,
    status,
)
from tests.fakes.slack.bot import BUTTONS, client_of, code, refused


class TestTheWebApi:
    async def test_tells_who_the_bot_is_and_its_scopes(
        self, slack: Slack, client: AsyncWebClient
    ) -> None:
        answer = await client.auth_test()
        assert answer["user_id"] == slack.workspace.bot.id
        assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")

    async def test_a_message_to_a_person_opens_the_direct_message(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        answer = await client.chat_postMessage(channel="U1", text="Welcome", blocks=BUTTONS)
        assert answer["channel"] == ann.dm
        (message,) = ann.sees()
        assert message.shown == "Shall we?\n[Stop]"
        assert slack.limits.calls == {"chat.postMessage": 1}

    async def test_where_the_bot_may_not_post_it_says_so(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        space = slack.workspace
        space.channel("C1", bot=False)
        space.channel("C2").archived = True
        space.channel("C3").read_only = True
        space.channel("G1", kind="group", bot=False)
        space.user("U2").leaves_workspace()
        errors = {
            place: await code(client.chat_postMessage(channel=place, text="Hello"))
            for place in ("C1", "C2", "C3", "G1", "C9", "U2", "U9")
        }
        assert errors == {
            "C1": "not_in_channel",
            "C2": "is_archived",
            "C3": "restricted_action_read_only_channel",
            "G1": "channel_not_found",
            "C9": "channel_not_found",
            "U2": "user_disabled",
            "U9": "user_not_found",
        }

    async def test_a_scope_that_is_missing_is_named(
        self, slack: Slack, session: aiohttp.ClientSession, ann: Person
    ) -> None:
        token = slack.install(slack.workspace, scopes=("users:read", "chat:write"))
        client = client_of(slack, session, token)
        answer = await refused(client.conversations_open(users="U1"))
        assert (answer["needed"], answer["provided"]) == ("im:write", "chat:write,users:read")
        named = client.chat_postMessage(channel="U1", text="Hello", username="Lamp")
        assert await code(named) == "missing_scope"

    async def test_tokens_are_good_for_what_they_are_for(
        self, slack: Slack, session: aiohttp.ClientSession, client: AsyncWebClient
    ) -> None:
        app_token, bot_token = slack.app.app_token, slack.workspace.bot_token
        assert await code(client.apps_connections_open(app_token=bot_token)) == (
            "not_allowed_token_type"
        )
        wrong = client_of(slack, session, app_token)
        assert await code(wrong.conversations_open(users="U1")) == "not_allowed_token_type"
        unknown = client_of(slack, session, "xoxb-unknown")
        assert await code(unknown.auth_test()) == "invalid_auth"
        slack.authorizing.uninstall(slack.workspace)
        assert await code(client.auth_test()) == "account_inactive"

    async def test_arguments_are_checked(self, client: AsyncWebClient, ann: Person) -> None:
        answer = await refused(client.api_call("chat.postMessage", json={"channel": "U1", "x": 1}))
        assert answer["response_metadata"]["messages"] == ["[ERROR] unknown field: x"]
        assert await code(client.api_call("chat.postMessage", json={"text": "Hello"})) == (
            "invalid_arguments"
        )
        both = client.chat_postMessage(channel="U1", text="a", markdown_text="b")
        assert await code(both) == "markdown_text_conflict"
        assert await code(client.chat_postMessage(channel="U1", text="a" * 4001)) == "msg_too_long"

    async def test_an_update_keeps_the_blocks_it_does_not_replace(
        self, client: AsyncWebClient, ann: Person
    ) -> None:
        posted = await client.chat_postMessage(channel="U1", text="Hello", blocks=BUTTONS)
        place: dict[str, Any] = {"channel": ann.dm, "ts": posted["ts"]}
        await client.chat_update(**place, text="Bye")
        await client.chat_update(**place, text="Bye", blocks=[])
        (message,) = ann.sees()
        assert message.states == ["Shall we?\n[Stop]", "Bye"]
        mine = ann.writes(ann.dm, "Mine")
        assert await code(client.chat_update(channel=ann.dm, ts=mine.ts, text="No")) == (
            "cant_update_message"
        )

    async def test_a_thread_is_read_back(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        said = ann.writes(ann.dm, "Hello")
        for number in range(3):
            kind = {"event_type": "reply", "event_payload": {"number": number}}
            await client.chat_postMessage(
                channel=ann.dm, thread_ts=said.ts, text=f"{number}", metadata=kind
            )
        found: list[str] = []
        pages = await client.conversations_replies(
            channel=ann.dm, ts=said.ts, limit=3, include_all_metadata=True
        )
        async for page in pages:
            found += [m["text"] for m in page["messages"]]
            assert "metadata" in page["messages"][-1]
        assert found == ["Hello", "0", "1", "2"]
        top = await client.conversations_history(channel=ann.dm)
        assert [(m["text"], m["reply_count"]) for m in top["messages"]] == [("Hello", 3)]
        assert await code(
            client.chat_postMessage(channel=ann.dm, thread_ts="1.000001", text="?")
        ) == ("invalid_thread_ts")

    async def test_a_file_goes_up_in_three_steps(self, client: AsyncWebClient, ann: Person) -> None:
        posted = await client.chat_postMessage(channel="U1", text="Look")
        await client.files_upload_v2(
            channel=ann.dm,
            filename="chart.png",
            content=b"pixels",
            alt_txt="Scores rise",
            thread_ts=posted["ts"],
            initial_comment="The chart",
        )
        _, shared = ann.sees(thread=posted["ts"])
        assert shared.shown == "The chart"
        assert [file["alt_txt"] for file in shared.files] == ["Scores rise"]

    async def test_a_picture_is_shown_some_seconds_after_it_was_uploaded(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        slack.file_seconds = 2
        uploaded = await client.files_upload_v2(filename="a.png", content=b"\x89PNG\r\n pixels")
        block = {"type": "image", "slack_file": {"id": uploaded["file"]["id"]}, "alt_text": "Up"}
        early = await refused(client.chat_postMessage(channel="U1", text="a", blocks=[block]))
        assert early["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
        assert isinstance(slack.clock, MovableClock)
        await slack.clock.advance(2)
        await client.chat_postMessage(channel="U1", text="a", blocks=[block])
        (message,) = ann.sees()
        assert message.shown == "[Up]"

    async def test_only_pictures_that_are_there_are_shown(
        self, client: AsyncWebClient, ann: Person
    ) -> None:
        text = await client.files_upload_v2(filename="a.png", content=b"no picture")
        for id in (text["file"]["id"], "F0NONE0000000"):
            block = {"type": "image", "slack_file": {"id": id}, "alt_text": "Up"}
            call = client.chat_postMessage(channel=ann.id, text="a", blocks=[block])
            assert await code(call) == "invalid_blocks"

    async def test_a_file_is_shared_in_conversations_and_with_nobodys_id(
        self, client: AsyncWebClient, ann: Person
    ) -> None:
        call = client.files_upload_v2(filename="a.txt", content=b"a", channel=ann.id)
        assert await code(call) == "channel_not_found"

    async def test_user_groups_are_listed_with_their_members(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        slack.workspace.group("S0SALES", "sales", ann.id, name="Sales")
        slack.workspace.group("S0OLD", "old").enabled = False
        listed = await client.usergroups_list()
        assert [(one["id"], one["handle"]) for one in listed["usergroups"]] == [
            ("S0SALES", "sales")
        ]
        inside = await client.usergroups_users_list(usergroup="S0SALES")
        assert inside["users"] == [ann.id]
        assert await code(client.usergroups_users_list(usergroup="S0OLD")) == "no_such_subteam"
        slack.workspace.paid = False
        assert await code(client.usergroups_list()) == "plan_upgrade_required"

    async def test_names_in_a_command_become_ids(self, slack: Slack, ann: Person) -> None:
        slack.workspace.group("S0SALES", "sales")
        sent = ann.runs("/chattrain", "assign @ann @sales @everyone @nobody <x> & y")
        assert sent.payload["text"] == (
            "assign <@U1|ann> <!subteam^S0SALES|@sales> <!everyone> @nobody &lt;x&gt; &amp; y"
        )

    async def test_what_block_kit_does_not_take_is_pointed_at(
        self, client: AsyncWebClient, ann: Person
    ) -> None:
        long: list[dict[str, Any]] = [
            {"type": "section", "text": {"type": "mrkdwn", "text": "a" * 3001}}
        ]
        answer = await refused(client.chat_postMessage(channel="U1", text="a", blocks=long))
        assert answer["error"] == "invalid_blocks"
        assert answer["errors"] == [
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
        ]
        validated = await refused(client.blocks_validate(blocks=long))
        assert validated["errors"][0]["pointer"] == "/0/text/text"


class TestStreams:
    async def test_a_message_grows_and_ends_with_blocks(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        said = ann.writes(ann.dm, "Hello")
        stream = await client.chat_stream(channel=ann.dm, thread_ts=said.ts, buffer_size=1)
        await stream.append(markdown_text="Good ")
        await stream.append(markdown_text="morning")
        await stream.stop(blocks=BUTTONS)
        _, reply = ann.sees(thread=said.ts)
        assert reply.states == ["Good ", "Good morning", "Good morning\nShall we?\n[Stop]"]
        assert [seen.growing for seen in reply.history] == [True, True, False]

    async def test_it_ends_by_itself_after_five_minutes_and_can_be_rewritten(
        self, slack: Slack, clock: MovableClock, client: AsyncWebClient, ann: Person
    ) -> None:
        place = await started(client, ann)
        assert await code(client.chat_update(**place, text="Bye")) == "streaming_state_conflict"
        await clock.advance(300)
        for call in (client.chat_appendStream, client.chat_stopStream):
            assert await code(call(**place, markdown_text="b")) == "message_not_in_streaming_state"
        await client.chat_update(**place, text="Whole")
        assert slack.workspace.message(ann.dm, place["ts"]).shown == "Whole"

    async def test_it_takes_no_more_than_so_many_bytes(
        self, client: AsyncWebClient, ann: Person
    ) -> None:
        place = await started(client, ann)
        await client.chat_appendStream(**place, markdown_text="é" * 5_000)
        for text in ("é" * 400, "a"):
            assert await code(client.chat_appendStream(**place, markdown_text=text)) == (
                "msg_too_long"
            )
        await client.chat_stopStream(**place)

    async def test_outside_a_direct_message_it_needs_a_recipient(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        said = ann.writes(slack.workspace.channel("C1"), "Hello")
        place: dict[str, Any] = {"channel": "C1", "thread_ts": said.ts, "markdown_text": "a"}
        whom: dict[str, Any] = {}
        assert await code(client.chat_startStream(**place)) == "missing_recipient_team_id"
        whom["recipient_team_id"] = slack.workspace.id
        assert await code(client.chat_startStream(**place, **whom)) == "missing_recipient_user_id"
        await client.chat_startStream(**place, **whom, recipient_user_id="U1")

    async def test_text_and_chunks_exclude_each_other(
        self, client: AsyncWebClient, ann: Person
    ) -> None:
        place = await started(client, ann)
        chunk = {"type": "markdown_text", "text": "b"}
        await client.chat_appendStream(**place, chunks=[chunk])
        both = client.chat_appendStream(**place, markdown_text="a", chunks=[chunk])
        assert await code(both) == "invalid_arguments"

    async def test_a_person_stops_it(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        place = await started(client, ann)
        thread = ann.sees()[0].ts
        with pytest.raises(AssertionError, match="no stop button"):
            ann.stops(ann.dm, thread)
        await client.agents_sessions_setStatus(
            channel_id=ann.dm, thread_ts=thread, status="processing"
        )
        ann.stops(ann.dm, thread)
        assert await code(client.chat_appendStream(**place, markdown_text="b")) == (
            "stopped_by_user"
        )
        (sent,) = slack.events("agent_session_stopped")
        assert sent.event["streaming_message_ts"] == [place["ts"]]


async def started(client: AsyncWebClient, ann: Person) -> dict[str, Any]:
    """A stream that has begun in answer to ann; its place."""
    said = ann.writes(ann.dm, "Hello")
    begun = await client.chat_startStream(channel=ann.dm, thread_ts=said.ts, markdown_text="a")
    return {"channel": ann.dm, "ts": begun["ts"]}


class TestLimitsAndFaults:
    async def test_a_tier_has_a_burst_and_a_pace(
        self, slack: Slack, clock: MovableClock, client: AsyncWebClient, ann: Person
    ) -> None:
        slack.limits.rates = TIERS
        posted = await client.chat_postMessage(channel="U1", text="0")
        place: dict[str, Any] = {"channel": ann.dm, "ts": posted["ts"]}
        for number in range(20):
            await client.chat_update(**place, text=f"{number}")
        with pytest.raises(SlackApiError) as caught:
            await client.chat_update(**place, text="too much")
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "2"
        await clock.advance(2)
        await client.chat_update(**place, text="in time")
        assert slack.limits.refused == {"chat.update": 1}

    async def test_each_call_fails_as_it_is_told(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        slack.faults.play(
            "chat.postMessage", error("fatal_error"), limited(7), status(503), html(), dropped()
        )
        assert await code(client.chat_postMessage(channel="U1", text="1")) == "fatal_error"
        assert await code(client.chat_postMessage(channel="U1", text="2")) == "ratelimited"
        for text in ("3", "4"):
            with pytest.raises(SlackApiError):
                await client.chat_postMessage(channel="U1", text=text)
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel="U1", text="5")
        assert ann.sees() == []

    async def test_an_answer_is_lost_after_the_effect(
        self, slack: Slack, client: AsyncWebClient, ann: Person
    ) -> None:
        slack.faults.play("chat.postMessage", lost())
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel="U1", text="Hello")
        assert [message.text for message in ann.sees()] == ["Hello"]
