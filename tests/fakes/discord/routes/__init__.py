"""The routes of the REST API, by what they are about."""

from tests.fakes.discord.routes import (
    account,
    answers,
    channels,
    commands,
    follow_ups,
    members,
    messages,
    threads,
)

__all__ = [
    "account",
    "answers",
    "channels",
    "commands",
    "follow_ups",
    "members",
    "messages",
    "threads",
]
