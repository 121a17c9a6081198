"""Where a conversation lives, and who takes part: names that only an adapter can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType, Self

TenantId = NewType("TenantId", str)
MemberId = NewType("MemberId", str)
SessionId = NewType("SessionId", str)


@dataclass(frozen=True, slots=True)
class Surface:
    """A place to talk: platform, tenant, channel and, where there is one, thread.

    The string form is `platform:tenant:channel[:thread]`; the parts hold no colon.
    """

    platform: str
    tenant: TenantId
    channel: str
    thread: str | None = None

    def __str__(self) -> str:
        place = f"{self.platform}:{self.tenant}:{self.channel}"
        return place if self.thread is None else f"{place}:{self.thread}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads the string form; ValueError where it is none."""
        platform, tenant, channel, *thread = text.split(":")
        if len(thread) > 1 or not (platform and tenant and channel):
            raise ValueError(f"not a surface: {text!r}")
        return cls(platform, TenantId(tenant), channel, thread[0] if thread else None)

    def __post_init__(self) -> None:
        if any(":" in part for part in (self.platform, self.tenant, self.channel)) or (
            self.thread is not None and ":" in self.thread
        ):
            raise ValueError("the parts of a surface hold no colon")


@dataclass(frozen=True, slots=True)
class MessageRef:
    """One message on a platform, as its adapter names it."""

    surface: Surface
    id: str
