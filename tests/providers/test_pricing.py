"""What a call costs, and where that is not known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.ports.provider import Usage
from bot.providers import anthropic, openai
from bot.providers.pricing import PUBLISHED, Price, Prices, read

MILLION = 1_000_000
USED = Usage(tokens_in=2 * MILLION, tokens_cached=MILLION, tokens_out=MILLION)


def test_what_a_cache_had_costs_less_than_what_it_had_not() -> None:
    price = Price(into=3, cached=0.5, out=10)
    assert price.of(USED) == 3 + 0.5 + 10
    assert price.of(Usage()) == 0
    assert price.of(Usage(tokens_in=1, tokens_cached=MILLION)) == 0.5


@pytest.mark.parametrize(
    ("provider", "model"),
    [("openai", openai.DEFAULT_MODEL), ("anthropic", anthropic.DEFAULT_MODEL)],
)
def test_the_models_that_are_asked_by_default_have_a_price(provider: str, model: str) -> None:
    assert Prices().cost(provider, model, USED) is not None


def test_where_a_maker_has_two_prices_the_higher_one_counts() -> None:
    assert PUBLISHED["gpt-5.6-sol"] == PUBLISHED["gpt-5.6"] == Price(into=5, cached=0.5, out=30)
    assert PUBLISHED["deepseek-flash"] == Price(into=0.3, cached=0.006, out=1.2)


def test_a_version_of_a_model_costs_what_the_model_does() -> None:
    prices = Prices()
    assert prices.of("anthropic", "claude-haiku-4-5-20251001") == PUBLISHED["claude-haiku-4-5"]
    assert prices.of("openai", "gpt-5-mini-2025-08-07") == PUBLISHED["gpt-5-mini"]


@pytest.mark.parametrize(
    ("provider", "model"),
    [
        ("openai", "my-own-model"),
        ("openai", "gpt-6-luna-next"),
        ("ollama", "gpt-6-luna"),
        ("scripted", "script"),
        ("", ""),
    ],
)
def test_a_model_nobody_knows_the_price_of_has_no_cost_rather_than_none(
    provider: str, model: str
) -> None:
    assert Prices().cost(provider, model, USED) is None


def test_published_prices_make_sense() -> None:
    for price in PUBLISHED.values():
        assert 0 < price.cached < price.into < price.out


def written(tmp_path: Path, table: object) -> Path:
    file = tmp_path / "prices.json"
    file.write_text(table if isinstance(table, str) else json.dumps(table))
    return file


def test_an_own_price_counts_before_the_published_one(tmp_path: Path) -> None:
    own = read(
        written(
            tmp_path,
            {
                "gpt-6-luna": {"in": 1, "cached": 0.1, "out": 2},
                "ollama/qwen3:8b": {"in": 0.5, "out": 0.5},
                "free": {"in": 0, "cached": 0, "out": 0},
            },
        )
    )
    assert own.cost("openai", "gpt-6-luna", USED) == 1 + 0.1 + 2
    assert own.cost("ollama", "qwen3:8b", USED) == 0.5 + 0.5 + 0.5
    assert own.cost("openai", "qwen3:8b", USED) is None
    assert own.cost("ollama", "free", USED) == 0
    assert own.of("anthropic", "claude-haiku-5-5") == PUBLISHED["claude-haiku-5-5"]
    assert read(None) == Prices()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("{", "is not JSON"),
        ("\x00", "is not JSON"),
        ([], "must be an object"),
        ({"m": 1}, "wrong price for 'm'"),
        ({"m": {"in": 1}}, "wrong price for 'm'"),
        ({"m": {"in": 1, "out": "2"}}, "wrong price for 'm'"),
        ({"m": {"in": 1, "out": -2}}, "wrong price for 'm'"),
        ({"m": {"in": True, "out": 2}}, "wrong price for 'm'"),
        ('{"m": {"in": NaN, "out": 2}}', "wrong price for 'm'"),
        ({"m": {"in": 1, "out": 2, "input": 3}}, "wrong price for 'm'"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_what_to_write(
    table: object, told: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=told):
        read(written(tmp_path, table))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"CHATTRAIN_PRICES: .*none\.json cannot be read"):
        read(tmp_path / "none.json")
