"""Texts made to take long: what is read of them takes work in proportion to their length.

Nothing is timed here; `benchmarks.hostile` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from bot.domain import acts
from bot.domain.acts import reading
from tests.domain.retrying import ambiguous, calls, retried

LANGUAGES = ("en", "de")
SIZE = 8_000
HOSTILE = [
    "a", " ", "sorry ", "you should ", "what is ", "i will send you ", "? ", ", so ", '"', '"a',
    "> x\n", "\n", "if you do not , ", "so you , ", "you will get it by ", "it will never ", "1.1,",
    "a-", "'", "that is right , ", "let me ", "waiting present ", "you should have read. ", "es tut ",
    "because of your , ", "wie ist ", "sie haben ", "\U0001f644", "SLA. ",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_steps_in_proportion_to_their_length(piece: str, language: str) -> None:
    heard = "I have been waiting two weeks for the present."

    def steps(size: int) -> int:
        text = (piece * size)[:size]
        return calls(lambda: acts.find(text, language=language, heard=heard))

    steps(SIZE)  # what is kept from then on is not counted
    # Four times the text, at most five times the work: a square would take sixteen times.
    assert steps(SIZE) <= 5 * steps(SIZE // 4) + 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_expression_can_be_made_to_take_out_of_proportion_long(language: str) -> None:
    known = acts._language(language)
    assert known is not None
    guards = {guard for rule in known.rules.rules for guard in (rule.not_before, rule.not_after)}
    on_sentences = set(expressions(known)) - guards
    on_texts = set(expressions(list(vars(reading).values())))
    assert len(on_sentences) > 20
    assert len(on_texts) > 2
    assert [fault for one in on_texts for fault in retried(one, short_words=False)] == []
    assert [fault for one in on_sentences for fault in retried(one, short_words=True)] == []
    # a guard sees a few words before or after a match
    assert [fault for one in guards - {None} if one for fault in ambiguous(one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", ["a", "1", "\u00df", "a-", "9.", "_"])
def test_no_word_that_expressions_read_is_long(letter: str, language: str) -> None:
    known = acts._language(language)
    assert known is not None
    read = reading.sentences(letter * SIZE, known.spelling, known.going_on)
    assert max(len(word) for sentence in read for word in sentence.words) <= 2 * reading.LONGEST


def expressions(held: object) -> Iterator[re.Pattern[str]]:
    """Every expression in a value, however deep."""
    if isinstance(held, re.Pattern):
        yield held
    elif isinstance(held, list | tuple):
        for one in held:
            yield from expressions(one)
    elif is_dataclass(held) and not isinstance(held, type):
        for field in fields(held):
            yield from expressions(getattr(held, field.name))


@pytest.mark.parametrize(
    "expression",
    [
        r"(a+)+b",
        r" haben(?= .* konto)",
        r" a .* b .* c",
        r"^.* a .* b",
        r"^(?= .* a .* b) c",
        r"doch (?:doch |ja )*x",
        r"(?:ja |doch )*x",
        r"war (?:ja |ja doch )*x",
        r"(?:\w+ )*x",
        r"(?:\w+ ?){0,20}x",
        r"x (?:\w+\s*)+$",
    ],
)
def test_an_expression_that_can_be_made_to_try_for_long_is_seen(expression: str) -> None:
    assert retried(re.compile(expression), short_words=True)


@pytest.mark.parametrize(
    "expression",
    [
        r"\w+x",
        r"(?:\w+ ){0,9}x",
        r"\w+(?:['-]\w+)*",
        r"^(?!.* a ).* b",
        r"x (?:doch |ja )*y",
        r"(?:mache|gibe?) (?:es )*schon",
    ],
)
def test_an_expression_that_cannot_is_none(expression: str) -> None:
    assert retried(re.compile(expression), short_words=True) == []


def test_a_long_word_is_one_more_thing_to_try_again() -> None:
    assert retried(re.compile(r"\w+x"), short_words=False)
    assert retried(re.compile(r"x\w*"), short_words=False) == []
