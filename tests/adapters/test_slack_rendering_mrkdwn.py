"""Markdown in Slack's marks: what is converted, what calls nobody, where it is cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from adapters.chat.markdown import SPACE
from adapters.slack import limits
from adapters.slack.mrkdwn import JOINER, further, literal, mrkdwn, streamed
from adapters.slack.plain import plain
from tests.requirements import claims

HOSTILE = (
    "<!channel>",
    "<!here|here>",
    "<@U0BOSS>",
    "<!subteam^S1>",
    "<#C1|general>",
    "<",
    ">",
    "&",
)
MARKS = ("*", "**", "_", "__", "`", "```", "~~", "[", "](", "https://x.y/a", ")", "|", "\\", "- ")
WORDS = (
    " ",
    "\n",
    "\n\n",
    "a",
    "word",
    "é",
    "👩‍👩‍👧",
    "שלום",
    ":smile:",
    "@here",
    "@everyone",
    "1. ",
)
TEXTS = st.lists(st.sampled_from(HOSTILE + MARKS + WORDS), max_size=60).map("".join)
MENTION = re.compile(r"<[!@#][^>]*>|(?<!\w)@(?:here|channel|everyone)\b")


@pytest.mark.parametrize(
    ("markdown", "marks"),
    [
        (
            "**bold** and *it* and ***both*** and ~~gone~~",
            "*bold* and _it_ and *_both_* and ~gone~",
        ),
        ("__bold__ and _it_ in snake_case_names", "*bold* and _it_ in snake_case_names"),
        ("**a _b_ c**", "*a _b_ c*"),
        ("wo**r**d", f"wo{SPACE}*r*{SPACE}d"),
        ("**two\nlines**", "*two*\n*lines*"),
        ("5 * 3 * 2, a < b & c", "5 * 3 * 2, a &lt; b &amp; c"),
        (r"\*not\* bold", "*not* bold"),
        ("# A head", "*A head*"),
        ("- one\n- two\n  - in two\n3. three", "• one\n• two\n    ◦ in two\n3. three"),
        ("- [ ] to do\n- [x] done", "☐ to do\n☑ done"),
        ("- a long\n  **item**\n\nafter", "• a long\n  *item*\n\nafter"),
        ("> said **so**\n> twice", "> said *so*\n> twice"),
        ("[the **page**](https://x.y/a?b=1&c=2)", "<https://x.y/a?b=1&amp;c=2|the page>"),
        ("see https://x.y/a_b_c.", "see <https://x.y/a_b_c>."),
        ("<https://x.y> ![a lamp](https://x.y/l.png)", "<https://x.y> <https://x.y/l.png|a lamp>"),
        ("[press](javascript:alert(1))", "[press](javascript:alert(1))"),
        ("`a*b*<c>` and ``x`y``", "`a*b*&lt;c&gt;` and x`y"),
        ("```py\nx = **a** < 1\n```\nafter", "```\nx = **a** &lt; 1\n```\nafter"),
        ("~~~\n``` inside\n~~~", f"```\n``{SPACE}` inside\n```"),
        ("one\ntwo\n\nthree", "one\ntwo\n\nthree"),
        ("---", "───"),
    ],
)
def test_markdown_becomes_slacks_marks(markdown: str, marks: str) -> None:
    assert mrkdwn(markdown) == marks


@claims("slack.calls-nobody")
@given(TEXTS)
@example("~~`~~`@here`")
def test_no_text_can_call_anybody(text: str) -> None:
    for shown in (mrkdwn(text), literal(text)):
        outside = re.sub(r"```.*?```|`[^`\n]+`|<http[^>]*>", "", shown, flags=re.DOTALL)
        assert not re.search(r"<[!@#]", shown)
        assert not MENTION.search(outside)
        for inside in re.findall(r"<([^>]*)>", shown):
            assert re.match(r"https?://|mailto:", inside)
    assert not MENTION.search(re.sub(r"@here|@channel|@everyone", "", streamed(text)))
    assert not re.search(r"(?<!\w)@(here|channel|everyone)", streamed(text))


@claims("slack.calls-nobody")
def test_escapes_do_not_undo_it() -> None:
    assert mrkdwn("&lt;!channel&gt;") == "&amp;lt;!channel&amp;gt;"
    assert streamed("&lt;!channel&gt; &#60;@U1> &#x3C;!here>") == (
        f"&lt;{SPACE}!channel&gt; &#60;{SPACE}@U1> &#x3C;{SPACE}!here>"
    )
    assert mrkdwn("ask @here, not me@here.com") == f"ask @{JOINER}here, not me@here.com"


@given(TEXTS, st.integers(0, 400))
def test_what_was_streamed_stays_the_beginning(text: str, end: int) -> None:
    sent = streamed(text[:end])
    assert streamed(text).startswith(sent)
    assert sent + further(sent, text[end:]) == streamed(text)


@given(TEXTS)
def test_a_literal_text_is_read_back_as_it_was(text: str) -> None:
    shown = literal(text).replace(JOINER, "").replace(SPACE, "")
    assert plain(shown) == text.replace(SPACE, "").strip()


@given(TEXTS, st.integers(20, 200))
def test_pieces_fit_and_break_no_link_escape_or_emoji(text: str, limit: int) -> None:
    marked = mrkdwn(text)
    assume(all(len(link) < limit - 10 for link in re.findall("<[^>]*>", marked)))
    found = list(limits.pieces(marked, limit))
    assert all(0 < limits.length(piece) <= limit for piece in found)
    kept = "".join(re.sub(r"[\s>`]|&gt;", "", piece) for piece in found)
    assert kept == re.sub(r"[\s>`]|&gt;", "", marked)
    for piece in found:
        assert piece.count("<") == piece.count(">") - len(re.findall(r"^>", piece, re.MULTILINE))
        assert not re.search(r"&(?!amp;|lt;|gt;)", piece)
        assert not piece.startswith(("\u200d", "\u0301"))
        assert not piece.endswith("\u200d")


def test_a_long_text_is_cut_at_paragraphs_then_at_sentences() -> None:
    paragraph = "A sentence of some words. " * 40
    text = f"{paragraph.strip()}\n\n{paragraph.strip()}\n\nThe end."
    first, *_ = limits.pieces(text, 1_200)
    assert first == paragraph.strip()
    for piece in limits.pieces(paragraph, 300):
        assert piece.endswith(".")


def test_a_long_fence_is_closed_and_opened_again() -> None:
    code = "\n".join(f"line {number}" for number in range(200))
    found = list(limits.pieces(f"Before.\n\n```\n{code}\n```\n\nAfter.", 500))
    assert len(found) > 3
    assert all(piece.count("```") % 2 == 0 for piece in found)
    lines = [line for piece in found for line in piece.split("\n") if line.startswith("line")]
    assert lines == code.split("\n")


@pytest.mark.parametrize(
    "unit", ["**a ", "*_", "`", "[", "~~a", "_a _b", "> ", "<@U", "* ", "[a](("]
)
def test_no_text_takes_long(unit: str) -> None:
    """Would hang the test, not fail it, if marks that stay open made it slow."""
    shown = mrkdwn(unit * (8_000 // len(unit)))
    assert all(limits.length(piece) <= limits.SECTION for piece in limits.pieces(shown))


def test_shortening_keeps_whole_sentences() -> None:
    text = "One sentence. Another, which is longer. A third one."
    assert limits.shortened(text, 45) == "One sentence. Another, which is longer. …"
    assert limits.shortened("word " * 20, 20) == "word word word…"
    assert limits.shortened(text, 100) == text
    assert limits.cut("A title\nof  many words", 14) == "A title of…"
    assert limits.cut("👩‍👩‍👧" * 40, 75).rstrip("…") == "👩‍👩‍👧" * 9


def test_no_number_of_ticks_begins_code_or_ends_it() -> None:
    for count in range(3, 12):
        assert "```" not in literal("`" * count)
