"""The scenario format as JSON Schema: for editors, for the reference, and to look keys up in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from bot.domain.condition import ID_PATTERN
from bot.domain.scenario import Scenario

Schema = dict[str, Any]
Path = Sequence[str | int]

LIBRARY_PERSONA = {
    "description": "the id of a persona in the folder `personas` beside the scenario",
    "pattern": ID_PATTERN,
    "type": "string",
}


@cache
def json_schema() -> Schema:
    """The format of scenario files; not to be changed by who gets it."""
    schema = _tidied(Scenario.model_json_schema(by_alias=True))
    persona = schema["properties"]["persona"]
    whole = {"$ref": persona["$ref"]}
    schema["properties"]["persona"] = persona | {"anyOf": [whole, LIBRARY_PERSONA]}
    del schema["properties"]["persona"]["$ref"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "ChatTrain scenario",
    }


def json_text() -> str:
    """The schema as it is written to `scenarios/scenario.schema.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _tidied(schema: Any) -> Any:
    """Without what an author never writes: null as a value, and titles that repeat the key."""
    if isinstance(schema, list):
        return [_tidied(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _tidied(value) for key, value in schema.items() if not _noise(key, value)}
    choices = kept.pop("anyOf", None)
    if choices is None:
        return kept
    choices = [choice for choice in choices if choice != {"type": "null"}]
    return kept | (choices[0] if len(choices) == 1 else {"anyOf": choices})


def _noise(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value in (None, []))


def known_keys(path: Path) -> list[str]:
    """The keys that a mapping at this place of a scenario may have; empty where any may stand."""
    return sorted({key for schema in _at(path) for key in schema.get("properties", {})})


def description(path: Path) -> str:
    """What stands at this place, in a few words; empty where the format does not say."""
    return next((text for s in _at(path) if (text := s.get("description", ""))), "")


def _at(path: Path) -> list[Schema]:
    schemas = list(_choices(json_schema()))
    for step in path:
        schemas = [choice for schema in schemas for choice in _below(schema, step)]
    return schemas


def _below(schema: Schema, step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        below = [schema.get("items", {})]
    elif step in schema.get("properties", {}):
        below = [schema["properties"][step]]
    else:
        below = [*schema.get("patternProperties", {}).values()]
    for one in below:
        yield from _choices(one)


def _choices(schema: Schema) -> Iterator[Schema]:
    """The schema itself, what it refers to, and what it may be one of."""
    yield schema
    if reference := schema.get("$ref"):
        yield from _choices(json_schema()["$defs"][reference.rpartition("/")[2]])
    for choice in schema.get("anyOf", ()):
        yield from _choices(choice)
