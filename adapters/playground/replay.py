"""A conversation rebuilt from what is stored, for a page that was reloaded or away. Pure.

What is stored are the messages ChatTrain posted, in order, and the transcript; the trainee's own
messages stand only in the latter, so each is put before the reply that followed it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile

from adapters.playground.outbox import Message
from adapters.playground.rendering import messages, moved, trainee_turn
from bot.domain.content import Card, Content, Speech
from bot.domain.lobby import OpenSession
from bot.domain.session import Session
from bot.domain.showing import opening, opening_key
from bot.domain.transcript import Micros, Turn, TurnNumber
from bot.ports.store import ModelCall, Post

_TURN = re.compile(r":turn:(\d+)(?::|$)")
_NOTE = re.compile(r":note:(\d+)$")
_LAST = (":closed", ":time-up")
"""Ends of the keys of what is said when no more can be said."""


def rebuilt(
    session: Session,
    posts: Sequence[Post],
    growing: Mapping[str, Content],
    calls: Sequence[ModelCall],
    now: Micros,
) -> list[Message]:
    """Every message of a session as it stands; `growing` is what is being written, by key."""
    speeches = {t.number: _speech(session, t, calls) for t in session.transcript.by("persona")}
    return list(_told(session, _with_opening(session, posts), growing, speeches, now))


def since(all: Sequence[Message], after: str | None) -> list[Message]:
    """What comes after the message `after`; everything where that is not known."""
    rest = list(dropwhile(lambda message: message.get("message_id") != after, all))
    return rest[1:] if after is not None and rest else list(all)


def noted(key: str) -> TurnNumber | None:
    """The trainee's turn that a coach's note is on, told from the note's key."""
    found = _NOTE.search(key)
    return None if found is None else TurnNumber(int(found[1]))


def elsewhere(session: Session, open: OpenSession | None, at: str) -> list[Message]:
    """Where the member's open session is another one, a way there."""
    if open is None or open.id == session.id:
        return []
    return [{**moved(open.id, f"“{open.title}” is open."), "timestamp": at}]


def _told(
    session: Session,
    posts: Sequence[Post],
    growing: Mapping[str, Content],
    speeches: dict[TurnNumber, Speech | None],
    now: Micros,
) -> Iterator[Message]:
    said = [turn for turn in session.transcript.by("trainee") if turn.number > session.inherited]
    for post in posts:
        turn = _turn(session, post)
        content = growing.get(post.key) or post.content
        if content is None and turn is not None:
            content = speeches.pop(turn.number, None)  # whole in the first of its pages
        if content is None:
            continue
        until = _until(post, content, turn)
        while said and said[0].number < until:
            yield trainee_turn(said.pop(0))
        for message in messages(post.key, content, _shown_at(session, post, turn, now)):
            if message["type"] == "assistant_message" and turn is not None:
                yield {**message, "stopped": turn.state == "interrupted"}
            else:
                yield message
    yield from map(trainee_turn, said)


def _shown_at(session: Session, post: Post, turn: Turn | None, now: Micros) -> Micros:
    """When a post was first shown, where that is known."""
    if turn is not None:
        return turn.at
    return session.opened_at if post.key == opening_key(session.id) else now


def _until(post: Post, content: Content, turn: Turn | None) -> float:
    """The turn before which everything that the trainee said stands before this post."""
    if turn is not None:
        return turn.number
    if (on := noted(post.key)) is not None:
        return on + 1
    return math.inf if isinstance(content, Card) or post.key.endswith(_LAST) else 0


def _with_opening(session: Session, posts: Sequence[Post]) -> Sequence[Post]:
    """The posts, and the opening where it is shown but not yet written down."""
    key = opening_key(session.id)
    if any(post.key == key for post in posts):
        return posts
    return [Post(key=key, surface=session.home, content=opening(session)), *posts]


def _turn(session: Session, post: Post) -> Turn | None:
    found = _TURN.search(post.key)
    number = int(found[1]) if found else 0
    known = 0 < number <= len(session.transcript)
    return session.transcript[TurnNumber(number)] if known else None


def _speech(session: Session, turn: Turn, calls: Sequence[ModelCall]) -> Speech | None:
    if not turn.text:
        return None
    call = _call(session, turn, calls)
    return Speech(
        session=session.id,
        turn=turn.number,
        page=0,
        persona=session.scenario.persona.name,
        text=turn.text,
        complete=True,
        model=call.model if call is not None else "",
        tokens=call.usage.tokens_out if call is not None else None,
    )


def _call(session: Session, turn: Turn, calls: Sequence[ModelCall]) -> ModelCall | None:
    """The call that wrote a reply: the persona's last one before the next turn of hers began."""
    later = (t.at for t in session.transcript.by("persona") if t.number > turn.number)
    until = next(later, None)
    own = [
        call
        for call in calls
        if call.purpose == "persona" and call.at >= turn.at and (until is None or call.at < until)
    ]
    return own[-1] if own else None
