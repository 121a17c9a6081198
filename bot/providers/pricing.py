"""What models cost: US dollars per million tokens, as their makers publish them.

A model that is not here has no known cost, which is something else than none. Prices are for
requests of ordinary length and speed; where a maker has two by the time of day, or one for a while
only, the higher one stands here. What writing to a prompt cache costs beyond the input itself is
left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.errors import ConfigError
from bot.ports.provider import Usage

READ_ON = "2026-11-21"
"""When the prices below were read. Those of Anthropic and DeepSeek at their own pages,
https://platform.claude.com/docs/about-claude/pricing and
https://api-docs.deepseek.com/quick_start/pricing; those of OpenAI, whose page is
https://developers.openai.com/api/docs/pricing, in what others copied from it."""
LONGEST = 256 * 1024
"""The largest file of prices that is read, in bytes."""
_DATED = re.compile(r"-(?:\d{8}|\d{4}-\d{2}-\d{2})$")
"""How makers end the name of one version of a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Dollars per million tokens; `cached` is for those of the input that a cache had."""

    into: float
    cached: float
    out: float

    def of(self, usage: Usage) -> float:
        fresh = max(0, usage.tokens_in - usage.tokens_cached)
        dollars = fresh * self.into + usage.tokens_cached * self.cached
        return (dollars + usage.tokens_out * self.out) / 1_000_000


def _price(into: float, cached: float, out: float) -> Price:
    return Price(into=into, cached=cached, out=out)


PUBLISHED: Mapping[str, Price] = MappingProxyType(
    {
        "gpt-6-astra": _price(10, 1, 50),
        "gpt-6.1-sol": _price(2, 0.1, 10),
        "gpt-6.1-terra": _price(1, 0.05, 5),
        "gpt-6-sol": _price(2, 0.2, 10),
        "gpt-6-luna": _price(0.1, 0.01, 0.5),
        "gpt-5.6-sol": _price(5, 0.5, 30),  # 4, 0.4 and 20 were promised until 2026-11-21
        "gpt-5.6": _price(5, 0.5, 30),  # another name of it
        "gpt-5.6-terra": _price(2, 0.2, 12),
        "gpt-5.6-luna": _price(0.2, 0.02, 1.2),
        "gpt-5.5": _price(5, 0.5, 30),
        "gpt-5.4": _price(2.5, 0.25, 15),
        "gpt-5.4-mini": _price(0.75, 0.075, 4.5),
        "gpt-5-mini": _price(0.25, 0.025, 2),
        "claude-fable-5-1": _price(10, 0.25, 50),
        "claude-fable-5": _price(10, 1, 50),
        "claude-opus-5-5": _price(4, 0.2, 20),
        "claude-opus-5": _price(5, 0.5, 25),
        "claude-opus-4-8": _price(5, 0.5, 25),
        "claude-opus-4-7": _price(5, 0.5, 25),
        "claude-opus-4-6": _price(5, 0.5, 25),
        "claude-opus-4-5": _price(5, 0.5, 25),
        "claude-sonnet-5-5": _price(2, 0.1, 10),
        "claude-sonnet-5": _price(2, 0.2, 10),
        "claude-sonnet-4-6": _price(3, 0.3, 15),
        "claude-sonnet-4-5": _price(3, 0.3, 15),
        "claude-haiku-5-5": _price(0.1, 0.01, 0.5),  # five times as much beyond 100,000 tokens in
        "claude-haiku-4-5": _price(1, 0.1, 5),
        "deepseek-flash": _price(0.3, 0.006, 1.2),
        "deepseek-v4-flash": _price(0.3, 0.006, 1.2),  # its former name
        "deepseek-v4-pro": _price(1.32, 0.044, 3.96),
    }
)


@dataclass(frozen=True, slots=True)
class Prices:
    """The published prices, with an installation's own before them.

    An own price is for `model`, or for `provider/model`.
    """

    own: Mapping[str, Price] = field(default_factory=dict)

    def cost(self, provider: str, model: str, usage: Usage) -> float | None:
        """What a call cost in dollars; None where nobody knows."""
        price = self.of(provider, model)
        return None if price is None else price.of(usage)

    def of(self, provider: str, model: str) -> Price | None:
        """A model's price; one version of a model costs what the model does."""
        for name in (model, _DATED.sub("", model)):
            for table, key in ((self.own, f"{provider}/{name}"), (self.own, name)):
                if key in table:
                    return table[key]
        return PUBLISHED.get(_DATED.sub("", model)) if provider in MAKERS else None


MAKERS = frozenset({"openai", "anthropic"})
"""Providers that may have a published price; what is on one's own machine has none."""


def read(file: Path | None) -> Prices:
    """The prices with those of a file before them: JSON such as
    {"openai/qwen3": {"in": 0.1, "cached": 0.01, "out": 0.4}}. Raises ConfigError."""
    if file is None:
        return Prices()
    try:
        with file.open("rb") as opened:
            table = json.loads(opened.read(LONGEST))
    except OSError as error:
        raise ConfigError(f"CHATTRAIN_PRICES: {file} cannot be read ({error.strerror}).") from None
    except ValueError as error:
        raise ConfigError(f"CHATTRAIN_PRICES: {file} is not JSON: {error}.") from None
    if not isinstance(table, dict):
        raise ConfigError(f"CHATTRAIN_PRICES: {file} must be an object of models and prices.")
    return Prices({name: _own(file, name, figures) for name, figures in table.items()})


def _own(file: Path, name: str, figures: Any) -> Price:
    """One entry of a file; without `cached`, what a cache had costs as much as the rest."""
    if not isinstance(figures, dict) or not {"in", "out"} <= figures.keys() <= {
        "in",
        "cached",
        "out",
    }:
        raise _wrong(file, name)
    figures = {"cached": figures["in"]} | figures
    if not all(_is_price(figure) for figure in figures.values()):
        raise _wrong(file, name)
    return Price(into=figures["in"], cached=figures["cached"], out=figures["out"])


def _is_price(figure: Any) -> bool:
    return isinstance(figure, int | float) and not isinstance(figure, bool) and 0 <= figure < 1e6


def _wrong(file: Path, name: str) -> ConfigError:
    return ConfigError(
        f"CHATTRAIN_PRICES: {file} has a wrong price for {name!r}; "
        'write it like {"in": 0.1, "cached": 0.01, "out": 0.4}, in dollars per million tokens.'
    )
