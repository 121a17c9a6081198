"""How many tokens a text has, where nobody says: characters per token, corrected by what is said."""

from __future__ import annotations

from bot.ports.provider import Prompt, Usage

USUAL = 4.0
"""Characters of English per token, by the rule of thumb the model makers give."""
LEAST, MOST = 0.5, 8.0
WEIGHT = 0.2
"""How far one report moves the figure."""


def length(prompt: Prompt) -> int:
    """A prompt's length in characters."""
    return len(prompt.system) + sum(len(message.text) for message in prompt.messages)


class Tokens:
    """What is known of one model's tokens."""

    def __init__(self) -> None:
        self.characters_each = USUAL

    def learn(self, prompt: Prompt, usage: Usage) -> None:
        """Takes a report into account. Only what went in: thoughts come out that nobody sees."""
        if usage.tokens_in:
            seen = min(MOST, max(LEAST, length(prompt) / usage.tokens_in))
            self.characters_each += WEIGHT * (seen - self.characters_each)

    def estimate(self, prompt: Prompt, written: int) -> Usage:
        """What a call took that wrote so many characters and did not report."""
        return Usage(
            tokens_in=round(length(prompt) / self.characters_each),
            tokens_out=round(written / self.characters_each),
            estimated=True,
        )
