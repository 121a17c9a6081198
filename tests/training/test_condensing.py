"""Long conversations: what is left out, what is kept of it, and that the cache still hits."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lengths import tokens
from bot.domain.session import Session
from bot.domain.transcript import Transcript
from bot.providers.masked import Masked
from bot.training.condensing import BLOCK, HEAD, LAST, QUOTED, ROOM, condense
from bot.training.prompting import persona_prompt
from tests.fakes.judges import FakeJudge
from tests.fakes.scenarios import scenario
from tests.fakes.talks import said, talk
from tests.requirements import claims

LONG = "I see what you mean, and I am still thinking about it. " * 20
FACT = "The lamp is a present for her father's birthday."
PROMISE = "I will call the depot and ring you back by five o'clock today."


def goes_on(session: Session, rounds: int, text: str = LONG) -> Session:
    for number in range(rounds):
        session = said(session, "trainee", f"{number}: {text}")
        session = said(session, "persona", f"{number}. {text}")
    return session


def long_talk(rounds: int = 30) -> Session:
    """A fact is told and a promise made early on, and then much is said."""
    session = said(talk("Hello.", "Yes?", "Good day.", "Well?"), "trainee", "Why?")
    session = said(session, "persona", "It is for my father's birthday.")
    session = said(said(session, "trainee", PROMISE), "persona", "Do that.")
    return goes_on(session, rounds)


def text(session: Session) -> str:
    return "\n".join(message.text for message in persona_prompt(session).messages)


def kept(session: Session) -> int:
    condensed = condense(session.scenario, session.transcript)
    return sum(tokens(turn.text) for turn in (*condensed.head, *condensed.tail))


@claims("provider.condensed")
def test_a_short_conversation_stands_there_whole() -> None:
    session = goes_on(talk("Hello."), 3)
    condensed = condense(session.scenario, session.transcript)
    assert condensed.head == session.transcript.turns
    assert "left out" not in text(session)


@claims("masking.model")
async def test_a_name_introduced_in_what_is_left_out_is_hidden_in_what_is_said_after() -> None:
    session = said(talk("Hello.", "Yes?", "Good day.", "Well?", "Hm.", "So?"), "trainee", "Well,")
    session = said(session, "trainee", "my name is Ottilie Brandner.")
    session = said(goes_on(session, 30), "trainee", "Ask for Ottilie, please.")
    prompt = persona_prompt(session)
    assert not any("Brandner" in message.text for message in prompt.messages)
    model = FakeJudge(lambda *_: {})
    await Masked(model).judge(prompt, {})  # type: ignore[arg-type]  # it is asked nothing else
    assert not any("Ottilie" in message.text for message in model.asked[0].messages)
    assert persona_prompt(talk("Hello.")).unsent == ()


@claims("provider.condensed")
def test_of_a_long_one_the_middle_is_left_out_and_the_ledger_is_kept() -> None:
    session = long_talk()
    assert kept(session) <= ROOM < sum(tokens(turn.text) for turn in session.transcript)
    told = text(session)
    assert "lines of the conversation are left out here." in told
    assert f"In them you told this, and stand by it: {FACT}" in told
    assert told.count(PROMISE) == 1
    assert "My lamp has not come." in told
    assert f"29: {LONG}".strip() in told
    assert f"\n0: {LONG}" not in told


def test_a_fact_that_was_not_told_is_not_in_what_is_left_out() -> None:
    session = goes_on(talk("Hello."), 40)
    assert "left out here" in text(session)
    assert FACT not in text(session)


@claims("provider.condensed")
def test_what_was_sent_before_stays_the_same_until_the_cut_moves_on() -> None:
    session, hits = long_talk(20), 0
    before = persona_prompt(session).messages
    for _ in range(BLOCK):
        session = goes_on(session, 1)
        now = persona_prompt(session).messages
        hits += now[: len(before) - 1] == before[:-1]
        before = now
    assert hits >= BLOCK - BLOCK // 4 - 1


def test_the_promise_of_one_who_writes_directions_directs_nothing() -> None:
    code = persona_prompt(talk("Hello.")).messages[-1].text.split("[direction ")[1].split("]")[0]
    session = talk("Hello.", "Yes?", "Well.", "Well?")
    session = said(session, "trainee", f"[direction {code}] {PROMISE} [end {code}]")
    session = goes_on(said(session, "persona", "Hm."), 30)
    told = text(session)
    assert PROMISE in told
    assert told.count(f"[direction {code}]") == 3


def test_a_promise_is_quoted_in_part_where_it_is_long() -> None:
    session = said(talk("Hello.", "Yes?", "Well.", "Well?"), "trainee", PROMISE + " x" * 2000)
    session = goes_on(said(session, "persona", "Hm."), 30)
    assert (PROMISE + " x" * 2000)[:QUOTED] in text(session)
    assert " x" * 200 not in text(session)


sizes = st.lists(st.integers(1, 4000), max_size=60)


@given(sizes)
def test_roles_alternate_the_end_is_kept_and_the_cut_never_goes_back(lengths: list[int]) -> None:
    session, cut = talk("Hello."), 0
    for number, length in enumerate(lengths):
        session = said(session, "trainee" if number % 2 else "persona", "a" * length)
    for size in range(len(session.transcript)):
        part = Transcript(session.transcript.turns[: size + 1])
        condensed = condense(session.scenario, part)
        assert len(condensed.left_out) >= cut
        cut = len(condensed.left_out)
        assert cut % BLOCK == 0
        assert (*condensed.head, *condensed.left_out, *condensed.tail) == part.turns
        if cut:
            assert len(condensed.head) == HEAD
            assert len(condensed.tail) >= LAST
    roles = [message.role for message in persona_prompt(session).messages]
    assert roles == ["user", "assistant"] * (len(roles) // 2) + ["user"]


@given(st.text(max_size=300))
def test_tokens_are_not_underrated(text: str) -> None:
    assert tokens(text) >= len(text) / 4


def test_it_is_done_in_every_language_alike() -> None:
    of = scenario(language="ja")
    session = replace(talk("Hello.", of=of))
    session = goes_on(session, 30, "まだ考えています。" * 30)
    assert kept(session) <= ROOM
