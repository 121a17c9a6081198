"""Rules that recognise an act in a sentence: an expression, and what must not stand around it.

An expression is a regular expression over the normal form of `reading`, with three shorthands:
`<3>` stands for up to three words (`<3,>`: or marks), `<begin>` for the beginning of a clause (small words such as
"ok" or "please" may stand before), `<end>` for the end of one. Guards look at a few words before
and after a match, never at the whole text, so that the work stays in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from bot.domain.acts.reading import Sentence
from bot.domain.condition import Act

WINDOW = 90
"""Characters of normal form before and after a match that a guard looks at."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way an act shows in a sentence. `words`: one of them must be in the sentence."""

    act: Act
    words: frozenset[str]
    says: tuple[re.Pattern[str], ...]
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    asks: bool | None

    def find(self, sentence: Sentence) -> tuple[int, int] | None:
        """Where the act shows in the normal form of the sentence."""
        if self.asks not in (None, sentence.asks):
            return None
        for says in self.says:
            for match in says.finditer(sentence.text):
                start, end = match.span("says")
                if not self._spoilt(sentence.text, start, end):
                    return start, end
        return None

    def _spoilt(self, text: str, start: int, end: int) -> bool:
        before, after = self.not_before, self.not_after
        if before is not None and before.search(text[max(0, start - WINDOW) : start]):
            return True
        return after is not None and after.match(text[end : end + WINDOW]) is not None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a language, by the words that call them up: most rules see few sentences."""

    rules: tuple[Rule, ...]
    _called: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, *rules: Rule) -> Self:
        called: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            for word in rule.words:
                called.setdefault(word, []).append(number)
        return cls(rules, {word: tuple(numbers) for word, numbers in called.items()})

    def find(self, sentence: Sentence) -> dict[Act, tuple[int, int]]:
        """The first place of each act in the normal form of the sentence."""
        shown: dict[Act, tuple[int, int]] = {}
        called = self._called
        for number in sorted({n for word in sentence.words for n in called.get(word, ())}):
            rule = self.rules[number]
            if rule.act not in shown and (place := rule.find(sentence)):
                shown[rule.act] = place
        return shown


def maker(small_words: str, fold: Callable[[str], str] = str) -> Callable[..., Rule]:
    """Makes rules for a language whose clauses may begin with `small_words` (a|b|c).

    `fold` brings what a rule says into the spelling of the language's normal form.
    """

    def make(
        act: Act,
        words: str,
        *says: str,
        before: str = "",
        after: str = "",
        asks: bool | None = None,
    ) -> Rule:
        return Rule(
            act=act,
            words=frozenset(fold(words).split()),
            says=tuple(_expressions(map(fold, says), fold(small_words))),
            not_before=expression(fold(before)) if before else None,
            not_after=expression(fold(after)) if after else None,
            asks=asks,
        )

    return make


def _expressions(says: Iterable[str], small_words: str) -> Iterable[re.Pattern[str]]:
    begun: list[str] = []
    free: list[str] = []
    for way in says:
        (begun if way.startswith("<begin>") else free).append(way.removeprefix("<begin>"))
    if free:
        yield expression(rf" (?P<says>{'|'.join(free)})(?= )")
    if begun:
        begin = rf"(?:^|(?<=[,;:]))(?: (?:{small_words})(?= )){{0,4}}"
        yield expression(rf"{begin} (?P<says>{'|'.join(begun)})(?= )")


def expression(text: str) -> re.Pattern[str]:
    """The shorthands written out."""
    text = text.replace("<end>", r"(?= (?:[,;:]|$))")
    text = re.sub(r"<(\d),>", r"(?:[\\w,:;]+ ){0,\1}", text)
    return re.compile(re.sub(r"<(\d)>", r"(?:\\w+ ){0,\1}", text))
