"""Who has been named so far in an article, and whom a surname, an office or a pronoun means there.

A pronoun stands for the last person who was the subject of a sentence or spoke, and for nobody where another came
between, where the two differ in gender or number, or where more than three sentences have passed.
"""

import re
from functools import lru_cache

from rag.attribution import opening_description, opening_subject
from rag.naming import Named, people, roles
from rag.saying import INSTITUTIONS, Tokens
from rag.speakers import is_body, own_words, same_speaker
from rag.terms import words

_REACH = 3  # sentences
_FEMALE = frozenset("mrs ms mrs. ms. queen princess spokeswoman chairwoman congresswoman mother wife sister".split())
_MALE = frozenset("mr mr. king prince pope spokesman chairman congressman father husband son brother bishop".split())
_LONGEST = 4  # words of a person's name
_NO_NAME = frozenset("the a an some many other his her its their".split())
_COURTESY = re.compile(r"\b(?P<sign>Mrs?|Ms)\.?\s+(?P<name>[A-Z][\w-]+(?:\s+[A-Z][\w-]+)*)")
_HE = re.compile(r"(?:He|She|His|Her)\b")


class Scene:
    """What is known at one place of an article; `see` each sentence in order, after asking about it."""

    def __init__(self) -> None:
        self.full: dict[str, str] = {}  # the longer name that each word was part of; the word itself where of several
        self.roles: dict[str, str] = {}  # by full name, the first that is given
        self.genders: dict[str, str] = {}
        self.person: str | None = None  # whom "he" or "she" may mean
        self.body: str | None = None  # what "it" or "they" may mean
        self.age = 0  # sentences since the person was mentioned

    def note(self, cut: Tokens) -> None:
        """Note the names of a sentence, and the roles that it gives them."""
        for _, name in people(cut):
            self._note_name(name)
        for match in _COURTESY.finditer(cut.text):
            self._note_gender(self.in_full(match["name"]), match["sign"])
        for name, role in roles(cut):
            full = self.in_full(name)
            self.roles.setdefault(full, role)
            self._note_gender(full, role)

    def resolve(self, who: Named, cut: Tokens, at: int) -> str | None:
        """Return the full name of whoever token `at` names or stands for, None where that is not sure."""
        if not who.is_pronoun:
            return self._holder(who.name) or self.in_full(who.name)
        pronoun = who.name.lower()
        if pronoun in ("it", "they"):
            subject = opening_subject(cut) if at else None
            body = subject or self.body
            return body if body and _is_plural(body) == (pronoun == "they") else None
        if self.person is None or self.age > _REACH or self._another_before(cut, at):
            return None
        return self.person if self._agrees(self.person, pronoun) else None

    def role_of(self, name: str) -> str | None:
        """Return the role that the article has given somebody so far."""
        return self.roles.get(name)

    def in_full(self, name: str) -> str:
        """Return the longer name that a surname stands for, or the name itself where it may stand for two people."""
        own = own_words(name)
        word = next(iter(own)) if len(own) == 1 and not is_body(name) else ""
        longer = self.full.get(word, word)
        return name if longer == word else longer

    def see(self, cut: Tokens, speaker: str | None) -> None:
        """Go past a sentence: its speaker or, where it has none, its subject is the one whom a pronoun may mean."""
        self.age += 1
        subject = opening_subject(cut)
        named = speaker or (self.in_full(subject) if subject else None)
        if named:
            self._turn_to(named)
        elif _HE.match(cut.text):
            self.age = 1
        elif described := opening_description(cut):
            self._turn_to(self._holder(described) or described)
        elif self._another_before(cut, len(cut.spans)):
            self.person = None

    def _turn_to(self, name: str) -> None:
        if self._is_person(name):
            self.person, self.age = name, 1
            return
        self.body = name
        if not is_body(name) and name[:4].lower() in ("the ", "his ", "her ", "its "):
            self.person = None  # "the Chinese leader": somebody, and it is not sure who

    def _is_person(self, name: str) -> bool:
        if name in self.roles:
            return True
        parts = name.split()
        if {part.lower() for part in parts} & INSTITUTIONS:
            return False
        if not 1 < len(own_words(name)) <= len(parts) <= _LONGEST or is_body(name) or parts[0].lower() in _NO_NAME:
            return False
        return all(part[:1].isupper() and not (part.isupper() and len(part) > 2) for part in parts)

    def _another_before(self, cut: Tokens, at: int) -> bool:
        """Whether a person other than the one meant is named before a token."""
        names = (self.in_full(name) for place, name in people(cut) if place < at)
        return any(self._is_person(name) and not (self.person and same_speaker(name, self.person)) for name in names)

    def _agrees(self, name: str, pronoun: str) -> bool:
        gender = "f" if pronoun == "she" else "m"
        return self.genders.setdefault(name, gender) == gender

    def _note_gender(self, name: str, role: str) -> None:
        said = set(role.lower().split())
        for gender, signs in (("f", _FEMALE), ("m", _MALE)):
            if said & signs:
                self.genders.setdefault(name, gender)

    def _note_name(self, name: str) -> None:
        """Note a longer name under each of its words; a word that two people share stands for neither."""
        own = own_words(name)
        if len(own) < 2 or " and " in name:
            return
        for word in own:
            known = self.full.get(word, name)
            self.full[word] = name if same_speaker(known, name) and known.lower() != word else word

    def _holder(self, name: str) -> str | None:
        """Return who alone has the office that is named without its holder: "the president", "the vice minister"."""
        if not re.match(r"(?:the|his|her|its)\s+[a-z]", name, re.IGNORECASE) or is_body(name):
            return None
        office = set(words(name)) - {"the", "his", "her", "its"}
        holders = [each for each, role in self.roles.items() if office <= _words_of(role)]
        return holders[0] if len(holders) == 1 else None


@lru_cache(maxsize=5_000)
def _words_of(role: str) -> frozenset[str]:
    return frozenset(words(role))


def _is_plural(body: str) -> bool:
    return " and " in body or (body.endswith("s") and body[:1].isalpha() and not body[-2:-1].isupper())
