"""English put together: its rules, its words of mockery, its common words."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.acts.english import asking, committing, harsh, owning, selling
from bot.domain.acts.english.insulting import INSULT, NO_INSULT
from bot.domain.acts.english.spelling import spelling
from bot.domain.acts.english.sympathy import SYMPATHY
from bot.domain.acts.language import Language, words
from bot.domain.acts.rules import Rules, expression

COMMON = words("""a about after again all already also always am an and another any anyone anything are around as
    ask asked at away back be because been before being between bit both but by  call came can
    come could day days did do does doing done down each else even ever every everything exactly
    few first for from get gets getting give go goes going gone good got great had has have having he
    hello help her here hi him his hm how i if in into is it just keep know last later least let like
    little long look looking lot made make many may maybe me mean might mine more most much must my
    need needs never new next nice no nobody none not nothing now of off often oh ok on once one only
    or other our out over own part perhaps please put quite rather really right said same say says see
    seen seems send sent set shall she should since so some someone something soon sorry still stuff
    such sure take taken tell than thank thanks that the their them then there these they thing things
    think this those though through thing time times to today together told too took try trying
    under until up us use used using very want wants was way we well went were what when where which
    while who whole why will with without would write yes yet you your yourself order orders customer
    service product products company team issue problem thanks dear best ones lol work works
    experience everyone anyone ours yours itself myself every per via""")
_MOCKERY = expression(
    r" (?:lol|haha|hahaha|boo hoo|boo|blah|cry me|yeah yeah|yeah right|poor (?:you|thing|baby|little)"
    r"|the poor|how terrible for|as if|ooh|oh please|tragedy|thats life|that is life|yes yes)(?= )"
)
_NUMBERS = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        map(str, range(1, 11)),
        strict=True,
    )
)
_ENDINGS = ("ing", "ies", "ied", "ed", "es", "s")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its ending, so that "charged" and "charging" are one."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e")


ENGLISH = Language(
    spelling=spelling,
    going_on=frozenset({"but", "however", "although", "though"}),
    rules=Rules.of(*asking.RULES, *owning.RULES, *committing.RULES, *harsh.RULES, *selling.RULES),
    sympathy=SYMPATHY,
    mockery=_MOCKERY,
    insult=INSULT,
    no_insult=NO_INSULT,
    common=COMMON,
    stem=stem,
    address=words("mr mrs ms mister hi hello hey dear dr doctor"),
)
