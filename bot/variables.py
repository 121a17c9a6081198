"""What is said about environment variables that are wrong or unknown: a sentence each, with the
variable's name and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

PREFIX = "CHATTRAIN_"


def unknown(given: Iterable[str], known: Iterable[str]) -> list[str]:
    """The names with our prefix that are not known; who set them meant something by them."""
    names = tuple(known)
    ours = (name for name in sorted(given) if name.upper().startswith(PREFIX))
    return [_unknown(name, names) for name in ours if name.upper() not in names]


def _unknown(name: str, known: tuple[str, ...]) -> str:
    own = {other.removeprefix(PREFIX): other for other in known}
    near = difflib.get_close_matches(name.upper().removeprefix(PREFIX), own, n=1, cutoff=0.7)
    instead = f"did you mean {own[near[0]]}?" if near else "see .env.example for those there are."
    return f"{name} is not a setting and has no effect; {instead}"


def sentence(error: Mapping[str, Any]) -> str:
    """What pydantic found wrong with a variable. Its value may be a secret and is not repeated."""
    name = str(error["loc"][0]).upper()
    context: Mapping[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "value_error":
            problem = str(context["error"])
        case "literal_error":
            problem = f"must be one of {context['expected']}"
        case "int_parsing" | "int_type":
            problem = "must be a whole number, such as 8000"
        case "float_parsing" | "float_type":
            problem = "must be a number, such as 13"
        case "greater_than_equal":
            problem = f"must be at least {context['ge']:g}"
        case "less_than_equal":
            problem = f"must be at most {context['le']:g}"
        case _:
            problem = f"is wrong: {error['msg']}"
    return f"{name} {problem}."


def without_password(url: str) -> str:
    """A database's address with `***` for its password."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    user, _, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}:***@{place}"))
