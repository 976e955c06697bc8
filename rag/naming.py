"""How news names those who speak: a name with its title and apposition, a body, somebody described, a pronoun."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.saying import COURTESY, HEADS, PORTFOLIO, TITLES, Tokens
from rag.terms import is_demonym

_ROLE = r"(?:d?n*s|d)?(?:[lndh]|an){0,6}h(?:[op]d?[lnh]{1,5}(?:an+)?){0,2}"
_IS_ROLE = re.compile(_ROLE)
_APPOSED = re.compile(rf"(?P<name>n+),(?P<role>{_ROLE})(?=[.;)]|$|,(?!n+[,.;)]))")
_INTRODUCED = re.compile(r"(?:^|[^n])(?P<role>(?:d?n*s|d)(?:[lndh]|an){0,6}h(?:on+)?),(?P<name>n+)(?=[,.;)]|$)")
_PREFIXED = re.compile(r"(?P<role>(?:d?n*s|d)[ldh]{0,5}h|(?<![dlnshm])[lh]{0,3}h)(?P<name>nn+)")
_TITLED = re.compile(r"(?P<lead>(?:d?n*s|d)[ldhm]*|[lh]*h)?(?P<name>n+(?:on+)?)")
_IS_PRONOUN = re.compile(r"(?:he|she|it|they)$", re.IGNORECASE)
_ARTICLES = frozenset("the a an his her its their this".split())
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker as a sentence names it, with the role that stands beside the name."""

    name: str
    role: str | None = None
    can_speak: bool = True  # it is a name, a pronoun, or a noun for people or a body

    @property
    def is_pronoun(self) -> bool:
        """Whether it is "he", "she", "it" or "they"."""
        return _IS_PRONOUN.match(self.name) is not None


def named(cut: Tokens, start: int, end: int, apart: tuple[int, int] | None) -> Named | None:
    """Return the speaker that these tokens name; `apart` are those between two commas after it."""
    letters = cut.letters[start:end]
    if set(letters) == {"d"} and cut.word(start).lower() in _ARTICLES:
        return None
    if letters == "k":
        return Named(cut.word(start))
    if letters.endswith("s") or not _may_be_somebody(cut, start, end):
        return None
    beside = _beside(cut, letters, (start, end), apart) if apart else None
    return beside or _whole(cut, start, end)


def roles(cut: Tokens) -> Iterator[tuple[str, str]]:
    """Yield the people that a sentence names with a title or an apposition, each name with its role."""
    for pattern in (_APPOSED, _INTRODUCED, _PREFIXED):
        for match in pattern.finditer(cut.letters):
            name = _split(cut.words(*match.span("name")))[1]
            if " " in name:
                yield name, _bare(cut.words(*match.span("role")))
    for match in re.finditer(r"n+(?:on+)?", cut.letters):
        role, name = _split(cut.words(*match.span()))
        if role and name:
            yield name, role


def people(cut: Tokens) -> Iterator[tuple[int, str]]:
    """Yield the names of a sentence without their titles, each with its first token."""
    for match in re.finditer(r"n+(?:on+)?s?|s", cut.letters):
        name = re.sub(r"['’]s?$", "", _split(cut.words(*match.span()))[1])
        if name:
            yield match.start(), name


def _may_be_somebody(cut: Tokens, start: int, end: int) -> bool:
    """Whether the tokens are more than an adjective ("South Korean") or one loose word that is no plural."""
    letters, last = cut.letters[start:end], cut.word(end - 1)
    if set(letters) <= {"l"}:
        return last.endswith("s") and not last.endswith("ss")
    return not (set(letters) <= {"n"} and is_demonym(last))


def _beside(cut: Tokens, letters: str, who: tuple[int, int], apart: tuple[int, int]) -> Named | None:
    """Read an apposition: "the president, X," has the name apart, "X, the president," the role."""
    inside = cut.letters[slice(*apart)]
    if "h" in letters and not re.search(r"n$", letters) and re.fullmatch(r"n+", inside):
        return Named(_split(cut.words(*apart))[1], _bare(cut.words(*who)))
    whole = _whole(cut, *who)
    if _IS_ROLE.fullmatch(inside) and "n" in letters:
        return Named(whole.name, whole.role or _bare(cut.words(*apart)))
    return None


def _whole(cut: Tokens, start: int, end: int) -> Named:
    """Read a phrase without apposition: its title or trade goes to the role, a name of a body stays whole."""
    letters, text = cut.letters[start:end], cut.words(start, end)
    match = _TITLED.fullmatch(letters)
    if match is None:
        return Named(text, None, "n" in letters or "h" in letters or letters in ("d", "dd"))
    lead = _bare(cut.words(start, start + match.end("lead"))) if match["lead"] else ""
    title, name = _split(cut.words(start + match.start("name"), end))
    if not name or (not title and " of " in name) or _is_institution(name):
        return Named(text)
    if title or "h" in (match["lead"] or ""):
        courtesy = lead and title.endswith(".")  # "climate scientist Dr. Vera Holm"
        return Named(name, lead if courtesy else " ".join(part for part in (lead, title) if part))
    return Named(name if not lead or lead.endswith(("'s", "’s")) else text)


def _is_institution(name: str) -> bool:
    return name.lower().split()[-1] in HEADS


def _split(name: str) -> tuple[str, str]:
    """Tell the titles of a run of capitalised words from the name: "Foreign Minister Anna Berg" has two and two.

    What follows "of" after the name is of the title: "Minister Berg of Ostland".
    """
    words = name.split()
    if len(words) > 2 and is_demonym(words[0]) and not any(word.lower() in TITLES for word in words):
        words = words[1:]  # "American Sloane Stephens"
    low = [word.lower().rstrip(",") for word in words]
    last = max((at for at, word in enumerate(low) if word in TITLES), default=-1)
    while last >= 0 and last + 1 < len(words) and _goes_on(low, last + 1):
        last += 1
    title, rest = words[: last + 1], words[last + 1 :]
    if title and "of" in rest[1:]:
        place = rest.index("of")
        title, rest = title + rest[place:], rest[:place]
    if all(word.lower() in COURTESY for word in title):
        title = []
    return " ".join(title), " ".join(rest)


def _goes_on(low: list[str], at: int) -> bool:
    """Whether a title goes on here: "Secretary of State", "Minister for Foreign Affairs"."""
    return low[at] in PORTFOLIO or (
        low[at] in ("of", "for") and any(word in PORTFOLIO for word in low[at + 1 : at + 2])
    )


def _bare(role: str) -> str:
    return role[match.end() :] if (match := _ARTICLE.match(role)) else role
