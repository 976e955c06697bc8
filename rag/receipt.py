"""Checking a stored answer again, without a model: every span, quotation, marker, number and hash.

python -m rag verify answer.json --index artifacts/index
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.data import Document
from index.errors import BadInput, DocumentMissing
from index.search import Index
from rag.days import named_days
from rag.guard import numbers
from rag.quotes import occurs, quotations
from rag.wording import byline

_MARKER = re.compile(r"\[(\d{1,3})\]")


def load(path: Path) -> dict[str, Any]:
    """Read an answer as `--json` wrote it. Raises BadInput naming the line at fault."""
    try:
        answer = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read ({error.strerror}): name a file that `python -m rag --json` wrote"
        ) from error
    except ValueError as error:
        raise BadInput(f"{path} is not JSON: {error}") from error
    if not isinstance(answer, dict) or "citations" not in answer or "receipt" not in answer:
        raise BadInput(f"{path} is not an answer: name a file that `python -m rag --json` wrote")
    return answer


def faults(answer: dict[str, Any], index: Index) -> list[str]:
    """Return what no longer holds, in words; an empty list means that every check passed."""
    try:
        return list(_faults(answer, index))
    except (KeyError, TypeError, ValueError) as error:
        return [f"the answer is not whole: {error!r}"]


def _faults(answer: dict[str, Any], index: Index) -> Iterator[str]:
    articles: dict[str, Document] = {}
    for citation in answer["citations"]:
        try:
            articles[citation["document_id"]] = index.document(citation["document_id"])
        except DocumentMissing as error:
            yield f"citation [{citation['number']}]: {error}"
            continue
        yield from _citation_faults(citation, articles[citation["document_id"]])
    yield from _text_faults(answer)
    yield from _number_faults(answer, list(articles.values()))
    for quotation in quotations(answer["text"]):
        words = quotation.inner.of(answer["text"])
        if not any(occurs(words, article.text) for article in articles.values()):
            yield f"quotation at {quotation.inner.start}: “{words}” stands in no cited article"


def _citation_faults(citation: dict[str, Any], article: Document) -> Iterator[str]:
    name = f"citation [{citation['number']}], {article.id}"
    found = hashlib.sha256(article.text.encode()).hexdigest()
    if found != article.sha256:
        yield f"{name}: the stored text has SHA-256 {found} instead of {article.sha256}"
    if citation["source_sha256"] != article.sha256:
        yield f"{name}: the article has changed since, SHA-256 {article.sha256} instead of {citation['source_sha256']}"
    words = article.text[citation["source_start"] : citation["source_end"]]
    if words != citation["cited_text"]:
        yield f"{name}: its words at {citation['source_start']} are not the cited ones"


def _number_faults(answer: dict[str, Any], articles: list[Document]) -> Iterator[str]:
    held = frozenset().union(*(_numbers_of(article) for article in articles))
    for at, sentence in enumerate(answer["sentences"], 1):
        if missing := numbers(sentence["text"]) - held:
            yield f"sentence {at}: no cited article has {', '.join(sorted(missing))}"


def _numbers_of(article: Document) -> frozenset[str]:
    days = " ".join(day.meaning for day in named_days(article.text, article))
    return numbers(f"{article.text} {article.title} {byline(article)} {days}")


def _text_faults(answer: dict[str, Any]) -> Iterator[str]:
    text, cited = answer["text"], {citation["number"] for citation in answer["citations"]}
    shown = {int(number) for number in _MARKER.findall(text)}
    if shown != cited:
        yield f"the text has the markers {sorted(shown)} and the answer the citations {sorted(cited)}"
    for at, sentence in enumerate(answer["sentences"], 1):
        if text[sentence["answer_start"] : sentence["answer_end"]] != sentence["text"]:
            yield f"sentence {at}: it does not stand at {sentence['answer_start']} in the text"
    if " ".join(_MARKER.sub("", text).split()) != " ".join(answer["text_without_citations"].split()):
        yield "the text without its markers is not the text without citations"
    if answer["status"] == "abstained" and cited:
        yield "an abstention cites nothing, and this one does"
