"""Names of news outlets: which words name one, its usual short form, and which outlets a text cites."""

import re
from collections.abc import Iterator

AGENCIES = (
    *("Reuters", "AP", "AFP", "UPI", "dpa", "EFE", "ANSA", "PTI", "ANI", "IANS", "ANTARA", "Bernama", "Anadolu"),
    *("TASS", "Interfax", "RIA Novosti", "Ukrinform", "Xinhua", "Yonhap", "Kyodo", "Jiji", "KCNA", "CNA", "VNA"),
    *("Bloomberg", "BBC", "CNN", "NPR", "PRNewswire", "Business Wire", "GlobeNewswire"),
)
_LONG_FORMS = {
    "associated press": "AP",
    "agence france-presse": "AFP",
    "agence france presse": "AFP",
    "thomson reuters": "Reuters",
    "united press international": "UPI",
    "deutsche presse-agentur": "dpa",
    "press trust of india": "PTI",
    "korean central news agency": "KCNA",
    "kyodo news": "Kyodo",
    "jiji press": "Jiji",
    "bbc news": "BBC",
    "reuters staff": "Reuters",
}
_KNOWN = {name.lower(): name for name in AGENCIES} | _LONG_FORMS
_OUTLET_WORDS = (
    r"(?:News|Newspaper|Times|Post|Herald|Tribune|Journal|Gazette|Guardian|Telegraph|Chronicle|Courier|Observer|Daily"
    r"|Weekly|Press|Agency|Newswire|Wire|Television|TV|Radio|Broadcasting|Magazine|Today|Examiner|Independent|Mirror"
    r"|Globe|Star|Mail|Sun|Standard|Dispatch|Bulletin|Inquirer|Shimbun|Ilbo|Online|Media|Sentinel)"
)
_OUTLET_WORD = re.compile(rf"\b(?:{_OUTLET_WORDS}|{_OUTLET_WORDS.upper()})\b")
_OUTLET_ENDING = re.compile(rf"(?i:{_OUTLET_WORDS})$")
_AGENCY_ENDING = re.compile(r"\s+(?:News\s+)?(?:News)?Agency$", re.IGNORECASE)
_CONTRIBUTED = re.compile(r"^special (?:to|for)\s+", re.IGNORECASE)
_WORD = r"(?:(?:[A-Z]\.){2,5}|(?:St|Ft|Mt)\.|[A-Z][\w&’'-]*(?:\.\w+){0,3})"
_NAME = rf"\b(?:[Tt]he\s+)?{_WORD}(?:\s+(?:of\s+|and\s+)?{_WORD}){{0,4}}"
_ATTRIBUTION = re.compile(rf",[”\"’]?\s+reports\s+(?P<by>{_NAME})(?:,?\s+citing\s+(?P<cited>{_NAME}))?(?=[\s,.;]|$)")
_MENTION = re.compile(
    rf"(?:\b(?i:according\s+to|reported\s+by|citing|quoted\s+by|told|interview\s+with)\s+(?P<after>{_NAME}))"
    rf"|(?:(?P<before>{_NAME})\s+(?:has\s+|had\s+)?(?:reported|reports)\b)"
)


def known_agency(name: str) -> str | None:
    """Return the short form of a known agency's name, or None: "the Associated Press" is "AP"."""
    plain = re.sub(r"^the\s+", "", name.strip(" .,"), flags=re.IGNORECASE)
    return _KNOWN.get(plain.lower()) or _KNOWN.get(_AGENCY_ENDING.sub("", plain).lower())


def short_name(name: str) -> str:
    """Return an outlet's name as it is filed: an agency's short form, any other name as printed."""
    plain = _CONTRIBUTED.sub("", " ".join(name.split())).strip(" .,")
    return known_agency(plain) or re.sub(r"\s+News\s+Agency$", "", plain)


def looks_like_outlet(name: str) -> bool:
    """Whether a name is a known agency's or holds a word that newspapers and stations call themselves by."""
    return known_agency(name) is not None or _OUTLET_WORD.search(name) is not None


def outlet_line(line: str) -> str | None:
    """Return the outlet whose name is all that a line holds: "CNN —", "Louisville Courier Journal"."""
    name = line.strip(" ()[]|–—-")
    words = name.split()
    if _CONTRIBUTED.match(name) and len(words) <= 7:
        return short_name(name)
    titled = 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)
    return known_agency(name) or (name if titled and _OUTLET_ENDING.search(name) else None)


def cited_outlets(text: str, own: str | None) -> tuple[str, ...]:
    """Return the outlets other than its own that a text names as a source, in order of mention, without "the"."""
    names = (short_name(re.sub(r"^[Tt]he\s+", "", name)) for name in _mentions(text))
    return tuple(dict.fromkeys(name for name in names if not own or name.lower() != own.lower()))


def _mentions(text: str) -> Iterator[str]:
    found: list[tuple[int, str]] = []
    for match in _ATTRIBUTION.finditer(text):
        found += [(match.start(group), match[group]) for group in ("by", "cited") if match[group]]
    for match in _MENTION.finditer(text):
        group = "after" if match["after"] else "before"
        name = _trimmed(match[group])
        if looks_like_outlet(name):
            found.append((match.start(group), name))
    return (name for _, name in sorted(found))


def _trimmed(name: str) -> str:
    """Drop a possessive and what follows it ("Reuters’ Seoul bureau") and a sentence's full stop."""
    return re.split(r"[’']s?\s", name, maxsplit=1)[0].rstrip(".’'")
