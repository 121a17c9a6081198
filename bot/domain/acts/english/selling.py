"""How jargon, overpromise and pressure show in English."""

from __future__ import annotations

from bot.domain.acts.english.guards import NEGATED, REPORTED, SMALL_WORDS, UNREAL
from bot.domain.acts.rules import maker

_rule = maker(SMALL_WORDS)

_ACRONYMS = (
    "sla slas rma rmas kpi kpis okr okrs p1 p2 p3 l1 l2 l3 sku skus crm erp wms itsm api apis sso mfa "
    "idp dns ttl kyc dsar ldap csat nps fcr bpo tpa mrr arr awb edi rca oos saml oauth aht ivr mvp etl "
    "cname smtp imap roi tco sdk vlan dhcp dpa t1 t2 t3 arpu mtu qbr capa mttr rto rpo sow rfp rfq ltv cac gtm "
    "ebitda capex opex fte uat tls ssh cdn iam dlp poc smb qbrs json xml"
)
_TERMS = (
    "backend middleware firmware bootloader traceroute failover servicenow jira chargeback acquirer "
    "proration dunning provisioned provisioning whitelist throttles synergies synergy stakeholder "
    "stakeholders deliverables learnings paradigm holistic granular consignment disposition lastmile "
    "lowhanging fulfillment bandwidth touchpoint touchpoints webhook triage socialize socialise linehaul "
    "crossdock concentrator backlog runbook rollback payload kanban scrum upsell churn verticals cadence "
    "swimlane subrogation accrual remittance waybill incoterms actionable onboarding escalations endpoint"
)
JARGON = (
    _rule(
        "jargon",
        _ACRONYMS + " " + _TERMS,
        "(?:" + "|".join((_ACRONYMS + " " + _TERMS).split()) + ")",
        before=r" (?:word|like|mean by|does|called|without jargon) (?:\w+ ){0,2}$"
        r"| (?:call (?:it|this|that)|what is (?:a|an|the|our)?|mean by) ?$|" + REPORTED,
        after=r" ,? ?(?:\w+ )?,? ?(?:that is|which means|meaning|in other words|so the time|mean<end>"
        r"|means|at you)(?= )",
    ),
    _rule(
        "jargon",
        "pin layer lading drill blocker tier level section loop touch circle leverage offline dive warm needle fruit mile scope change"
        " known flush cache cookies reset token cluster action reason raise value queue practice",
        r"tier (?:\d|one|two|three)",
        r"(?:first|second|third|1st|2nd|3rd) level",
        r"per section \d\S*",
        r"loop in",
        r"put a pin in",
        r"layer \d",
        r"bill of lading",
        r"drill down",
        r"a (?:40[0-9]|50[0-9])",
        r"touch base with",
        r"circle back",
        r"leverage (?:\w+)",
        r"(?:this|that|it) offline",
        r"deep dive",
        r"warm transfer",
        r"move the needle",
        r"low hanging fruit",
        r"last mile",
        r"out of scope",
        r"change request",
        r"flush your",
        r"cookies and cache",
        r"cache and cookies",
        r"token expired",
        r"the cluster is",
        r"action items?",
        r"reason code",
        r"value proposition",
        before=r" (?:word|like|mean by|call this|call it|say) (?:\w+ ){0,2}$|" + REPORTED,
        after=r" ,? ?(?:\w+ )?,? ?(?:that is|which means|meaning|in other words|metal)(?= )",
    ),
)

_OUTCOME = r"(?:it|this|that|you|your|the|they|everything|nothing|all|she|he|there|our)"
OVERPROMISE = (
    _rule(
        "overpromise",
        "going deal forever ever lost fail ifs any everything anything double triple foolproof free promise"
        " 100% works flawless",
        rf"{_OUTCOME} (?:\w+ ){{0,2}}(?:is|are) going to (?:be|arrive|work) <4>(?:100%|for sure|definitely|perfect)",
        r"no ifs",
        r"done deal",
        r"(?:last|lasts|work|works|stay|stays) forever",
        r"(?:nothing|this|it|that) (?:like this |of this kind )?(?:ever|never) happens? (?:again|to you)",
        r"(?:can|will) never (?:ever )?(?:be lost|fail|break|crash|go down|lose|be late|happen)",
        r"can not fail",
        r"always works? (?:out|perfectly)",
        r"(?:any|every) \w+ you (?:want|like|ask for)",
        r"(?:fixes|solves|covers|handles) everything",
        r"will (?:at least )?(?:double|triple) your",
        r"(?:risk free|foolproof|bulletproof|flawless)",
        r"(?:i|we) can promise you there",
        r"100%(?= $)",
        before=NEGATED + "|" + REPORTED + "|" + UNREAL + r"| (?:at|agree|understand|with you) $",
        asks=False,
    ),
    _rule(
        "overpromise",
        "guarantee swear promise guaranteed word",
        r"(?:i|we) (?:can |do |will )?(?:personally )?(?:guarantee|swear)",
        rf"(?:i|we) (?:can |do )?promise (?:you )?(?:that )?{_OUTCOME}(?= )",
        r"(?:,|will <6>\w+ i|,  i) (?:i )?(?:promise|guarantee)(?: (?:it|that|you))?(?= $)",
        r"guaranteed(?= (?:,|$))",
        r"(?:have|give you) my word",
        before=UNREAL + r"|^ (?:ok , |ok |then )?i will|" + REPORTED + "|" + NEGATED,
    ),
    _rule(
        "overpromise",
        "will make refund get",
        r"make sure (?:you|it|this|that) never",
        r"all (?:the|your) money back <2>,? ?no questions asked",
        rf"{_OUTCOME} (?:\w+ ){{0,3}}will (?:\w+ )?(?:definitely|certainly|surely|absolutely|100%)",
        rf"{_OUTCOME} (?:\w+ ){{0,2}}will never(?: ever)? (?!be told|forget)\w+",
        rf"{_OUTCOME} will not happen again",
        rf"{_OUTCOME} (?:\w+ )?will <3>(?:be perfect|be gone forever|be ok forever|work for sure"
        r"|for sure)",
        r"for sure (?:you|it) will",
        r"will <5>(?:for sure|100%|100 percent|a hundred percent|no doubt about it)",
        r"you will have no problems",
        r"you will get whatever you want",
        r"everything will be (?:perfect|great|fine forever)",
        before=r" (?:so|make sure|if|whether|can we do|hope|think|not|said|says) (?:that )?(?:\w+ )?$|"
        + REPORTED,
        asks=False,
    ),
    _rule(
        "overpromise",
        "definitely 100% percent always available matter fail assured assure risk wrong doubt way impossible always never"
        " everything anything trust certain forever",
        r"<begin>definitely (?:tomorrow|today|tonight|by)",
        r"(?:100%|100 percent|a? ?hundred percent) (?:sure|certain|safe|guaranteed|that (?:it|you|this))",
        r"100% (?:that|on time|by)",
        r"will 100% \w+",
        r"no matter what",
        r"without fail",
        r"rest assured",
        rf"(?:i|we) (?:can )?assure you (?:that )?{_OUTCOME} (?:\w+ ){{0,3}}(?:will|is|are|never|can not|works)",
        r"(?:zero|no) risk(?: at all| for you)",
        r"(?:can not|nothing can|never) go wrong",
        r"no doubt about it",
        rf"no way {_OUTCOME} will",
        r"impossible that",
        r"(?:system|product|service|courier|team|we|software) (?:never|always) (?:fails?|make|break|breaks"
        r"|deliver|delivers|works?|answers?|available)",
        r"(?:are|am) always available",
        r"solves all (?:of )?your",
        r"(?:whatever|anything) you want",
        r"make anything happen",
        r"gone forever",
        r"absolutely (?:certain|sure|every)",
        r"trust me",
        before=NEGATED.replace("nothing|", "")
        + r"|"
        + REPORTED
        + "|"
        + UNREAL
        + r"| (?:do|are you) $",
        asks=False,
    ),
)

PRESSURE = (
    _rule(
        "pressure",
        "mind afford no again except everyone gone fast down shame miss just price out call buyers waste wait"
        " ticking final lose boss hesitating signature stocks promised disappointed know expect",
        r"(?:so |better |just )?make up your mind",
        r"can not afford to (?:wait|miss|lose|think|say no)",
        r"if you say no",
        r"(?:can not|will not) offer (?:it|this|that) again",
        r"everyone (?:\w+ ){0,4}(?:has )?(?:agreed|signed|said yes|decided) (?:except|but) you",
        r"you are the only one who (?:has not|did not|is not|does not)",
        r"(?:almost|nearly|soon) (?:gone|sold out)",
        r"(?:going|selling) fast",
        r"do not let (?:me|us|the team) down",
        r"it would be a shame if",
        r"you (?:will|would|are going to) (?:miss out|lose out|lose it)",
        r"<begin>just do it",
        r"price (?:doubles|rises|goes up|increases)",
        r"are you in or out",
        r"last call",
        r"(?:other|another) (?:buyers?|customers?|candidates?|bidders?) (?:\w+ ){0,3}(?:waiting|on the line|who want)",
        r"no time to (?:think|waste|lose)",
        r"<begin>why (?:wait|are you (?:still )?hesitating)",
        r"clock is ticking",
        r"(?:this is )?my final offer",
        r"i need (?:your signature|to know) (?:right now|now|today|before you (?:leave|go|hang up))",
        r"i (?:will|would have to) (?:tell|report (?:this|you) to) your boss",
        r"i expect (?:your answer|a decision|you to (?:sign|decide|agree))",
        r"do not (?:miss|waste) (?:this|your|it|the)",
        before=r" (?:not|never|when you have|once you have|after you) $|" + REPORTED,
    ),
    _rule(
        "pressure",
        "you decide sign answer yes need now today",
        r"you (?:really |just )?(?:have to|need to|must|had better|better) (?:\w+ )?(?:decide|sign|commit"
        r"|confirm|choose|make a decision|answer|accept|agree)(?: <5>(?:now|today|immediately|fast|at once"
        r"|tonight))",
        r"(?:better|you must) (?:decide|confirm|sign|do it) (?:fast|quickly|immediately|now|or)",
        r"i (?:really )?need (?:you to commit|(?:your|an|a) (?:answer|decision|yes)) (?:(?:right )?(?:now|today"
        r"|tonight|immediately|before))",
        r"i (?:really )?need (?:you to commit|a yes from you)",
        r"<begin>(?:decide|sign|act|buy|commit) (?:now|today|immediately|before|it now)",
        r"<begin>do it now",
        r"has to be today",
        r"you have \w+ (?:minutes|seconds|hours|hour) to",
        before=r" (?:not|when|by when|do|does|what time|if|before|without) (?:\w+ ){0,3}$|"
        + REPORTED,
        asks=None,
    ),
    _rule(
        "pressure",
        "chance offer deal price discount only left today valid",
        r"(?:this is )?(?:your|the) (?:very )?last chance(?= (?:$|[,;]|to))",
        r"<begin>last chance",
        r"(?:offer|deal|discount|price) <3>(?:ends|expires|is gone|is off|will not come|goes up|is over"
        r"|is only valid|only valid|runs out)(?: <2>(?:today|tonight|tomorrow|now|again))?",
        r"hold this price until (?:tonight|today|tomorrow|noon)",
        r"only hold this price",
        r"(?:offer|deal|discount|price) (?:is |are )?only (?:good |valid |available |here )?(?:for )?(?:today|tonight)",
        r"valid for the next",
        r"<begin>only today(?= $)",
        r"only \w+ left so",
        before=r" (?:not|was|us|one) (?:\w+ )?$|" + REPORTED,
        after=r" (?:[\w,]+ ){0,5}(?:no need|still have)| for the (?:courier|driver|team)",
        asks=None,
    ),
    _rule(
        "pressure",
        "if either or",
        r"if (?:you do not|i do not hear from you) (?:[\w,]+ ){1,7}(?:the price|i (?:will )?(?:close|cancel"
        r"|report|end)|we (?:will )?(?:close|cancel)|you (?:will )?(?:lose|regret|miss))",
        r"if you (?:cancel|leave|go|quit) (?:us |now |today )?(?:, )?(?:then )?you (?:will |are going to )?"
        r"(?:lose|regret)",
        r"either you \w+ (?:\w+ ){0,3}or (?:we|i)",
        r"or else<end>",
        r"there will be consequences",
        r"if you (?:really|truly) (?:cared|loved|wanted)",
        r"my boss will be (?:angry|mad|furious) if you",
        before=REPORTED,
        after=r" nothing",
    ),
    _rule(
        "pressure",
        "just hurry choice waiting now never stopping stop late patience yes take time can gone",
        r"<begin>(?:just|simply) (?:sign it|sign now|say yes|agree|buy it|accept it|give me your card)",
        r"just (?:say yes|sign it|give me your card)",
        r"<begin>hurry up",
        r"now or never",
        r"take it or leave it",
        r"you have no (?:other )?choice",
        r"what are you waiting for(?! (?:exactly|from|most|,? ?if i may|,? ?out of curiosity))",
        r"stopping you from (?:signing|buying|deciding|saying)",
        r"stop hesitating",
        r"or it is too late",
        r"before it is (?:gone|too late)",
        r"losing (?:my )?patience",
        r"yes or no ,? ?(?:right )?now",
        r"patience ,? ?yes or no",
        r"time is running out(?! for you)",
        r"can not wait any longer for your",
        before=r" (?:not|no need to|never|i ask(?: you)?|curiosity ,?) <2>$|" + REPORTED,
    ),
    _rule(
        "pressure",
        "crazy stupid mad dumb fool regret everyone competitors think owe after real forget day only go"
        " quarter report family",
        r"(?:would|will) be (?:crazy|stupid|mad|dumb|a fool|an idiot) (?:not to|to)",
        r"you (?:will|are going to|would) (?:really )?regret",
        r"everyone else (?:has )?(?:already )?(?:signed|bought|said yes|agreed|uses|is buying)",
        r"all your competitors",
        r"do not think (?:about it )?too long",
        r"you owe (?:us|me) (?:that|this|one|it)",
        r"after (?:all|everything) (?:we|i) (?:did|have done)",
        r"a real \w+ player would",
        r"or forget it",
        r"do not have all day",
        r"be the only one (?:without|who)",
        r"will not let you go until",
        r"forcing me to",
        r"need the number for my",
        r"do not you want your \w+ to",
        before=REPORTED,
    ),
)

RULES = (*JARGON, *OVERPROMISE, *PRESSURE)
