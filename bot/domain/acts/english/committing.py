"""How a concrete next step shows in English: who does what, or by when."""

from __future__ import annotations

from bot.domain.acts.english.guards import REPORTED, SMALL_WORDS, UNREAL
from bot.domain.acts.rules import maker

_rule = maker(SMALL_WORDS)

_DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_HOUR = (
    r"(?:\d[\d.:]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight"
    r"|lunch|half|close|end)"
)
WHEN = (
    rf"(?:today|tonight|tomorrow|right now|right away|straight away|immediately|now|by {_DAY}"
    rf"|(?:by|before|at|until|till|around|after) (?:the )?{_HOUR}"
    rf"|(?:by|before|on|until|next|this|after) (?:next )?{_DAY}|{_DAY}"
    r"|(?:by|before|until|after) (?:today|tonight|tomorrow|lunch|the|your|standup|boarding)"
    r"|this (?:morning|afternoon|evening|week|minute)|next (?:week|month|time)"
    r"|(?:within|in) (?:the )?(?:next )?(?:an? |one |two |three |five |ten |few |\d+ )?"
    r"(?:second|minute|hour|sec|day|week|moment)s?|first thing|as soon as|the same day"
    r"|\d+ (?:am|pm|minutes)|\d+pm|\d+am|about \d+ minutes|takes (?:about )?\d+)"
)
_DOING = (
    r"(?:send|refund|call|email|mail|write|ship|order|book|replace|reset|restore|cancel|credit"
    r"|forward|transfer|unlock|schedule|move|add|remove|ask|talk to|speak to|speak with|open a"
    r"|check|raise|escalate|put you|connect|set up|pick up|deliver|arrange|issue|start|stay on"
    r"|tell (?:the|him|her|them|ben|my)|ring|phone|text|change|correct|upload|extend|waive|prepare"
    r"|draft|test|meet|repair|swap|resend|reship|track|update|invite|share|show|bring|have it"
    r"|give you a (?:ring|call)|get the|get someone|get you|take the|drop|void|upgrade|print|note"
    r"|pay|return|contact|review|release|install|switch|rebook|block|make sure that your|do a"
    r"|write up|log|file)"
)
_DOES = (
    r"(?:sending|refunding|calling|emailing|mailing|writing|shipping|ordering|booking|replacing"
    r"|resetting|restoring|cancelling|canceling|crediting|forwarding|transferring|unlocking"
    r"|scheduling|moving|adding|removing|asking|opening|checking|raising|escalating|putting you"
    r"|connecting|setting up|arranging|issuing|starting|changing|correcting|preparing|updating)"
)
_DONE = r"(?:started|issued|booked|ordered|opened|refunded|asked|sent|reset|scheduled|cancelled)"
_VAGUE = (
    r"(?:look|get back|be back|be in touch|get in touch|find out|take care|sort|let you know|know"
    r"|handle|fix|finish|hear|have|get|receive|give you|report back|follow up|come back|be there"
    r"|check|see|make|do|clear)"
)
_WILL = r"(?:will|am going to|are going to|am gonna|can|would like to|would love to|want to)"
_SO = (
    r"(?:(?:now|also|then|just|gladly|happily|first|personally|go|ahead|and|next|definitely) ){0,3}"
)
_OBJECT = r"(?!something|somebody|someone|whatever|everything|not|never|ing)\w+"

NEXT_STEP = (
    _rule(
        "next_step",
        "i we let leaves goes ships calls comes brings",
        rf"(?:i|we) (?:will|am going to|are going to) {_SO}(?!be |think|see |try|decide|need|have to|never|not|hope"
        rf"|tell you|keep|stay)\w+ <9>{WHEN}",
        rf"let me (?!know|see |think|be |check with|tell)\w+ <9>{WHEN}",
        rf"(?:\w+ )?(?:leaves|ships|goes out) <5>{WHEN}",
        rf"(?:driver|technician|courier|colleague|mechanic|manager|plumber) <2>(?:calls|rings|comes|brings|picks)"
        rf" <5>{WHEN}",
        rf"(?:i|we) (?:will|am going to) {_SO}(?:put|take|walk|present|sign|fill|cover|drop|copy|hand) \w+ <3>"
        r"(?:your|you|my|the)",
        r"(?:we|i) (?:fix|start|do|go through|talk|test|look) <4>first",
        before=UNREAL
        + r"|(?: (?:maybe|perhaps|might|hope|when|because|before|that|price|he|she|they) "
        r"(?:\w+ ){0,4}$)|" + REPORTED,
    ),
    _rule(
        "next_step",
        "i we let shall can could",
        rf"(?:i|we|you) {_WILL} {_SO}(?:{_DOING}) {_OBJECT}(?: <6>{WHEN})?",
        rf"(?:i|we) (?:am|are) {_SO}{_DOES} \w+(?: <6>{WHEN})?",
        rf"let me {_SO}{_DOING} {_OBJECT}(?: <6>{WHEN})?",
        rf"(?:shall|can|could|may|should) (?:i|we) {_SO}{_DOING} {_OBJECT} <8>{WHEN}",
        rf"(?:let us|can we|shall we|could we|how about we|i suggest we|i propose we) <2>(?:meet|sit"
        rf"|talk|call|have a|go through|look|try|do a|test|plan|speak|catch up) <9>{WHEN}",
        rf"if i (?:called|sent|asked|booked|ordered|moved) \w+ <4>{WHEN}",
        rf"(?:what|plan) (?:i|we) can do is (?:to )?{_DOING} \w+",
        rf"(?:i|we) have (?:just |now )?{_DONE} (?:the|a|you|your)",
        before=UNREAL.replace("|suppose", "|suppose|maybe|perhaps|might|hope") + "|" + REPORTED,
        after=r" ,? ?if (?:i|we) (?:could|can)",
    ),
    _rule(
        "next_step",
        "i we you technician courier driver colleague it he she lets",
        rf"(?:i|we) {_WILL} {_SO}{_VAGUE} <9>(?:, )?(?:and )?<6>{WHEN}",
        rf"(?:you|it) will (?:\w+ )?(?:have|get|receive|hear|be on your) <7>{WHEN}",
        rf"you hear from (?:me|us) <3>{WHEN}",
        rf"(?:technician|courier|driver|mechanic|plumber|my colleague) <2>will <8>{WHEN}",
        rf"(?:i|we|he|she) (?:send|call|book|write|check|order|meet|pick|look|mail|email|bring|ship)"
        rf" <9>{WHEN}",
        before=r" (?:if|unless|said|told|promised|wish|maybe|perhaps|might|hope|not|never|that|when"
        r"|because|before|want|need) (?:\w+ ){0,5}$|" + REPORTED,
    ),
    _rule(
        "next_step",
        "first then next plan",
        r"(?:first|then|next|my plan :) (?:i|we) (?:will )?(?:send|call|book|write|check|order|reset)"
        r" \w+",
        before=UNREAL + "|" + REPORTED,
    ),
    _rule(
        "next_step",
        "send give upload share mail forward bring email",
        rf"(?:could you|can you|would you|please) (?:please |also )?(?:send|give|bring|upload|share"
        rf"|mail|forward|email) <9>{WHEN}",
        before=REPORTED,
    ),
)

RULES = NEXT_STEP
