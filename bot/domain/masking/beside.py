"""What stands beside a word that is also a name, where it is meant as the name."""

from __future__ import annotations

import re

from bot.domain.masking.words import NOUNS

REACH = 40

_TITLE = re.compile(
    r"(?<![^\W_])(?:mr|mrs|ms|miss|mx|dr|prof|sir|herrn?|frau|señora?|sra?|doña?)\.? $",
    re.IGNORECASE,
)
_GREETED = re.compile(
    r"(?<![^\W_])(?:hi|hello|hey|hiya|yo|dear|thanks|thank you|thx|ty|cheers|morning|afternoon|evening|sorry|bye|welcome"
    r"|hallo|liebe|lieber|moin|servus|grüezi|grüß gott|danke|tschüss|ciao|sehr geehrter?|na|hola|gracias|querid[oa]|namaste"
    r"|my name is|my name's|name is|name's|call me|mein name ist|ich hei(?:ß|ss)e|me llamo|mi nombre es|nenn mich)[ ,]{1,2}$",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"(?<![^\W_])(?:i'?m|i am|this is|it's|its|here is|meet|colleague|manager|boss|teammate|chef|chefin|kollegen?|kollegin"
    r"|named|called|namens|hier ist|hier|soy|ask|tell|told|ping|cc|asked|with|mit|von|für|bei|frag|con|para|and|und) $",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"'?s? (?:said|says|told|is|was|has|had|asked|asks|wants|wanted|needs|needed|sent|called|will|can|can't|could"
    r"|doesn'?t|didn'?t|does|did|would|wouldn'?t|won'?t|isn'?t|wasn'?t|here|speaking|thinks|thought|left|wrote|knows|from (?:support|billing|sales|it|hr|the)"
    r"|kommt|macht|sagt|sagte|meint|meinte|ruft|wollte|schreibt|fragt|meldet|weiß|braucht|dijo|dice|viene|llamó)(?![^\W_])"
    r"| (?:and|und|y|&) [^\W\d_a-zà-ÿ]"
)
_HUMAN = re.compile(
    r" (?:said|says|told|asked|wrote|called|sent|promised|signed|approved|thinks|thought|knows|wants|wanted|hat gesagt"
    r"|sagt|sagte|meint|meinte|was (?:(?:really|so|very) )?(?:helpful|nice|rude|kind|great)"
    r"|from (?:support|billing|sales|it|hr|accounting))(?![^\W_])"
)
"""What only people do."""
_TOLD = re.compile(
    r"(?<![^\W_])(?:tell|told|ping|cc|kollegen?|kollegin|colleague|frag) $", re.IGNORECASE
)
_BEGINS = re.compile(r"(?:^|[.!?\n:;>] ?\n?|\n)[ *_>-]*$")
_ADDRESSED = re.compile(r"(?:,|^|\n|[.!?]|[-–—]) {0,2}$")
_STOPS = re.compile(r" ?(?:[,!?.)\n;:]|$| (?:here|speaking|hier)(?![^\W_]))")
_ENDS = re.compile(r"[ .!?]{0,3}(?:$|\n)")
_MID = re.compile(r"[^\W\d_][,']? $")
_DETERMINED = re.compile(
    r"(?<![^\W_])(?:the|an?|this|that|these|those|my|your|our|his|her|their|its|no|any|some|every|each|de[rnms]|die|das"
    r"|ein(?:e[nmrs]?)?|kein(?:e[nmrs]?)?|[mds]ein(?:e[nmrs]?)?|ihr(?:e[nmrs]?)?|unser(?:e[nmrs]?)?|i[mn]|am|zu[mr]|vom|beim"
    r"|el|la|los|las|una?|del|al|mi|tu|su) $",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"'s(?![^\W_])")


def is_called(text: str, start: int, end: int, folded: str) -> bool:
    """Whether the word at `text[start:end]` is used as somebody's name."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    word = text[start:end]
    own, _, _ = word.partition("'")
    titled = own[:1].isupper() and own[1:] == own[1:].lower()
    if _TITLE.search(before):
        return True
    if _GREETED.search(before):
        return own[:1].isupper() or bool(_STOPS.match(after))
    begins = not before.strip() or bool(_BEGINS.search(before))
    if _TOLD.search(before) or (begins and _HUMAN.match(after)):
        return True
    if not titled:
        return False
    if folded in NOUNS:
        return _is_addressed(before, after)
    if not before.strip() and not after.strip(" .!?\n"):
        return True
    return (
        _is_addressed(before, after)
        or bool(_INTRODUCED.search(before))
        or word.endswith("'s")
        or bool(_VERB.match(after))
        or (not begins and bool(_MID.search(before)) and not _DETERMINED.search(before))
    )


def _is_addressed(before: str, after: str) -> bool:
    """As in "Will, can you look?", "can you look, Will?", or a line of its own at the end."""
    begins = not before or bool(_BEGINS.search(before))
    if begins:
        return bool(re.match(r",", after)) or (
            bool(before.strip()) and bool(_ENDS.fullmatch(after))
        )
    return bool(_ADDRESSED.search(before)) and bool(_ENDS.match(after))
