"""How Discord is reached and by what right: the variables, what is wrong with them, and what they
come to.

Every problem is told with the variable to change; a secret's value is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, SecretStr, field_validator

API_URL = "https://discord.com/api/v10"

Told = tuple[Literal["ok", "note", "problem"], str]
"""What was found about an installation, and how bad it is."""

_PAGE = "the Bot page of the application, https://discord.com/developers/applications"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How Discord is reached and by what right."""

    bot_token: str = field(repr=False)
    api_url: str = API_URL

    @property
    def name(self) -> str:
        return "discord"

    @property
    def keys(self) -> tuple[str, ...]:
        """What besides the variables is secret: nothing."""
        return ()

    async def examine(self, connect: Callable[[], object]) -> AsyncIterator[Told]:  # noqa: ARG002
        """What is right and wrong with the application; the database is not needed for it."""
        # a third of a second of libraries, which no other command should wait for
        from adapters.discord.examining import examine  # noqa: PLC0415

        async for told in examine(self):
            yield told


class Variables(BaseModel):
    """The variables of Discord. Each field is the variable of the same name in capitals."""

    discord_bot_token: SecretStr | None = None
    discord_api_url: str = API_URL

    @field_validator("discord_bot_token")
    @classmethod
    def _is_discord_token(cls, secret: SecretStr | None) -> SecretStr | None:
        token = "" if secret is None else secret.get_secret_value()
        if not token:
            return secret
        if token.lower().startswith("bot "):
            raise ValueError('begins with "Bot", which is not part of the token; leave that out')
        if not re.fullmatch(r"[!-~]+", token):
            raise ValueError(
                "has a blank or a character outside ASCII in it; copy it again, without quotes"
            )
        if re.fullmatch(r"\d{15,20}", token):
            raise ValueError(f"is an application's id; copy the token from {_PAGE}")
        if re.fullmatch(r"[0-9a-f]{64}", token):
            raise ValueError(f"is the application's public key; copy the token from {_PAGE}")
        if not re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", token):
            raise ValueError(
                f"is not a bot's token, which has two points in it; copy it from {_PAGE}"
            )
        return secret

    @field_validator("discord_api_url")
    @classmethod
    def _is_discord_address(cls, url: str) -> str:
        if not re.match(r"https?://[^/\s]", url):
            raise ValueError(f"is not a web address; write it like {API_URL}")
        return url.rstrip("/")

    @property
    def discord(self) -> Settings | None:
        """How Discord is reached; None where it is not configured."""
        if self.discord_bot_token is None:
            return None
        return Settings(
            bot_token=self.discord_bot_token.get_secret_value(), api_url=self.discord_api_url
        )


NAMES = frozenset(Variables.model_fields)
"""The settings that are right or wrong together."""
