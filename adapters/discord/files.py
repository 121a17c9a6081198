"""Files that go with a message: how they are named in it, and how they are sent. Pure."""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

LARGEST = 10 * 1024 * 1024
"""Bytes of all files of a message; servers that were boosted take more."""
ALT = 1_024
"""Characters of what a picture is said to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file; `description` is read aloud in its place."""

    name: str
    data: bytes
    kind: str
    description: str = ""


def attached(files: Sequence[File]) -> list[dict[str, Any]]:
    """How a message names its files, each by its place. What it does not name is taken off it."""
    return [
        {"id": number, "filename": file.name}
        | ({"description": file.description} if file.description else {})
        for number, file in enumerate(files)
    ]


def form(payload: str, files: Sequence[File]) -> aiohttp.FormData:
    """A message with its files as one request; made anew for each try."""
    parts = aiohttp.FormData(quote_fields=False)
    parts.add_field("payload_json", payload, content_type="application/json")
    for number, file in enumerate(files):
        name = f"files[{number}]"
        data = io.BytesIO(file.data)  # read beside the event loop, however much it is
        parts.add_field(name, data, filename=file.name, content_type=file.kind)
    return parts


def address(file: File) -> Mapping[str, str]:
    """What a picture of a message's own is shown by in it."""
    return {"url": f"attachment://{file.name}"}


def handed(name: str, data: bytes) -> File | None:
    """A file for one person; packed where it is large, None where even that is too much."""
    if len(data) <= LARGEST:
        return File(name=name, data=data, kind="application/octet-stream")
    packed = gzip.compress(data, mtime=0)
    if len(packed) > LARGEST:
        return None
    return File(name=f"{name}.gz", data=packed, kind="application/gzip")
