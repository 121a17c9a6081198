"""How the playground may be reached."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The address that is bound, the token that is demanded, and further names of this host."""

    host: str = "127.0.0.1"
    token: str | None = None
    hosts: tuple[str, ...] = ()
    """Host names under which the page may be asked for, without a port; needed behind a proxy
    where loopback is bound."""
    folders: tuple[Path, ...] = ()
    """Where scenarios lie; a scenario's documents are in a folder of its id beside it."""

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine can reach the address."""
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def off(self) -> bool:
        """Whether the playground is closed for want of a token."""
        return not self.loopback and not self.token

    @property
    def known_hosts(self) -> tuple[str, ...] | None:
        """The host names that are answered to; None for any, where the token protects."""
        if self.hosts:
            return (*LOOPBACK_NAMES, *self.hosts)
        return LOOPBACK_NAMES if self.loopback else None
