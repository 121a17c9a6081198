"""What Slack is sent of each content: always a message it takes, with nothing lost unsaid."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SdkBlock

from adapters.slack import home, limits
from adapters.slack.blocks import Block
from adapters.slack.rendering import Rendered, controls, permalinks, rendered, spoken
from bot.domain import wording
from bot.domain.content import Card, Content, Moved, Notice, Offer, Opening, Speech
from bot.domain.surface import MemberId
from bot.domain.transcript import Micros
from tests.adapters import slack_contents as made
from tests.adapters.drawn_contents import CONTENTS, HOSTILE, SHOWN, TEXTS, made_of
from tests.fakes.slack.blocks import TEXT_CEILING, message_problems, view_problems
from tests.fakes.slack.shown import shown
from tests.requirements import claims

LINKS = permalinks(made.URL, made.PLACE)
SNAPSHOTS = Path(__file__).with_name("snapshots")


def of(content: Content, *, customized: bool = False) -> Rendered:
    return rendered(content, links=LINKS, customized=customized)


def takes(found: Rendered) -> None:
    """Fails where Slack would not take a message."""
    assert not list(message_problems(list(found.blocks)))
    assert len(shown("", found.blocks)) <= TEXT_CEILING
    assert 0 < limits.length(found.text) <= limits.TEXT
    assert found.text.strip()
    for block in SdkBlock.parse_all(list(found.blocks)):
        block.validate_json()
    assert all(text["verbatim"] for text in marked(found.blocks))


def marked(part: Any) -> list[Mapping[str, Any]]:
    """All texts in Slack's marks."""
    if isinstance(part, Mapping):
        own = [part] if part.get("type") == "mrkdwn" else []
        return own + [text for inner in part.values() for text in marked(inner)]
    if isinstance(part, list | tuple):
        return [text for inner in part for text in marked(inner)]
    return []


def written(blocks: tuple[Block, ...]) -> str:
    return shown("", blocks)


@claims("slack.rendering")
@pytest.mark.parametrize("name", SHOWN)
def test_each_content_looks_as_it_did(name: str) -> None:
    """`SNAPSHOTS=write` writes what it looks like now."""
    found = of(SHOWN[name])
    takes(found)
    file = SNAPSHOTS / f"slack-{name}.json"
    now = {"text": found.text, "blocks": list(found.blocks)}
    if os.environ.get("SNAPSHOTS") == "write":
        file.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n")
    assert now == json.loads(file.read_text())


@claims("slack.rendering")
@given(CONTENTS, st.booleans())
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_slack_takes_whatever_a_content_holds(content: Content, customized: bool) -> None:  # noqa: FBT001
    takes(of(content, customized=customized))


@claims("slack.rendering")
@pytest.mark.parametrize("text", ["", " ", "\n \n", "```\n```", "\u00a0"])
@pytest.mark.parametrize("name", made_of(""))
def test_a_text_that_shows_nothing_breaks_nothing(name: str, text: str) -> None:
    takes(of(made_of(text)[name]))


@claims("slack.calls-nobody")
@pytest.mark.parametrize("name", made_of(""))
def test_a_hostile_text_calls_nobody_wherever_it_stands(name: str) -> None:
    found = of(made_of(HOSTILE)[name])
    texts = [text["text"] for text in marked(found.blocks)] + [found.text]
    for call in ("<!channel>", "<@U0BOSS>", "@here", "<https://evil.example|ok>"):
        assert not any(call in text for text in texts)


@given(TEXTS)
def test_a_reply_is_told_whole(text: str) -> None:
    said = made.speech(text[:3_900])
    told = html.unescape(written(without_buttons(of(said, customized=True).blocks)))
    assert letters(told) == letters(said.text)


def without_buttons(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block["type"] != "actions")


def letters(text: str) -> str:
    return "".join(re.findall("[A-Za-z]", text))


def test_a_reply_of_nothing_but_signs_to_escape_is_whole_too() -> None:
    text = "&" * 3_900
    found = of(made.speech(text))
    takes(found)
    assert written(found.blocks).count("&") >= 3_900


def test_who_speaks_stands_before_the_reply_unless_slack_shows_it() -> None:
    said = made.speech("Hello.")
    assert of(said).text == "*Maren Brandt*\nHello."
    assert of(said, customized=True).text == "Hello."
    assert of(replace(said, page=1)).text == "Hello."
    assert spoken(said, customized=False) == "**Maren Brandt**\nHello."
    assert spoken(said, customized=True) == "Hello."


def test_a_streamed_reply_gets_its_buttons_alone() -> None:
    (row,) = controls(made.speech("Hello."))
    assert [button["text"]["text"] for button in row["elements"]] == ["Hint", "Finish and score"]
    assert controls(made.hint()) == ()


@claims("slack.scorecard")
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_quote_links_to_the_message_it_was_said_in(language: str) -> None:
    blocks = of(made.blocked(language)).blocks
    told = written(blocks)
    for number in (2, 3):
        cited = wording.of(language).judgement.cited.format(first=number)
        link = f"{made.URL}archives/D0ADA/p{made.ts(number).replace('.', '')}"
        assert f"({made.ts(number)}" not in told
        assert f"<{link}?thread_ts={made.THREAD}&amp;cid=D0ADA|{cited}>" in told
    assert told.count(f"p{made.ts(2).replace('.', '')}") == 2  # the blocker's, and the criterion's


@claims("slack.scorecard")
def test_a_scorecard_says_it_all() -> None:
    told = written(of(made.card()).blocks)
    for part in (
        "Scorecard: The delivery that is late again (attempt 2)",
        "*Score: 70/100, basic, passed (pass mark 70)*",
        "44 → 66, over the criteria judged both times",
        "*Try next*: Ask one question",
        "*Owns the delay* (30 %)",
        "100/100, was 50, now 100 · 4 of 4: Sorry, without an excuse",
        "*Yours*:\n> “Do you need it this week?”",
        "*Stronger*:\n> “What would have to happen by Friday so that you can work?”",
        "*Why*: It lets her tell what the desk is _for_",
        "[Try again]",
        "[Next scenario]",
        "[Helpful]",
    ):
        assert part in told
    assert told.count("Do you need it this week?") == 1


@claims("slack.scorecard")
def test_a_card_is_rated_only_once_it_is_whole() -> None:
    for content in (made.growing(), made.stopped()):
        assert "context_actions" not in {block["type"] for block in of(content).blocks}
    assert of(made.card()).blocks[-1]["type"] == "context_actions"


def test_a_growing_card_says_what_is_done_and_can_be_stopped() -> None:
    told = written(of(made.growing()).blocks)
    assert "Score: being worked out" in told
    assert "Analysing criterion 2 of 3" in told
    assert "Owns the delay" in told
    assert told.endswith("[Stop]")


@claims("slack.rendering")
def test_a_card_that_is_too_long_puts_quotes_away_and_says_so() -> None:
    card = made.card()
    quotes = tuple(made.evidence(n % 3 + 1, f"Quote {n}. " + "I said so. " * 60) for n in range(6))
    scores = tuple(replace(score, evidence=quotes) for score in card.scorecard.scores)
    found = of(replace(card, scorecard=replace(card.scorecard, scores=scores)))
    takes(found)
    told = written(found.blocks)
    assert wording.of("en").labels.left_out in told
    assert "What would have to happen by Friday" in told
    assert told.count("Quote 0.") >= 2
    assert wording.of("en").labels.left_out not in written(of(card).blocks)


def test_a_briefing_that_is_too_long_is_told_in_fewer_sentences() -> None:
    text = "A sentence about the shop. " * 150
    content = replace(made.opening(), role=text, situation=text, goal=text, opening=text)
    found = of(content)
    takes(found)
    told = written(found.blocks)
    assert wording.of("en").labels.left_out in told
    assert told.count("A sentence about the shop. …") == 4


def test_where_the_talk_goes_on_is_a_link() -> None:
    (block,) = of(made.moved()).blocks
    address = f"{made.URL}archives/D0ADA/p{made.ts(9).replace('.', '')}"
    assert f"<{address}|Go to the conversation>" in block["text"]["text"]
    without = rendered(made.moved(), links=permalinks("", made.PLACE), customized=False)
    assert "Go to the conversation" not in without.text


def test_only_messages_of_slack_have_an_address() -> None:
    assert LINKS(None) is None
    assert LINKS("m-1") is None
    assert LINKS(made.THREAD) == f"{made.URL}archives/D0ADA/p1795000000000100"
    assert permalinks("", made.PLACE)(made.ts(1)) is None


def test_few_scenarios_have_a_row_each() -> None:
    blocks = of(made.offer(3)).blocks
    assert [b["accessory"]["value"] for b in blocks[1:]] == [
        ":late-delivery",
        ":saying-no",
        ":monteur",
    ]
    assert "Difficulty 2 of 5, in German" in written(blocks)
    takes(of(Offer(text="", scenarios=(), only_for=MemberId("U1"))))


HOMES = {
    "empty": home.Home(),
    "full": home.Home(
        running=home.Running(title="Saying no", address=f"{made.URL}archives/D0ADA/p1"),
        scenarios=made.offered(8),
        results=made.results(),
        skills=(home.Skill(title="Empathy", points=82, before=64),),
        assignments=(home.Assignment(title="Saying no", state="in progress", due=made.AT),),
    ),
}


@claims("slack.home")
@pytest.mark.parametrize("name", HOMES)
def test_the_home_tab_looks_as_it_did(name: str) -> None:
    now = home.view(HOMES[name])
    assert not list(view_problems(now))
    file = SNAPSHOTS / f"slack-home-{name}.json"
    if os.environ.get("SNAPSHOTS") == "write":
        file.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n")
    assert now == json.loads(file.read_text())


@claims("slack.home")
def test_dates_are_told_in_the_readers_zone() -> None:
    assert home.date(Micros(1_795_000_000_999_999)) == (
        "<!date^1795000000^{date_short_pretty}|2026-11-18>"
    )


@given(TEXTS, st.integers(0, 300))
@settings(max_examples=25)
def test_slack_takes_any_home_tab(text: str, count: int) -> None:
    results = tuple(replace(one, title=text) for one in made.results()) * (count // 3)
    found = home.view(
        home.Home(
            running=home.Running(title=text),
            scenarios=made.offered(count),
            results=results,
            skills=(home.Skill(title=text, points=3),) * count,
            assignments=(home.Assignment(title=text, state=text, due=made.AT),) * count,
        )
    )
    assert not list(view_problems(found))


def test_every_kind_of_content_is_shown() -> None:
    assert {type(content) for content in made_of("x").values()} == {
        Opening,
        Speech,
        Notice,
        Card,
        Offer,
        Moved,
    }
