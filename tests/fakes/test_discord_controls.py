"""The fake Discord's menus, forms, context menus and follow-ups, used with the real library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import discord as library
import pytest
from discord import app_commands, ui

from tests.fakes.discord import Channel, Discord, MovableClock, Person, Rate
from tests.fakes.discord.bot import Running, SmallBot, code, refused


class Wish(ui.Modal):
    """A form of the newer kind: a text and a menu, each with a label."""

    def __init__(self) -> None:
        super().__init__(title="Wish", custom_id="wishes")
        options = [library.SelectOption(label="Lamp"), library.SelectOption(label="Sofa")]
        self.add_item(
            ui.Label(text="Which", component=ui.Select(custom_id="what", options=options))
        )
        self.add_item(ui.Label(text="Why", component=ui.TextInput(custom_id="why", max_length=20)))


class Menus(SmallBot):
    """Opens the form for a command of the context menu, and tells what was chosen in a menu."""

    async def setup_hook(self) -> None:
        for menu in (on_message, on_person):
            self.tree.add_command(app_commands.ContextMenu(name=menu.__name__, callback=menu))
        await super().setup_hook()

    async def on_interaction(self, interaction: library.Interaction[Any]) -> None:
        await super().on_interaction(interaction)
        data: Any = interaction.data or {}
        match data.get("custom_id"):
            case "pick one":
                await interaction.response.defer()
                await interaction.edit_original_response(
                    content=" ".join(data["values"]), view=None
                )
            case "wishes":
                found = [part["component"] for part in data["components"]]
                await interaction.response.send_message(f"{found[0]['values']} {found[1]['value']}")


async def on_message(interaction: library.Interaction[Any], message: library.Message) -> None:
    await interaction.response.send_modal(Wish())


async def on_person(interaction: library.Interaction[Any], member: library.Member) -> None:
    await interaction.response.send_message(f"{member.name} it is")
    await interaction.followup.send("And more")


def menu() -> ui.View:
    view = ui.View(timeout=None)
    options = [library.SelectOption(label=name, value=name.lower()) for name in ("Lamp", "Sofa")]
    view.add_item(ui.Select(custom_id="pick one", placeholder="Scenario", options=options))
    view.add_item(ui.Button(label="Not now", custom_id="no", disabled=True))
    return view


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
async def bot(discord: Discord) -> AsyncIterator[Menus]:
    bot = Menus(discord)
    bot.answers = False
    async with Running(discord, bot):
        yield bot


async def test_a_menu_is_chosen_from_by_what_is_read(
    discord: Discord, bot: Menus, ann: Person, place: Channel
) -> None:
    await bot.get_partial_messageable(int(place.id)).send("Which?", view=menu())
    (message,) = ann.sees(place)
    assert message.shown == "Which?\n[Scenario]\n[Not now]"
    for control, choice, told in (
        ("Scenario", "Bed", "no option"),
        ("Not now", "", "greyed out"),
        ("Scene", "Lamp", "to use"),
    ):
        with pytest.raises(AssertionError, match=told):
            ann.chooses(message, control, choice)
    await ann.chooses(message, "Scenario", "Lamp").acked()
    await discord.until(lambda: message.states[1:] == ["lamp"])


async def test_a_form_comes_from_a_message_and_is_filled_in(
    bot: Menus, ann: Person, place: Channel
) -> None:
    said = ann.writes(place, "I want something")
    await ann.uses("on_message", said).acked()
    with pytest.raises(AssertionError, match="does not fit"):
        ann.submits({"what": "Lamp", "why": "x" * 21})
    await ann.uses("on_message", said).acked()
    answer = await ann.submits({"what": "Lamp", "why": "It is dark"}).answered()
    assert answer.shown == "['Lamp'] It is dark"


async def test_a_command_on_a_person_is_answered_twice(
    discord: Discord, bot: Menus, ann: Person, place: Channel
) -> None:
    using = ann.uses("on_person", discord.guild.user("ben"), place)
    await discord.until(lambda: len(using.messages) == 2)
    assert [m.shown for m in ann.sees(place)] == ["ben it is", "And more"]


async def test_follow_ups_have_a_limit_that_no_header_tells(
    discord: Discord, bot: Menus, ann: Person, place: Channel
) -> None:
    discord.limits.rates = {"follow-up": Rate(1, 0.01, hidden=True, scope="shared")}
    using = ann.uses("on_person", ann, place)
    await discord.until(lambda: len(using.messages) == 2)
    assert discord.limits.headers("webhook", using.token)["X-RateLimit-Remaining"] != "0"
    interaction = next(what for event, what in bot.heard if event == "interaction")
    assert (await refused(interaction.followup.send("Three"))).status == 429
    assert (discord.limits.refused["follow up"], discord.limits.invalid) == (5, 0)


async def test_commands_are_hidden_from_those_who_may_not(
    discord: Discord, bot: Menus, ann: Person, place: Channel
) -> None:
    manage = library.Permissions(manage_guild=True)
    for command in discord.commands.everywhere:
        command["default_member_permissions"] = str(manage.value)
        command["contexts"] = [0]
    with pytest.raises(AssertionError, match="hidden"):
        ann.runs("chattrain ask", place)
    with pytest.raises(AssertionError, match="not in direct messages"):
        ann.runs("chattrain ask")
    await (
        discord.guild.user("ada", permissions={"manage_guild"}).runs("chattrain ask", place).acked()
    )
    role = discord.guild.role("Leads", "manage_guild")
    await discord.guild.user("eve", roles=(role,)).runs("chattrain ask", place).acked()


async def test_typing_is_seen_with_its_time(
    discord: Discord, clock: MovableClock, bot: Menus, ann: Person, place: Channel
) -> None:
    await clock.advance(5)
    await bot.get_partial_messageable(int(place.id)).typing()
    assert place.typing == [(5.0, discord.bot.id)]


async def test_files_of_people_can_be_read(
    discord: Discord, bot: Menus, ann: Person, place: Channel
) -> None:
    ann.writes(place, "My notes", files={"notes.txt": b"A lamp"})
    heard = await discord.until(lambda: [w for e, w in bot.heard if e == "message"])
    assert heard[0].attachments[0].filename == "notes.txt"
    assert await bot.http.get_from_cdn(heard[0].attachments[0].url) == b"A lamp"


async def test_direct_messages_are_opened_at_a_walk(discord: Discord, bot: Menus) -> None:
    discord.limits.rates = {"new dm": Rate(1, 60)}
    people = [discord.guild.user(name) for name in ("ann", "ben")]
    ann, ben = [await bot.fetch_user(int(person.id)) for person in people]
    await ann.create_dm()
    assert await code(ben.create_dm()) == 40003
