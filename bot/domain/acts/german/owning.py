"""How apology and thanks show in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import REPORTED, UNREAL, rule

_EXCUSED = (
    r" ,? ?(?:(?:für )?(?:die|alle|etwaige) unannehmlichkeiten|aber|allerdings|jedoch|wenn|falls|nein|geht nicht|kann ich nicht|können sie|kannst du|wie|was"
    r"|welche|wer|wann|dass ich frage|dass (?:sie|du) das so|(?:der|die|das) (?:kurier|fahrer|system)|leider"
    r"|da kann|ist nicht|sie haben|du hast|angenommen|sind sie|ist das|haben sie|ohne)(?= )"
    r"| <9,>(?:aber|allerdings|jedoch|nicht unsere schuld|so empfinden|so sehen|sehr viel zu tun"
    r"|viel los|nicht wir)(?= )"
)
APOLOGY = (
    rule(
        "apology",
        "leid",
        r"(?:es |das )?tut (?:es |das )?(?:mir|uns) (?:(?!nicht)\w+ ){0,3}leid",
        r"(?:mir|uns) tut (?:es|das) (?:\w+ ){0,2}leid",
        before=REPORTED + "|" + UNREAL + r"| (?:er|sie|du) $",
        after=_EXCUSED,
        asks=False,
    ),
    rule(
        "apology",
        "sorry entschuldigung verzeihung entschuldigen verzeihen entschuldige",
        r"sorry",
        r"<begin>(?:aufrichtige |große |vielmals )?entschuldigung",
        r"<begin>(?:entschuldigen|verzeihen) sie",
        r"<begin>verzeihung",
        r"(?:ich|wir) entschuldige(?:n)? (?:mich|uns)",
        r"(?:ich|wir) entschuldigung (?:mich|uns)",
        r"(?:ich|wir) (?:bitte|bitten) (?:\w+ )?um (?:entschuldigung|verzeihung)",
        r"(?:ich|wir) (?:möchte|möchten|will|wollen) (?:mich|uns) (?:\w+ ){0,5}entschuldigen",
        before=r" (?:ohne|eine|schulden|keine) $|" + REPORTED + "|" + UNREAL,
        after=_EXCUSED,
        asks=False,
    ),
    rule(
        "apology",
        "fehler schuld kappe verantwortung falsch fair mist verbockt",
        r"das (?:war|ist) (?:ganz klar |allein |auch )?(?:mein|unser|meine|unsere) (?:fehler|schuld|versehen)",
        r"<begin>mein fehler",
        r"geht auf (?:unsere|meine) kappe",
        r"(?:übernehme|übernehmen) (?:\w+ )?verantwortung",
        r"(?:das|es) war (?:falsch|unfair|nicht fair|nicht richtig|nicht in ordnung) von (?:mir|uns)",
        r"(?:habe ich|haben wir) (?:\w+ )?(?:mist gebaut|verbockt)",
        before=REPORTED + "|" + UNREAL,
        after=r" ,? ?aber(?= )",
        asks=False,
    ),
)
THANKS = (
    rule(
        "thanks",
        "danke dank danken dankbar schätzen schätze",
        r"danke",
        r"<begin>(?:vielen|herzlichen|besten|lieben|tausend|schönen|vielen lieben) dank",
        r"(?:ich|wir) danken? (?:ihnen|dir|euch)",
        r"(?:ich|wir) (?:möchte|möchten|will|wollen) (?:\w+ ){1,6}danken",
        r"(?:ich|wir) (?:bin|sind) (?:ihnen|dir|euch) (?:\w+ )?dankbar",
        r"(?:ich|wir) (?:weiß|wissen) (?:das|es) (?:\w+ )?zu schätzen",
        r"(?:ich|wir) (?:schätze|schätzen) (?:es|das|ihre|deine|dein|ihren)",
        before=r" (?:nein|sagt|sagen|gesagt|ein|der|zu|na|könntest|nicht|kein|würden|würde|fahrer) $|"
        + REPORTED
        + "|"
        + UNREAL,
        after=r" (?:für nichts|,? ?aber|auch lol|sagen|gesagt|fürs? (?:\w+ )?(?:anschreien|anbrüllen|extra)"
        r"|für (?:die|das) (?:extra|anschreien|anbrüllen)|(?:, )?dass (?:sie|du) (?:meine zeit|mich"
        r" (?:anschreien|anschreist)|nichts)|wäre|dafür)(?= )",
    ),
)
RULES = (*APOLOGY, *THANKS)
