"""Whether what a model wrote fits the form that was asked for. Pure.

A server's own structured output is a promise that not every server keeps; this holds it to it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn, cast

from bot.ports.provider import Answer, Message, Question, Schema

if TYPE_CHECKING:
    from jsonschema import ValidationError

KEPT = {
    "$defs", "$ref", "additionalProperties", "anyOf", "const", "description", "enum", "items",
    "properties", "required", "type",
}  # fmt: skip
"""The keywords that every provider's structured output takes."""
NAMED = {"$defs", "properties"}
"""Keywords whose keys are names, not keywords."""
SHOWN = 8
"""How many faults a model is shown."""


def _no_json(name: str) -> NoReturn:
    raise ValueError(name)


DECODER = json.JSONDecoder(strict=False, parse_constant=_no_json)
"""Takes line breaks inside strings, which small models write, and no NaN."""


class Misfit(ValueError):
    """What a model wrote is not in the form; its text is for the model. `place` quotes nobody."""

    def __init__(self, faults: str, place: str) -> None:
        self.place = place
        super().__init__(faults)


class Form:
    """A form that an answer must have."""

    def __init__(self, schema: Schema) -> None:
        from jsonschema import Draft202012Validator  # noqa: PLC0415  # 0.1 s

        self._validator = Draft202012Validator(schema)

    def read(self, text: str) -> Answer:
        """The object in what a model wrote. Raises Misfit."""
        answer = _object(text)
        faults = sorted(self._validator.iter_errors(answer), key=lambda fault: fault.json_path)
        if faults:
            told = "\n".join(
                f"{fault.json_path}: {fault.message[:300]}" for fault in faults[:SHOWN]
            )
            raise Misfit(told, _place(faults[0]))
        return answer


def plain(schema: Schema) -> dict[str, Any]:
    """The schema in the keywords that every provider takes; the rest becomes description."""
    kept = {key: _plain(key, value) for key, value in schema.items() if key in KEPT}
    if "properties" in kept:
        kept |= {"additionalProperties": False, "required": list(kept["properties"])}
    rest = {key: value for key, value in schema.items() if key not in KEPT and key != "title"}
    if rest:
        said = (kept.get("description"), *(f"{key}: {value}" for key, value in rest.items()))
        kept["description"] = "; ".join(filter(None, said))
    return kept


def _plain(key: str, value: Any) -> Any:
    if key in NAMED:
        return {name: plain(inner) for name, inner in value.items()}
    if key == "anyOf":
        return [plain(inner) for inner in value]
    return plain(value) if key == "items" else value


def shown(system: str, schema: Schema | None) -> str:
    """A system prompt with the form in words, for a model that is not told it otherwise."""
    if schema is None:
        return system
    form = json.dumps(schema, ensure_ascii=False)
    return f"{system}\n\nAnswer with one JSON object that fits this JSON Schema, and nothing else:\n{form}"


def repairing(question: Question, text: str, misfit: Misfit) -> Question:
    """The question once more, with the answer that did not fit and why."""
    asked = f"This does not fit the form:\n{misfit}\nWrite the whole JSON object again, and nothing else."
    more = (Message("assistant", text.strip() or "{}"), Message("user", asked))
    return replace(question, messages=(*question.messages, *more))


def _object(text: str) -> Answer:
    """The JSON object that stands in the text, whatever stands around it."""
    start = text.find("{")
    if start < 0:
        raise Misfit("There is no JSON object.", "no JSON object")
    try:
        answer, _ = DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise Misfit(f"It is no JSON: {error}", f"no JSON: {error}") from None
    except (ValueError, RecursionError):
        raise Misfit("It is no JSON.", "no JSON") from None
    return cast("Answer", answer)


def _place(fault: ValidationError) -> str:
    return f"{fault.json_path} ({fault.validator})"
