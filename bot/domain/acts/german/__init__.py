"""German put together: its rules, its words of sympathy and mockery, its common words."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.acts.german import asking, committing, harsh, owning, selling
from bot.domain.acts.german.spelling import fold, spelling
from bot.domain.acts.language import Language, Sympathy, words
from bot.domain.acts.rules import Rules, expression

COMMON = words(
    fold(
        """ab aber all alle allem allen alles als also am an ander andere anderen auch auf aus bei beim bin
    bis bist bitte da dabei dafür damit dann daran darauf darum das dass davon dazu dein deine deinem deinen
    deiner dem den denn der des deshalb dich die dies diese diesem diesen dieser dir doch dort du durch egal
    ein eine einem einen einer eines einmal er es etwas euch euer eure für ganz gar gegen gehen geht gern
    gerade getan gibt gut guten habe haben hallo hast hat hatte hatten hätte hier hin ich ihm ihn ihnen ihr
    ihre ihrem ihren ihrer im immer in ins ist ja jede jeden jeder jedes jemand jetzt kann kannst kein keine
    keinen keiner können könnte lange machen macht mal man mehr mein meine meinem meinen meiner mich mir mit
    möchte muss müssen musst nach nachdem nein nicht nichts nie niemand noch nun nur ob oder ohne ok recht
    sagen sagst sagt schon sehr sein seine seit selbst sich sie sind so soll sollen sollte sondern sonst
    statt über um und uns unser unsere unter viel viele vom von vor war waren warum was weg weil welche wenn
    wer werde werden wie wieder will wir wird wirklich wo worden wurde würde zu zum zur zwar bestellung
    nummer problem danke entschuldigung fehlt stand ging gegangen kaputt brauchen brauche also genau klar
    eben halt tag tage tagen zeit heute gestern"""
    )
)
_FEELING = fold(
    r"(?:ärgerlich|ärger|verärgert|sauer|wütend|frust\w*|nerv\w*|stress\w*|gestresst|enttäusch\w+|furchtbar"
    r"|schlimm|schrecklich|unangenehm|unfair|hart|bitter|belastend|albtraum|weh|sorgen|zermürbend|peinlich"
    r"|anstrengend|traurig|genug haben|übergangen|unter druck|kein wunder|vertröstet|blöd|mühsam|berechtigt)"
)
SYMPATHY = Sympathy(
    words=words(
        fold("""ärgerlich ärger verärgert sauer wütend frust frustrierend frustriert nervig nervt stressig
        gestresst enttäuschend enttäuscht furchtbar schlimm schrecklich unangenehm unfair hart bitter
        belastend albtraum weh sorgen zermürbend peinlich anstrengend traurig genug übergangen druck wunder
        vertröstet blöd mühsam berechtigt stress mussten musstest niemand keiner""")
    ),
    feeling=expression(rf" {_FEELING}(?= )"),
    hardship=expression(
        fold(
            r" (?:sie|du) (?:mussten|musstest|haben|hast|wurden|wurdest) <9,>(?:niemand|keiner|dreimal|zweimal"
            r"|umsonst|vergeblich|alleine)(?= )"
            r"| (?:ihnen|dir) wurde <6,>(?:niemand|keiner)(?= )"
        )
    ),
    spoilt=expression(
        fold(
            r" (?:aber|allerdings|jedoch|falls)(?= )| (?:ich|wir) (?:bin|war|sind|waren|hatten) (?:\w+ ){0,3}"
            rf"{_FEELING}(?= )| verstehe nicht(?= )| kein(?:en)? grund(?= )| so schlimm ist(?= )| hoffe(?= )"
            r"| (?:kunden|leute|alle) (?:\w+ )?ärgern(?= )|^ (?:seien sie|sei|bitte|warum|wieso) | so empfinden(?= )"
            r"| (?:oh )?(?:sie|du) (?:armer|arme|ärmste)(?= )| wie schrecklich(?= )"
            r"| (?:schwer|hart) zu (?:finden|sagen)(?= )| wir hatten(?= )| ist normal(?= )"
            r"| nicht (?:zu |so )?(?:schlimm|enttäuscht|ärgerlich)(?= )"
        )
    ),
    other=words("sie ihnen ihr ihre ihren du dir dich dein deine"),
    about=words(fold("über wegen verlust")),
    general=words(
        fold("""verstehe verstehen verständlich kann nachvollziehen weiß fühlen fühlst klingt sicher bestimmt
        unannehmlichkeiten situation ärgerlich ärger verärgert sauer wütend frust frustrierend nervig nervt
        stressig enttäuscht enttäuschend furchtbar schlimm schrecklich unangenehm unfair hart bitter sehr
        echt absolut total leid tut sehe höre muss gefühl gefühle wirklich lage berechtigt wunder recht""")
    ),
)
_MOCKERY = expression(
    fold(
        r" (?:lol|haha|hahaha|bla bla|jaja|ja ja|heul doch|als ob|(?:sie|du) armer|die arme|der arme|das arme"
        r"|so ist das leben|oh je wie|wie schrecklich)(?= )"
    )
)
_ENDINGS = (
    "ungen",
    "enden",
    "end",
    "ten",
    "ung",
    "em",
    "en",
    "er",
    "es",
    "te",
    "st",
    "et",
    "e",
    "n",
    "s",
    "t",
)
_NUMBERS = {
    "zwei": "2",
    "drei": "3",
    "vier": "4",
    "fuenf": "5",
    "sechs": "6",
    "sieben": "7",
    "acht": "8",
}


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its ending and the prefix of its participle."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    return word.removeprefix("ge") if len(word) > 5 else word


GERMAN = Language(
    spelling=spelling,
    going_on=words(fold("aber allerdings jedoch")),
    rules=Rules.of(*asking.RULES, *owning.RULES, *committing.RULES, *harsh.RULES, *selling.RULES),
    sympathy=SYMPATHY,
    mockery=_MOCKERY,
    common=COMMON,
    stem=stem,
)
