"""Who plays and who judges: the variables of language models, what is wrong with them, and the order
in which models are asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, SecretStr, ValidationInfo, field_validator
from pydantic_settings import NoDecode

ProviderName = Literal["ollama", "openai", "anthropic", "scripted"]

Whose = Literal["all", "tenant", "member"]
Caps = Annotated[tuple[tuple[Whose, float], ...], NoDecode]
"""A limit by whose it is, written like all=2000000, member=50000."""
_CAP = re.compile(r"(all|tenant|member) *= *(\d[\d_]*(?:\.\d+)?)")
_CAPS = re.compile(rf"{_CAP.pattern}(?: *, *{_CAP.pattern})*")

DEFAULTS: Mapping[ProviderName, str] = {
    "ollama": "",  # the one that was fetched last
    "openai": "gpt-6-luna",
    "anthropic": "claude-haiku-5-5",
    "scripted": "script",
}
"""The model of each provider where none is named."""
KEYS: Mapping[ProviderName, str] = {
    "openai": "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server without keys",
    "anthropic": "set ANTHROPIC_API_KEY",
}
"""What must be set before a provider can be asked; Ollama needs nothing."""
NAMES = frozenset(
    {
        "ollama_base_url",
        "openai_base_url",
        "anthropic_base_url",
        "openai_api_key",
        "anthropic_api_key",
        "chattrain_persona_model",
        "chattrain_judge_model",
        "ollama_model",
        "openai_model",
        "anthropic_model",
        "chattrain_providers",
    }
)
"""The settings that say who plays and who judges; they are right or wrong together."""


@dataclass(frozen=True, slots=True)
class Route:
    """Who plays or judges: a provider, and the model it is asked for; empty for its own choice."""

    provider: ProviderName
    model: str


class Variables(BaseModel):
    """The variables of language models. Each field is the variable of the same name in capitals."""

    ollama_base_url: str | None = None
    openai_base_url: str | None = None
    anthropic_base_url: str | None = None
    """Where the model is asked; None for the maker's own address, and this machine for Ollama."""
    openai_api_key: SecretStr | None = None
    anthropic_api_key: SecretStr | None = None
    chattrain_persona_model: str | None = None
    """`provider/model` for the persona alone."""
    chattrain_judge_model: str | None = None
    """`provider/model` for the judge alone."""
    ollama_model: str | None = None
    openai_model: str | None = None
    anthropic_model: str | None = None
    chattrain_providers: Annotated[tuple[ProviderName, ...], NoDecode] = ()
    """The order of preference; empty for those configured, scripted last."""

    chattrain_tokens_per_day: Caps = ()
    chattrain_calls_per_minute: Caps = ()
    chattrain_dollars_per_day: Caps = ()
    """Limits on models: in all, for a tenant, for a member; without one, as many as they take."""
    chattrain_prices: Path | None = None
    """A file of prices that count before those published."""

    @field_validator("ollama_base_url", "openai_base_url", "anthropic_base_url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"https?://[^/\s]", url):
            raise ValueError("is not a web address; write it like http://127.0.0.1:11434/v1")
        return url

    @field_validator("openai_api_key", "anthropic_api_key")
    @classmethod
    def _can_be_sent(cls, secret: SecretStr | None) -> SecretStr | None:
        return sendable(secret)

    @field_validator("chattrain_persona_model", "chattrain_judge_model")
    @classmethod
    def _names_provider_and_model(cls, text: str | None) -> str | None:
        if text is not None:
            provider, _, model = text.partition("/")
            if not model or provider not in get_args(ProviderName):
                raise ValueError(
                    f"must be provider/model, the provider one of {_any_of(ProviderName)}, "
                    f"like openai/{DEFAULTS['openai']}"
                )
        return text

    @field_validator("chattrain_providers", mode="before")
    @classmethod
    def _listed(cls, text: object) -> object:
        if not isinstance(text, str):
            return text
        names = tuple(dict.fromkeys(n.strip().lower() for n in text.split(",") if n.strip()))
        for name in names:
            if name not in get_args(ProviderName):
                raise ValueError(
                    f"names the unknown provider {name!r}; "
                    f"write names of {_any_of(ProviderName)}, separated by commas"
                )
        return names

    @field_validator("openai_model")
    @classmethod
    def _is_named_for_other_servers(cls, model: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("openai_base_url") and not (model or "openai" in _named(info)):
            raise ValueError(
                "is not set, but OPENAI_BASE_URL is; set it to a model that server has"
            )
        return model

    @field_validator("chattrain_providers")
    @classmethod
    def _are_configured(
        cls, names: tuple[ProviderName, ...], info: ValidationInfo
    ) -> tuple[ProviderName, ...]:
        wanted = {*names, *_named(info)}
        for name, remedy in KEYS.items():
            fields = {f"{name}_api_key", f"{name}_base_url"}
            known = fields <= info.data.keys()
            if name in wanted and known and not any(info.data[field] for field in fields):
                raise ValueError(
                    f"or a model for one purpose names {name}, which is not configured; {remedy}"
                )
        return names

    @field_validator(
        "chattrain_tokens_per_day",
        "chattrain_calls_per_minute",
        "chattrain_dollars_per_day",
        mode="before",
    )
    @classmethod
    def _are_caps(cls, text: object) -> object:
        if not isinstance(text, str):
            return text
        caps = dict(_CAP.findall(text))
        if not re.fullmatch(_CAPS, text) or len(caps) < text.count("="):
            raise ValueError(
                "must name limits such as all=2000000, tenant=500000, member=50000; "
                "one that is left out is no limit"
            )
        return tuple((whose, float(limit.replace("_", ""))) for whose, limit in caps.items())

    @field_validator("chattrain_prices")
    @classmethod
    def _is_file(cls, file: Path | None) -> Path | None:
        if file is not None and not file.is_file():
            raise ValueError(
                f"names {str(file)!r}, which is not a file; correct it or leave it out"
            )
        return file

    @property
    def persona_routes(self) -> tuple[Route, ...]:
        """Who plays the persona, in order of preference. Never empty."""
        return self._routes(self.chattrain_persona_model)

    @property
    def judge_routes(self) -> tuple[Route, ...]:
        """Who judges, in order of preference; empty where there is no model."""
        routes = self._routes(self.chattrain_judge_model)
        return tuple(route for route in routes if route.provider != "scripted")

    @property
    def looks_around(self) -> bool:
        """Whether nothing is said of models, so that a local one may play if it is there."""
        named = self.chattrain_providers or self.chattrain_persona_model
        return not named and self._order == ("scripted",)

    def _routes(self, first: str | None) -> tuple[Route, ...]:
        """`first`, written `provider/model`, before all others."""
        own, _, model = (first or "").partition("/")
        routes = [Route(name, model) for name in get_args(ProviderName) if name == own]
        routes += [
            Route(name, self._models[name] or DEFAULTS[name])
            for name in self._order
            if name != own or self._models[name] is not None
        ]
        return tuple(dict.fromkeys(routes))

    @property
    def _order(self) -> tuple[ProviderName, ...]:
        if self.chattrain_providers:
            return self.chattrain_providers
        configured: Mapping[ProviderName, object] = {
            "ollama": self.ollama_base_url or self.ollama_model,
            "openai": self.openai_base_url or self.openai_api_key,
            "anthropic": self.anthropic_base_url or self.anthropic_api_key,
            "scripted": True,
        }
        return tuple(name for name, said in configured.items() if said)

    @property
    def _models(self) -> Mapping[ProviderName, str | None]:
        return {
            "ollama": self.ollama_model,
            "openai": self.openai_model,
            "anthropic": self.anthropic_model,
            "scripted": DEFAULTS["scripted"],
        }


def sendable(secret: SecretStr | None) -> SecretStr | None:
    """The secret, if it can stand in the header of a request; else raises ValueError."""
    if secret is not None and not re.fullmatch(r"[!-~]+", secret.get_secret_value()):
        raise ValueError(
            "has a blank or a character outside ASCII in it; copy it again, without quotes"
        )
    return secret


def _named(info: ValidationInfo) -> set[str]:
    """The providers that are named for one purpose."""
    models = (info.data.get(f"chattrain_{purpose}_model") for purpose in ("persona", "judge"))
    return {model.partition("/")[0] for model in models if model}


def _any_of(names: object) -> str:
    return " or ".join(get_args(names))
