"""xAPI statements, held against the rules of the specification (1.0.3, part 2)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import RFC_4122, UUID

import pytest

from bot.config import HOME_PAGES
from bot.domain.attempt import Attempt
from bot.domain.surface import SessionId, TenantId
from bot.domain.transcript import MINUTE, Micros
from bot.exporting import BATCH, write
from bot.ports.clock import uuid7
from bot.xapi import Statements, statements
from tests.requirements import claims
from tests.test_exporting import ASSIGNED

VERB = "http://adlnet.gov/expapi/verbs/"
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
DURATION = re.compile(r"PT(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?")
SCORED = replace(
    ASSIGNED,
    session=SessionId(uuid7(1_767_225_600_000, b"0123456789")),
    fingerprint="f00d",
    platform="slack",
)
ALONE = replace(SCORED, assignment=None)
OPEN = replace(SCORED, state="open", closed=None, total=None, passed=False)


async def spoken(fingerprint: str) -> str | None:
    return {"f00d": "de"}.get(fingerprint)


def told(attempt: Attempt, home: str = "https://example.com") -> list[dict[str, Any]]:
    return list(statements(attempt, home=home, language="de"))


async def written(attempts: Sequence[Attempt]) -> str:
    async def each() -> AsyncIterator[Attempt]:
        for attempt in attempts:
            yield attempt

    out = io.BytesIO()
    await write(each(), Statements(TenantId("T1"), HOME_PAGES, spoken), out)
    return out.getvalue().decode()


def verbs(found: Sequence[dict[str, Any]]) -> list[str]:
    return [one["verb"]["id"].removeprefix(VERB) for one in found]


def assert_conforms(statement: dict[str, Any]) -> None:
    """The rules for what a Learning Record Provider sends, by section of the specification."""
    allowed = {"id", "actor", "verb", "object", "result", "context", "timestamp"}
    assert {"actor", "verb", "object"} <= statement.keys() <= allowed  # 2.2, 2.4
    _assert_no_emptiness(statement)  # 2.2: no null, no empty object
    assert UUID(statement["id"]).variant == RFC_4122  # 2.4.1
    _assert_agent(statement["actor"])
    _assert_language_map(statement["verb"]["display"])  # 2.4.3
    assert statement["verb"].keys() == {"id", "display"}
    _assert_iri(statement["verb"]["id"])
    _assert_activity(statement["object"])
    _assert_context(statement["context"])
    if "result" in statement:
        _assert_result(statement["result"])
    at = datetime.fromisoformat(statement["timestamp"])  # 4.5
    assert at.utcoffset() == timedelta(0)
    assert re.search(r"\.\d{3,}", statement["timestamp"])


def _assert_no_emptiness(value: Any) -> None:
    assert value is not None
    if isinstance(value, dict):
        assert value
        for inner in value.values():
            _assert_no_emptiness(inner)


def _assert_iri(iri: str) -> None:
    """2.2: a scheme, and nothing that no IRI may hold (RFC 3987)."""
    assert re.match(r"[a-z][a-z0-9+.-]*:\S", iri)
    assert not re.search(r'[\s<>"{}|\\^`]', iri)


def _assert_language_map(texts: dict[str, str]) -> None:
    assert all(LANGUAGE_TAG.fullmatch(tag) for tag in texts)  # 4.2
    assert all(isinstance(text, str) for text in texts.values())


def _assert_agent(agent: dict[str, Any]) -> None:
    """2.4.2.1: one identifier; here it is always an account, never an address."""
    assert agent.keys() == {"objectType", "account"}
    assert agent["objectType"] == "Agent"
    assert agent["account"].keys() == {"homePage", "name"}  # 2.4.2.4
    page = urlsplit(agent["account"]["homePage"])
    assert page.scheme in ("http", "https")
    assert page.netloc
    assert agent["account"]["name"]


def _assert_activity(activity: dict[str, Any]) -> None:
    assert activity["objectType"] == "Activity"  # 2.4.4.1
    assert activity.keys() <= {"objectType", "id", "definition"}
    _assert_iri(activity["id"])
    assert activity["definition"].keys() <= {"name", "description", "type"}
    _assert_iri(activity["definition"]["type"])
    _assert_language_map(activity["definition"].get("name", {}))


def _assert_context(context: dict[str, Any]) -> None:
    known = {"registration", "platform", "language", "revision", "contextActivities", "extensions"}
    assert context.keys() <= known  # 2.4.6
    UUID(context["registration"])
    if "language" in context:
        assert LANGUAGE_TAG.fullmatch(context["language"])
    for kind, activities in context.get("contextActivities", {}).items():
        assert kind in ("parent", "grouping", "category", "other")
        for activity in activities:
            _assert_activity(activity)
    for key in context.get("extensions", {}):
        _assert_iri(key)  # 4.1


def _assert_result(result: dict[str, Any]) -> None:
    assert result.keys() <= {"score", "success", "completion", "duration"}  # 2.4.5
    assert all(type(result[name]) is bool for name in {"success", "completion"} & result.keys())
    if "duration" in result:
        assert DURATION.fullmatch(result["duration"])  # 4.6
    if "score" in result:
        score = result["score"]
        assert score.keys() == {"scaled", "raw", "min", "max"}  # 2.4.5.1
        assert -1 <= score["scaled"] <= 1
        assert score["min"] <= score["raw"] <= score["max"]
        assert score["min"] < score["max"]


VARIANTS = (
    SCORED,
    ALONE,
    OPEN,
    replace(SCORED, state="unscored", total=None, passed=False),
    replace(SCORED, total=None, passed=False),
    replace(SCORED, passed=False, blocked=True),
    replace(SCORED, session=SessionId("s1"), platform="", fingerprint="", scenario="größe 1"),
    replace(SCORED, closed=Micros(SCORED.opened + 200 * MINUTE + 59_140_000)),
    replace(SCORED, closed=SCORED.opened),
)


@claims("export.xapi")
@pytest.mark.parametrize("attempt", VARIANTS)
async def test_every_statement_follows_the_specification(attempt: Attempt) -> None:
    found = json.loads(await written([attempt]))
    assert found
    for statement in found:
        assert_conforms(statement)


@claims("export.xapi")
def test_a_session_is_attempted_completed_scored_and_passed_or_failed_in_this_order() -> None:
    assert verbs(told(SCORED)) == ["attempted", "completed", "scored", "passed"]
    assert verbs(told(replace(SCORED, passed=False)))[-1] == "failed"
    assert verbs(told(OPEN)) == ["attempted"]
    assert verbs(told(replace(SCORED, state="unscored"))) == ["attempted"]
    assert verbs(told(replace(SCORED, total=None))) == ["attempted", "completed"]


@claims("export.private")
def test_of_a_session_of_ones_own_only_its_completion_is_stated() -> None:
    found = told(ALONE)
    assert verbs(found) == ["attempted", "completed"]
    assert "score" not in json.dumps(found)
    assert "success" not in json.dumps(found)
    assert verbs(told(replace(ALONE, shared=True)))[-1] == "passed"


@claims("export.xapi")
async def test_what_is_exported_twice_is_the_same_to_the_byte() -> None:
    assert await written([SCORED, OPEN]) == await written([SCORED, OPEN])
    ids = [one["id"] for one in told(SCORED)]
    assert len(set(ids)) == len(ids)


@claims("export.xapi")
def test_a_score_that_was_changed_is_another_statement_and_the_rest_stays() -> None:
    before, after = (
        {one["id"]: one for one in told(attempt)} for attempt in (SCORED, replace(SCORED, total=81))
    )
    kept = before.keys() & after.keys()
    assert verbs([before[id] for id in before if id in kept]) == ["attempted", "completed"]
    assert all(before[id] == after[id] for id in kept)


def test_a_session_that_ends_or_is_shared_leaves_its_earlier_statements_as_they_were() -> None:
    first = told(OPEN)[0]
    assert told(SCORED)[0] == first
    assert told(replace(ALONE, shared=True))[:2] == told(ALONE)


def test_result_and_context_say_what_they_are_to_say() -> None:
    passed = told(replace(SCORED, closed=Micros(SCORED.opened + 200 * MINUTE + 59_140_000)))[-1]
    assert passed["result"] == {
        "score": {"scaled": 0.8, "raw": 80, "min": 0, "max": 100},
        "success": True,
        "completion": True,
        "duration": "PT3H20M59.14S",
    }
    context = passed["context"]
    assert context["registration"] == SCORED.session
    assert (context["platform"], context["language"]) == ("slack", "de")
    assert context["revision"] == "f00d"
    assert passed["object"]["definition"]["name"] == {"de": "The late lamp"}
    assert passed["object"]["id"] == "urn:chattrain:scenario:late-lamp"


@pytest.mark.parametrize(
    ("platform", "home"),
    [
        ("slack", "https://app.slack.com/client/T1"),
        ("discord", "https://discord.com"),
        ("playground", "http://localhost"),
    ],
)
async def test_an_account_is_the_platforms(platform: str, home: str) -> None:
    (found, *_) = json.loads(await written([replace(SCORED, platform=platform)]))
    assert found["actor"]["account"] == {"homePage": home, "name": "ada"}


@pytest.mark.parametrize("count", [0, 1, BATCH + 1])
async def test_the_file_is_one_array_with_a_statement_in_each_line(count: int) -> None:
    text = await written([OPEN] * count)
    assert len(json.loads(text)) == count
    first, *lines, last = text.splitlines()
    assert (first, last) == ("[", "]")
    assert all(json.loads(line.removesuffix(",")) for line in lines)
