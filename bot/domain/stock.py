"""Stock phrases: what would fit any conversation shows nothing about this one.

A question, a thank-you or a promise that is little more than such a phrase earns nothing; the same
act in words of its own does.
"""

from __future__ import annotations

from functools import lru_cache

from bot.domain.phrases import likely, place_of, readable

MOSTLY = 0.6
"""Share of a quote's letters from which it is a stock phrase."""

_ENGLISH = (
    "how can I help*",
    "how can I help you today",
    "how can I help you",
    "how may I help you",
    "how can I assist*",
    "how may I assist*",
    "how can we help*",
    "what can I do for you",
    "what can I do for you today",
    "what can we do for you",
    "what else can I do for you",
    "is there anything else I can",
    "anything else I can help",
    "anything else I can do for you",
    "we will look into it",
    "we'll look into it",
    "I will look into it",
    "I'll look into it",
    "look into this",
    "look into the matter",
    "looking into it",
    "get back to you",
    "as soon as possible",
    "as soon as we can",
    "as quickly as possible",
    "in due course",
    "shortly",
    "thank* for your patience",
    "thank* you for your patience",
    "thank* for your understanding",
    "thank* you for your understanding",
    "thank* for reaching out",
    "thank* you for reaching out",
    "thank* for contacting us",
    "thank* you for contacting us",
    "thank* for sharing that with me",
    "thank* you for sharing that with me",
    "thank* you for your feedback",
    "thank* for your feedback",
    "understand your frustration",
    "understand how you feel",
    "understand how frustrating",
    "for any inconvenience",
    "for the inconvenience",
    "this may have caused",
    "rest assured",
    "take this very seriously",
    "your satisfaction is important",
)
_GERMAN = (
    "wie kann ich ... helfen",
    "wie kann ich behilflich sein",
    "wie können wir ... helfen",
    "was kann ich für Sie tun",
    "was kann ich für dich tun",
    "was können wir für Sie tun",
    "kann ich sonst noch etwas",
    "kann ich sonst noch was",
    "sonst noch etwas für Sie tun",
    "wir kümmern uns darum",
    "ich kümmere mich darum",
    "wir kümmern uns",
    "melden uns",
    "melde mich",
    "schnellstmöglich",
    "so schnell wie möglich",
    "sobald wie möglich",
    "so bald wie möglich",
    "baldmöglichst",
    "zeitnah",
    "bei Ihnen",
    "dank* für Ihre Geduld",
    "dank* für deine Geduld",
    "dank* für Ihr Verständnis",
    "dank* für dein Verständnis",
    "dank* für Ihre Nachricht",
    "dank* für Ihre Offenheit",
    "dank* für Ihre Rückmeldung",
    "verstehe Ihren Ärger",
    "verstehe deinen Ärger",
    "wie Sie sich fühlen",
    "für die Unannehmlichkeiten",
    "etwaige Unannehmlichkeiten",
    "nehmen Ihr Anliegen sehr ernst",
    "Ihr Anliegen ist uns wichtig",
)
_BY_LANGUAGE = {"en": _ENGLISH, "de": _GERMAN}


@lru_cache(maxsize=4096)
def is_stock(quote: str, language: str) -> bool:
    """Whether the quote is little more than stock phrases."""
    said = readable(quote)
    covered: set[int] = set()
    phrases = _BY_LANGUAGE.get(language.partition("-")[0], ())
    for n in likely(phrases, said):
        if place := place_of(phrases[n], said):
            covered.update(range(*place))
    letters = [place for place, character in enumerate(said) if character.isalnum()]
    stock = sum(place in covered for place in letters)
    return bool(letters) and stock >= MOSTLY * len(letters)
