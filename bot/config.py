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

from bot.errors import ConfigError
from bot.variables import sentence, unknown, without_password

ProviderName = Literal["openai", "scripted"]
LogFormat = Literal["auto", "console", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]

ENV_FILE = Path(".env")
OPENAI_DEFAULT = "gpt-6-luna"
SCRIPT = "script"
DATABASES = ("sqlite", "postgresql", "postgres")
PLAYERS = frozenset(
    {
        "openai_base_url",
        "openai_api_key",
        "chattrain_persona_model",
        "openai_model",
        "chattrain_providers",
    }
)
"""The settings that say who plays the persona; they are right or wrong together."""


@dataclass(frozen=True, slots=True)
class Route:
    """Who plays the persona: a provider, and the model it is asked for."""

    provider: ProviderName
    model: str


class Settings(BaseSettings):
    """What this process is to use. Each field is the variable of the same name in capitals."""

    model_config = SettingsConfigDict(
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        env_file_encoding="utf-8",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
        validate_default=True,
    )

    openai_base_url: str | None = None
    """Where the model is asked; None for OpenAI itself."""
    openai_api_key: SecretStr | None = None
    chattrain_persona_model: str | None = None
    """`provider/model` for the persona alone."""
    openai_model: str | None = None
    chattrain_providers: Annotated[tuple[ProviderName, ...], NoDecode] = ()
    """The order of preference; empty for those configured, scripted last."""

    database_url: str = Field(default="sqlite:///chattrain.db", repr=False)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    """0 for any free port."""
    chattrain_playground_token: SecretStr | None = None

    chattrain_scenarios: Annotated[tuple[Path, ...], NoDecode] = ()
    """More scenario folders, beside the bundled one."""
    chattrain_script_pace: float = Field(default=13.0, ge=0, le=1000)
    """Words per second of the scripted persona; 0 for all at once."""

    chattrain_log_format: LogFormat = "auto"
    """`auto`: `console` on a terminal, else `json`."""
    chattrain_log_level: LogLevel = "info"

    @field_validator("openai_base_url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"https?://[^/\s]", url):
            raise ValueError("is not a web address; write it like http://127.0.0.1:11434/v1")
        return url

    @field_validator("openai_api_key", "chattrain_playground_token")
    @classmethod
    def _can_be_sent(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not re.fullmatch(r"[!-~]+", secret.get_secret_value()):
            raise ValueError(
                "has a blank or a character outside ASCII in it; copy it again, without quotes"
            )
        return secret

    @field_validator("chattrain_persona_model")
    @classmethod
    def _names_provider_and_model(cls, text: str | None) -> str | None:
        if text is not None:
            provider, _, model = text.partition("/")
            if not model or provider not in get_args(ProviderName):
                raise ValueError(
                    f"must be provider/model, the provider one of {_any_of(ProviderName)}, "
                    "like openai/gpt-5-mini"
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
        own = info.data.get("chattrain_persona_model") or ""
        if info.data.get("openai_base_url") and not (model or own.startswith("openai/")):
            raise ValueError(
                "is not set, but OPENAI_BASE_URL is; set it to a model that server has"
            )
        return model

    @field_validator("chattrain_providers")
    @classmethod
    def _are_configured(
        cls, names: tuple[ProviderName, ...], info: ValidationInfo
    ) -> tuple[ProviderName, ...]:
        own = info.data.get("chattrain_persona_model") or ""
        known = {"openai_api_key", "openai_base_url"} <= info.data.keys()
        configured = info.data.get("openai_api_key") or info.data.get("openai_base_url")
        if ("openai" in names or own.startswith("openai/")) and known and not configured:
            raise ValueError(
                "or CHATTRAIN_PERSONA_MODEL names openai, which is not configured; set "
                "OPENAI_API_KEY, or OPENAI_BASE_URL for a server without keys"
            )
        return names

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
        own, _, model = (self.chattrain_persona_model or "").partition("/")
        first = [Route(name, model) for name in get_args(ProviderName) if name == own]
        rest = [Route(name, self._models[name] or OPENAI_DEFAULT) for name in self._order]
        if own and self._models[first[0].provider] is None:
            rest = [route for route in rest if route.provider != own]
        return tuple(dict.fromkeys(first + rest))

    @property
    def _order(self) -> tuple[ProviderName, ...]:
        if self.chattrain_providers:
            return self.chattrain_providers
        openai = self.openai_api_key is not None or self.openai_base_url is not None
        return ("openai", "scripted") if openai else ("scripted",)

    @property
    def _models(self) -> Mapping[ProviderName, str | None]:
        return {"openai": self.openai_model, "scripted": SCRIPT}

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
    def database(self) -> str:
        """The database's address without its password, to be shown."""
        return without_password(self.database_url)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value, so that logs can leave them out."""
        kept = (self.openai_api_key, self.chattrain_playground_token)
        values = [secret.get_secret_value() for secret in kept if secret is not None]
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
    wrong |= PLAYERS if wrong & PLAYERS else frozenset()
    defaults = {name: Settings.model_fields[name].default for name in wrong}
    return Settings(_env_file=env_file, **defaults), wrong


def misspelt(
    env_file: Path | None = ENV_FILE, environ: Mapping[str, str] = os.environ
) -> list[str]:
    """The variables that are none of ours though they are called so, a sentence each."""
    return unknown({*environ, *_in_file(env_file)}, variables())


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


def _any_of(names: object) -> str:
    return " or ".join(get_args(names))
