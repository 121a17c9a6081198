"""Hands somebody's data over as a file beside where they are."""

from __future__ import annotations

from itertools import count
from pathlib import Path


def written(name: str, data: bytes) -> Path:
    """Writes a file that was not there before; gives where it is. Raises OSError."""
    wanted = Path.cwd() / Path(name).name
    for number in count(1):
        path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}-{number}")
        try:
            with path.open("xb") as file:
                file.write(data)
        except FileExistsError:
            continue
        return path
    raise AssertionError("there is always a next number")
