"""What is said about environment variables that are wrong or unknown: a sentence each, with the
variable's name and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

PREFIX = "CHATTRAIN_"
PROVIDERS = ("OPENAI_", "ANTHROPIC_", "OLLAMA_")
"""How the variables of model providers begin. Other programs have such variables too."""
ALIKE = 0.7
"""How like a name of ours must be to be proposed; names of one provider are all rather alike."""
ALIKE_PROVIDERS = 0.8


def unknown(
    environ: Iterable[str], in_file: Iterable[str], known: Iterable[str], theirs: tuple[str, ...]
) -> list[str]:
    """The names that are not known though they begin like ours; who set them meant something.

    One that begins like `theirs` counts in our own file alone: in the environment it may be another
    program's.
    """
    names, file = tuple(known), set(in_file)
    ours = {name for name in {*environ, *file} if name.upper().startswith(PREFIX)}
    ours |= {name for name in file if name.upper().startswith(theirs)}
    return [_unknown(name, names) for name in sorted(ours) if name.upper() not in names]


def _unknown(name: str, known: tuple[str, ...]) -> str:
    own = {other.removeprefix(PREFIX): other for other in known}
    alike = ALIKE if name.upper().startswith(PREFIX) else ALIKE_PROVIDERS
    near = difflib.get_close_matches(name.upper().removeprefix(PREFIX), own, n=1, cutoff=alike)
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
        case "bool_parsing" | "bool_type":
            problem = "must be true or false"
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
