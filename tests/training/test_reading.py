"""Sessions of hundreds of turns before a judge: every question fits a small model's window, and
nothing is taken for read that was not."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from bot.catalogue import Catalogue, bundled
from bot.domain.excerpting import PIECES
from bot.domain.lengths import tokens
from bot.domain.scorecard import Score
from bot.errors import Unavailable
from bot.ports.provider import Answer, Judging, Question, Schema
from bot.providers import fitting
from bot.providers.masked import Masked
from bot.training.adjudicating import LIMIT, PATIENCE, READING, Adjudicating, Case
from tests.fakes.judges import FakeJudge, answer, criterion, said, sound
from tests.fakes.virtual_time import in_virtual_time
from tests.requirements import claims
from tests.training.test_judge import KIND, case

WINDOW = 8192
"""Tokens of the smallest window that is reckoned with."""
TURNS = 500
WARM = "Do sit down and take all the time you need."
PLAIN = "The lamp that hangs there is number {} and it gives a good deal of light for a small shop."

LONG = {
    "en": f"{PLAIN} I could look whether there is another one in the room behind, if you like that.",
    "de": "Die Lampe, die dort hängt, ist die Nummer {}, und sie gibt ziemlich viel Licht, und ich kann "
    "auch gern nachsehen, ob es im Zimmer dahinter noch eine gibt, wenn du möchtest.",
}

Reader = Callable[[Question, Schema], Answer | Exception]


def talk(*, at: int = 120, text: str = WARM) -> Case:
    """Five hundred turns, with one line of the trainee's that matters, its `at`-th."""
    lines = [text if number == at else PLAIN.format(number) for number in range(1, TURNS // 2 + 1)]
    return case(None, *lines)


def nothing(question: Question, schema: Schema) -> Answer:
    return {"found": []}


def finding(text: str, criterion: str = "c2") -> Reader:
    """A reader that picks out a text wherever it stands."""

    def read(question: Question, schema: Schema) -> Answer:
        places = [label for label, line in said(question) if text in line]
        return {"found": [{"criterion": criterion, "message": m, "quote": text} for m in places]}

    return read


@dataclass
class Court:
    """A reader and a judge behind one model."""

    reader: Reader = nothing
    judge: Reader = sound
    asked: list[tuple[Question, Schema]] = field(default_factory=list)

    def __call__(self, question: Question, schema: Schema) -> Answer | Exception:
        self.asked.append((question, schema))
        return (self.reader if question.purpose == "extraction" else self.judge)(question, schema)

    @property
    def read(self) -> list[Question]:
        return [question for question, _ in self.asked if question.purpose == "extraction"]

    @property
    def judged(self) -> list[Question]:
        return [question for question, _ in self.asked if question.purpose == "judge"]

    async def score(self, about: Case) -> tuple[Score, ...]:
        return await Adjudicating(case=about, judge=FakeJudge(self)).run()


def own(question: Question) -> tuple[str, str]:
    """The first message of the trainee's that is shown."""
    return next((label, text) for label, text in said(question) if re.match(r"m\d", label))


def warmly(question: Question, schema: Schema) -> Answer:
    """The highest level for the warm line, where it is shown; else the lowest."""
    place = next((label for label, line in said(question) if WARM in line), None)
    if place is None or criterion(question) != "Is kind":
        return sound(question, schema)
    return answer("L2", (place, WARM))


def size(question: Question, schema: Schema) -> int:
    """What a question takes of a window at most, with its form in words and the longest answer."""
    texts = [fitting.shown(question.system, fitting.plain(schema))]
    return sum(map(tokens, [*texts, *(one.text for one in question.messages)])) + LIMIT


@claims("judge.long")
async def test_every_question_about_five_hundred_turns_fits_a_small_window() -> None:
    court = Court(finding("number 7"), warmly)
    await court.score(talk())
    assert len(court.read) > 1
    assert len(court.judged) == 2
    assert max(size(*asked) for asked in court.asked) <= WINDOW


@claims("judge.long")
async def test_it_fits_for_every_criterion_of_every_scenario_and_once_more_when_quotes_are_wrong() -> (
    None
):
    catalogue = Catalogue((bundled(),))
    catalogue.refresh()
    wrong = answer("L2", ("m1", "That was never said by anybody " * 12), reason="So it is. " * 30)
    for played in catalogue.scenarios.values():
        court = Court(judge=lambda *_: wrong)
        text = LONG[played.language]
        await court.score(case(played, *(text.format(number) for number in range(60))))
        assert len(court.judged) >= 2 * len(played.rubric.criteria)
        assert max(size(*asked) for asked in court.asked) <= WINDOW, played.id


@claims("judge.long")
async def test_what_only_the_reader_finds_is_shown_judged_and_verified_in_the_whole() -> None:
    court = Court(finding(WARM), warmly)
    about = talk(at=120)
    made = await court.score(about)
    (kind,) = (question for question in court.judged if criterion(question) == "Is kind")
    assert ("m120", WARM) in said(kind)
    assert any(label == "omitted" for label, _ in said(kind))
    assert made[KIND].level == 1
    (quote,) = made[KIND].evidence
    assert (quote.number, quote.quote) == (120, WARM.rstrip("."))
    assert about.transcript[quote.turn].text[quote.start : quote.end] == quote.quote
    assert "read" not in made[KIND].reason
    assert "unread" not in made[KIND].flags


@claims("judge.long")
async def test_what_code_found_is_shown_whatever_the_reader_says() -> None:
    court = Court(nothing)
    await court.score(talk(at=101, text="Which room is it for?"))
    (asks,) = (question for question in court.judged if criterion(question) == "Asks")
    assert ("m101", "Which room is it for?") in said(asks)
    assert "asks for the room: m101" in asks.messages[0].text


@claims("judge.long")
async def test_harm_is_shown_for_every_criterion_however_it_is_hidden_from_the_reader() -> None:
    court = Court(nothing)
    await court.score(talk(at=101, text="That is your own fault, you should have read the manual."))
    for question in court.judged:
        assert any(label == "m101" for label, _ in said(question))


async def test_words_that_a_reader_made_up_are_shown_to_nobody() -> None:
    def inventing(question: Question, schema: Schema) -> Answer:
        quote = {"criterion": "c2", "message": own(question)[0], "quote": "You are so dear"}
        return {"found": [quote]}

    court = Court(inventing)
    await court.score(talk())
    assert all("so dear" not in question.messages[0].text for question in court.judged)


@claims("judge.unread")
async def test_what_was_not_read_is_said_in_the_score_and_flagged() -> None:
    def failing(question: Question, schema: Schema) -> Answer | Exception:
        texts = dict(said(question))
        return (
            Unavailable("down") if "m100" in texts or "m1" in texts else nothing(question, schema)
        )

    court = Court(failing, lambda q, s: answer("L2", own(q)))
    made = await court.score(talk())
    assert "the language model read " in made[KIND].reason
    assert " of your 250 messages" in made[KIND].reason
    assert "unread" in made[KIND].flags


@claims("judge.unread")
async def test_beyond_a_bound_no_more_is_read_and_that_is_said() -> None:
    long = case(None, *("word and " * 200 for _ in range(TURNS // 2)))
    court = Court(nothing, lambda q, s: answer("L2", ("m1", "word and word and")))
    made = await court.score(long)
    assert len(court.read) == PIECES
    assert "the language model read " in made[KIND].reason


async def test_a_short_session_is_judged_in_one_question_a_criterion() -> None:
    court = Court()
    await court.score(case())
    assert (len(court.read), len(court.judged)) == (0, 2)
    assert "omitted" not in court.judged[0].messages[0].text


@dataclass
class Slow(FakeJudge):
    """A model that never comes to the end of a piece."""

    def judge(self, question: Question, schema: Schema) -> Judging:
        if question.purpose != "extraction":
            return super().judge(question, schema)
        judging = super().judge(question, schema)

        async def work() -> Answer:
            await asyncio.sleep(10 * PATIENCE)
            return {}

        return replace(judging, work=work)


@in_virtual_time
async def test_a_reader_that_takes_too_long_leaves_time_to_judge() -> None:
    judge = Slow(lambda q, s: answer("L2", own(q)))
    began = asyncio.get_running_loop().time()
    made = await Adjudicating(case=talk(), judge=judge).run()
    assert asyncio.get_running_loop().time() - began == pytest.approx(READING * PATIENCE, abs=1)
    assert made[KIND].judged_by == "model"
    assert "unread" in made[KIND].flags


@claims("judge.long", "judge.masked")
async def test_a_name_that_was_introduced_in_another_piece_is_hidden_in_all_of_them() -> None:
    about = talk(at=3, text="Good morning, my name is Ottilie Brandner, I am new here.")
    last = about.transcript.turns[-2]
    about = replace(
        about,
        transcript=about.transcript.replacing(replace(last, text="Ask for Ottilie, will you?")),
    )
    court = Court()
    hidden: list[str] = []

    def seen(question: Question, schema: Schema) -> Answer | Exception:
        hidden.append(question.messages[0].text)
        return court(question, schema)

    await Adjudicating(case=about, judge=Masked(FakeJudge(seen))).run()  # type: ignore[arg-type]
    assert len(hidden) > 4
    assert "Ottilie" not in "".join(hidden)
    assert any("[PERSON_1B]" in text and "m3 " not in text for text in hidden)


async def test_a_judgement_of_an_excerpt_has_another_prompt_than_one_of_the_whole() -> None:
    (long,) = {one.prompt for one in (await Court().score(talk()))[KIND].opinions}
    (short,) = {one.prompt for one in (await Court().score(case()))[KIND].opinions}
    assert long != short
