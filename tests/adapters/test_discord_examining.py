"""What `doctor` says of an application."""

from __future__ import annotations

from adapters.discord.settings import Settings, Told
from adapters.discord.threads import FILES, PERMISSIONS
from tests.fakes.discord import Discord, status
from tests.requirements import claims


async def examined(
    discord: Discord, token: str | None = None, url: str | None = None
) -> list[Told]:
    settings = Settings(bot_token=token or discord.app.token, api_url=url or discord.api_url)
    return [told async for told in settings.examine(lambda: None)]


def problems(found: list[Told]) -> list[str]:
    return [text for kind, text in found if kind == "problem"]


@claims("discord.doctor")
class TestExamined:
    async def test_all_is_well(self) -> None:
        async with Discord() as discord:
            found = await examined(discord)
        assert problems(found) == []
        told = "\n".join(text for _, text in found)
        assert "@ChatTrain" in told
        assert "the bot is in Practice" in told
        assert f"permissions={sum({**PERMISSIONS, **FILES}.values())}" in told
        assert discord.app.token not in told

    async def test_a_token_that_is_refused(self) -> None:
        async with Discord() as discord:
            (problem,) = problems(await examined(discord, token="a.b.c"))
        assert "DISCORD_BOT_TOKEN is refused" in problem

    async def test_an_intent_that_is_off(self) -> None:
        async with Discord() as discord:
            discord.app.intents = frozenset()
            found = problems(await examined(discord))
        assert any("Message Content Intent is off" in text for text in found)

    async def test_a_bot_in_no_server(self) -> None:
        async with Discord() as discord:
            discord.guild.installed = False
            found = await examined(discord)
        assert ("note", "the bot is in no server yet: an admin opens the link below") in found

    async def test_a_server_that_gives_no_answer(self) -> None:
        async with Discord() as discord:
            discord.faults.play("get me", status(503))
            (problem,) = problems(await examined(discord))
            assert "cannot be reached" in problem
            assert "DISCORD_API_URL" in problem
            discord.faults.play("get application", status(503))
            found = await examined(discord)
        assert found[-1][0] == "note"

    async def test_an_address_where_nobody_is(self) -> None:
        async with Discord() as discord:
            (problem,) = problems(await examined(discord, url="http://127.0.0.1:1/api"))
        assert "cannot be reached" in problem
