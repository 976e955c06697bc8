"""Who says what in one sentence, by its grammar: subjects of verbs of saying, "according to", "citing", chains.

The grammar is written over the letters of `rag/saying.py`. It fails safe: what it does not recognise attributes
nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.naming import Named, named
from rag.saying import Tokens, tokens

_POST = r"(?:[po]d?(?:[lhms]{0,3}n+(?:an+)?[hm]?|[ln]{0,4}[hm])){0,2}"
_NAME = rf"(?:(?:d?n*s|d)[ldhm]{{0,5}}|[lh]{{0,3}}h)?n+(?:an+)?{_POST}"
_BODY = rf"(?:d?n*s|d{{0,2}})(?:[lndwhm]|an){{0,6}}h(?:ah)?{_POST}"
_ANYBODY = rf"d{{1,2}}[lm]{{0,4}}{_POST}|l{{1,3}}"
PERSON_NP = _NAME
NAMED_NP = rf"(?:{_NAME}|{_BODY})"
_SUBJECT = rf"(?P<who>k|{_NAME}|{_BODY}|{_ANYBODY})"
_LEAD = r"(?:[pdlnhsmoartw]*w+|r|[pd]*r)?r*"
_APART = r"(?P<apart>,[^,;q.]{1,16},)?"
_GOES_ON = r"(?:[rxw]|pw+|yp?t)*"
_FORWARD = re.compile(rf"{_LEAD}{_SUBJECT}(?:\([^)]*\))?{_APART}{_GOES_ON}$")
_CLAUSE = re.compile(r"^|(?<=[,;.()qc])|(?<=[^n]a)")  # where a clause may begin
_CLAUSES = 5  # beginnings that are tried for one verb, the nearest first
_OPENING = re.compile(rf"(?:{_LEAD},?)(?P<who>{_NAME}(?=[^nhs])|n*s)")
_DESCRIPTION = re.compile(rf"(?:{_LEAD},?)(?P<who>(?:d?n*s|d)[ldnh]{{0,4}}h)(?=[^hn]|$)")
_USED = re.compile(rf"{_LEAD}{_SUBJECT}{_APART}[rxw]*e[^;qe]{{1,24}}t$")
_INVERTED = re.compile(rf"(?P<who>k|{_NAME}|{_BODY}|{_ANYBODY})(?=[,;.()pwrtgzc]|$)")
_SOURCE = re.compile(rf"(?P<who>k|{NAMED_NP}|d[lmnw]{{0,3}}[lm]{_POST})(?=[^lnhswm]|$)")
_ELIDED = re.compile(rf"{_LEAD}(?P<who>{NAMED_NP})(?P<apart>)[rx]*l(?!.*,z)[^kvuxq;c]*a[rx]*$")
_SOURCE_LEAD = re.compile(r"it|[luv]p")
_CITING = re.compile(rf"g(?P<who>{NAMED_NP}|d[lm]{{0,4}}{_POST})")
_RELAY = frozenset("relayed released quoted published provided reported cited".split())
_QUOTED_AS = re.compile(
    r"(?P<who>[^,;“”]{2,60}?)\s+(?:was|were|is|has been|have been)\s+quoted"
    r"(?:\s+by\s+(?P<by>[^,;]{2,60}?))?\s+as\s+saying"
    r"|(?P<via>[^,;]{2,60}?)\s+quoted\s+(?P<him>[^,;]{2,60}?)\s+as\s+saying"
)
_NOMINATIVE = {"him": "he", "her": "she", "them": "they"}
_OWNER = re.compile(r"(?P<name>[A-Z][^,]*?)['’]s?\s")
_ENDS = re.compile(r"(?:[wrpdlnhsmo]|t(?=[dnh]))*(?:[,;.)]|$)")  # what may follow a verb that says who said the rest


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words given to a speaker: who it is, by which verb, and where its parts stand among the tokens."""

    who: Named
    start: int  # of the subject
    verb: int  # token of the verb; -1 for "according to"
    end: int  # of what belongs to it: after the verb, or after the source
    outer: bool = False  # it stands round the rest of the sentence ("…, the ministry said") and does not open it


@dataclass(frozen=True, slots=True)
class Attributed:
    """A sentence with the one speaker of its statement, and who relays it where that is another."""

    tokens: Tokens
    said: Attribution | None
    via: Attribution | None = None
    chain: str | None = None  # "citing" added to the relayer's name: "Ukrinform citing Yonhap"


@lru_cache(maxsize=20_000)
def attribution(sentence: str) -> Attributed:
    """Return whose words a sentence reports; nobody where no rule is sure, or where it reports two people's."""
    cut = tokens(sentence)
    found = _attributions(cut)
    cited = _cited(cut, found)
    if cited:
        return cited
    quoted = _quoted_as(cut)
    if quoted:
        return quoted
    return _settled(cut, found)


def speaker(sentence: str) -> str | None:
    """Return who a sentence says is speaking, as written there (it may be a pronoun), or None."""
    said = attribution(sentence).said
    return said.who.name if said else None


def opening_subject(cut: Tokens) -> str | None:
    """Return the name that a sentence opens with, as the one whom a later pronoun may mean: "Roth's reply" is Roth."""
    match = _OPENING.match(cut.letters)
    if match is None:
        return None
    start, end = match.span("who")
    if cut.letters[end - 1] == "s":
        return cut.words(start, end).removesuffix("'s").removesuffix("’s")
    who = named(cut, start, end, None)
    return who.name if who else None


def opening_description(cut: Tokens) -> str | None:
    """Return the office or body that a sentence opens with: "The vice minister took aim …"."""
    match = _DESCRIPTION.match(cut.letters)
    return cut.words(*match.span("who")) if match else None


def _settled(cut: Tokens, found: Sequence[Attribution]) -> Attributed:
    """Tell the one speaker of a sentence from the one who relays it, who stands last and round the rest."""
    inner = [one for one in found if not one.outer] or list(found[:1])
    if not inner or not _all_one(inner):
        return Attributed(cut, None)
    others = [one for one in found if one.outer and not _same(one, inner[0])]
    if not others:
        return Attributed(cut, inner[0])
    two_voices = not _all_one(others) or "q" in cut.letters[inner[0].end : others[-1].start].rstrip("q")
    last = others[-1].start > inner[0].start
    return Attributed(cut, inner[0], others[-1]) if last and not two_voices else Attributed(cut, None)


def _all_one(found: Sequence[Attribution]) -> bool:
    return bool(found) and all(_same(found[0], one) for one in found[1:])


def _same(one: Attribution, other: Attribution) -> bool:
    """Whether two subjects of a sentence can be one: one is a pronoun, or a part of the other."""
    if one.who.is_pronoun or other.who.is_pronoun:
        return True
    left, right = (frozenset(each.who.name.lower().split()) for each in (one, other))
    return left <= right or right <= left


def _attributions(cut: Tokens) -> list[Attribution]:
    found = [*_of_verbs(cut), *_of_sources(cut)]
    return sorted(found, key=lambda one: one.start)


def _of_verbs(cut: Tokens) -> Iterator[Attribution]:
    for at, letter in enumerate(cut.letters):
        if letter in "vuj" and not _is_passive(cut, at) and not _adds_a_thing(cut, at):
            one = _before(cut, at) or (_after(cut, at) if letter in "vu" else None)
            if one:
                yield one


def _is_passive(cut: Tokens, at: int) -> bool:
    before = cut.letters[:at].rstrip("rx")
    return before.endswith("b") or (at + 1 < len(cut.spans) and cut.word(at + 1).lower() == "by")


def _adds_a_thing(cut: Tokens, at: int) -> bool:
    """Whether a verb that also means to put in has a thing for its object: "added Peru to the list"."""
    return cut.word(at).lower() in ("added", "adds") and cut.letters[at + 1 : at + 2] in tuple("dnsl")


def _before(cut: Tokens, verb: int) -> Attribution | None:
    """Read the subject that stands before a verb."""
    match = _read_back(cut.letters[:verb], cut.letters[verb])
    who = _subject(cut, match, cut.letters[verb]) if match else None
    if match is None or who is None:
        return None
    start = match.start("who")
    opens = cut.letters[match.start() - 1] if match.start() else ""
    if opens == "," and "a" in cut.letters[start : match.end("who")] and cut.letters[match.start() - 2] == "n":
        return None  # the end of a list: "Roth, Bell and Moss said"
    return Attribution(who, start, verb, verb + 1, bool(opens) and opens in ",q(" and _closes(cut, verb + 1))


def _read_back(left: str, letter: str) -> re.Match[str] | None:
    """Match the clause that ends before a verb, from the nearest of the places where it may begin."""
    starts = [match.end() for match in _CLAUSE.finditer(left)][: -_CLAUSES - 1 : -1]
    if letter in "vu" and (match := _first(_FORWARD, left, starts)):
        return match
    if left.endswith("t"):
        return _first(_USED, left, starts)
    return _ELIDED.match(left) if letter in "vu" and left.rstrip("rx").endswith("a") else None


def _first(pattern: re.Pattern[str], left: str, starts: Sequence[int]) -> re.Match[str] | None:
    return next((match for start in starts if (match := pattern.match(left, start))), None)


def _closes(cut: Tokens, after: int) -> bool:
    """Whether nothing but where, when and to whom follows a verb, so that what it reports stands before it."""
    return _ENDS.match(cut.letters, after) is not None and not _has_object(cut, after)


def _has_object(cut: Tokens, after: int) -> bool:
    """Whether a verb's own object follows at once: "called China an important country"."""
    return cut.word(after - 1).lower() not in _REPORTING and cut.letters[after : after + 1] not in (*",;.)pwrt", "")


_REPORTING = frozenset("said says say told tells added replied".split())


def _subject(cut: Tokens, match: re.Match[str], verb: str) -> Named | None:
    start, end = match.span("who")
    apart = match["apart"] and (match.start("apart") + 1, match.end("apart") - 1)
    who = named(cut, start, end, apart or None)
    if who is None or (verb == "u" and not who.can_speak):
        return None
    return who


def _after(cut: Tokens, verb: int) -> Attribution | None:
    """Read the subject that stands after a verb: "…,” said the mayor", "reports X"."""
    before = cut.letters[verb - 1 : verb] if verb else ""
    after_quote = before == "q"
    plain_comma = before == "," and cut.word(verb).lower() in {"said", "says", "reports", "reported", "writes", "wrote"}
    if not (after_quote or plain_comma):
        return None
    match = _INVERTED.match(cut.letters, verb + 1)
    who = named(cut, *match.span("who"), None) if match else None
    if match is None or who is None:
        return None
    return Attribution(who, match.start("who"), verb, match.end("who"), outer=True)


def _of_sources(cut: Tokens) -> Iterator[Attribution]:
    """Read "according to X" and "in words relayed by X"."""
    for lead in _SOURCE_LEAD.finditer(cut.letters):
        if lead.group() != "it" and not _relays(cut, lead.start()):
            continue
        match = _SOURCE.match(cut.letters, lead.end())
        who = named(cut, *match.span("who"), None) if match else None
        if match and who:
            yield Attribution(who, match.start("who"), -1, match.end("who"), outer=True)


def _relays(cut: Tokens, at: int) -> bool:
    if cut.word(at).lower() not in _RELAY or cut.word(at + 1).lower() != "by":
        return False
    before = cut.letters[max(0, at - 3) : at]
    return "," in before or before.endswith("z")


def _cited(cut: Tokens, found: Sequence[Attribution]) -> Attributed | None:
    """Read "X said, citing Y": the words are Y's by way of X; with a speaker of their own, "X citing Y" relays them."""
    match = _CITING.search(cut.letters)
    source = named(cut, *match.span("who"), None) if match else None
    if match is None or source is None or not found:
        return None
    citer = max((one for one in found if one.start < match.start()), key=lambda one: one.start, default=None)
    if citer is None:
        return None
    others = [one for one in found if one.start < citer.start and not one.outer and not _same(one, citer)]
    if others and _all_one(others):
        chain = f"{citer.who.name} citing {source.name}"
        return Attributed(cut, others[0], citer, chain)
    return Attributed(cut, Attribution(source, match.start("who"), -1, match.end("who"), outer=True), citer)


def _quoted_as(cut: Tokens) -> Attributed | None:
    """Read "X's office quoted him as saying" and "X was quoted by Y as saying"."""
    match = _QUOTED_AS.search(cut.text) if "as saying" in cut.text else None
    if match is None:
        return None
    subject, relays = (match.span("him"), match.span("via")) if match["him"] else (match.span("who"), match.span("by"))
    said, via = _phrase(cut, subject), _phrase(cut, relays)
    if said and via and said.who.is_pronoun and (owner := _OWNER.match(via.who.name)):
        said = replace(said, who=Named(owner["name"]))
    return Attributed(cut, said, via) if said else None


def _phrase(cut: Tokens, span: tuple[int, int]) -> Attribution | None:
    """Return the speaker named at the end of a stretch of text."""
    inside = [at for at, (start, end) in enumerate(cut.spans) if span[0] <= start and end <= span[1]]
    if not inside:
        return None
    letters = cut.letters[inside[0] : inside[-1] + 1]
    if nominative := _NOMINATIVE.get(cut.text[slice(*span)].lower()):
        who: Named | None = Named(nominative)
    else:
        match = re.search(rf"(?:^|[,;qc])(?:{_LEAD})(?P<who>k|{NAMED_NP})[rxw]*$", letters)
        who = named(cut, inside[0] + match.start("who"), inside[0] + match.end("who"), None) if match else None
    return Attribution(who, inside[0], -1, inside[-1] + 1, outer=True) if who else None
