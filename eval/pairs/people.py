"""Names, titles, speakers and directions made wrong."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from random import Random

from eval.pairs.archive import THE, Archive, Mention, Sort, surname
from eval.pairs.data import Faithful
from eval.pairs.rewriting import capital, is_quoted, put, table
from eval.pairs.wordings import DENIES
from index.data import Span
from rag.attribution import speaker
from rag.evidence import article_lines
from rag.speakers import same_speaker

_DIRECTED = re.compile(  # what one does to the other and the other does not therefore do
    r"\b(?:ask|tell|told|urg|warn|thank|accus|invit|press|assur|blam|critici[sz]|call(?:ed|s)? on|defeat|beat|"
    r"arrest|prais|replac|succeed|interview|endors|support|back|pledg|promis|request|appeal|lend|lent|send|sent|sell|sold|give"
    r"|gave|hand|suppl|us(?:es|ed)\b|war (?:in|on|against)|invasion of|attack|invad|sanction|help|count on|answer|"
    r"visit|hop|want|seek|sought|describ|demand|refus|deni|den(?:y|ies)|investigat|hir|fir(?:ed|es)|kill|shot|shoot|su(?:ed|es))"
)
_EITHER_WAY = re.compile(  # what holds of both, or no longer tells who does what
    r"[.;:“”\"]|\b(?:and|or|met|meets?|agree\w*|between|shar\w+|together|both|with|than|who|whom|whose)\b"
)
_LEADING = re.compile(  # the office before a name goes where the name goes
    r"(?:(?:South|North|[A-Z]\w+(?:an|ese|ish)|[A-Z]\w+(?: [A-Z]\w+)?['’]s|[Vv]ice|[Dd]eputy|[Ff]irst|[Pp]rime|"
    r"[Ff]oreign|[Dd]efen[cs]e|[Pp]resident|[Mm]inister|[Pp]remier|[Ll]eader|[Ss]ecretary|[Ss]enator|[Mm]ayor"
    r"|[Gg]overnor),? )+$"
)
_PRONOUNS = ("he", "she", "He", "She")
_IN_MARKS = re.compile(r"“[^”]*”|\"[^\"]*\"")
_DIRECTED_MOST = 70  # letters between the two
_TITLES = table(
    (r"vice president", "president"),
    (r"(?<!vice )president(?! of [a-z])(?=,? [A-Z]|,| of| told| said| has| was| will)", "prime minister"),
    (r"prime minister", "president"),
    (r"premier(?=,| |$)", "foreign minister"),
    (r"foreign minister", "defense minister"),
    (r"foreign ministry", "defense ministry"),
    (r"defen[cs]e minister(?!s)", "foreign minister"),
    (r"defen[cs]e ministry", "foreign ministry"),
    (r"defen[cs]e secretary", "foreign secretary"),
    (r"secretary of (?:national )?defen[cs]e", "secretary of state"),
    (r"secretary of state", "secretary of defense"),
    (r"(?:first )?vice (?=(?:foreign |defen[cs]e )?minister)", ""),
    (r"(?:top )?deputy (?=[a-z])", ""),
    (r"adviser", "spokesman"),
    (r"spokes(?:man|woman|person)", "adviser"),
    (r"mayor", "governor"),
    (r"governor", "mayor"),
    (r"senator", "governor"),
    (r"chief executive(?: officer)?", "chief financial officer"),
    (r"ambassador", "foreign minister"),
    (r"king", "crown prince"),
    (r"(?<=Korean )leader|(?<=Chinese )leader|(?<=[’']s )leader", "foreign minister"),
)


def names(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Put another name of the same sort in a name's place, one that no other line bears out."""
    speaking = _speaker(source, archive)
    for mention in _bare(source, archive):
        if mention != speaking:
            yield from islice(_renamed(source, archive, mention, archive.others(source, mention), chance), 1)


def speakers(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Give the words to another person than the one who says them."""
    mention = _speaker(source, archive)
    if mention is None or DENIES.search(_IN_MARKS.sub("", source.text[: mention.span.start])):
        return
    lines = (line for line in article_lines(source.document) if any(span.overlap(line.span) for span in source.spans))
    heard = [line.speaker for line in lines if line.speaker]
    near = _before(source) if mention.name in _PRONOUNS else ""
    others = [
        name
        for name in archive.others(source, mention)
        if not any(same_speaker(name, one) for one in heard) and not _near(name, near)
    ]
    yield from islice(_renamed(source, archive, mention, others, chance), 2)


def directions(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Exchange the one who acts and the one who is acted on."""
    text = source.text
    for one, two in pairwise(archive.mentions(text, source.document)):
        left, right = _with_office(text, one.span), _with_office(text, two.span)
        between = text[left.end : right.start]
        alike = (one.sort is Sort.PERSON) is (two.sort is Sort.PERSON) and one.bearer != two.bearer
        if alike and _is_directed(between) and not is_quoted(text, (left.start, right.end)):
            yield capital(text[: left.start] + right.of(text) + between + left.of(text) + text[right.end :])


def titles(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Give somebody another office."""
    text = source.text
    for pattern, words in _TITLES:
        for match in pattern.finditer(text):
            if not is_quoted(text, match.span()):
                capitals = match.start() > 0 and match.group()[0].isupper()
                yield put(text, Span(*match.span()), words.title() if capitals else words)


def _with_office(text: str, name: Span) -> Span:
    led = _LEADING.search(text, 0, name.start)
    return Span(led.start(), name.end) if led else name


def _is_directed(between: str) -> bool:
    plain = len(between) < _DIRECTED_MOST and not _EITHER_WAY.search(between)
    return plain and _DIRECTED.search(between) is not None


def _bare(source: Faithful, archive: Archive) -> list[Mention]:
    found = archive.mentions(source.text, source.document)
    return [mention for mention in found if not is_quoted(source.text, (mention.span.start, mention.span.end))]


def _renamed(source: Faithful, archive: Archive, mention: Mention, others: list[str], chance: Random) -> Iterator[str]:
    owner = source.text[mention.span.end :][:2] in ("'s", "’s")
    for other in chance.sample(others, len(others)):
        if owner and other in THE:
            continue
        new = _as_long(other, mention, source, archive)
        altered = put(source.text, mention.span, new)
        if not archive.borne_out(source, altered, new):
            yield altered


def _speaker(source: Faithful, archive: Archive) -> Mention | None:
    """Return the person or the pronoun that speaks, None where it stands in the sentence twice."""
    who = speaker(source.text)
    places = list(re.finditer(rf"\b{re.escape(who)}\b", source.text)) if who else []
    if who is None or len(places) != 1:
        return None
    place = Span(*places[0].span())
    if who in _PRONOUNS:
        return Mention(place, Sort.PERSON, who, who)
    people = (mention for mention in _bare(source, archive) if mention.sort is Sort.PERSON)
    return next((mention for mention in people if mention.span.overlap(place)), None)


def _before(source: Faithful) -> str:
    start = min(span.start for span in source.spans)
    return source.document.text[max(0, start - 600) : start]


def _near(name: str, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(part)}\b", text) for part in name.split())


def _as_long(other: str, mention: Mention, source: Faithful, archive: Archive) -> str:
    """Return the name in full or by its short form, as the name whose place it takes."""
    if mention.sort is Sort.PERSON and " " not in mention.name and mention.name not in _PRONOUNS:
        short = surname(other, source.document.text)
        return short if short and archive.is_alone(short) else other
    return f"the {other}" if other in THE and not source.text[: mention.span.start].endswith("the ") else other
