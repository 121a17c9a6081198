"""What stands around an act in English and undoes it; the words a clause may begin with."""

from __future__ import annotations

SMALL_WORDS = (
    "ok|so|and|but|or|hm|hmm|well|then|now|please|just|oh|ah|hi|hey|hello|sorry|thanks|great|good"
    "|right|look|honestly|first|anna|tom|because|also|maybe|yes|no|see|i see|alas|wow|all|sure"
    "|again|there|first of all|come on|tell me|really"
)
REPORTED = (
    r"(?: (?:he|she|they|who|one|boss|colleague|manager|customer|customers|driver|friend|mail|"
    r"nobody|someone|people)| you) "
    r"(?:\w+ )?(?:said|says|say|told|tells|asked|asks|ask|wrote|write|writes|promised|promise|"
    r"claimed|thought|think|thinks|will ask) (?:\w+ ){0,4}$"
)
"""Before a match: somebody else's words, not the writer's."""
UNREAL = r" (?:if|unless|wish|imagine|suppose) (?:\w+ ){0,9}$"
NEGATED = r" (?:not|never|no|without|nobody|no one|nothing|cannot|hardly) (?:\w+ ){0,2}$"
NOBODY = (
    r" (?:nobody|not saying|do not think|do not say|no one|not mean|never say|would not say|think it"
    r"|might think|not going to|will not|would not) (?:[\w,]+ ){0,6}$"
)
OTHERS = NEGATED + "|" + REPORTED + "|" + NOBODY
