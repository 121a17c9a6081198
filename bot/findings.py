"""What was found out about an installation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's."""

    kind: Literal["ok", "note", "problem"]
    subject: str
    text: str

    @property
    def is_problem(self) -> bool:
        return self.kind == "problem"

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}: {self.text}"
