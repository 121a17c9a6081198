"""Files, roles and owners in the fake: as strict as Discord is."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.discord import Discord, Message

PNG = b"\x89PNG"
SHOWN = {"color": 0, "image": {"url": "attachment://chart.png"}}


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with Discord() as discord:
        yield discord


async def post(
    discord: Discord,
    body: dict[str, Any],
    *,
    part: str = "files[0]",
    data: bytes = PNG,
    message: Message | None = None,
) -> tuple[int, Any]:
    """Sends a message with a file, or changes one."""
    place = discord.guild.channel("practice")
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    form.add_field(part, io.BytesIO(data), filename="chart.png", content_type="image/png")
    url = f"{discord.api_url}/channels/{place.id}/messages"
    method, url = ("POST", url) if message is None else ("PATCH", f"{url}/{message.id}")
    headers = {"Authorization": f"Bot {discord.app.token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url, data=form, headers=headers) as response,
    ):
        return response.status, await response.json()


async def test_a_file_stands_in_the_embed_that_names_it(discord: Discord) -> None:
    named = [{"id": 0, "filename": "chart.png", "description": "It rose."}]
    status, _ = await post(discord, {"embeds": [SHOWN], "attachments": named})
    (message,) = discord.messages(discord.guild.channel("practice"))
    assert status == 200
    assert message.shown == "[It rose.]"
    assert message.attachments == []


async def test_what_a_change_does_not_name_goes(discord: Discord) -> None:
    await post(discord, {"content": "One"})
    (message,) = discord.messages(discord.guild.channel("practice"))
    (first,) = message.attachments
    both = [{"id": first["id"]}, {"id": 0}]
    await post(discord, {"attachments": both}, message=message)
    assert message.attachments[0]["id"] == first["id"]
    assert len(message.attachments) == 2
    await post(discord, {"attachments": [{"id": 0}]}, message=message)
    assert len(message.attachments) == 1


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({"content": "x", "attachments": [{"id": 1}]}, "files[0]"),
        ({"content": "x", "attachments": [{"id": "150"}]}, "files[0]"),
        ({"content": "x"}, "file"),
        ({"content": "x", "attachments": [{"id": 0, "description": "x" * 1_025}]}, "files[0]"),
        ({"embeds": [{"image": {"url": "attachment://other.png"}}]}, "files[0]"),
        ({"embeds": [{"image": {"url": "chart.png"}}]}, "files[0]"),
    ],
)
async def test_a_file_that_is_named_wrongly_is_refused(
    discord: Discord, body: dict[str, Any], part: str
) -> None:
    status, answer = await post(discord, body, part=part)
    assert (status, answer["code"]) == (400, 50035)
    assert not discord.messages(discord.guild.channel("practice"))


async def test_what_is_too_large_or_not_allowed_is_refused(discord: Discord) -> None:
    large = b" " * (10 * 1024 * 1024 + 1)
    status, answer = await post(discord, {"content": "x"}, data=large)
    assert (status, answer["code"]) == (413, 40005)
    discord.guild.channel("practice").denies(discord.bot, "attach_files")
    status, answer = await post(discord, {"content": "x"})
    assert (status, answer["code"]) == (403, 50013)


async def test_a_channel_forbids_by_role_and_to_everyone(discord: Discord) -> None:
    guild, place = discord.guild, discord.guild.channel("practice")
    support = guild.role("support")
    ann, bob = guild.user("ann", roles=(support,)), guild.user("bob")
    place.denies(support, "send_messages")
    assert "send_messages" not in guild.may(ann.id, place)
    assert "send_messages" in guild.may(bob.id, place)
    place.denies(guild.id, "send_messages")
    assert "send_messages" not in guild.may(bob.id, place)
    assert {one["type"] for one in place.wire()["permission_overwrites"]} == {0}
    guild.owner = bob
    assert "send_messages" in guild.may(bob.id, place)
    assert guild.summary()["owner_id"] == bob.id
