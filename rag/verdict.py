"""What the checks make of a reply: the sentences that hold, those withheld and why, and whether to answer at all.

Where nothing that the model wrote holds, or none of it is the kind of thing asked for, the article's own sentence takes
its place: the one that the model meant, or one that is near the question.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.encoder import Encoder
from rag.abstain import Belief
from rag.article import knows
from rag.asked_names import has, names_missing
from rag.asked_words import wanted_speaker
from rag.credit import attributed, of_another, of_nobody
from rag.data import Withheld
from rag.elsewhere import elsewhere
from rag.evidence import Evidence, Line, evidence_lines
from rag.halves import halves
from rag.joined import clauses
from rag.judge import Judge
from rag.judge import check as entailed
from rag.mend import mend_quotations, unquoted, without_asides
from rag.on_record import on_record
from rag.question import Part
from rag.reading import with_days
from rag.reply import is_refusal, split, with_names
from rag.settings import Settings
from rag.steps import Checked
from rag.support import Supported, support
from rag.terms import terms
from rag.voice import VOICE, as_printed
from rag.wants import Wants, holds
from rag.whose import who_said

BESIDE = 0.55  # a sentence less like the question does not take the place of what the model wrote
ALIKE = 0.2  # least score of a sentence that was made from the line it cites, though something in it is wrong
SETTING = (Wants.TIME, Wants.PLACE)  # what a report gives once, beside what was said
_ASKS = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.I)
_CHOICE = re.compile(r"\b(?:or|no|not|never|none|nothing|nobody)\b|n[’']t\b", re.I)  # its answer may add no word
_SEVERAL = re.compile(r"\b(?:and|both|each|two)\b", re.I)


@dataclass(frozen=True, slots=True)
class Draft:
    """A part of the question with what was found for it and what the model wrote, unchecked."""

    part: Part
    evidence: Evidence
    belief: Belief
    reply: str | None  # None where the evidence is not believed to answer


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentences of the replies, told apart."""

    claims: tuple[Supported, ...]  # those that hold, in the replies' order
    withheld: tuple[Withheld, ...]
    unanswered: tuple[Draft, ...]  # parts of the question that no claim answers
    confidence: float  # probability that the archive answers the question, 0 to 1: of its most probable part


@dataclass(frozen=True, slots=True)
class Bench:
    """What every sentence is checked with."""

    evidence: Evidence  # of all parts
    encoder: Encoder
    settings: Settings
    judge: Judge | None = None  # the user's own, where there is one
    tried: dict[tuple[str, str], tuple[Supported | None, str]] = field(default_factory=dict)  # each is checked once

    def _supported(self, sentence: str, question: str) -> Supported:
        """Return a sentence with its support, its quotation marks as far as the words that it cites bear them out."""
        sentence = mend_quotations(without_asides(sentence, self.evidence.documents), self.evidence.documents)
        claim = support(sentence, question, self.evidence, self.encoder)
        if any(check.name == "quotation" for check in claim.failed):
            return support(unquoted(sentence, claim.cited), question, self.evidence, self.encoder)
        return claim

    def try_out(self, sentence: str, question: str) -> tuple[Supported | None, str]:
        """Return a sentence with its support, or None and why it is withheld."""
        claim, fault = self.aligned(sentence, question)
        return (None, fault) if fault else (claim, "")

    def aligned(self, sentence: str, question: str) -> tuple[Supported | None, str]:
        """Return a sentence with the words that carry it best, if any do, and why it is withheld, empty if it is not.

        Where somebody's "we" has lost its marks, the article's own sentence takes its place.
        """
        if (sentence, question) not in self.tried:
            self.tried[sentence, question] = self._aligned(sentence, question)
        return self.tried[sentence, question]

    def _aligned(self, sentence: str, question: str) -> tuple[Supported | None, str]:
        lines = (line.text for document in self.evidence.documents for line in evidence_lines(document))
        if is_refusal(sentence, lines):
            return None, "the model says that it cannot answer, which is not for it to decide"
        claim = self._supported(sentence, question)
        failed = {check.name for check in claim.failed}
        if VOICE in failed and "speaker" not in failed:
            claim = self._supported(as_printed(claim.cited[0]), question)
        if claim.score < self.settings.support and not claim.failed:
            return None, f"no words of the archive carry it (support {claim.score:.2f} of {self.settings.support:.2f})"
        if not claim.failed and (fault := elsewhere(question, claim.cited)):
            return None, fault
        if self.judge and not claim.failed:
            claim = replace(claim, checks=(*claim.checks, entailed(claim.text, claim.cited, self.judge)))
        return claim, "; ".join(f"{check.name}: {check.detail}" for check in claim.failed)


def checked(part: Part, sentences: Sequence[str], bench: Bench, told: int = 0) -> Iterator[Checked]:
    """Yield the sentences of a reply after the first `told`, as the checks leave them."""
    for sentence in with_names(sentences)[told:]:
        for text, claim, fault in _tried(sentence, part, bench):
            yield Checked(text, fault) if claim is None or fault else Checked(attributed(claim).text)


def judge(drafts: Sequence[Draft], bench: Bench) -> Verdict:
    """Check every sentence of the replies, one for each part of the question."""
    claims: list[Supported] = []
    withheld: dict[str, Withheld] = {}
    unanswered = []
    for draft in drafts:
        held, refused = ([], []) if draft.reply is None else _checked(draft, draft.reply, bench)
        unanswered += _left_out(draft, held)
        claims += held
        withheld |= {item.text: item for item in refused}
    confidence = max(draft.belief.probability for draft in drafts)
    return Verdict(_once(claims), tuple(withheld.values()), tuple(unanswered), confidence)


def _left_out(draft: Draft, held: Sequence[Supported]) -> list[Draft]:
    """Return what of a question no sentence answers: all of it, or the clauses that want words of whom none is by."""
    if not held:
        return [draft]
    each = [replace(draft.part, text=clause, speaker=wanted_speaker(clause)) for clause in clauses(draft.part.text)]
    without = [part for part in each if all(of_another(part, claim) or _is_nobody_s(part, claim) for claim in held)]
    if len(without) == len(each):
        return []
    return [replace(draft, part=replace(part, text=f"{part.text[:1].upper()}{part.text[1:]}?")) for part in without]


def _once(claims: Sequence[Supported]) -> tuple[Supported, ...]:
    """Return the claims without those of whose words another has every one: two parts may be answered by one."""
    said = [terms(claim.text).keys() for claim in claims]
    kept: list[int] = []
    for at in sorted(range(len(claims)), key=lambda at: -len(said[at])):
        if not any(said[at] <= said[other] for other in kept):
            kept.append(at)
    return tuple(claims[at] for at in sorted(kept))


def _checked(draft: Draft, reply: str, bench: Bench) -> tuple[list[Supported], list[Withheld]]:
    part, evidence = draft.part, draft.evidence
    if known := on_record(part, evidence):
        return [known], []
    if said := who_said(part, bench.evidence):
        return said, []
    claims, withheld, meant = [], [], list[Line]()
    tried = (each for sentence in with_names(split(reply)) for each in _tried(sentence, part, bench))
    for text, claim, fault in tried:
        if claim is None or fault:
            withheld.append(Withheld(text, fault))
            meant += _meant(claim)
        else:
            claims.append(attributed(claim))
    if part.told or any(_gives(part, claim) for claim in claims):
        return claims, withheld
    if part.wants in SETTING and (beside := _beside(part, claims, bench)):
        return [*claims, beside], withheld
    meant += [line for claim in claims for line in claim.cited[:1]]
    relevant = sorted(evidence.shown, key=lambda line: -line.relevance)
    source = _sources(part, _near(part, meant, bench), bench) or _sources(part, _near(part, relevant, bench), bench)
    if source or all(_is_nobody_s(part, claim) for claim in claims):
        lacking = f"no {part.wants}" if part.wants is not Wants.OTHER else f"no words of {part.speaker}"
        withheld += [Withheld(claim.text, f"it gives {lacking}, which the question asks for") for claim in claims]
        claims = source
    return claims, withheld


def _gives(part: Part, claim: Supported) -> bool:
    """Whether a sentence gives the kind of thing that a question asks for, of the one whose words it asks for."""
    return holds(part.wants, claim.text, part.text) and not _is_nobody_s(part, claim)


def _is_nobody_s(part: Part, claim: Supported) -> bool:
    return all(of_nobody(part, claim.text, line) for line in claim.cited)


def _tried(sentence: str, part: Part, bench: Bench) -> list[tuple[str, Supported | None, str]]:
    """Return a sentence with the words that carry it best and why it is withheld.

    Where it fails and joins two statements, it is both of them, if one holds.
    """
    whole = (sentence, *_aligned(sentence, part, bench))
    if not whole[2]:
        return [whole]
    each = [(half, *_aligned(half, part, bench)) for half in halves(sentence)]
    return each if any(not fault for _, _, fault in each) else [whole]


def _aligned(sentence: str, part: Part, bench: Bench) -> tuple[Supported | None, str]:
    """Return a sentence with the words that carry it best and why it is withheld, be it for another's words."""
    claim, fault = bench.aligned(sentence, part.text)
    return claim, fault or (of_another(part, claim) if claim else "") or _echoes(sentence, part)


def _echoes(sentence: str, part: Part) -> str:
    """Return why a sentence that says again what is asked or was told is no answer; "" where it says more.

    Where a choice is asked, its answer may add no word.
    """
    open_ended = _ASKS.search(part.text) and not _CHOICE.search(f"{part.text} {sentence}")
    if not open_ended or terms(sentence).keys() - terms(f"{part.text} {part.told}").keys():
        return ""
    return f"it says no more than the {'conversation' if part.told else 'question'}"


def _beside(part: Part, claims: Sequence[Supported], bench: Bench) -> Supported | None:
    """Return the article's sentence that the claims cite, or the one after or before, which holds what they lack."""
    cited = [line for claim in claims for line in claim.cited[:1]]
    for line in cited:
        for number in (line.number, line.number + 1, line.number - 1):
            beside = [other for other in evidence_lines(line.document) if other.number == number]
            if beside and holds(part.wants, beside[0].text, part.text):
                return bench.try_out(_as_sentence(beside[0], part), part.text)[0]
    return None


def _meant(claim: Supported | None) -> Sequence[Line]:
    """Return of each article the line that a sentence which failed was made from.

    None where it is little like it, or names others.
    """
    meant = claim is not None and claim.score >= ALIKE and all(check.name != "names" for check in claim.failed)
    return list({line.document.id: line for line in reversed(claim.cited)}.values())[::-1] if claim and meant else ()


def _near(part: Part, lines: Sequence[Line], bench: Bench) -> list[Line]:
    """Return the lines that are not beside the question, in their order."""
    vectors = bench.encoder.encode([part.text, *(line.text for line in lines)])
    return [line for line, cosine in zip(lines, vectors[1:] @ vectors[0], strict=True) if cosine >= BESIDE]


def _sources(part: Part, lines: Sequence[Line], bench: Bench) -> list[Supported]:
    """Return the first of the articles' own sentences that holds what the question asks for, if it passes the checks.

    Where that lacks one of several that the question names, the first of another article that has it is added. An
    article that has nothing of somebody named does not answer alone.
    """
    fitting = [line for line in lines if holds(part.wants, as_printed(line), part.text) and not _of_another(part, line)]
    several = _SEVERAL.search(part.text)
    if not several:
        fitting = [line for line in fitting if knows(line.document, part.text)]
    first = bench.try_out(_as_sentence(fitting[0], part), part.text)[0] if fitting else None
    if first is None:
        return []
    lacking = names_missing(part.text, [fitting[0].text]) if several else []
    others = (line for line in fitting if line.document.id != fitting[0].document.id)
    other = next((line for line in others if any(has(name, line.text) for name in lacking)), None)
    second = bench.try_out(_as_sentence(other, part), part.text)[0] if other else None
    if second is None and not knows(fitting[0].document, part.text):
        return []
    return [first, second] if second else [first]


def _as_sentence(line: Line, part: Part) -> str:
    """Return the article's sentence on one line; where a time is asked for, with its days as dates."""
    return as_printed(line, with_days(line) if part.wants is Wants.TIME else None)


def _of_another(part: Part, line: Line) -> bool:
    """Whether the question wants one person's words and the line has another's, or nobody's and does not name him."""
    others = bool(part.speaker and line.speaker and not line.is_by(part.speaker))
    return others or of_nobody(part, line.text, line)
