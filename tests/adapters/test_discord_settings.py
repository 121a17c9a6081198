"""The variables of Discord, and what is wrong with them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from adapters.discord.settings import API_URL, Variables
from tests.requirements import claims

TOKEN = "NzAwMDAwMDAwMDAwMDAwMDAx.GZ3abc.x-y_z0"


def test_without_a_token_there_is_no_discord() -> None:
    assert Variables().discord is None


def test_a_token_is_enough() -> None:
    settings = Variables(discord_bot_token=TOKEN).discord
    assert settings is not None
    assert (settings.bot_token, settings.api_url, settings.name) == (TOKEN, API_URL, "discord")
    assert TOKEN not in repr(settings)


def test_an_address_may_end_with_a_stroke_or_not() -> None:
    for url in ("http://127.0.0.1:9/api/v10", "http://127.0.0.1:9/api/v10/"):
        assert Variables(discord_api_url=url).discord_api_url == "http://127.0.0.1:9/api/v10"


@claims("discord.settings")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (f"Bot {TOKEN}", "leave that out"),
        (f"{TOKEN}\n", "has a blank"),
        (f'"{TOKEN}"', "two points"),
        ("700000000000000001", "an application's id"),
        ("ab" * 32, "public key"),
        ("xoxb-1-2-abc", "two points"),
    ],
)
def test_what_is_no_token_is_said_without_being_repeated(wrong: str, said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Variables(discord_bot_token=wrong)
    message = raised.value.errors()[0]["msg"]
    assert said in message
    assert wrong.strip() not in message


@claims("discord.settings")
@pytest.mark.parametrize("wrong", ["discord.com/api", "ftp://discord.com", "https://"])
def test_what_is_no_address_is_said(wrong: str) -> None:
    with pytest.raises(ValidationError, match="is not a web address"):
        Variables(discord_api_url=wrong)
