"""What the bot asks for, held against what its calls need: no permission less, and none more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adapters.discord.examining import invitation
from adapters.discord.gateway import EVENTS, INTENTS
from adapters.discord.threads import FILES
from adapters.discord.threads import PERMISSIONS as NEEDED
from bot.domain.content import Notice
from bot.domain.showing import opening_key
from bot.errors import PlatformError
from tests.adapters.discord_app import OTHER, SESSION, made
from tests.adapters.slack_app import Press
from tests.adapters.slack_reports import digest
from tests.fakes.discord import Discord
from tests.fakes.discord.app import BITS, bits
from tests.requirements import claims

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "discord.md"
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "install-discord.md"
PERMISSIONS = {**NEEDED, **FILES}
NUMBER = sum(PERMISSIONS.values())
NAMES = frozenset(name.lower().replace(" ", "_") for name in PERMISSIONS)


async def day(allowed: frozenset[str]) -> bool:
    """All that the adapter does in a server, with these permissions and no others; gives whether
    everything could be done and seen."""
    async with Discord() as discord, made(discord, printer=Press()) as practice:
        discord.guild.bot_permissions = set(allowed)
        first = await practice.opens()
        private = first.surface.thread is not None
        said = practice.person().writes(practice.channel(first.surface), "Hello")
        ref = await practice.adapter.post(first.surface, Notice(text="x" * 2_500), "k")
        whole = bool(practice.message(ref).embeds) and not said.deleted
        practice.discord.world.archive(practice.channel(first.surface))
        await practice.adapter.edit(ref, Notice(text="Else"))
        practice.discord.world.archive(practice.channel(first.surface))
        await practice.opens(id=OTHER)
        await practice.adapter.delete(ref)
        shown = practice.message(await practice.adapter.post(practice.home, digest(), "digest"))
        pictured = any("image" in one for one in shown.embeds)
        async with made(discord, practice.kept) as later:
            found = await later.adapter.lookup(later.home, opening_key(SESSION))
        return private and whole and pictured and found == first


@claims("discord.permissions")
async def test_with_all_of_them_everything_can_be_done() -> None:
    assert bits(NAMES) == NUMBER
    assert all(BITS[name.lower().replace(" ", "_")] == bit for name, bit in PERMISSIONS.items())
    assert await day(NAMES)


@claims("discord.permissions")
@pytest.mark.parametrize("name", sorted(NAMES))
async def test_without_one_of_them_something_cannot(name: str) -> None:
    try:
        done = await day(NAMES - {name})
    except (PlatformError, AssertionError):
        done = False
    assert not done


@claims("discord.permissions")
def test_the_documents_say_the_same() -> None:
    reference, guide = REFERENCE.read_text(), GUIDE.read_text()
    assert str(NUMBER) in invitation("1")
    for text in (reference, guide):
        assert set(re.findall(r"permissions=(\d+)", text)) == {str(NUMBER)}
    section = reference.partition("## Permissions")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| \*(.+?)\* \|", section, re.MULTILINE)) == set(PERMISSIONS)
    assert f"`{INTENTS.value}`" in reference
    told = reference.partition("## Intents")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([A-Z_]{5,})`", told)) == set(EVENTS)
