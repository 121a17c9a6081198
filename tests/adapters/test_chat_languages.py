"""In which language the chats themselves speak to people: their own, else the tenant's."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import pytest

from adapters.chat.languages import Languages, spoken
from adapters.discord import wording as discords
from adapters.slack import wording as slacks
from bot.domain.content import Handout, Offer, Offered
from bot.domain.events import Commanded
from bot.domain.keeping import TenantSettings
from bot.domain.member import EVERYONE
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.wording import TABLES, office, outside
from bot.errors import StoreError
from tests.adapters import discord_app, slack_app
from tests.fakes.discord import Discord, error, limited
from tests.requirements import claims

EVERY: Mapping[str, tuple[Any, ...]] = {
    "outside": outside.TABLES,
    "discord": discords.TABLES,
    "slack": slacks.TABLES,
}
SAME = {"total", "language"}
"""What needs no other words in another language."""
TEAM, ANN = slack_app.TEAM, MemberId("U1")


# The tables


@claims("chat.languages")
@pytest.mark.parametrize("name", EVERY)
def test_every_sentence_is_there_in_every_language_with_the_same_places(name: str) -> None:
    english, *others = EVERY[name]
    assert [table.language for table in EVERY[name]] == [table.language for table in TABLES]
    for table in others:
        for field in fields(table):
            ours, theirs = (list(texts(getattr(one, field.name))) for one in (english, table))
            assert list(map(places, ours)) == list(map(places, theirs)), field.name
            assert all(theirs)
            assert ours != theirs or field.name in SAME, field.name


def texts(found: object) -> Iterator[str]:
    match found:
        case str():
            yield found
        case dict():
            yield from (text for key in sorted(found) for text in texts(found[key]))
        case tuple():
            yield from (text for one in found for text in texts(one))


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("name", EVERY)
def test_a_language_without_a_table_is_spoken_to_in_english(name: str) -> None:
    for table in EVERY[name]:
        assert {type(one) for one in EVERY[name]} == {type(table)}
    of = {"outside": outside.of, "discord": discords.of, "slack": slacks.of}[name]
    assert (of("fr"), of(""), of("de-CH")) == (EVERY[name][0], EVERY[name][0], EVERY[name][1])


# Whose language


class Kept:
    """What is set for a tenant."""

    def __init__(self, language: str) -> None:
        self.language, self.broken = language, False

    @property
    def office(self) -> Kept:
        return self

    async def settings(self, tenant: TenantId) -> TenantSettings:
        if self.broken:
            raise StoreError("away")
        return TenantSettings(tenant=tenant, language=self.language)


@claims("chat.languages")
@pytest.mark.parametrize(
    ("own", "tenants", "expected"),
    [
        ("de", "en", "de"),
        ("en-GB", "de", "en"),
        ("", "de", "de"),
        ("fr", "de", "de"),
        ("ja", "en", "en"),
        ("", "pt", "en"),
    ],
)
async def test_their_own_comes_first_then_the_tenants_then_english(
    own: str, tenants: str, expected: str
) -> None:
    languages = Languages(records=Kept(tenants), own=lambda _team, _member: own)
    assert await languages.of(TEAM, ANN) == expected
    assert await languages.around(TEAM) == (spoken(tenants) or "en")


async def test_while_the_store_is_away_the_last_that_was_known_is_spoken() -> None:
    kept = Kept("de")
    languages = Languages(records=kept, own=lambda _team, _member: "")
    assert languages.at_once(TEAM, ANN) == "en"
    await languages.of(TEAM, ANN)
    kept.broken = True
    assert languages.at_once(TEAM, ANN) == await languages.of(TEAM, ANN) == "de"


# Slack


@claims("chat.languages", "slack.home")
async def test_a_home_is_in_its_members_language() -> None:
    async with slack_app.practising() as practice:
        ann, bob = practice.space.user("U1", locale="de-DE"), practice.space.user("U2")
        await practice.adapter.directory.person(TEAM, ANN)
        for one in (ann, bob):
            one.opens_home("home")
        await practice.slack.until(lambda: ann.home and bob.home)
        assert ann.home is not None
        assert bob.home is not None
        assert "Meine Ergebnisse" in ann.home.shown
        assert TABLES[1].talk.privacy in ann.home.shown
        assert "My results" in bob.home.shown
        assert len(practice.slack.calls("users.info")) == 1, "nobody is asked for because of this"


@claims("chat.languages")
async def test_of_whom_slack_told_nothing_the_workspaces_language_is_spoken() -> None:
    async with slack_app.practising() as practice:
        practice.kept.language = "de"
        ann = practice.space.user("U1")
        ann.opens_home("messages")
        ann.opens_home("home")
        await practice.slack.until(lambda: ann.home and practice.space.prompts)
        assert ann.home is not None
        assert "Eine Übung beginnen" in ann.home.shown
        assert "Was kann ich üben?" in str(practice.space.prompts)
        people = practice.adapter.directory
        assert "/invite" in str(await people.refusal(Surface("slack", TEAM, "C9")))
        assert "nicht in diesem Kanal" in str(await people.refusal(Surface("slack", TEAM, "C9")))
        practice.intake.broken = StoreError("the disk is full")
        await ann.runs("/chattrain", "list").acked()
        (told,) = practice.space.ephemeral("U1")
        assert "ließ sich nicht speichern" in told.shown
        everyone = await people.group(TEAM, EVERYONE)
        assert everyone is not None
        assert everyone.name == "alle"


@claims("chat.languages")
async def test_of_what_slack_told_of_somebodys_language_the_latest_holds() -> None:
    async with slack_app.practising() as practice:
        ann = practice.space.user("U1", locale="en-US")
        await practice.adapter.directory.person(TEAM, ANN)
        ann.user.locale = "de-DE"
        await practice.adapter.directory.people(TEAM)
        ann.opens_home("home")
        await practice.slack.until(lambda: ann.home)
        assert ann.home is not None
        assert "Meine Ergebnisse" in ann.home.shown


@claims("chat.languages")
async def test_what_is_offered_in_slack_is_in_the_language_of_the_offer() -> None:
    async with slack_app.practising() as practice:
        practice.space.user("U1")
        ref = await practice.adapter.post(Surface("slack", TEAM, "U1"), offer(ANN), "k")
        shown = practice.space.message(ref.surface.channel, ref.id).shown
        assert "Schwierigkeit 2 von 5, auf Englisch" in shown
        assert "[Beginnen]" in shown


# Discord


@claims("chat.languages")
async def test_a_german_is_told_in_german_that_nothing_was_stored() -> None:
    async with discord_app.practising() as practice:
        eva = practice.discord.guild.user("eva", locale="de")
        await practice.discord.until(lambda: practice.discord.commands.everywhere)
        practice.intake.broken = StoreError("no room")
        asked = eva.runs("chattrain list", practice.place)
        assert "ließ sich nicht speichern" in (await asked.answered()).shown


@claims("chat.languages")
async def test_a_server_is_refused_for_in_its_own_language() -> None:
    async with discord_app.practising() as practice:
        practice.kept.language = "de"
        practice.place.denies(practice.discord.bot, "send_messages")
        people = practice.adapter.directory
        assert "ChatTrain fehlt Send Messages" in str(await people.refusal(practice.home))
        practice.place.kind = 15
        assert "Textkanal" in str(await people.refusal(practice.home))
        everyone = await people.group(practice.tenant, EVERYONE)
        assert everyone is not None
        assert everyone.name == "alle"


@claims("chat.languages")
async def test_which_server_is_meant_is_asked_in_the_persons_language() -> None:
    async with discord_app.practising() as practice:
        eva = practice.discord.guild.user("eva", locale="de")
        other = practice.discord.add_guild("Other")
        other.user("eva")
        await practice.discord.until(lambda: practice.discord.commands.everywhere)
        asked = await eva.runs("chattrain list", eva.dm).answered()
        assert "Für welchen Server übst du?" in asked.shown
        await eva.presses(asked, "Other").acked()
        assert "Du übst für Other" in asked.shown


@claims("chat.languages")
@pytest.mark.parametrize("locale", ["de", "en-US"])
async def test_where_a_practice_cannot_be_opened_is_said_in_the_persons_language(
    locale: str,
) -> None:
    async with discord_app.practising() as practice:
        words = discords.of(locale)
        eva = practice.discord.guild.user("eva", locale=locale)
        await practice.discord.until(lambda: practice.discord.commands.everywhere)
        asked = eva.runs("chattrain start", practice.place, scenario="late-lamp")
        event = await practice.intake.first(Commanded)
        await asked.acked()
        assert event.opens is not None
        opening = practice.opened("eva", event.opens)
        practice.discord.faults.play("start thread", limited(136.0))
        await practice.adapter.delayed(practice.home, opening, 136.0)
        assert (await asked.answered()).shown == words.waiting(136.0)
        assert "3" in words.waiting(136.0)


@claims("chat.languages")
async def test_a_file_that_cannot_be_sent_is_told_in_the_language_of_its_message() -> None:
    async with Discord() as discord, discord_app.made(discord) as practice:
        member = MemberId(practice.person().id)
        told = Handout(text="Alles.", name="data.jsonl", only_for=member, language="de")
        await practice.adapter.post(practice.home, told, "k")
        (message,) = practice.person().sees()
        assert "Die Datei ließ sich nicht senden" in message.shown


@claims("chat.languages")
async def test_what_discord_takes_in_no_form_is_told_in_the_language_that_is_known() -> None:
    async with Discord() as discord, discord_app.made(discord) as practice:
        discord.faults.play("create message", error(50035), error(50035))
        practice.kept.language = "de"
        await practice.adapter.directory.group(practice.tenant, EVERYONE)
        ref = await practice.adapter.post(practice.home, discord_app.speech("Hello"), "k")
        assert "eine Nachricht, die Discord nicht annimmt" in practice.message(ref).shown


def offer(member: MemberId) -> Offer:
    one = Offered(id="x", title="X", category="c", difficulty=2, language="en")
    text = office.say("de", "choose")
    return Offer(text=text, scenarios=(one,), only_for=member, language="de")
