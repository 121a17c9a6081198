"""A reply minded while it streams: what is shown of it, however it is cut into pieces."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain import play as playing
from bot.domain.guarding import Guard, faults, held, sizing
from bot.domain.guarding.joining import Joint, ending
from bot.domain.phrases import begun, find, pattern, readable
from bot.domain.transcript import Play
from tests.domain.guarding.lines import WRONG
from tests.domain.guarding.test_faults import PACK, TELLING, of
from tests.requirements import claims

TELLS = tuple(tell for fact in TELLING.facts for tell in fact.tells)
WORDS = (
    "48213", "482", "F", "f", "28", "281", "paid", "12", "1,5", "euros", "euro", "Krankenhäuser",
    "krankenhaeuser", "Kranken", "didn't", "didnt", "didn\u2019t", "pay", "stroke", "stroked", "strok",
    "promised", "a", "call", "calls", "I'm", "an", "AI,", "as", "language model", "*sighs*", "*", "You:",
    "you", "your score is", "and", "the moon", "ΟΔΟΣ", "Σ", "İ", "ß", "e\u0301",
)  # fmt: skip
texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", " ", " ", "  ", "\n", ". ", ", ", ""))),
    max_size=14,
).map(lambda parts: "".join(word + gap for word, gap in parts))


@st.composite
def pieces(draw: st.DrawFn) -> list[str]:
    """A text, cut anywhere."""
    text = draw(texts)
    cuts = draw(st.sets(st.integers(0, len(text)), max_size=12)) | {0, len(text)}
    return [text[a:b] for a, b in pairwise(sorted(cuts))]


def told(text: str) -> int:
    """Where the first tell begins; the text's length where there is none."""
    place = find(TELLS, readable(text))
    return len(text) if place is None else place[0]


def hear(guard: Guard, pieces: list[str]) -> list[str]:
    """What is shown after each piece, and after the end."""
    shown, so_far = [], guard.shown
    for piece in pieces:
        so_far += guard.hear(piece)
        shown.append(so_far)
    shown.append(so_far + guard.end())
    assert shown[-1] == guard.shown
    return shown


@claims("persona.leak")
@given(pieces())
def test_no_part_of_a_tell_is_ever_shown_and_all_that_is_good_is(pieces: list[str]) -> None:
    text = "".join(pieces)
    guard = Guard(TELLING, Play())
    for shown in hear(guard, pieces):
        assert text.startswith(shown)
        assert len(shown) <= told(text)
    if guard.fault is None:
        assert guard.shown == text
        assert list(faults(TELLING, Play(), text, whole=True)) == []
    else:
        assert not re.search(r"\s\Z", guard.shown)


@claims("persona.leak")
@given(pieces())
def test_how_a_reply_is_cut_into_pieces_changes_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    whole, cut, letters = (Guard(TELLING, Play()) for _ in range(3))
    hear(whole, [text])
    hear(cut, pieces)
    hear(letters, list(text))
    kinds = {guard.fault and guard.fault.kind for guard in (whole, cut, letters)}
    assume("language" not in kinds)
    assert whole.shown == cut.shown == letters.shown
    assert len(kinds) == 1


@given(texts)
def test_what_is_held_is_what_a_guard_holds(text: str) -> None:
    guard = Guard(TELLING, Play())
    guard.hear(text)
    if guard.fault is None and not text.endswith("Σ"):
        shown = text[: len(text) - held(TELLING, Play(), text)]
        assert guard.shown == shown.rstrip()


@given(st.sampled_from((*TELLS, "a* b", "# or #", "ich weiß ... nicht", "e-mail *")), texts)
def test_whatever_becomes_a_phrase_has_begun_before(phrase: str, text: str) -> None:
    said = readable(f"{text} {phrase.replace('#', '4,5').replace('*', 'xy').replace('...', 'so')}")
    match = pattern(phrase).search(said)
    assert match is not None
    for end in range(match.start() + 1, match.end()):
        known = phrase.endswith("*") and pattern(phrase).match(said[:end], match.start())
        assert known or begun(phrase).match(said[:end], match.start())


@claims("persona.held")
def test_good_replies_are_hardly_held_back() -> None:
    """Counted over the lines of the pack with nothing earned, in tokens of about four letters: how
    many had to wait for the next one. Most of them begin a tell, such as "the" of "the budget"."""
    waited = count = 0
    for played in PACK:
        persona, script = played.persona, played.script
        said = [line for cue in script.cues if cue.reveals is None for line in cue.say]
        for line in (persona.opening, *persona.walkout, *script.otherwise, *said):
            guard = Guard(played, playing.beginning(played))
            shown = [guard.hear(token) for token in re.findall(r"\s*\S{1,4}", line)]
            if guard.fault is None:
                waited += shown.count("")
                count += len(shown)
                assert "".join(shown) + guard.end() == line
    assert count > 15_000
    assert waited / count < 0.04


@pytest.mark.parametrize("language", WRONG)
def test_of_a_faulty_line_nothing_of_the_fault_is_shown(language: str) -> None:
    for kind, lines in WRONG[language].items():
        for line in lines if kind != "language" else ():
            guard = Guard(of(language), Play())
            hear(guard, re.findall(r"\s*\S{1,4}", f"Well.\n\n{line} And so on."))
            assert guard.fault is not None
            assert guard.fault.words not in guard.shown.casefold()
            assert guard.shown.startswith("Well.")


def test_another_language_is_noticed_within_a_line() -> None:
    (line, *_) = WRONG["en"]["language"]
    guard = Guard(of("en"), Play())
    hear(guard, [f"{word} " for word in f"{line} {line}".split()])
    assert guard.fault is not None
    assert len(guard.shown) <= 48
    at_once = Guard(of("en"), Play())
    assert at_once.hear(f"{line} {line}") == ""


SENTENCE = "This is a sentence of just ten words, no more. "


@claims("persona.long")
def test_a_long_reply_ends_with_the_last_sentence_within_the_bound() -> None:
    text = "".join(f"{word} " for word in (SENTENCE * 14).split())
    guard = Guard(of(), Play())
    seen = hear(guard, re.findall(r"\s?\S+", text))
    assert guard.fault is not None
    assert guard.fault.kind == "too_long"
    assert guard.shown == (SENTENCE * 12).strip()
    assert sizing.ends_well(guard.shown)
    beyond = [shown for shown in seen if sizing.words(shown) > sizing.SHOWN]
    assert all(sizing.ends_well(shown) for shown in beyond)


@claims("persona.long")
def test_one_long_sentence_stops_where_it_need_not_have_been_shown() -> None:
    guard = Guard(of(), Play())
    hear(guard, [f"word{number} " for number in range(140)])
    assert sizing.words(guard.shown) == sizing.SHOWN
    assert ending(guard.shown) == "\u2026"


def test_the_rest_of_a_reply_is_minded_together_with_its_beginning() -> None:
    guard = Guard(TELLING, Play(), shown="They promised me a")
    assert guard.hear(" call, and that was it.") == ""
    assert guard.fault is not None
    assert guard.shown == "They promised me a"
    long = Guard(of(), Play(), shown=SENTENCE * 11)
    hear(long, [SENTENCE * 3])
    assert long.shown == (SENTENCE * 12).strip()
    foreign = Guard(of(), Play(), shown="Das ist mir doch völlig egal, ich warte seit dem")
    good = " beginning of the week, and I have had enough of it, so tell me when you come."
    assert hear(foreign, [good])[-1].endswith(good)
    assert foreign.fault is None


@pytest.mark.parametrize(
    ("shown", "rest", "joined"),
    [
        ("", ["  Well"], "Well"),
        ("I am", ["tired of ", "it."], "I am tired of it."),
        ("I am", [" tired."], "I am tired."),
        ("I am", ["\u2026 tired."], "I am tired."),
        ("I am", ["I am tired."], "I am tired."),
        ("I am", ["I ", "a", "m", " tired."], "I am tired."),
        ("I am", ["I ate."], "I am I ate."),
        ("Well. I am", ["I am tired."], "Well. I am tired."),
        ("Well. I am", ["Well. I", " am, tired."], "Well. I am, tired."),
        ("Well. I am", ["Well. I"], "Well. I am Well. I"),
        ("Well. I am", ["Well. I am"], "Well. I am"),
        ("Well. I am", ["\u2026"], "Well. I am"),
        ("Well.", ["So what?"], "Well. So what?"),
        ("Well", [", so what?"], "Well, so what?"),
        ("Well", ["\u2014 so what?"], "Well so what?"),
        ("Well.", ["\u201cNo.\u201d"], "Well. \u201cNo.\u201d"),
    ],
)
def test_the_rest_of_a_reply_continues_its_words(shown: str, rest: list[str], joined: str) -> None:
    joint = Joint(shown)
    assert shown + "".join([*map(joint.hear, rest), joint.end()]) == joined
    assert joint.said == (joined != shown)


def test_a_word_that_was_cut_off_is_left_behind() -> None:
    guard = Guard(of(), Play())
    assert not guard.within_word
    joint = Joint("Das ist mir eg", within_word=True)
    assert joint.hear("I do not mind.") == "\u2026 I do not mind."


@pytest.mark.parametrize(
    ("shown", "end"),
    [("Well.", ""), ("Well?", ""), ("\u201cWell!\u201d", ""), ("Well", "\u2026"), ("", "\u2026")],
)
def test_a_cut_reply_ends_well(shown: str, end: str) -> None:
    assert ending(shown) == end
