"""How blame and dismissal show in English."""

from __future__ import annotations

from bot.domain.acts.english.guards import NEGATED, NOBODY, OTHERS, REPORTED, SMALL_WORDS, UNREAL
from bot.domain.acts.rules import maker

_rule = maker(SMALL_WORDS)

_DID = (
    r"(?:read|follow|listen|pay|update|check|tell|call|answer|reply|ask|confirm|even|submit|send"
    r"|bother|care|do|restart|open|look|log|write|use|install|save|keep|show|respond|change)"
)
_HAD = (
    r"(?:read|called|told|asked|listened|checked|changed|paid|followed|updated|written|said|done"
    r"|kept|waited|thought|sent|come|paid|made|used|answered)"
)
_COULD_HAVE = (
    rf"(?:{_HAD}|chosen|picked|taken|bought|gone|put|tried|looked|let|spoken|known|left|"
    r"(?!received|expected|planned|needed|wanted|wished|died|stayed|shouted|cancelled any)\w+ed)"
)

BLAME = (
    _rule(
        "blame",
        "you your yourself nobody one had",
        rf"<begin>had you (?:only |just )?(?:not )?{_HAD}",
        r"if only you had",
        r"that is what you get",
        r"you (?:are|were) the one who",
        r"you (?:did|already|yourself) (?:sign|signed|agree|agreed|click|clicked|choose|chose|order)",
        r"(?:nobody|no one) (?:forced|made|told|asked) you (?:to )?\w+",
        r"how did you (?:even )?manage to",
        r"your (?:team|colleagues?|people|guys|son|wife|husband) (?:broke|messed|forgot|did not"
        r"|never|lost)",
        r"you (?:do not|never) (?:bother|listen|read|follow|pay attention|care|think|learn|help)",
        r"you (?:are|were) (?:just |simply |always |too |so |very )?(?:lazy|careless|sloppy|unreliable"
        r"|disorganized|incompetent|forgetful|negligent|responsible for this|not paying attention"
        r"|not listening)",
        r"your (?:laziness|carelessness|sloppiness|negligence|forgetfulness|bad planning|attitude)",
        r"you (?:missed|lost|deleted|caused|overlooked|skipped|dropped) (?:the|it|this|that|your"
        r"|our|my)",
        r"you should (?:really )?(?:have )?(?:know|known) better",
        r"you (?:need|have) to (?:be more careful|pay (?:more )?attention|learn to|read (?:it|the))",
        r"learn to read",
        r"you asked for (?:it|this)",
        before=REPORTED
        + "|"
        + NOBODY
        + r"| (?:if|when|not|did|have|because|that|what|which|sorry|hear) $",
        after=r" (?:anything|nothing|wrong|right|well)(?= )",
        asks=None,
    ),
    _rule(
        "blame",
        "read follow listen pay check forgot",
        r"you did not (?:even )?(?:read|follow|listen|pay|check)",
        r"you (?:just |simply )?forgot",
        before=REPORTED + "|" + NOBODY,
        asks=True,
    ),
    _rule(
        "blame",
        "should could",
        r"you (?:really |maybe |probably |also |just )?should (?:not )?have "
        r"(?!received|gotten|got |got|been|had|heard|it|a|an|the|this|that|your|seen|to)\w+",
        rf"you could (?:at least |just |always |simply |also |easily )?have (?:just |simply "
        rf"|at least )?{_COULD_HAVE}",
        before=REPORTED + "|" + NOBODY + r"| (?:if|had) (?:we|i|our|somebody) (?:[\w,]+ ){0,9}$",
        # "you should have paid once" measures what we did, not what you did
        after=r" (?:only |just |exactly )?(?:once|one|nothing|(?:\d+ )?less|zero)(?= )"
        r"| (?:[\w,]+ ){0,6}(?:that|this|it) is (?:for us|on us|our|ours|my|mine)(?= )"
        r"| (?:[\w,]+ ){0,6}(?:and|but) you did not(?= (?:[,;]|$))",
    ),
    _rule(
        "blame",
        "your you yours",
        r"(?:is|was) (?:all |only |entirely |clearly )?your (?:own )?(?:fault|mistake|error|doing)",
        r"<begin>(?:it is )?your (?:own )?(?:fault|mistake)",
        r"(?:mistake|error|fault|problem) (?:is|was|lies) (?:on your side|yours|with you)",
        r"(?:that|this) (?:is|one is) on you",
        r"it was your (?:responsibility|job|duty) to",
        r"(?:is|was) you who",
        r"you (?:are|were) (?:the problem|to blame|so careless|careless|responsible for this mess)",
        r"yourself to blame",
        r"you (?:have )?brought this on",
        r"your carelessness",
        before=OTHERS + r"| (?:if|whether|who|whose) <4>$",
    ),
    _rule(
        "blame",
        "you",
        r"you (?:clearly |obviously |just |simply |also |probably |then )?did not "
        rf"(?:even |really |bother to )?{_DID}",
        r"you never (?:listen|answer|answered|reply|replied|read|tell|told|call|called|pay|paid|check"
        r"|checked|ask|asked|help|do|did|said|learn|pay|bothered|sent)",
        r"you (?:clearly |obviously |just |simply |also |probably )?(?:forgot|failed) to",
        r"you (?:clearly |obviously |just |simply |also |probably )?(?:ignored|messed|broke|ruined)",
        r"you (?:clearly |obviously |just |simply |also |probably )?(?:entered|typed|ordered|gave|chose"
        r"|picked|clicked|used|did|put|sent|took|made) <5>wrong",
        r"you waited too long",
        r"you (?:are )?always (?:interrupt|forget|late|complain|do (?:this|that)|wait|have to|lose|say"
        r"|make|change|blame|too|come)(?! the right)",
        r"you keep (?:making|forgetting|losing|doing|interrupting|changing|asking)",
        r"you must have (?:done|made|forgotten|deleted|typed|entered|missed)",
        r"you (?:have )?(?:made|did|caused) (?:this|the|a|that) (?:mess|mistake|error|problem|chaos)",
        r"you (?:did|do) (?:it|that|this|everything) wrong",
        r"you let (?:us|me|the) <3>down",
        r"only you did not",
        r"you (?:cancelled|deleted) it yourself",
        before=REPORTED + "|" + NOBODY + r"| (?:which|what|that|if|did|do|have) $",
        after=r" (?:anything|nothing|wrong|good|right|well|us that you|for an answer|for us|to wait)"
        r"(?= )| the right",
        asks=False,
    ),
    _rule(
        "blame",
        "why how who what did read",
        r"why (?:did|do|would|could) (?:you )?not (?:you )?(?:just )?(?!get|receive|have|hear)\w+",
        r"why (?:would|did) you (?:even |just )?(?:click|do|delete|open|wait|ignore|break|buy|throw"
        r"|not)",
        r"how could you (?:forget|do|lose|miss|break|let|be)",
        r"who told you to",
        r"did you even (?!get|receive|hear|have|sleep|eat|know about)\w+",
        r"(?:did|do) (?:you not|not you) (?:even )?(?:read|check|see|listen|know|follow)",
        r"what did you do to",
        r"what have you done",
        before=REPORTED + r"| (?:but|see|know|understand) $|" + UNREAL,
        after=r" (?:get|receive|have|hear)(?= )",
    ),
    _rule(
        "blame",
        "if because next",
        r"you would not (?:have|be) (?:this|that|the|these|here|in) <4>if you(?! (?:want|like|prefer))",
        rf"if you (?:had|would have) (?:only |just |not |simply )?(?:not )?{_HAD}",
        r"because of you(?= (?:[,;]|$|we|i|the|everyone|it))",
        r"because of your (?!help|support|patience|feedback|call|hint|work|tip|order|effort|good)\w+",
        r"because you (?:did not|never|forgot|were|are|gave us the wrong|ordered|waited|changed)",
        r"(?:next time )(?:please )?(?:read|check|listen|think|call|pay|look)",
        r"maybe (?:you should )?read the",
        before=REPORTED + r"| (?:that|thanks|because) <2>$| wait $",
        after=r" (?:waiting|asked|not told|not asked|charged|promised|left|right)(?= )",
    ),
    _rule(
        "blame",
        "yourself",
        r"(?:read|check) the (?:manual|terms|instructions|mail|email) (?:yourself|properly|first)",
    ),
)

_ALONE = r"<begin>(?:whatever|so what|who cares|too bad|tough luck|bad luck|well bad luck|boo hoo|big deal"
DISMISSAL = (
    _rule(
        "dismissal",
        "need policy rules wait call mountain died fair fish story discussion used world grip grow move worse tough emotional end"
        " picky hysterical difficult paranoid glad happy grateful line turn google faq cares less business"
        " drama petty silly one secretary upset life",
        r"not (?:really )?(?:my|our) (?:call|decision|area|cup)",
        r"mountain out of",
        r"(?:nobody|no one) (?:died|cares)",
        r"life is (?:not fair|hard|tough|like that)",
        r"(?:bigger|other|real) (?:fish|problems|fires)",
        r"end of (?:story|discussion)",
        r"(?:you will |just |have to )get used to it",
        r"first world problems?",
        r"get a grip",
        r"<begin>(?:grow up|move on|toughen up|man up|get in line|wait your turn|google it|cheer up)",
        r"(?:could be|others have it|it could be|there is) (?:much |far )?worse",
        r"no need to (?:get|be) (?:so )?(?:emotional|upset|dramatic|angry|hysterical|mad|rude)",
        r"no need to (?:shout|yell|scream|swear|raise your voice)",
        r"(?:policy is policy|rules are rules)",
        r"<begin>(?:you will (?:just |simply )?have to|you just have to|you must|just) wait(?= $)",
        r"you are (?:just |really |being )?(?:emotional|hysterical|difficult|paranoid|picky|petty"
        r"|silly)",
        r"you (?:should|can) be (?:glad|happy|grateful)",
        r"could(?: not)? care less",
        r"(?:none of|not) (?:my|our) business",
        r"i am not your (?!enemy)\w+",
        r"come on ,? ?(?:it is|that is) (?:only |just )?(?:a|an|one|two|not)",
        r"stop being (?:so )?\w+",
        r"what is the (?:big deal|drama)",
        r"so much (?:drama|fuss)",
        before=r" (?:not|never|would not|stop) $|" + REPORTED,
        after=r" ,? ?but (?:i|we|let)(?= )",
    ),
    _rule(
        "dismissal",
        "not",
        r"not (?:really )?(?:my|our) (?:problem|job|department|responsibility|fault|business|concern"
        r"|issue)",
        before=REPORTED + r"|" + UNREAL + r"| (?:whether) <4>$",
        asks=False,
    ),
    _rule(
        "dismissal",
        "calm relax chill get deal let stop suck patient patience",
        r"<begin>(?:you (?:need|have) to |you should |try to |can you |to )?(?:calm down|get over it"
        r"|chill|relax(?= (?:[,;]|$))|deal with it|let it go|suck it up|stop (?:complaining|whining"
        r"|crying|moaning))",
        r"<begin>(?:you (?:just |simply )?(?:(?:need|have) to|must|will (?:just )?have to) "
        r"|try to )?(?:be (?:a (?:little )?(?:bit )?)?(?:more )?patient"
        r"|have (?:some |a little |a bit of )?(?:more )?patience)(?! with me)",
        after=r" (?:today|until)| (?:\w+ ){0,6}, i will(?= )",
    ),
    _rule(
        "dismissal",
        "again yourself",
        r"<begin>(?:go )?(?:check|ask|call|contact|read|look (?:at|in)|search"
        r"|talk to) (?:with )?(?:your|the) <2>again(?= $)",
        r"<begin>(?:go )?(?:check|look|look (?:it|that) up|call them|ask them|find out|google"
        r"|search|do) (?:it |for it )?yourself(?= $)",
        before=r" please $",
        asks=False,
    ),
    _rule(
        "dismissal",
        "only just not big",
        r"(?:is|was) (?:really )?(?:only|just) (?:a|an|one|two|three|\d+|some|a few) "
        r"(?!question|quick|idea|suggestion|thought|guess|second|minute|minutes|moment)\w+"
        r"(?= (?:[,;]|$|come|after|not|no ))",
        r"(?:is|be|was|can) not (?:be )?(?:that|so|a|such a) (?:bad|big deal|big|terrible|serious"
        r"|dramatic|important)",
        r"(?:such )?a big (?:thing|deal) (?:out of|about)",
        before=r" (?:not|tell you|say|know|would not) (?:\w+ ){0,5}$|" + REPORTED,
        after=r" ,? ?(?:for you|it is bad)",
        asks=False,
    ),
    _rule(
        "dismissal",
        "nothing can do help between up responsible something",
        r"nothing (?:that |more |else )?(?:i|we) can do",
        r"can not do anything about",
        r"(?:is|are) between you and",
        r"you (?:\w+ ){0,3}take (?:that|this|it) up with",
        r"(?:i|we) (?:am|are) not responsible for",
        r"(?:that|this|it) is not something (?:i|we) do(?= $)",
        r"(?:i|we) can not help you",
        before=REPORTED,
        after=r" (?:[\w,]+ ){0,6}but (?:i|we|my|our|let|here)(?= )",
    ),
    _rule(
        "dismissal",
        "whatever what who bad luck boo deal",
        _ALONE + r")(?= (?:[,;]|$|lol|man|dude|haha))",
        r"big deal lol",
        r"boo hoo",
        before=r" (?:this|that|it) is (?:a )?$",
        asks=None,
    ),
    _rule(
        "dismissal",
        "care time things matter complain complained problem job someone",
        r"(?:i|we) (?:really )?do not (?:really )?care",
        r"(?:i|we) (?:really )?do not have time for (?:this|that|you|your)",
        r"(?:more important|better|other) things to do",
        r"<begin>ask (?:someone|somebody) else",
        r"<begin>go (?:and )?complain",
        r"(?:that|it|this) does not (?:really )?matter",
        r"(?:is|sounds like) (?:your|a you) problem",
        r"no one else (?:has |ever )?(?:complained|complains|has a problem)",
        r"nobody else (?:has |ever )?(?:complained|complains|has a problem|had)",
        before=REPORTED,
        after=r" (?:to me as|(?:about )?(?:which|how (?!you )|who (?!you )|whose|what (?:it|the|caused|happened))|to know)",
        asks=False,
    ),
    _rule(
        "dismissal",
        "you",
        r"you are (?:just |totally |really |only )?(?:over ?reacting|exaggerating|imagining"
        r"|being (?:too|so)"
        r"|too (?:sensitive|emotional)|so (?:dramatic|sensitive))",
        r"you will (?:survive|live)<end>",
        r"what (?:do|did) you expect (?:me|us) to do",
        before=NEGATED + "|" + REPORTED,
    ),
    _rule(
        "dismissal",
        "do not oh cry take happens hear there it that like everyone other worse",
        r"<begin>(?:please )?do not (?:be so|make such a|take it so|be such a) \w+",
        r"<begin>(?:it|that) is what it is",
        r"(?:that|this|it) is (?:just |simply )?how (?:it is|it works|things are|life is)",
        r"(?:that|this|it) is (?:just |simply )(?:the way it is|life)",
        r"there are worse things",
        r"cry me a river",
        r"take it or leave it",
        r"happens all the time",
        r"hear that all",
        r"<begin>oh please",
        r"like everyone else",
        r"everyone else (?:has to|had to|does|waits)",
        r"other customers (?:have|also)",
        before=REPORTED + r"| (?:not) <3>$",
        asks=False,
    ),
)

RULES = (*BLAME, *DISMISSAL)
