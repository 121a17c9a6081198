"""Insults in German: a sentence with one does nothing else for whoever wrote it."""

from __future__ import annotations

from bot.domain.acts.german.spelling import fold
from bot.domain.acts.rules import expression

_NAMES = (
    "idiot(?:en|in)?|vollidiot(?:en)?|depp(?:en)?|trottel|esel|kuh|kühe|arsch|arschloch|arschlöcher|spinner|penner"
    "|wichser|schlampe|sau|schwein(?:e)?|vollpfosten|lügner|versager|dummkopf|blödmann|hornochse"
)
_KINDS = "blöd(?:e|er)?|dumm(?:e|er)?|bescheuert|bekloppt|doof(?:e|er)?|dämlich(?:e|er)?|behindert|verblödet"
_STRESSED = r"(?:(?:ja|doch|einfach|echt|eigentlich|denn|wohl|total|so|wirklich|ein|eine|der|die|alle|komplett|zu) ){0,4}"
INSULT = expression(
    fold(
        rf" (?:du|sie|ihr|dich) (?:(?:bist|sind|seid) )?{_STRESSED}(?:(?:{_KINDS}) )?(?:{_NAMES})(?= )"
        rf"| (?:bist|sind|seid) (?:du|sie|ihr) {_STRESSED}(?:{_KINDS})(?= [,.!?]? ?$)"
        rf"| (?:du|sie|ihr) (?:bist|sind|seid) {_STRESSED}(?:{_KINDS})(?= [,.!?]? ?$)"
        r"| (?:halt|halten sie|halts|haltet) (?:(?:die|den|das|dein|deine|ihre?n?) )?(?:klappe|schnauze|maul|fresse)(?= )"
        r"| (?:verpiss|verzieh|fick|schleich) dich(?= )| (?:leck|leckt|lecken sie) mich(?= )| hau(?:en sie)? ab(?= )"
    )
)
NO_INSULT = expression(
    fold(
        r" (?:nicht|kein|keine|nie|niemand|nannte|nannten|genannt|sagte|sagt|gesagt|meinte|fühl\w*|wenn|als ob"
        r"|hält|halten sie mich|denk\w*|glaub\w*)(?= )"
    )
)
"""Denied, reported, supposed, felt."""
