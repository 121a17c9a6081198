"""Which parameters of Chat Completions a server takes: known by its address, learned by refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from openai import APIStatusError

    from bot.ports.provider import Schema

NOT_TAKEN = (400, 422)
"""What servers answer to a parameter they do not know."""
ABOUT_FORMS = ("format", "schema", "grammar", "guided")
"""What servers complain of that cannot make an answer fit a form; they have no common word."""
FORM = "answer"
"""What a form is called; the APIs want a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Which parameters a server takes, as far as is known; what is refused is not sent again."""

    limits: tuple[str, ...] = ("max_tokens", "max_completion_tokens")
    """Names of the limit, the preferred first: only OpenAI insists on the new one, and servers
    that know the old one alone ignore the new one silently."""
    efforts: tuple[str, ...] = ()
    """How hard to think, the preferred first: a persona that thinks keeps people waiting."""
    formats: tuple[str, ...] = ("json_schema", "json_object")
    """How a server is made to answer in a form; without any it is only asked to."""
    usage: bool = True

    @classmethod
    def of(cls, address: str) -> Self:
        """What is known of a server by its address."""
        if is_openai(address):
            return cls(limits=("max_completion_tokens", "max_tokens"), efforts=("none", "low"))
        return cls()

    def parameters(
        self, limit: int, *, quick: bool = True, schema: Schema | None = None
    ) -> dict[str, object]:
        """The parameters that differ from server to server, for a reply of `limit` tokens."""
        parameters: dict[str, object] = {self.limits[0]: limit}
        if self.efforts:
            parameters["reasoning_effort"] = self.efforts[0 if quick else -1]
        if self.usage:
            parameters["stream_options"] = {"include_usage": True}
        if schema is not None and self.formats:
            parameters["response_format"] = _format(self.formats[0], schema)
        return parameters

    def without(self, error: APIStatusError, *, formed: bool = False) -> Self | None:
        """The same without what the server complains of; None where that is something else.
        `formed` where an answer in a form was asked for."""
        if error.status_code not in NOT_TAKEN:
            return None
        complaint = str(error.param or error.body)
        if self.efforts and ("reasoning" in complaint or "thinking" in complaint):
            return replace(self, efforts=self.efforts[1:])
        if self.usage and "stream_options" in complaint:
            return replace(self, usage=False)
        if len(self.limits) > 1 and self.limits[0] in complaint:
            return replace(self, limits=self.limits[1:])
        if formed and self.formats and any(word in complaint.lower() for word in ABOUT_FORMS):
            return replace(self, formats=self.formats[1:])
        return None


def is_openai(address: str) -> bool:
    """Whether an address is OpenAI's own, of any region."""
    host = urlsplit(address).hostname or ""
    return host == "api.openai.com" or host.endswith(".api.openai.com")


def _format(name: str, schema: Schema) -> dict[str, object]:
    if name == "json_object":
        return {"type": name}
    return {"type": name, name: {"name": FORM, "schema": schema, "strict": True}}
