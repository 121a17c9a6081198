"""Acknowledgement: a sentence that names what the other went through, not sympathy in general."""

from __future__ import annotations

from bot.domain.acts.language import Language
from bot.domain.acts.reading import Sentence


def find(
    sentence: Sentence, before: Sentence | None, language: Language, heard: frozenset[str]
) -> tuple[int, int] | None:
    """Where the sentence acknowledges, in characters of the original.

    `before` is the sentence before, which may name what this one has the feeling for ("You waited
    all evening. That is disappointing."). `heard` are the stems of what the other said: one of them
    is as particular as two other words.
    """
    sympathy = language.sympathy
    if sentence.asks or sympathy.words.isdisjoint(sentence.words):
        return None
    hard = sympathy.hardship.search(sentence.text)
    felt = sympathy.feeling.search(sentence.text)
    if (hard is None and felt is None) or sympathy.spoilt.search(sentence.text):
        return None
    if hard is None and not _particular(sentence, language, heard):
        if before is None or not _named_before(before, sentence, language, heard):
            return None
        return _where(before)[0], _where(sentence)[1]
    return _where(sentence)


def _named_before(
    before: Sentence, sentence: Sentence, language: Language, heard: frozenset[str]
) -> bool:
    """Whether the sentence before names what this one has the feeling for."""
    hollow, trouble = language.sympathy.hollow, language.sympathy.trouble
    if not _case(before, language) or not _particular(before, language, heard):
        return False
    return hollow is None or not hollow.search(sentence.text) or bool(trouble & before.words)


def _case(sentence: Sentence, language: Language) -> bool:
    """Whether the sentence tells of the other's case, and "that is hard" may speak of it."""
    sympathy = language.sympathy
    told = not sentence.asks and not sympathy.other.isdisjoint(sentence.words)
    return told and not sympathy.spoilt.search(sentence.text)


def _particular(sentence: Sentence, language: Language, heard: frozenset[str]) -> bool:
    names = {
        language.stem(word)
        for word in _own_words(sentence, language)
        if word.isalnum() and word not in language.common and word not in language.sympathy.general
    }
    enough = 1 if not language.sympathy.about.isdisjoint(sentence.words) else 2
    return len(names) >= enough or not names.isdisjoint(heard)


def _where(sentence: Sentence) -> tuple[int, int]:
    return sentence.where(1, len(sentence.text) - 1)


def _own_words(sentence: Sentence, language: Language) -> frozenset[str]:
    """The words that do not stand in a phrase of form letters."""
    stock = language.sympathy.stock
    if stock is None or stock.search(sentence.text) is None:
        return sentence.words
    return frozenset(stock.sub(" ", sentence.text).split())
