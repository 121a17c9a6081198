"""Parts of what a platform sends, read without trusting their form. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def part(body: object, name: str) -> Json:
    """An object inside an object; empty where there is none."""
    found = body.get(name) if isinstance(body, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def parts(body: object, name: str) -> Iterator[Json]:
    """The objects of a list inside an object."""
    found = body.get(name) if isinstance(body, Mapping) else None
    for one in found if isinstance(found, list) else ():
        if isinstance(one, Mapping):
            yield one


def text(body: object, name: str) -> str:
    """A text inside an object; empty where there is none."""
    found = body.get(name) if isinstance(body, Mapping) else None
    return found if isinstance(found, str) else ""
