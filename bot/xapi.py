"""Attempts as statements of the Experience API (xAPI 1.0.3), for a Learning Record Store to import.

A statement is the same whenever it is made, its id with it, so that importing a file twice makes no
doubles. Where a score has changed (a manager's decision), what follows from it has another id:
statements are never changed (specification, part 2, section 2.3.1).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from bot.domain.attempt import Attempt
from bot.domain.surface import TenantId
from bot.domain.transcript import SECOND
from bot.exporting import moment

VERBS = ("attempted", "completed", "scored", "passed", "failed")
_VERBS = {
    name: {"id": f"http://adlnet.gov/expapi/verbs/{name}", "display": {"en": name}}
    for name in VERBS
}
"""Of the vocabulary of ADL (http://xapi.vocab.pub/datasets/adl/)."""
_SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
_ASSIGNMENT = "http://adlnet.gov/expapi/activities/objective"
_OURS = UUID("6f0c5bb0-3c0e-5a8e-9c0b-3d6a6d0f4b5e")
"""What ids of statements are made from."""
_ATTEMPT = "urn:chattrain:extension:attempt"

Statement = dict[str, Any]
Language = Callable[[str], Awaitable[str | None]]
"""The language of the scenario with a fingerprint."""


class Statements:
    """A JSON array with a statement in each line.

    `homes` are the home pages of accounts, by platform, with `{tenant}` where each has its own.
    """

    head = b"["
    tail = b"\n]\n"

    def __init__(self, tenant: TenantId, homes: Mapping[str, str], language: Language) -> None:
        self._tenant = tenant
        self._homes = homes
        self._language = language
        self._languages: dict[str, str | None] = {}
        self._begun = False

    async def lines(self, attempts: Sequence[Attempt]) -> tuple[bytes, int]:
        found: list[str] = []
        for attempt in attempts:
            home = self._homes.get(attempt.platform, self._homes[""]).format(tenant=self._tenant)
            language = await self._spoken(attempt.fingerprint)
            found += (
                json.dumps(one, ensure_ascii=False, separators=(",", ":"))
                for one in statements(attempt, home=home, language=language)
            )
        if not found:
            return b"", 0
        joint = ",\n" if self._begun else "\n"
        self._begun = True
        return (joint + ",\n".join(found)).encode(), len(found)

    async def _spoken(self, fingerprint: str) -> str | None:
        if fingerprint not in self._languages:
            self._languages[fingerprint] = await self._language(fingerprint)
        return self._languages[fingerprint]


def statements(attempt: Attempt, *, home: str, language: str | None = None) -> Iterator[Statement]:
    """What there is to say of an attempt, in the order in which it happened.

    Of one whose score managers do not see: that it was attempted, and completed.
    """
    shared = {
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": attempt.member}},
        "object": _activity(attempt, language),
        "context": _context(attempt, language),
    }
    for verb, result in _outcomes(attempt):
        named = {"id": _id(attempt, verb, result), "verb": _VERBS[verb]}
        at = attempt.opened if verb == "attempted" else attempt.closed
        told = {"result": result} if result else {}
        yield named | shared | told | {"timestamp": moment(at)}


def _outcomes(attempt: Attempt) -> Iterator[tuple[str, Statement]]:
    yield "attempted", {}
    if attempt.state != "scored" or attempt.closed is None:
        return
    duration = _duration(attempt.closed - attempt.opened)
    yield "completed", {"completion": True, "duration": duration}
    if attempt.total is None or not attempt.visible:
        return
    score = {"scaled": attempt.total / 100, "raw": attempt.total, "min": 0, "max": 100}
    yield "scored", {"score": score}
    judged = {"score": score, "success": attempt.passed, "completion": True}
    yield "passed" if attempt.passed else "failed", judged | {"duration": duration}


def _activity(attempt: Attempt, language: str | None) -> Statement:
    return {
        "objectType": "Activity",
        "id": _iri("scenario", attempt.scenario),
        "definition": {"name": {language or "und": attempt.title}, "type": _SIMULATION},
    }


def _context(attempt: Attempt, language: str | None) -> Statement:
    context: Statement = {"registration": _registration(attempt.session)}
    if attempt.platform:
        context["platform"] = attempt.platform
    if language:
        context["language"] = language
    if attempt.fingerprint:
        context["revision"] = attempt.fingerprint
    if attempt.assignment:
        asked = {"id": _iri("assignment", attempt.assignment), "definition": {"type": _ASSIGNMENT}}
        context["contextActivities"] = {"grouping": [{"objectType": "Activity"} | asked]}
    return context | {"extensions": {_ATTEMPT: attempt.number}}


def _id(attempt: Attempt, verb: str, result: Statement) -> str:
    """Of the statement: by what it says, so that a changed score is another statement."""
    said = [str(result.get("score", {}).get("raw", "")), str(result.get("success", ""))]
    return str(uuid5(_OURS, "/".join([attempt.session, verb, *said])))


def _registration(session: str) -> str:
    try:
        return str(UUID(session))
    except ValueError:
        return str(uuid5(_OURS, session))


def _iri(kind: str, id: str) -> str:
    return f"urn:chattrain:{kind}:{quote(id, safe='')}"


def _duration(micros: int) -> str:
    """ISO 8601, to the hundredth of a second: PT4H35M59.14S."""
    hundredths = round(micros * 100 / SECOND)
    minutes, hundredths = divmod(max(0, hundredths), 6000)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}H" if hours else ""
    whole += f"{minutes}M" if minutes else ""
    return f"PT{whole}{hundredths / 100:g}S"
