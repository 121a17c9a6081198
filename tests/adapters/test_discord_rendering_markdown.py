"""Markdown in Discord: what is kept, what is put otherwise, what calls nobody."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.chat.markdown import SPACE
from adapters.discord import limits
from adapters.discord.markdown import bold, flat, link, literal, markdown
from tests.requirements import claims

HOSTILE = ("<@1>", "<@!1>", "<@&1>", "<#1>", "</a b:1>", "<:a:1>", "<t:1:R>", "@everyone", "@here")
MARKS = ("*", "**", "_", "__", "`", "```", "~~", "||", "[", "](", "https://x.y/a", ")", "\\", "<")
LINES = ("\n", "\n\n", "- ", "> ", "# ", "-# ", "1. ", "~~~\n", ">>> ")
WORDS = (" ", "a", "word", "é", "👩‍👩‍👧", "שלום", ":smile:", "@", "1", ">", "everyone")
TEXTS = st.lists(st.sampled_from(HOSTILE + MARKS + LINES + WORDS), max_size=60).map("".join)
CALL = re.compile(
    r"@(?:everyone|here)|<(?:@[!&]?\d+|#\d+|/[-\w ]+:\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|id:\w+)>",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "kept",
    [
        "**bold** and *it* and ***both*** and ~~gone~~ and _it_",
        "snake_case_names, 5 * 3 * 2, a < b & c, 3 > 2, e|f, ~5, C#, #1",
        r"\*not\* bold",
        "# A head\n## Another\n### A third",
        "- one\n- two\n  - in two\n3. three",
        "- a long\n  **item**\n\nafter",
        "> said **so**\n> twice",
        "`a*b*<c>` and ``x`y``",
        "```py\nx = **a** < 1\n```\nafter",
        "one\ntwo\n\nthree",
        "wo**r**d",
        "Write to ann@x.y, at 5 o'clock (or so) [maybe]!",
    ],
)
def test_what_both_read_alike_is_kept(kept: str) -> None:
    assert markdown(kept) == kept


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("__bold__ and **a __b__ c**", "**bold** and **a b c**"),
        ("*a _b_ c*", "*a b c*"),
        ("#### A deep head", "### A deep head"),
        ("* one\n+ two\n1) three", "- one\n- two\n1. three"),
        ("- [ ] to do\n- [x] done", "- ☐ to do\n- ☑ done"),
        (">>> said\n>so", "> said\n> so"),
        ("[the **page**](https://x.y/a?b=1)", "[the page](<https://x.y/a?b=1>)"),
        ("see https://x.y/a_b_c.", "see <https://x.y/a_b_c>."),
        (
            "<https://x.y> ![a lamp](https://x.y/l.png)",
            "<https://x.y> [a lamp](<https://x.y/l.png>)",
        ),
        ("[press](javascript:alert)", "[press]\\(javascript:alert)"),
        ("[me](mailto:a@x.y) <mailto:b@x.y>", "me (a@x.y) b@x.y"),
        ("~~~\n``` inside\n~~~", f"```\n``{SPACE}` inside\n```"),
        ("~~~\n``````\n~~~", f"```\n``{SPACE}``{SPACE}``\n```"),
        ("```py\n```", "```py\n \n```"),
        ("```\nopen", "```\nopen\n```"),
        ("||hidden||", r"\|\|hidden\|\|"),
        ("-# small", r"\-# small"),
        ("a\n-# small", "a\n\\-# small"),
        ("---", "───"),
        ("a lone ` and ** here", r"a lone \` and \*\* here"),
    ],
)
def test_what_discord_reads_otherwise_is_put_otherwise(text: str, shown: str) -> None:
    assert markdown(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*a* _b_ __c__ ~~d~~ ||e|| `f`", r"\*a\* \_b\_ \_\_c\_\_ \~\~d\~\~ \|\|e\|\| \`f\`"),
        ("# a\n- b\n> c\n1. d\n-# e\n* f", "\\# a\n\\- b\n\\> c\n1\\. d\n\\-# e\n\\* f"),
        ("[a](https://x.y)", r"[a]\(<https://x.y>)"),
        ("https://x.y/a_b_c, a_b, 2 * 3", "<https://x.y/a_b_c>, a_b, 2 * 3"),
        ("C:\\dir", "C:\\\\dir"),
    ],
)
def test_what_is_no_markdown_is_shown_as_it_was_typed(text: str, shown: str) -> None:
    assert literal(text) == shown


@claims("discord.calls-nobody")
@given(TEXTS)
def test_no_text_can_call_anybody(text: str) -> None:
    for shown in (markdown(text), literal(text), flat(text), bold(text), link("https://x.y", text)):
        assert not CALL.search(shown)


@claims("discord.calls-nobody")
@given(TEXTS)
def test_a_link_is_an_address_of_the_web(text: str) -> None:
    outside = re.sub(r"(?<!\\)(`+)(?!`).*?(?<!`)\1(?!`)", "", markdown(text), flags=re.DOTALL)
    for address in re.findall(r"(?<!\\)\]\(([^)]*)", outside):
        assert address.startswith("<https://")
    assert "](" not in literal(text)


@given(TEXTS)
def test_what_calls_nobody_for_want_of_room_is_as_long_as_it_was(text: str) -> None:
    assert len(flat(text)) == len(text)


@given(TEXTS)
def test_a_literal_text_is_read_back_as_it_was(text: str) -> None:
    shown = re.sub(r"<(https://[^>]*)>", r"\1", literal(text).replace(SPACE, ""))
    shown = shown.replace("%40", "@")
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown) == text


@given(TEXTS)
def test_every_fence_is_closed(text: str) -> None:
    assert markdown(text).replace("\\`", "").count("```") % 2 == 0


@pytest.mark.parametrize(
    "unit", ["**a ", "*_", "`", "[", "~~a", "_a _b", "> ", "<@1", "* ", "[a](("]
)
def test_no_text_takes_long(unit: str) -> None:
    """Would hang the test, not fail it, if marks that stay open made it slow."""
    shown = markdown(unit * (8_000 // len(unit)))
    pieces = list(limits.pieces(shown, limits.DESCRIPTION))
    assert all(limits.length(piece) <= limits.DESCRIPTION for piece in pieces)


def test_addresses_are_kept_from_calling() -> None:
    assert markdown("https://x.y/@here/a") == "<https://x.y/%40here/a>"
    assert link(None, "here") == "here"
    assert link("https://x.y", "https://z.y") == f"[https:{SPACE}//z.y](<https://x.y>)"
    assert link("https://x.y", " ") == "[↗](<https://x.y>)"
