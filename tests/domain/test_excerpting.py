"""What is read and shown of a conversation that is too long for one question."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import excerpting
from bot.domain.excerpting import FIRST, LAST, LONGEST, MARKS, PIECES, ROOM, Lines
from bot.domain.lengths import tokens
from bot.domain.scorecard import Evidence
from bot.domain.transcript import Micros, Play, Speaker, Transcript, Turn, TurnNumber


def talk(*texts: str) -> Lines:
    """A conversation in which the trainee and the persona take turns."""
    speakers: tuple[Speaker, Speaker] = ("trainee", "persona")
    return excerpting.lines(
        Transcript(
            tuple(
                Turn(
                    number=TurnNumber(number),
                    speaker=speakers[(number - 1) % 2],
                    text=text,
                    state="delivered",
                    at=Micros(number),
                    play=Play(),
                )
                for number, text in enumerate(texts, 1)
            )
        )
    )


def at(turn: int, shows: str = "apology", start: int = 0) -> Evidence:
    return Evidence(turn=TurnNumber(turn), quote="x", start=start, end=start + 1, shows=shows)


def turns(lines: Lines) -> list[int]:
    return [number for number, _ in groupby(line.turn.number for line in lines)]


LONG = talk(*(f"Line {number}. " + "word " * 30 for number in range(1, 501)))


@given(st.lists(st.text(max_size=30) | st.text(min_size=900, max_size=4000), max_size=8))
def test_a_conversation_cut_into_lines_loses_nothing_and_no_line_is_long(texts: list[str]) -> None:
    lines = talk(*texts)
    assert [line.place for line in lines] == list(range(len(lines)))
    assert all(line.text and tokens(line.text) <= LONGEST for line in lines)
    by_turn = groupby(lines, key=lambda line: line.turn.number)
    said = ["".join(line.text for line in part) for _, part in by_turn]
    assert said == [text for text in texts if text]


def test_a_long_message_is_cut_between_words() -> None:
    lines = talk("sentence " * 1000)
    assert len(lines) > 3
    assert all(line.text.endswith("sentence ") for line in lines)


@pytest.mark.parametrize("text", ["ü" * 3000, "東" * 3000, "😀" * 3000, "\ud800" * 3000])
def test_a_message_without_blanks_is_cut_between_characters(text: str) -> None:
    lines = talk(text)
    assert "".join(line.text for line in lines) == text
    assert all(tokens(line.text) <= LONGEST for line in lines)


def test_the_pieces_hold_every_line_once_and_fit() -> None:
    pieces = excerpting.pieces(LONG, ())
    assert len(pieces) <= PIECES
    assert all(map(excerpting.fits, pieces))
    assert sorted(line.place for piece in pieces for line in piece) == list(range(500))


def test_of_more_pieces_than_are_read_the_ends_and_those_with_acts_come_first() -> None:
    endless = talk(*("word " * 300 for _ in range(500)))
    assert not excerpting.fits(endless)
    pieces = excerpting.pieces(endless, [at(251), at(251, "blame"), at(301)])
    assert len(pieces) == PIECES
    last, first, most, next, *_ = (turns(piece) for piece in pieces)
    assert (500 in last, 1 in first, 251 in most, 301 in next) == (True,) * 4


def test_an_excerpt_shows_both_ends_and_what_bears_on_the_criterion() -> None:
    shown = excerpting.excerpt(LONG, gathered=[at(201)], sightings=[at(101), at(151, "blame")])
    assert {101, 151, 201} <= set(turns(shown))
    assert {100, 150, 200} <= set(turns(shown))  # what each of them answers
    assert turns(shown)[:FIRST] == [1, 2, 3]
    assert turns(shown)[-LAST:] == [496, 497, 498, 499, 500]


def test_of_more_than_there_is_room_for_every_kind_has_its_share() -> None:
    many = [at(number) for number in range(101, 301)]
    shown = excerpting.excerpt(LONG, gathered=[at(401)], sightings=[*many, at(351, "blame")])
    assert {351, 401, 101} <= set(turns(shown))


@given(
    st.lists(st.integers(1, 500), max_size=40),
    st.lists(st.tuples(st.integers(1, 500), st.sampled_from(["apology", "blame"])), max_size=40),
)
def test_an_excerpt_is_in_order_and_fits(
    gathered: list[int], sighted: list[tuple[int, str]]
) -> None:
    sightings = [at(turn, shows) for turn, shows in sighted]
    shown = excerpting.excerpt(LONG, [at(turn) for turn in gathered], sightings)
    places = [line.place for line in shown]
    assert places == sorted(set(places))
    assert excerpting.fits(shown)
    assert sum(line.room for line in shown) > ROOM - 2 * (tokens(LONG[-1].text) + MARKS)
