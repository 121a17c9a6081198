"""What a workspace holds beside messages: views, status lines, agent sessions, files, installations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack.shown import controls, shown


@dataclass(slots=True, kw_only=True)
class View:
    """A modal or a home tab as a person has it before the eyes."""

    id: str
    user: str
    content: dict[str, Any]
    hash: str
    root: str
    previous: str | None = None
    state: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """What the app found wrong in what was filled in, by block."""

    @property
    def blocks(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = self.content["blocks"]
        return blocks

    @property
    def shown(self) -> str:
        title = self.content.get("title", {}).get("text", "")
        return "\n".join(filter(None, (title, shown("", self.blocks))))

    @property
    def buttons(self) -> list[str]:
        return [element["action_id"] for _, element in controls(self.blocks)]

    def wire(self, team: str, app: str, bot: str) -> dict[str, Any]:
        return {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
            **self.content,
            "id": self.id,
            "team_id": team,
            "app_id": app,
            "bot_id": bot,
            "app_installed_team_id": team,
            "hash": self.hash,
            "state": {"values": self.state},
            "root_view_id": self.root,
            "previous_view_id": self.previous,
        }


@dataclass(slots=True, kw_only=True)
class Status:
    """What stands below a thread while the bot works."""

    at: float
    text: str
    loading: tuple[str, ...] = ()
    username: str | None = None


@dataclass(slots=True, kw_only=True)
class AgentSession:
    """A thread in the list of an agent's conversations."""

    status: str
    title: str = ""
    history: list[tuple[float, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class File:
    id: str
    name: str
    length: int
    alt_text: str = ""
    title: str = ""
    data: bytes | None = None
    complete: float | None = None
    """Since when it is all there, by the clock's monotonic time."""
    shared: list[str] = field(default_factory=list)

    def wire(self) -> dict[str, Any]:
        name = {"id": self.id, "name": self.name, "title": self.title or self.name}
        return {**name, "size": self.length, "alt_txt": self.alt_text, "mode": "hosted"}


@dataclass(slots=True, kw_only=True)
class Installation:
    """The app in a workspace, or in an organisation where `team` is None."""

    token: str
    team: str | None
    enterprise: str | None
    scopes: frozenset[str]
    installer: str = "U0ADMIN"
    refresh: str | None = None
    expires: float | None = None
    gone: str | None = None
    """The error that its token meets, once it was revoked or the app removed."""
