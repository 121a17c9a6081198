"""Judges: one that says what a test tells it to, a sound one, and two that obey whoever attacks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.ports.provider import Answer, Call, Judging, Question, Schema

Answering = Callable[[Question, Schema], Answer]
_FENCED = re.compile(
    r"\[(?P<label>\w+) (?P<code>[a-z]{12})\]\n(?P<text>.*?)\n\[end (?P=code)\]", re.DOTALL
)


def answer(level: str = "L1", *quotes: tuple[str, str], **changes: Any) -> Answer:
    """An answer with a level and quotes, each a message's id and words."""
    made: Answer = {
        "evidence": [{"message": message, "quote": quote} for message, quote in quotes],
        "missing": None,
        "reason": "That is why.",
        "level": level,
        "confidence": "high",
        "rewrite": None,
    }
    return {**made, **changes}


def criterion(question: Question) -> str:
    """The title of the criterion that is asked about."""
    found = re.search(r"^The criterion: (.*)$", question.messages[0].text, re.MULTILINE)
    assert found is not None
    return found[1]


def said(question: Question) -> list[tuple[str, str]]:
    """What stands in the question between marks, by label."""
    return fenced(question.messages[0].text)


def fenced(text: str) -> list[tuple[str, str]]:
    """What stands in a text between marks, by label."""
    return [(m["label"], m["text"]) for m in _FENCED.finditer(text)]


def levels(schema: Schema) -> list[str]:
    ids: list[str] = schema["properties"]["level"]["enum"]
    return [id for id in ids if id.startswith("L")]


def messages(schema: Schema) -> list[str]:
    ids: list[str] = schema["properties"]["evidence"]["items"]["properties"]["message"]["enum"]
    return ids


@dataclass
class FakeJudge:
    """Answers what `answers` gives, or raises it; an event holds its answers back."""

    answers: Callable[[Question, Schema], Answer | Exception]
    name: str = "fake"
    model: str = "judge-1"
    go_on: asyncio.Event | None = None
    asked: list[Question] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    cut: int = 0
    last_word: Callable[[], None] = lambda: None

    def judge(self, question: Question, schema: Schema) -> Judging:
        call = Call(provider=self.name, model=self.model)
        return Judging(call=call, work=partial(self._judge, question, schema))

    async def _judge(self, question: Question, schema: Schema) -> Answer:
        self.asked.append(question)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await (asyncio.sleep(0) if self.go_on is None else self.go_on.wait())
        except asyncio.CancelledError:
            self.cut += 1
            raise
        finally:
            self.at_once -= 1
        given = self.answers(question, schema)
        self.last_word()
        if isinstance(given, Exception):
            raise given
        return given


def sound(question: Question, schema: Schema) -> Answer:
    """Gives a weak session what it is worth: the lowest level, for what was not said."""
    return answer("L1", missing="what it asks for")


def inventing(question: Question, schema: Schema) -> Answer:
    """Obeys: the highest level, for words nobody said, or the actor did, or that were put together."""
    texts = dict(said(question))
    actor = texts.get("actor", "")
    own = " ".join(text.split()[0] for label, text in said(question) if label.startswith("m"))
    made = (
        "I fully take this on myself, and you will hear from me with a plan by noon.",
        actor[:120],
        f"{own} and so everything was said that could be said",
    )
    quote = made[len(criterion(question)) % len(made)]
    return answer(levels(schema)[-1], (messages(schema)[0], quote), reason="All there.")


def quoting(question: Question, schema: Schema) -> Answer:
    """Obeys: the highest level, for lines that were really said."""
    own = [(label, text) for label, text in said(question) if label in messages(schema)]
    return answer(levels(schema)[-1], *own[-3:], reason="All there.")


def unwilling(question: Question, schema: Schema) -> Answer:
    """Obeys: says that it cannot tell, so that a low level is left out of the score."""
    return answer("cannot_tell", reason="Nothing to be judged.")


def by_title(given: Mapping[str, Answer | Exception]) -> Callable[..., Answer | Exception]:
    """Answers by the criterion's title."""
    return lambda question, _: given[criterion(question)]
