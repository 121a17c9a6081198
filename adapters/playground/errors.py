"""What can be wrong with something the page or a script sent, as a sentence with a code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import PlatformUnavailable, StoreError


class Problem(Exception):
    """A request that cannot be met: `message` is for a person, `code` for a program."""

    def __init__(self, code: str, message: str, *, status: int = 400, **more: object) -> None:
        self.code, self.message, self.status, self.more = code, message, status, more
        super().__init__(message)

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "message": self.message, **self.more}


@contextmanager
def reported() -> Iterator[None]:
    """Tells the engine of a database that cannot be read as of a platform that does not answer."""
    try:
        yield
    except StoreError as error:
        raise PlatformUnavailable(str(error)) from error
