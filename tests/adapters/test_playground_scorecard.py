"""A scorecard as the page and scripts get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from adapters.playground.rendering import grows, messages
from adapters.playground.scorecard import data, markdown
from bot.domain import verdict, wording
from bot.domain.content import Button, Card
from bot.domain.scorecard import Blocked, Evidence, Rewording, Scorecard
from bot.domain.transcript import Micros, TurnNumber
from bot.ports.clock import SystemClock
from tests.fakes.engine import judged
from tests.fakes.talks import talk

CITED = Evidence(
    turn=TurnNumber(4), quote="your fault", start=0, end=10, shows="x", number=2, message="m-2"
)


def made(language: str = "en") -> Scorecard:
    """A scorecard with a blocker, a comparison, and the scenario's own weak line."""
    card = judged(talk("hello", "Yes?", "It is your fault"), SystemClock())
    example = Rewording(yours="Whatever.", turn=None, stronger="I am sorry.", why="It owns it.")
    first, *rest = card.scores
    return replace(
        card,
        scores=(
            replace(first, of_levels=2, previous=45, evidence=(CITED,), rewording=example),
            *rest,
        ),
        blockers=(Blocked(id="harsh", title="Blamed her", evidence=(CITED,)),),
        blocked_by=("Blamed her",),
        language=language,
        strengths=("You greeted her.",),
        next_step="Say sorry first.",
        passed=False,
    )


def sent(card: Card) -> Mapping[str, Any]:
    (message,) = messages("key", card, Micros(0))
    return message


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_figure_has_its_sentence_in_the_scenarios_language(language: str) -> None:
    card = made(language)
    shown: Mapping[str, Any] = data(card)
    words = wording.of(language)
    assert shown["verdict"] == verdict.headline(card)
    assert shown["notes"] == list(verdict.notes(card))
    score = shown["scores"][0]
    assert score["level_text"] == verdict.level(card, card.scores[0])
    assert score["points_text"] == verdict.points(card, card.scores[0])
    assert "45" in score["points_text"]
    cited = words.judgement.cited.format(first=2)
    assert (score["evidence"][0]["cited"], score["evidence"][0]["message"]) == (cited, "m-2")
    assert shown["blockers"][0]["evidence"][0]["cited"] == cited
    assert cited in shown["notes"][0]


def test_the_examples_own_weak_line_is_not_called_the_trainees() -> None:
    example, own = (score["rewording"] for score in scores(made())[:2])
    assert (example["label"], example["cited"]) == ("A weak example", None)
    assert own["label"] == "Yours"


def scores(card: Scorecard) -> list[Mapping[str, Any]]:
    shown: Mapping[str, Any] = data(card)
    return list(shown["scores"])


def test_a_stopped_card_is_no_result_and_does_not_grow() -> None:
    card = made()
    empty = replace(card, scores=(), total=None)
    after_all = Button("Score it after all", "score", emphasis="primary")
    stopped = Card(
        session=card.session, scorecard=empty, stage="Stopped.", stopped=True, buttons=(after_all,)
    )
    message = sent(stopped)
    assert not grows(stopped)
    assert (message["type"], message["stopped"], message["stage"]) == ("feedback", True, "Stopped.")
    assert message["content"] == "Stopped."
    assert [button["action"] for button in message["buttons"]] == ["score"]


def test_a_short_card_says_so_and_its_text_has_levels_and_the_next_step_alone() -> None:
    card = Card(session=made().session, scorecard=made(), short=True)
    assert sent(card)["short"] is True
    text = markdown(card)
    assert "2 of 2" in text
    assert "Say sorry first." in text
    assert "I am sorry." not in text
    assert "> " not in text


def test_as_text_strengths_and_the_next_step_come_before_the_criteria() -> None:
    text = markdown(Card(session=made().session, scorecard=made()))
    places = [text.index(part) for part in ("Score:", "greeted", "Say sorry first", "2 of 2")]
    assert places == sorted(places)
    assert "A weak example: Whatever." in text
    assert "> your fault (your message 2)" in text
