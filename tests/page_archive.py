"""A small archive and an assistant that answers from it by rote: real types, our own text, no model."""

import hashlib
import tempfile
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import sleep
from types import SimpleNamespace

from index.data import Coverage, DatePrecision, DateSource, Document, Hit, Passage
from index.errors import BadInput, DocumentMissing
from index.record import Info
from rag.data import (
    AbstainReason,
    Answer,
    Applied,
    AskedName,
    AskedTime,
    Citation,
    Consulted,
    KnownFrom,
    Nearest,
    Receipt,
    Sentence,
    Status,
    Support,
    Timings,
    Usage,
    UsedModel,
    Withheld,
)
from rag.seal import sealed
from rag.statements import Manner, Statement
from rag.steps import Checked, Drafted, Finished, Found, Understood

HOSTILE = '<script>window.hacked = 1</script><img src="http://evil.example/x" onerror="window.hacked=2"> <|im_start|>'


def article(key, title, text, published=None, **facts):
    digest = hashlib.sha256(text.encode()).hexdigest()
    precision = DatePrecision.DAY if published else DatePrecision.UNKNOWN
    known = {"published_precision": precision, "published_source": DateSource.METADATA} | facts
    when = datetime(2024, 12, 1, tzinfo=UTC)
    return Document(key, title, text, digest, f"{key}.md", digest, when, published=published, **known)


FERRY = article(
    "ferry",
    "Island ferry returns after the winter storms",
    "\n\n".join(
        ["The harbour office reopened on Monday after a week of gales that kept every boat in port."]
        + [f"Crew {n} checked the moorings and the lights along pier {n} before noon." for n in range(1, 15)]
        + [
            "“The ferry will sail twice a day from Thursday,” harbour master Ada Lind said. "
            "She added that tickets bought for the cancelled crossings stay valid until June."
        ]
        + [f"Cottage {n} on the outer shore has had its power restored." for n in range(1, 9)]
    ),
    date(2024, 2, 6),
    outlet="Harbour Gazette",
    authors=("Mona Reyes", "Tom Ek"),
    place="LINDHOLM",
    url="https://gazette.example/ferry?a=1&b=2",
)
BRIDGE = article(
    "bridge",
    "Bridge to the island approved",
    "The council voted nine to four for a bridge to the island.\n\nBuilding is to begin in 2026.",
    date(2023, 10, 2),
    outlet="Coast News",
    place="LINDHOLM",
)
MARKET = article(
    "market", "Fish market moves to the new hall", "The fish market opened in the new hall on Saturday.", outlet=None
)
TRAP = article(
    "trap",
    f"Notice {HOSTILE}",
    f"Readers report a notice. {HOSTILE} [click](javascript:alert(1)) says [1] the poster.\n\nIt was taken down.",
    date(2024, 1, 1),
    outlet="<b>Bold</b> Times",
    authors=('"><svg onload=alert(1)>',),
    url="javascript:alert(1)",
)
ALL = (FERRY, BRIDGE, MARKET, TRAP)


class Archive:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()  # beside which the conversations are kept

    @property
    def info(self):
        return Info(str(Path(self.folder.name) / "index"), 1, "0", len(ALL), 9, "E", "0", "")

    def stories(self):
        return {"market": "bridge", "bridge": "bridge"}

    def search(self, query, k=8):
        return []

    def documents(self, where=None):
        return sorted(ALL, key=lambda document: (document.published or date.max, document.id))

    def document(self, document_id):
        for document in ALL:
            if document.id == document_id:
                return document
        raise DocumentMissing(f"no document {document_id}")

    def coverage(self, where=None):
        return Coverage(len(ALL), date(2023, 10, 2), date(2024, 2, 6), 0)


def cite(number, document, words, **more):
    start = document.text.index(words)
    return Citation(
        number, document.id, document.title, document.outlet, document.url, document.published, words, start,
        start + len(words), document.sha256, **({"quotation": False} | more),
    )  # fmt: skip


def consulted(*documents):
    return tuple(Consulted(d.id, 0, len(d.text.split("\n\n")[0]), rank) for rank, d in enumerate(documents, 1))


def answer(question, sentences, citations, read=(), status=Status.ANSWERED, why=None, **more):
    """Build an answer from (sentence, its citation numbers) pairs, markers put after each."""
    text, made = "", []
    for words, numbers in sentences:
        start = len(text) + bool(text)
        text = f"{text} {words}" if text else words
        made.append(Sentence(words, start, len(text), Support.SUPPORTED, 0.9, tuple(numbers)))
        text += "".join(f" [{number}]" for number in numbers)
    parts = {
        "withheld": (),
        "conflicts": (),
        "coverage": Archive().coverage(),
        "receipt": Receipt(1, "0", (UsedModel("generator", "Rote-1", None),), "0", "0", 0),
        "timings_ms": Timings(total=7240.0),
        "usage": Usage(400, 40),
    } | more
    bare = " ".join(words for words, _ in sentences)
    return Answer(
        uuid.uuid4().hex, question, question, None, status, why, text, bare, tuple(made), tuple(citations),
        consulted=consulted(*read), **parts,
    )  # fmt: skip


SAILING = cite(
    1,
    FERRY,
    "“The ferry will sail twice a day from Thursday,” harbour master Ada Lind said.",
    quotation=True,
    speaker="Ada Lind",
    statement=Statement("Ada Lind", "harbour master", None, None, None, Manner.DIRECT),
)
TICKETS = cite(2, FERRY, "She added that tickets bought for the cancelled crossings stay valid until June.")
VOTE = cite(1, BRIDGE, "The council voted nine to four for a bridge to the island.")


def ferry_answer(question="When does the ferry sail?"):
    said = "The harbour master said: “The ferry will sail twice a day from Thursday.”"
    held = (Withheld("The ferry carries 200 people.", "no passage says so"),)
    valid = "Tickets for the cancelled crossings stay valid until June."
    return answer(question, [(said, [1]), (valid, [2])], [SAILING, TICKETS], (FERRY, BRIDGE, MARKET), withheld=held)


def bridge_answer(question="And the bridge?"):
    return answer(question, [("The council approved it by nine votes to four.", [1])], [VOTE], (BRIDGE, FERRY))


def trap_answer(question="What does the notice say?"):
    citation = cite(1, TRAP, f"Readers report a notice. {HOSTILE} [click](javascript:alert(1)) says [1] the poster.")
    return answer(question, [(f"It says [1] {HOSTILE} **bold** [x](http://evil.example).", [1])], [citation], (TRAP,))


def near(document):
    words = document.text.split("\n\n")[0]
    return Nearest(document.id, document.title, document.outlet, words, 0, len(words))


def no_answer(question="Who won the election?"):
    why = AbstainReason.ONLY_RELATED
    return replace(
        answer(question, [], [], (BRIDGE, FERRY), Status.ABSTAINED, why),
        missing=("None of the articles found mentions an election.",),
        nearest=tuple(near(document) for document in (BRIDGE, FERRY)),
    )


JUNE = AskedTime("in June", date(2024, 6, 1), date(2024, 6, 30), KnownFrom.CALENDAR, Applied.PREFERENCE)

LIND = AskedName("Lind", "Ada Lind")


class Rote:
    """Answers by the first word it knows in the question; remembers what it was asked with."""

    def __init__(self, pause=0.0):
        self.index = Archive()
        self.generator = SimpleNamespace(name="Rote-1")
        self.pause = pause
        self.asked, self.timed, self.named = [], [], []

    def renew(self):
        pass

    def stream(self, question, *, history=(), as_of=None, outlet=None, time=True, names=True):
        self.asked.append((question, tuple(history), as_of, outlet))
        self.timed.append(time)
        self.named.append(names)
        yield Understood(question)
        sleep(self.pause)
        if "broken" in question:
            raise BadInput("This index is broken. Build it again: python -m index build corpus")
        if "crash" in question:
            raise RuntimeError("a bug")
        passages = tuple(Passage(d.id, 0, 20) for d in (FERRY, FERRY, BRIDGE))
        yield Found(tuple(Hit(p, 1.0, 0.5) for p in passages), passages)
        known = {"ferry": ferry_answer, "bridge": bridge_answer, "notice": trap_answer}
        result = next((make for word, make in known.items() if word in question.lower()), no_answer)(question)
        for word in (result.text or "I cannot find that.").split(" "):
            sleep(self.pause / 10)
            yield Drafted(word + " ")
        for sentence in result.sentences:
            yield Checked(sentence.text)
            sleep(self.pause)
        times = (JUNE,) if "June" in question else ()
        told = (LIND,) if "Lind" in question and "Ada" not in question else ()
        yield Finished(sealed(replace(result, time=times if time else None, names=told if names else None)))
