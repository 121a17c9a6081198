"""Every error ChatTrain raises on purpose.

    ChatTrainError
    ├── ConfigError              a setting is missing or wrong
    ├── ScenarioError            a scenario file is wrong: path, line, column, problem
    ├── StoreError               the database cannot do what was asked
    │   ├── StaleSession         another worker claimed the mailbox since; stop, write nothing
    │   ├── Overtaken            somebody else decided the same first; look again, write nothing
    │   ├── MigrationNeeded      the database has another schema version than this program
    │   ├── StoreBusy            locked by another process for too long
    │   └── StoreFull            no room left on the disk
    ├── ProviderError            a language model did not do its work
    │   ├── RateLimited          asked to wait: retry_after
    │   ├── Unavailable          no answer, a broken connection, a server's fault
    │   │   ├── Stalled          nothing came for too long
    │   │   ├── BrokeOff         the stream ended before the reply did
    │   │   ├── Unreadable       events that are none
    │   │   ├── Empty            an end without a word
    │   │   └── Unusable         key, model or account are refused: only a person can mend it
    │   ├── Refused              the model declined
    │   │   └── Filtered         its server's filter did
    │   ├── BadVerdict           a judgement that does not fit its schema
    │   └── BudgetSpent          a limit on tokens or money is reached
    ├── NotDrawn                 a picture could not be made: its words are shown without it
    └── PlatformError            a chat platform did not do its work
        ├── PlatformRateLimited  asked to wait: retry_after, per
        ├── PlatformUnavailable  no answer, a broken connection, a server's fault
        ├── MessageGone          the message was deleted or can no longer be edited
        ├── StreamClosed         the message no longer grows by itself, but can be edited
        ├── SurfaceGone          the channel or thread is no longer there
        │   └── ChannelGone      the channel is deleted or put away, for all that is known for good
        └── PermissionMissing    a scope or permission is missing: scope

The message of an error is one sentence for a person, with the remedy where there is one; it
defaults to the first line of the class's docstring.
"""

from __future__ import annotations


class ChatTrainError(Exception):
    """ChatTrain could not do what was asked."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").partition("\n")[0])


class ConfigError(ChatTrainError):
    """The configuration is not usable."""


class ScenarioError(ChatTrainError):
    """A scenario file is wrong at one place.

    `line` and `column` count from 1; `path` is the place inside the document, such as
    `rubric.criteria.1.weight`, and empty where the file as a whole is meant. `source` is the line
    of the file, for people who look at the place.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str = "",
        line: int = 1,
        column: int = 1,
        path: str = "",
        source: str = "",
    ) -> None:
        self.problem, self.file, self.line, self.column, self.path, self.source = (
            problem,
            file,
            line,
            column,
            path,
            source,
        )
        place = f"{file}:{line}:{column}: " if file else ""
        super().__init__(f"{place}{path + ': ' if path else ''}{problem}")

    def excerpt(self) -> str:
        """The line of the file with a caret under the place; empty where the line is not known."""
        if not self.source.strip():
            return ""
        start = max(0, self.column - 60)
        shown = self.source[start : start + 100].replace("\t", " ")
        return f"{shown}\n{' ' * (self.column - 1 - start)}^"


class StoreError(ChatTrainError):
    """The database could not be read or written."""


class StaleSession(StoreError):
    """Another worker has claimed this mailbox since."""


class Overtaken(StoreError):
    """Somebody else has decided the same meanwhile, or it is gone."""


class MigrationNeeded(StoreError):
    """The database has another schema version than this program: run `chattrain migrate`."""


class StoreBusy(StoreError):
    """The database is locked by another program; try again when that program has finished."""


class StoreFull(StoreError):
    """The disk is full; free some space, nothing that was confirmed is lost."""


class ProviderError(ChatTrainError):
    """The language model did not answer as it should."""


class RateLimited(ProviderError):
    """The language model asked to wait; `retry_after` is in seconds, None where it did not say."""

    def __init__(self, message: str | None = None, *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class Unavailable(ProviderError):
    """The language model could not be reached or broke off."""


class Stalled(Unavailable):
    """The language model did not answer in time."""


class BrokeOff(Unavailable):
    """The language model broke off in the middle of its reply."""


class Unreadable(Unavailable):
    """The language model's server sent something that is no answer."""


class Empty(Unavailable):
    """The language model answered without a word."""


class Unusable(Unavailable):
    """The language model's key, name or account is refused; `chattrain doctor` tells more."""


class Refused(ProviderError):
    """The language model declined to answer."""


class Filtered(Refused):
    """A content filter declined the answer or the question."""


class BadVerdict(ProviderError):
    """The language model's judgement does not have the form that was asked for."""


class BudgetSpent(ProviderError):
    """The limit set for language models is used up."""


class NotDrawn(ChatTrainError):
    """The picture could not be made; what it shows is told in words."""


class PlatformError(ChatTrainError):
    """The chat platform did not do what was asked."""


class PlatformRateLimited(PlatformError):
    """The chat platform asked to wait; `retry_after` is in seconds.

    `per` says whose calls it counted, as a Limit does, where the platform said so.
    """

    def __init__(
        self, message: str | None = None, *, retry_after: float = 1.0, per: str | None = None
    ) -> None:
        self.retry_after = retry_after
        self.per = per
        super().__init__(message)


class PlatformUnavailable(PlatformError):
    """The chat platform could not be reached."""

    retry_after: float = 0.0
    """Seconds until it is worth asking again, where the platform said so."""


class MessageGone(PlatformError):
    """The message is gone or can no longer be edited."""


class StreamClosed(PlatformError):
    """The platform has ended the stream; the message stays and can be edited."""


class SurfaceGone(PlatformError):
    """The channel or thread is gone."""


class ChannelGone(SurfaceGone):
    """The channel was deleted or put away, as far as the bot can see."""


class PermissionMissing(PlatformError):
    """The bot lacks a permission on the platform; `scope` names it."""

    def __init__(self, message: str | None = None, *, scope: str = "") -> None:
        self.scope = scope
        super().__init__(message)
