"""What of a model's output is shown."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.spoken import Spoken


def spoken(*pieces: str) -> str:
    ear = Spoken()
    return "".join([*map(ear.hear, pieces), ear.end()])


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (("Hello", " there"), "Hello there"),
        (("\n", "  ", " Hello"), "Hello"),
        (("<think>hm</think>Yes",), "Yes"),
        (("<", "thi", "nk>", "h", "m", "</", "think", ">", "\n", "Yes"), "Yes"),
        (("<think></think><think>again</think> Yes",), "Yes"),
        (("<think>for ever",), ""),
        (("<thi",), "<thi"),
        (("<b>bold</b>",), "<b>bold</b>"),
        (("I said <think> aloud",), "I said <think> aloud"),
        (("A\x00B\x1bC\tD\nE",), "ABC\tD\nE"),
        (("Hi \ud83d", "\udc4d!"), "Hi 👍!"),
        (("\ud83d", "\udc4d"), "👍"),
        (("Hi \ud83d", "x"), "Hi \ufffdx"),
        (("Hi \ud83d",), "Hi \ufffd"),
        (("\udc4d",), "\ufffd"),
    ],
)
def test_what_is_shown(pieces: tuple[str, ...], shown: str) -> None:
    assert spoken(*pieces) == shown


@given(
    st.text(st.characters() | st.sampled_from("<think>/ \n\ud83d\udc4d"), max_size=60),
    st.lists(st.integers(0, 60), max_size=8),
)
def test_where_the_pieces_are_cut_makes_no_difference(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[a:b] for a, b in pairwise(places)]
    whole = spoken(text)
    assert spoken(*pieces) == whole
    whole.encode()


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_plain_words_are_shown_to_the_letter(text: str) -> None:
    assert spoken("So: ", text, "\n", text) == f"So: {text}\n{text}"
