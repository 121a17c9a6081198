"""What a person typed, out of the form in which Slack gives it. Pure."""

from __future__ import annotations

import re

_MARKED = re.compile(r"<([@#!][^<>]*|[a-zA-Z][a-zA-Z0-9+.-]*:[^<>]*)>")
_ESCAPES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ESCAPE = re.compile("|".join(_ESCAPES))


def plain(text: str, *, without: str = "") -> str:
    """Text without Slack's marks; `without` is the id of somebody whose mention is left out."""
    spoken = text.replace(f"<@{without}>", " ") if without else text
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], _MARKED.sub(_unmarked, spoken)).strip()


def mentions(text: str, person: str) -> bool:
    return bool(person) and re.search(rf"<@{re.escape(person)}(\|[^<>]*)?>", text) is not None


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
