"""`step` under every sequence of events: total, ordered, and nothing forgotten over a crash."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.effects import (
    Abandon,
    Announce,
    Effect,
    Grade,
    Interrupt,
    OpenThread,
    Recall,
    Record,
    Speak,
    Wait,
)
from bot.domain.events import (
    Abandoned,
    Action,
    Commanded,
    Deleted,
    Delivered,
    Edited,
    Event,
    Failed,
    Graded,
    Halted,
    Lost,
    Opened,
    Pressed,
    Recalled,
    Said,
    TimerFired,
    Waited,
    Written,
)
from bot.domain.scenario import Interruption
from bot.domain.scorecard import Scorecard
from bot.domain.session import Session, begin, begin_again
from bot.domain.stepping import resume, step
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import HOUR, SECOND, Micros, Speaker, TurnNumber
from tests.fakes.scenarios import scenario
from tests.requirements import claims

pytestmark = claims("engine.total", "score.one")

HOME = Surface("playground", TenantId("local"), "m1")
THREAD = Surface("playground", TenantId("local"), "m1", "s1")
ACTIONS: tuple[Action, ...] = (
    "hint",
    "stop",
    "finish",
    "retry",
    "help",
    "again",
    "start",
    "leave",
    "keep",
    "close",
    "next",
    "score",
)
TEXTS = st.sampled_from(
    ["hello", "sorry", "why is that?", "tomorrow", "your fault", "!hint", "!nope", "", "x" * 3000]
)


def graded(session: Session) -> Graded:
    card = Scorecard(
        session=session.id,
        title="",
        scores=(),
        of_criteria=0,
        pass_mark=70,
        total=None,
        judged=0,
        band=None,
        passed=False,
        at=Micros(0),
    )
    return Graded(scorecard=card)


def retry_of(session: Session, now: Micros) -> Session:
    """A retry, from its fourth turn, of a session that went as far."""
    speakers: tuple[Speaker, ...] = ("trainee", "persona", "trainee")
    first = session.transcript.turns[0]
    told = session.transcript.adding(
        *(
            replace(first, number=TurnNumber(number), speaker=speaker, text="So.")
            for number, speaker in enumerate(speakers, 2)
        )
    )
    parent = replace(session, phase="closed", transcript=told)
    return begin_again(parent, id=SessionId("s1"), home=HOME, turn=TurnNumber(4), now=now)


class Sessions(RuleBasedStateMachine):
    """A session with a world around it that carries out work, late, twice, or after a crash."""

    def __init__(self) -> None:
        super().__init__()
        self.count = itertools.count()
        self.now = Micros(1_000_000_000)
        self.in_hand: dict[str, Effect] = {}
        self.records = 0
        self.failed = False
        self.settled: dict[int, str] = {}
        self.noted: set[str] = set()

    @initialize(
        mode=st.sampled_from(["barge_in", "queue", "burst"]),
        timed=st.booleans(),
        opened=st.booleans(),
        retried=st.booleans(),
    )
    def start(
        self, mode: Interruption, *, timed: bool = False, opened: bool = True, retried: bool = False
    ) -> None:
        limits = {"turns": 5, "minutes": 30} if timed else {"turns": 5}
        self.session = begin(
            scenario(interruption=mode, limits=limits, feedback="both"),
            id=SessionId("s1"),
            member=MemberId("m1"),
            home=HOME,
            now=self.now,
        )
        if retried:
            self.session = retry_of(self.session, self.now)
        self.take_up(resume(self.session))
        if opened:
            self.thread_opens()

    def happen(self, event: Event) -> None:
        before = self.session
        self.session, effects = step(before, event, self.now)
        assert step(before, event, self.now) == (self.session, effects)
        self.told = [effect.key for effect in effects if isinstance(effect, Announce)]
        self.take_up(effects)

    def take_up(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, Announce) and ":note:" in effect.key:
                assert effect.key not in self.noted, "a message has one note"
                self.noted.add(effect.key)
            if isinstance(effect, Speak | Grade):
                assert self.session.surface is not None, "nobody speaks before the thread stands"
            match effect:
                case Abandon():
                    assert "Grade" in self.in_hand
                case OpenThread() | Wait() | Grade():
                    assert type(effect).__name__ not in self.in_hand
                    self.in_hand[type(effect).__name__] = effect
                case Speak():
                    self.failed = False
                    self.in_hand["Speak"] = effect
                case Interrupt():
                    self.in_hand.setdefault("Speak", Speak(turn=effect.turn))
                    self.in_hand["Interrupt"] = effect
                case Recall():
                    self.in_hand.setdefault("Speak", Speak(turn=effect.turn))
                    self.in_hand["Recall"] = effect
                case Record():
                    self.records += 1
                case _:
                    pass

    def key(self) -> str:
        return f"k{next(self.count)}"

    @rule(text=TEXTS, stranger=st.booleans())
    def says(self, text: str, stranger: bool) -> None:  # noqa: FBT001
        key, member = self.key(), MemberId("other" if stranger else "m1")
        self.happen(
            Said(key=key, surface=THREAD, member=member, at=self.now, text=text, message=key)
        )

    @rule(number=st.integers(0, 12), text=TEXTS, deletes=st.booleans())
    def changes_a_message(self, number: int, text: str, deletes: bool) -> None:  # noqa: FBT001
        place = {"key": self.key(), "surface": THREAD, "member": MemberId("m1"), "at": self.now}
        if deletes:
            self.happen(Deleted(**place, message=f"k{number}"))  # type: ignore[arg-type]
        else:
            self.happen(Edited(**place, message=f"k{number}", text=text))  # type: ignore[arg-type]

    @rule(action=st.sampled_from(ACTIONS))
    def presses(self, action: Action) -> None:
        key = self.key()
        self.happen(
            Pressed(key=key, surface=THREAD, member=MemberId("m1"), at=self.now, action=action)
        )

    @rule()
    def finishes(self) -> None:
        self.presses("finish")

    @rule()
    def commands_a_stop(self) -> None:
        key = self.key()
        self.happen(
            Commanded(key=key, surface=THREAD, member=MemberId("m1"), at=self.now, command="stop")
        )

    @rule(hours=st.sampled_from([0, 1, 25, 80]), stale=st.booleans())
    def time_passes(self, hours: int, stale: bool) -> None:  # noqa: FBT001
        self.now = Micros(self.now + hours * HOUR + SECOND)
        number = self.session.timer - 1 if stale else self.session.timer
        self.happen(
            TimerFired(
                key=self.key(),
                surface=THREAD,
                member=MemberId("m1"),
                at=self.now,
                session=self.session.id,
                number=number,
            )
        )

    @precondition(lambda self: "OpenThread" in self.in_hand)
    @rule()
    def thread_opens(self) -> None:
        del self.in_hand["OpenThread"]
        self.happen(Opened(surface=THREAD, ref=MessageRef(THREAD, "1")))

    @precondition(lambda self: "Speak" in self.in_hand)
    @rule(text=st.sampled_from(["Go on.", "It is for the birthday."]))
    def reply_is_written(self, text: str) -> None:
        turn = self.speaking
        if self.session.transcript[turn].state == "streaming" and "Interrupt" not in self.in_hand:
            self.happen(Written(turn=turn, text=text))

    @precondition(lambda self: "Speak" in self.in_hand)
    @rule()
    def reply_ends(self) -> None:
        turn = self.speaking
        written = self.session.transcript[turn].state == "complete"
        halted = self.in_hand.pop("Interrupt", None) is not None
        if not written and not halted:
            return
        self.reply_is_silent()
        said, late = self.texts(self.as_changed()), self.as_changed()
        self.happen(Delivered(turn=turn) if written else Halted(turn=turn, shown="Go"))
        assert self.texts(said) == said, "what was answered stays as it was"
        assert (f"s1:late:{turn}" in self.told) == (said != late), "and that is told"

    def reply_is_silent(self) -> None:
        """Nothing more is done about the reply that was in hand."""
        for name in ("Speak", "Interrupt", "Recall"):
            self.in_hand.pop(name, None)

    @precondition(lambda self: "Interrupt" in self.in_hand)
    @rule()
    def reply_is_stopped_before_its_first_word(self) -> None:
        turn = self.speaking
        if self.session.transcript[turn].state != "streaming":
            return
        self.reply_is_silent()
        wanted = self.as_changed()
        self.happen(Halted(turn=turn, shown=""))
        assert self.texts(wanted) == wanted

    @precondition(lambda self: "Recall" in self.in_hand)
    @rule()
    def reply_is_recalled(self) -> None:
        """Nothing of it was shown, though it may be written: then nobody knows what it said."""
        turn = self.speaking
        self.reply_is_silent()
        self.settled.pop(turn, None)
        wanted = self.as_changed()
        self.happen(Recalled(turn=turn))
        assert self.texts(wanted) == wanted
        asked_anew = isinstance(self.in_hand.get("Speak"), Speak)
        if self.session.is_open and any(
            t.speaker == "trainee" and t.text and t.number < turn
            for t in self.session.transcript.turns[self.last_words(turn) :]
        ):
            assert asked_anew, "what is left of what was said is answered"

    def last_words(self, reply: int) -> int:
        """The persona's last turn with words before a reply, or where a retry begins."""
        said = (
            t.number
            for t in self.session.transcript
            if t.speaker == "persona" and t.text and t.number < reply
        )
        return max([self.session.inherited, *said])

    def as_changed(self) -> dict[int, str]:
        """The trainee's turns as they are to be once all changes count."""
        turns = self.session.transcript.by("trainee")
        return {t.number: self.session.changes.get(t.number, t.text) for t in turns}

    def texts(self, numbers: dict[int, str]) -> dict[int, str]:
        return {n: self.session.transcript[TurnNumber(n)].text for n in numbers}

    @precondition(lambda self: "Speak" in self.in_hand)
    @rule()
    def reply_fails(self) -> None:
        turn = self.speaking
        if self.session.transcript[turn].state != "streaming":
            return
        self.reply_is_silent()
        self.failed = True
        self.happen(Failed(turn=turn, shown="", reason="the model is away"))

    @precondition(lambda self: "Wait" in self.in_hand)
    @rule()
    def burst_is_over(self) -> None:
        del self.in_hand["Wait"]
        self.happen(Waited())

    @precondition(lambda self: "Grade" in self.in_hand)
    @rule()
    def is_graded(self) -> None:
        del self.in_hand["Grade"]
        self.happen(graded(self.session))

    @precondition(lambda self: "Grade" in self.in_hand)
    @rule()
    def scoring_is_stopped(self) -> None:
        self.presses("stop")
        del self.in_hand["Grade"]
        self.happen(Abandoned())
        assert self.session.phase == "closed"

    @rule(turn=st.integers(1, 8))
    def stale_outcomes_change_nothing(self, turn: int) -> None:
        if turn > len(self.session.transcript) or "Speak" in self.in_hand:
            return
        before = self.session
        for stale in (
            Written(turn=TurnNumber(turn), text="late"),
            Halted(turn=TurnNumber(turn), shown="late"),
            Failed(turn=TurnNumber(turn), shown="late", reason="late"),
            Recalled(turn=TurnNumber(turn)),
        ):
            after, effects = step(before, stale, self.now)
            assert (after, effects) == (before, ())

    @rule()
    def crashes(self) -> None:
        """Everything in hand is lost; the state alone says what to take up."""
        self.in_hand.clear()
        self.take_up(resume(self.session))

    @rule()
    def place_is_lost(self) -> None:
        if next(self.count) % 7 == 0:
            self.happen(Lost(reason="the channel was deleted"))

    @property
    def speaking(self) -> TurnNumber:
        effect = self.in_hand["Speak"]
        assert isinstance(effect, Speak)
        return effect.turn

    @invariant()
    def whatever_is_unfinished_is_in_hand(self) -> None:
        due = {type(effect).__name__ for effect in resume(self.session)} - {"Abandon"}
        done_by = {"Interrupt": "Speak", "Recall": "Speak"}
        held = {done_by.get(name, name) for name in self.in_hand}
        assert {done_by.get(name, name) for name in due} <= held

    @invariant()
    def a_change_waits_only_for_a_reply_that_is_on_its_way(self) -> None:
        if self.session.changes:
            assert self.session.reply is not None
            assert "Recall" in self.in_hand or "Interrupt" in self.in_hand

    @invariant()
    def who_has_said_nothing_that_counts_has_not_begun(self) -> None:
        if self.session.is_open and not self.session.said:
            assert (self.session.phase, self.session.began_at) == ("briefing", None)

    @invariant()
    def a_quiet_open_session_owes_no_answer(self) -> None:
        if not self.in_hand and self.session.is_open:
            assert not self.session.unanswered

    @invariant()
    def a_session_being_scored_is_never_forgotten(self) -> None:
        if self.session.phase == "grading":
            assert self.in_hand

    @invariant()
    def at_most_one_reply_is_on_its_way(self) -> None:
        replies = [t for t in self.session.transcript if t.state in ("streaming", "complete")]
        assert len(replies) <= 1

    @invariant()
    def turns_are_numbered_in_order(self) -> None:
        numbers = [turn.number for turn in self.session.transcript]
        assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def what_was_said_is_not_changed_afterwards(self) -> None:
        for turn in self.session.transcript:
            if turn.speaker == "persona" and turn.state in ("complete", "delivered"):
                assert self.settled.setdefault(turn.number, turn.text) == turn.text

    @invariant()
    def there_is_one_scorecard_at_most(self) -> None:
        assert self.records <= 1
        assert (self.records == 1) == (self.session.scorecard is not None)

    @invariant()
    def mood_stays_in_bounds(self) -> None:
        assert all(0 <= value <= 10 for value in self.session.play.mood.values())

    @invariant()
    def only_closed_sessions_have_an_end(self) -> None:
        assert (self.session.closed_at is not None) == (self.session.phase == "closed")

    @invariant()
    def a_retry_starts_as_it_stood_at_that_turn(self) -> None:
        if self.session.phase != "closed":
            return
        for turn in self.session.transcript.by("trainee"):
            if turn.number <= 2:
                continue
            again = begin_again(
                self.session, id=SessionId("s2"), home=HOME, turn=turn.number, now=self.now
            )
            before = self.session.transcript[TurnNumber(turn.number - 1)]
            assert again.play.mood == before.play.mood
            assert again.play.revealed == before.play.revealed
            assert len(again.transcript) == turn.number - 1
            assert not again.unanswered


TestSessions = Sessions.TestCase
TestSessions.settings = settings(max_examples=300, stateful_step_count=40, deadline=None)
