"""The settings, read from the environment and from `.env`: all problems at once, each with the
variable's name, what is wrong and what to write instead. A secret's value is never repeated.
How that is said is `variables`' business.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from adapters.discord import settings as discord
from adapters.slack import settings as slack
from bot.errors import ConfigError
from bot.variables import PROVIDERS, sentence, unknown, without_password

ProviderName = Literal["ollama", "openai", "anthropic", "scripted"]
LogFormat = Literal["auto", "console", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]

Whose = Literal["all", "tenant", "member"]
Caps = Annotated[tuple[tuple[Whose, float], ...], NoDecode]
"""A limit by whose it is, written like all=2000000, member=50000."""
_CAP = re.compile(r"(all|tenant|member) *= *(\d[\d_]*(?:\.\d+)?)")
_CAPS = re.compile(rf"{_CAP.pattern}(?: *, *{_CAP.pattern})*")

ENV_FILE = Path(".env")
DEFAULTS: Mapping[ProviderName, str] = {
    "ollama": "",  # the one that was fetched last
    "openai": "gpt-6-luna",
    "anthropic": "claude-haiku-5-5",
    "scripted": "script",
}
"""The model of each provider where none is named."""
DATABASES = ("sqlite", "postgresql", "postgres")
KEYS: Mapping[ProviderName, str] = {
    "openai": "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server without keys",
    "anthropic": "set ANTHROPIC_API_KEY",
}
"""What must be set before a provider can be asked; Ollama needs nothing."""
PLAYERS = frozenset(
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
TOGETHER = (PLAYERS, slack.NAMES, discord.NAMES)
HOME_PAGES: Mapping[str, str] = {
    "slack": "https://app.slack.com/client/{tenant}",
    "discord": "https://discord.com",
    "": "http://localhost",
}
"""Whose accounts members have, by platform, in records for other systems; "" is this machine."""
THEIRS = (*PROVIDERS, "SLACK_", "DISCORD_")
"""How the variables begin that other programs have too."""


@dataclass(frozen=True, slots=True)
class Route:
    """Who plays or judges: a provider, and the model it is asked for; empty for its own choice."""

    provider: ProviderName
    model: str


class Settings(BaseSettings, discord.Variables, slack.Variables):
    """What this process is to use. Each field is the variable of the same name in capitals; those
    of a platform stand in its adapter."""

    model_config = SettingsConfigDict(
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        env_file_encoding="utf-8",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
        validate_default=True,
    )

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

    database_url: str = Field(default="sqlite:///chattrain.db", repr=False)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    """0 for any free port."""
    chattrain_playground_token: SecretStr | None = None

    chattrain_scenarios: Annotated[tuple[Path, ...], NoDecode] = ()
    """More scenario folders, beside the bundled one."""
    chattrain_script_pace: float = Field(default=13.0, ge=0, le=1000)
    """Words per second of the scripted persona; 0 for all at once."""

    chattrain_masking: bool = True
    """Whether personal data is hidden from language models."""
    chattrain_retention_days: int | None = Field(default=None, ge=1, le=36_500)
    """After so many days a closed session is deleted; None to keep it. A tenant's own counts first."""

    chattrain_log_format: LogFormat = "auto"
    """`auto`: `console` on a terminal, else `json`."""
    chattrain_log_level: LogLevel = "info"

    @field_validator("ollama_base_url", "openai_base_url", "anthropic_base_url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"https?://[^/\s]", url):
            raise ValueError("is not a web address; write it like http://127.0.0.1:11434/v1")
        return url

    @field_validator("openai_api_key", "anthropic_api_key", "chattrain_playground_token")
    @classmethod
    def _can_be_sent(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not re.fullmatch(r"[!-~]+", secret.get_secret_value()):
            raise ValueError(
                "has a blank or a character outside ASCII in it; copy it again, without quotes"
            )
        return secret

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

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, url: str) -> str:
        scheme, found, rest = url.partition("://")
        if not found or scheme.partition("+")[0] not in DATABASES or not _place(rest):
            raise ValueError(
                "is not a database this program knows; "
                "write it like sqlite:///chattrain.db or postgresql://user@host/name"
            )
        return url

    @field_validator("chattrain_log_format", "chattrain_log_level", mode="before")
    @classmethod
    def _in_any_case(cls, text: object) -> object:
        return text.strip().lower() if isinstance(text, str) else text

    @field_validator("chattrain_scenarios", mode="before")
    @classmethod
    def _split(cls, text: object) -> object:
        if not isinstance(text, str):
            return text
        return tuple(Path(part.strip()).expanduser() for part in text.split(os.pathsep) if part)

    @field_validator("chattrain_scenarios")
    @classmethod
    def _are_folders(cls, folders: tuple[Path, ...]) -> tuple[Path, ...]:
        for folder in folders:
            if not folder.is_dir():
                raise ValueError(
                    f"names {str(folder)!r}, which is not a folder; make it or leave it out "
                    f"(folders are separated by {os.pathsep!r})"
                )
        return folders

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

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the address that is served."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    @property
    def platforms(self) -> tuple[slack.Settings | discord.Settings, ...]:
        """The chat platforms that are configured, besides the playground."""
        return tuple(platform for platform in (self.slack, self.discord) if platform is not None)

    @property
    def database(self) -> str:
        """The database's address without its password, to be shown."""
        return without_password(self.database_url)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value, so that logs can leave them out."""
        kept = (getattr(self, name) for name in type(self).model_fields)
        values = [value.get_secret_value() for value in kept if isinstance(value, SecretStr)]
        values += self.slack.keys if self.slack else ()
        password = urlsplit(self.database_url).password
        return (*values, password, unquote(password)) if password else tuple(values)


def load(env_file: Path | None = ENV_FILE) -> Settings:
    """The settings of this process. Raises ConfigError that names every problem, one a line."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise ConfigError("\n".join(sentence(dict(e)) for e in error.errors())) from None
    except UnicodeDecodeError:
        raise ConfigError(f"{env_file} is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"{env_file} cannot be read ({error.strerror}).") from None


def load_sound(env_file: Path | None = ENV_FILE) -> tuple[Settings, frozenset[str]]:
    """The settings with the default of each that is wrong, and the names of those: for a look at
    the rest of an installation."""
    try:
        return Settings(_env_file=env_file), frozenset()
    except ValidationError as error:
        wrong = frozenset(str(e["loc"][0]) for e in error.errors())
    except (UnicodeDecodeError, OSError):
        return load_sound(None)
    wrong = wrong.union(*(group for group in TOGETHER if wrong & group))
    defaults = {name: Settings.model_fields[name].default for name in wrong}
    return Settings(_env_file=env_file, **defaults), wrong


def misspelt(
    env_file: Path | None = ENV_FILE, environ: Mapping[str, str] = os.environ
) -> list[str]:
    """The variables that are none of ours though they are called so, a sentence each."""
    return unknown(environ, _in_file(env_file), variables(), THEIRS)


def without_effect(settings: Settings) -> Iterator[str]:
    """What is set but has no effect, a sentence each."""
    if not settings.on_loopback and settings.chattrain_playground_token is None:
        yield (
            f"The playground is off, because HOST is {settings.host} and "
            "CHATTRAIN_PLAYGROUND_TOKEN is not set: set it to a long random text."
        )


def variables() -> tuple[str, ...]:
    """The names of all variables, in the order in which they are declared."""
    return tuple(name.upper() for name in Settings.model_fields)


def _in_file(env_file: Path | None) -> Iterator[str]:
    """The names that the file sets; none where it cannot be read, which `load` tells."""
    with suppress(UnicodeDecodeError, OSError):
        if env_file is not None and env_file.is_file():
            yield from dotenv_values(env_file, interpolate=False)


def _place(rest: str) -> bool:
    """Whether what follows `://` names a file, or a host with a port that is a number."""
    try:
        return rest.strip("/") not in ("", ":memory:") and urlsplit(f"//{rest}").port != 0
    except ValueError:
        return False


def _named(info: ValidationInfo) -> set[str]:
    """The providers that are named for one purpose."""
    models = (info.data.get(f"chattrain_{purpose}_model") for purpose in ("persona", "judge"))
    return {model.partition("/")[0] for model in models if model}


def _any_of(names: object) -> str:
    return " or ".join(get_args(names))


def revealed(secret: SecretStr | None) -> str | None:
    """A secret as text, for whoever it is sent to."""
    return None if secret is None else secret.get_secret_value()
