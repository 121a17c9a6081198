"""Insults in English: a sentence with one does nothing else for whoever wrote it."""

from __future__ import annotations

from bot.domain.acts.rules import expression

_NAMES = (
    "idiots?|morons?|cow|bitch(?:es)?|bastards?|assholes?|arseholes?|dumbass|twat|cunts?|pricks?|wankers?"
    "|losers?|clowns?|fools?|pigs?|scum|imbeciles?|cretins?|dimwits?|liars?|jerks?"
)
_KINDS = "stupid|dumb|pathetic|moronic|brain ?dead|thick|retarded"
_STRESSED = r"(?:(?:just|really|so|such|all|both|being|clearly|obviously|a|an|bloody|fucking|damn|total|complete) ){0,4}"
INSULT = expression(
    rf" you (?:(?:are|were) )?{_STRESSED}(?:(?:{_KINDS}) )?(?:{_NAMES})(?= )"
    rf"| (?:you are|are you) {_STRESSED}(?:{_KINDS})(?= [,.!?]? ?$)"
    r"| (?:shut (?:the \w+ )?up|fuck (?:off|you)|piss off|screw you|go to hell|bugger off|sod off|get stuffed)(?= )"
)
NO_INSULT = expression(
    r" (?:not|never|nobody|no one|called|calls?|named|told|tells?|said|says?|treated|treats|feel|feels|felt"
    r"|think|thinks|thought|if|as though|like)(?= )"
)
"""Denied, reported, supposed, felt."""
