"""How English names what the other went through, and the phrases that name nothing."""

from __future__ import annotations

from bot.domain.acts.language import Sympathy, words
from bot.domain.acts.rules import expression

_GENERAL = words("""feel feels feeling feelings felt frustration frustrating frustrated annoying annoyed upset
    upsetting angry anger disappointed disappointing disappointment stressful stress stressed worried
    worry worries hard tough difficult awful terrible horrible bad sad inconvenience situation concern
    concerns understand understandable understandably totally completely hear imagine sounds sound
    believe truly completely absolutely definitely certainly happen happened happens happening caused
    cause matter sense makes case point valid reason incredibly extremely super sucks sorry bro guys
    man disappointing unpleasant position place trouble justified pain normal perfectly fully
    issues problems difficulties difficulty troubles troubling technical inconveniences inconvenient
    matters request requests inquiry enquiry query support desk department helpdesk agent
    representative assistance assist assisting resolve resolved resolving resolution solution solve
    valued value business loyal loyalty patience patient cooperation apologize apologizing
    apologies apology sincere sincerely deeply contact contacting contacted reach reached reaching
    bringing brought attention sharing shared feedback rest assured important importance utmost
    priority regret circumstances kindly valuable hesitate questions further information expected
    expectations fell short meet regarding experiencing experienced encounter encountered facing
    causing working really greatly highly understanding message valuing happy today madam sir
    seriously provide highest standards level committed strive hearing frustrations empathize
    apologise hope aware received processed processing process submitted noted escalated
     team's entirely wholeheartedly surely genuinely dear emotions kept keeping left""")
_FEELS = words("""frustrating frustrated frustration frustrates annoying annoyed annoys upset upsetting angry anger
    mad furious disappoint disappoints disappointed disappointing disappointment stressful stressed
    stress worry worried worrying worrisome exhausted exhausting exhaustion tiring tired embarrassed
    embarrassing scared scary awful terrible horrible painful unfair unpleasant nightmare letdown
    hurt hurts hurtful nervous shock shocked shocking confused confusing confusion sad unacceptable
    justified ignored lonely isolating overwhelmed overwhelming fuming devastated
    devastating heartbreaking grim gutted gutting infuriating infuriated bitter lousy miserable
    helpless desperate tedious humiliated humiliating unsettling unsettled unnerving hectic draining
    terrifying terrified frightening frightened alarming alarmed daunting distressing distressed
    distress aggravating irritating irritated maddening agonizing agonising crushing disheartening
    disheartened demoralizing demoralising demotivating dreadful dread unbearable gruelling grueling
    brutal harrowing traumatic anxious afraid panic panicked panicking frantic horrifying appalling
    appalled outrageous outraged heartbroken powerless hopeless discouraging discouraged crappy
    shitty dire ghastly nasty excruciating wretched bewildering disorienting insulting insulted
    degrading belittling demeaning disrespectful undignified rattling nerveracking nervewracking
    nerveracking sickening stung stings awkward uncomfortable cruel thankless relentless
    mortifying disgraceful shameful hopeless stranded""")
_FEELING = (
    rf"(?:{'|'.join(sorted(_FEELS))}|let down|fed up|left out|passed over|a shame|bad timing|not ok"
    rf"|not nice"
    r"|should not happen|nobody should have to|breaks my heart|wears? you out|tough|difficult"
    r"|rough(?! (?:estimate|idea|guess|number|draft|date))"
    r"|(?<! working )(?<! trying )(?<! work )(?<! works )(?<! worked )(?<! try )(?<! tried )hard(?! (?:on it|at it|to (?:find|say|tell|do|get)|copy|copies|drive|disk|reset|deadline|facts))"
    r"|a lot of (?:work|stress|pressure)|a lot to (?:carry|take in|handle|juggle|deal with|bear)"
    r"|give up on us|not easy|can not be easy|messed up your|pain in|worse than|got nothing but"
    r"|impossible position|raw deal|heavy (?:load|burden|thing|blow)|(?:a|the) (?:\w+ )?burden"
    r"|a (?:real |huge |heavy )?blow"
    r"|a (?:real |huge |massive )?headache|weighs? on you|weighing on you"
    r"|(?<! tyre )(?<! tire )(?<! water )(?<! blood )pressure|feel (?:like |that |as if )?(?:nobody"
    r"|no one|you are)|sick of|no fun|a pity"
    r"|(?:left|kept|made|had) you (?:waiting|wait|hang\w*|without|standing|sitting|in the dark"
    r"|alone|stranded|chase|chasing|call|repeat)"
    r"|(?:you|feel|feels|feeling) (?:\w+ ){0,2}(?:stuck|torn|drained|crushed|shaken|worn out"
    r"|burned out|burnt out)|at your wits end)"
)
_SORRY_THAT = (
    r"sorry (?:that |to hear (?:that )?)?you (?:(?:have|had|are|were|still|now|been|just|only|got"
    r"|all) ){1,3}"
    r"(?:no|nothing|without|waiting|waited|left|stuck|sitting|standing|paying|paid|charged|locked"
    r"|cut|stranded|chasing"
    r"|sent|passed|lost)"
    r"|sorry (?:that |to hear (?:that )?)?you (?:have )?(?:\w+ )?had to \w+"
)
SYMPATHY = Sympathy(
    words=_FEELS
    | words("""let fed left passed shame timing ok nice happen nobody heart wear wears
        rough hard tough difficult easy give lot messed pain worse nothing impossible raw heavy burden blow
        headache weighs weigh weighing sick fun wits feel pity pressure stuck torn drained crushed shaken worn out you"""),
    feeling=expression(rf" (?:{_FEELING}|{_SORRY_THAT})(?= )"),
    hardship=expression(
        r" you (?:have |had |really )?(?:had to|were|been|have been|waited|took|paid|called|stayed"
        r"|did|spent|sat|lost|drove|travelled|came|went|planned|booked|tried"
        r"|wrote|emailed|rang|explained|trusted|relied|arranged"
        r"|stood|put up|worked|counted|are) <9,>(?:nobody|no one|and no|and still|for nothing|in vain"
        r"|unnoticed|times|hanging|all week|all day|far too long|never came|not come|did not get"
        r"|alone)(?= )"
        r"| you (?:have |had )?(?:spent|sat|stood|waited|lost) <9>(?:on the phone|on hold|in (?:the"
        r"|a) (?:queue|cold|dark|rain|line))(?= )"
        r"| you (?:have been|were|got) (?:sent|passed|transferred|bounced|handed) <2>(?:from|around"
        r"|back and|between)(?= )"
        r"| nobody (?:called|told|answered|informed) you(?= )"
        r"| (?:what|all|everything) you (?:are|have been|were|have) (?:carrying|juggling|holding"
        r"|dealing|going|been)"
        r" <9>(?:is|sounds|must be) <2>(?:heavy|hard|tough|a lot|too much|huge|enormous)(?= )"
    ),
    spoilt=expression(
        r" (?:but|however|if|though|unless)(?= )"
        r"| (?:i|we) (?:am|was|were|are|will be|feel|felt|had a|have a) (?:\w+ ){0,2}"
        rf"(?!sorry|very sorry|so sorry|really sorry){_FEELING}(?= )(?<!annoyed too)"
        r"| (?:do|can|could) not (?:really )?(?:see|understand|get) (?:why|how|what|your)"
        r"| (?:no|not any) reason to(?= )| (?:not|never) be (?:\w+ )?" + _FEELING + r"(?= )"
        r"| not (?:that|so|too|very) (?:bad|\w+ed|\w+ing|hard|tough)(?= )| feel that way(?= )"
        r"|^ (?:customers|people|everyone|others|some) (?:\w+ )?(?:get|are|feel|become|has to"
        r"|had to)(?= )"
        r"| for me(?= )| hard (?:to (?:find|say|tell)|drive|disk)(?= )| (?:hope|wish)(?= )"
        r"| oh poor | poor (?:you|thing|baby|little)(?= )| (?:tragedy|precious|lol|haha|boo)(?= )"
        r"| how terrible for(?= )| because you (?:did|are|were|have)(?= )"
        r"| (?:its|it is) (?:normal|the rule)(?= )|^ (?:please )?(?:do not|calm)(?= )"
        r"|^ (?:so |and )?(?:what|why|how|who) (?!a |you (?:are|have|were) )(?=\w)|^ we had(?= )"
        r"|^ (?:my|our) (?:colleagues?|boss|day|week|job|work|shift|team|life|own)(?= )"
    ),
    other=words("you your yours"),
    about=frozenset({"about", "over", "losing", "missing"}),
    general=_GENERAL,
    hollow=expression(
        r" (?:understand|imagine|appreciate|know|see|get|hear|sorry about) <2>(?:your|how|that|why"
        r"|this|the) "
    ),
    trouble=words("""not no never nothing nobody none without still late wrong missing missed lost broken broke
        twice again wait waited waiting weeks days hours months times forgot forgotten ignored delayed
        damaged failed cancelled down locked stuck had alone gone stolen charged crashed too only
        deleted hung bounced leaking cold rain instead empty dead refused rejected declined failing"""),
    stock=expression(
        r"^ (?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)) (?:\w+ ){0,4},(?= )"
        r"| thank(?:s| you) (?:so much |very much )?for (?:contacting|reaching|calling|writing"
        r"|getting|messaging"
        r"|choosing|being|bearing|letting|bringing|sharing|taking)(?: (?!about |regarding |because "
        r"|that )\w+){0,9}(?= )"
        r"| (?:sorry|apologize|apologies|regret|understand|see) (?:to hear |to learn |to see "
        r"|to read |for |about )?(?:that )?"
        r"(?:you|your) (?:\w+ ){0,2}(?:having|experiencing|experienced|facing|encountered"
        r"|encountering|had|have)"
        r" (?:an |a |any |some |this |these |such )?(?:\w+ )?(?:trouble|issues?|problems?"
        r"|difficult(?:y|ies)|bad experience)"
        r"(?: (?:with|when|while|in|at))?(?: (?!and )\w+){0,4}(?= )"
        r"| (?:apologize|apologies|sorry) for (?:the|any|this) (?:\w+ )?(?:delay|mistake|error"
        r"|issue|mixup|problem"
        r"|trouble|wait|confusion|frustration)(?: (?:with|in|of|to) (?:your|the) \w+)?(?= )"
        r"| (?:is|are|am) (?:\w+ ){0,2}working (?:hard|on|to|around)(?: \w+){0,6}(?= )"
    ),
)
