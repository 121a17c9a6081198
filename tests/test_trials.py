"""`chattrain grade` and `chattrain simulate`: conversations held against a scenario."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import stores, transcripts, trials
from bot.catalogue import Catalogue
from bot.config import Settings
from bot.domain.transcript import Micros
from bot.errors import MigrationNeeded
from bot.ports.store import ModelCall
from tests.fakes.model_server import ModelServer, refusal
from tests.requirements import claims
from tests.test_cli import BUNDLED, Run, elsewhere, run

__all__ = ["elsewhere", "run"]

LATE = "late-delivery"


def lines(*said: tuple[str, str]) -> str:
    return "".join(json.dumps({"speaker": who, "text": text}) + "\n" for who, text in said)


TALK = lines(
    ("trainee", "I am sorry your parcel is late. When do you need it?"),
    ("persona", "By Friday evening."),
    ("trainee", "I will send a second one by courier today, it reaches you tomorrow."),
)


@claims("commands.grade")
def test_a_transcript_is_scored(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talk.jsonl").write_text(TALK)
    status, out, err = run("grade", LATE, "talk.jsonl")
    assert (status, err) == (0, "")
    assert "Score: " in out
    assert "send a second one by courier today" in out


@claims("commands.grade")
def test_a_scorecard_for_programs_is_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talk.jsonl").write_text(TALK)
    status, out, _ = run("grade", LATE, "talk.jsonl", "--json", "--offline")
    card = json.loads(out)
    assert status == 0
    assert card["total"] is not None
    assert [score["criterion"] for score in card["scores"]]


def test_a_transcript_may_come_from_standard_input(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TALK.encode())))
    assert run("grade", LATE, "-")[0] == 0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "talk.jsonl: is empty"),
        ("\n \n", "talk.jsonl: is empty"),
        ("Hello", "talk.jsonl:1: is not JSON"),
        (f"{TALK}[1]", "talk.jsonl:4: is no object"),
        ('{"speaker": "bob", "text": "x"}', "talk.jsonl:1: `speaker` must be trainee or persona"),
        ('{"speaker": "trainee", "text": 5}', "talk.jsonl:1: `text` must be a text (got 5)"),
        (lines(("trainee", "x" * 30_000)), "talk.jsonl:1: `text` has 30,000 characters"),
        (lines(("trainee", "x")) * 2_001, "talk.jsonl: has 2001 messages"),
        ("[" * 100_000, "talk.jsonl:1: is "),
    ],
)
@claims("grade.problems")
def test_a_broken_transcript_is_told_line_by_line(
    run: Run, tmp_path: Path, text: str, problem: str
) -> None:
    (tmp_path / "talk.jsonl").write_text(text)
    status, out, err = run("grade", LATE, "talk.jsonl")
    assert status == 1
    assert out.startswith(problem)
    assert err == ""


def test_a_transcript_that_is_not_utf_8_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talk.jsonl").write_bytes(TALK.encode() + b"\xff\xfe")
    assert run("grade", LATE, "talk.jsonl")[1].startswith("talk.jsonl:4: is not UTF-8")


def test_a_transcript_that_is_not_there_is_wrong_use(run: Run) -> None:
    status, _, err = run("grade", LATE, "nowhere.jsonl")
    assert status == 2
    assert "There is no file 'nowhere.jsonl'" in err


@claims("commands.simulate")
@pytest.mark.parametrize("id", sorted(path.stem for path in BUNDLED.glob("*.yaml")))
def test_the_trainees_of_every_scenario_that_ships_score_in_order(run: Run, id: str) -> None:
    status, out, _ = run("simulate", id)
    assert status == 0
    assert out.rstrip().endswith("The scores come in order.")


def test_conversations_and_scorecards_are_there_for_programs(run: Run) -> None:
    status, out, _ = run("simulate", LATE, "--json")
    told = json.loads(out)
    assert status == 0
    assert told["in_order"]
    totals = [trainee["scorecard"]["total"] for trainee in told["trainees"]]
    assert totals == sorted(totals, reverse=True)
    assert told["trainees"][0]["transcript"][0]["speaker"] == "persona"


def test_conversations_are_printed_on_request(run: Run) -> None:
    assert "Trainee: " in run("simulate", LATE, "--talk")[1]


@claims("commands.simulate")
def test_scores_out_of_order_are_a_finding(run: Run, tmp_path: Path) -> None:
    text = (BUNDLED / f"{LATE}.yaml").read_text()
    mixed = text.replace("id: excellent", "id: first").replace("passes: true", "passes: false")
    (tmp_path / "mixed.yaml").write_text(mixed)
    status, out, _ = run("simulate", "mixed.yaml")
    assert status == 1
    assert "'first' passes with" in out


def test_a_scenario_without_trainees_says_what_to_write(run: Run, tmp_path: Path) -> None:
    text = (BUNDLED / f"{LATE}.yaml").read_text().partition("\ntrainees:")[0] + "\n"
    (tmp_path / "alone.yaml").write_text(text)
    status, _, err = run("simulate", "alone.yaml")
    assert status == 2
    assert "has no scripted trainees; write a list `trainees:`" in err


def test_a_kept_transcript_is_read_again() -> None:
    told = transcripts.read(TALK.encode(), "talk")
    assert [speaker for speaker, _ in told.lines] == ["trainee", "persona", "trainee"]


def at(server: ModelServer, **changes: Any) -> Settings:
    """An installation whose judge is at the server; its database is made here."""
    given = {"openai_base_url": server.address, "openai_model": "served"} | changes
    return Settings(_env_file=None, **given)


async def logged() -> list[ModelCall]:
    async with stores.connect("sqlite:///chattrain.db") as store:
        return await store.calls_since(Micros(0))


@claims("commands.grade")
async def test_a_judge_that_does_not_answer_leaves_the_card_of_the_rules_and_says_so() -> None:
    scenario = Catalogue([BUNDLED]).scenarios[LATE]
    told = transcripts.read(TALK.encode(), "talk")
    async with ModelServer() as server:
        server.otherwise = lambda _: refusal(500)
        card = await trials.judged(at(server), scenario, told)
        assert server.asked
    rules = trials.by_rules(scenario, told)
    assert (card.total, card.passed) == (rules.total, rules.passed)
    assert card.without_model == "silent"


@claims("grade.logged")
async def test_what_a_judge_is_asked_is_logged_and_said_before_and_after(
    capsys: pytest.CaptureFixture[str],
) -> None:
    scenario = Catalogue([BUNDLED]).scenarios[LATE]
    told = transcripts.read(TALK.encode(), "talk")
    async with ModelServer() as server:
        server.otherwise = lambda _: refusal(500)
        await trials.judged(at(server), scenario, told)
    calls = await logged()
    assert {(call.purpose, call.tenant, call.member) for call in calls} == {
        ("judge", "local", "you")
    }
    before, after = capsys.readouterr().err.splitlines()
    assert before.startswith(f"At most {4 * len(scenario.rubric.criteria)} calls of models: ")
    assert after.startswith(f"Used {len(calls)} call")


@claims("grade.logged")
async def test_a_limit_that_is_reached_is_reached_for_grade_too() -> None:
    scenario = Catalogue([BUNDLED]).scenarios[LATE]
    told = transcripts.read(TALK.encode(), "talk")
    async with ModelServer() as server:
        limited = at(server, chattrain_calls_per_minute="all=0")
        card = await trials.judged(limited, scenario, told)
        assert server.asked == []
    assert card.without_model == "spent"


@pytest.fixture
def empty(tmp_path: Path) -> None:
    """A database file without a table."""
    (tmp_path / "chattrain.db").touch()


@pytest.mark.usefixtures("empty")
async def test_a_database_of_another_version_is_told_before_anything_is_asked() -> None:
    scenario = Catalogue([BUNDLED]).scenarios[LATE]
    told = transcripts.read(TALK.encode(), "talk")
    async with ModelServer() as server:
        with pytest.raises(MigrationNeeded, match="chattrain migrate"):
            await trials.judged(at(server), scenario, told)
        assert server.asked == []


@pytest.mark.parametrize("option", [(), ("--offline",)])
def test_without_a_model_no_database_is_made(
    run: Run, tmp_path: Path, option: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    if option:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-abcdefgh")
    else:
        monkeypatch.setenv("CHATTRAIN_PROVIDERS", "scripted")
    (tmp_path / "talk.jsonl").write_text(TALK)
    status, _, err = run("grade", LATE, "talk.jsonl", *option)
    assert (status, err) == (0, "")
    assert [file.name for file in tmp_path.iterdir()] == ["talk.jsonl"]
