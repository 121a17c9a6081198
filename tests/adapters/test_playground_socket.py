"""Sessions over the playground's socket, on a real server with a real client."""

from __future__ import annotations

import json

import pytest
from structlog.testing import capture_logs
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from bot.domain.content import Notice
from bot.domain.events import Pressed, Said
from bot.domain.surface import SessionId, Surface, TenantId
from bot.errors import StoreBusy
from tests.fakes.site import site
from tests.requirements import claims


@claims("playground.socket", "engine.opening")
async def test_a_session_is_briefed_talked_through_and_scored() -> None:
    async with site() as here, here.talk(await here.start()) as talk:
        begun = await talk.hear("session_start")
        assert begun["briefing"]["title"] == "The late lamp"
        assert begun["limits"]["turns"] == 6
        assert "**Your goal:**" in begun["content"]
        assert (await talk.hear("assistant_message"))["content"] == "My lamp has not come."

        await talk.say("I am sorry", "one")
        said = await talk.hear("user_message")
        assert (said["message_id"], said["content"]) == ("one", "I am sorry")
        assert (await talk.hear("status"))["status"] == "thinking"
        reply = await talk.hear("assistant_message", content="You said: I am sorry")
        assert reply["metadata"] == {"tokens": None, "model": None}
        assert reply["turn"] == 3

        await talk.send(type="press", action="finish")
        assert (await talk.hear("feedback"))["scorecard"]["complete"] is False
        done = await talk.hear("complete")
        assert done["feedback"]["headline"] == "Score: 50/100"
        assert done["tokens_used"] == 45
        assert done["model"] == "script"
        assert done["turns"] == {"2": "one"}
        assert all(message["timestamp"].endswith("Z") for message in talk.heard)


async def test_a_reply_grows_in_pieces_that_add_up() -> None:
    async with site() as here, here.talk(await here.start()) as talk:
        await talk.say("one two three", "one")
        await talk.hear("assistant_message", content="You said: one two three")
        chunks = [message for message in talk.heard if message["type"] == "chunk"]
        assert chunks
        text = ""
        for chunk in chunks:
            text += chunk["content"]
            assert chunk["accumulated"] == text
        assert "You said: one two three".startswith(text)


@claims("durable.once")
async def test_a_message_sent_again_is_confirmed_again_and_heard_once() -> None:
    async with site() as here:
        session = await here.start()
        async with here.talk(session) as talk:
            await talk.hear("session_start")
            await talk.say("hello", "same")
            await talk.hear("user_message")
        async with here.talk(session) as talk:
            await talk.say("hello", "same")
            await talk.hear("assistant_message", content="You said: hello")
            await talk.say("and now", "other")
            await talk.hear("user_message", message_id="other")
        said = [event for event in here.engine.accepted if isinstance(event, Said)]
        assert [event.text for event in said] == ["hello", "and now"]


@claims("engine.stop")
async def test_stop_keeps_what_was_shown() -> None:
    async with site() as here, here.talk(await here.start()) as talk:
        here.engine.reply = lambda _: "word " * 50
        here.engine.pace = 0.005
        await talk.say("go on", "one")
        await talk.hear("chunk")
        await talk.send(type="cancel")
        reply = await talk.hear("assistant_message", turn=3)
        assert 0 < len(reply["content"].split()) < 50
        assert reply["stopped"] is True
        assert [e.action for e in here.engine.accepted if isinstance(e, Pressed)] == ["stop"]


async def test_a_reply_that_was_stopped_is_told_from_a_whole_one_then_and_later() -> None:
    async with site() as here:
        session = await here.start()
        async with here.talk(session) as talk:
            await talk.say("hello", "one")
            whole = await talk.hear("assistant_message", turn=3)
            here.engine.reply = lambda _: "word " * 50
            here.engine.pace = 0.005
            await talk.say("go on", "two")
            await talk.hear("chunk", turn=5)
            await talk.say("wait", "three")
            stopped = await talk.hear("assistant_message", turn=5)
            assert [whole["stopped"], stopped["stopped"]] == [False, True]
            await talk.hear("chunk", turn=7)
            await talk.send(type="cancel")
            await talk.hear("assistant_message", turn=7)
        async with here.talk(session) as talk:
            for turn, was in ((3, False), (5, True), (7, True)):
                assert (await talk.hear("assistant_message", turn=turn))["stopped"] is was


async def test_a_reply_stands_under_the_same_time_after_a_reload() -> None:
    async with site() as here:
        here.engine.reply = lambda _: "word " * 20
        here.engine.pace = 0.002
        session = await here.start()
        async with here.talk(session) as talk:
            opening = await talk.hear("assistant_message")
            await talk.say("hello", "one")
            live = await talk.hear("assistant_message", turn=3)
        for _ in range(2):
            async with here.talk(session) as talk:
                assert await talk.hear("assistant_message") == opening
                rebuilt = await talk.hear("assistant_message", turn=3)
            assert live["timestamp"] == rebuilt["timestamp"]


@claims("playground.after")
async def test_a_client_that_was_away_receives_what_it_missed_and_nothing_else() -> None:
    async with site() as here:
        session = await here.start()
        async with here.talk(session) as talk:
            await talk.hear("session_start")
            await talk.say("first", "one")
            last = await talk.hear("assistant_message", content="You said: first")
        async with here.talk(session) as other:
            await other.hear("session_start")
            await other.say("second", "two")
            await other.hear("assistant_message", content="You said: second")
        async with here.talk(session, after=last["message_id"]) as talk:
            await talk.hear("assistant_message", content="You said: second")
            assert [m["type"] for m in talk.heard] == ["user_message", "assistant_message"]


async def test_a_reload_shows_the_conversation_in_order_with_what_is_being_written() -> None:
    async with site() as here:
        session = await here.start()
        async with here.talk(session) as talk:
            await talk.say("first", "one")
            await talk.hear("assistant_message", content="You said: first")
            await talk.send(type="press", action="hint")
            await talk.hear("notice", hint=True)
            here.engine.pace = 0.02
            await talk.say("second", "two")
            await talk.hear("chunk")
            here.engine.go_on.clear()
        async with here.talk(session) as talk:
            await talk.hear("chunk")
            types = [message["type"] for message in talk.heard]
            assert types == [
                "session_start",
                "assistant_message",
                "user_message",
                "assistant_message",
                "notice",
                "user_message",
                "chunk",
            ]
            assert [m["content"] for m in talk.heard if m["type"] == "user_message"] == [
                "first",
                "second",
            ]


async def test_a_retry_opens_a_new_session_that_the_old_ones_sockets_are_told_of() -> None:
    async with site() as here:
        session = await here.start()
        async with here.talk(session) as talk:
            await talk.say("I am sorry", "one")
            await talk.hear("assistant_message", content="You said: I am sorry")
            await talk.say("tomorrow", "two")
            await talk.hear("assistant_message", content="You said: tomorrow")
            await talk.hear("complete")  # she is satisfied
            await talk.send(type="press", action="retry", value="4")
            begun = await talk.hear("session_start")
        assert begun["session_id"] != session
        assert begun["briefing"]["attempt"] == 2
        async with here.talk(begun["session_id"]) as talk:
            await talk.hear("session_start")
            assert (await talk.hear("assistant_message"))["content"] == "You said: I am sorry"
            assert "user_message" not in [message["type"] for message in talk.heard]
        async with here.talk(session) as talk:
            assert (await talk.hear("moved"))["session_id"] == begun["session_id"]


BAD_FRAMES: list[tuple[str | bytes, str]] = [
    ("", "not_json"),
    ("{", "not_json"),
    ("[1]", "not_object"),
    ("null", "not_object"),
    ("[" * 5000, "not_json"),
    (json.dumps({"type": "dance"}), "unknown_type"),
    (json.dumps({}), "unknown_type"),
    (json.dumps({"type": "user_message", "content": ""}), "empty"),
    (json.dumps({"type": "user_message", "content": "\x00\x07 \u202e"}), "empty"),
    (json.dumps({"type": "user_message", "content": 7}), "bad_field"),
    (json.dumps({"type": "user_message", "content": "x", "metadata": []}), "bad_field"),
    (
        json.dumps({"type": "user_message", "content": "x", "metadata": {"client_id": "a:b"}}),
        "bad_field",
    ),
    (json.dumps({"type": "press", "action": "explode"}), "unknown_action"),
    (json.dumps({"type": "press", "action": ["hint"]}), "unknown_action"),
    (json.dumps({"type": "press", "action": "retry", "value": "../x"}), "bad_field"),
    (json.dumps({"type": "user_message", "content": "x" * 100_000}), "too_large"),
    (b"\x00\xff", "binary"),
]


async def test_bad_frames_get_a_sentence_and_the_talk_goes_on() -> None:
    async with site() as here, here.talk(await here.start()) as talk:
        await talk.hear("session_start")
        for frame, code in BAD_FRAMES:
            await talk.socket.send(frame)
            problem = await talk.hear("error")
            assert problem["code"] == code, (frame[:80], problem)
            assert problem["message"].endswith(".")
        await talk.say("still here", "one")
        await talk.hear("assistant_message", content="You said: still here")


@claims("bad.characters")
async def test_unseen_characters_and_half_surrogates_do_no_harm() -> None:
    async with site() as here, here.talk(await here.start()) as talk:
        await talk.socket.send(
            '{"type":"user_message","content":"\\ud800a\\u0000b\\u202e \\ud83d\\ude00"}'
        )
        assert (await talk.hear("user_message"))["content"] == "ab \U0001f600"


@claims("bad.characters")
async def test_text_that_is_not_utf_8_ends_that_connection_alone() -> None:
    async with site() as here:
        session = await here.start()
        async with here.talk(session) as broken:
            await broken.hear("session_start")
            await broken.socket.send(b"\xff\xfe", text=True)
            with pytest.raises(ConnectionClosedError) as closed:
                await broken.hear("never")
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1007
        async with here.talk(session) as talk:
            await talk.hear("session_start")


@claims("playground.private")
async def test_a_session_of_another_browser_is_not_there() -> None:
    async with site() as here:
        session = await here.start()
        here.browser.cookies.clear()
        async with here.talk(session) as talk:
            assert (await talk.hear("error"))["code"] == "unknown_session"
            await talk.say("let me in", "one")
            assert (await talk.hear("error"))["code"] == "unknown_session"
        async with here.talk("nonsense") as talk:
            assert (await talk.hear("error"))["code"] == "unknown_session"


@claims("durable.before-ack")
async def test_what_cannot_be_stored_is_not_confirmed() -> None:
    async with site() as here, here.talk(await here.start()) as talk:
        await talk.hear("session_start")
        here.engine.broken = StoreBusy()
        await talk.say("hello", "one")
        problem = await talk.hear("error")
        assert (problem["code"], problem["client_id"]) == ("not_stored", "one")
        here.engine.broken = None
        await talk.say("hello", "one")
        await talk.hear("user_message", message_id="one")


@claims("playground.origin")
@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}])
async def test_a_socket_of_another_site_is_refused(
    headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    async with site() as here:
        session = await here.start()
        with capture_logs() as lines, pytest.raises(InvalidStatus) as refused:
            async with here.talk(session, origin=headers["Origin"]):
                pass
        assert refused.value.response.status_code == 403
    assert [r.getMessage() for r in caplog.records if r.name.startswith("uvicorn")] == []
    assert [(line["event"], line["code"]) for line in lines] == [("socket.refused", "origin")]


async def test_a_socket_that_does_not_read_is_given_up_and_holds_nobody_up() -> None:
    async with site() as here:
        session = await here.start()
        async with here.talk(session, max_queue=1) as stuck, here.talk(session) as talk:
            await stuck.hear("session_start")
            await talk.hear("session_start")
            stuck.socket.transport.pause_reading()
            surface = here.engine.memory.sessions[SessionId(session)].surface
            assert surface is not None
            for number in range(1200):  # more than the kernel and the outbox hold
                notice = Notice(text="x" * 16_000)
                await here.playground.post(surface, notice, f"n-{number}")
                if number % 50 == 49:
                    await talk.hear("notice", message_id=f"n-{number}")
            stuck.socket.transport.resume_reading()
            with pytest.raises(ConnectionClosedError):
                await stuck.hear("notice", message_id="n-1199")
        async with here.talk(session) as back:
            await back.hear("session_start")


async def test_nobody_waits_for_a_surface_without_sockets() -> None:
    async with site() as here:
        nowhere = Surface("playground", TenantId("local"), "someone", "no-session")
        ref = await here.playground.post(nowhere, Notice(text="hello"), "key")
        assert await here.playground.lookup(nowhere, "key") == ref
        assert not here.playground._watching
