"""The article of a web page: its text, captions and metadata, without the page round it and what it hides."""

import re

from index.dates import parse_date
from index.errors import BadInput
from index.fields import Fields
from index.hidden import drop_hidden
from index.raw import RawArticle

_LINE = "\ue000"  # stands for a line that the page itself breaks, apart from the white space of its source
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}


def read_page(html: str) -> RawArticle:
    """Read an HTML page; raises BadInput where it holds no article."""
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import use_config

    config = use_config()
    for limit in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        config.set("DEFAULT", limit, "1")  # short dispatches are articles too
    tree = load_html(html)
    if tree is None:
        raise BadInput("is not an HTML page that can be read")
    drop_hidden(tree)
    captions = tuple(_flat("".join(item.itertext())) for item in tree.xpath("(//article|//main)//figcaption"))
    page = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        favor_recall=True,
        config=config,
        date_extraction_params=_DATES,
    )
    if page is None:
        raise BadInput("has no article text that can be found in the page")
    for broken in page.body.iter("lb"):
        broken.tail = _LINE + (broken.tail or "")
    parts = (part for child in page.body for part in (child if child.tag in ("list", "table") else (child,)))
    paragraphs = [text for part in parts if (text := _flat("".join(part.itertext()))) and text not in captions]
    stated = Fields.from_mapping(
        {
            "title": page.title,
            "authors": page.author,
            "outlet": page.sitename,
            "published": page.date and _stamped(page.date, html),
            "url": page.url,
        }
    )
    return RawArticle("\n\n".join(paragraphs), stated=stated, captions=tuple(filter(None, captions)))


def _stamped(day: str, html: str) -> str:
    """Return the time of that day that the page states with its zone, of several the one that was last in UTC."""
    stamps = re.findall(rf"{day}T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)", html)
    dated = {stamp: parse_date(stamp) for stamp in stamps}
    return max((stamp for stamp, known in dated.items() if known and known.utc_day), default=day)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace(_LINE, "\n").strip()
