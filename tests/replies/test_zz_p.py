"""A text as pages that fit, that stay as they are, and that carry the whole of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.fences import open_fence
from bot.replies.graphemes import joined
from bot.replies.healing import heal
from bot.replies.pages import SMALLEST, Page, Pager, Unit, measure
from tests.requirements import claims

PIECES = (
    *(
        "word ",
        "Hello. ",
        "long" * 8,
        "a",
        " ",
        "\n",
        "\n\n",
        "e\u0301",
        "日本。",
        "👨‍👩‍👧",
        "🇩🇪",
        "각",
    ),
    *(
        "**",
        "*",
        "_",
        "`",
        "~~",
        "```",
        "```py\n",
        "\n```\n",
        "~~~",
        "[link](http://x.y/z)",
        "[",
        "](",
    ),
)

texts = st.lists(st.sampled_from(PIECES), max_size=100).map("".join)
units = st.sampled_from(("characters", "utf16", "bytes"))
limits = st.integers(SMALLEST, 200)


def shown(text: str, limit: int = 100) -> list[str]:
    return [page.of(text) for page in Pager(limit).pages(text)]


def filled(length: int, then: str) -> str:
    """A text whose first sentence fills so many characters of a page."""
    return "x " * (length // 2 - 1) + "y." + then


@given(texts, units, limits, st.none() | limits)
def test_every_page_fits_also_while_it_is_healed(
    text: str, unit: Unit, limit: int, octets: int | None
) -> None:
    pager = Pager(limit, unit, octets)
    for length in range(len(text) + 1):
        for page in pager.pages(text[:length])[-2:]:
            for seen in (page.of(text), heal(page.of(text[:length]))):
                assert measure(seen, unit) <= limit
                assert octets is None or measure(seen, "bytes") <= octets


@claims("replies.pages")
@given(texts, units, limits)
def test_the_pages_carry_the_whole_text(text: str, unit: Unit, limit: int) -> None:
    pages = Pager(limit, unit).pages(text)
    end, before = 0, Page(0, 0)
    for page in [*pages, Page(len(text), len(text))]:
        left_out = text[end : page.start]
        if before.tail and page.head:
            assert left_out in {"", "\n"}
        elif before.tail:  # the line that closes the fence stands in the tail already
            assert left_out.strip().strip("`~") == ""
        else:
            assert left_out.strip() == ""
        end, before = page.end, page


@given(texts, units, limits)
def test_a_page_stays_as_it_is_once_another_follows(text: str, unit: Unit, limit: int) -> None:
    pager = Pager(limit, unit)
    closed: list[Page] = []
    for length in range(len(text) + 1):
        pager.pages(text[:length])
        assert pager.closed[: len(closed)] == closed
        closed = list(pager.closed)
    assert pager.pages(text) == Pager(limit, unit).pages(text)


@claims("replies.prefix")
@given(texts, units, limits)
def test_nothing_that_was_settled_moves_to_another_page(text: str, unit: Unit, limit: int) -> None:
    pager = Pager(limit, unit)
    settled: dict[int, int] = {}
    for length in range(len(text) + 1):
        last = pager.last(text[:length])
        for page in pager.closed:
            assert page.end >= settled.get(page.start, 0)
        if last is not None:
            end = pager.settled(text[:length], last).end
            assert end >= settled.get(last.start, 0)
            settled[last.start] = end


@given(texts, units, limits)
def test_no_character_is_broken_by_a_cut(text: str, unit: Unit, limit: int) -> None:
    for page in Pager(limit, unit).pages(text):
        assert not joined(text, page.start)
        assert not joined(text, page.end)


@given(texts, limits)
def test_a_fence_that_is_open_at_a_pages_end_is_closed_there(text: str, limit: int) -> None:
    for page in Pager(limit).pages(text)[:-1]:
        if page.tail:
            assert open_fence(page.of(text)) is None


def test_a_text_that_fits_is_one_page() -> None:
    assert shown("Hello there.") == ["Hello there."]


def test_a_text_without_words_is_no_page() -> None:
    assert shown(" \n \n") == []


def test_a_page_ends_with_a_line_or_a_sentence_where_there_is_one() -> None:
    assert shown(filled(76, "\n\nNext paragraph, which is rather long.")) == [
        filled(76, ""),
        "Next paragraph, which is rather long.",
    ]
    assert shown(filled(76, " Next sentence, which is rather long.")) == [
        filled(76, ""),
        "Next sentence, which is rather long.",
    ]


def test_a_page_ends_with_a_word_where_no_sentence_ends() -> None:
    assert all(page.endswith("word") for page in shown("word " * 60))


def test_a_long_word_is_cut_where_the_page_is_full() -> None:
    pages = shown("x" * 250)
    assert "".join(pages) == "x" * 250
    assert len(pages) == 3


def test_bold_text_is_not_parted() -> None:
    text = "x " * 38 + "and **this. stays. together. for. good.** end"
    assert shown(text)[1] == "**this. stays. together. for. good.** end"


def test_code_goes_on_in_a_fence_of_the_same_language() -> None:
    code = "\n".join(f"line {number}" for number in range(20))
    first, *middle, last = shown(f"```python\n{code}\n```")
    assert first.startswith("```python\nline 0\n")
    assert all(page.startswith("```python\nline") for page in [*middle, last])
    assert all(page.endswith("\n```") for page in [first, *middle, last])


def test_a_fence_whose_closing_line_alone_is_left_is_closed_on_its_page() -> None:
    text = "```\n" + "\n".join(["x" * 20] * 4) + "\n```\nAfter."
    assert shown(text) == ["```\n" + "\n".join(["x" * 20] * 4) + "\n```", "After."]


def test_code_that_begins_late_on_a_page_goes_to_the_next_as_a_whole() -> None:
    text = "x " * 38 + "Look:\n```\nabc\ndef\nghi\nklm\nnop\n```"
    assert shown(text)[1] == "```\nabc\ndef\nghi\nklm\nnop\n```"


@pytest.mark.parametrize(
    ("text", "unit", "length"),
    [("aé😀", "characters", 3), ("aé😀", "utf16", 4), ("aé😀", "bytes", 7), ("\ud800", "bytes", 3)],
)
def test_a_text_is_measured_as_the_platform_counts(text: str, unit: Unit, length: int) -> None:
    assert measure(text, unit) == length


def test_a_page_too_small_for_a_fence_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 80"):
        Pager(SMALLEST - 1)


@pytest.mark.parametrize(
    "cluster",
    ["e\u0301", "👨‍👩‍👧", "👍🏽", "🇩🇪", "각", "\u1100\u1161\u11a8", "\r\n", "1\ufe0f\u20e3"],
)
def test_what_a_reader_sees_as_one_character_is_joined(cluster: str) -> None:
    text = f"{cluster}{cluster}"
    places = [place for place in range(1, len(text)) if not joined(text, place)]
    assert places == [len(cluster)]
