"""Criteria put to a judge: side by side, checked, asked again, and never at the trainee's cost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.domain import judging
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Score
from bot.domain.simulating import retold
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.errors import BadVerdict, BudgetSpent, Filtered, Stalled, Unavailable
from bot.ports.provider import Answer, Judging, Message, Question, Schema
from bot.training.adjudicating import SIDE_BY_SIDE, Adjudicating, Case
from tests.domain.written import changed, scenario
from tests.fakes.judges import FakeJudge, answer, by_title, criterion, sound
from tests.fakes.virtual_time import in_virtual_time
from tests.requirements import claims

ASKS, KIND = 0, 1
MORNING = ("m1", "Good morning to you")
ROOM = ("m2", "Which room is it for")


def case(played: Scenario | None = None, *said: str) -> Case:
    """A conversation with a judge ahead of it."""
    played = played or scenario()
    texts = said or ("Good morning to you.", "Which room is it for?")
    lines = [line for text in texts for line in (("trainee", text), ("persona", "Hm."))]
    transcript, play = retold(played, lines)  # type: ignore[arg-type]  # speakers are literal
    return Case(
        scenario=played,
        transcript=transcript,
        play=play,
        session=SessionId("s1"),
        tenant=TenantId("t1"),
        member=MemberId("m1"),
    )


def told(**answers: Any) -> FakeJudge:
    """Answers for the two criteria."""
    by = {"Asks": answers.get("asks", answer("L2", ROOM)), "Is kind": answers["kind"]}
    return FakeJudge(by_title(by))


async def scores(judge: FakeJudge, **changes: Any) -> tuple[Score, ...]:
    return await Adjudicating(**{"case": case(), "judge": judge, **changes}).run()


def many(criteria: int) -> Scenario:
    """A scenario with as many criteria for a model."""
    played = scenario()
    kind = played.rubric.criteria[KIND]
    made = tuple(
        kind.model_copy(update={"id": f"kind{n}", "title": f"Kind {n}", "weight": 10})
        for n in range(criteria)
    )
    return played.model_copy(update={"rubric": played.rubric.model_copy(update={"criteria": made})})


@claims("judge.side-by-side")
async def test_criteria_are_judged_one_a_call_and_side_by_side_within_a_bound() -> None:
    judge = FakeJudge(sound)
    made = await scores(judge, case=case(many(10)))
    assert [criterion(question) for question in judge.asked] == [f"Kind {n}" for n in range(10)]
    assert judge.most_at_once == SIDE_BY_SIDE
    assert [score.criterion for score in made] == [f"kind{n}" for n in range(10)]


async def test_every_question_of_a_session_begins_with_the_same_words() -> None:
    judge = FakeJudge(sound)
    await scores(judge)
    one, other = judge.asked
    assert one.system == other.system
    assert one.purpose == "judge"
    assert (one.session, one.tenant, one.member) == ("s1", "t1", "m1")
    said = one.messages[0].text.partition("The criterion:")[0]
    assert other.messages[0].text.startswith(said)
    assert len(said) > 100


@claims("judge.retry")
async def test_a_quote_that_was_not_said_is_asked_for_once_more_and_told_so() -> None:
    answers = iter([answer("L2", ("m1", "Do come in my dear")), answer("L2", MORNING)])

    def kind(question: Question, schema: Schema) -> Answer:
        return next(answers) if criterion(question) == "Is kind" else answer("L2", ROOM)

    judge = FakeJudge(kind)
    made = await scores(judge)
    assert made[KIND].level == 1
    (again,) = [question for question in judge.asked if len(question.messages) > 1]
    assert [message.role for message in again.messages] == ["user", "assistant", "user"]
    assert "Do come in my dear" in again.messages[2].text
    assert "does not stand" in again.messages[2].text


@claims("judge.retry")
async def test_a_second_quote_that_was_not_said_counts_for_nothing() -> None:
    judge = told(kind=answer("L2", ("m1", "Do come in my dear")))
    made = await scores(judge)
    assert (made[KIND].level, made[KIND].points) == (0, 0)
    assert "no evidence" in made[KIND].flags
    assert len(judge.asked) == 3


async def test_a_retry_that_has_no_form_leaves_the_first_answer_without_evidence() -> None:
    answers: Iterator[Answer | Exception] = iter([answer("L2"), BadVerdict()])

    def kind(question: Question, schema: Schema) -> Answer | Exception:
        return next(answers) if criterion(question) == "Is kind" else answer("L2", ROOM)

    made = await scores(FakeJudge(kind))
    assert "no evidence" in made[KIND].flags


@claims("judge.never-lost")
@pytest.mark.parametrize(
    ("error", "why"),
    [
        (Unavailable(), "silent"),
        (Stalled(), "silent"),
        (BadVerdict(), "silent"),
        (Filtered(), "silent"),
        (BudgetSpent(), "spent"),
        (KeyError("a fault of ours"), "silent"),
    ],
)
async def test_a_judge_that_fails_leaves_what_the_rules_say(error: Exception, why: str) -> None:
    adjudicating = Adjudicating(case=case(), judge=FakeJudge(lambda *_: error))
    made = await adjudicating.run()
    alone = list(judging.judge(case().scenario, case().transcript, case().play))
    assert made[ASKS] == alone[ASKS]
    assert (made[KIND].points, made[KIND].abstained) == (None, "model")
    assert "none answered" in made[KIND].reason
    assert made[KIND].flags == ("unanswered",)
    assert adjudicating.missed == why


async def test_one_criterion_that_fails_costs_no_other() -> None:
    made = await scores(told(asks=Unavailable(), kind=answer("L2", MORNING)))
    assert [score.points for score in made] == [100, 100]


@claims("judge.time-limit")
@in_virtual_time
async def test_a_judge_that_hangs_is_left_when_the_time_for_all_is_up() -> None:
    hung = FakeJudge(sound, go_on=asyncio.Event())
    adjudicating = Adjudicating(case=case(), judge=hung)
    made = await adjudicating.run()
    assert [score.points for score in made] == [100, None]
    assert adjudicating.missed == "silent"
    assert hung.cut == 2


@claims("judge.second-opinion")
async def test_near_the_pass_mark_a_second_judge_is_asked() -> None:
    near = _with_mark(96)
    second = told(kind=answer("L1"))
    made = await scores(told(kind=answer("L2", MORNING)), case=case(near), second=second)
    assert [criterion(question) for question in second.asked] == ["Is kind"]
    assert (made[KIND].level, "disagreement" in made[KIND].flags) == (0, True)
    assert [one.level for one in made[KIND].opinions] == [1, 0]


@claims("judge.second-opinion")
async def test_without_another_judge_the_same_is_asked_with_the_levels_turned() -> None:
    judge = told(kind=answer("L2", MORNING))
    made = await scores(judge, case=case(_with_mark(96)))
    asked = [
        question.messages[0].text for question in judge.asked if criterion(question) == "Is kind"
    ]
    assert len(asked) == 2
    assert asked[0].index("L1 ") < asked[0].index("L2 ")
    assert asked[1].index("L2 ") < asked[1].index("L1 ")
    assert len(made[KIND].opinions) == 2


@claims("judge.second-opinion")
async def test_far_from_the_pass_mark_only_what_is_not_sure_is_asked_again() -> None:
    far = _with_mark(30)
    sure = told(kind=answer("L2", MORNING))
    await scores(sure, case=case(far))
    assert len(sure.asked) == 2
    unsure = told(kind=answer("L2", MORNING, confidence="low"))
    await scores(unsure, case=case(far))
    assert len(unsure.asked) == 3


async def test_a_second_judge_that_fails_leaves_the_first_opinion() -> None:
    second = FakeJudge(lambda *_: Unavailable())
    first = told(kind=answer("L2", MORNING, confidence="low"))
    adjudicating = Adjudicating(case=case(), judge=first, second=second)
    made = await adjudicating.run()
    assert made[KIND].level == 1
    assert "unsure" in made[KIND].flags
    assert adjudicating.missed is None


@in_virtual_time
async def test_a_second_judge_that_hangs_is_left_and_the_first_opinion_stays() -> None:
    second = FakeJudge(sound, go_on=asyncio.Event())
    first = told(kind=answer("L2", MORNING, confidence="low"))
    adjudicating = Adjudicating(case=case(), judge=first, second=second)
    made = await adjudicating.run()
    assert (made[KIND].level, second.cut, adjudicating.missed) == (1, 1, None)


async def test_where_too_little_was_said_no_model_is_asked() -> None:
    judge = FakeJudge(sound)
    made = await scores(judge, case=case(None, "Hm."))
    assert judge.asked == []
    assert {score.abstained for score in made} == {"little"}


@claims("judge.snapshot")
async def test_every_opinion_is_kept_with_provider_model_and_prompt() -> None:
    made = await scores(told(kind=answer("L2", MORNING)))
    for score in made:
        (opinion,) = score.opinions
        assert (opinion.provider, opinion.model, opinion.confidence) == ("fake", "judge-1", "high")
        assert len(opinion.prompt) == 16
    assert made[ASKS].opinions[0].prompt != made[KIND].opinions[0].prompt


async def test_progress_tells_the_scores_there_are_in_the_rubrics_order() -> None:
    seen: list[list[str]] = []
    holds: dict[str, asyncio.Event] = {"Asks": asyncio.Event()}

    class Slow(FakeJudge):
        async def _judge(self, question: Question, schema: Schema) -> Answer:
            if (held := holds.get(criterion(question))) is not None:
                await held.wait()
            return await super()._judge(question, schema)

    def progress(made: Sequence[Score]) -> None:
        seen.append([score.criterion for score in made])
        holds["Asks"].set()

    await scores(Slow(told(kind=answer("L2", MORNING)).answers), progress=progress)
    assert seen == [["kind"], ["asks", "kind"]]


class Masked:
    """Stands between the engine and a judge, as masking does: names leave as placeholders."""

    name = "masked"

    def __init__(
        self, judge: FakeJudge, hide: Callable[[str], str], show: Callable[[Answer], Answer]
    ) -> None:
        self.judge_behind, self.hide, self.show = judge, hide, show

    def judge(self, question: Question, schema: Schema) -> Judging:
        hidden = tuple(Message(m.role, self.hide(m.text)) for m in question.messages)
        inner = self.judge_behind.judge(replace(question, messages=hidden), schema)
        return Judging(call=inner.call, work=partial(self._shown, inner))

    async def _shown(self, inner: Judging) -> Answer:
        return self.show(await inner)


@claims("judge.masked")
async def test_quotes_are_looked_for_in_what_masking_gives_back() -> None:
    behind = told(kind=answer("L2", ("m1", "Good morning to you, [PERSON_1]")))
    judge = Masked(
        behind,
        lambda text: text.replace("Anna", "[PERSON_1]"),
        lambda given: {
            **given,
            "evidence": [
                {**one, "quote": one["quote"].replace("[PERSON_1]", "Anna")}
                for one in given["evidence"]
            ],
        },
    )
    said = case(None, "Good morning to you, Anna.", "Which room is it for?")
    made = await Adjudicating(case=said, judge=judge).run()
    assert made[KIND].level == 1
    assert [one.quote for one in made[KIND].evidence] == ["Good morning to you, Anna"]
    assert not any("Anna" in question.messages[0].text for question in behind.asked)


def _with_mark(mark: int) -> Scenario:
    return scenario(changed(("rubric:\n", f"rubric:\n  pass_mark: {mark}\n")))
