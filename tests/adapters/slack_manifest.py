"""What Slack accepts as an app's manifest, as far as ours goes.

The limits are those of Slack's published schema for manifests (slackapi/manifest-schema, version
2.0.0) and of https://docs.slack.dev/reference/app-manifest; what no schema says (names that exist,
what goes with what) is checked beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft7Validator

Manifest = Mapping[str, Any]
Schema = Mapping[str, Any]

YES_OR_NO: Schema = {"type": "boolean"}


def _text(most: int, least: int = 1, **more: object) -> Schema:
    return {"type": "string", "minLength": least, "maxLength": most, **more}


def _list(items: Schema, most: int, least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _closed(*required: str, **properties: Schema) -> Schema:
    """An object that has no other fields."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


ADDRESS = _text(3500, pattern="^https?://")
NAMES = {**_list(_text(50), 100), "uniqueItems": True}
SCOPES = _list(_text(50), 255)

SCHEMA = _closed(
    "display_information",
    _metadata=_closed(major_version={"const": 2}, minor_version={"type": "integer"}),
    display_information=_closed(
        "name",
        name=_text(35),
        description=_text(140),
        long_description=_text(4000, 175),
        background_color=_text(7, 4, pattern="^#([0-9a-fA-F]{3}){1,2}$"),
    ),
    features=_closed(
        agent_view=_closed(
            agent_description=_text(300),
            suggested_prompts=_list(
                _closed("title", "message", title=_text(75), message=_text(300)), 4
            ),
        ),
        assistant_view=_closed("assistant_description", assistant_description=_text(300)),
        app_home=_closed(
            home_tab_enabled=YES_OR_NO,
            messages_tab_enabled=YES_OR_NO,
            messages_tab_read_only_enabled=YES_OR_NO,
        ),
        bot_user=_closed("display_name", display_name=_text(80), always_online=YES_OR_NO),
        shortcuts=_list(
            _closed(
                "name",
                "type",
                "callback_id",
                "description",
                name=_text(24),
                type={"enum": ["global", "message"]},
                callback_id=_text(255),
                description=_text(150),
            ),
            10,
            1,
        ),
        slash_commands=_list(
            _closed(
                "command",
                "description",
                command=_text(32, 2, pattern="^/[^/ ]+$"),
                url=ADDRESS,
                description=_text(2000),
                usage_hint=_text(1000),
                should_escape=YES_OR_NO,
            ),
            50,
            1,
        ),
    ),
    oauth_config=_closed(
        redirect_urls=_list(_text(2500), 1000),
        scopes=_closed(bot=SCOPES, bot_optional=SCOPES, user=SCOPES, user_optional=SCOPES),
    ),
    settings=_closed(
        event_subscriptions=_closed(request_url=ADDRESS, bot_events=NAMES, user_events=NAMES),
        interactivity=_closed(
            "is_enabled",
            is_enabled=YES_OR_NO,
            request_url=ADDRESS,
            message_menu_options_url=ADDRESS,
        ),
        org_deploy_enabled=YES_OR_NO,
        socket_mode_enabled=YES_OR_NO,
        token_rotation_enabled=YES_OR_NO,
    ),
)

KNOWN_SCOPES = frozenset(
    [
        "app_mentions:read",
        "assistant:write",
        "bookmarks:read",
        "bookmarks:write",
        "calls:read",
        "calls:write",
        "canvases:read",
        "canvases:write",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "chat:write",
        "chat:write.customize",
        "chat:write.public",
        "commands",
        "dnd:read",
        "emoji:read",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:read",
        "im:write",
        "incoming-webhook",
        "links:read",
        "links:write",
        "lists:read",
        "lists:write",
        "metadata.message:read",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "pins:read",
        "pins:write",
        "reactions:read",
        "reactions:write",
        "reminders:read",
        "reminders:write",
        "remote_files:read",
        "remote_files:share",
        "remote_files:write",
        "team:read",
        "usergroups:read",
        "usergroups:write",
        "users.profile:read",
        "users:read",
        "users:read.email",
        "users:write",
        "workflow.steps:execute",
    ]
)
"""What a bot can be granted (https://docs.slack.dev/reference/scopes)."""

EVENT_SCOPES = {
    "agent_session_stopped": None,
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "member_joined_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "tokens_revoked": None,
}
"""Events, and the scope without which each is not delivered
(https://docs.slack.dev/reference/events)."""


def problems(manifest: Manifest) -> Iterator[str]:
    """What is wrong with a manifest, a line each."""
    for error in Draft7Validator(SCHEMA).iter_errors(manifest):
        yield f"{'.'.join(map(str, error.path))}: {error.message}"
    yield from _names(manifest)
    yield from _together(manifest)


def scopes(manifest: Manifest) -> list[str]:
    """All scopes of the bot, those it can do without too."""
    asked = manifest.get("oauth_config", {}).get("scopes", {})
    return [*asked.get("bot", ()), *asked.get("bot_optional", ())]


def events(manifest: Manifest) -> list[str]:
    subscribed = manifest.get("settings", {}).get("event_subscriptions", {})
    return list(subscribed.get("bot_events", ()))


def _names(manifest: Manifest) -> Iterator[str]:
    """Names that do not exist, or stand there twice."""
    features = manifest.get("features", {})
    yield from (f"there is no scope {s}" for s in scopes(manifest) if s not in KNOWN_SCOPES)
    yield from (f"there is no event {e}" for e in events(manifest) if e not in EVENT_SCOPES)
    for what, names in {
        "scope": scopes(manifest),
        "command": [c.get("command") for c in features.get("slash_commands", ())],
        "shortcut": [c.get("callback_id") for c in features.get("shortcuts", ())],
    }.items():
        yield from (f"{what} {name} stands twice" for name, n in Counter(names).items() if n > 1)


def _together(manifest: Manifest) -> Iterator[str]:
    """What needs something else, or excludes it."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    asked = set(scopes(manifest))
    if {"agent_view", "assistant_view"} <= features.keys():
        yield "agent_view and assistant_view exclude each other"
    if "agent_view" in features and "assistant:write" not in asked:
        yield "agent_view needs assistant:write"
    if {"slash_commands", "shortcuts"} & features.keys() and "commands" not in asked:
        yield "commands and shortcuts need the scope commands"
    if "shortcuts" in features and not settings.get("interactivity", {}).get("is_enabled"):
        yield "shortcuts need interactivity"
    if asked and "bot_user" not in features:
        yield "a bot's scopes need bot_user"
    for event in events(manifest):
        if (needed := EVENT_SCOPES.get(event)) is not None and needed not in asked:
            yield f"{event} needs {needed}"
    if not settings.get("socket_mode_enabled") and not settings.get("event_subscriptions", {}).get(
        "request_url"
    ):
        yield "without Socket Mode events need a request_url"
