"""Growing text, closed for display, and never taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.healing import CLOSERS, HELD, close, heal, healed, safe_prefix
from tests.requirements import claims

PIECES = (
    *("word ", "a", " ", "\n", "\n\n", "é", "\\", '"', "!", "- ", "1. "),
    *("**", "*", "_", "__", "`", "``", "~~", "~", "```", "```py\n", "\n```\n", "~~~\n"),
    *("[", "]", "](", ")", "(", "[link](http://x.y/z)", "x" * 60),
)
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@claims("replies.healed")
@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain text", "plain text"),
        ("this is **bo", "this is **bo**"),
        ("this is **bold*", "this is **bold**"),
        ("this is **bold**", "this is **bold**"),
        ("this is **", "this is"),
        ("both ***bo", "both ***bo***"),
        ("nested **bold and *it", "nested **bold and *it***"),
        ("an _italic wo", "an _italic wo_"),
        ("struck ~~th", "struck ~~th~~"),
        ("some `co", "some `co`"),
        ("some ``co ` de", "some ``co ` de``"),
        ("marks in `a ** b` are none", "marks in `a ** b` are none"),
        ("a \\*star", "a \\*star"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("2*3*4", "2*3*4"),
        ("snake_case_name", "snake_case_name"),
        ("* an item", "* an item"),
        ("bold **ends\n\nwith its paragraph", "bold **ends\n\nwith its paragraph"),
        ("see [the docs](http://ex", "see [the docs]"),
        ("see [the docs](http://example.org)", "see [the docs](http://example.org)"),
        ("Look:\n```python\nx = 1", "Look:\n```python\nx = 1\n```"),
        ("Look:\n```pyth", "Look:"),
        ("Look:\n```\nx = 1\n``", "Look:\n```\nx = 1\n```"),
        ("```\na\n```\nthen **b", "```\na\n```\nthen **b**"),
        ("~~~\n**a", "~~~\n**a\n~~~"),
    ],
)
def test_what_is_open_is_closed_for_display(text: str, seen: str) -> None:
    assert heal(text) == seen


@claims("replies.prefix")
@given(texts)
def test_what_is_shown_of_a_growing_text_never_shrinks(text: str) -> None:
    before = 0
    for length in range(len(text) + 1):
        end, closing = healed(text[:length])
        assert before <= end <= length
        assert len(closing) <= CLOSERS
        before = end


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain text", "plain text"),
        ("this is **bo", "this is"),
        ("this is **bold** and", "this is **bold** and"),
        ("some `code", "some"),
        ("see [the do", "see"),
        ("see [the docs](http://ex", "see"),
        ("see [the docs](http://example.org) there", "see [the docs](http://example.org) there"),
        ("an array [0] of", "an array [0] of"),
        ("Look:\n```python\nx = 1\ny", "Look:\n```python\nx = 1\ny"),
        ("Look:\n```pyth", "Look:"),
        ("Look:\n```\nx\n``", "Look:\n```\nx"),
        ("never **closed " + "x" * HELD, "never **closed " + "x" * HELD),
    ],
)
def test_what_is_open_is_held_back_where_nothing_can_be_taken_back(text: str, seen: str) -> None:
    assert safe_prefix(text) == seen


@given(texts)
def test_a_safe_prefix_only_ever_grows(text: str) -> None:
    before = ""
    for length in range(len(text) + 1):
        prefix = safe_prefix(text[:length])
        assert text.startswith(prefix)
        assert prefix.startswith(before)
        before = prefix


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("this is **bo", "this is **bo**"),
        ("ends with](http", "ends with](http"),
        ("Look:\n```\nx", "Look:\n```\nx\n```"),
        ("all is said.", "all is said."),
    ],
)
def test_a_text_that_ends_here_is_closed_and_nothing_left_out(text: str, closed: str) -> None:
    assert close(text) == closed
