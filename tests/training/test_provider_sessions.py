"""Whole sessions in the playground with each kind of model, from start to scorecard: real settings,
engine, store and SDKs, and nothing on the way that names tokens or money to the trainee."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.slack.rendering import rendered
from adapters.terminal.rendering import lines
from bot.domain.content import Content, Notice
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard
from bot.domain.session import Session
from bot.domain.surface import SessionId
from bot.domain.wording import ENGLISH
from bot.ports.store import ModelCall
from tests.fakes.engine import Shelf
from tests.fakes.installed import GROWING, KINDS, Installed, Kind, installed
from tests.fakes.scenarios import scenario
from tests.fakes.site import Message, Talk
from tests.fakes.slack.shown import shown
from tests.requirements import claims

SAID = ("I am sorry that it is late.", "I will ask the carrier.", "You will hear from me.")
WHOLE = "".join(GROWING)
PATIENCE = 20
"""Real seconds after which a test gives up."""

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def played() -> Scenario:
    """The small scenario, with a criterion that only a model can judge."""
    whole = scenario()
    tone = whole.rubric.criteria[0].model_copy(
        update={"id": "tone", "title": "Takes it seriously", "points": ()}
    )
    levels = tuple(level.model_copy(update={"when": None}) for level in tone.levels)
    criteria = (*whole.rubric.criteria, tone.model_copy(update={"levels": levels}))
    weighed = tuple(
        one.model_copy(update={"weight": weight})
        for one, weight in zip(criteria, (40, 40, 20), strict=True)
    )
    return whole.model_copy(
        update={"rubric": whole.rubric.model_copy(update={"criteria": weighed})}
    )


async def practise(here: Installed) -> tuple[Session, Scorecard, list[Message]]:
    """Three messages, a reply to each, and the scorecard."""
    async with asyncio.timeout(PATIENCE):
        id = await here.visitor.start()
        async with here.visitor.talk(id) as talk:
            await talk.hear("session_start")
            for number, text in enumerate(SAID):
                await talk.say(text, f"c{number}")
                await reply(here, talk, turn=2 * number + 3)
            await talk.send(type="press", action="finish")
            await talk.hear("complete")
    session = await here.store.session(SessionId(id))
    card = await here.store.scorecard(SessionId(id))
    assert session is not None
    assert card is not None
    return session, card, talk.heard


async def reply(here: Installed, talk: Talk, *, turn: int) -> Message:
    """Hears a reply out; what the server holds back goes on once its beginning is seen."""
    if not here.server.released.is_set() and not here.model.down:
        await talk.hear("chunk", turn=turn)
        here.server.released.set()
    return await talk.hear("assistant_message", turn=turn)


def spoken(heard: list[Message], type: str) -> list[Message]:
    return [message for message in heard if message["type"] == type and "turn" in message]


def outcomes(calls: list[ModelCall], purpose: str) -> list[tuple[str, str]]:
    return [(call.provider, call.outcome) for call in calls if call.purpose == purpose]


def check_quotes(session: Session, card: Scorecard) -> None:
    """Every quote stands, verbatim, in a message of the trainee's."""
    for quote in (quote for score in card.scores for quote in score.evidence):
        turn = session.transcript[quote.turn]
        assert turn.speaker == "trainee"
        assert turn.text[quote.start : quote.end] == quote.quote


@claims("session.each-provider")
@each_kind
async def test_a_session_runs_from_start_to_scorecard(kind: Kind, tmp_path: Path) -> None:
    async with installed(tmp_path, kind, Shelf(played())) as here:
        session, card, heard = await practise(here)
        calls = await here.store.calls(session.id)
    assert here.model.faults == []
    first, *_ = spoken(heard, "chunk")
    whole = spoken(heard, "assistant_message")
    assert WHOLE.startswith(first["accumulated"].strip())
    assert len(first["accumulated"]) < len(WHOLE)
    assert first["message_id"] == whole[0]["message_id"]
    assert [message["content"] for message in whole] == [WHOLE] * 3
    assert (session.phase, card.complete, card.without_model) == ("closed", True, None)
    assert [score.judged_by for score in card.scores][-1] == "model"
    assert card.scores[-1].evidence[0].quote == SAID[0].rstrip(".")
    assert all(opinion.borne_out for score in card.scores for opinion in score.opinions)
    check_quotes(session, card)
    (shown,) = (message for message in heard if message["type"] == "complete")
    assert shown["feedback"]["total"] == card.total
    assert outcomes(calls, "persona") == [(calls[0].provider, "ok")] * 3
    assert set(outcomes(calls, "judge")) == {(calls[0].provider, "ok")}
    assert all(call.usage.tokens_out and not call.usage.estimated for call in calls)


@claims("session.each-provider")
@each_kind
async def test_a_reply_that_breaks_off_is_begun_again_in_the_same_message(
    kind: Kind, tmp_path: Path
) -> None:
    async with installed(tmp_path, kind, Shelf(played())) as here:
        here.model.replies = [here.model.breaking("It was to be ")]
        session, card, heard = await practise(here)
        calls = await here.store.calls(session.id)
    first, *_ = spoken(heard, "chunk")
    whole = spoken(heard, "assistant_message")
    assert first["accumulated"].startswith("It was")
    assert first["message_id"] == whole[0]["message_id"]
    assert len({message["message_id"] for message in whole}) == 3
    assert [message["content"] for message in whole] == [WHOLE] * 3
    assert [outcome for _, outcome in outcomes(calls, "persona")] == ["unavailable", *["ok"] * 3]
    assert not [message for message in heard if message["type"] == "error"]
    assert (card.complete, card.without_model) == (True, None)
    check_quotes(session, card)


@claims("session.each-provider")
@each_kind
async def test_where_every_model_is_down_the_script_plays_and_says_so(
    kind: Kind, tmp_path: Path
) -> None:
    async with installed(tmp_path, kind, Shelf(played())) as here:
        here.model.down = True
        session, card, heard = await practise(here)
    said = [message["content"] for message in heard if message["type"] == "notice"]
    assert said.count(ENGLISH.talk.stood_in["silent"]) == 1
    replies = [message["content"] for message in spoken(heard, "assistant_message")]
    assert replies == ["Thank you for saying that.", "Go on.", "And now?"]
    assert (card.complete, card.without_model) == (True, "silent")
    assert [score.judged_by for score in card.scores] == ["rules"] * 3
    assert card.scores[-1].abstained == "model"
    check_quotes(session, card)


@claims("session.no-cost")
@pytest.mark.parametrize("down", [False, True], ids=["model", "script"])
async def test_nothing_a_trainee_is_shown_names_tokens_cost_or_model(
    *, down: bool, tmp_path: Path
) -> None:
    """On no platform: what the socket says to be read, and what the others make of every content."""
    limits = {"CHATTRAIN_TOKENS_PER_DAY": "member=1"} if down else {}
    async with installed(tmp_path, KINDS["compatible"], Shelf(played()), **limits) as here:
        here.model.down = down
        session, _, heard = await practise(here)
        posts = await here.store.posts(session.id)
    contents = [post.content for post in posts if post.content is not None]
    assert {content.kind for content in contents} >= {"opening", "card"}
    assert any(isinstance(content, Notice) for content in contents) == down
    for text in (*_read(heard), *(text for content in contents for text in _elsewhere(content))):
        for word in ("token", "$", "dollar", "cost", "served", "openai", "gpt"):
            assert word not in text.lower(), text


def _read(heard: list[Message]) -> Iterator[str]:
    """What is there for people to read in the messages of a socket."""
    for message in heard:
        for name in ("content", "message", "label", "stage", "accumulated"):
            yield str(message.get(name, ""))


def _elsewhere(content: Content) -> Iterator[str]:
    """What a terminal and Slack show of a content."""
    yield from (line.text for line in lines(content))
    made = rendered(content, links=lambda *_: None, customized=False)
    yield shown(made.text, made.blocks)
