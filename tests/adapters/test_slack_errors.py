"""What each refusal of Slack comes to, on the wire, and what the network can do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from adapters.chat.errors import Unfit
from adapters.slack.errors import CODES, NotOffered, StillOpen, TooLate, Unready
from bot.domain.content import Notice
from bot.domain.surface import MessageRef, Surface
from bot.errors import (
    ChannelGone,
    MessageGone,
    PermissionMissing,
    PlatformError,
    PlatformRateLimited,
    PlatformUnavailable,
    StreamClosed,
    SurfaceGone,
)
from tests.adapters.slack_app import TEAM, Practice, made, page_key, speech
from tests.fakes.slack import Slack, dropped, error, hang, html, limited, lost, status
from tests.fakes.slack.faults import Fault
from tests.requirements import claims

MEANS: dict[str, type[PlatformError]] = {
    "limited": PlatformRateLimited,
    "away": PlatformUnavailable,
    "message": MessageGone,
    "surface": SurfaceGone,
    "gone": ChannelGone,
    "permission": PermissionMissing,
    "closed": StreamClosed,
    "stopped": StreamClosed,
    "open": StillOpen,
    "late": TooLate,
    "unready": Unready,
    "unfit": Unfit,
    "missing": NotOffered,
    "recipient": NotOffered,
}


@asynccontextmanager
async def failing(method: str, *faults: Fault) -> AsyncIterator[tuple[Practice, Surface]]:
    """A session's thread in a workspace where the next calls of a method fail."""
    async with Slack() as slack, made(slack) as practice:
        surface = await practice.thread()
        slack.faults.play(method, *faults)
        yield practice, surface


@claims("slack.errors")
@pytest.mark.parametrize("code", sorted(CODES))
async def test_every_code_has_its_outcome(code: str) -> None:
    async with failing("chat.delete", error(code)) as (practice, surface):
        with pytest.raises(MEANS[CODES[code][0]]) as raised, capture_logs() as logs:
            await practice.adapter.calls.call(
                TEAM, "chat.delete", channel=surface.channel, ts="1.2"
            )
        assert code in str(raised.value) or code in ("ratelimited", "rate_limited")
        remedy = CODES[code][1]
        assert [entry["remedy"] for entry in logs] == ([remedy] if remedy else [])


async def test_a_code_that_nobody_knows_is_tried_again_and_told() -> None:
    async with failing("chat.update", error("brand_new_code")) as (practice, surface):
        with pytest.raises(PlatformUnavailable, match="brand_new_code"), capture_logs() as logs:
            await practice.adapter.edit(MessageRef(surface, surface.thread or ""), speech("x"))
        assert logs[0]["event"] == "slack.refused"


@claims("slack.errors")
async def test_a_missing_scope_is_named() -> None:
    fault = error("missing_scope", needed="chat:write", provided="im:history")
    async with failing("chat.postMessage", fault) as (practice, surface):
        with pytest.raises(PermissionMissing) as raised:
            await practice.adapter.post(surface, Notice(text="x"), "k")
        assert raised.value.scope == "chat:write"


@pytest.mark.parametrize(
    "fault", [dropped(), lost(), html(), status(500), status(502), status(503), status(404)]
)
async def test_no_answer_is_a_platform_that_is_away(fault: Fault) -> None:
    async with failing("chat.postMessage", fault) as (practice, surface):
        with pytest.raises(PlatformUnavailable):
            await practice.adapter.post(surface, Notice(text="Once"), "k")
        assert len(practice.slack.limits.calls) > 0


@claims("slack.once")
async def test_a_call_whose_answer_was_lost_is_not_made_again() -> None:
    async with failing("chat.postMessage", lost()) as (practice, surface):
        with pytest.raises(PlatformUnavailable):
            await practice.adapter.post(surface, Notice(text="Once"), "k")
        shown = [m.shown for m in practice.space.messages(surface.channel, surface.thread)]
        assert shown.count("Once") == 1
        found = await practice.adapter.lookup(surface, "k")
        assert found is not None
        assert practice.space.message(surface.channel, found.id).shown == "Once"


@pytest.mark.parametrize("fault", [limited(7), error("ratelimited")])
async def test_a_wait_that_slack_asks_for_is_handed_on(fault: Fault) -> None:
    async with failing("chat.update", fault) as (practice, surface):
        with pytest.raises(PlatformRateLimited) as raised:
            await practice.adapter.edit(MessageRef(surface, surface.thread or ""), speech("x"))
        assert raised.value.retry_after in (7, 5)


async def test_a_call_without_an_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.slack.calls.SECONDS", 0.2)
    async with failing("chat.postMessage", hang()) as (practice, surface):
        with pytest.raises(PlatformUnavailable, match="TimeoutError"):
            await practice.adapter.post(surface, Notice(text="x"), "k")


@claims("slack.unfit")
@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long", "msg_too_long"])
async def test_a_content_that_slack_does_not_take_is_shown_as_plain_text(code: str) -> None:
    async with failing("chat.postMessage", error(code)) as (practice, surface):
        ref = await practice.adapter.post(surface, speech("I wait", complete=True), page_key())
        message = practice.space.message(surface.channel, ref.id)
        assert (message.shown, message.blocks) == ("I wait", [])
        practice.slack.faults.play("chat.update", error(code))
        await practice.adapter.edit(ref, speech("I wait no more", complete=True))
        assert (message.shown, message.blocks) == ("I wait no more", [])
