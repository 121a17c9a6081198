"""The command in the languages there are words for, as Discord takes them."""

from __future__ import annotations

from typing import get_args

import pytest
from discord import Locale
from discord.app_commands.commands import validate_name

from adapters.discord.commands import ASKED
from adapters.discord.localising import fields, in_words_of, locales
from bot.domain import wording
from bot.domain.events import TYPED
from bot.domain.wording import office
from bot.domain.wording.commands import COMMANDS, Place
from tests.requirements import claims

PLACES: tuple[Place, ...] = get_args(Place)


@claims("discord.languages")
@pytest.mark.parametrize("place", PLACES)
def test_names_and_descriptions_are_such_as_discord_takes(place: Place) -> None:
    found = fields(place)
    known = {locale.value for locale in Locale}
    for name in (found["name"], *found["name_localizations"].values()):
        assert validate_name(name) == name
    for said in (found["description"], *found["description_localizations"].values()):
        assert 1 <= len(said) <= 100
    assert set(found["name_localizations"]) == set(found["description_localizations"]) <= known


@claims("discord.languages")
def test_there_are_words_in_every_language_that_sessions_have() -> None:
    assert COMMANDS.keys() == {table.language for table in wording.TABLES}
    assert all(words.keys() == set(PLACES) for words in COMMANDS.values())


def test_what_comes_back_is_what_can_be_typed() -> None:
    assert [fields(command)["name"] for command in ASKED] == list(ASKED)
    assert set(ASKED) <= set(TYPED)


def test_a_language_is_meant_in_all_its_countries() -> None:
    assert locales("en") == ("en-US", "en-GB")
    assert locales("de") == ("de",)
    assert locales("x") == ()
    assert fields("list")["name_localizations"] == {"en-US": "list", "en-GB": "list", "de": "liste"}


@pytest.mark.parametrize("language", COMMANDS)
def test_no_two_are_called_the_same(language: str) -> None:
    names = [COMMANDS[language][command].name for command in ASKED]
    assert len(set(names)) == len(names)


@claims("discord.named")
def test_sentences_name_commands_as_their_readers_discord_shows_them() -> None:
    commands = office.say("en", "commands")
    told = in_words_of("de", commands)
    assert "`/chattrain start` opens a practice, `liste` shows the scenarios, `ergebnisse`" in told
    for locale in ("en-GB", "", "ja"):
        assert in_words_of(locale, commands) == commands
    assert in_words_of("de", office.say("en", "help_says")).endswith(
        "`/chattrain hilfe` says what there is."
    )
    assert (
        in_words_of("de", "Type `!help`, or look at `list`.") == "Type `!help`, or look at `list`."
    )
