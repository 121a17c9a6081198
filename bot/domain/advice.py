"""What an author is told about a value that does not fit the format: in plain words, with a remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from pydantic_core import ErrorDetails

from bot.domain.condition import ID_PATTERN, LANGUAGE_PATTERN
from bot.domain.scenario_schema import Path, description, known_keys

KEY = "[key]"
"""The last step of the place where a key itself is wrong."""

_PATTERNS = {
    ID_PATTERN: "must be an id: small letters and digits, joined by `-` or `_`, such as `late-gift`",
    LANGUAGE_PATTERN: "must be a language such as `en` or `pt-BR`",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean ...?`, or what is known where nothing is near."""
    words = sorted(known)
    if near := difflib.get_close_matches(word, words, n=1):
        return f"; did you mean `{near[0]}`?"
    return f"; known here: {', '.join(words)}" if words else ""


def advice(error: ErrorDetails, path: Path) -> str:
    """One sentence about one error of the validation at `path`."""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            about = description(path)
            return f"is missing; add `{path[-1]}:`" + (f" ({about})" if about else "")
        case "extra_forbidden":
            return "unknown key" + nearest(str(path[-1]), known_keys(path[:-1]))
        case "literal_error":
            choices = re.findall(r"'([^']*)'", str(context["expected"]))
            return f"must be one of a closed list ({_got(error)})" + nearest(
                str(error["input"]), choices
            )
        case "string_pattern_mismatch":
            expected = _PATTERNS.get(context["pattern"], f"must match {context['pattern']}")
            return f"{expected} ({_got(error)})"
        case _:
            return _of_its_kind(error)


def _of_its_kind(error: ErrorDetails) -> str:
    if error["input"] is None:
        return "has no value; write one behind the `:`, or remove the key"
    match error["type"]:
        case "string_type":
            return _no_text(error)
        case "int_type" | "int_from_float" | "int_parsing":
            return f"must be a whole number ({_got(error)})"
        case "bool_type" | "bool_parsing":
            return f"must be true or false ({_got(error)})"
        case "tuple_type":
            return f"must be a list, each item on a line of its own behind `- ` ({_got(error)})"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"must be a mapping, `key: value` on lines of their own ({_got(error)})"
        case _:
            return _of_its_size(error)


def _of_its_size(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "string_too_short":
            return "must not be empty"
        case "string_too_long":
            return f"must have {context['max_length']:,} characters at most; shorten it"
        case "too_short":
            return f"must have at least {context['min_length']} (has {context['actual_length']})"
        case "too_long":
            return f"must have {context['max_length']} at most"
        case "greater_than_equal":
            return f"must be {context['ge']} or more ({_got(error)})"
        case "less_than_equal":
            return f"must be {context['le']} or less ({_got(error)})"
        case _:
            return f"{error['msg'][:1].lower()}{error['msg'][1:]} ({_got(error)})"


def _no_text(error: ErrorDetails) -> str:
    value = error["input"]
    if isinstance(value, bool | int | float):
        return f"must be text; put it in quotes ({_got(error)})"
    return f"must be text ({_got(error)})"


def _got(error: ErrorDetails) -> str:
    value = error["input"]
    if isinstance(value, dict):
        return "got a mapping"
    if isinstance(value, tuple | list):
        return "got a list"
    if isinstance(value, bool):
        return f"got {str(value).lower()}"
    text = repr(value)
    return f"got {text if len(text) <= 50 else text[:46] + '...' + text[-1]}"
