"""How long acts take to be found in texts made to take long.

    python -m benchmarks.hostile [CHARACTERS]

Prints JSON: by language, milliseconds of processor time for the slowest of the hostile texts, and
how many times as long each text takes as a quarter of it does, at most (a square would be 16).
"""

from __future__ import annotations

import json
import sys
from time import process_time

from bot.domain import acts
from tests.domain.test_acts_hostile import HOSTILE, LANGUAGES

HEARD = "I have been waiting two weeks for the present."
CHARACTERS = 100_000


def taken(piece: str, characters: int, language: str) -> float:
    """Milliseconds of processor time."""
    text = (piece * characters)[:characters]
    begun = process_time()
    acts.find(text, language=language, heard=HEARD)
    return 1000 * (process_time() - begun)


def measured(language: str, characters: int) -> dict[str, object]:
    acts.find("Well.", language=language, heard=HEARD)
    whole = {piece: taken(piece, characters, language) for piece in HOSTILE}
    quarter = {piece: taken(piece, characters // 4, language) for piece in HOSTILE}
    slowest = max(whole, key=lambda piece: whole[piece])
    growth = max(whole[piece] / max(1.0, quarter[piece]) for piece in HOSTILE)
    return {"slowest": slowest, "ms": round(whole[slowest]), "times a quarter": round(growth, 1)}


if __name__ == "__main__":
    characters = int(sys.argv[1]) if len(sys.argv) > 1 else CHARACTERS
    print(json.dumps({language: measured(language, characters) for language in LANGUAGES}))
