"""Observable acts: what can be seen in one utterance of the trainee, with the words that show it.

Each act is recognised by rules over sentences (`rules`, one module per language and kind), not by
words alone: what is quoted, denied, supposed, reported or meant in mockery does not count. How
often that is right is measured: docs/explanation/scoring.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.domain import copying, wording
from bot.domain.acts import acknowledging, echoing, reading
from bot.domain.acts.language import Language
from bot.domain.acts.reading import Sentence, plain, sentences, unquoted
from bot.domain.condition import Act
from bot.domain.wording import ENGLISH

LANGUAGES = ("en", "de")

HEARD = 4_000
"""Characters of what was said just before that are read; a persona's message has no more."""
LONG = 5
"""Letters from which a word of an unknown language counts as one of substance."""
HARSH: frozenset[Act] = frozenset({"blame", "dismissal", "jargon", "overpromise", "pressure"})
"""Acts that speak against the trainee."""

_SPOILING: frozenset[Act] = frozenset({"blame", "dismissal", "pressure"})
"""In one sentence with these, a kind act is not one."""
_FRAIL: frozenset[Act] = frozenset(
    {"echo", "acknowledgement", "apology", "thanks", "check_understanding", "open_question"}
)


_NONE: frozenset[Act] = frozenset()


@dataclass(frozen=True, slots=True)
class ActFound:
    """An act and where its words stand in the text (characters, end exclusive)."""

    act: Act
    start: int
    end: int


TITLES: dict[Act, str] = {act: doing.title for act, doing in ENGLISH.judgement.acts.items()}


def title(act: Act, language: str = "en") -> str:
    """The act in words for feedback: "an open question"."""
    return wording.of(language).judgement.acts[act].title


def knows(language: str) -> bool:
    """Whether acts can be found in texts of this language."""
    return language.partition("-")[0] in LANGUAGES


def warm_up(languages: Iterable[str] = LANGUAGES) -> None:
    """Reads the rules of these languages now, so that nobody's first message waits for them."""
    for language in languages:
        _language(language.partition("-")[0])


@cache
def _language(language: str) -> Language | None:
    """The rules of a language; its expressions take a while to compile, so on demand."""
    match language:
        case "en":
            from bot.domain.acts.english import ENGLISH  # noqa: PLC0415

            return ENGLISH
        case "de":
            from bot.domain.acts.german import GERMAN  # noqa: PLC0415

            return GERMAN
        case _:
            return None


def find(text: str, *, language: str, heard: str = "") -> tuple[ActFound, ...]:
    """The acts in `text`, in order; `heard` is what the persona said just before.

    At most one of each act per sentence. In a language this module does not know there are none
    to be found.
    """
    known = _language(language.partition("-")[0])
    if known is None or not text:
        return ()
    said, other = plain(text), _heard(heard[:HEARD], language.partition("-")[0])
    bare = _read(unquoted(said), known)
    found: list[ActFound] = []
    for before, sentence in zip([None, *bare], bare, strict=False):
        if insult := _insult(sentence, known):
            found.append(insult)
            continue
        shown = _by_rules(sentence, known, other.text)
        spoilt = not _SPOILING.isdisjoint(shown) or known.mockery.search(sentence.text) is not None
        found += _quoted(sentence, shown, _FRAIL if spoilt else _NONE)
        if not spoilt and (place := acknowledging.find(sentence, before, known, other.stems)):
            found.append(ActFound("acknowledgement", *place))
    full = bare if '"' not in said else _read(said, known)
    if other.stems and not echoing.copied(_words(full), other.words):
        denied = known.denial.difference(other.words)
        found += _echoes(full, known, other.stems, found, denied)
    return tuple(sorted(found, key=lambda act: (act.start, act.end, act.act)))


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the persona said just before, as it is read."""

    text: str
    words: list[str]
    stems: frozenset[str]


@lru_cache(maxsize=128)
def _heard(text: str, language: str) -> _Heard:
    """Read once for all the messages it is answered with."""
    known = _language(language)
    if known is None:
        return _Heard("", [], frozenset())
    read = reading.running(plain(text), known.spelling)
    words = reading.words(read)
    return _Heard(read, words, echoing.stems(frozenset(words), known))


def forget() -> None:
    """Drops what is kept of what personas said."""
    _heard.cache_clear()


def insulting(text: str, *, language: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences stand that hold an insult: whatever else they say counts for nothing."""
    known = _language(language.partition("-")[0])
    if known is None:
        return ()
    read = _read(unquoted(plain(text)), known)
    return tuple(s.where(1, len(s.text) - 1) for s in read if _insult(s, known))


def stems(text: str, *, language: str) -> frozenset[str]:
    """The words of substance in a text, without their endings; where the language is not known,
    its longer words."""
    known = _language(language.partition("-")[0])
    if known is None:
        return frozenset(word for word in copying.words(text) if len(word) >= LONG)
    words = reading.words(reading.running(plain(text), known.spelling))
    return echoing.stems(frozenset(words), known)


def _read(text: str, language: Language) -> list[Sentence]:
    return sentences(text, language.spelling, language.going_on)


def _insult(sentence: Sentence, language: Language) -> ActFound | None:
    """An insult, which sends the other away whatever else the sentence says."""
    match = language.insult.search(sentence.text)
    if match is None or language.no_insult.search(sentence.text):
        return None
    return ActFound("dismissal", *sentence.where(match.start() + 1, match.end()))


def _by_rules(sentence: Sentence, language: Language, other: str) -> dict[Act, tuple[int, int]]:
    shown = language.rules.find(sentence)
    if "jargon" in shown and _said_before(sentence.text, shown["jargon"], other):
        del shown["jargon"]
    return shown


def _quoted(
    sentence: Sentence, shown: dict[Act, tuple[int, int]], without: frozenset[Act]
) -> Iterator[ActFound]:
    """The acts with their words in the original, to the end of the clause."""
    for act, (start, end) in shown.items():
        if act not in without:
            until = end if act == "jargon" else sentence.clause_end(end)
            yield ActFound(act, *sentence.where(start, until))


def _said_before(text: str, place: tuple[int, int], other: str) -> bool:
    """Whether the other used the word first: then it is no jargon between the two."""
    return f" {text[slice(*place)]} " in other


def _echoes(
    said: list[Sentence],
    language: Language,
    stems: frozenset[str],
    found: list[ActFound],
    denied: frozenset[str],
) -> Iterator[ActFound]:
    spoils = sorted(act.start for act in found if act.act in _SPOILING)
    for sentence in said:
        first, last = sentence.where(1, len(sentence.text) - 1)
        spoilt = bisect_left(spoils, first) < bisect_left(spoils, last)
        if spoilt or denied & sentence.words or language.mockery.search(sentence.text):
            continue
        if place := echoing.find(sentence, language, stems):
            yield ActFound("echo", *place)


def _words(read: list[Sentence]) -> list[str]:
    return [word for sentence in read for word in reading.words(sentence.text)]
