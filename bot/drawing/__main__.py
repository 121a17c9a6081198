"""Draws one chart after the other: a line of JSON in, the length of a PNG and the PNG out; a length
of 0 and a line of text where it could not be drawn. Ends with its input.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from typing import BinaryIO

NICE = 10
"""Whoever talks comes first: drawing takes what time is left."""


def main() -> None:
    with suppress(AttributeError, OSError):  # not on Windows
        os.nice(NICE)
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # a weight that a font has not
    from bot.drawing.picture import draw  # noqa: PLC0415  # half a second, with less right to it

    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        try:
            png = draw(line.decode())
        except Exception as error:  # noqa: BLE001  # the next one may be drawn all the same
            _answer(out, b"", f"{type(error).__name__}: {error}")
        else:
            _answer(out, png)


def _answer(out: BinaryIO, png: bytes, problem: str = "") -> None:
    out.write(len(png).to_bytes(4, "big") + png)
    if not png:
        out.write(" ".join(problem.split()).encode(errors="replace")[:500] + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
