"""A small scenario for tests, valid and quick to change."""

from __future__ import annotations

from typing import Any

from bot.domain.scenario import Scenario

_SMALL: dict[str, Any] = {
    "id": "late-lamp",
    "version": 1,
    "title": "The late lamp",
    "category": "customer service",
    "difficulty": 1,
    "briefing": {
        "role": "You work in the support team of a lamp shop.",
        "situation": "A customer writes about an order.",
        "goal": "Find out what is wrong and agree on a next step.",
    },
    "persona": {
        "name": "Maren Holt",
        "role": "customer",
        "temperament": "direct, tired of waiting",
        "voice": "short sentences",
        "goals": ("know when the lamp comes",),
        "opening": "My lamp has not come.",
        "mood": {"anger": {"start": 6}},
        "reactions": (
            {"when": {"says": ("sorry",)}, "mood": {"anger": -2}},
            {"when": {"says": ("your fault",)}, "mood": {"anger": 3}},
        ),
        "satisfied_when": {"says": ("tomorrow",)},
        "farewell": ("Good, then tomorrow. Bye.",),
        "leaves_when": {"mood": {"anger": {"at_least": 9}}},
        "walkout": ("I have had enough.",),
    },
    "facts": (
        {
            "id": "birthday",
            "text": "The lamp is a present for her father's birthday.",
            "reveal_when": {"says": ("what * for", "why")},
            "tells": ("birthday",),
        },
    ),
    "rubric": {
        "pass_mark": 70,
        "criteria": (
            {
                "id": "apology",
                "title": "Apologises",
                "weight": 50,
                "skill": "empathy",
                "levels": (
                    {"title": "missing", "text": "No apology.", "score": 0},
                    {
                        "title": "there",
                        "text": "Says sorry.",
                        "score": 100,
                        "when": {"point": "sorry"},
                    },
                ),
                "points": ({"id": "sorry", "title": "says sorry", "says": ("sorry",)},),
                "example": {"stronger": "I am sorry it is late.", "why": "It owns the delay."},
            },
            {
                "id": "step",
                "title": "Names a next step",
                "weight": 50,
                "skill": "clarity",
                "levels": (
                    {"title": "missing", "text": "No step.", "score": 0},
                    {
                        "title": "there",
                        "text": "Says what happens when.",
                        "score": 100,
                        "when": {"point": "tomorrow"},
                    },
                ),
                "points": ({"id": "tomorrow", "title": "says when", "says": ("tomorrow",)},),
                "example": {"stronger": "It comes tomorrow.", "why": "It says when."},
            },
        ),
    },
    "limits": {"turns": 6},
    "hints": ({"text": "Say sorry."}, {"text": "Say when it comes."}),
    "script": {
        "cues": (
            {
                "reveals": "birthday",
                "say": ("It is for my father's birthday.",),
            },
            {"when": {"says": ("sorry",)}, "say": ("Thank you for saying that.",)},
        ),
        "otherwise": ("Go on.", "And now?", "I am listening."),
    },
}


def scenario(**changes: Any) -> Scenario:
    """The small scenario, with top-level parts replaced."""
    return Scenario.model_validate({**_SMALL, **changes})
