"""People: who they are, which groups they are in."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.calls import Answer, Call, method, refuse
from tests.fakes.slack.methods.conversations import paged
from tests.fakes.slack.state import User


@method("users.info", tier="tier 4", scopes=("users:read",), takes="user! include_locale:bool")
def info(call: Call) -> Answer:
    return {"user": _told(call, call.user())}


@method(
    "users.list",
    tier="tier 2",
    scopes=("users:read",),
    takes="cursor include_locale:bool limit:int",
)
def everyone(call: Call) -> Answer:
    _in_one(call)
    page, cursor = paged(call, list(call.workspace.users.values()))
    told = [_told(call, user) for user in page]
    return {"members": told, "response_metadata": {"next_cursor": cursor}}


@method("bots.info", tier="tier 3", scopes=("users:read",), takes="bot")
def bot(call: Call) -> Answer:
    space = call.workspace
    if call["bot"] not in (None, space.bot_id):
        refuse("bot_not_found")
    app = call.slack.app
    found = {"id": space.bot_id, "name": space.bot.name, "app_id": app.id, "deleted": False}
    return {"bot": {**found, "user_id": space.bot.id}}


@method(
    "usergroups.users.list",
    tier="tier 2",
    scopes=("usergroups:read",),
    takes="usergroup! include_disabled:bool",
)
def group(call: Call) -> Answer:
    _paid(call)
    found = call.workspace.groups.get(call["usergroup"])
    if found is None or not (found.enabled or call["include_disabled"]):
        refuse("no_such_subteam")
    users = call.workspace.users
    return {"users": [id for id in found.members if not users[id].deleted]}


@method(
    "usergroups.list",
    tier="tier 2",
    scopes=("usergroups:read",),
    takes="include_count:bool include_disabled:bool include_users:bool",
)
def groups(call: Call) -> Answer:
    _paid(call)
    found = call.workspace.groups.values()
    shown = [one for one in found if one.enabled or call["include_disabled"]]
    users = {"users": True} if call["include_users"] else {}
    return {
        "usergroups": [one.wire() | dict.fromkeys(users, one.members) for one in shown],
    }


def _in_one(call: Call) -> None:
    """An organisation's token must say which workspace is meant."""
    if call.installation.team is None and not call["team_id"]:
        refuse("missing_argument", "missing required field: team_id")


def _paid(call: Call) -> None:
    _in_one(call)
    if not call.workspace.paid:
        refuse("plan_upgrade_required")


def _told(call: Call, user: User) -> dict[str, Any]:
    told = user.wire()
    if not call["include_locale"]:
        del told["locale"]
    if "users:read.email" not in call.installation.scopes:
        del told["profile"]["email"]
    return told
