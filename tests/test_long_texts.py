"""Reading a long text that repeats itself takes no more than a moment: no pattern runs away."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from index.canonical import clean
from index.sentences import sentences
from rag.asked_names import names_missing, spelt_out
from rag.attribution import speaker
from rag.conflicts.quantities import quantities
from rag.conflicts.times import times
from rag.days import named_days, the_day
from rag.direct import marked
from rag.elsewhere import elsewhere
from rag.evidence import article_lines
from rag.guard import checks
from rag.halves import halves
from rag.named_times import named_times
from rag.orders import is_order
from rag.phrases import phrases
from rag.question import parts_of
from rag.quotes import occurs, quotations, stray_marks, unmarked
from rag.reply import is_refusal, split, with_names
from rag.statements import sentences_with_statements
from rag.wants import Wants, holds
from rag.years import years
from tests.conftest import make_document

LONG, MOST = 4_000, 1.0  # characters, seconds
DAY = date(2024, 5, 3)
UNITS = ("and ", "said ", "“a” ", "who ", "1,", "A.", "of the ", "2000 ", "in May ", "not ", "Ida Roth, ")


def as_article(text: str) -> object:
    return sentences_with_statements(make_document("a", text, DAY))


def as_line(text: str) -> object:
    return elsewhere("What did Roth say in 2022?", article_lines(make_document("a", text, DAY))[:1])


def as_claim(text: str) -> object:
    """Check a sentence as long as the model may write, against a line of any length."""
    return checks(text[:440], article_lines(make_document("a", text, DAY))[:1], "What did Roth say in 2022?")


READERS: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "sentences": lambda text: list(sentences(text)),
    "split": split,
    "with_names": lambda text: with_names([text, text]),
    "is_refusal": is_refusal,
    "is_order": is_order,
    "halves": halves,
    "speaker": speaker,
    "article": as_article,
    "line": as_line,
    "claim": as_claim,
    "marked": marked,
    "quotations": lambda text: (quotations(text), stray_marks(text), unmarked(text), occurs(text, text)),
    "named_times": lambda text: named_times(text, DAY),
    "days": lambda text: (
        named_days(text, make_document("a", text, DAY)),
        the_day(text, make_document("a", text, DAY)),
    ),
    "years": lambda text: list(years(text)),
    "phrases": phrases,
    "parts_of": parts_of,
    "holds": lambda text: [holds(kind, text, text) for kind in Wants],
    "names": lambda text: (names_missing(text, [text]), spelt_out(text, [text])),
    "quantities": quantities,
    "times": lambda text: times(text, make_document("a", text, DAY)),
}


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Have every reader load what it needs, so that no load is timed."""
    for read in READERS.values():
        read("Ida Roth said on 3 May 2024 that 1,250 ships came.")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_long_to_read(reader: str, unit: str) -> None:
    text = f"The mayor opened {unit * LONG}"[:LONG]
    start = time.process_time()
    READERS[reader](text)
    assert time.process_time() - start < MOST
