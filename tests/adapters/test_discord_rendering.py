"""What Discord is sent of each content: always a message it takes, with nothing lost unsaid."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from discord import Embed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord import limits
from adapters.discord.addressing import Permalinks
from adapters.discord.rendering import Rendered, rendered
from bot.domain import wording
from bot.domain.content import Button, Card, Content, Notice, Offer, Opening, Speech
from bot.domain.scorecard import Score
from bot.domain.wording import office, outside
from tests.adapters import discord_contents as here
from tests.adapters import slack_contents as made
from tests.adapters.discord_contents import HOSTILE, in_discord
from tests.adapters.drawn_contents import CONTENTS, SHOWN, TEXTS, made_of
from tests.fakes.discord.bodies import check_body
from tests.fakes.discord.shown import shown
from tests.requirements import claims

LINKS = Permalinks(here.PLACE)
SNAPSHOTS = Path(__file__).with_name("snapshots")
LOOKS = {
    **{name: in_discord(content) for name, content in SHOWN.items()},
    **{f"hostile-{name}": in_discord(made) for name, made in made_of(HOSTILE).items()},
}
CALL = re.compile(r"@(?:everyone|here)|<(?:@[!&]?|#|/[-\w ]+:|a?:\w+:|t:|id:)\w", re.IGNORECASE)


def of(content: Content) -> Rendered:
    return rendered(in_discord(content), links=LINKS)


def takes(found: Rendered) -> None:
    """Fails where Discord would not take a message."""
    for form in (found, found.plain):
        assert not list(limits.problems(form.payload))
        check_body(form.payload)
        assert sum(len(Embed.from_dict(one)) for one in form.payload["embeds"]) <= 6_000
        assert len(form.content) <= 2_000


def read(found: Rendered) -> str:
    return shown(found.content, found.embeds, found.components)


def texts(found: Rendered) -> Iterator[str]:
    yield found.content
    yield from (embed.get("description", "") for embed in found.embeds)


@claims("discord.rendering")
@pytest.mark.parametrize("name", LOOKS)
def test_each_content_looks_as_it_did(name: str) -> None:
    """`SNAPSHOTS=write` writes what it looks like now."""
    found = rendered(LOOKS[name], links=LINKS)
    takes(found)
    file = SNAPSHOTS / f"discord-{name}.json"
    now = found.payload
    if os.environ.get("SNAPSHOTS") == "write":
        file.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n")
    assert now == json.loads(file.read_text())


@claims("discord.rendering")
@given(CONTENTS)
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_discord_takes_whatever_a_content_holds(content: Content) -> None:
    takes(of(content))


@claims("discord.rendering")
@pytest.mark.parametrize(
    "text", ["", " ", "\n \n", "```\n```", "\u00a0", "*" * 4_000, "👩‍👩‍👧" * 900]
)
@pytest.mark.parametrize("name", made_of(""))
def test_a_text_that_shows_nothing_or_too_much_breaks_nothing(name: str, text: str) -> None:
    takes(of(made_of(text)[name]))


@claims("discord.rendering")
@pytest.mark.parametrize("name", LOOKS)
def test_every_form_can_be_edited_into_every_other(name: str) -> None:
    """Each says all parts, so that none of another stays; and none is of the kind that a message
    keeps for ever. Where there are embeds, previews are not switched off: that hides both."""
    form = rendered(LOOKS[name], links=LINKS).payload
    assert form.keys() == {"content", "embeds", "components", "flags", "allowed_mentions"}
    assert form["flags"] == (0 if form["embeds"] else 4)


@claims("discord.calls-nobody")
@pytest.mark.parametrize("name", made_of(""))
def test_a_hostile_text_calls_nobody_wherever_it_stands(name: str) -> None:
    found = of(made_of(HOSTILE)[name])
    assert not [text for text in texts(found) if CALL.search(text)]
    assert not re.search(r"\]\((?!<https://discord\.com/)", found.content.replace("]\\(", ""))
    assert found.payload["allowed_mentions"] == {"parse": []}


@given(TEXTS)
def test_a_reply_is_told_whole(text: str) -> None:
    page = text[: limits.PAGE] if limits.length(text) <= limits.PAGE else text[: limits.PAGE // 2]
    for number in (0, 1):
        told = of(made.speech(page, page=number)).content.removeprefix("**Maren Brandt**")
        assert letters(told) == letters(page)


def letters(text: str) -> str:
    return "".join(re.findall("[A-Za-z]", text))


@pytest.mark.parametrize("unit", ["*", "||", "<@12345678>", "`", "https://a.b ", "@everyone"])
def test_a_page_of_nothing_but_marks_is_whole_too(unit: str) -> None:
    page = unit * (limits.PAGE // len(unit))
    found = of(made.speech(page))
    takes(found)
    assert letters(found.content) == letters(f"Maren Brandt{page}")
    assert not CALL.search(found.content)


def test_who_speaks_stands_before_the_first_page_of_a_reply() -> None:
    said = made.speech("Hello.")
    assert of(said).content == "**Maren Brandt**\nHello."
    assert of(replace(said, page=1)).content == "Hello."
    assert of(replace(said, text="")).content == "**Maren Brandt**"


def test_a_reply_can_be_stopped_while_it_grows_and_answered_when_it_is_whole() -> None:
    assert read(of(made.speech("He", complete=False))).endswith("[Stop]")
    assert read(of(made.speech("Hello."))).endswith("[Hint] [Finish and score]")


@claims("discord.scorecard")
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_quote_links_to_the_message_it_was_said_in(language: str) -> None:
    told = "\n".join(texts(of(made.blocked(language))))
    for number in (2, 3):
        cited = wording.of(language).judgement.cited.format(first=number)
        address = f"https://discord.com/channels/{here.GUILD}/{here.THREAD}/{here.message(number)}"
        assert f"[{cited}](<{address}>)" in told
    assert told.count(here.message(2)) == 2  # the blocker's, and the criterion's


@claims("discord.scorecard")
def test_a_quote_in_a_direct_message_links_there() -> None:
    links = Permalinks(replace(here.PLACE, thread=None))
    found = rendered(in_discord(made.card()), links=links)
    assert f"(<https://discord.com/channels/@me/{here.PARENT}/" in "\n".join(texts(found))


@claims("discord.scorecard")
def test_a_scorecard_says_it_all() -> None:
    told = read(of(made.card()))
    for part in (
        "## Scorecard: The delivery that is late again (attempt 2)",
        "**Score: 70/100, basic, passed (pass mark 70)**",
        "44 → 66, over the criteria judged both times",
        "**Try next**: Ask one question",
        "**Owns the delay** (30 %)",
        "100/100, was 50, now 100 · 4 of 4: Sorry, without an excuse",
        "**Yours**:\n> “Do you need it this week?”",
        "**Stronger**:\n> “What would have to happen by Friday so that you can work?”",
        "**Why**: It lets her tell what the desk is *for*",
        "[Try again] [Next scenario]",
        "[Try again from here]",
        "[Helpful] [Not helpful]",
    ):
        assert part in told
    assert told.count("Do you need it this week?") == 1


@claims("discord.scorecard")
def test_the_result_and_what_to_try_next_are_there_without_embeds() -> None:
    content = of(made.card()).content
    assert "Score: 70/100" in content
    assert "Try next" in content


@claims("discord.scorecard")
def test_a_card_is_rated_only_once_it_is_whole() -> None:
    for content in (made.growing(), made.stopped()):
        assert "Helpful" not in read(of(content))
    assert read(of(made.card())).endswith("[Helpful] [Not helpful]")


def test_a_growing_card_says_what_is_done_and_can_be_stopped() -> None:
    told = read(of(made.growing()))
    assert "Score: being worked out" in told
    assert "-# Analysing criterion 2 of 3" in told
    assert "Owns the delay" in told
    assert told.endswith("[Stop]")


@claims("discord.scorecard")
@pytest.mark.parametrize("count", [1, 10, 11, 12, 25])
def test_a_scorecard_has_every_criterion_however_many_there_are(count: int) -> None:
    card = made.card()
    scores = tuple(
        replace(card.scorecard.scores[0], title=f"Criterion {n}.", evidence=(), reason="Short.")
        for n in range(count)
    )
    found = of(with_scores(card, scores))
    takes(found)
    assert len(found.embeds) <= 10
    assert all(f"**Criterion {n}.**" in read(found) for n in range(count))


@claims("discord.rendering")
def test_a_card_that_is_too_long_puts_quotes_away_and_says_so() -> None:
    card = made.card()
    quotes = tuple(made.evidence(n % 3 + 1, f"Quote {n}. " + "I said so. " * 60) for n in range(6))
    found = of(with_scores(card, tuple(replace(s, evidence=quotes) for s in card.scorecard.scores)))
    takes(found)
    told = read(found)
    assert f"-# {wording.of('en').labels.left_out}" in told
    assert "What would have to happen by Friday" in told
    assert told.count("Quote 0.") >= 2
    assert wording.of("en").labels.left_out not in read(of(card))


def with_scores(card: Card, scores: tuple[Score, ...]) -> Card:
    whole = replace(card.scorecard, scores=scores, of_criteria=len(scores))
    return replace(card, scorecard=whole)


def test_a_briefing_is_text_and_only_a_long_one_embeds() -> None:
    assert not of(made.opening()).embeds
    text = "A sentence about the shop. " * 50
    found = of(replace(made.opening(), situation=text))
    assert found.content == "## The delivery that is late again"
    briefing, words = (embed["description"] for embed in found.embeds)
    assert text.strip() in briefing
    assert words.startswith("**Maren Brandt**, customer")


@claims("discord.rendering")
def test_a_briefing_that_is_too_long_is_told_in_fewer_sentences() -> None:
    text = "A sentence about the shop. " * 150
    content = replace(made.opening(), role=text, situation=text, goal=text, opening=text)
    found = of(content)
    takes(found)
    told = read(found)
    assert wording.of("en").labels.left_out in told
    assert told.count("A sentence about the shop. …") == 4


def test_a_long_notice_is_told_whole_in_embeds() -> None:
    text = "One sentence of a note. " * 200
    found = of(Notice(text=text, label="Coach"))
    assert found.content == "**Coach**"
    assert "".join(texts(found)).count("One sentence of a note.") == 200


@claims("discord.rendering")
def test_without_embeds_there_is_as_much_as_text_can_be() -> None:
    found = of(made.card()).plain
    assert not found.embeds
    assert "Score: 70/100" in found.content
    assert "**Owns the delay**" in found.content
    assert found.components == of(made.card()).components


def test_where_the_talk_goes_on_is_a_button() -> None:
    (row,) = of(made.moved()).components
    (button,) = row["components"]
    assert button["label"] == "Go to the conversation"
    assert re.fullmatch(rf"https://discord\.com/channels/{here.GUILD}/\d+(\.\d+)?", button["url"])


@claims("discord.buttons")
def test_scenarios_on_offer_are_listed_where_there_is_room() -> None:
    found = of(made.offer(8))
    assert "**customer service**\n- The delivery that is late again (Difficulty 2 of 5)" in (
        found.content
    )
    assert "(Difficulty 2 of 5, in German)" in found.content
    assert of(made.offer(120)).content == office.say("en", "choose")
    assert outside.ENGLISH.more(75) in of(made.offer(200)).content.replace("\\", "")
    takes(of(Offer(text="", scenarios=())))


def test_addresses_open_no_previews() -> None:
    found = of(made.speech("See https://x.y/a and [this](https://x.y/b)."))
    assert found.content.endswith("See <https://x.y/a> and [this](<https://x.y/b>).")
    assert found.payload["flags"] == 4


@given(st.sampled_from(list(LOOKS)), st.text(max_size=80))
def test_a_label_of_any_text_is_taken(name: str, text: str) -> None:
    content = LOOKS[name]
    if isinstance(content, Opening | Speech | Notice | Card):
        buttons = (Button(text, "hint"), Button(text, "help"))
        found: Any = rendered(replace(content, buttons=buttons), links=LINKS)
        assert not list(limits.problems(found.payload))
