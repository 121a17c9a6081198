"""What is known of OpenAI itself and learned of servers like it."""

from __future__ import annotations

import subprocess
import sys
from typing import get_args

import httpx2
import pytest
from openai import BadRequestError
from openai.types import ChatModel

from bot.providers.dialect import Dialect
from bot.providers.openai import ADDRESS, DEFAULT_MODEL


def complaint(message: str = "no", param: str | None = None) -> BadRequestError:
    response = httpx2.Response(400, request=httpx2.Request("POST", ADDRESS))
    return BadRequestError(message, response=response, body={"message": message, "param": param})


def test_the_default_model_is_one_the_sdk_knows() -> None:
    assert DEFAULT_MODEL in get_args(ChatModel)


def test_the_sdk_is_imported_no_earlier_than_it_is_needed() -> None:
    code = "import bot.providers.openai, sys; sys.exit('openai' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("address", [ADDRESS, "https://eu.api.openai.com/v1"])
def test_openai_gets_the_new_name_of_the_limit_and_is_told_not_to_think(address: str) -> None:
    assert Dialect.of(address).parameters(400) == {
        "max_completion_tokens": 400,
        "reasoning_effort": "none",
        "stream_options": {"include_usage": True},
    }


@pytest.mark.parametrize("address", ["http://127.0.0.1:11434/v1", "https://api.deepseek.com"])
def test_other_servers_get_what_all_of_them_know(address: str) -> None:
    assert Dialect.of(address).parameters(400) == {
        "max_tokens": 400,
        "stream_options": {"include_usage": True},
    }


def test_what_is_refused_is_sent_in_a_simpler_way_until_nothing_is_left() -> None:
    dialect: Dialect | None = Dialect.of(ADDRESS)
    sent = []
    for param in [
        "reasoning_effort",
        "reasoning_effort",
        "stream_options",
        "max_completion_tokens",
    ]:
        assert dialect is not None
        dialect = dialect.without(complaint(param=param))
        assert dialect is not None
        sent.append(dialect.parameters(400))
    assert sent[0]["reasoning_effort"] == "low"
    assert "reasoning_effort" not in sent[1]
    assert sent[-1] == {"max_tokens": 400}
    assert dialect is not None
    assert dialect.without(complaint(param="max_tokens")) is None


def test_a_complaint_about_something_else_changes_nothing() -> None:
    assert Dialect.of(ADDRESS).without(complaint("the prompt is too long")) is None
    assert Dialect.of(ADDRESS).without(complaint("max_completion_tokens", param="model")) is None
