"""What each command of `python -m index` that only reads an index does, and what it writes of what came of it."""

import json
import sys
from argparse import Namespace
from dataclasses import asdict

from index.check import verify as faults_of
from index.data import DatePrecision, Document, Filter
from index.reranker import load_reranker
from index.rows import Entry
from index.search import Index, described, of_kind


def listing(options: Namespace) -> int:
    """Name the documents."""
    with Index.open(options.index) as index:
        stories = index.stories()
        for entry in index.documents():
            outlet = f" ({entry.outlet})" if entry.outlet else ""
            story = f"  [story: {stories[entry.id]}]" if entry.id in stories else ""
            say(f"{_printed_date(entry):10}  {entry.id}  {entry.title}{outlet}{story}")
    return 0


def show(options: Namespace) -> int:
    """Print a document: what is known of it, then its text."""
    with Index.open(options.index) as index:
        document = index.document(options.id)
        kin = index.kin(options.id)
    known = {
        "title": document.title,
        "outlet": document.outlet,
        "authors": ", ".join(document.authors),
        "place": document.place,
        "published": _printed_date(document),
        "url": document.url,
        "file": document.path,
        "sha256": document.sha256,
        "copies": ", ".join(of_kind(kin, copy=True)),
        "accounts": ", ".join(of_kind(kin, copy=False)),
    }
    say("\n".join(f"{name:9}  {value}" for name, value in known.items() if value))
    say(f"\n{document.text}")
    return 0


def search(options: Namespace) -> int:
    """Find passages."""
    where = Filter(as_of=options.as_of, since=options.since, until=options.until, outlet=options.outlet)
    with Index.open(options.index, reranker=load_reranker(options.reranker)) as index:
        found = [
            (hit, index.document(hit.passage.document_id)) for hit in index.search(options.query, options.k, where)
        ]
        hidden = index.coverage(where).undated_left_out
        kin = {document.id: index.kin(document.id, where) for _, document in found}
    if options.json:
        told = [described(hit, document, kin[document.id]) for hit, document in found]
        say(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return 0
    for rank, (hit, document) in enumerate(found, 1):
        about = ", ".join(part for part in (document.outlet, _printed_date(document)) if part)
        say(f"{rank}. {document.title} ({about})\n   {document.id}, similarity {hit.similarity:.2f}")
        say("   " + " ".join(hit.passage.span.of(document.text).split()))
        for name, copy in (("copies", True), ("other accounts", False)):
            if ids := of_kind(kin[document.id], copy):
                say(f"   {name}: {', '.join(ids)}")
        say("")
    if not found:
        say("nothing found")
    if hidden:
        say(f"{hidden} undated documents were left out because of the dates")
    return 0


def verify(options: Namespace) -> int:
    """Check an index; 1 where it has a fault."""
    faults = faults_of(options.index)
    for fault in faults:
        say(fault)
    say(f"{options.index}: {f'{len(faults)} faults' if faults else 'sound'}")
    return 1 if faults else 0


def info(options: Namespace) -> int:
    """Say what an index is."""
    with Index.open(options.index) as index:
        say("\n".join(f"{name:15} {value}" for name, value in asdict(index.info).items()))
    return 0


def say(text: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(f"{text}\n")


def _printed_date(item: Document | Entry) -> str:
    if item.published is None:
        return "undated"
    length = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}.get(item.published_precision)
    return item.published.isoformat()[:length] if length else "undated"
