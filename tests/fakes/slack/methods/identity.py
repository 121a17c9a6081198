"""Who the app is, where it is installed, and how it connects."""

from __future__ import annotations

from tests.fakes.slack.authorizing import TOKEN_SECONDS
from tests.fakes.slack.calls import Answer, Call, method, refuse
from tests.fakes.slack.holdings import Installation


@method("api.test", tier="tier 4", body=True, token="none", takes="error foo")
def test(call: Call) -> Answer:
    return {"args": dict(call.arguments)}


@method("auth.test", tier="special", body=True, token="any")
def auth_test(call: Call) -> Answer:
    space, installation = call.workspace, call.installation
    if installation.token == call.slack.app.app_token:
        return {"app_name": call.slack.app.name, "app_id": call.slack.app.id}
    return {
        "url": f"https://{space.domain}.slack.com/",
        "team": space.domain,
        "user": space.bot.name,
        "team_id": space.id,
        "user_id": space.bot.id,
        "bot_id": space.bot_id,
        "enterprise_id": space.enterprise,
        "is_enterprise_install": installation.team is None,
    }


@method("auth.teams.list", tier="tier 2", takes="cursor include_icon:bool limit:int")
def teams(call: Call) -> Answer:
    """The workspaces that an installation reaches."""
    spaces = call.slack.workspaces.values()
    reached = {s.id: s for s in spaces if call.installation in s.installations}
    found = [{"id": id, "name": space.domain} for id, space in reached.items()]
    return {"teams": found, "response_metadata": {"next_cursor": ""}}


@method("auth.revoke", tier="tier 3", takes="test:bool")
def revoke(call: Call) -> Answer:
    if not call["test"]:
        call.installation.gone = "token_revoked"
    return {"revoked": not call["test"]}


@method("apps.connections.open", tier="tier 3", token="xapp")
def connect(call: Call) -> Answer:
    """An address for one connection."""
    sockets = call.slack.sockets
    if not sockets.enabled or not call.slack.app.socket_mode:
        refuse("socket_mode_not_enabled")
    host = call.slack.address.replace("http://", "ws://")
    return {"url": f"{host}/link?ticket={sockets.ticket()}&app_id={call.slack.app.id}"}


@method(
    "oauth.v2.access",
    tier="tier 4",
    token="none",
    takes="code client_id client_secret redirect_uri grant_type refresh_token",
)
def access(call: Call) -> Answer:
    """A code for a token, or a refresh token for the next one."""
    _check_client(call)
    authorizing = call.slack.authorizing
    if call["grant_type"] == "refresh_token":
        for old in list(call.slack.installations.values()):
            if old.refresh is not None and old.refresh == call["refresh_token"]:
                return _granted(call, authorizing.refresh(old))
        refuse("invalid_refresh_token")
    code = authorizing.codes.pop(call["code"] or "", None)
    if code is None:
        refuse("invalid_code")
    if code.redirect and call["redirect_uri"] != code.redirect:
        refuse("bad_redirect_uri")
    call.workspace = code.workspace
    made = authorizing.install(code.workspace, scopes=code.scopes or None, whole=code.whole)
    return _granted(call, made)


@method("oauth.v2.exchange", tier="tier 4", token="none", takes="client_id! client_secret!")
def exchange(call: Call) -> Answer:
    """A token that lasts for one that has to be renewed."""
    _check_client(call)
    if not call.slack.app.rotation:
        refuse("token_rotation_not_enabled")
    old = call.slack.installations.get(call.token) or refuse("invalid_auth")
    if old.refresh is not None:
        refuse("token_already_exchanged")
    return _granted(call, call.slack.authorizing.refresh(old))


def _check_client(call: Call) -> None:
    """The secret comes by Basic authentication or among the arguments."""
    id, _, secret = call.installation.token.partition(":")
    if id != call.slack.app.client_id:
        refuse("invalid_client_id")
    if secret != call.slack.app.client_secret:
        refuse("bad_client_secret")


def _granted(call: Call, made: Installation) -> Answer:
    space = call.workspace
    whole = made.team is None
    answer: Answer = {
        "app_id": call.slack.app.id,
        "authed_user": {"id": made.installer},
        "scope": ",".join(sorted(made.scopes)),
        "token_type": "bot",
        "access_token": made.token,
        "bot_user_id": space.bot.id,
        "team": None if whole else {"id": space.id, "name": space.domain},
        "enterprise": made.enterprise and {"id": made.enterprise, "name": made.enterprise},
        "is_enterprise_install": whole,
    }
    if made.refresh is not None:
        answer |= {"refresh_token": made.refresh, "expires_in": TOKEN_SECONDS}
    return answer
