"""What can be wrong with something the page or a script sent, as a sentence with a code."""

from __future__ import annotations


class Problem(Exception):
    """A request that cannot be met: `message` is for a person, `code` for a program."""

    def __init__(self, code: str, message: str, *, status: int = 400, **more: object) -> None:
        self.code, self.message, self.status, self.more = code, message, status, more
        super().__init__(message)

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "message": self.message, **self.more}
