"""The fields of a payload, read safely from any JSON; and whose payload it is. Pure."""

from __future__ import annotations

from adapters.chat.payloads import Json, part, parts, text
from adapters.slack import addressing
from bot.domain.surface import MemberId, TenantId

__all__ = ["Json", "is_event", "member", "part", "parts", "response_url", "tenant", "text"]


def tenant(body: object) -> TenantId | None:
    """Where the app is installed that a payload is for: a workspace, or an organisation.

    In a shared channel the author's workspace may be another one; it does not count.
    """
    if not isinstance(body, dict):
        return None
    authorizations = body.get("authorizations")
    first = authorizations[0] if isinstance(authorizations, list) and authorizations else None
    whose = first if isinstance(first, dict) else body
    everywhere = whose.get("is_enterprise_install") in (True, "true")
    enterprise, team = _id_of(whose, "enterprise"), _id_of(whose, "team")
    found = (enterprise or team) if everywhere else (team or enterprise)
    return TenantId(found) if found else None


def member(body: Json) -> MemberId:
    """Who gave a command, pressed a button or sent a form off; empty where nobody is named."""
    return MemberId(text(body, "user_id") or text(part(body, "user"), "id"))


def response_url(body: object) -> str | None:
    """Where a command or a press can be answered, for half an hour."""
    url = body.get("response_url") if isinstance(body, dict) else None
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else None


def is_event(body: object) -> bool:
    """Whether it is delivered again where it is not acknowledged; commands and presses are not."""
    return isinstance(body, dict) and body.get("type") == "event_callback"


def _id_of(body: Json, kind: str) -> str | None:
    """The id of a team or an enterprise, in any of the forms in which payloads have it."""
    whole = body.get(kind)
    found = whole.get("id") if isinstance(whole, dict) else body.get(f"{kind}_id")
    return found if addressing.is_id(found) else None
