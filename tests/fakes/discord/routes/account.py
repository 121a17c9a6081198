"""Who the bot is, and where the gateway is."""

from __future__ import annotations

from tests.fakes.discord.calls import Answer, Call, route
from tests.fakes.discord.ids import named
from tests.fakes.discord.limits import Limited
from tests.fakes.discord.refusals import refuse


@route("get me", "GET /users/@me")
def me(call: Call) -> Answer:
    return call.bot.wire() | {"verified": True, "mfa_enabled": False, "email": None, "flags": 0}


@route("get application", "GET /oauth2/applications/@me")
def application(call: Call) -> Answer:
    app = call.discord.app
    owner = {"id": named("owner"), "username": "owner", "discriminator": "0", "avatar": None}
    return {
        "id": app.id,
        "name": app.name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": owner,
        "verify_key": app.public_key,
        "flags": app.flags,
        "team": None,
        "interactions_endpoint_url": app.interactions_url,
    }


@route("get application", "GET /applications/@me")
def application_by_bot(call: Call) -> Answer:
    return application(call)


@route("get gateway", "GET /gateway", token=False)
def gateway(call: Call) -> Answer:
    return {"url": call.discord.gateway_url}


@route("get gateway for bot", "GET /gateway/bot")
def gateway_for_bot(call: Call) -> Answer:
    app = call.discord.app
    left = max(0, app.starts - call.discord.gateway.identified)
    limit = {"total": 1000, "remaining": left, "reset_after": 86_400_000, "max_concurrency": 1}
    return {
        "url": call.discord.gateway_url,
        "shards": app.shards,
        "session_start_limit": limit,
    }


@route("get user", "GET /users/{user}")
def user(call: Call) -> Answer:
    found = call.world.users.get(call.path["user"])
    return refuse(10013) if found is None else found.wire()


@route("open dm", "POST /users/@me/channels")
def open_dm(call: Call) -> Answer:
    user = str((call.body or {}).get("recipient_id"))
    if user not in call.world.users:
        refuse(10013)
    if user == call.bot.id:
        refuse(50007)
    if not call.world.has_direct(user):
        _count(call)
    return call.world.direct(user).wire()


def _count(call: Call) -> None:
    try:
        call.discord.limits.demand("new dm", "")
    except Limited:
        refuse(40003)
