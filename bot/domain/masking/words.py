"""Names that are also words, short forms of names, and what stands beside names. Folded, as `roster` folds."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    "mr mrs ms miss mx dr prof sir madam herr herrn frau fr hr ing mag dipl phd msc mba jr sr ii iii"
    " senor senora sr sra don dona"
)
PARTICLES = _set(
    "van von vom zu zum der den de del dela della la le di da dos du bin ibn al el y und"
)
"""Never a name by themselves."""

NEVER = _set(
    "admin administrator team support sales user users test tester bot office info hr it service"
    " guest manager trainer trainee account desk help staff intern app api system service kunde kunden"
    " vertrieb gast buero personal"
)

WORDS = _set(
    # English
    "will mark rose grace hope faith joy may april june august bill jack pat drew grant chase art rich"
    " frank dawn iris ivy lily daisy violet ruby amber jade pearl penny sky summer autumn winter max"
    " don rob sue nick dick ray guy gene miles norm chip hunter mason carter cooper taylor miller"
    " smith baker cook king young long short brown white black green gray grey day wood stone hill"
    " field brooks lane park bishop price page case bell rice fox wolf bird love power best good"
    " little small street ford cash sharp swift rush banks waters rivers weeks woods early so do an"
    " in you ma he she my me we us are kim tu no see ng wing man han can lee christian charity"
    " prudence patience serenity destiny honor honour melody harmony angel chance colt cliff dale"
    " glen heath reed reid rusty sandy sonny stew ted vale wade ward woody eve ava per bo al ed hay"
    " bond marsh mills moon nice noble pope potter rich rose sage savage shepherd singer slaughter"
    " spring steel strong sweet temple trip turner walker wells west wise wright york north south"
    " east star dean earl major judge duke prince baron abbot gold silver read bush booth bob"
    # German
    " klein gross lang kurz schwarz weiss braun koch richter bauer mueller schneider fischer weber"
    " meister kaiser koenig herzog graf stein berg vogel hahn sommer herbst freitag sonntag montag"
    " samstag ernst engel sturm zimmermann wagner beck roth rot jung alt neu gut ehrlich lustig frei"
    " voll kern busch baum blum heide linde mai juli juni fuchs hirsch lamm kraft stark schnell"
    " schuster schreiner becker jaeger krieger ritter sauer suess fromm gern krank reich arm mann"
    " kirsch rosen blau gruen wunder liebe winkler vogt keller hof bach brand stahl eisen gold silber"
    " ich er sie wir ihr das kann ja nein da mal wein haus bier apfel ass rad tag nacht"
    # Spanish
    " sol luz paz mar cruz rosa blanca flores reyes campos rey leon rubio moreno delgado cabello"
    " vega rios santos iglesias torres calvo cortes consuelo esperanza pilar mercedes alba estrella"
    " angeles dolores milagros socorro remedios soledad victoria gloria bravo bueno blanco rojo casas"
    " fuentes guerra herrero molina montes nieves prado puente ramos rivera silva valle"
)

NOUNS = _set(
    "may april june august summer autumn winter spring christian mercedes victoria york north south"
    " east west star koch richter bauer schneider fischer weber meister kaiser koenig herzog graf stein"
    " berg vogel hahn sommer herbst freitag sonntag montag samstag ernst engel sturm zimmermann wagner"
    " baum busch heide linde mai juli juni fuchs hirsch lamm kraft schuster schreiner becker jaeger"
    " krieger ritter mann kern keller hof bach brand stahl eisen gold silber wein haus bier apfel rad"
    " tag nacht wunder liebe park page king prince duke queen judge pope temple bond street bell"
    " sie ihr winkler vogt mueller"
)
"""Written with a capital though they are no name: months, German nouns, parts of titles."""

SHORT = {
    "alexander": "alex xander sascha sandro",
    "alexandra": "alex alexa sandra sascha",
    "alfred": "fred alf",
    "andreas": "andi andy",
    "andrew": "andy drew",
    "anthony": "tony",
    "antonio": "toni tono",
    "barbara": "barb babs barbie babsi",
    "benjamin": "ben benny benni",
    "catherine": "cathy kate cat",
    "charles": "charlie chuck chas",
    "charlotte": "charlie lotte lottie",
    "christian": "chris",
    "christina": "chris tina chrissy",
    "christine": "chris tina chrissie",
    "christoph": "chris",
    "christopher": "chris kit topher",
    "daniel": "dan danny dani",
    "daniela": "dani",
    "david": "dave davy",
    "deborah": "deb debbie",
    "dolores": "lola",
    "dominik": "domi dominic",
    "donald": "don donny",
    "dorothea": "doro thea",
    "edward": "ed eddie ted ned",
    "elisabeth": "lisa lisi sissi elli liesl",
    "elizabeth": "liz beth lizzie betty eliza",
    "emmanuel": "manu",
    "enrique": "quique",
    "ferdinand": "ferdi",
    "florian": "flo",
    "francis": "frank fran",
    "francisco": "paco fran pancho",
    "franziska": "franzi",
    "frederick": "fred freddie",
    "friedrich": "fritz fred",
    "gabriel": "gabe gabi",
    "gabriele": "gabi",
    "george": "georgie",
    "gregory": "greg",
    "guillermo": "memo guille",
    "hannah": "hanni",
    "helena": "lena",
    "heinrich": "heini heinz",
    "henry": "harry hank",
    "ignacio": "nacho",
    "isabel": "isa bel",
    "jacob": "jake",
    "jakob": "jake",
    "james": "jim jimmy jamie",
    "jennifer": "jen jenny jenn",
    "jessica": "jess jessie",
    "jesus": "chus",
    "johannes": "hannes johann joe",
    "john": "johnny jack",
    "jonathan": "jon jonny",
    "jose": "pepe",
    "joseph": "joe joey",
    "josef": "sepp joe",
    "joshua": "josh",
    "juergen": "juergi",
    "katharina": "kathi kati katha rina",
    "katherine": "kate kathy katie kat",
    "kenneth": "ken kenny",
    "klaus": "klausi",
    "lawrence": "larry",
    "leonard": "leo len lenny",
    "lukas": "luki luke",
    "magdalena": "lena leni magda",
    "manuel": "manu manolo",
    "manuela": "manu ela",
    "margaret": "maggie meg peggy",
    "maria": "mia mari",
    "martin": "marty",
    "matthew": "matt",
    "matthias": "matze matti hias",
    "maximilian": "max maxi",
    "michael": "mike mick mickey michi micha michl",
    "miguel": "migue",
    "nicholas": "nick nicky",
    "nikolaus": "niko klaus",
    "oliver": "olli ollie oli",
    "pamela": "pam",
    "patricia": "pat trish patty patri",
    "patrick": "pat paddy",
    "peter": "pete",
    "philip": "phil",
    "philipp": "phil",
    "priyanka": "priya",
    "rafael": "rafa",
    "rebecca": "becca becky",
    "richard": "rich rick dick ricky",
    "robert": "rob bob bobby robbie bert",
    "roberto": "beto",
    "ronald": "ron ronnie",
    "rosario": "charo",
    "samuel": "sam sammy",
    "samantha": "sam",
    "sandra": "sandy",
    "santiago": "santi",
    "sebastian": "basti seb bastian",
    "sergio": "checho",
    "sophia": "sophie",
    "stefan": "steff stef",
    "stefanie": "steffi",
    "stephanie": "steph steffi",
    "stephen": "steve",
    "steven": "steve",
    "susan": "sue susie",
    "susanne": "susi sanne",
    "theodore": "theo ted",
    "theresa": "resi tess tessa",
    "theresia": "resi",
    "thomas": "tom tommy",
    "timothy": "tim timmy",
    "tobias": "tobi",
    "ulrich": "uli",
    "ulrike": "uli rike",
    "valentina": "vale",
    "vanessa": "nessa",
    "venkatesh": "venky",
    "victoria": "vicky tori",
    "vincent": "vince",
    "walter": "walt",
    "wilhelm": "willi willy",
    "william": "will bill billy liam",
    "wolfgang": "wolfi wolf",
    "zachary": "zach zack",
}
"""What people are called for short."""
