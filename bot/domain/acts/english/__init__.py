"""English put together: its rules, its words of sympathy and mockery, its common words."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.acts.english import asking, committing, harsh, owning, selling
from bot.domain.acts.english.spelling import spelling
from bot.domain.acts.language import Language, Sympathy, words
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
_GENERAL = words("""feel feels feeling feelings felt frustration frustrating frustrated annoying annoyed upset
    upsetting angry anger disappointed disappointing disappointment stressful stress stressed worried
    worry worries hard tough difficult awful terrible horrible bad sad inconvenience situation concern
    concerns understand understandable understandably totally completely hear imagine sounds sound
    believe truly completely absolutely definitely certainly happen happened happens happening caused
    cause matter sense makes case point valid reason incredibly extremely super sucks sorry bro guys
    man disappointing unpleasant position place trouble justified pain normal perfectly fully""")
_FEELING = (
    r"(?:frustrat\w+|annoy\w+|upset\w*|angry|anger|mad|furious|disappoint\w+|stress\w*|worr(?:y|ied|ying)"
    r"|exhaust\w+|tiring|tired|embarrass\w+|scary|scared|awful|terrible|horrible|painful|unfair|unpleasant"
    r"|nightmare|letdown|let down|hurts?|rough|fed up|nervous|left out|passed over|shock\w*|a shame"
    r"|bad timing|confus\w+|sad|not ok|not nice|unacceptable|justified|should not happen"
    r"|nobody should have to|breaks my heart|wears? you out|hard|tough|difficult|a lot of (?:work|stress"
    r"|pressure)|pressure|give up on us|ignored|not easy|can not be easy|lonely|overwhelm\w+|messed up your"
    r"|pain in|fuming|stuck|worse than|nothing but|devastat\w+|heartbreaking|grim|gutt\w+|infuriat\w+|bitter|lousy|miserable|helpless|desperate|impossible position|raw deal|tedious|humiliat\w+|unsettling|hectic|draining)"
)
SYMPATHY = Sympathy(
    words=words("""frustrating frustrated frustration frustrates annoying annoyed annoys upset upsetting angry
        anger mad furious disappointed disappointing disappointment stressful stressed stress worried
        worry worrying exhausting exhausted tiring tired embarrassing embarrassed scary scared awful
        terrible horrible painful unfair unpleasant nightmare letdown let hurts hurt rough fed nervous
        left passed shock shocking shame timing confusing confused sad ok nice unacceptable justified
        happen nobody heart wear wears hard tough difficult pressure easy lonely overwhelming give
        overwhelmed ignored lot messed pain humiliating unsettling hectic draining fuming stuck worse nothing devastating devastated heartbreaking grim gutted
    gutting infuriating bitter lousy miserable helpless desperate impossible raw tedious you"""),
    feeling=expression(rf" {_FEELING}(?= )"),
    hardship=expression(
        r" you (?:have |had |really )?(?:had to|were|been|have been|waited|took|paid|called|stayed|did|spent"
        r"|stood|put up|worked|counted|are) <9,>(?:nobody|no one|and no|and still|for nothing|in vain"
        r"|unnoticed|times|hanging|all week|all day|far too long|never came|not come|did not get|alone)(?= )"
        r"| nobody (?:called|told|answered|informed) you(?= )"
    ),
    spoilt=expression(
        r" (?:but|however|if|though|unless)(?= )"
        r"| (?:i|we) (?:am|was|were|are|will be|feel|felt|had a|have a) (?:\w+ ){0,2}"
        rf"(?!sorry|very sorry|so sorry|really sorry){_FEELING}(?= )(?<!annoyed too)"
        r"| (?:do|can|could) not (?:really )?(?:see|understand|get) (?:why|how|what|your)"
        r"| (?:no|not any) reason to(?= )| (?:not|never) be (?:\w+ )?" + _FEELING + r"(?= )"
        r"| not (?:that|so|too|very) (?:bad|\w+ed|\w+ing|hard|tough)(?= )| feel that way(?= )"
        r"|^ (?:customers|people|everyone|others|some) (?:\w+ )?(?:get|are|feel|become|has to|had to)(?= )"
        r"| for me(?= )| hard (?:to (?:find|say|tell)|drive|disk)(?= )| (?:hope|wish)(?= )"
        r"| oh poor | poor (?:you|thing|baby|little)(?= )| (?:tragedy|precious|lol|haha|boo)(?= )"
        r"| how terrible for(?= )| because you (?:did|are|were|have)(?= )"
        r"| (?:its|it is) (?:normal|the rule)(?= )|^ (?:please )?(?:do not|calm)(?= )"
        r"|^ (?:so |and )?(?:what|why|how|who) (?!a )(?=\w)|^ we had(?= )|^ my (?:colleague|boss)(?= )"
    ),
    other=words("you your yours"),
    about=frozenset({"about", "over", "losing", "missing"}),
    general=_GENERAL,
)
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
    common=COMMON,
    stem=stem,
)
