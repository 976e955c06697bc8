"""What is stated about an article outside its text: by its format, its front matter or a sidecar."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.bylines import split_authors
from index.canonical import clean

_NAMES = {
    "id": "id",
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "authors": "authors",
    "author": "authors",
    "byline": "authors",
    "published": "published",
    "date": "published",
    "url": "url",
    "link": "url",
    "place": "place",
    "location": "place",
}


@dataclass(frozen=True, slots=True)
class Fields:
    """What is stated about an article; None or empty where nothing is."""

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None  # as written
    url: str | None = None
    place: str | None = None

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> "Fields":
        """Read the keys that this class or its usual synonyms name, in any case; the others are ignored."""
        stated: dict[str, str] = {}
        authors: tuple[str, ...] = ()
        for key, value in mapping.items():
            name = _NAMES.get(str(key).strip().lower())
            if name == "authors":
                authors = authors or _authors(value)
            elif name and (text := _text(value)):
                stated.setdefault(name, text)
        return cls(authors=authors, **stated)

    def over(self, other: "Fields") -> "Fields":
        """Return these fields, the ones left open taken from `other`."""
        return Fields(
            id=self.id or other.id,
            title=self.title or other.title,
            outlet=self.outlet or other.outlet,
            authors=self.authors or other.authors,
            published=self.published or other.published,
            url=self.url or other.url,
            place=self.place or other.place,
        )


def _text(value: object) -> str | None:
    return " ".join(clean(str(value)).split()) or None if isinstance(value, (str, int, float)) else None


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(name for item in value if (name := _text(item)))
    return split_authors(_text(value) or "")
