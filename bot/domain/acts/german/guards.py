"""What stands around an act in German and undoes it; the words a clause may begin with."""

from __future__ import annotations

from bot.domain.acts.german.spelling import fold
from bot.domain.acts.rules import maker

SMALL_WORDS = (
    "ok|so|und|aber|oder|hm|hmm|na|ja|nein|also|dann|denn|nun|jetzt|bitte|ach|oh|hi|hallo|sorry|danke"
    "|gut|super|schau|zuerst|weil|vielleicht|klar|da|doch|mal|zuerst einmal|nur|ehrlich|je|eben"
)
rule = maker(SMALL_WORDS, fold)

REPORTED = (
    r" (?:er|sie|man|wer|chef|chefin|kollege|kollegin|kunde|kunden|fahrer|mail|jemand|niemand|leute|du)"
    r" (?:\w+ )?(?:sagte|sagt|gesagt|sagten|fragte|fragt|schrieb|schreibt|stand|meinte|versprach|haben"
    r" gesagt|hat gesagt) (?:\w+ ){0,4}$"
)
UNREAL = r" (?:wenn|falls|sofern|ob|würde|würden|wäre|hätte) (?:\w+ ){0,7}$"
NEGATED = r" (?:nicht|nie|kein|keine|keinen|keiner|ohne|niemand|nichts) (?:\w+ ){0,2}$"
YOU = r"(?:sie|du|ihr)"
HAVE = r"(?:haben|hast|habt)"
DAY = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?"
WHEN = (
    rf"(?:heute|morgen|jetzt|sofort|gleich|umgehend|übermorgen|{DAY}|am {DAY}|bis (?:zum |spätestens )?"
    rf"(?:{DAY}|\d\S*|heute|morgen|mittag|zwölf)|um (?:\d\S*|eins|zwei|drei|vier|fünf|sechs|halb|zwölf)"
    r"|vor (?:\d\S*|dem mittag|mittag)|in (?:\d+|einer|einem|zwei|drei|fünf|zehn|den nächsten) \w+"
    r"|innerhalb|zum monatsende|als nächstes|ab jetzt|nächstes mal|noch heute|nach dem mittag)"
)
