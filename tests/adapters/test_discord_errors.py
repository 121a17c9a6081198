"""What each refusal of Discord comes to, on the wire, and what the network can do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from adapters.chat.errors import Unfit
from adapters.discord.errors import (
    CODES,
    Answered,
    Archived,
    DirectClosed,
    Late,
    MemberGone,
    NoThread,
    refusal,
)
from bot.domain.content import Notice
from bot.domain.surface import MessageRef, Surface
from bot.errors import (
    ChannelGone,
    MessageGone,
    PermissionMissing,
    PlatformError,
    PlatformRateLimited,
    PlatformUnavailable,
    SurfaceGone,
)
from tests.adapters.discord_app import Practice, made, page_key, speech
from tests.fakes.discord import Discord, dropped, error, html, limited, lost, status
from tests.fakes.discord.faults import Fault
from tests.fakes.discord.refusals import CODES as ANSWERED
from tests.requirements import claims

MEANS: dict[str, type[PlatformError]] = {
    "limited": PlatformRateLimited,
    "away": PlatformUnavailable,
    "message": MessageGone,
    "surface": SurfaceGone,
    "gone": ChannelGone,
    "member": MemberGone,
    "permission": PermissionMissing,
    "closed": DirectClosed,
    "archived": Archived,
    "late": Late,
    "answered": Answered,
    "unfit": Unfit,
    "full": NoThread,
}


@asynccontextmanager
async def failing(route: str, *faults: Fault) -> AsyncIterator[tuple[Practice, Surface]]:
    """A session's thread where the next calls of a route fail."""
    async with Discord() as discord, made(discord) as practice:
        surface = await practice.thread()
        discord.faults.play(route, *faults)
        yield practice, surface


@claims("discord.errors")
@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_its_outcome(code: int) -> None:
    meaning, remedy = CODES[code]
    usual = ANSWERED.get(code, (400, ""))[0]
    with capture_logs() as logs:
        found = refusal("GET /x", usual, {"code": code, "message": "no"}, {})
    assert type(found) is MEANS[meaning]
    assert not remedy or any(entry.get("remedy") == remedy for entry in logs)
    assert not isinstance(found, PlatformRateLimited) or found.retry_after > 0


@claims("discord.errors")
def test_every_code_that_the_routes_answer_is_known() -> None:
    unused = {10065, 40094}  # permissions of commands, and answers by applications of users
    assert set(ANSWERED) - unused - {0} <= set(CODES)


def test_codes_that_nobody_knows_go_by_their_status() -> None:
    seen = {
        status: type(refusal("GET /x", status, {"code": 99_999, "message": "no"}, {}))
        for status in (400, 401, 403, 404, 418, 500, 503)
    }
    assert seen == {
        400: Unfit, 401: PermissionMissing, 403: PermissionMissing, 404: SurfaceGone,
        418: PlatformUnavailable, 500: PlatformUnavailable, 503: PlatformUnavailable,
    }  # fmt: skip


@pytest.mark.parametrize("code", [400, 401, 403, 404])
def test_an_answer_that_is_not_discords_own_refuses_nothing(code: int) -> None:
    found = refusal("GET /x", code, "<html>Blocked by the proxy</html>", {})
    assert type(found) is PlatformUnavailable


@pytest.mark.parametrize("fault", [status(500), status(503, json=True), dropped(), html()])
async def test_no_answer_and_no_sense_is_unavailable(fault: Fault) -> None:
    async with failing("create message", fault) as (practice, surface):
        with pytest.raises(PlatformUnavailable):
            await practice.adapter.post(surface, Notice(text="Hello"), "k")


@claims("discord.limited")
async def test_a_limit_of_a_channel_is_not_the_bots() -> None:
    async with failing("create message", limited(3.5)) as (practice, surface):
        with pytest.raises(PlatformRateLimited) as raised:
            await practice.adapter.post(surface, Notice(text="Hello"), "k")
        assert (raised.value.retry_after, raised.value.per) == (3.5, None)


@claims("discord.limited")
async def test_while_a_bucket_is_known_to_be_empty_nothing_is_sent() -> None:
    async with failing("create message", limited(30.0)) as (practice, surface):
        sent = len(practice.discord.asked)
        for _ in range(3):
            with pytest.raises(PlatformRateLimited) as raised:
                await practice.adapter.post(surface, Notice(text="Hello"), "k")
            assert raised.value.retry_after <= 30.0
        assert len(practice.discord.asked) == sent + 1


@claims("discord.limited")
@pytest.mark.parametrize("fault", [limited(30.0, scope="global"), limited(30.0, via=False)])
async def test_a_limit_of_the_bot_stops_every_call(fault: Fault) -> None:
    async with failing("create message", fault) as (practice, surface):
        sent = len(practice.discord.asked)
        with pytest.raises(PlatformRateLimited):
            await practice.adapter.post(surface, Notice(text="Hello"), "k")
        if fault.scope == "global":
            with pytest.raises(PlatformRateLimited) as raised:
                await practice.adapter.edit(MessageRef(surface, "5"), Notice(text="Hello"))
            assert raised.value.per == "bot"
            assert len(practice.discord.asked) == sent + 1


@claims("discord.limited")
def test_an_answer_of_the_guard_shuts_everything_for_a_minute() -> None:
    found = refusal("GET /x", 429, "<html>error code: 1015</html>", {})
    assert isinstance(found, PlatformRateLimited)
    assert (found.retry_after, found.per) == (60.0, "bot")


@claims("discord.once")
async def test_a_post_whose_answer_was_lost_is_one_message() -> None:
    async with failing("create message", lost()) as (practice, surface):
        with pytest.raises(PlatformUnavailable):
            await practice.adapter.post(surface, speech("I have"), page_key())
        ref = await practice.adapter.post(surface, speech("I have waited."), page_key())
        standing = practice.channel(surface).standing
        assert [m.id for m in standing if "waited" in m.shown] == [ref.id]
        assert len([m for m in standing if m.type == 0]) == 2  # the opening, and this one


@claims("discord.unfit")
async def test_what_discord_does_not_take_is_shown_without_its_form() -> None:
    async with failing("create message", error(50035)) as (practice, surface):
        ref = await practice.adapter.post(surface, Notice(text="Hello"), "k")
        assert practice.message(ref).shown == "Hello"


@claims("discord.archived")
async def test_an_archived_thread_is_opened_again_for_an_edit() -> None:
    async with failing("*") as (practice, surface):
        ref = await practice.adapter.post(surface, Notice(text="Hello"), "k")
        practice.discord.world.archive(practice.channel(surface))
        await practice.adapter.edit(ref, Notice(text="Else"))
        assert practice.message(ref).shown == "Else"
        assert not practice.channel(surface).archived


async def test_a_message_too_old_to_be_edited_again_is_posted_anew() -> None:
    async with failing("*") as (practice, surface):
        ref = await practice.adapter.post(surface, Notice(text="Hello"), "k")
        practice.discord.faults.play("edit message", error(30046))
        with pytest.raises(MessageGone):
            await practice.adapter.edit(ref, Notice(text="Else"))
        other = await practice.adapter.post(surface, Notice(text="Else"), "k")
        assert other.id != ref.id
        assert practice.message(other).shown == "Else"


async def test_a_locked_thread_is_gone() -> None:
    async with failing("*") as (practice, surface):
        practice.discord.guild.bot_permissions -= {"manage_threads"}
        practice.channel(surface).locked = True
        with pytest.raises(SurfaceGone):
            await practice.adapter.post(surface, Notice(text="Hello"), "k")
