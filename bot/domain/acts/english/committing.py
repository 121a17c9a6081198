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
_AMOUNT = r"(?:an? |one |two |three |five |ten |few |\d+ )"
_DATE = (
    rf"(?:today|tonight|tomorrow|{_DAY}"
    rf"|(?:by|before|at|until|till|around|after) (?:the )?{_HOUR}"
    rf"|this (?:morning|afternoon|evening|week|minute)|next (?:week|month)"
    rf"|(?:within|in) (?:the )?(?:next )?{_AMOUNT}(?:\w+ )?(?:second|minute|hour|sec|day|week|moment)s?"
    r"|first thing|the same day|\d+ (?:am|pm)|\d+pm|\d+am|(?:\d+|one|two) (?:minutes?|hours?) from now)"
)
"""A date or an hour that can be kept or missed."""
WHEN = (
    rf"(?:{_DATE}|right now|right away|straight away|immediately|now|next time"
    r"|(?:by|before|until|after) (?:lunch|the|your|standup|boarding)"
    rf"|(?:within|in) (?:the )?(?:next )?(?:second|minute|hour|sec|day|week|moment)s?"
    # "as soon as we can" and "as soon as I know more" name no time
    r"|as soon as (?!possible|(?:we|i) (?:can|could|know|hear|get|have (?:any|more|news|an?|some\w*"
    r"|new|further|it|that)))\w+"
    r"|about \d+ minutes|takes (?:about )?\d+)"
)
_DOING = (
    r"(?:send|refund|call|email|mail|write|ship|order|book|replace|reset|restore|cancel|credit"
    r"|transfer|unlock|schedule|move|add|remove|ask|talk to|speak to|speak with|open a"
    r"|put you|connect|set up|pick up|deliver|arrange|issue|start|stay on"
    r"|tell (?:the|him|her|them|ben|my)|ring|phone|text|message|ping|change|correct|upload|extend|waive"
    r"|prepare|draft|test|meet|repair|swap|resend|reship|track|invite|bring|have it (?:sent|brought"
    r"|\w+ed)|dispatch|chase|reissue"
    r"|give you a (?:ring|call)|get the|get someone|get you|take the|drop|void|upgrade|print|courier"
    r"|pay|return|release|install|switch|rebook|block|make sure that your|do a|reopen|reimburse"
    r"|write up|log|file|reactivate|reprint|deduct|credit back|give you (?:\d+|a|the|back|your)"
    # "check it", "update you", "forward your request": without an hour that is looking into it
    r"|(?:check|review|update|contact|note|share|show|forward|escalate|raise)(?! (?:you|it|this"
    r"|that|them"
    r"|with|in|on|into|out|back|for|what|if|whether|and|again) )(?! (?:your|the|my|our) (?:request"
    r"|case|matter|issue"
    r"|team|concern|order|account|system|status|details|file) ))"
)
_DOES = (
    r"(?:sending|refunding|calling|emailing|mailing|writing|shipping|ordering|booking|replacing"
    r"|resetting|restoring|cancelling|canceling|crediting|forwarding|transferring|unlocking"
    r"|scheduling|moving|adding|removing|asking|opening|checking|raising|escalating|putting you"
    r"|connecting|setting up|arranging|issuing|starting|changing|correcting|preparing|updating"
    r"|messaging|texting|resending|reissuing|dispatching|chasing|waiving|swapping|printing)"
)
_DONE = r"(?:started|issued|booked|ordered|opened|refunded|asked|sent|reset|scheduled|cancelled)"
_VAGUE = (
    r"(?:look|get back|forward|escalate|raise|be back|be in touch|get in touch|find out|take care"
    r"|sort|let you know|know"
    r"|handle|fix|finish|hear|have|get|receive|give you|report back|follow up|come back|be there"
    r"|check|make|do|clear|update|contact|review|share|show|note)"
)
_WILL = r"(?:will|am going to|are going to|am gonna|can|would like to|would love to|want to)"
_SO = (
    r"(?:(?:now|also|then|just|gladly|happily|first|personally|go|ahead|and|next|definitely) ){0,3}"
)
_NO_DEED = (
    r"(?!(?:be|think|see|try|decide|not|hope|keep|stay|say|admit|repeat|remember|understand|like|love"
    r"|want|miss|wait|believe|agree|consider|need|have|never|tell you|talk about|process|do (?:our"
    r"|my|what|every)) )"
)
"""What one will do without anything being done by it."""
_OBJECT = r"(?!something|somebody|someone|whatever|everything|not|never|ing)\w+"
_PASSED_ON = r" (?:\w+ ){0,7}(?:relevant|appropriate|responsible|concerned|right|correct) (?:team|department|people|person|colleagues?)"
_THERE = (
    r"(?:be (?:there|here|with you|at (?:your|the)|on (?:your|its|the)|in (?:your|the)|back|ready|done"
    r"|delivered|sent|shipped|fixed|refunded|credited|replaced|repaired|picked up|unlocked|live|online)"
    r"|arrive|come|reach you|land|ship|go (?:out|to)|leave|get (?:there|to you)|call|ring|pick)"
)

NEXT_STEP = (
    _rule(
        "next_step",
        "i we let leaves goes ships calls comes brings",
        rf"(?:i|we) (?:will|am going to|are going to) {_SO}{_NO_DEED}\w+ <9>{WHEN}",
        rf"let me (?!know|see |think |be |check|tell|look |have a )\w+ <9>{WHEN}",
        rf"let me {_VAGUE} <9>{_DATE}",
        rf"(?:\w+ )?(?:leaves|ships|goes out) <5>{WHEN}",
        rf"(?:driver|technician|courier|colleague|mechanic|manager|plumber) <2>(?:calls|rings|comes"
        rf"|brings|picks)"
        rf" <5>{WHEN}",
        rf"(?:i|we) (?:will|am going to) {_SO}(?:put|take|walk|present|sign|fill|cover|drop|copy"
        rf"|hand) \w+ <3>"
        r"(?:your|you|my|the)",
        r"(?:we|i) (?:fix|start|do|go through|talk|test|look) <4>first",
        before=UNREAL
        + r"|(?: (?:maybe|perhaps|might|hope|when|because|before|that|price|he|she|they) "
        r"(?:\w+ ){0,4}$)|" + REPORTED,
        after=r" ,? ?(?:when|if) (?:i|we) (?:can|could|have time)",
    ),
    _rule(
        "next_step",
        "i we let shall can could",
        rf"(?:i|we) {_WILL} {_SO}(?:{_DOING}) {_OBJECT}(?: <6>{WHEN})?",
        rf"(?:i|we) (?:am|are) {_SO}{_DOES} (?!(?:this|it|that)(?= (?:[,;]|$)))\w+(?: <6>{WHEN})?",
        rf"let me {_SO}{_DOING} {_OBJECT}(?: <6>{WHEN})?",
        rf"(?:i|we) could {_SO}{_DOING} {_OBJECT} <6>{_DATE}",
        rf"i would (?:like|love) (?:us|you) to {_NO_DEED}\w+ <9>{_DATE}",
        rf"(?:shall|can|could|may|should) (?:i|we) {_SO}{_DOING} {_OBJECT} <8>{WHEN}",
        rf"(?:let us|can we|shall we|could we|how about we|i suggest we|i propose we) <2>(?:meet|sit"
        rf"|talk|call|have a|go through|look|try|do a|test|plan|speak|catch up) <9>{WHEN}",
        rf"if i (?:called|sent|asked|booked|ordered|moved) \w+ <4>{WHEN}",
        rf"(?:what|plan) (?:i|we) can do is (?:to )?{_DOING} \w+",
        before=UNREAL.replace("|suppose", "|suppose|maybe|perhaps|might|hope") + "|" + REPORTED,
        after=rf" ,? ?if (?:i|we) (?:could|can)|{_PASSED_ON}",
    ),
    _rule(
        "next_step",
        "i we you technician courier driver colleague it they your the lets",
        rf"(?:i|we) {_WILL} {_SO}{_VAGUE} <9>(?:, )?(?:and )?<6>{_DATE}",
        rf"(?:you|it) will (?:\w+ )?(?:have|get|receive|hear|be on your) (?!to |used |over )<7>{WHEN}",
        rf"you hear from (?:me|us) <3>{WHEN}",
        rf"(?:technician|courier|driver|mechanic|plumber|my colleague) <2>will <8>{WHEN}",
        rf"(?:it|they|both|he|she|(?:the|your|a|my) (?:\w+ ){{1,3}}) ?will {_SO}{_THERE} <5>{_DATE}",
        rf"(?:i|we|he|she) (?:send|call|book|write|check|order|meet|pick|look|mail|email|bring|ship)"
        rf" <9>{WHEN}",
        rf"i (?!start at|deliver |ship ){_DOING} {_OBJECT} <6>{_DATE}",
        before=r" (?:if|unless|said|told|promised|wish|maybe|perhaps|might|hope|not|never|that|when"
        r"|because|before|want|need|usually|always|every|hopefully|pretty sure|quite sure|think"
        r"|guess|believe"
        r"|probably|likely|assume) (?:\w+ ){0,5}$|" + REPORTED,
    ),
    _rule(
        "next_step",
        "i we you",
        rf"{_DATE} (?:, )?you (?:will )?(?:have|get|receive|hear) (?!to )\w+",
        rf"as soon as (?!possible)<5>(?:, )?i (?:will )?{_DOING} \w+",
        rf"{_DATE} (?:\w+ ){{0,2}}(?:, )?(?:and |then )?(?:i|we) will {_SO}{_NO_DEED}\w+ \w+",
        rf"{_DATE} (?:\w+ )?(?:, )?(?:and |then )?i {_DOING} \w+",
        before=UNREAL
        + r"| (?:said|told|promised|maybe|perhaps|might|hope|not|never|that|when|until|every"
        r"|happened|was|were|did|had) (?:\w+ ){0,5}$|" + REPORTED,
        after=r" <6>if (?:i|we) (?:could|can)",
    ),
    _rule(
        "next_step",
        " ".join(_DOES[3:-1].split("|")),
        rf"<begin>{_DOES} (?:you|the|your|it|both|them|a|an|my|this|that) <6>{WHEN}",
        after=r" (?:would|is|will|does|takes|makes|was|means|costs)(?= )",
        asks=False,
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
