"""How asking shows in English: the open question and the check of understanding."""

from __future__ import annotations

from bot.domain.acts.english.guards import NEGATED, SMALL_WORDS
from bot.domain.acts.rules import maker

_rule = maker(SMALL_WORDS)

_MAY_I = r"(?:can|may|could|might) i (?:just |maybe )?ask(?: you)?"
_asked = maker(
    SMALL_WORDS + "|" + _MAY_I + "|out of curiosity|any idea|from your side|in your view"
)
"""Rules for what may stand after "can I ask" as well."""

OPEN_QUESTION = (
    _rule(
        "open_question",
        "where who when",
        r"<begin>where (?:do|does|did|would|could) (?:you|it|that|this) (?:\w+ )?(?:see|feel|hurt"
        r"|get stuck|go"
        r" wrong|lose|think|struggle)",
        r"<begin>who else (?:is|was|does|would|should)",
        asks=True,
    ),
    _asked(
        "open_question",
        "what",
        r"<begin>what (?:(?:is|was|are|were) (?:going on|up|happening|it|your (?:view|take|opinion|"
        r"experience|main|biggest|idea|thinking|sense|impression|feeling)|the (?:most|reason|main|"
        r"biggest|hardest|worst|best|problem|story|background|idea|situation|impact)|behind|most"
        r"|important|making|causing|driving|bringing|pushing|prompting|bugging|slowing|in the way"
        r"|at stake|stopping|holding|keeping|bothering|worrying|missing|different"
        r"|you (?:hoping|doing|looking|trying|thinking|afraid|worried|using|missing)|that like"
        r"|you waiting for(?= (?:exactly|, if|from|most))"
        r"|wrong with (?:it|the|your)|not working)"
        r"|(?:do|does|did|would|will|could|can|should|might|has|have|had) \w+"
        r"|else|exactly|kind of|sort of|happened|happens|went|got|led|made|makes|worries|worry"
        r"|(?:is (?:this|that|it|all this) |was (?:the|your|this|that|it) (?:\w+ ){0,2})for(?= (?:$"
        r"|[,;]))"
        r"|concerns|bothers|brought|brings|caused|causes|matters|helps|looks|feels|keeps|stops"
        r"|changed|changes|needs|exactly)",
        before=NEGATED,
        after=r" (?:do \w+ )?(?:expect(?= $)|expect me|want me to (?:say|do)|am i supposed|care|hell|heck)"
        r"| (?:i|we) (?:can|need|want|have)\b| (?:the )?(?:order|email|e mail) ",
    ),
    _asked(
        "open_question",
        "how",
        r"<begin>how (?:exactly )?(?:can|could|may|do|does|did|would|might|will|is|was|are|has|have"
        r"|come|else|should) (?:\w+)",
        after=r" (?:know|dare|supposed|be (?:so|that)|forget|not)\b"
        r"| (?:(?:doing|today|you)(?: today)?)<end>| am i| i supposed| to know|<end>",
        before=r" (?:show you|see) $",
    ),
    _asked(
        "open_question",
        "why",
        r"<begin>why (?:is|are|was|were|does|did|do|has|have) "
        r"(?!not|you (?:so|always|never|not|even|being)|everyone|everybody|people|i )\w+",
        after=r" (?:not|always) ",
        asks=True,
    ),
    _rule(
        "open_question",
        "way parts how",
        r"in (?:what|which) way",
        r"<begin>which (?:parts?|things?|steps?|aspects?) (?:of|is|are|do|does|would|worr\w+|take)",
        r"<begin>how come",
        asks=True,
    ),
    _rule(
        "open_question",
        "tell describe explain walk share help hear know understand say ask asking telling curious wondering",
        rf"(?:{_MAY_I}|mind (?:me |if i )(?:ask|asking)|mind telling me|i (?:am|would be) (?:just "
        rf"|really )?(?:curious|wondering)|i was wondering)"
        r" (?:, )?(?:(?:how|why|in what way) (?:you|it|that|this|things|the|your)"
        r"|what (?:you (?!want)\w+"
        r"|it is|made|makes|led|happened|went|brought|got|stopped|stops|keeps|kept|changed"
        r"|your (?!name|order"
        r"|number|email|address|postcode|account|date)\w+)|about (?:that|what|how|your (?!name"
        r"|order|number)\w+))",
        r"<begin>tell me (?:a (?:bit|little) )?(?:more|about|what|how|why|everything)",
        r"(?:can|could|would|will) you (?:please |maybe |also )?(?:tell|describe|explain|walk|share"
        r"|help|say|talk|show)(?: (?:me|us))? (?:understand |a (?:bit|little) |please )?"
        r"(?:more|about|what|how|why|through|in which|which|the (?:situation|problem|steps))",
        r"<begin>(?:describe|explain) (?:to me |for me )?(?:what|how|why|the|your|it)",
        r"<begin>walk me through",
        r"<begin>(?:please )?help me (?:to )?understand",
        r"i (?:would|will|do) (?:like|love) to (?:hear|understand|know|learn) (?:a bit )?"
        r"(?:more|how|what|why|about|your|from)",
        before=NEGATED,
        after=r" (?:your|the) (?:name|order|number|email|postcode|address|date)| me$"
        # what is asked only for the sake of what comes next invites nobody to tell
        r"| ?,? ?(?:and )?(?:then|otherwise|or|or else) (?:i|we)(?= )",
    ),
)

CHECK = (
    _rule(
        "check_understanding",
        "right correct fair it",
        r"<begin>(?:is that fair|is this fair|right|correct|is that it)(?= $)",
        before=r"\w",
        asks=True,
    ),
    _rule(
        "check_understanding",
        "back misread misunderstood sums sum words right know straight",
        r"(?:play|repeat|read|say|give) (?:it|that|this) back",
        r"let me know if i (?:\w+ )?(?:misread|misunderstood|got|missed|am wrong)",
        r"sums? (?:it|that|this|things) up",
        r"in my (?:own )?words",
        r"(?:sure|check|confirm) (?:that )?i have (?:this|that|it|everything|you) (?:right|straight"
        r"|correctly)",
        r"(?:so )?let me see if i (?:understand|got|get|have)",
        before=NEGATED,
    ),
    _rule(
        "check_understanding",
        "did have do am does",
        r"did (?:i|we) (?:get|understand|hear|read|summarize) (?:that|it|you|this|everything)"
        r"(?: all)?(?: right| correctly| well)?<end>",
        r"(?:did|do) i (?:get|understand|have) (?:that|you|it|this) (?:right|correctly|so far)",
        r"have i (?:understood|got) (?:that|you|it|this|everything)(?: right| correctly)?",
        r"am i (?:understanding|getting|reading|hearing) (?:this|that|it|you)",
        r"am i right (?:that|in|to|if)",
        r"did i (?:miss|leave|forget) (?:anything|something)(?: out| important)?<end>",
        r"does (?:that|this|my) (?:summary )?(?:match|fit|sum it up|reflect|capture)",
        before=r" (?:if|he|she|they|asked) <3>$",
    ),
    _rule(
        "check_understanding",
        "understand understood got get getting hear heard hearing right understanding mean meant",
        r"if (?:i|we) (?:understand|understood|got|get|hear|heard|read|am hearing|have)"
        r"(?: (?:you|that|this|it))?(?: (?:right|correctly|correct))",
        r"(?:make sure|be sure|double check|check|just checking|confirm|see if)(?: that)? (?:i|we)"
        r" (?:really |fully )?(?:understand|understood|got|get|am getting|have understood|am clear)",
        r"so if (?:i|we) (?:got|understood|get)",
        r"as (?:i|far as i) understand (?:it|you)",
        r"what i (?:hear|understood|am hearing|understand) is",
        r"is (?:that|this) what you (?:mean|meant)",
        r"(?:so )?what you are (?:saying|telling me) is",
        before=r" (?:not|never) <2>$",
        after=r" (?:\w+ ){0,2}(?:i would|the answer|you know why|but i)",
    ),
    _rule(
        "check_understanding",
        "repeat recap summarize play sum summing confirm words sure clear page short",
        r"let me (?:just |quickly |please )?(?:repeat that|recap|summarize|play that back|sum up"
        r"|repeat what you|repeat it back|put (?:it|that) in my own words|confirm (?:what|that) you)",
        r"(?:to (?:recap|summarize|sum up)|summing up|to confirm|just to confirm) [,:] <2>(?:you|your)",
        r"(?:just )?to be (?:sure|clear) (?:on what you|we (?:mean|talk)|i (?:got|understood))",
        r"(?:just )?(?:so|that) we are on the same page",
        asks=None,
        after=r" ?:? no\b",
    ),
    _rule(
        "check_understanding",
        "mean saying",
        r"<begin>do you mean (?:the|that|it)",
        r"what you are (?:saying|telling me) is",
        asks=True,
    ),
    _rule(
        "check_understanding",
        "correct stop tell",
        r"correct me if i am (?:wrong|mistaken)",
        r"stop me if i",
        r"tell me if i (?:got|understood|have|misunderstood|missed)",
    ),
    _rule(
        "check_understanding",
        "that it correct right yes",
        r"is (?:that|this) (?:right|correct|it|a fair summary|about right)<end>",
        r"<begin>(?:so|to be clear|the main|in short|for you|you (?!do know|did not|know|realize"
        r"|realise|see|understand|just|should|do)"
        r"\w+|in other words|just to confirm|in a nutshell|it sounds like) (?:[\w,:]+ ){1,25}(?:,|:) "
        r"(?:right|correct|yes)(?= $)",
        r"just to (?:confirm|be sure|make sure) ,? ?<4>you (?:\w+)",
        asks=None,
        before=r" (?:not understand|be clear) (?:[\w,]+ ){0,6}$|^ if ",
        after=r" <3>(?:grammar)",
    ),
)

RULES = (*OPEN_QUESTION, *CHECK)
