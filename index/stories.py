"""Stories as the record has them: the copies and accounts of an article, what stands for a copy, what copies revise."""

from collections.abc import Sequence

from index.data import Filter, Passage
from index.record import Record
from index.rows import condition


def shown(record: Record, numbers: Sequence[int], where: Filter) -> dict[int, list[int]]:
    """Return for each passage that was found what is shown of it: itself, or in its place an earliest copy's."""
    if where.is_empty:
        return {number: [number] for number in numbers}
    sql, values = condition(where)
    holes = ",".join("?" * len(numbers))
    rows = record.rows(
        "SELECT CASE role WHEN 'hidden' THEN original ELSE passages.number END AS searched, document, "
        "passages.number, role FROM passages JOIN documents ON documents.number = document "
        f"WHERE (passages.number IN ({holes}) OR original IN ({holes})) AND {sql} "
        "ORDER BY role = 'hidden', last_day IS NULL, last_day, id, passages.number",
        [*numbers, *numbers, *values],
    )
    first: dict[int, int] = {}
    found: dict[int, list[int]] = {}
    for searched, document, number, _ in rows:
        if first.setdefault(searched, document) == document:
            found.setdefault(searched, []).append(number)
    return found


def revisions(record: Record, passages: Sequence[Passage], where: Filter) -> list[int]:
    """Return what copies that pass add in the place of words of these passages, by number, the latest first."""
    sql, values = condition(where)
    found: dict[int, str] = {}
    for passage in passages:
        rows = record.rows(
            "SELECT passages.number, coalesce(last_day, '') FROM passages "
            f"JOIN documents ON documents.number = document WHERE role = 'added' AND {sql} AND original IN ("
            "SELECT CASE role WHEN 'hidden' THEN original ELSE passages.number END FROM passages "
            'JOIN documents ON documents.number = document WHERE id = ? AND start = ? AND "end" = ?)',
            [*values, passage.document_id, passage.start, passage.end],
        )
        found.update(dict(rows))
    return sorted(found, key=lambda number: found[number], reverse=True)


def kin(record: Record, document_id: str, where: Filter) -> dict[str, bool]:
    """Return the documents that pass and tell a document's story, by id in order of time; true for a copy."""
    sql, values = condition(where)
    rows = record.rows(
        "SELECT documents.id, copy FROM kin JOIN documents ON documents.number = other "
        f"WHERE document = (SELECT number FROM documents WHERE id = ?) AND {sql} "
        "ORDER BY last_day IS NULL, last_day, documents.id",
        [document_id, *values],
    )
    return {id: bool(copy) for id, copy in rows}


def stories(record: Record) -> dict[str, str]:
    """Return for each document that is not the only one of its story the story's earliest document, by id."""
    pairs = record.rows("SELECT document, other FROM kin")
    order = record.rows("SELECT number, id FROM documents ORDER BY last_day IS NULL, last_day, id") if pairs else []
    return _grouped(pairs, order)


def _grouped(pairs: Sequence[tuple[int, int]], order: Sequence[tuple[int, str]]) -> dict[str, str]:
    """Return for each member of a pair, by its id, the first in order of all that pairs join it to."""
    near: dict[int, list[int]] = {}
    for one, other in pairs:
        near.setdefault(one, []).append(other)
    ids, first = dict(order), dict[int, int]()
    for number, _ in order:
        waiting = [number] if number in near and number not in first else []
        while waiting:
            member = waiting.pop()
            if member not in first:
                first[member] = number
                waiting += near[member]
    return {ids[member]: ids[number] for member, number in first.items()}
