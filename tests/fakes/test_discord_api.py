"""The fake Discord's calls and the real library: what is taken, and what refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import discord as library
import pytest

from tests.fakes.discord import Channel, Discord, MovableClock, Person, Rate
from tests.fakes.discord.bot import code, logged_in, raw, refused


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def discord(clock: MovableClock) -> AsyncIterator[Discord]:
    async with Discord(clock=clock) as discord:
        yield discord


@pytest.fixture
def place(discord: Discord) -> Channel:
    return discord.guild.channel("practice")


@pytest.fixture
def ann(discord: Discord) -> Person:
    return discord.guild.user("ann")


@pytest.fixture
async def client(discord: Discord) -> AsyncIterator[library.Client]:
    async with logged_in(discord) as client:
        yield client


@pytest.fixture
def channel(client: library.Client, place: Channel) -> library.PartialMessageable:
    return client.get_partial_messageable(int(place.id))


class TestMessages:
    async def test_of_one_nonce_are_one_message(
        self, discord: Discord, channel: library.PartialMessageable, place: Channel
    ) -> None:
        first = await channel.send("One", nonce="ct-1")
        again = await channel.send("One", nonce="ct-1")
        assert (first.id, first.nonce) == (again.id, "ct-1")
        assert len(discord.messages(place)) == 1
        assert await code(channel.send("One", nonce="x" * 26)) == 50035

    async def test_are_read_back_in_pages(
        self, channel: library.PartialMessageable, ann: Person, place: Channel
    ) -> None:
        said = [ann.writes(place, f"{number}") for number in range(120)]
        after = library.Object(int(said[9].id))
        found = [m async for m in channel.history(after=after, oldest_first=True, limit=None)]
        assert [m.content for m in found] == [f"{number}" for number in range(10, 120)]
        assert [m.content async for m in channel.history(limit=2)] == ["119", "118"]

    @pytest.mark.parametrize(
        ("body", "place_of_error"),
        [
            ({"content": "x" * 2001}, "content"),
            ({"content": "\U0001f600" * 1001}, "content"),
            ({"embeds": [{"title": "x" * 257}]}, "embeds/0/title"),
            ({"embeds": [{"description": "x" * 4000}] * 2}, "embeds"),
            ({"embeds": [{"fields": [{"name": "x"}]}]}, "embeds/0/fields/0/value"),
            ({"components": [{"type": 10, "content": "x"}]}, "components/0/type"),
            ({"components": [{"type": 1, "components": []}]}, "components/0/components"),
            (
                {
                    "components": [
                        {"type": 1, "components": [{"type": 2, "style": 1, "label": "x"}]}
                    ]
                },
                "components/0/components/0/custom_id",
            ),
            (
                {"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "x"}]},
                "content",
            ),
            ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 41}, "components"),
            (
                {"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 2001}] * 2},
                "components",
            ),
        ],
    )
    async def test_that_do_not_fit_are_refused_with_the_place(
        self, client: library.Client, place: Channel, body: Any, place_of_error: str
    ) -> None:
        failed = await refused(raw(client, "POST", f"/channels/{place.id}/messages", body))
        assert (failed.status, failed.code) == (400, 50035)
        assert place_of_error.replace("/", ".") in failed.text

    async def test_need_something_in_them(self, client: library.Client, place: Channel) -> None:
        path = f"/channels/{place.id}/messages"
        assert await code(raw(client, "POST", path, {"content": "  "})) == 50006

    async def test_of_components_stay_of_components(
        self, client: library.Client, channel: library.PartialMessageable, place: Channel
    ) -> None:
        view = library.ui.LayoutView()
        view.add_item(library.ui.TextDisplay("Score: 80/100"))
        sent = await channel.send(view=view)
        path = f"/channels/{place.id}/messages/{sent.id}"
        assert await code(raw(client, "PATCH", path, {"flags": 0})) == 50035
        assert await code(raw(client, "PATCH", path, {"content": "x"})) == 50035

    async def test_carry_files(
        self, discord: Discord, channel: library.PartialMessageable, place: Channel
    ) -> None:
        file = library.File(__file__, filename="chart.png")
        await channel.send("This week", file=file)
        (attached,) = discord.messages(place)[0].attachments
        assert attached["filename"] == "chart.png"
        assert discord.files[attached["id"]].startswith(b'"""The fake')


class TestRefusals:
    @pytest.mark.parametrize(
        ("denied", "expected"), [("view_channel", 50001), ("send_messages", 50013)]
    )
    async def test_name_what_is_missing(
        self,
        discord: Discord,
        channel: library.PartialMessageable,
        place: Channel,
        denied: str,
        expected: int,
    ) -> None:
        place.denies(discord.bot, denied)
        assert await code(channel.send("Hello")) == expected
        place.allows(discord.bot, denied)
        await channel.send("Hello")

    async def test_tell_a_channel_from_a_message_that_is_gone(
        self, discord: Discord, channel: library.PartialMessageable, place: Channel, ann: Person
    ) -> None:
        said = ann.writes(place, "Hello")
        edit = channel.get_partial_message(int(said.id)).edit
        assert await code(edit(content="Mine")) == 50005
        ann.deletes(said)
        assert await code(edit(content="Mine")) == 10008
        discord.guild.deletes(place)
        assert await code(edit(content="Mine")) == 10003

    async def test_of_threads(
        self, client: library.Client, discord: Discord, place: Channel, ann: Person
    ) -> None:
        said = ann.writes(place, "Hello")
        path = f"/channels/{place.id}/messages/{said.id}/threads"
        await raw(client, "POST", path, {"name": "One"})
        assert await code(raw(client, "POST", path, {"name": "Two"})) == 160004
        path = f"/channels/{place.id}/threads"
        assert await code(raw(client, "POST", path, {"name": "x" * 101})) == 50035
        place.denies(discord.bot, "create_private_threads")
        assert await code(raw(client, "POST", path, {"name": "Two"})) == 50013
        inside = f"/channels/{said.id}/threads"
        assert await code(raw(client, "POST", inside, {"name": "Two"})) == 50024

    async def test_of_commands_say_which_and_where(self, client: library.Client) -> None:
        path = f"/applications/{client.application_id}/commands"
        command = {"name": "chattrain", "description": "Training"}
        for wrong, place_of_error in (
            ({"name": "Chat Train"}, "0.name"),
            ({"description": "x" * 101}, "0.description"),
            ({"name_localizations": {"xx": "y"}}, "0.name_localizations.xx"),
            ({"description_localizations": {"de": "x" * 101}}, "description_localizations.de"),
            ({"options": [{"type": 3, "name": "a"}]}, "options.0.description"),
        ):
            failed = await refused(raw(client, "PUT", path, [command | wrong]))
            assert place_of_error in failed.text
        assert len(await raw(client, "PUT", path, [command])) == 1

    async def test_of_messages_older_than_an_hour_come_in_the_place_of_a_limit(
        self,
        discord: Discord,
        clock: MovableClock,
        channel: library.PartialMessageable,
    ) -> None:
        discord.limits.rates = {"edit old message": Rate(1, 0.02, hidden=True)}
        sent = await channel.send("One")
        await clock.advance(3600)
        edit = channel.get_partial_message(sent.id).edit
        await edit(content="Two")
        assert await code(edit(content="Three")) == 30046
