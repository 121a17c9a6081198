"""How many tokens a text has, where nobody says: characters per token, corrected by what is said."""

from __future__ import annotations

from dataclasses import replace

from bot.ports.provider import Question, Usage

USUAL = 4.0
"""Characters of English per token, by the rule of thumb the model makers give."""
LEAST, MOST = 0.5, 8.0
WEIGHT = 0.2
"""How far one report moves the figure."""


def length(question: Question) -> int:
    """A question's length in characters."""
    return len(question.system) + sum(len(message.text) for message in question.messages)


class Tokens:
    """What is known of one model's tokens."""

    def __init__(self) -> None:
        self.characters_each = USUAL

    def learn(self, question: Question, usage: Usage) -> None:
        """Takes a report into account. Only what went in: thoughts come out that nobody sees."""
        if usage.tokens_in:
            seen = min(MOST, max(LEAST, length(question) / usage.tokens_in))
            self.characters_each += WEIGHT * (seen - self.characters_each)

    def estimate(self, question: Question, written: int, known: Usage | None = None) -> Usage:
        """What a call took that wrote so many characters and did not report; `known` is what it
        said at its beginning."""
        into = round(length(question) / self.characters_each)
        out = round(written / self.characters_each)
        return replace(known or Usage(tokens_in=into), tokens_out=out, estimated=True)
