"""manifest.yml: accepted by Slack's rules, and asking for what the code uses and nothing else."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from adapters.chat.moment import Moment
from adapters.slack import manifest as own
from adapters.slack.calls import Method
from adapters.slack.examining import WITHOUT
from adapters.slack.inbound import read
from adapters.slack.opened import prompts
from bot.domain.events import TYPED, Commanded
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros
from tests.adapters.slack_manifest import EVENT_SCOPES, events, problems, scopes
from tests.requirements import claims

ADAPTER = Path(own.__file__).parent
MANIFEST: dict[str, Any] = yaml.safe_load(own.path().read_text("utf-8"))
REFERENCE = Path(__file__).parent.parent.parent / "docs" / "reference" / "slack.md"

METHOD_SCOPES: dict[str, str | tuple[str, ...] | None] = {
    "agents.sessions.setStatus": "chat:write",
    "assistant.threads.setStatus": "chat:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
    "auth.teams.list": None,
    "chat.appendStream": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.startStream": "chat:write",
    "chat.stopStream": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.info": ("channels:read", "groups:read"),
    "conversations.open": "im:write",
    "conversations.replies": "im:history",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "reactions.add": "reactions:write",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "views.open": None,
    "views.publish": None,
    "views.push": None,
    "views.update": None,
}
"""Methods, and the scope that each needs (https://docs.slack.dev/reference/methods). Reading needs
one for each kind of conversation: the app reads direct messages, and what is known of channels."""
WITHOUT_SCOPE = {"api_call", "apps_connections_open", "auth_test"}
"""What the SDK's client is asked directly: its general call, and who a token belongs to."""
ARGUMENT_SCOPES = {"username": "chat:write.customize", "icon_emoji": "chat:write.customize"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(ADAPTER.glob("*.py")):
        yield file.name, ast.parse(file.read_text("utf-8"))


def texts(tree: ast.AST) -> set[str]:
    """Every text in a piece of code."""
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str)}


def methods_called() -> set[str]:
    """Methods that are named anywhere but where they are declared and their errors explained."""
    named = (texts(tree) for name, tree in modules() if name not in ("calls.py", "errors.py"))
    return {*get_args(Method), *METHOD_SCOPES} & set().union(*named)


def sdk_methods_called() -> set[str]:
    """Methods of the SDK's client that are called by its own functions."""
    attributes = (
        node.func.attr
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )
    return {name for name in attributes if name in vars(AsyncWebClient) or name == "api_call"}


def events_handled() -> set[str]:
    """The kinds of event that `inbound` tells apart."""
    (tree,) = (tree for name, tree in modules() if name == "inbound.py")
    (handling,) = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "_event"
    )
    patterns = (node for node in ast.walk(handling) if isinstance(node, ast.match_case))
    return set().union(*(texts(case.pattern) for case in patterns))


def message_kinds_heard() -> set[str]:
    """The kinds of conversation whose messages count although nobody named the bot in them."""
    places = {"im": "D1AB", "channels": "C1AB", "groups": "G1AB", "mpim": "G2AB"}
    moment = Moment(at=Micros(0), opens=SessionId("s"))
    said = {"type": "message", "user": "U1AB", "text": "Hello", "ts": "1700000000.000100"}
    return {
        kind
        for kind, channel in places.items()
        if read(
            {"type": "event_callback", "team_id": "T1AB", "event": {**said, "channel": channel}},
            moment,
        )
    }


def scopes_of(method: str) -> tuple[str, ...]:
    scopes = METHOD_SCOPES[method] or ()
    return (scopes,) if isinstance(scopes, str) else scopes


def needed() -> set[str]:
    """The scopes without which something that the code does is refused."""
    features = MANIFEST["features"]
    named = set().union(*(texts(tree) for name, tree in modules() if name != "examining.py"))
    return {
        *(scope for method in methods_called() for scope in scopes_of(method)),
        *filter(None, (EVENT_SCOPES[event] for event in events(MANIFEST))),
        *(scope for argument, scope in ARGUMENT_SCOPES.items() if argument in named),
        *(["commands"] if {"slash_commands", "shortcuts"} & features.keys() else []),
        *(["assistant:write"] if "agent_view" in features else []),
    }


@claims("slack.manifest")
def test_slack_accepts_it() -> None:
    assert list(problems(MANIFEST)) == []


@claims("slack.manifest")
def test_it_asks_for_the_scopes_that_the_code_needs_and_no_other() -> None:
    assert methods_called() == set(get_args(Method))
    assert sdk_methods_called() == WITHOUT_SCOPE
    assert set(scopes(MANIFEST)) == needed()


@claims("slack.manifest")
def test_what_it_can_do_without_is_optional() -> None:
    assert own.read().optional == (
        "channels:read",
        "chat:write.customize",
        "files:write",
        "groups:read",
        "usergroups:read",
    )
    assert set(WITHOUT) == set(own.read().optional)


@claims("slack.manifest")
def test_it_subscribes_to_the_events_that_the_code_handles_and_no_other() -> None:
    handled = events_handled() - {"message"}
    assert set(events(MANIFEST)) == handled | {f"message.{kind}" for kind in message_kinds_heard()}


def test_its_command_and_shortcut_are_understood() -> None:
    features = MANIFEST["features"]
    (command,), (shortcut,) = features["slash_commands"], features["shortcuts"]
    assert command["should_escape"], "or nobody can be named in it"
    assert re.findall(r"[a-z-]+", re.sub(r"\[.*?\]", "", command["usage_hint"])) == list(TYPED)
    body = {
        "type": "shortcut",
        "callback_id": shortcut["callback_id"],
        "user": {"id": "U1AB"},
        "team": {"id": "T1AB"},
        "trigger_id": "1.2.a",
    }
    event = read(body, Moment(at=Micros(0), opens=SessionId("s")))
    assert isinstance(event, Commanded)
    assert event.command == "start"


def test_its_prompts_are_those_that_are_set_later() -> None:
    assert MANIFEST["features"]["agent_view"]["suggested_prompts"] == prompts("en")


def test_both_transports_and_organisations_can_use_it() -> None:
    settings = MANIFEST["settings"]
    assert settings["socket_mode_enabled"]
    assert settings["org_deploy_enabled"]
    assert not settings["token_rotation_enabled"]


def test_the_reference_says_what_each_scope_and_event_is_for() -> None:
    page = REFERENCE.read_text("utf-8")
    rows = set(re.findall(r"^\| `([a-z_.:]+)`", page, re.MULTILINE))
    assert rows == {*scopes(MANIFEST), *events(MANIFEST), "connections:write"}


Spoil = Callable[[dict[str, Any]], object]
SPOILS: dict[str, tuple[Spoil, str]] = {
    "unknown key": (
        lambda m: m["features"].update(colour="red"),
        "features: Additional properties",
    ),
    "long name": (lambda m: m["display_information"].update(name="x" * 36), "name: 'xxx"),
    "long description": (
        lambda m: m["features"]["agent_view"].update(agent_description="x" * 301),
        "agent_description: 'xxx",
    ),
    "five prompts": (
        lambda m: m["features"]["agent_view"].update(
            suggested_prompts=[{"title": "a", "message": "b"}] * 5
        ),
        "suggested_prompts: [{",
    ),
    "unknown scope": (
        lambda m: m["oauth_config"]["scopes"]["bot"].append("chat:shout"),
        "there is no scope chat:shout",
    ),
    "scope twice": (
        lambda m: m["oauth_config"]["scopes"]["bot_optional"].append("chat:write"),
        "scope chat:write stands twice",
    ),
    "unknown event": (
        lambda m: m["settings"]["event_subscriptions"]["bot_events"].append("message.dm"),
        "there is no event message.dm",
    ),
    "scope of an event": (
        lambda m: m["oauth_config"]["scopes"]["bot"].remove("im:history"),
        "message.im needs im:history",
    ),
    "both views": (
        lambda m: m["features"].update(assistant_view={"assistant_description": "x"}),
        "agent_view and assistant_view exclude each other",
    ),
    "command twice": (
        lambda m: m["features"].update(slash_commands=m["features"]["slash_commands"] * 2),
        "command /chattrain stands twice",
    ),
    "agent": (
        lambda m: m["oauth_config"]["scopes"]["bot"].remove("assistant:write"),
        "agent_view needs assistant:write",
    ),
    "no interactivity": (
        lambda m: m["settings"]["interactivity"].update(is_enabled=False),
        "shortcuts need interactivity",
    ),
    "no address": (
        lambda m: m["settings"].update(socket_mode_enabled=False),
        "without Socket Mode events need a request_url",
    ),
}


@pytest.mark.parametrize(("spoil", "told"), SPOILS.values(), ids=SPOILS)
def test_a_mistake_in_it_is_found(spoil: Spoil, told: str) -> None:
    spoilt = copy.deepcopy(MANIFEST)
    spoil(spoilt)
    assert any(told in problem for problem in problems(spoilt))
