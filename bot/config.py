"""The settings, read from the environment and from `.env`: all problems at once, each with the
variable's name, what is wrong and what to write instead. A secret's value is never repeated.
How that is said is `variables`' business.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from adapters.discord import settings as discord
from adapters.slack import settings as slack
from bot import players
from bot.errors import ConfigError
from bot.players import sendable
from bot.variables import PROVIDERS, sentence, unknown, without_password

LogFormat = Literal["auto", "console", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]

ENV_FILE = Path(".env")
DATABASES = ("sqlite", "postgresql", "postgres")
TOGETHER = (players.NAMES, slack.NAMES, discord.NAMES)
HOME_PAGES: Mapping[str, str] = {
    "slack": "https://app.slack.com/client/{tenant}",
    "discord": "https://discord.com",
    "": "http://localhost",
}
"""Whose accounts members have, by platform, in records for other systems; "" is this machine."""
THEIRS = (*PROVIDERS, "SLACK_", "DISCORD_")
"""How the variables begin that other programs have too."""


class Settings(BaseSettings, discord.Variables, slack.Variables, players.Variables):
    """What this process is to use. Each field is the variable of the same name in capitals; those
    of a platform stand in its adapter, those of models in `players`."""

    model_config = SettingsConfigDict(
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        env_file_encoding="utf-8",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
        validate_default=True,
    )

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

    @field_validator("chattrain_playground_token")
    @classmethod
    def _token_can_be_sent(cls, token: SecretStr | None) -> SecretStr | None:
        return sendable(token)

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


def revealed(secret: SecretStr | None) -> str | None:
    """A secret as text, for whoever it is sent to."""
    return None if secret is None else secret.get_secret_value()
