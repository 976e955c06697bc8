"""Follow-ups completed by rule: what a conversation is about takes the place of the word that points back to it.

The subject is read off the questions alone, by the forms in which English introduces one. Where no form tells it, there
is none, and somebody else has to find it.
"""

import re
from collections.abc import Sequence

from rag.pronouns import owning, told, without_told

_LEAD = r"(?:(?:so|and|also|no|but|okay|well|please|now),? )*"
_OPENING = re.compile(
    rf"^{_LEAD}(?:(?:can|could) you )?(?:please )?"
    r"(?:(?:tell|teach) me (?:more |something |a bit |a little )?about|describe|explain|(?:what|how) about"
    r"|(?:what|who)(?:['’]s| is| are| was| were)(?: known about)?|do you know about)\s+(?P<what>.+?)[\s.?!]*$",
    re.IGNORECASE,
)
_SMALL = r"(?:a|an|the|of|in|on|at|to|for|from|by|with|as|you|i|we|and|or|so|not|there)\b"
_DOING = re.compile(  # "Does NAME help?", "How are NAMES made?"
    rf"^{_LEAD}(?:(?:what|who|how|why|when|where|which) )?"
    r"(?:is|are|was|were|do|does|has|have|can|could|will|would|should) (?:an? )?"
    rf"(?P<what>(?!{_SMALL})[\w’'-]+(?: (?!{_SMALL})[\w’'-]+){{0,3}})(?=[ ?.!]|$)",
    re.IGNORECASE,
)
_MANY = r"(?:(?:an?|the|some|any|all|most|many|different|main|other|various|key|common|important|popular|possible) )*"
_ASPECT = (  # a noun that needs another: what follows its preposition is the subject
    r"(?:[a-z]+ )?(?:types?|kinds?|sorts?|forms?|versions?|causes?|effects?|signs?|symptoms?|benefits?|advantages?|"
    r"disadvantages?|origins?|history|role|impact|importance|significance|sources?|examples?|goals?|purpose|evidence|"
    r"things?|places?|ways?|parts?|uses?|reasons?|results?|details?|facts?|basics|meaning|definition|names?|number|"
    r"members?|story|background|developments?|treatments?|news|invention|author|process|risks?|argument|controversy)"
)
_OF = re.compile(rf"^{_MANY}{_ASPECT} (?:of|for|in|about|around|on|behind|from|to) (?P<what>.+)$", re.IGNORECASE)
_TAIL = re.compile(  # what follows a subject and is not of it
    r"\s+(?:and (?:what|who|how|why|when|where|which|is|are|was|were|do|does|did|its|their|his|her)|that|which|who|"
    r"whose|when|where|if|because|for|during|known|used|made|called|so|to [a-z]+|in (?:the )?[a-z]+|like|about)\b.*$",
    re.IGNORECASE,
)
_KNOWN = re.compile(  # how a noun begins that is one of something known before, and so introduces nothing
    r"(?:the|some|any|other|another|common|main|possible|popular|different|similar|famous|first|best|most|good|pros|"
    r"cons|(?:dis)?advantages|benefits|risks|types?|kinds?|side effects|important|when|how|what|why|where|who|if|there|"
    r"in|for|on)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:\bthe )?(?<![\w’'-])[A-Z][\w.’'-]*(?: (?:(?:of|the|and) (?=[A-Z]))?[A-Z0-9][\w.’'-]*)*")
_BESIDE = re.compile(
    r"\b(?:in|at|on|from|to|near|during|by|with|against|did)\s+$", re.I
)  # before where it was, or who did it
_POINTS = re.compile(r"\b(?P<word>its|it|they|them|theirs?|these|this)\b(?! (?:week|month|year|day|time|own)\b)", re.I)
_OWNING = frozenset(("its", "their"))
_MANY_OF = frozenset(("they", "them", "their", "theirs", "these"))
_EMPTY = re.compile(  # "it" that stands for no thing: "is it possible to", "how long does it take", "do it"
    r"\b(?:(?:is|was|would|will|be) it (?:\w+ ){1,3}(?:to|that|for)|it (?:takes?|means?|costs?|feels?) to|it take|"
    r"does it mean to)\b|\bdo(?:ne)? it(?=\W*$)",
    re.IGNORECASE,
)
_ASKED_OF = re.compile(  # "What are the causes?", "Are there any benefits?": of what, the question leaves out
    rf"^{_LEAD}(?:(?:what|who|which|where|how \w+)(?:['’]s| is| are| was| were)|(?:is|are|was|were) there|"
    r"tell me (?:more )?about|(?:what|how) about) "
    r"(?:the|any|other|another|some|common|main|different|types?|popular|similar|famous|first|best|biggest|largest)\b",
    re.IGNORECASE,
)
_LONG = 4  # telling words of a question that leaves nothing out
_FUNCTION = frozenset(
    "a an the of in on at to for from by with about as and or but is are was were be been do does did has have had can "
    "could will would should may might must what who whom whose which when where why how if so not no some any all "
    "most much many more other others tell me describe explain give there i you your my we our us".split()
)
_PERSONS = frozenset("he she him her his hers himself herself".split())
_PRONOUNS = frozenset("it its they them their this these those that one ones he she him her his".split())


def completed(question: str, earlier: Sequence[str]) -> str | None:
    """Return the question with the subject of those before it, oldest first; None where no rule completes it."""
    subject = None
    for one in earlier:
        subject = (None if _points_back(one) else introduced(one)) or subject
    if subject is None or _telling(subject) <= _telling(question) or _words(question) & _PERSONS:
        return None
    return _with(question, subject)


def introduced(question: str) -> str | None:
    """Return the subject that a question introduces, None where its form does not tell."""
    if found := _OPENING.match(question.strip()):
        what = found["what"]
        while inner := _OF.match(what):
            what = inner["what"]
        bare = _bare(what)
        if _KNOWN.match(bare) and not _NAME.search(bare):
            return None
        return f"the {bare}" if re.match(r"an?\s", what, re.IGNORECASE) else bare
    return _named(question) or _doing(question)


def _named(question: str) -> str | None:
    """Return the last name that says of what or whom the question is, not where."""
    names = [name for name in _names(question) if not _BESIDE.search(question[: name.start()])]
    return names[-1][0] if names else None


def _doing(question: str) -> str | None:
    """Return the subject before the verb of "Does NAME help?"; None where it is long, hence not told from the verb."""
    if not (found := _DOING.match(question.strip())):
        return None
    run = found["what"].split()
    what = run[:-1] or run
    return " ".join(what) if len(what) < 3 and not _KNOWN.match(found["what"]) else None


def _bare(what: str) -> str:
    """Return a subject without what hangs on it."""
    what = re.sub(r"^(?:a|an|some|any)\s+", "", what.strip())
    name = _NAME.search(what)
    if name and name.end() == len(what) and len(what.split()) > 5:
        return name[0]
    return what if name and name.end() == len(what) else _TAIL.sub("", what) or what


def _with(question: str, subject: str) -> str | None:
    empty, at = [found.span() for found in _EMPTY.finditer(question)], told(question)
    for found in _POINTS.finditer(question):
        if found.start() not in at and not any(start <= found.start() < end for start, end in empty):
            if found["word"].lower() in _MANY_OF and _is_one(subject):
                return None
            return question[: found.start()] + _in_place_of(found["word"], subject) + question[found.end() :]
    if _words(question) & _PRONOUNS or _names(question):
        return None
    if _ASKED_OF.match(question) and len(_telling(question)) <= _LONG:
        return f"{question.rstrip(' ?.!')} of {subject}?"
    return None


def _is_one(subject: str) -> bool:
    """Whether a subject is one thing or person by its form: a name or "the …" that is no plural and joins none."""
    told = subject.startswith("the ") or subject.split()[-1][:1].isupper()
    return told and not subject.endswith("s") and " and " not in subject


def _in_place_of(pronoun: str, subject: str) -> str:
    return owning(subject) if pronoun.lower() in _OWNING else subject


def _names(question: str) -> list[re.Match[str]]:
    return [found for found in _NAME.finditer(question) if found.start() and found[0] not in ("I", "I’m", "I'm")]


def _points_back(question: str) -> bool:
    return bool(_words(without_told(question)) & _PRONOUNS)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _telling(text: str) -> set[str]:
    return {re.sub(r"(?:['’]s|s)$", "", word.lower()) for word in re.findall(r"[\w'’-]+", text)} - _FUNCTION
