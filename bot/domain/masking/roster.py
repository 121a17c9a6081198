"""The names of people, in every form in which chat writes them, and where a text has them.

A name that is also a word ("Will", "Mark", "Koch") counts where the text treats it as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise, product
from typing import NamedTuple

from bot.domain.masking.beside import is_called
from bot.domain.masking.finding import Find, plain
from bot.domain.masking.words import NEVER, PARTICLES, SHORT, TITLES, WORDS

Form = tuple[str, ...]

_MARKS = "\u0300-\u036f\u0900-\u0963\u0971-\u0dff"
_LETTERS = rf"(?:[^\W\d_]|[{_MARKS}])"
_WORD = re.compile(rf"{_LETTERS}+(?:'{_LETTERS}+)*")
_GAP = re.compile(r"[ \t]{1,2}|[ \t]?[._-][ \t]?|, ?")
_ASIDE = re.compile(rf"\([^)]*\)|\[[^\]]*\]|[|/•·].*|[^\w\s.,'_{_MARKS}-]|[0-9]")
_SPELLED = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ı": "i",
}


class Known(NamedTuple):
    """Who a form of a name means, and how sure that is of itself."""

    person: str
    strength: int


STRONG, CAPITAL, CALLED, HANDLE = range(4)
"""In any case; with a capital; where the text treats it as a name; only behind an @."""


class Word(NamedTuple):
    start: int
    end: int
    text: str
    folds: tuple[str, ...]


class Roster:
    """Who is called what. Built once for the same names, as it takes longer than reading a text."""

    def __init__(self, names: Iterable[str], *, introduced: bool = False) -> None:
        self._alone = CALLED if introduced else STRONG
        self._forms: dict[Form, Known] = {}
        self._lengths: dict[str, list[int]] = {}
        for tokens in dict.fromkeys(map(_tokens, names)):
            if tokens and not NEVER.issuperset(tokens):
                self._add_person(tokens)
        for form in self._forms:
            self._lengths.setdefault(form[0], []).append(len(form))
        for first, lengths in self._lengths.items():
            self._lengths[first] = sorted(set(lengths), reverse=True)

    def _add_person(self, tokens: Form) -> None:
        person = " ".join(sorted(tokens))
        for form, strength in _forms(tokens):
            known = self._forms.get(form)
            if known is None:
                least = self._alone if len(form) == 1 else STRONG
                self._forms[form] = Known(person, max(strength, least))
            elif known.person != person:  # it could be either: nobody in particular
                self._forms[form] = Known(" ".join(form), min(known.strength, strength))

    def finds(self, text: str) -> Iterator[Find]:
        """Where the names stand in a plain text."""
        if not self._forms:
            return
        words = [_word(match) for match in _WORD.finditer(text)]
        place = 0
        while place < len(words):
            found, size = self._at(words, place, text)
            if found:
                yield found
            place += size

    def _at(self, words: Sequence[Word], place: int, text: str) -> tuple[Find | None, int]:
        for fold in words[place].folds:
            for length in self._lengths.get(fold, ()):
                run = words[place : place + length]
                form = _form(run, fold, self._forms)
                if form and _together(run, text) and self._counts(form, run, text):
                    return self._find(form, run, text), length
        return None, 1

    def _find(self, form: Form, run: Sequence[Word], text: str) -> Find:
        end = _end(run, form)
        if len(form) > 1 and len(form[-1]) == 1:
            end += text[end : end + 1] == "."
        return Find("PERSON", run[0].start, end, self._forms[form].person, " ".join(form))

    def _counts(self, form: Form, run: Sequence[Word], text: str) -> bool:
        """Whether these words mean somebody here."""
        start, end = run[0].start, run[-1].end
        if text[end : end + 1].isdigit() or text[max(0, start - 1) : start].isdigit():
            return text[max(0, start - 1) : start] == "@"
        if text[max(0, start - 1) : start] == "@":
            return True
        if len(form) > 1 and not _has_initials(form, run, text):
            return False
        strength = self._forms[form].strength
        if strength == CAPITAL and any(word.text[:1].isupper() for word in run):
            return True
        called = strength in (CAPITAL, CALLED) and is_called(text, start, end, form[0])
        return strength == STRONG or called


@lru_cache(maxsize=32)
def roster(names: tuple[str, ...]) -> Roster:
    """The roster of a workspace, shared by its sessions."""
    return Roster(names)


def fold(word: str) -> tuple[str, ...]:
    """A word as names are compared: small letters without accents, umlauts spelled out or not."""
    small = unicodedata.normalize("NFC", word.casefold())
    spelled = _bare("".join(_SPELLED.get(c, c) for c in small))
    return tuple(dict.fromkeys((spelled, _bare(small))))


def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return "".join(c for c in apart if c.isalpha() or "\u0900" <= c <= "\u0dff")


def _word(match: re.Match[str]) -> Word:
    text = match[0]
    folds = dict.fromkeys(fold(text))
    if text[-2:].lower() == "'s":
        folds |= dict.fromkeys(fold(text[:-2]))
    elif text[-1:] == "s" and len(text) > 3 and text[0].isupper():
        folds |= {one: None for one in fold(text[:-1]) if one not in WORDS}
    return Word(match.start(), match.end(), text, tuple(folds))


def _form(run: Sequence[Word], first: str, forms: dict[Form, Known]) -> Form | None:
    """The form of a name that the words are, whichever way they are folded."""
    ways: list[Form] = [(first,)]
    for word in run[1:]:
        ways = [(*way, one) for way in ways for one in word.folds][:16]
    return next((way for way in ways if way in forms), None)


def _together(run: Sequence[Word], text: str) -> bool:
    return all(_GAP.fullmatch(text, one.end, other.start) for one, other in pairwise(run))


def _end(run: Sequence[Word], form: Form) -> int:
    """Where the name ends, without the s of "Anna's" and "Annas"."""
    last = run[-1]
    if form[-1] in fold(last.text):
        return last.end
    return last.end - (2 if last.text[-2] == "'" else 1)


def _has_initials(form: Form, run: Sequence[Word], text: str) -> bool:
    """Whether single letters in it are written as initials: "A. Schmidt", "Anna S."."""
    first_is = len(form[0]) > 1 or run[0].text.isupper()
    return first_is and (len(form[-1]) > 1 or text[run[-1].end : run[-1].end + 1] == ".")


def _tokens(name: str) -> Form:
    """The words of a name as a profile has it: "Dr. Anna Schmidt (she/her)" is anna, schmidt."""
    bare = _ASIDE.sub(" ", plain(name))
    last, comma, first = bare.partition(",")
    words = re.split(r"[\s._-]+", f"{first} {last}" if comma else bare)
    folded = [fold(word)[0] for word in words]
    return tuple(f for f in folded if f and f not in TITLES)[:6]


def _forms(tokens: Form) -> Iterator[tuple[Form, int]]:
    """The forms of a name with what each needs to count as one."""
    first, last = tokens[0], tokens[-1]
    for token in tokens:
        if len(token) > 1 and token not in PARTICLES and token not in NEVER:
            yield from _spelled((token,), _alone(token, first=token == first))
    for short in SHORT.get(first, "").split():
        yield (short,), _alone(short, first=True)
        if len(tokens) > 1:
            yield (short, *tokens[1:]), _whole((short, last))
    if len(tokens) > 1:
        yield from _joined(tokens)


def _joined(tokens: Form) -> Iterator[tuple[Form, int]]:
    first, last = tokens[0], tokens[-1]
    whole = _whole(tokens)
    pairs = [pair for pair in pairwise(tokens) if not PARTICLES.intersection(pair)]
    for form in dict.fromkeys((tokens, (first, last), (last, first), (*tokens[1:], first), *pairs)):
        yield from _spelled(form, whole)
    if tokens[1:-1] and tokens[1] in PARTICLES:
        yield tokens[1:], whole
    yield (first[0], *tokens[1:]), CAPITAL
    yield ("".join(token[0] for token in tokens[:-1]), last), CAPITAL
    yield (first, last[0]), whole
    yield (first + last,), STRONG
    yield (last + first,), STRONG
    yield (first[0] + last,), HANDLE
    yield (first + last[0],), HANDLE


def _spelled(form: Form, strength: int) -> Iterator[tuple[Form, int]]:
    """The form, and as it is typed where umlauts lose their dots."""
    yield form, strength
    ways = product(*(dict.fromkeys((token, _undotted(token))) for token in form))
    for way in islice(ways, 1, 8):
        yield way, strength if len(way) > 1 else max(strength, CAPITAL)


def _undotted(token: str) -> str:
    return re.sub("([aou])e", r"\1", token) if len(token) > 4 else token


def _alone(token: str, *, first: bool) -> int:
    if token in WORDS:
        return CALLED
    return STRONG if first and len(token) > 2 else CAPITAL


def _whole(tokens: Form) -> int:
    return CAPITAL if all(t in WORDS or len(t) < 3 for t in tokens) else STRONG
