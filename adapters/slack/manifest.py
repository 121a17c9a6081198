"""What `manifest.yml` asks for: the app as it is meant to be installed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The scopes of the app: those it needs, and those it does without where they are refused."""

    scopes: tuple[str, ...]
    optional: tuple[str, ...]


def path() -> Path:
    """Where the manifest lies, in a checkout and installed."""
    here = Path(__file__).resolve().parent
    inside = here / "manifest.yml"
    return inside if inside.is_file() else here.parent.parent / "manifest.yml"


@cache
def read() -> Manifest:
    scopes = yaml.safe_load(path().read_text("utf-8"))["oauth_config"]["scopes"]
    return Manifest(scopes=tuple(scopes["bot"]), optional=tuple(scopes.get("bot_optional", ())))
