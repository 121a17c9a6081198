"""How Slack is reached and by what right: the variables, what is wrong with them, and what they
come to.

Every problem is told with the variable to change; a secret's value is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, SecretStr, ValidationInfo, field_validator

if TYPE_CHECKING:
    from adapters.slack.installations import Kept

API_URL = "https://slack.com/api/"
SHORTEST_KEY = 32
"""Characters of a key to encrypt with: shorter ones can be guessed."""

Told = tuple[Literal["ok", "note", "problem"], str]
"""What was found about an installation, and how bad it is."""

_WHERE = {
    "xoxb-": "the bot token, which belongs in SLACK_BOT_TOKEN",
    "xapp-": "the app-level token, which belongs in SLACK_APP_TOKEN",
    "xoxp-": "a person's token, which is not used; take the Bot User OAuth Token",
    "xoxe.": "a token that was rotated; install the app with SLACK_CLIENT_ID instead",
}
"""How tokens begin, and what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How Slack is reached and by what right: with the token of one workspace, or as an app that
    many install."""

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    """With it events come by Socket Mode, without it by HTTP."""
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    keys: tuple[str, ...] = field(default=(), repr=False)
    """What tokens are encrypted with: the newest first, the rest to read what is older."""
    api_url: str = API_URL

    @property
    def name(self) -> str:
        return "slack"

    @property
    def many(self) -> bool:
        """Whether any workspace may install the app."""
        return self.client_id is not None

    @property
    def by_socket(self) -> bool:
        """Whether events come by Socket Mode."""
        return self.app_token is not None

    async def examine(
        self, connect: Callable[[], AbstractAsyncContextManager[Kept]]
    ) -> AsyncIterator[Told]:
        """What is right and wrong with the installation; `connect` opens the database."""
        # half a second of Slack's libraries, which no other command should wait for
        from adapters.slack.examining import examine  # noqa: PLC0415

        async for told in examine(self, connect):
            yield told


class Variables(BaseModel):
    """The variables of Slack. Each field is the variable of the same name in capitals."""

    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    chattrain_secret_key: SecretStr | None = None
    """Keys that tokens are encrypted with at rest, separated by commas, the newest first."""
    slack_api_url: str = API_URL

    @field_validator("slack_client_id")
    @classmethod
    def _is_client_id(cls, text: str | None) -> str | None:
        if text is not None and not re.fullmatch(r"\d+\.\d+", text):
            raise ValueError(
                "is not a client id, which is two numbers with a point between; copy it from "
                "Basic Information"
            )
        return text

    @field_validator("slack_client_secret")
    @classmethod
    def _goes_with_client_id(
        cls, secret: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        if "slack_client_id" in info.data and bool(secret) != bool(info.data["slack_client_id"]):
            given = "SLACK_CLIENT_ID" if secret is None else "SLACK_CLIENT_SECRET"
            raise ValueError(
                f"and SLACK_CLIENT_ID go together, and only {given} is set; copy both from "
                "Basic Information"
            )
        return secret

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _is_token(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        wanted = "xoxb-" if info.field_name == "slack_bot_token" else "xapp-"
        token = _shown(secret) or wanted
        if not token.startswith(wanted):
            kind = next((what for begin, what in _WHERE.items() if token.startswith(begin)), None)
            raise ValueError(
                f"is {kind}" if kind else f"is not a token that begins with {wanted}; copy it again"
            )
        return secret

    @field_validator("slack_bot_token")
    @classmethod
    def _is_for_one_workspace(
        cls, secret: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        if secret and info.data.get("slack_client_id"):
            raise ValueError(
                "is for one workspace and SLACK_CLIENT_ID for many; leave one of them out"
            )
        return secret

    @field_validator("slack_app_token", "slack_signing_secret")
    @classmethod
    def _has_an_installation(
        cls, secret: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        installed = ("slack_client_id", "slack_bot_token")
        known = all(name in info.data for name in installed)
        if secret and known and not any(info.data[name] for name in installed):
            raise ValueError(
                "is set without SLACK_BOT_TOKEN; set it to the Bot User OAuth Token, or "
                "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces"
            )
        return secret

    @field_validator(
        "slack_client_secret", "slack_bot_token", "slack_app_token", "slack_signing_secret",
        "chattrain_secret_key",
    )  # fmt: skip
    @classmethod
    def _is_in_one_piece(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not re.fullmatch(r"[!-~]+", secret.get_secret_value()):
            raise ValueError(
                "has a blank or a character outside ASCII in it; copy it again, without quotes"
            )
        return secret

    @field_validator("slack_signing_secret")
    @classmethod
    def _comes_somehow(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if (_shown(secret) or "").startswith(("xoxb-", "xapp-")):
            raise ValueError("is a token; copy the Signing Secret from Basic Information")
        installed = info.data.get("slack_bot_token") or info.data.get("slack_client_id")
        if installed and not secret and info.data.get("slack_app_token", "wrong") is None:
            raise ValueError(
                "is not set, and neither is SLACK_APP_TOKEN; set SLACK_APP_TOKEN (xapp-) for Socket "
                "Mode, or this one for HTTP"
            )
        return secret

    @field_validator("chattrain_secret_key")
    @classmethod
    def _is_long_enough(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("slack_client_id"):
            raise ValueError(
                "is not set, but SLACK_CLIENT_ID is; set it to what `openssl rand -hex 32` prints"
            )
        if secret is not None and any(len(key) < SHORTEST_KEY for key in _parts(secret)):
            raise ValueError(
                f"has a key of fewer than {SHORTEST_KEY} characters; take what "
                "`openssl rand -hex 32` prints (several keys are separated by commas)"
            )
        return secret

    @field_validator("slack_api_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        if not re.match(r"https?://[^/\s]", url):
            raise ValueError(f"is not a web address; write it like {API_URL}")
        return url.rstrip("/") + "/"

    @property
    def slack(self) -> Settings | None:
        """How Slack is reached; None where it is not configured."""
        if not (self.slack_bot_token or self.slack_client_id):
            return None
        key = self.chattrain_secret_key
        return Settings(
            bot_token=_shown(self.slack_bot_token),
            app_token=_shown(self.slack_app_token),
            signing_secret=_shown(self.slack_signing_secret),
            client_id=self.slack_client_id,
            client_secret=_shown(self.slack_client_secret),
            keys=_parts(key) if key else (),
            api_url=self.slack_api_url,
        )


NAMES = frozenset(Variables.model_fields)
"""The settings that are right or wrong together."""


def _shown(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def _parts(secret: SecretStr) -> tuple[str, ...]:
    return tuple(secret.get_secret_value().split(","))
