"""Who wrote an article: bylines ("By Jane Doe | Reuters") and agency credits ("(Reporting by …; Editing by …)")."""

import re
from dataclasses import dataclass

from index.outlets import looks_like_outlet, short_name

_PARTICLE = re.compile("(?:al|ap|ben|bin|d[aeiou]|del|della|den|der|dos|e|el|ibn|la|le|ter|ul|van|von|y|zu)", re.I)
_ARTICLES = frozenset({"the", "a", "an", "our"})
_ROLE_WORD = re.compile(
    r"\b(?:writer|reporter|correspondents?|editor|staff|bureau|columnist|contributor|analyst|desk|agencies|chief)\b",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:(?:story|words|text|written|reported|reporting|report|analysis|authored)\s+)?by\b:?\s+(?P<who>\S.{0,200})$",
    re.I,
)
_CREDIT = re.compile(
    r"^[(\[—–-]*\s*(?:with\s+)?(?:additional\s+)?(?:reporting|writing|editing|compiled|translated)\s+(?:and\s+\w+\s+)?"
    r"by\s+(?P<first>[^;]+?)\s*(?:;.*)?[)\].]*$",
    re.I | re.S,
)
_AUTHOR_CLAUSE = re.compile(
    r"^(?:with\s+)?(?:reporting|writing|compiled)\s+(?:and\s+\w+\s+)?by\s+(?P<who>.+)$", re.I | re.S
)
_PLACE = re.compile(r"\s+in\s+(?:[A-Z][\w.’'-]*)(?:\s+[A-Z][\w.’'-]*){0,2}")
_PICTURES = re.compile(r"(?:photo|picture|graphic|illustration|video)", re.I)
_SEPARATOR = re.compile(r"\s*[|•·–—]\s*|\s+-\s+")
_LIST = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*;\s*", re.I)


@dataclass(frozen=True, slots=True)
class Byline:
    """The people and the outlet that a byline names; `rest` are its other parts, such as a date."""

    authors: tuple[str, ...]
    outlet: str | None = None
    rest: tuple[str, ...] = ()


def is_person(name: str) -> bool:
    """Whether `name` has the shape of a person's: two to six capitalised words, particles between, no outlet's word."""
    words = name.split()
    if not 2 <= len(words) <= 6 or looks_like_outlet(name) or _ROLE_WORD.search(name):
        return False
    return words[0].lower() not in _ARTICLES and words[-1][0].isupper() and all(_name_word(word) for word in words)


def split_authors(text: str) -> tuple[str, ...]:
    """Split a list of authors at its semicolons, or else at commas and "and" where every part is a person's name."""
    if ";" in text:
        return tuple(name for part in text.split(";") if (name := part.strip()))
    text = re.sub(r"^by\s+", "", text.strip(), flags=re.I)
    parts = [part.strip() for part in _LIST.split(text) if part.strip()]
    return tuple(parts) if all(is_person(part) for part in parts) else (text,) * bool(text)


def parse_byline(line: str) -> Byline | None:
    """Return what a line such as "By A and B, Reuters" says, or None where it is no byline."""
    found = _BYLINE.match(line)
    return parse_names(found["who"]) if found else None


def parse_bare_byline(line: str) -> Byline | None:
    """Return what a line such as "Jane Doe and Bo Li, USA TODAY" says: names and an outlet, nothing else."""
    *names, outlet = (part.strip() for part in re.split(r"[,|]", line))
    if not looks_like_outlet(outlet) or len(outlet.split()) > 6:
        return None
    authors = split_authors(", ".join(names))
    return Byline(authors, short_name(outlet)) if authors and all(map(is_person, authors)) else None


def is_role(line: str) -> bool:
    """Whether a line under a byline is no more than the writer's post: "Political Correspondent"."""
    return len(line.split()) <= 6 and _ROLE_WORD.search(line) is not None and not line.endswith((".", "!", "?"))


def parse_names(text: str) -> Byline | None:
    """Return what a byline says after its "by", or None where it names neither a person nor an outlet."""
    names, *others = (part for part in _SEPARATOR.split(text.strip(" .")) if part)
    names, _, employer = names.partition(" for ")
    authors: list[str] = []
    outlets = [employer] if employer else []
    for part in _LIST.split(_PLACE.sub("", names)):
        if is_person(part):
            authors.append(_cased(part))
        elif looks_like_outlet(part):
            outlets.append(part)
        elif not authors and not _ROLE_WORD.search(part):
            return None
    others = [part for part in others if not _PICTURES.match(part)]
    outlets += [part for part in others if looks_like_outlet(part)]
    if not authors and not outlets and not _ROLE_WORD.search(names):
        return None
    rest = tuple(part for part in others if not looks_like_outlet(part))
    return Byline(tuple(authors), short_name(outlets[0]) if outlets else None, rest)


def parse_credit(paragraph: str) -> tuple[str, ...] | None:
    """Return those whom an agency's credit says reported or wrote (not edited or assisted); None for other text."""
    found = _CREDIT.match(paragraph) if len(paragraph) < 600 else None
    if not found or not _people(found["first"]):
        return None
    clauses = (clause.strip() for clause in paragraph.strip("()[].—–- ").split(";"))
    written = (match["who"] for clause in clauses if (match := _AUTHOR_CLAUSE.match(clause)))
    return tuple(dict.fromkeys(name for who in written for name in _people(who)))


def _people(text: str) -> tuple[str, ...]:
    parts = _LIST.split(_PLACE.sub("", text.strip(" ()[].")))
    return tuple(_cased(part.strip()) for part in parts if is_person(part.strip()))


def _name_word(word: str) -> bool:
    letters = re.sub(r"[.’'-]", "", word)
    particle = _PARTICLE.fullmatch(word) is not None or word.startswith(("al-", "d’", "d'"))
    return letters.isalpha() and (word[0].isupper() or particle)


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name
