"""A session scored with a judge: the card grows, is stopped at once, and is never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.judge import engine
from bot.domain import verdict
from bot.domain.content import Card
from bot.domain.events import Abandoned, Graded, Outcome
from bot.domain.scorecard import Scorecard
from bot.domain.session import Session, begin
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.errors import BudgetSpent, Unavailable
from bot.ports.clock import SystemClock
from bot.ports.provider import Judge
from bot.ports.store import Post
from bot.replies.pacing import Budgets
from bot.training.grading import Grading
from bot.training.posting import Posting
from tests.fakes import database
from tests.fakes.chat import Chat
from tests.fakes.judges import FakeJudge, answer, sound
from tests.requirements import claims
from tests.training.stage import CHAT
from tests.training.test_judge import KIND, MORNING, case, told

HOME = Surface("chat", TenantId("t1"), "m1")


def session() -> Session:
    """A session whose conversation is over."""
    made = case()
    begun = begin(
        made.scenario, id=SessionId("s1"), member=MemberId("m1"), home=HOME, now=Micros(0)
    )
    return replace(begun, surface=HOME, phase="grading", transcript=made.transcript, play=made.play)


async def until(holds: Callable[[], object]) -> None:
    while not holds():  # noqa: ASYNC110  # whatever it is, nobody tells us
        await asyncio.sleep(0)


@dataclass
class Desk:
    """A grading at work, and what came of it."""

    judge: Judge | None
    clock: SystemClock = field(default_factory=SystemClock)
    reported: list[Outcome] = field(default_factory=list)
    kept: list[Post] = field(default_factory=list)
    before: Scorecard | None = None

    def __post_init__(self) -> None:
        self.chat = Chat(self.clock, CHAT)
        self.grading = Grading(
            session=session(),
            scorecard=self._before,
            posting=Posting(
                platforms={"chat": self.chat}, budgets=Budgets(self.clock), clock=self.clock
            ),
            clock=self.clock,
            report=self._report,
            keep=self._keep,
            place=None,
            judge=self.judge,
        )

    async def _before(self, id: SessionId) -> Scorecard | None:
        return self.before

    async def _report(self, outcome: Outcome) -> None:
        self.reported.append(outcome)

    async def _keep(self, post: Post) -> None:
        self.kept.append(post)

    @property
    def card(self) -> Scorecard:
        (outcome,) = self.reported
        assert isinstance(outcome, Graded)
        return outcome.scorecard


@claims("judge.evidence")
async def test_a_session_is_scored_by_rules_and_by_a_model() -> None:
    desk = Desk(told(kind=answer("L2", MORNING)))
    await desk.grading.run()
    assert (desk.card.total, desk.card.secured, desk.card.passed) == (100, None, True)
    assert [score.judged_by for score in desk.card.scores] == ["rules", "model"]
    assert desk.card.without_model is None


async def test_without_a_judge_the_rules_judge_alone() -> None:
    desk = Desk(None)
    await desk.grading.run()
    assert [score.points for score in desk.card.scores] == [100, None]
    assert desk.card.without_model is None


@claims("judge.never-lost")
async def test_a_judge_that_is_away_leaves_a_complete_card_that_says_so() -> None:
    desk = Desk(FakeJudge(lambda *_: Unavailable()))
    await desk.grading.run()
    assert desk.card.complete
    assert (desk.card.total, desk.card.passed) == (100, True)
    told_so = " ".join(verdict.notes(desk.card))
    assert "did not answer" in told_so
    assert "“Is kind”" in told_so


@claims("judge.never-lost")
async def test_a_limit_that_is_spent_is_said_as_that() -> None:
    desk = Desk(FakeJudge(lambda *_: BudgetSpent()))
    await desk.grading.run()
    assert desk.card.without_model == "spent"
    assert "limit set for language models is reached" in " ".join(verdict.notes(desk.card))


@claims("judge.stopped")
async def test_a_stop_cuts_the_question_that_is_waited_for() -> None:
    judge = FakeJudge(sound, go_on=asyncio.Event())
    desk = Desk(judge)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(desk.grading.run())
        await until(lambda: len(judge.asked) == 2)
        desk.grading.stop()
    assert desk.reported == [Abandoned()]
    assert judge.cut == 2


async def test_a_stop_before_anything_was_asked_asks_nothing() -> None:
    desk = Desk(judge := FakeJudge(sound))
    desk.grading.stop()
    await desk.grading.run()
    assert desk.reported == [Abandoned()]
    assert judge.asked == []


async def test_a_grading_that_is_cancelled_ends_its_questions() -> None:
    judge = FakeJudge(sound, go_on=asyncio.Event())
    desk = Desk(judge)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(desk.grading.run())
        await until(lambda: len(judge.asked) == 2)
        task.cancel()
    assert desk.reported == []
    assert judge.cut == 2


@claims("score.grows")
async def test_the_card_stands_while_the_judge_thinks() -> None:
    go_on = asyncio.Event()
    desk = Desk(FakeJudge(told(kind=answer("L2", MORNING)).answers, go_on=go_on))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(desk.grading.run())
        await until(lambda: desk.chat.messages)
        assert desk.reported == []
        go_on.set()
    (message,) = desk.chat.messages.values()
    content = message.now.content
    assert isinstance(content, Card)
    assert content.stage
    assert desk.card.scores[KIND].points == 100


@claims("judge.stopped", "score.stopped")
async def test_a_stopped_judgement_is_asked_for_again_in_the_same_message(tmp_path: Path) -> None:
    url = database.address(tmp_path / "judge.db")
    go_on = asyncio.Event()
    judge = FakeJudge(sound, go_on=go_on)
    async with engine(url, judge, case().scenario, latency=0) as on:
        await on.start("small")
        await on.say("Good morning to you. Which room is it for?")
        await on.settled()
        await on.press("finish")
        await on.until(lambda: len(judge.asked) == 2)
        await on.press("stop")
        await on.settled()
        assert (judge.cut, (await on.session()).scorecard) == (2, None)
        go_on.set()
        await on.press("score")
        await on.settled()
        made = (await on.session()).scorecard
        assert made is not None
        assert [score.points for score in made.scores] == [100, 0]
        assert made == await on.store.scorecard(made.session)
        assert [key for key in on.posted() if key.endswith(":scorecard")] == ["s1:scorecard"]


@claims("judge.never-lost")
async def test_a_judgement_that_was_cut_by_a_restart_is_made_by_the_next_process(
    tmp_path: Path,
) -> None:
    url = database.address(tmp_path / "judge.db")
    hung = FakeJudge(sound, go_on=asyncio.Event())
    async with engine(url, hung, case().scenario, latency=0) as on:
        await on.start("small")
        await on.say("Good morning to you. Which room is it for?")
        await on.settled()
        await on.press("finish")
        await on.until(lambda: len(hung.asked) == 2)
        chat = on.chat
    assert hung.cut == 2
    async with engine(url, FakeJudge(sound), case().scenario, latency=0, chat=chat) as on:
        await on.settled()
        made = (await on.session()).scorecard
        assert made is not None
        assert [len(score.opinions) for score in made.scores] == [1, 1]
