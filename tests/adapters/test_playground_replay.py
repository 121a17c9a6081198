"""The conversation rebuilt from what is stored."""

from __future__ import annotations

from dataclasses import replace

from adapters.playground.replay import rebuilt, since
from bot.domain.content import Card, Content, Notice, Speech
from bot.domain.session import Session, begin_again
from bot.domain.showing import opening, opening_key, scorecard_key
from bot.domain.surface import MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, Transcript, TurnNumber
from bot.ports.clock import SystemClock
from bot.ports.provider import Usage
from bot.ports.store import ModelCall, Post
from tests.fakes.engine import judged
from tests.fakes.talks import said, talk

HERE = Surface("playground", TenantId("local"), "member", "thread")
NOW = Micros(1_800_000_000_000_000)


def post(key: str, content: Content | None = None) -> Post:
    return Post(key=key, surface=HERE, content=content, ref=MessageRef(HERE, key), shown=True)


def kinds(session: Session, *posts: Post, **growing: Content) -> list[str]:
    by_key = {f"{session.id}:turn:{k.removeprefix('turn')}:0": v for k, v in growing.items()}
    return [str(message["type"]) for message in rebuilt(session, posts, by_key, (), NOW)]


def first_post(session: Session) -> Post:
    """The opening as it was shown when the session began."""
    begun = session.transcript.before(TurnNumber(max(1, session.inherited) + 1))
    return post(opening_key(session.id), opening(replace(session, transcript=begun)))


def page(session: Session, turn: int, number: int = 0) -> Post:
    return post(f"{session.id}:turn:{turn}:{number}")


def test_each_of_the_trainees_messages_stands_before_its_answer() -> None:
    session = talk("hello", "Yes?", "and now", "Now what?")
    told = rebuilt(session, (first_post(session), page(session, 3), page(session, 5)), {}, (), NOW)
    assert [m["content"] for m in told[1:]] == [
        "My lamp has not come.",
        "hello",
        "Yes?",
        "and now",
        "Now what?",
    ]
    assert [m.get("turn") for m in told[2:]] == [2, 3, 4, 5]


def test_a_message_without_an_answer_yet_is_last() -> None:
    session = talk("hello", "Yes?", "and now")
    assert kinds(session, first_post(session), page(session, 3))[-2:] == [
        "assistant_message",
        "user_message",
    ]


def test_a_notice_stays_where_it_was_and_an_ending_is_last() -> None:
    session = talk("hello", "Yes?", "and now")
    answer = post(f"{session.id}:re:x", Notice(text="No more hints."))
    scored = post(
        scorecard_key(session.id),
        Card(session=session.id, scorecard=judged(session, SystemClock())),
    )
    assert kinds(session, first_post(session), page(session, 3), answer, scored) == [
        "session_start",
        "assistant_message",
        "user_message",
        "assistant_message",
        "notice",
        "user_message",
        "complete",
    ]


def test_a_coachs_note_stands_below_the_message_it_is_on() -> None:
    session = talk("hello", "Yes?", "and now")
    notes = [post(f"{session.id}:note:{n}", Notice(text=f"On {n}.", note=True)) for n in (2, 4)]
    told = rebuilt(session, (first_post(session), page(session, 3), *notes), {}, (), NOW)
    assert [m["content"] for m in told[2:]] == ["hello", "Yes?", "On 2.", "and now", "On 4."]


def test_what_is_being_written_is_shown_from_memory() -> None:
    session = said(talk("hello"), "persona", "", "streaming")
    here = (first_post(session), page(session, 3))
    assert kinds(session, *here)[-1] == "user_message"
    growing = Speech(
        session=session.id, turn=TurnNumber(3), page=0, persona="M", text="Ye", complete=False
    )
    assert kinds(session, *here, turn3=growing)[-2:] == ["user_message", "chunk"]


def test_a_reply_of_several_pages_is_shown_whole_once() -> None:
    session = talk("hello", "A long reply.")
    pages = (page(session, 3, 0), page(session, 3, 1))
    told = rebuilt(session, (first_post(session), *pages), {}, (), NOW)
    assert [m["content"] for m in told].count("A long reply.") == 1


def test_a_retry_shows_what_was_copied_in_its_recap_alone() -> None:
    parent = replace(talk("hello", "Yes?", "and now", "Now what?"), phase="closed")
    again = begin_again(parent, id=SessionId("again"), home=HERE, turn=TurnNumber(4), now=Micros(9))
    again = said(again, "trainee", "better")
    told = rebuilt(again, (first_post(again),), {}, (), NOW)
    assert [m["type"] for m in told] == ["session_start", "assistant_message", "user_message"]
    assert [m["content"] for m in told[1:]] == ["Yes?", "better"]


def test_a_reply_names_the_call_that_wrote_it() -> None:
    session = talk("hello", "Yes?", "and now", "Now what?")
    timed = [replace(turn, at=Micros(turn.number * 100)) for turn in session.transcript]
    session = replace(session, transcript=Transcript(tuple(timed)))
    calls = (call(session, "failed", 310), call(session, "first", 320), call(session, "next", 510))
    told = rebuilt(session, (page(session, 3), page(session, 5)), {}, calls, NOW)
    spoken = [m["metadata"] for m in told if m["type"] == "assistant_message"]
    assert spoken[1:] == [{"tokens": 7, "model": "first"}, {"tokens": 7, "model": "next"}]


def call(session: Session, model: str, at: int) -> ModelCall:
    return ModelCall(
        session=session.id,
        tenant=session.tenant,
        purpose="persona",
        provider="scripted",
        model=model,
        usage=Usage(tokens_in=1, tokens_out=7),
        at=Micros(at),
        first_token=None,
        duration=1,
        outcome="complete",
    )


def test_after_names_the_last_message_that_is_known() -> None:
    session = talk("hello", "Yes?", "and now", "Now what?")
    told = rebuilt(session, (first_post(session), page(session, 3), page(session, 5)), {}, (), NOW)
    id = str(told[3]["message_id"])
    assert since(told, id) == told[4:]
    assert since(told, None) == told
    assert since(told, "never heard of") == told
    assert since(told, str(told[-1]["message_id"])) == []
