"""How feelings and hardship of the other are named in German, and what is mockery of them."""

from __future__ import annotations

from bot.domain.acts.german.spelling import fold
from bot.domain.acts.language import Sympathy, words
from bot.domain.acts.rules import expression

_STRONG = fold(
    r"(?:ärgerlich|ärger|verärgert|geärgert|ärgern|ärgert|sauer|wütend|wut|zornig|frust|frustr\w+|nerv(?!ensäge)\w*|genervt|gestresst"
    r"|stressig|stress|enttäusch\w+|furchtbar|schlimm|schrecklich|entsetzlich|unangenehm|unfair|ungerecht|hart|bitter|belastend|(?:dich|sie|euch) (?:\w+ ){0,3}belastet|belastet (?:dich|euch|sie)"
    r"|albtraum|alptraum|zermürbend|peinlich|anstrengend|traurig|übergangen|vertröstet|blöd|doof|mühsam|lästig|ätzend|mies"
    r"|kränk\w+|gekränkt|verletz(?:t|end)|demütigend|erniedrigend|überrumpel\w+|überfordert|überwältig\w+|unsicher|verunsicher\w+|nervös|hilflos|machtlos|ohnmächtig"
    r"|alleingelassen|allein gelassen|im stich|erschrocken|erschreckend|schock|schockiert|schockierend|schmerzhaft|schmerzlich|schmerzt|verzweifelt|ratlos"
    r"|fassungslos|beunruhig\w+|besorgt|beängstigend|angst|müde|erschöpf\w+|ermüdend|ausgelaugt|ausrasten|zu viel (?:wird|ist|war|wurde|geworden)|kraft (?:\w+ ){0,8}(?:kostet|raubt)|kostet (?:\w+ ){0,4}kraft|raubt (?:\w+ ){0,4}(?:kraft|nerven|schlaf)"
    r"|unter druck|druck machen|kein wunder ,? ?(?:dass )?(?:sie|du|dich|dir|ihnen|euch|ihr)|weh|heftig|krass|hängen ?gelassen|ausgeliefert|abgefertigt|veräppelt|verschaukelt|nicht ernst genommen"
    r"|zum verzweifeln|zum haareraufen|zumutung|untragbar|inakzeptabel|nicht akzeptabel|geht gar nicht|unzumutbar|aufreibend"
    r"|getroffen|hingehalten|zermürbt|übel|mieser|mulmig|schlecht vor angst|niederschmetternd|belastung|schreck|fertig macht|mitnimmt|nimmt (?:dich|sie) (?:\w+ ){0,3}mit|vertrauen verloren|geduld (?:verlieren|verlierst)|stinksauer|zum heulen|zu schaffen macht|herzzerreißend|trostlos|elend|unerfreulich|ungünstig|panik|wünscht man keinem|wünscht man niemandem|genug haben"
    r"|(?:ihre|deine|diese|ihren|deinen|euren|eure|die|große) (?:sorgen?|enttäuschung|ungeduld|verärgerung|befürchtung\w*|unruhe|empörung)"
    r"|sorgen (?:machen|machst|gemacht|um|wegen|über)|(?:machen sich|machst dir) (?:\w+ )?sorgen|sorgst dich|sorgen sie sich|(?:blöde|schwierige|schwere|harte|dumme|miese|heikle|schlimme|verzwickte|unangenehme|belastende|unmögliche) (?:lage|situation|position|nachricht|erfahrung|zeit)"
    r"|(?:schmerzhafter|schwerer|großer|bitterer|herber) (?:verlust|schlag|rückschlag|einschnitt|schock)"
    r"|(?:nicht|alles andere als|bestimmt nicht|sicher nicht) (?:leicht|einfach|lustig|schön|angenehm|gerade angenehm|witzig)|keine leichte \w+|(?:viel|wenig|nur) schlaf|schwer(?: für|<end>))"
)
_GENERAL = frozenset(
    word + ending
    for word in words(
        fold("""verstehe verstehen verständlich kann nachvollziehen weiß fühlen fühlst klingt sicher bestimmt vorstellen
        unannehmlichkeiten situation ärgerlich ärger verärgert sauer wütend frust frustrierend frustriert nervig nervt nerven
        genervt stressig gestresst enttäuscht enttäuschend enttäuschung furchtbar schlimm schrecklich unangenehm unfair hart bitter sehr
        echt absolut total leid tut sehe höre muss gefühl gefühle wirklich lage berechtigt wunder natürlich schön schade
        mühsam blöd doof mies ätzend lästig anstrengend belastend peinlich zermürbend traurig kränkend verletzend schock
        oje ach mensch puh wow gerade ganz voll richtig ziemlich ungünstig dumm heftig krass umstände umständen fall sache
        verzeihung entschuldige bedaure finde glaube denke meine scheint scheinen macht gut selbstverständlich angst sorgen sorge oh je oha
        standpunkt perspektive sicht kundin herr frau gefällt mist finden müde bedauerlich stress druck wut
        erfahrung eindruck moment erlebnis schwierig schwer bedaure gemacht passiert erlebt unerfreulich frustration enttäuschung
        verständnis mitgefühl gedanken nachricht""")
    )
    for ending in ("", "e", "er", "en", "es", "em", "n", "s")
)
_HARD = r"(?:niemand|keiner|umsonst|vergeblich|alleine|stundenlang|tagelang|wochenlang|immer noch nicht)"
SYMPATHY = Sympathy(
    words=words(
        fold("""sie ihnen ihr ihre ihren ihrem ihrer du dir dich dein deine deinen deinem deiner euch ihr eure ärgerlich
        ärger nervig furchtbar schlimm schrecklich bitter hart unfair ärgert nervt kränkend unangenehm mühsam enttäuschend
        frustrierend stressig zermürbend belastend demütigend peinlich anstrengend blöd schock müde keinem niemandem
        schmerzhaft ätzend mies lästig heftig krass wunder albtraum traurig ungerecht jeder ausrasten frust verständlich stress weh kraft einem zermürbt übel verzweifeln hingehalten mieser""")
    ),
    feeling=expression(rf" {_STRONG}(?= )"),
    hardship=expression(
        fold(
            rf" (?:sie|du|ihr) (?:mussten|musstest|haben|hast|wurden|wurdest|warten|wartest|standen|standst|sitzen|sitzt|saßen|saßt) <9,>{_HARD}(?= )"
            rf"| (?:sie|du|ihr) (?:mussten|musstest|musstet) <4,>(?:zweimal|dreimal|viermal|mehrmals|schon wieder)(?= )"
            rf"| (?:ihnen|dir|euch) (?:wurde|hat|haben) <6,>{_HARD}(?= )"
        )
    ),
    spoilt=expression(
        fold(
            rf" (?:hat|haben|hatte) (?:mich|uns) (?:\w+ ){{0,2}}{_STRONG} |^(?!.* (?:sie|du|ihnen|dir|dich|ihr|ihre[nmrs]?|deine?[nmrs]?|euch|eure) ) (?:der|die|unser|unsere) \w+ (?:\w+ ){{0,4}}(?:ist|war|sind|waren) "
            r"| (?:ich|wir) finden? (?:deine?n?|ihre?n?) | (?:unser|mein) problem | (?:hast du|haben sie|du hast|sie haben) recht | fällt (?:\w+ ){0,2}schwer | nie (?:mehr|wieder) | gegenüber | (?:mir|uns) (?:\w+ )?(?:stress|ärger|angst|druck) | schlimm genug | ganz schön (?:sauer|wütend|empfindlich)"
            r"| (?:du|sie) (?:bist|warst|sind|waren|kommst|kommen|kamst|kamen) (?:[\w,]+ ){0,3}(?:zu spät|unpünktlich)(?= )|^ mit (?:dir|ihnen) zu "
            r"| (?:ich|wir) finden? (?:es|das) (?:\w+ ){1,3}, (?:wie|dass|wenn) (?:du|sie|ihr)(?= )| wenn (?:\w+ ){0,6}(?:hätte|wäre|würde)(?= )"
            r"| (?:für|gegenüber) (?:das team|die anderen|den anderen|die kollegen|deine kollegen|ihre kollegen)(?= )"
            r"|^ (?:der|die|unser|unsere|mein|meine) (?:kund\w+|chef\w*|kolleg\w+|team|nachbar\w*|leitung) "
            rf"|^ (?:ihre?|deine?) (?!ärger|frust|wut|sorge|angst|ängste|enttäuschung|lage|situation|tag|woche|nacht|erlebnis|erfahrung|wartezeit|verlust|weg)\w+ (?:[\w,]+ ){{0,5}}(?:ist|war|sind|waren|klingt|klingen|wirkt|wirken) (?:\w+ ){{0,3}}{_STRONG} (?:(?:für|von|gegenüber|und|laut) |$)"
            r"| (?:aber|allerdings|jedoch|falls|trotzdem|dennoch|leider|in allen ehren|nur (?:ist|kann|können|geht|darf|gilt)|bringt (?:uns|dich|sie|niemanden)|nehmen? (?:\w+ ){0,2}(?:sorgen|ängste|sorge) (?:\w+ )?ernst)(?= )| (?:erzählt|gesagt|gemeint|geschrieben|meinte|sagt|sagte) ,? ?(?:mir )?dass(?= )| sagt (?:mein|meine|der|die)(?= )| (?:es|das) wird (?:hart|schwer|stressig|eng|bitter)(?= )"
            r"| (?:ich|wir) (?:bin|war|sind|waren|hatten|hatte|fühle|fühlen|habe|haben) (?:(?!auch|gehört|gesehen|verstanden)[\w]+ ){0,4}"
            rf"{_STRONG}(?= )| (?:mir|uns|mich) (?:(?!vorstellen)\w+ ){{0,2}}(?:sehr |echt |so )?(?:peinlich|unangenehm|ärgert|nervt|kränkt|stresst|ärgerlich|weh|sorgen|angst|schwer)(?= )"
            r"| verstehe (?:\w+ )?nicht(?= )| nicht (?:verstehen|nachvollziehen)(?= )"
            r"| kein(?:e|en|er)? (?:grund|stress|druck|angst|sorge|sorgen|ärger|drama|panik|problem)(?= )| so schlimm ist(?= )| (?:hoffe|hoffentlich)(?= )"
            r"| (?:kunden|leute|alle|viele|manche) (?:\w+ ){0,4}(?:ärgern|unsicher|nervös|gestresst|genervt|enttäuscht|verärgert|sauer)(?= )"
            r"|^ (?:seien sie|sei|bitte|warum|wieso|manche|viele|alle) | so empfinden(?= )"
            r"| (?:oh )?(?:sie|du) (?:armer|arme|ärmster|ärmste)(?= )| wie schrecklich(?= )"
            r"| (?:schwer|hart) zu (?:finden|sagen)(?= )| wir hatten(?= )| ist (?:ganz )?normal(?= )"
            r"| nicht (?:zu |so |allzu |mehr )?(?:sehr )?(?:schlimm|enttäuscht|ärgerlich|nervös|sauer|ärgern|ärgert|geärgert|traurig|stressen|nerven|aufregen|verletzend|wütend)(?= )"
            r"| (?:nur|bloß|wohl|einfach nur) (?:\w+ )?(?:sauer|wütend|nervös|enttäuscht|genervt|gestresst|frustriert|überfordert)(?= )"
            r"| (?:sei|seien|habe ihn|habe sie) (?:\w+ ){0,3}(?:für )?(?:\w+ ){0,2}(?:frust\w*|ärger\w*|schlimm|enttäusch\w*|unangenehm|stressig)(?= )"
            r"| (?:wäre|würde) (?:\w+ ){0,4}, wenn(?= )| (?:mein|meine|unser|unsere) (?:\w+ ){1,2}(?:ist|war|sind|waren|hat|hatte) (?:\w+ ){0,3}(?:traurig|sauer|gestresst|wütend|nervös|schlimm)(?= )"
            r"| (?:soll|sollen) (?:daran|denn) | daran so | (?:für uns|für mich|für alle|uns alle) | (?:muss|müssen|will|wollen|möchte|möchten) (?:\w+ ){0,3}(?:enttäuschen|verärgern|verletzen|nerven|stressen)(?= )| nicht (?:\w+ )?unter druck | ist (?:immer|nie|oft|manchmal) | (?:musst|müssen|brauchst|brauchen|sollten|solltest) (?:sie |du )?(?:(?!auch)\w+ ){0,2}nicht |^(?!.* (?:sie|du|ihnen|dir|dich|ihr|ihre[nmrs]?|deine?[nmrs]?|euch|eure) ) (?:(?:der|die|das|unser|unsere) (?!ist |war |sind )\w+|frust|ärger|stress|wut) (?:ist|war|sind|waren|bringt|hilft)(?= )|^(?!.* (?:sie|du|ihnen|dir|dich|ihr|ihre[nmrs]?|deine?[nmrs]?|euch|eure) ).* ist es (?:\w+ ){0,2}(?:stressig|hart|hektisch|schlimm|furchtbar)(?= )|^(?!.* (?:sie|du|ihnen|dir|dich|ihr|ihre[nmrs]?|deine?[nmrs]?|euch|eure|jeder|jede|ich auch|ich) ).* (?:sauer|wütend|traurig|gestresst|enttäuscht|genervt|nervös|verärgert|verunsichert|müde|erschöpft|überfordert|besorgt)(?= )| stress machen(?= )| welt zusammen(?= )"
        )
    ),
    other=words(
        "sie ihnen ihr ihre ihren ihrem ihrer du dir dich dein deine deinen deinem deiner euch"
    ),
    about=words(fold("über wegen verlust trotz")),
    general=_GENERAL,
)
MOCKERY = expression(
    fold(
        r" (?:lol|haha|hahaha|hihi|bla bla|jaja|ja ja|heule doch|heul doch|als ob|(?:sie|du) (?:armer|arme|ärmster|ärmste)|die arme|der arme|das arme"
        r"|(?:glaubt|glaubst) (?:ihnen|dir|euch) (?:\w+ ){0,3}(?:keiner|niemand|kein mensch)|so ist das leben|oh je wie|wie schrecklich|wie tragisch|von wegen|weltuntergang|welt zusammen|na geh|mir kommen (?:\w+ )?die tränen"
        r"|bricht mir das herz|soso|tja|mimimi|ui ui|das kann ja jeder sagen|schluchz|ach gottchen|na bravo|wers glaubt|wer es glaubt)(?= )"
    )
)
