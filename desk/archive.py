"""The archive as HTML: its articles as a list, and how many there are of each month and outlet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from index.data import DatePrecision
from index.rows import Entry
from rag.wording import counted, day

ROOM = Markup("")
PAGE = 60  # articles that the list shows at once
SHADES = 4  # outlets with a shade of their own; the others share one
MONTHS = 60  # beyond, the timeline is by year
OTHERS = "Other outlets"

_UNSURE = {
    DatePrecision.UNKNOWN: "no date: hidden where a question has a date limit",
    DatePrecision.YEAR: "dated by year only",
    DatePrecision.MONTH: "dated by month only",
}


def list_html(entries: Sequence[Entry], start: int, stories: Mapping[str, Entry]) -> Markup:
    """Render a page of the list of articles; `stories` names for a copy or a second account the story's first."""
    if not entries:
        return Markup('<p class="none">No article is like this.</p>')
    shown = entries[start : start + PAGE]
    head = Markup('<p class="count" role="status">{}</p>').format(_count(len(entries), start, len(shown)))
    names = ("Date", "Outlet", "Article", "Remove")
    heads = ROOM.join(Markup('<th scope="col">{}</th>').format(name) for name in names)
    rows = ROOM.join(_row(entry, stories.get(entry.id)) for entry in shown)
    table = Markup(
        '<table class="articles"><caption>Articles</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    )
    return head + table.format(heads, rows) + _more(start, len(entries))


def timeline_html(entries: Sequence[Entry], chosen: str = "") -> Markup:
    """Render how many articles there are of each month and outlet: bars to choose a month by, and a table."""
    dated = [entry for entry in entries if entry.published]
    if not dated:
        return ROOM
    periods = _periods(dated)
    shades = [name for name, _ in Counter(entry.outlet or OTHERS for entry in dated).most_common(SHADES)]
    counts = Counter((_period(entry, periods), _shade(entry, shades)) for entry in dated)
    most = max(sum(counts[period, name] for name in (*shades, OTHERS)) for period in periods)
    bars = ROOM.join(_bar(period, shades, counts, most, period == chosen) for period in periods)
    key = ROOM.join(
        Markup('<li><span class="shade s{}"></span>{}</li>').format(at, name)
        for at, name in enumerate(_named(shades, counts))
    )
    ends = ROOM.join(Markup("<span>{}</span>").format(_called(end)) for end in dict.fromkeys((periods[0], periods[-1])))
    return Markup(
        '<figure class="timeline"><div class="bars" role="group" aria-label="Articles by time">{}</div>'
        '<div class="ends" aria-hidden="true">{}</div><ul class="key">{}</ul>{}</figure>'
    ).format(bars, ends, key, _table(periods, _named(shades, counts), counts))


def in_period(entry: Entry, period: str) -> bool:
    """Whether an article is of a month ("2024-02") or year ("2024"); an empty period has all."""
    return not period or bool(entry.published and entry.published.isoformat().startswith(period))


def _row(entry: Entry, story: Entry | None) -> Markup:
    facts = [_UNSURE.get(entry.published_precision, ""), f"same story as “{story.title}”" if story else ""]
    notes = "; ".join(filter(None, facts))
    note = Markup("<small>{}</small>").format(notes) if notes else ROOM
    return Markup(
        '<tr><td>{}</td><td>{}</td><td><button type="button" class="title" data-article="{}">{}</button>{}</td>'
        '<td><button type="button" class="remove" data-remove="{}" aria-label="Remove: {}">Remove</button></td></tr>'
    ).format(
        day(entry.published, entry.published_precision),
        entry.outlet or "Unnamed outlet",
        entry.id,
        entry.title,
        note,
        entry.id,
        entry.title,
    )


def _count(total: int, start: int, shown: int) -> str:
    return (
        counted(total, "article") if shown == total else f"{start + 1}–{start + shown} of {counted(total, 'article')}"
    )


def _more(start: int, total: int) -> Markup:
    button = Markup('<button type="button" data-from="{}">{}</button>')
    before = button.format(max(start - PAGE, 0), "Newer") if start else ROOM
    after = button.format(start + PAGE, "Older") if start + PAGE < total else ROOM
    return Markup('<p class="do">{}{}</p>').format(before, after) if before or after else ROOM


def _periods(dated: Sequence[Entry]) -> list[str]:
    """Return all months from the first article to the last, or all years where those are too many."""
    days = [entry.published for entry in dated if entry.published]
    first, last = min(days), max(days)
    months = [
        f"{number // 12}-{number % 12 + 1:02}"
        for number in range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    ]
    return months if len(months) <= MONTHS else [str(year) for year in range(first.year, last.year + 1)]


def _period(entry: Entry, periods: Sequence[str]) -> str:
    return str(entry.published)[: len(periods[0])]


def _shade(entry: Entry, shades: Sequence[str]) -> str:
    name = entry.outlet or OTHERS
    return name if name in shades else OTHERS


def _named(shades: Sequence[str], counts: Counter[tuple[str, str]]) -> list[str]:
    others = OTHERS not in shades and any(name == OTHERS for _, name in counts)
    return [*shades, *([OTHERS] if others else [])]


def _bar(period: str, shades: Sequence[str], counts: Counter[tuple[str, str]], most: int, chosen: bool) -> Markup:
    names = _named(shades, counts)
    parts = ROOM.join(
        Markup('<span class="shade s{}" style="height:{:.1f}%"></span>').format(at, 100 * counts[period, name] / most)
        for at, name in enumerate(names)
        if counts[period, name]
    )
    total = sum(counts[period, name] for name in names)
    return Markup(
        '<button type="button" data-period="{}" aria-pressed="{}" title="{}" aria-label="{}" {}>{}</button>'
    ).format(
        period, "true" if chosen else "false", *[f"{_called(period)}: {counted(total, 'article')}"] * 2,
        ROOM if total else Markup("disabled"), parts,
    )  # fmt: skip


def _called(period: str) -> str:
    return f"{date.fromisoformat(f'{period}-01'):%B %Y}" if "-" in period else period


def _table(periods: Sequence[str], names: Sequence[str], counts: Counter[tuple[str, str]]) -> Markup:
    heads = ROOM.join(Markup('<th scope="col">{}</th>').format(name) for name in ("Time", *names))
    row = Markup('<tr><th scope="row">{}</th>{}</tr>')
    rows = ROOM.join(
        row.format(_called(period), ROOM.join(Markup("<td>{}</td>").format(counts[period, name]) for name in names))
        for period in periods
        if any(counts[period, name] for name in names)
    )
    return Markup(
        "<details><summary>As a table</summary><table><caption>Articles by time and outlet</caption>"
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></details>"
    ).format(heads, rows)
