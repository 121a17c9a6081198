"""What stands behind an order's scenarios: pass mark, attempts and mode, as people write them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.assignment import MOST_ATTEMPTS
from bot.domain.dating import Trouble

_ASSESSMENT = {"assessment", "exam", "test", "prüfung"}
_COACHING = {"coaching", "practice", "übung"}
_ALONE = r"(?<![\w.-])(?<!\d,)"
"""Not inside a number or a word: a comma may stand before, but not one of a fraction."""
_RANGE = rf"{_ALONE}(?P<least>\d{{1,3}})\s*(?:-|–|to|bis)\s*(?P<most>\d{{1,3}})"
_TRIES = r"\s*(?:x|attempts?|tries|try|times|versuche?n?|mal)"
_LEAST = (
    re.compile(
        rf"(?:at least|min(?:imum|imal|destens)?\.?)\s*(?P<least>\d{{1,3}}){_TRIES}(?!\w)",
        re.IGNORECASE,
    ),
)
_ATTEMPTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_RANGE}(?:{_TRIES})?(?!\w)",
        rf"(?:max(?:imum|imal)?\.?|at most|up to|höchstens)\s*(?P<most>\d{{1,3}})(?:{_TRIES})?(?!\w)",
        rf"{_ALONE}(?P<both>\d{{1,3}}){_TRIES}(?!\w)",
        r"(?:attempts|versuche)\s*[:=]?\s*(?:max\.?\s*)?(?P<both>\d{1,3})(?!\w)",
    )
)
_OF_ALL = r"(?:%|/100|percent\b|prozent\b|points\b|punkten?\b)"
_FROM = r"(?:pass(?: mark)?|from|ab|mindestens|bestehen)\s*(?:[:=]|at\b|of\b|is\b)?\s*"
_MARK = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_FROM}(?P<mark>\d{{1,4}})(?:\s*{_OF_ALL})?(?!\w)",
        rf"{_ALONE}(?P<mark>\d{{1,4}})\s*{_OF_ALL}",
    )
)
_BARE = re.compile(rf"(?<!:){_ALONE}(?P<number>\d{{1,4}})(?![\w.:-])")
_FILLERS = {
    *("with", "and", "attempts", "by", "due", "pass", "in", "at", "of", "mark", "zone"),
    *("mit", "und", "versuche", "bis", "fällig", "am", "um"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What passes, how many attempts count, and whether it is an assessment."""

    pass_mark: int | None = None
    least: int = 1
    most: int | None = None
    assessment: bool = False

    @property
    def troubles(self) -> Iterator[Trouble]:
        """What is out of range."""
        if self.pass_mark is not None and not 0 <= self.pass_mark <= 100:
            yield Trouble("pass_mark_range")
        top = self.least if self.most is None else self.most
        if not 1 <= self.least <= top <= MOST_ATTEMPTS:
            yield Trouble("attempts_range", {"most": str(MOST_ATTEMPTS)})


class Options:
    """What stands behind the scenarios, of which one thing after another is taken."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, patterns: Sequence[re.Pattern[str]]) -> dict[str, int]:
        for pattern in patterns:
            if (match := pattern.search(self.text)) is not None:
                self.cut(match.start(), match.end())
                return {name: int(number) for name, number in match.groupdict().items() if number}
        return {}

    def cut(self, start: int, end: int) -> None:
        self.text = f"{self.text[:start]} {self.text[end:]}"

    def word(self, words: Collection[str]) -> bool:
        for match in re.finditer(r"\S+", self.text):
            if match[0].lower().strip(".,;") in words:
                self.cut(match.start(), match.end())
                return True
        return False

    def left(self) -> list[Trouble]:
        """What nobody understood."""
        words = [w for w in re.findall(r"[^\s,;]+", self.text) if _says(w)]
        return [Trouble("not_understood", {"typed": " ".join(words)})] if words else []


def _says(word: str) -> bool:
    """Whether a word that is left says anything."""
    bare = word.strip(":=.-–").lower()
    return bool(bare) and bare not in _FILLERS


def terms(options: Options, arguments: Mapping[str, str]) -> Terms:
    """What is asked for besides scenarios and due date, taken from what is left of a line or from
    fields."""
    least = options.take(_LEAST)  # before the mark: `mindestens` may be of either
    mark = _mark(options, arguments)
    attempts = _attempts(options, arguments) | least
    assessment = _mode(options, arguments.get("mode", ""))
    return _bare(options, attempts, Terms(pass_mark=mark, assessment=assessment))


def _attempts(options: Options, arguments: Mapping[str, str]) -> dict[str, int]:
    if typed := arguments.get("attempts", "").strip():
        alone = Options(typed)
        least = alone.take(_LEAST)
        found = alone.take((*_ATTEMPTS, re.compile(r"^(?P<both>\d{1,3})$"))) | least
        return found or {"wrong": 1}
    return options.take(_ATTEMPTS)


def _mark(options: Options, arguments: Mapping[str, str]) -> int | None:
    if typed := arguments.get("pass", "").strip():
        alone = Options(typed).take((*_MARK, re.compile(r"^(?P<mark>\d{1,4})$")))
        return alone.get("mark", -1)
    return options.take(_MARK).get("mark")


def _mode(options: Options, typed: str) -> bool:
    options.text = f"{options.text} {typed}"  # what is neither is told like all else
    assessment = options.word(_ASSESSMENT)
    return assessment or (options.word(_COACHING) and False)


def _bare(options: Options, attempts: dict[str, int], terms: Terms) -> Terms:
    """With numbers that stand alone: up to ten they are attempts, above it a pass mark."""
    mark = terms.pass_mark
    while (match := _BARE.search(options.text)) is not None:
        number = int(match["number"])
        if number <= MOST_ATTEMPTS and not attempts:
            attempts = {"both": number}
        elif number > MOST_ATTEMPTS and mark is None:
            mark = number
        else:
            break
        options.cut(match.start(), match.end())
    if "wrong" in attempts:
        return replace(terms, pass_mark=mark, least=0, most=0)
    most = attempts.get("most", attempts.get("both"))
    return replace(terms, pass_mark=mark, least=attempts.get("least", 1), most=most)
