"""The report of `chattrain usage`, and what /metrics tells of the same calls."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from bot import beginning, cli, ending, http, stores, usage
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import HOUR, MINUTE, SECOND, Micros
from bot.ports.clock import SystemClock
from bot.ports.provider import Usage
from bot.ports.store import ModelCall
from bot.providers.calls import Totals
from bot.usage import Report, as_json, as_text, first_day, report
from tests.fakes import database
from tests.fakes.virtual_time import NEW_YEAR
from tests.requirements import claims

DAY = 24 * HOUR
NOON = Micros(NEW_YEAR + 12 * HOUR)
CALL = ModelCall(
    session=SessionId("s1"),
    tenant=TenantId("acme"),
    member=MemberId("ada"),
    purpose="persona",
    provider="openai",
    model="gpt-6-luna",
    usage=Usage(tokens_in=1000, tokens_out=100, tokens_cached=800),
    at=NOON,
    first_token=400_000,
    duration=2 * SECOND,
    outcome="ok",
    cost=0.25,
)
LOCAL = replace(CALL, provider="ollama", model="qwen3:8b", cost=None, first_token=900_000)
FAILED = replace(CALL, outcome="unavailable", usage=Usage(), first_token=None, cost=None)
SPOKEN = replace(CALL, provider="scripted", model="script", usage=Usage(), cost=None)


def told(*calls: ModelCall, days: int = 1) -> Report:
    return report(calls, first_day(NOON, days), NOON)


@claims("usage.report")
def test_calls_are_added_up_by_day_provider_purpose_and_member() -> None:
    yesterday = replace(CALL, at=Micros(NOON - DAY), member=MemberId("bo"), purpose="judge")
    found = told(CALL, CALL, yesterday, LOCAL, days=2)
    names = {by: [(row.name, row.calls) for row in rows] for by, rows in found.groups.items()}
    assert names == {
        "day": [("2026-01-01", 3), ("2025-12-31", 1)],
        "provider": [("openai/gpt-6-luna", 3), ("ollama/qwen3:8b", 1)],
        "purpose": [("persona", 3), ("judge", 1)],
        "member": [("acme/ada", 3), ("acme/bo", 1)],
    }
    total = found.total
    assert (total.tokens_in, total.tokens_out, total.tokens_cached) == (4000, 400, 3200)
    assert (found.since, found.until) == ("2025-12-31", "2026-01-01")


@claims("usage.unknown-cost")
def test_what_has_no_known_price_is_unknown_and_not_free() -> None:
    local = told(LOCAL).total
    assert (local.cost, local.unpriced) == (None, 1)
    assert "unknown" in as_text(told(LOCAL))
    both = told(LOCAL, CALL).total
    assert (both.cost, both.unpriced) == (0.25, 1)
    assert "$0.2500+" in as_text(told(LOCAL, CALL))
    assert "$0.2500+" not in as_text(told(CALL, FAILED))
    free = replace(CALL, cost=0.0)
    assert told(free).total.cost == 0


def test_times_are_those_of_the_middle_and_of_nearly_the_worst() -> None:
    calls = [replace(CALL, first_token=n * 1000) for n in range(100, 0, -1)]
    total = told(*calls, FAILED).total
    assert (total.first_token_p50, total.first_token_p95) == (50, 95)
    assert told(FAILED).total.first_token_p50 is None
    assert told(CALL).total.first_token_p95 == 400


def test_who_left_has_not_failed() -> None:
    outcomes = ("ok", "length", "cancelled", "stalled", "refused", "rate_limited", "error")
    assert told(*(replace(CALL, outcome=outcome) for outcome in outcomes)).total.failed == 4


def test_the_script_is_counted_apart() -> None:
    found = told(CALL, SPOKEN, SPOKEN)
    assert (found.total.calls, found.scripted) == (1, 2)
    assert as_text(found).endswith("Beside them the script spoke 2 replies.")
    assert "No calls of models" in as_text(told(SPOKEN))


def test_estimated_tokens_are_marked() -> None:
    guess = replace(CALL, usage=replace(CALL.usage, estimated=True))
    assert "~2,000" in as_text(told(guess, CALL))
    assert "~ 1 of the calls did not say their tokens" in as_text(told(guess, CALL))
    assert "~" not in as_text(told(CALL))


def test_a_call_whose_member_is_not_known_is_somebodys_all_the_same() -> None:
    assert told(replace(CALL, member=None)).groups["member"][0].name == "acme/(unknown)"


def test_days_begin_at_midnight_utc_and_today_is_one() -> None:
    assert first_day(NOON, 1) == NEW_YEAR
    assert first_day(Micros(NEW_YEAR), 1) == NEW_YEAR
    assert first_day(NOON, 3) == NEW_YEAR - 2 * DAY
    assert first_day(Micros(5), 1000) == 0


def test_the_columns_stand_under_each_other() -> None:
    long = replace(CALL, model="a-model-with-a-long-name", usage=Usage(tokens_in=123_456_789))
    table = as_text(told(CALL, long)).split("\n\n")[2].splitlines()
    assert table[0].startswith("provider")
    assert len({len(line) for line in table}) == 1
    assert "123,456,789" in table[1]


def test_json_has_everything() -> None:
    found = json.loads(as_json(told(CALL, SPOKEN)))
    assert found["groups"]["provider"][0]["cost"] == 0.25
    assert found["scripted"] == 1
    assert set(found) == {"since", "until", "total", "groups", "scripted"}


class TestCommand:
    """`chattrain usage` on a database of its own."""

    @pytest.fixture(autouse=True)
    def somewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DATABASE_URL", database.address(tmp_path / "usage.db"))

    async def log(self, tmp_path: Path, *calls: ModelCall) -> None:
        async with (
            stores.connect(f"sqlite:///{tmp_path}/usage.db") as store,
            store.begin() as transaction,
        ):
            for call in calls:
                await transaction.log_call(call)

    @claims("usage.report")
    async def test_it_reads_the_days_asked_for(self, tmp_path: Path) -> None:
        now = SystemClock().now()
        recent = replace(CALL, at=Micros(now - MINUTE))
        old = replace(CALL, at=Micros(now - 20 * DAY))
        await self.log(tmp_path, recent, old, replace(SPOKEN, at=now))
        clock = SystemClock()
        settings = beginning.settings(quiet=True)
        assert (await usage.usage(settings, clock, 2)).total.calls == 1
        assert (await usage.usage(settings, clock, 30)).total.calls == 2

    @claims("usage.report")
    def test_it_prints_tables_or_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        def printed(*options: str) -> str:
            line = ["usage", *options]
            assert ending.status(lambda: cli.app(line, standalone_mode=False)) == 0
            return capsys.readouterr().out

        assert printed().startswith("No calls of models from ")
        assert json.loads(printed("--json", "--days=2"))["total"]["calls"] == 0

    def test_a_database_that_is_not_there_is_told(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", "sqlite:///none.db")
        assert ending.status(lambda: cli.app(["usage"], standalone_mode=False)) == 1
        assert "run `chattrain migrate`" in capsys.readouterr().err

    @pytest.mark.parametrize("option", ["--days=0", "--days=x", "--hours=2"])
    def test_wrong_use_is_refused(self, option: str) -> None:
        assert CliRunner().invoke(cli.app, ["usage", option]).exit_code == 2


@claims("usage.metrics")
def test_metrics_count_calls_tokens_and_cost_by_provider_model_and_purpose() -> None:
    totals = Totals()
    for call in (CALL, CALL, FAILED, LOCAL):
        totals.add(call)
    client = TestClient(http.application(checks={}, figures=totals.figures))
    text = client.get("/metrics").text
    whose = 'model="gpt-6-luna",{}provider="openai",purpose="persona"'
    ok = whose.format('outcome="ok",')
    for line in (
        f"chattrain_model_calls_total{{{ok}}} 2.0",
        f"chattrain_model_dollars_total{{{whose.format('')}}} 0.5",
    ):
        assert _sorted(line) in [_sorted(found) for found in text.splitlines()]
    assert 'outcome="unavailable"' in text
    assert 'kind="cached"' in text
    assert text.count("# TYPE chattrain_model_tokens") == 1
    assert "qwen3" not in "".join(li for li in text.splitlines() if "dollars" in li)
    assert client.get("/metrics").status_code == 200


def _sorted(line: str) -> tuple[str, ...]:
    """A line's parts in an order of their own: that of labels does not matter."""
    name, _, rest = line.partition("{")
    labels, _, value = rest.partition("} ")
    return (name, *sorted(labels.split(",")), value)
