"""German put together: its rules, its common words, its stems."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.domain.acts.german import (
    asking,
    blaming,
    committing,
    dismissing,
    jargon,
    owning,
    pressing,
    promising,
)
from bot.domain.acts.german.guards import MONTHS
from bot.domain.acts.german.insulting import INSULT, NO_INSULT
from bot.domain.acts.german.spelling import fold, spelling
from bot.domain.acts.german.sympathy import MOCKERY, SYMPATHY
from bot.domain.acts.language import Language, words
from bot.domain.acts.rules import Rules

COMMON = words(
    fold(
        """ab aber all alle allem allen alles als also am an ander andere anderen auch auf aus bei beim bin
    bis bist bitte da dabei dafür damit dann daran darauf darum das dass davon dazu dein deine deinem deinen
    deiner dem den denn der des deshalb dich die dies diese diesem diesen dieser dir doch dort du durch egal
    ein eine einem einen einer eines einmal er es etwas euch euer eure für ganz gar gegen gehen geht gern
    gerade getan gibt gut guten habe haben hallo hast hat hatte hatten hätte hier hin ich ihm ihn ihnen ihr
    ihre ihrem ihren ihrer im immer in ins ist ja jede jeden jeder jedes jemand jetzt kann kannst kein keine
    keinen keiner können könnte lange machen macht mal man mehr mein meine meinem meinen meiner mich mir mit
    möchte muss müssen musst nach nachdem nein nicht nichts nie niemand noch nun nur ob oder ohne ok recht
    sagen sagst sagt schon sehr sein seine seit selbst sich sie sind so soll sollen sollte sondern sonst
    statt über um und uns unser unsere unter viel viele vom von vor war waren warum was weg weil welche wenn
    wer werde werden wie wieder will wir wird wirklich wo worden wurde würde zu zum zur zwar frau herr herrn bestellung
    nummer problem danke entschuldigung fehlt stand ging gegangen kaputt brauchen brauche also genau klar
    eben halt tag tage tagen zeit heute gestern bereits derzeit bisher erst hätten könnten müssten wären
    wäre sollten darf dürfen gemacht passiert läuft lief kommt bekommen deinerseits eigentlich irgendwie"""
    )
)
_ENDINGS = (
    "ungen",
    "enden",
    "end",
    "ten",
    "ung",
    "em",
    "en",
    "er",
    "es",
    "te",
    "st",
    "et",
    "e",
    "n",
    "s",
    "t",
)
_NUMBERS = {
    "zwei": "2",
    "drei": "3",
    "vier": "4",
    "fuenf": "5",
    "sechs": "6",
    "sieben": "7",
    "acht": "8",
}

_PARTICIPLE = re.compile(
    "^((?:ab|an|auf|aus|ein|vor|zu|weg|mit|nach|um|her|hin|zurueck|weiter|hoch|los|fest)?)"
    r"ge(?=\w{3})"
)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its ending, the "ge" of its participle and its umlaut."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    word = _PARTICIPLE.sub(r"\1", word) if len(word) > 5 else word
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


GERMAN = Language(
    spelling=spelling,
    # After a date's "3." the sentence goes on with its month.
    going_on=words(fold(f"aber allerdings jedoch {MONTHS}")),
    rules=Rules.of(
        *asking.RULES,
        *owning.RULES,
        *committing.RULES,
        *blaming.RULES,
        *dismissing.RULES,
        *jargon.RULES,
        *promising.RULES,
        *pressing.RULES,
    ),
    sympathy=SYMPATHY,
    mockery=MOCKERY,
    insult=INSULT,
    no_insult=NO_INSULT,
    common=COMMON,
    stem=stem,
    address=words("herr herrn frau hallo hi hey liebe lieber dr doktor"),
    denial=words("nicht nie niemand niemals nirgends"),
)
