"""Phrases as authors write them, against messages as people type them."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phrases import FEW, find, find_each, pattern, readable


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("order number", "Your ORDER  number please"),
        ("don't worry", "dont worry"),
        ("don't worry", "don\u2019t worry"),
        ("don\u2019t worry", "don't worry"),
        ("when ... need it", "when do you really need it?"),
        ("within ... hour*", "within the next two hours"),
        ("by ... o'clock", "by five oclock"),
        ("refund*", "we are refunding it"),
        ("49 \u20ac", "that is 49 \u20ac"),
    ],
)
def test_a_phrase_is_recognised_as_it_is_typed(phrase: str, said: str) -> None:
    assert pattern(phrase).search(readable(said))


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("order", "the border is closed"),
        ("refund", "refunds are slow"),
        ("when ... need it", "when one two three four five six need it"),
        ("order number", "order: number"),
    ],
)
def test_a_phrase_is_whole_words_and_a_gap_is_at_most_five(phrase: str, said: str) -> None:
    assert not pattern(phrase).search(readable(said))


@pytest.mark.parametrize("piece", ["when ", "when  \t ", "w", "when, ", " ", "hour hours "])
def test_a_hostile_message_takes_time_in_proportion_to_its_length(piece: str) -> None:
    search = pattern("when ... need ... within ... hour*").search

    def taken(size: int) -> float:
        text = (piece * size)[:size]
        begun = process_time()
        search(text)
        return process_time() - begun

    quarter = taken(25_000)
    assert taken(100_000) < 10 * quarter + 0.05


@pytest.mark.parametrize("said", ["by 4 pm", "BY 4PM", "at 16:30", "by 16.30", "4pm then"])
def test_a_number_in_a_phrase_stands_for_any(said: str) -> None:
    assert find(("by #", "#pm", "at #"), readable(said))


def test_a_number_in_a_phrase_is_a_number() -> None:
    assert not pattern("by #").search("by noon")
    assert not pattern("#pm").search("4pms")


VOCABULARY = """we will call calls you don't dont it's by # 4 16:30 pay pay* \u00fcber ueber gro\u00df* ...
    \u2026 so-and-so a_b now, (now) *"""
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = (
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join).filter(lambda p: p.strip(".\u2026 "))
)
TEXTS = st.lists(WORDS | st.sampled_from(["\n", "  ", "\u00dcber", "WILL"]), max_size=25).map(
    " ".join
)


@given(st.lists(PHRASES, min_size=1, max_size=FEW * 2), TEXTS)
def test_the_first_of_many_phrases_is_what_looking_for_each_alone_finds(
    phrases: list[str], text: str
) -> None:
    said = readable(text)
    alone = [match for phrase in phrases if (match := pattern(phrase).search(said))]
    first = min(alone, key=re.Match.start, default=None)
    assert find(tuple(phrases), said) == (first and first.span())


@given(st.lists(st.tuples(st.sampled_from("abc"), PHRASES), max_size=FEW * 2), TEXTS)
def test_phrases_of_several_points_are_found_together_as_one_by_one(
    said: list[tuple[str, str]], text: str
) -> None:
    of = {id: tuple(phrase for owner, phrase in said if owner == id) for id, _ in said}
    alone = {id: place for id in of if (place := find(of[id], readable(text)))}
    ids, phrases = tuple(id for id, _ in said), tuple(phrase for _, phrase in said)
    assert find_each(phrases, ids, readable(text)) == alone
