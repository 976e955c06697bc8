"""Search, and the articles themselves: listed, read, added, removed."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, UploadFile

from desk.api.errors import ApiError
from desk.api.schema import Added, AddedFile, Article, Day, Found, Hits, Listed, Listing, Removed, Search
from desk.api.service import Shared
from desk.uploads import Upload, add_articles, remove_article
from index.data import Filter, Hit, Span
from index.errors import DocumentMissing
from index.search import Index, described

routes = APIRouter(prefix="/v1")
Bound = Annotated[Day | None, Query()]
Offset = Annotated[int, Query(ge=0)]
End = Annotated[int | None, Query(ge=0)]


@routes.post("/search")
def search(service: Shared, query: Search) -> Hits:
    """Find passages by meaning and by words, best first."""
    index, where = service.index, query.where()
    hits = index.search(query.query, query.k, where)
    found = [Found(**_described(hit, index, where)) for hit in hits]
    return Hits(hits=found, coverage=index.coverage(where))


def _described(hit: Hit, index: Index, where: Filter) -> dict[str, Any]:
    document = index.document(hit.passage.document_id)
    return described(hit, document, index.kin(document.id, where))


@routes.get("/documents")
def documents(
    service: Shared,
    as_of: Bound = None,
    since: Bound = None,
    until: Bound = None,
    outlet: str | None = None,
    offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Listing:
    """List articles, by date and then id, the undated last."""
    index, where = service.index, Filter(as_of=as_of, since=since, until=until, outlet=outlet)
    entries = index.documents(where)
    page = [Listed.model_validate(entry) for entry in entries[offset : offset + limit]]
    return Listing(documents=page, total=len(entries), coverage=index.coverage(where))


@routes.get("/documents/{document_id:path}")
def document(
    service: Shared, document_id: str, start: Offset = 0, end: Annotated[int | None, Query(ge=0)] = None
) -> Article:
    """Return an article, or the stretch of its text from code point `start` up to `end`, cut to what there is."""
    try:
        found = service.index.document(document_id)
    except DocumentMissing as error:
        raise _missing(document_id) from error
    length = len(found.text)
    first = min(start, length)
    span = Span(first, max(first, length if end is None else min(end, length)))
    listed = Listed.model_validate(found).model_dump()
    return Article(**listed, place=found.place, start=span.start, end=span.end, length=length, text=span.of(found.text))


@routes.post("/documents", status_code=201)
def add(service: Shared, files: list[UploadFile]) -> Added:
    """Add articles: files of the formats that the index reads, each with its outcome."""
    if len(files) > service.limits.upload_files:
        raise ApiError(413, "too_large", f"At most {service.limits.upload_files} files at a time: send them in parts.")
    uploads = [Upload(file.filename or "", file.file) for file in files]
    outcomes = add_articles(uploads, service.assistant)
    told = [AddedFile(file=o.file, documents=list(o.documents), problem=o.problem) for o in outcomes]
    if not any(o.documents for o in outcomes):
        raise ApiError(422, "nothing_added", "; ".join(f"{o.file}: {o.problem}" for o in outcomes), param="files")
    return Added(files=told)


@routes.delete("/documents/{document_id:path}")
def remove(service: Shared, document_id: str) -> Removed:
    """Remove an article from the index."""
    try:
        remove_article(document_id, service.assistant)
    except DocumentMissing as error:
        raise _missing(document_id) from error
    return Removed(id=document_id)


def _missing(document_id: str) -> ApiError:
    return ApiError(404, "document_missing", f"No article {document_id!r}: GET /v1/documents names them.")
