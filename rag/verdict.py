"""What the checks make of a reply: the sentences that hold, those withheld and why, and whether to answer at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.encoder import Encoder
from rag.abstain import Signals, probability, signals
from rag.compose import mend_quotations
from rag.data import Withheld
from rag.evidence import Evidence
from rag.question import Asked
from rag.reply import is_refusal, split
from rag.settings import Settings
from rag.support import Supported, support


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentences of a reply, told apart."""

    claims: tuple[Supported, ...]  # those that hold, in the reply's order
    withheld: tuple[Withheld, ...]
    signals: Signals

    @property
    def probability(self) -> float:
        """The probability that the archive answers the question and that the claims are the answer, 0 to 1."""
        return probability(self.signals)


def judge(
    asked: Asked, evidence: Evidence, replies: Sequence[str], judged: float | None, encoder: Encoder, settings: Settings
) -> Verdict:
    """Check every sentence of the replies, one reply a part of the question, against the articles found."""
    claims: list[Supported] = []
    withheld: list[Withheld] = []
    for sentence in dict.fromkeys(sentence for reply in replies for sentence in split(reply)):
        claim, fault = _checked(sentence, asked, evidence, encoder, settings)
        if claim is None:
            withheld.append(Withheld(sentence, fault))
        else:
            claims.append(claim)
    if not claims and (source := _source_sentence(asked, evidence, encoder, settings)):
        claims.append(source)
    return Verdict(tuple(claims), tuple(withheld), signals(asked, evidence, claims, judged))


def _checked(
    sentence: str, asked: Asked, evidence: Evidence, encoder: Encoder, settings: Settings
) -> tuple[Supported | None, str]:
    """Return the sentence with its support, or None and why it is withheld."""
    if is_refusal(sentence):
        return None, "the model says that it cannot answer, which it does not decide"
    claim = support(mend_quotations(sentence, evidence.documents), asked.standalone, evidence, encoder)
    if claim.score < settings.support:
        return None, f"no words of the archive carry it: support {claim.score:.2f}, and {settings.support:.2f} is asked for"
    if claim.failed:
        return None, "; ".join(f"{check.name}: {check.detail}" for check in claim.failed)
    return claim, ""


def _source_sentence(asked: Asked, evidence: Evidence, encoder: Encoder, settings: Settings) -> Supported | None:
    """Return the article's own sentence that fits the question best, for where nothing that the model wrote holds."""
    best = max(evidence.shown, key=lambda line: line.relevance, default=None)
    return _checked(best.text, asked, evidence, encoder, settings)[0] if best else None
