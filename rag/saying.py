"""The words by which news attributes, as closed classes: verbs of saying, nouns and titles of those who speak.

Each word of a sentence gets one letter for its class, so that the grammar of attribution (`rag/attribution.py`) can be
written as regular expressions over those letters.
"""

import re
from dataclasses import dataclass

_SPEAKS = frozenset(  # whatever their subject is, it speaks
    """said says say told tells tell added adds replied replies stressed stresses insisted insists insist reiterated
    argued argues argue explained explains remarked commented warned warns warn stated declared declares acknowledged
    conceded announced denied denies deny vowed vows pledged emphasized emphasised noted noting promised quipped
    tweeted wrote writes testified alleged alleges asserted contended cautioned recalled responded confirmed admitted
    estimated predicted boasted joked complained lamented""".split()
)
_MAY_SPEAK = frozenset(  # they take a person or a body for their subject where they report speech
    """asked asks called calls urged urges expressed expresses highlighted voiced described describes mentioned
    reaffirmed claimed claims claim proposed suggested suggests demanded affirmed conveyed reported reports hopes hoped
    hope expects expected expect agreed agrees agree committed spoke spoken criticized criticised praised
    requested answered answers accused accuse accuses blamed wished condemned appealed dismissed
    rejected welcomed defended outlined revealed disclosed concluded thanked""".split()
)
_INFINITIVE = frozenset(
    "demand urge ask call express promise pledge announce press appeal reiterate stress voice describe add".split()
)
_AUXILIARY = frozenset(
    """has have had did does do will would not both each all never himself herself itself themselves didn't doesn't
    don't hasn't haven't hadn't""".split()
)
_BE = frozenset("is are was were be been being am isn't aren't wasn't weren't".split())
_GOING_ON = frozenset("went goes go continued".split())
_DETERMINER = frozenset("the a an his her its their this these those some several many two three one another".split())
_PREPOSITION = frozenset(
    """in at on with by for from after before during under over against about through between among amid since until
    into near beside besides following despite within without across around per via toward towards like upon""".split()
)
_SUBORDINATE = frozenset(
    "that which who whom whose as when if whether what where how because although though than why unless".split()
)
_MAIN = frozenset("but while yet whereas so however meanwhile".split())
_ADVERB = frozenset(
    """also later then earlier again separately here there now still once already too instead thus even
    only twice back home abroad always often sometimes soon even""".split()
)
_TIME = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight january february march
    april may june july august september october november december jan. feb. aug. sept. oct. nov. dec. week month year
    weeks months years morning afternoon evening night weekend last""".split()
)
_VENUE = frozenset(
    """summit summits meeting meetings conference talks session sessions briefing gathering speech statement letter
    interview forum rally hearing ceremony event dinner call parliament congress court debate address dialogue message
    visit sidelines margins edges fringes assembly broadcast post report note memo email telegram phone""".split()
)
HEADS = frozenset(
    """president premier minister ministry minister's secretary office officials official government governments
    spokesman spokeswoman spokesperson spokesmen spokespeople leader leaders group groups side sides aide aides adviser
    advisers advisor advisors police authorities agency agencies company companies army military union council
    commission committee court mayor governor chief chiefs head director chairman chairwoman chair envoy ambassador
    diplomat diplomats lawyer lawyers prosecutor prosecutors analyst analysts expert experts researcher researchers
    scientist scientists doctor doctors economist economists professor engineer reporters journalists newspaper
    newspapers bank party lawmakers lawmaker senator judge king queen prince princess pope founder owner manager coach
    player players captain commander general colonel historian author activist activists critics witnesses residents
    counterpart counterparts colleagues neighbours neighbors workers member members states nations countries presidents
    premiers ministers queen's administration delegation curator trader teacher student students executive executives
    board department bureau organization organisation association network watchdog regulator campaigners source sources
    representative representatives deputy mother father wife husband son daughter brother sister family minister-general
    crowd audience kremlin account accounts nobody everyone people gathering""".split()
)
TITLES = frozenset(
    """president premier minister secretary mayor governor chancellor senator congressman congresswoman representative
    king queen prince princess pope general colonel captain admiral major lieutenant sergeant judge justice chairman
    chairwoman chair leader spokesman spokeswoman spokesperson adviser advisor envoy ambassador director chief professor
    officer engineer curator economist analyst lawyer author coach commissioner speaker father monsignor commander
    sheriff inspector detective attorney archbishop bishop rabbi imam sultan emir emperor
    mr. mrs. ms. dr. gen. gov. sen. rep. lt. col. capt. sgt. prof. rev. adm. maj. pres. mr mrs ms dr sir dame
    lord""".split()
)
COURTESY = frozenset("mr. mrs. ms. mr mrs ms sir dame lord".split())
PORTFOLIO = frozenset(
    """national defense defence state foreign affairs interior treasury health education security trade commerce labor
    labour justice energy agriculture transport transportation finance economy environment homeland housing culture
    unification war general staff""".split()
)
INSTITUTIONS = frozenset(  # end the names of places and bodies that could be taken for a person's
    """city county university college house palace court street party times news post center centre state states league
    park school hospital church island islands river valley airport department committee association institute bank
    board service services press journal corp corp. inc inc. company group union nations kingdom republic
    coast""".split()
)
TELLS = frozenset("told tells tell asked asks ask urged urges urge warned warns warn assured informed reminded".split())
_NOUN_TOO = frozenset("reports claims calls hopes demands offers answers replies".split())
_QUANTITY = frozenset("both all each".split())
_SELF = frozenset("i we you me us".split())
_PRONOUN = frozenset("he she it they".split())
_SINGLE = {"and": "a", "or": "a", "&": "a", "of": "o", "to": "t", "used": "e", "citing": "g", "according": "i"}
_CLASSES = (
    (_SPEAKS, "v"), (_MAY_SPEAK, "u"), (_INFINITIVE, "j"), (_AUXILIARY, "x"), (_BE, "b"), (_GOING_ON, "y"),
    (_PRONOUN, "k"), (_DETERMINER, "d"), (_PREPOSITION, "p"), (_SUBORDINATE, "z"), (_MAIN, "c"), (_ADVERB, "r"),
)  # fmt: skip
_LETTER = {word: letter for words, letter in reversed(_CLASSES) for word in words} | _SINGLE
_TRADE = re.compile(r"(?<![lnshm])l{1,3}(?=nn)")
_OPENING_TRADE = re.compile(r"nl{0,2}h(?=nn)")  # its first word has its capital from the sentence
_AGENTS = ("er", "or", "ist", "ian", "man", "woman", "maker", "eer")  # end the names of trades
_NO_AGENT = frozenset(
    "ever never rather either neither whether together moreover whenever wherever longer further better other "
    "another former prior major minor human german november december".split()
)
_TOKEN = re.compile(
    r"“[^”]*”|\"[^\"]*\"|「[^」]*」|«[^»]*»"
    r"|(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|Gen|Gov|Sen|Rep|Lt|Col|Capt|Sgt|Prof|Rev|Adm|Maj|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\."
    r"|\w+(?:[’'.,&-](?=\w)\w+)*|[^\w\s]"
)
_QUOTES = '“"「«'


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence cut into words, signs and whole quotations, with one letter for the class of each."""

    text: str
    spans: tuple[tuple[int, int], ...]
    letters: str

    def words(self, start: int, end: int) -> str:
        """Return the words from one token up to another, as they stand in the sentence."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]] if end > start else ""

    def word(self, at: int) -> str:
        """Return one token."""
        start, end = self.spans[at]
        return self.text[start:end]


def tokens(text: str) -> Tokens:
    """Cut a sentence into tokens and name the class of each."""
    spans = tuple(match.span() for match in _TOKEN.finditer(text))
    words = [text[start:end].lower() for start, end in spans]
    letters = [_letter(text[start:end], first=number == 0) for number, (start, end) in enumerate(spans)]
    for at in range(len(words)):
        letters[at] = _in_place(words[at], letters, at)
    return Tokens(text, spans, _with_trades(words, "".join(letters)))


def _with_trades(words: list[str], letters: str) -> str:
    """Take a trade before a full name for what it is: "harbour master Ada Lind", "Union leader Tom Bell"."""
    for trade in _TRADE.finditer(letters):
        if words[trade.end() - 1].endswith(_AGENTS) and words[trade.end() - 1] not in _NO_AGENT:
            letters = f"{letters[: trade.end() - 1]}h{letters[trade.end() :]}"
    return f"l{letters[1:]}" if _OPENING_TRADE.match(letters) else letters


def _in_place(word: str, letters: list[str], at: int) -> str:
    """Return the letter of a word that could be of two classes, by the words beside it."""
    before, after = letters[at - 1] if at else "", letters[at + 1] if at + 1 < len(letters) else ""
    if word in _NOUN_TOO and ((after and after in "vuxb") or (before and before in "dsl")):
        return "h"
    if word in _QUANTITY and after and after in "hnlds":
        return "d"
    return "l" if letters[at] == "j" and before != "t" else letters[at]


def _letter(token: str, first: bool) -> str:
    if not token[0].isalnum():
        return _sign(token)
    low = token.lower().replace("’", "'")
    if low.partition("'")[0] in _SELF or (low.partition("'")[0] in _PRONOUN and "'" in low):
        return "f"
    if token[0].isupper() and not first and (low not in _TIME or _shouts(token)) and low not in _PREPOSITION:
        return "s" if low.endswith(("'s", "s'")) else "k" if low in _PRONOUN else "n"
    return _LETTER.get(low) or _open_letter(token, low)


def _shouts(token: str) -> bool:
    """Whether a word is all capitals, as in names of papers: "USA TODAY"."""
    return token.isupper() and len(token) > 2


def _open_letter(token: str, low: str) -> str:
    """Return the letter of a word of no closed class: time, possessive, venue, head, adverb, name or other."""
    if low in _TIME or low.isdigit():
        return "w"
    if low.endswith(("'s", "s'")):
        return "s"
    if token[0].isupper():
        return "r" if low.endswith("ly") else "n"
    if low in _VENUE:
        return "m"
    return "h" if low in HEADS else "r" if low.endswith("ly") else "l"


def _sign(token: str) -> str:
    if token[0] in _QUOTES and len(token) > 1:
        return "q"
    return token if token in ",.()" else ";"
