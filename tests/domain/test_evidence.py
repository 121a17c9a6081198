"""Quotes are evidence only where they stand in what the trainee said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import evidence
from bot.domain.scorecard import Evidence
from bot.domain.transcript import Micros, Play, Turn, TurnNumber
from tests.requirements import claims

LONG = "We left you waiting for three days with nothing to go on, and that is our own fault."


def turns(*texts: str) -> list[Turn]:
    return [
        Turn(
            number=TurnNumber(2 * n),
            speaker="trainee",
            text=text,
            state="delivered",
            at=Micros(0),
            play=Play(),
        )
        for n, text in enumerate(texts, 1)
    ]


def find(quote: str, *texts: str, named: int | None = None) -> Evidence | None:
    where = None if named is None else TurnNumber(named)
    return evidence.find(quote, turns(*texts), shows="c", named=where)


@pytest.mark.parametrize(
    ("quote", "text", "verbatim"),
    [
        ("three days", "It took Three\n  DAYS!", "Three\n  DAYS"),
        ("that's our fault", "Well, that\u2019s  our fault.", "that\u2019s  our fault"),
        (
            "\u201ewir haben Sie warten lassen\u201c",
            "Ja, wir haben Sie warten lassen.",
            "wir haben Sie warten lassen",
        ),
        ("Strasse drei", "In der STRASSE drei", "STRASSE drei"),
        ("the o\ufb03ce called", "Then the office called", "the office called"),
        ("so sorry", "I am so s\u200borry", "so s\u200borry"),
        ("Sorry", "Sorry.", "Sorry"),
        ("\u7ed9\u51fa", "\u8bf7\u7ed9\u51fa\u7b49\u7ea7", "\u7ed9\u51fa"),
    ],
)
@claims("judge.evidence")
def test_case_spaces_and_marks_are_no_difference_and_the_words_stay_verbatim(
    quote: str, text: str, verbatim: str
) -> None:
    found = find(quote, text)
    assert found is not None
    assert found.quote == verbatim == text[found.start : found.end]


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "...",
        "\u2026 !",
        "waiting",  # a word of many
        "aiting for thr",  # not whole words
        "I am so very sorry about this",
        "our own fault, and nothing to go on",  # in another order
        "We left you waiting for six days with nothing to go on, and that is our own fault.",
        "We left you waiting for three days with nothing to go on, and that is not our own fault.",
        "They left him alone for three days with nothing to go on, and that is our own fault.",
    ],
)
@claims("judge.evidence")
def test_what_was_not_said_is_not_found(quote: str) -> None:
    assert find(quote, LONG) is None


@pytest.mark.parametrize(
    "quote",
    [
        "We left you waiting for three days without nothing to go on, and that is our fault.",
        "You left us waiting for 3 days",
        LONG.replace("three", "3"),
    ],
)
def test_a_figure_or_a_denial_must_not_differ(quote: str) -> None:
    assert find(quote, LONG) is None


@pytest.mark.parametrize(
    ("quote", "verbatim"),
    [
        (LONG.replace("own ", ""), LONG.rstrip(".")),
        (LONG.replace("left", "have left"), LONG.rstrip(".")),
        (LONG.replace("waiting", "wating"), LONG.rstrip(".")),
        ("for three days with something to go on and that is", None),
    ],
)
@claims("judge.evidence")
def test_one_word_in_eight_may_differ(quote: str, verbatim: str | None) -> None:
    found = find(quote, "Hello. " + LONG + " Bye.")
    assert (found and found.quote) == verbatim


def test_the_end_of_a_question_belongs_to_its_quote() -> None:
    found = find("\u201cwhen do you need it?\u201d", "So when do you need it? Tell me.")
    assert found is not None
    assert found.quote == "when do you need it?"


def test_a_short_quote_may_not_differ_at_all() -> None:
    assert find("you waiting for four days with", "kept you waiting for long days with") is None


def test_of_words_left_out_every_part_must_stand_in_the_same_message() -> None:
    found = find("We left you waiting \u2026 our own fault", LONG)
    assert found is not None
    assert found.quote == "We left you waiting"
    assert find("We left you waiting [...] on the moon", LONG) is None
    assert find("left you ... own fault", "We left you alone.", "It is our own fault.") is None


def test_the_named_message_is_looked_at_first_and_others_after_it() -> None:
    found = find("call you back", "I call you back.", "I call you back now.", named=4)
    assert found is not None
    assert found.turn == 4
    found = find("call you back", "I call you back.", "Not at all.", named=4)
    assert found is not None
    assert found.turn == 2


@given(st.text(max_size=60), st.lists(st.text(max_size=80), max_size=3))
def test_whatever_is_found_stands_there(quote: str, texts: list[str]) -> None:
    found = find(quote, *texts)
    if found is not None:
        assert texts[found.turn // 2 - 1][found.start : found.end] == found.quote
        assert found.quote.strip()


@given(
    st.lists(
        st.sampled_from(["we", "call", "you", "back", "at", "nine", "not"]), min_size=3, max_size=30
    ),
    st.data(),
)
def test_every_run_of_words_that_was_said_is_found(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 2, len(words)))
    quote = " ".join(words[first:last]).upper()
    assert find(quote, " ".join(words)) is not None
