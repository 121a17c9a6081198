"""Which models a server says it has, and which of them it will not have for long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = "2026-10-21"
"""Of Anthropic's API; the SDK sends the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A server's answer to the question for its models."""

    status: int = 200
    names: tuple[str, ...] = ()
    ending: Mapping[str, str] = field(default_factory=dict)
    """What is said of models that are taken out of service, by name."""

    def has(self, model: str) -> bool:
        """Whether a model is listed; some servers list `models/NAME` or `NAME:latest`."""
        return any(
            model in (name, name.rpartition("/")[2], name.removesuffix(":latest"))
            for name in self.names
        )


async def ask(url: str, key: str) -> Listing:
    """Asks a server. Raises httpx2.HTTPError where none answers, ValueError where it is none."""
    import httpx2  # noqa: PLC0415  # the SDKs bring it

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with httpx2.AsyncClient() as client:
        answer = await client.get(url, headers={**headers, "anthropic-version": VERSION})
    if not answer.is_success:
        return Listing(status=answer.status_code)
    rows = tuple(_rows(answer.json()))
    ending = {name: said for name, row in rows if (said := _ending(row))}
    return Listing(names=tuple(name for name, _ in rows), ending=ending)


def _rows(answer: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """The models by name; ValueError where the answer is not a list of models."""
    rows = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise ValueError("not a list of models")  # noqa: TRY004  # as unreadable as no JSON
    yield from ((str(row.get("id")), row) for row in rows if isinstance(row, dict))


def _ending(row: Mapping[str, Any]) -> str:
    """As "is retired on 2026-11-30"; empty for a model that stays."""
    if row.get("lifecycle") == "retired":
        return "is retired"
    if row.get("lifecycle") == "deprecated":
        at = str(row.get("retires_at") or "")[:10]
        return f"is retired on {at}" if at else "will be retired"
    return ""
