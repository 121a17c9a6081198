"""What a model thinks of one criterion: the form of its answer, and the answer once it is read.

The form asks for evidence first, then for the reason, then for the level: what comes first in an
answer is what the rest rests on. Ids are given and no others are taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from bot.domain.rubric import Criterion
from bot.domain.transcript import TurnNumber
from bot.domain.utterance import clean
from bot.errors import BadVerdict

Confidence = Literal["low", "medium", "high"]
CANNOT_TELL = "cannot_tell"
_CONFIDENCES = ("low", "medium", "high")
LONGEST = 400
"""Characters of a sentence that a model writes; the rest is cut."""
_END = re.compile(r"(?<=[^.][.!?])\s+(?=[^\W\d_a-z])")
"""Where a sentence ends, for a start: an abbreviation before a capital is taken for an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that are said to stand in a turn."""

    turn: TurnNumber
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A line of the trainee's, a stronger one, and why it is stronger."""

    yours: Quote
    stronger: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A model's judgement of one criterion, nothing of it checked yet."""

    quotes: tuple[Quote, ...]
    missing: str
    """What was not seen, in a few words; empty where nothing is missing."""
    reason: str
    level: int | None
    """From 0, the lowest; None where the model cannot tell."""
    confidence: Confidence
    rewrite: Rewrite | None


def level_id(level: int) -> str:
    return f"L{level + 1}"


def message_id(number: int) -> str:
    """One of the trainee's messages, as they count them."""
    return f"m{number}"


def form(criterion: Criterion, messages: Sequence[str]) -> dict[str, Any]:
    """The JSON Schema of an answer about a criterion; `messages` are those that may be quoted."""
    message = {"type": "string", "enum": list(messages)}
    levels = [level_id(level) for level in range(len(criterion.levels))]
    text = {"type": "string"}
    quote = object_form(message=message, quote=text)
    rewrite = object_form(message=message, yours=text, stronger=text, why=text)
    return object_form(
        evidence={"type": "array", "items": quote},
        missing=_or_null(text),
        reason=text,
        level={"type": "string", "enum": [*levels, CANNOT_TELL]},
        confidence={"type": "string", "enum": list(_CONFIDENCES)},
        rewrite=_or_null(rewrite),
    )


def object_form(**properties: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an object of just these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def read(
    answer: Mapping[str, Any], criterion: Criterion, messages: Mapping[str, TurnNumber]
) -> Opinion:
    """An answer in the form; BadVerdict where it is not, whoever let it through."""
    try:
        return Opinion(
            quotes=tuple(_quote(one, "quote", messages) for one in answer["evidence"]),
            missing=_line(answer["missing"] or ""),
            reason=_line(answer["reason"]),
            level=_level(answer["level"], criterion),
            confidence=_confidence(answer["confidence"]),
            rewrite=_rewrite(answer["rewrite"], messages),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadVerdict from error


def _quote(one: Mapping[str, Any], key: str, messages: Mapping[str, TurnNumber]) -> Quote:
    return Quote(turn=messages[one["message"]], text=_text(one[key]))


def _rewrite(one: Mapping[str, Any] | None, messages: Mapping[str, TurnNumber]) -> Rewrite | None:
    if one is None:
        return None
    yours = _quote(one, "yours", messages)
    return Rewrite(yours=yours, stronger=_line(one["stronger"]), why=_sentence(one["why"]))


def _level(id: object, criterion: Criterion) -> int | None:
    if id == CANNOT_TELL:
        return None
    return [level_id(level) for level in range(len(criterion.levels))].index(_text(id))


def _confidence(word: object) -> Confidence:
    if word not in _CONFIDENCES:
        raise ValueError(word)
    return cast("Confidence", word)


def _line(value: object) -> str:
    """What a model wrote, as one line of bounded length."""
    text = " ".join(_text(value).split())
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(maxsplit=1)[0] + " \u2026"


def _sentence(value: object) -> str:
    """The first sentence of what a model wrote."""
    return _END.split(_line(value), maxsplit=1)[0]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return clean(value)  # halves of surrogate pairs can be written in JSON, and stored nowhere
