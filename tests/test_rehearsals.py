"""`chattrain simulate` with models: a persona that a model plays is measured, over the wire."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import figures, rehearsals, stores
from bot.catalogue import bundled
from bot.domain import measuring
from bot.domain.measuring import Figures, Simulation
from bot.domain.scenario import Scenario
from bot.domain.transcript import Micros
from bot.errors import ConfigError
from bot.ports.store import ModelCall
from bot.rehearsals import Players
from bot.training.impersonating import QUALITIES
from tests.fakes.ensemble import Ensemble, judgement, lamp, settings, stage, written
from tests.fakes.model_server import Answer, Fault, ModelServer, delta, refusal, stream
from tests.requirements import claims
from tests.test_cli import Run, elsewhere, run

__all__ = ["elsewhere", "run"]

MODEL = Players(persona="model")
CODING = "He turns sixty then, you see."
"""The fact of the birthday in other words."""


async def rehearse(
    ensemble: Ensemble,
    folder: Path,
    players: Players = MODEL,
    *,
    of: Scenario | None = None,
    **changes: Any,
) -> Simulation:
    async with stage(ensemble) as server:
        made = settings(server, folder, **changes)
        (played,) = await rehearsals.with_models(made, [of or lamp()], players)
    return played


def total(played: Simulation) -> Figures:
    return measuring.figures(played.rehearsals)


def row(played: Simulation, title: str) -> list[str]:
    """What stands in a row of the table."""
    lines = figures.as_text([played]).splitlines()
    line = next(line for line in lines if line.startswith(title))
    return re.split(r"\s{2,}", line.removeprefix(title).strip())


async def logged(folder: Path) -> list[ModelCall]:
    async with stores.connect(f"sqlite:///{folder / 'rehearsed.db'}") as store:
        return await store.calls_since(Micros(0))


@claims("simulate.measures")
async def test_a_persona_that_keeps_to_its_part_is_without_fault(tmp_path: Path) -> None:
    played = await rehearse(Ensemble(), tmp_path)
    found = total(played)
    assert (found.replies, str(found.leaks), str(found.paraphrased)) == (5, "0 of 5", "0 of 5")
    assert (str(found.adherence), str(found.gave_way)) == ("5 of 5", "0 of 4")
    assert played.problems == ()


@claims("simulate.measures", "simulate.leak")
async def test_a_persona_that_tells_too_early_is_a_finding_with_its_words(tmp_path: Path) -> None:
    def persona(last: str) -> str:
        return "Hm. It is for a birthday." if "Well?" in last else "I see."

    played = await rehearse(Ensemble(persona=persona), tmp_path)
    assert row(played, "Tells a fact too early") == ["0 of 2", "0 of 3", "0 of 5"]
    assert row(played, "  as it was written first") == ["0 of 2", "1 of 3", "1 of 5"]
    (leak,) = played.leaks
    assert leak.startswith("poor, run 1, reply 1: tells the fact 'birthday' too early (“birthday”)")
    assert leak.endswith(", and it was not shown")
    (reply, *_) = played.rehearsals[1].replies
    assert reply.first == "Hm. It is for a birthday."
    shown = played.rehearsals[1].transcript[reply.turn].text
    assert shown.startswith("Hm.")
    assert "birthday" not in shown


async def test_a_line_of_which_nothing_can_be_shown_is_replaced_and_no_judge_asked(
    tmp_path: Path,
) -> None:
    ensemble = Ensemble(persona=lambda _: "Birthday!")
    played = await rehearse(ensemble, tmp_path)
    replies = [reply for one in played.rehearsals for reply in one.replies]
    assert all(reply.replaced and reply.first == "Birthday!" for reply in replies if reply.held)
    text = figures.as_text([played])
    assert "excellent, run 1, reply 1: nothing of it could be shown: “Birthday!”" in text


@claims("simulate.measures")
async def test_what_is_told_in_other_words_counts_as_a_judge_has_it(tmp_path: Path) -> None:
    ensemble = Ensemble(
        persona=lambda _: CODING, judge=lambda _: judgement(told={"birthday": "he turns SIXTY"})
    )
    played = await rehearse(ensemble, tmp_path)
    assert (str(total(played).leaks), str(total(played).paraphrased)) == ("0 of 5", "5 of 5")
    assert played.problems == ()
    text = figures.as_text([played])
    assert "excellent, run 1, reply 1: tells 'birthday' in other words: “He turns sixty”" in text
    assert "* as openai/served has it" in text


@claims("simulate.quotes")
async def test_what_a_judge_says_with_words_that_are_not_there_counts_for_nothing(
    tmp_path: Path,
) -> None:
    ensemble = Ensemble(
        judge=lambda _: judgement(
            told={"birthday": "it is his birthday"}, gave_way={"settled": "that is all I need"}
        )
    )
    played = await rehearse(ensemble, tmp_path)
    found = total(played)
    assert (str(found.paraphrased), found.gave_way.count, found.unfound) == ("0 of 5", 0, 9)
    assert "9 claims had words that do not stand there" in figures.as_text([played])


@claims("simulate.measures")
async def test_a_persona_that_gives_way_at_once_is_seen_until_its_goals_are_met(
    tmp_path: Path,
) -> None:
    ensemble = Ensemble(
        persona=lambda _: "Never mind, it is all settled.",
        judge=lambda _: judgement(gave_way={"settled": "it is all settled"}),
    )
    played = await rehearse(ensemble, tmp_path)
    # the excellent trainee's second message meets its goal: then it may
    assert row(played, "Gives way too early *") == ["1 of 1", "3 of 3", "4 of 4"]
    assert "The persona, difficulty 1" in figures.as_text([played])
    held = [reply.early for one in played.rehearsals for reply in one.replies]
    assert held == [True, False, True, True, True]


async def test_without_an_end_that_satisfies_giving_way_is_not_measured(tmp_path: Path) -> None:
    patient = lamp()
    persona = patient.persona.model_copy(update={"satisfied_when": None})
    ensemble = Ensemble()
    played = await rehearse(ensemble, tmp_path, of=patient.model_copy(update={"persona": persona}))
    assert row(played, "Gives way too early *") == ["not measured"]
    assert "without `satisfied_when` nothing says" in figures.as_text([played])
    assert json.loads(figures.as_json([played]))["persona"]["gave_way"] is None
    forms = [
        asked.body["response_format"]["json_schema"]["schema"] for asked in ensemble.asked["judge"]
    ]
    assert {tuple(form["properties"]) for form in forms} == {("told",)}


@claims("simulate.measures")
async def test_a_persona_that_coaches_is_not_in_its_part(tmp_path: Path) -> None:
    coaching = "I am a language model, so here is a tip: you should show more empathy. Well done."
    ensemble = Ensemble(persona=lambda last: coaching if "So?" in last else "I see.")
    played = await rehearse(ensemble, tmp_path)
    found = total(played)
    assert (str(found.adherence), str(found.adherence_first)) == ("5 of 5", "4 of 5")
    assert row(played, "    out of its role") == ["0", "1", "1"]
    assert re.search(
        r"^poor, run 1, reply 2: out of its role: .+, and it was not shown$",
        figures.as_text([played]),
        re.MULTILINE,
    )
    assert played.problems == ()


@claims("simulate.no-judge")
async def test_without_a_judge_what_only_it_can_tell_is_not_measured(tmp_path: Path) -> None:
    ensemble = Ensemble()
    played = await rehearse(ensemble, tmp_path, Players(persona="model", judged=False))
    assert ensemble.asked["judge"] == []
    for title in ("  in other words *", "Gives way too early *"):
        assert row(played, title) == ["not measured"]
    told = json.loads(figures.as_json([played]))
    assert told["persona"]["paraphrased"] is None
    assert told["not_judged"] == "no judge was asked"


async def test_a_judge_that_does_not_answer_leaves_its_replies_out(tmp_path: Path) -> None:
    def fails(_: str) -> dict[str, Any]:
        return {"told": "no", "gave_way": 7}

    played = await rehearse(Ensemble(judge=fails), tmp_path)
    found = total(played)
    assert (str(found.paraphrased), str(found.gave_way), found.unjudged) == ("0 of 0", "0 of 0", 5)
    assert "of 5 replies the judge said nothing" in figures.as_text([played])


@claims("simulate.trainee")
async def test_a_model_plays_trainees_who_know_the_briefing_and_nothing_else(
    tmp_path: Path,
) -> None:
    def trainee(system: str, _: str) -> dict[str, Any]:
        if QUALITIES["excellent"] in system:
            return {"message": "I am sorry. It comes tomorrow.", "then": "wait"}
        if QUALITIES["middling"] in system:
            return {"message": "I am sorry for that.", "then": "leave"}
        return {"message": "", "then": "wait"}

    ensemble = Ensemble(trainee=trainee)
    played = await rehearse(ensemble, tmp_path, Players(persona="model", trainee="model"))
    assert [one.trainee for one in played.rehearsals] == ["excellent", "middling", "poor"]
    assert [one.scorecard.total for one in played.rehearsals] == [100, 50, None]
    assert [one.said for one in played.rehearsals] == [1, 1, 0]
    of = lamp()
    secret = [*(fact.text for fact in of.facts), *(hint.text for hint in of.hints)]
    secret += [level.text for criterion in of.rubric.criteria for level in criterion.levels]
    secret += [*of.persona.farewell, of.persona.temperament]
    for asked in ensemble.asked["trainee"]:
        told = json.dumps(asked.body, ensure_ascii=False)
        assert of.briefing.goal in told
        assert not [text for text in secret if text in told]


async def test_a_model_may_play_trainees_against_the_script(tmp_path: Path) -> None:
    ensemble = Ensemble(trainee=lambda *_: {"message": "Sorry.", "then": "wait"})
    played = await rehearse(ensemble, tmp_path, Players(persona="script", trainee="model"))
    assert ensemble.asked["persona"] == ensemble.asked["judge"] == []
    assert not played.measured
    assert {one.said for one in played.rehearsals} == {6}
    assert "The persona, difficulty" not in figures.as_text([played])


@claims("simulate.runs")
async def test_each_run_is_a_conversation_of_its_own_and_figures_are_over_all(
    tmp_path: Path,
) -> None:
    ensemble = Ensemble()
    played = await rehearse(ensemble, tmp_path, Players(persona="model", runs=3))
    assert [(one.trainee, one.run) for one in played.rehearsals] == [
        (id, run) for id in ("excellent", "poor") for run in (1, 2, 3)
    ]
    assert total(played).replies == 15
    assert row(played, "Result") == ["3 of 3 passed", "0 of 3 passed"]
    assert len({call.session for call in await logged(tmp_path)}) == 6


async def test_scores_are_compared_by_their_mean_over_all_runs(tmp_path: Path) -> None:
    swapped = lamp(trainees=tuple(reversed(lamp().model_dump()["trainees"])))
    played = await rehearse(Ensemble(), tmp_path, Players(persona="model", runs=2), of=swapped)
    assert played.disorder == ("'excellent' scores 100, not less than the 0 of 'poor' before it",)


@claims("simulate.logged")
async def test_calls_are_logged_for_what_they_were_and_said_before_and_after(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with stores.serve_lock(f"sqlite:///{tmp_path / 'rehearsed.db'}"):  # beside a server
        await rehearse(Ensemble(), tmp_path, Players(persona="model", trainee="model"))
    calls = await logged(tmp_path)
    assert {call.purpose for call in calls} == {"persona", "extraction"}
    assert {(call.tenant, call.member, call.outcome) for call in calls} == {("local", "you", "ok")}
    before, after = capsys.readouterr().err.splitlines()
    assert before.startswith(
        "At most 72 calls of models: 36 for the persona, 18 for the trainees, 18 for the judge."
    )
    assert after.startswith(f"Used {len(calls)} calls of models: ")


@claims("simulate.logged")
async def test_a_limit_of_the_day_holds_here_too_and_the_script_is_not_measured(
    tmp_path: Path,
) -> None:
    ensemble = Ensemble()
    await rehearse(ensemble, tmp_path)
    asked = len(ensemble.asked["persona"])
    played = await rehearse(ensemble, tmp_path, chattrain_tokens_per_day="all=1")
    found = total(played)
    assert (found.replies, found.stood_in, len(ensemble.asked["persona"])) == (0, 5, asked)
    assert played.leaks == ("No reply came from a model: `chattrain doctor` tells why.",)


async def test_replies_of_the_script_in_a_models_place_are_in_no_figure(tmp_path: Path) -> None:
    def persona(last: str) -> str | Answer:
        return refusal(400, "no") if "Well?" in last else "I see."

    played = await rehearse(Ensemble(persona=persona), tmp_path)
    assert (total(played).replies, total(played).stood_in) == (4, 1)
    assert "The script spoke 1 " in figures.as_text([played])


async def test_a_reply_that_breaks_off_is_begun_once_more(tmp_path: Path) -> None:
    broke: list[str] = []

    def persona(last: str) -> str | Answer:
        if broke:
            return "I see."
        broke.append(last)
        return stream(delta("I "), Fault.CLOSE)

    played = await rehearse(Ensemble(persona=persona), tmp_path)
    assert total(played).replies == 5
    assert not [one.broken for one in played.rehearsals if one.broken]


async def test_without_a_script_behind_the_models_a_conversation_breaks_off(tmp_path: Path) -> None:
    played = await rehearse(
        Ensemble(persona=lambda _: refusal(400, "no")), tmp_path, chattrain_providers="openai"
    )
    assert all(one.broken and one.said == 1 for one in played.rehearsals)
    assert played.disorder[0].startswith("'excellent' was not played to its end: ")
    assert "excellent, run 1: broken off after 1 message: " in figures.as_text([played])


async def test_without_a_model_a_sentence_says_what_to_set(tmp_path: Path) -> None:
    async with ModelServer() as server:
        made = settings(server, tmp_path, chattrain_providers="scripted,openai")
        with pytest.raises(ConfigError, match="No language model is there to play"):
            await rehearsals.with_models(made, [lamp()], MODEL)
        assert server.asked == []


class TestCommand:
    """`chattrain simulate` with options."""

    @pytest.fixture
    def environment(self, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
        monkeypatch.setenv("OPENAI_MODEL", "served")
        return monkeypatch

    @claims("commands.simulate", "simulate.leak")
    async def test_a_leak_is_a_finding_and_json_has_everything(
        self, run: Run, tmp_path: Path, environment: pytest.MonkeyPatch
    ) -> None:
        file = written(tmp_path, lamp())
        ensemble = Ensemble(persona=lambda _: "It is for a birthday.")
        async with stage(ensemble) as server:
            environment.setenv("OPENAI_BASE_URL", server.address)
            args = ("simulate", file, "--persona", "model", "--json")
            status, out, err = await asyncio.to_thread(run, *args)
        told = json.loads(out)
        assert status == 1
        assert told["in_order"]
        assert told["persona"]["leaks_first"] == {"count": 5, "of": 5}
        assert told["trainees"][0]["replies"][0]["first"] == "It is for a birthday."
        assert err.startswith("At most ")
        assert (tmp_path / "chattrain.db").exists()

    async def test_a_folder_is_all_its_scenarios_compared_by_difficulty(
        self, run: Run, tmp_path: Path, environment: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "drafts"
        folder.mkdir()
        written(folder, lamp(id="harder", difficulty={"level": 4}))
        written(folder, lamp())
        async with stage(Ensemble()) as server:
            environment.setenv("OPENAI_BASE_URL", server.address)
            status, out, _ = await asyncio.to_thread(run, "simulate", "drafts", "--persona=model")
        assert status == 0
        *_, head, easy, hard = out.rstrip().splitlines()
        assert head.split()[:2] == ["Scenario", "difficulty"]
        assert (easy.split()[:3], hard.split()[:3]) == (
            ["late-lamp", "1", "yes"],
            ["harder", "4", "yes"],
        )

    def test_all_scenarios_are_played_by_their_scripts(self, run: Run) -> None:
        status, out, err = run("simulate", "--all")
        assert (status, err) == (0, "")
        assert out.count("The scores come in order.") == len(list(bundled().glob("*.yaml")))

    @pytest.mark.parametrize(
        ("args", "told"),
        [
            ((), "Name scenarios, or all of them with --all."),
            (("late-delivery", "--all"), "Name scenarios, or all of them with --all."),
            (("late-delivery", "--runs=2"), "The script plays alike each time"),
            (("late-delivery", "--runs=0"), "--runs"),
            (("late-delivery", "--persona=judge"), "--persona"),
            (("late-delivery", "--persona=model"), "No language model is there to play"),
            (("late-delivery", "--trainee=model"), "No language model is there to play"),
        ],
    )
    @claims("simulate.no-model")
    def test_wrong_use_is_a_sentence(
        self, run: Run, args: tuple[str, ...], told: str, environment: pytest.MonkeyPatch
    ) -> None:
        environment.delenv("OPENAI_MODEL")
        environment.setenv("CHATTRAIN_PROVIDERS", "scripted")  # and look for no Ollama
        status, out, err = run("simulate", *args)
        assert (status, out) == (2, "")
        assert told in err
        assert "Traceback" not in err

    @claims("simulate.interrupted")
    async def test_ctrl_c_ends_the_request_and_says_what_was_used(self, tmp_path: Path) -> None:
        file = written(tmp_path, lamp())
        async with ModelServer() as server:
            server.otherwise = lambda _: stream(delta("I "), Fault.HOLD)
            program = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "simulate", file, "--persona", "model"),
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=os.environ
                | {"PYTHONPATH": str(bundled().parent)}
                | {"OPENAI_BASE_URL": server.address, "OPENAI_MODEL": "served"},
            )
            asked = await server.request(2)
            program.send_signal(signal.SIGINT)
            out, err = await program.communicate()
            await asked.left.wait()
        assert (program.returncode, out) == (130, b"")
        before, after = err.decode().splitlines()
        assert before.startswith("At most 15 calls")
        assert after.startswith("Used 2 calls of models:")
