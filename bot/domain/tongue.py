"""Whether a message is plainly in another language than the conversation's.

By the small words that every sentence has: only where there are many of another language and next
to none of the right one. A message that may be either counts as the right one.
"""

from __future__ import annotations

from bot.domain import copying

FEWEST = 5
"""Words below which nothing is said about a message's language."""
MANY, NEXT_TO_NONE = 0.25, 0.1
"""Shares of small words: of another language, and of the right one."""

_SMALL = {
    "en": "the a an and or but not am is are was were be been have has had do does did will would can "
    "could i you he she it we they me him her us them my your his our their this that there what "
    "when where who why how to of in on at for from with by about if so no yes as",
    "de": "der die das den dem des ein eine einen einem einer und oder aber nicht ist sind war waren "
    "sein haben hat hatte wird werden kann ich du er sie es wir ihr mich mir ihn ihm uns euch ihnen "
    "mein dein sein unser dies dass was wann wo wer warum wie zu von in im am auf für mit bei über "
    "wenn so nein ja als auch noch",
    "fr": "le la les un une des du et ou mais ne pas est sont était être avoir ai a avons avez ont "
    "je tu il elle nous vous ils me te se mon votre notre ce cette que qui quand où comment pourquoi "
    "à de en dans sur pour avec par si oui non suis",
    "es": "el la los las un una y o pero no es son era ser estar está haber he ha hemos han yo tú él "
    "ella nosotros usted ustedes me te se mi su nuestro este esta que quien cuando donde cómo por "
    "para con de en a si sí lo muy",
    "it": "il lo la gli le un una e o ma non è sono era essere avere ho ha abbiamo hanno io tu lui "
    "lei noi voi loro mi ti si mio suo nostro questo questa che chi quando dove come perché per con "
    "di in a se sì molto",
}
SMALL_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
"""The small words of the languages that are known, by language."""


def is_foreign(text: str, language: str) -> bool:
    """Whether the text is plainly not in the language; False where that language is not known."""
    right = SMALL_WORDS.get(language.partition("-")[0])
    said = copying.words(text)
    if right is None or len(said) < FEWEST:
        return False
    return any(
        _share(said, other) >= MANY and _share(said, right - other) <= NEXT_TO_NONE
        for other in SMALL_WORDS.values()
        if other is not right
    )


def _share(said: list[str], small: frozenset[str]) -> float:
    return sum(word in small for word in said) / len(said)
