"""The methods of the Web API, registered where they are defined."""

from tests.fakes.slack.calls import METHODS
from tests.fakes.slack.methods import (
    chat,
    conversations,
    files,
    identity,
    people,
    streams,
    surfaces,
)

__all__ = ["METHODS", "chat", "conversations", "files", "identity", "people", "streams", "surfaces"]
