"""The app as its manifest declares it: scopes, events, commands, secrets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

SCOPES = (
    "app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write",
    "chat:write.customize", "commands", "files:write", "groups:history", "groups:read",
    "im:history", "im:read", "im:write", "mpim:history", "reactions:write", "usergroups:read",
    "users:read",
)  # fmt: skip

EVENTS = (
    "agent_session_stopped", "app_home_opened", "app_mention", "app_uninstalled",
    "message.channels", "message.groups", "message.im", "message.mpim", "tokens_revoked",
)  # fmt: skip

NEEDED = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
}
"""The scope without which an event is not delivered, whatever was subscribed."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command. With `escape`, names and channels in its text become ids."""

    name: str
    escape: bool = True


@dataclass(slots=True, kw_only=True)
class App:
    """Everything an installation gets by default, and what requests are signed with."""

    id: str = "A0TRAIN"
    name: str = "ChatTrain"
    client_id: str = "111.222"
    client_secret: str = "a-client-secret"
    signing_secret: str = "a-signing-secret"
    app_token: str = "xapp-1-A0TRAIN-1-a-token"
    scopes: tuple[str, ...] = SCOPES
    events: frozenset[str] = frozenset(EVENTS)
    commands: tuple[Command, ...] = (Command("/chattrain"),)
    shortcuts: frozenset[str] = frozenset()
    """Callback ids of global and message shortcuts."""
    agent: bool = True
    socket_mode: bool = True
    rotation: bool = False

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any], **more: Any) -> Self:
        """What a manifest declares is all that there is."""
        features = manifest.get("features", {})
        settings = manifest.get("settings", {})
        scopes = manifest.get("oauth_config", {}).get("scopes", {})
        commands = features.get("slash_commands", ())
        subscribed = settings.get("event_subscriptions", {}).get("bot_events", ())
        return cls(
            name=manifest["display_information"]["name"],
            scopes=(*scopes.get("bot", ()), *scopes.get("bot_optional", ())),
            events=frozenset(subscribed),
            commands=tuple(Command(c["command"], c.get("should_escape", False)) for c in commands),
            shortcuts=frozenset(s["callback_id"] for s in features.get("shortcuts", ())),
            agent="agent_view" in features,
            socket_mode=settings.get("socket_mode_enabled", False),
            rotation=settings.get("token_rotation_enabled", False),
            **more,
        )

    def hears(self, event: str, scopes: frozenset[str]) -> bool:
        """Whether an event is subscribed and its scope granted."""
        return event in self.events and NEEDED.get(event, "") in scopes | {""}
