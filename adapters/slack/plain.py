"""What a person typed, out of the form in which Slack gives it. Pure."""

from __future__ import annotations

import re

from bot.domain.member import EVERYONE

ALL = ("!everyone", "!channel", "!here")
"""How Slack marks that everybody is meant."""
_MARKED = re.compile(r"<([@#!][^<>]*|[a-zA-Z][a-zA-Z0-9+.-]*:[^<>]*)>")
_ESCAPES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ESCAPE = re.compile("|".join(_ESCAPES))


def plain(text: str, *, without: str = "") -> str:
    """Text without Slack's marks; `without` is the id of somebody whose mention is left out."""
    spoken = text.replace(f"<@{without}>", " ") if without else text
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], _MARKED.sub(_unmarked, spoken)).strip()


def typed(text: str) -> str:
    """The text of a command, in which people and groups stand as `<member:ID>` and `<group:ID>`."""
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], _MARKED.sub(_named, text)).strip()


def mentions(text: str, person: str) -> bool:
    return bool(person) and re.search(rf"<@{re.escape(person)}(\|[^<>]*)?>", text) is not None


def _named(found: re.Match[str]) -> str:
    """Whom a mark names; else what stands there to be read."""
    inside = found[1].partition("|")[0]
    if person := re.fullmatch(r"@([A-Z][A-Z0-9]{1,63})", inside):
        return f"<member:{person[1]}>"
    if group := re.fullmatch(r"!subteam\^([A-Z][A-Z0-9]{1,63})", inside):
        return f"<group:{group[1]}>"
    return f"<group:{EVERYONE}>" if inside in ALL else _unmarked(found)


def _unmarked(found: re.Match[str]) -> str:
    """What stands there to be read: a link's label, else its address; names as `@name`."""
    inside, _, label = found[1].partition("|")
    match inside[:1]:
        case "@" | "#":
            return f"{inside[0]}{label or inside[1:]}"
        case "!":
            name, _, rest = inside[1:].partition("^")
            return label or (f"@{name}" if not rest else "")
        case _:
            return label or inside.removeprefix("mailto:").removeprefix("tel:")
