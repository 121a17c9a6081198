"""How apology and thanks show in English."""

from __future__ import annotations

from bot.domain.acts.english.guards import NEGATED, REPORTED, SMALL_WORDS, UNREAL
from bot.domain.acts.rules import maker

_rule = maker(SMALL_WORDS)

APOLOGY = (
    _rule(
        "apology",
        "apology feel pardon wrong happened on",
        r"(?:my|our) (?:sincere |sincerest |deepest |full )?apology",
        r"(?:i|we) feel (?:so |really |very )?(?:awful|terrible|bad|ashamed) (?:about|that|for)",
        r"pardon (?:me|us) for",
        r"we got (?:this|that|it) (?:all |completely )?wrong",
        r"(?:that|this) one is on (?:me|us)",
        r"(?:that|this|it) (?:really )?should (?:never|not) have happened",
        before=UNREAL + "|" + NEGATED + "|" + REPORTED,
        after=r" <6,>but(?= )",
        asks=False,
    ),
    _rule(
        "apology",
        "sorry",
        r"<begin>(?:so |very |really |truly |deeply ){0,3}sorry(?= $)",
        before=r" (?:(?:can|will|may) not|not (?:possible|allowed|able|available)|nothing (?:i|we) can|policy"
        r"|the rules?|^ no) (?:[\w,]+ ){0,6}$",
        asks=False,
    ),
    _rule(
        "apology",
        "sorry",
        r"(?:(?:i|we) (?:am|are) )?(?:so |very |really |truly |deeply ){0,3}sorry(?! $)",
        r"(?:(?:i|we) (?:am|are) )(?:so |very |really |truly |deeply ){0,3}sorry",
        before=r" (?:not|never|say|says|said|saying|than|feel|feels|be|being|would|if|he|she|they"
        r"|were|to|was|the|should i be|should i|why) $"
        r"| (?:not|never|should|why|will|would|he is|she is|they are) <3>$",
        after=r" ,? ?(?:but|however|although|though|if|no|not|can not|can (?:you|i|we)|could you"
        r"|do not|to (?!have kept|have made|have let|have put|keep you|make you)\w+"
        r"|(?:that )?you (?:feel|did|do|can|are|have to|must|should (?!have (?:got|been|had|heard|received))|entered|ordered|forgot|see)"
        r"|what|which|where|who|when|how|wrong window|for asking|for you|it is (?:just|not)"
        r"|that is (?:just|how|our|the|company|not)|those are|these are|we are (?:\w+ )?(?:busy|full)"
        r"|the (?:courier|driver|system|carrier|rule|rules)|your(?! (?:\w+ ){1,4}(?:late|delayed|missing|lost|damaged|broken|not|never))|unfortunately|i only|state|excuse|for (?:any|the|all) (?:\w+ )?inconveniences?|you had a|you have had a|for the (?:wall of|long|typos?|short|spam)|possible"
        r"|i (?:do not|can not|have to)|there is (?:no|nothing)|is there|is it|are you|did you"
        r"|do you|one (?:moment|second)|a (?:moment|second))(?= )"
        r"| <9,>(?:but|however|although)(?= )(?! (?:i|we|let) (?:will|am|are|me|can))"
        r"| <9,>(?:it is just that|not (?:really )?(?:our|my) (?:fault|mistake)|so many orders"
        r"|(?:very|really|too|so) busy|policy|because (?:of the|you|the|there|we had)"
        r"|everyone (?:waits|has to|is)|the weather|not us)(?= )",
    ),
    _rule(
        "apology",
        "apologize apologies apology",
        r"(?:i|we) (?:(?:really|sincerely|truly|deeply|do|also|just|can only|want to|would like to"
        r"|wanted to|have to|must|need to|am here to) ){0,3}apologize",
        r"(?:my|our|sincere|sincerest|accept my|accept our|many|big|deepest) apologies",
        r"<begin>(?:apologies|apologize (?:for|that))",
        r"(?:i|we) (?:\w+ )?owe you an apology",
        before=UNREAL + "|" + NEGATED + "|" + REPORTED,
        after=r" ,? ?(?:but|however|if|although|accepted|for (?:any|the|all) (?:\w+ )?inconveniences?)(?= )| <6>(?:, )?but(?= )",
        asks=False,
    ),
    _rule(
        "apology",
        "mistake fault error bad ours mine us me responsibility wrong unfair rude forgive regret messed"
        " dropped screwed",
        r"(?:that|this|it) (?:is|was) (?:also |all |totally |clearly |really |entirely )?(?:my|our) "
        r"(?:own )?(?:mistake|fault|error|bad|responsibility)",
        r"(?:mistake|fault|error) (?:is|was) (?:ours|mine|on (?:our|my) side|all (?:ours|mine))",
        r"(?:that|this|it) (?:is|was) (?:all |totally )?on (?:us|me)",
        r"<begin>my (?:bad|mistake|fault)",
        r"(?:it|that) was (?:really |so |just )?(?:wrong|unfair|rude|not fair|not right|not ok) of "
        r"(?:me|us)",
        r"(?:i|we) (?:was|were) wrong to",
        r"(?:take|accept) (?:full |the |all )?responsibility",
        r"(?:please )?forgive (?:me|us)",
        r"i regret (?:that i|that we|my|raising|having|how i)",
        r"(?:i|we) (?:really )?(?:messed|screwed) up",
        r"(?:i|we) dropped the ball",
        before=UNREAL + "|" + NEGATED + "|" + REPORTED,
        after=r" ,? ?but(?= )",
        asks=False,
    ),
)

THANKS = (
    _rule(
        "thanks",
        "thanks thank thankful grateful appreciate appreciated",
        r"thanks",
        r"thank you",
        r"want to thank you",
        r"(?:i|we) am (?:really |so |very )?(?:thankful|grateful) (?:that|for|to you)",
        r"(?:i|we) (?:am|are) (?:really |so |very )?(?:thankful|grateful)",
        r"(?:i|we) (?:do |really |also |very much |truly ){0,2}appreciate (?:that|your|you|the|it)",
        r"(?:i|we) (?:do |really )?appreciate how much (?:effort|work|time)",
        r"<begin>appreciate (?:it|that|your|you|the)",
        r"much appreciated",
        before=r" (?:no|not|never|say|said|says|saying|a|could|should|would|will|instead of|nobody|he"
        r"|she|they|gee|did|to|ever|page|of|well|the|can not|must|yourself) $"
        r"| (?:not|never|no need to|supposed to|should|would|if) <4>$|" + REPORTED,
        after=r" (?:for (?:nothing|wasting|ruining|yelling|shouting|screaming|ignoring|lying|proving"
        r"|breaking|interrupting|insulting|not|blaming|forgetting|losing|the extra|telling everyone"
        r"|making (?:me|us|my|it)|that attitude|your attitude|throwing)"
        r"|a bunch|from (?:me|us)|(?:for )(?!telling|helping|letting|giving|reminding|calling|trusting|sending"
        r"|showing|informing|asking|joining|correcting|forgiving|answering|bearing|calling|supporting|teaching"
        r"|covering|inviting|including|updating|reminding|meeting|writing|contacting|seeing|being)\w+ing (?:me|us)"
        r"|(?:a lot|so much|a bunch) for (?:\w+ing|nothing)(?! (?:me|us|it) )(?= my| our| me| us)"
        r"|god|goodness|heavens|to (?:you(?! and)|your|the|him|her|them|lower|stop|be|our|my)|,? ?but|page|card"
        r"|i get|anyone|everyone|yourself|tone)(?= )| <3,>but(?= )",
    ),
)

RULES = (*APOLOGY, *THANKS)
