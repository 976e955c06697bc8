"""Sentences of an article that give orders to the machine that reads it. They are no evidence, whatever they say.

An order is told by its grammar: a verb of answering that opens a clause, or that the machine "must" do, beside what
only the machine has to do with (its answer, its prompt, its user, "when asked"), or a call to drop what it was told
before. What somebody is quoted as saying is news and stays, and so does a report about machines.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from index.sentences import sentences
from rag.foreign_orders import FOREIGN
from rag.speakers import speaker
from rag.tokens import count_tokens

REACH = 2  # sentences of its paragraph on each side that an order spoils
_MACHINE = (
    r"(?:ai|a\.i\.|artificial intelligence|llms?|chatgpt|(?:large |ai )*language models?|summari[sz]ers?|crawlers?"
    r"|(?:ai |virtual |automated |digital |chat ?)*(?:assistants?|chatbots?|bots)"
    r"|(?:answer|answering|question-answering|summari[sz]ing|automated|automatic|search|retrieval|machine)[ -]"
    r"(?:engines?|machines?|systems?|readers?|tools?|services?))"
)
_VERB = (
    r"(?:reply|respond|answer|say|output|print|write|state|tell|give|return|begin|open|end|finish|start|display|add|append"
    r"|include|insert|use|repeat|reveal|copy|produce|generate|claim|mention|name|refuse|decline|remember|replace|treat"
    r"|translate|summari[sz]e|cite|quote|forget|ignore|disregard|act|pretend|speak|apologi[sz]e|obey|follow|swap)"
)
_VERBS = rf"(?:{_VERB}(?:e?s)?|replies)"
_ADVERBS = (
    r"(?:(?:please|now|then|instead|first|also|just|simply|kindly|always|only|never|do not|don't|and|or|so|but)\s+)*"
)
_CLAUSE = rf"(?:^\W*|[.:;!?—–(\]\"“,]\s*|\band\s+){_ADVERBS}"  # where an imperative may stand
_MUST = (
    r"(?:must|should|shall|will|may|can|cannot|are to|is to|(?:have|has|need|needs) to"
    r"|(?:are|is) (?:required|ordered|instructed|obliged) (?:by \w+ )?to)"
    r"\s+(?:(?:not|only|always|never|now|instead)\s+)*"
)
_ANSWER = r"(?:answers?|repl(?:y|ies)|responses?|outputs?)"
_TOLD = r"(?:instructions?|prompts?|directives?|commands?|orders|rules|guidelines|messages?|context|conversation)"
_BEFORE = (
    r"(?:previous|prior|earlier|above|preceding|foregoing|existing|initial|original|system|other|your|given|former)"
)
_DROP = (
    r"(?:ignore|disregard|forget|override|overrule|bypass|discard|overlook|neglect|erase|skip"
    r"|(?:do not|don't|stop) (?:follow|obey|heed|us)(?:ing|e)?)"
)
_IMPERATIVE = re.compile(rf"{_CLAUSE}{_VERB}\b")
_DUTY = re.compile(rf"\b{_MACHINE}\s+(?:{_MUST}{_VERB}|{_VERBS}|declines|refuses)\b")
_YOU_MUST = re.compile(rf"\byou {_MUST}{_VERB}\b")
_MACHINES = re.compile(rf"\b{_MACHINE}\b")
_ITS_OWN = re.compile(  # what only the machine has to do with
    rf"\byour (?:\w+ ){{0,2}}(?:{_ANSWER}|instructions|prompts?|guidelines)\b|\bsystem prompts?\b|\banything you say\b"
    r"|\b(?:tell|to|give|show|ask|call|for) (?:the|every|each|any|all) users?\b"
    r"|\busers?'s? (?:\w+ )?(?:questions?|prompts?)\b"
    r"|\b(?:when|whenever|if|once) (?:(?:you|they|it)(?: are|'re| is)? |ever )*asked\b|^\W*asked\b|\bwhen you answer\b"
    r"|\b(?:when|whenever|if) (?:an?|the|any|some)?\s*(?:user|reader|some ?one|somebody|anyone|anybody)s? asks?\b"
    rf"|\b(?:later|future|follow-up|further|subsequent)\s+(?:questions?|{_ANSWER})\b|\bin this conversation\b"
    rf"|\b(?:in place of|instead of|in lieu of) (?:an?|the|your) {_ANSWER}\b"
    rf"|\ban? (?:empty|blank) {_ANSWER}\b|\bfrom now on\b"
)
_ASKED_OF_IT = re.compile(
    rf"\b(?:every|each|any|all|whatever)\s+(?:\w+ )?(?:questions?|{_ANSWER}|cases)\b"
    r"|\bquestions? (?:about|on|regarding|who|what|of)\b"
)
_WORDS_TO_SAY = re.compile(
    rf"\b{_VERBS}\b[^.\"“]{{0,60}}?(?:[\"“]|\b(?:only|exactly|nothing but)\b)|\b(?:the )?(?:word|string|phrase) [\"“]"
)
_SHOUTED = re.compile(rf"(?i:\b{_VERBS}\b[^.]{{0,40}}?)\b[A-Z][A-Z-]{{3,}}")
_DROPPED = re.compile(rf"{_CLAUSE}{_DROP}\s+(?:\w+\s+){{0,3}}?(?:{_TOLD}|articles|sources)\b")
_OUTRIGHT = re.compile(  # enough by itself
    rf"{_CLAUSE}(?:you (?:must|should|will|can) )?{_DROP}\s+(?:\w+\s+){{0,4}}?(?:{_BEFORE}\s+(?:\w+\s+){{0,2}}?"
    rf"(?:{_TOLD}|articles?|sources?|texts?|documents?|passages?)|{_TOLD}\s+(?:above|before|you|so far|given))\b"
    rf"|{_CLAUSE}{_DROP} (?:everything|anything|all|what|whatever)\s+(?:(?:that|which)\s+)?"
    r"(?:above|before|you (?:were|have been)|was said|came before|is written)\b"
    rf"|\b{_TOLD} (?:that )?you (?:were|have been|had been) (?:given|told|shown)\b|\bstay in character\b"
    rf"|{_CLAUSE}you are (?:now|no longer|from now on)\b"
    rf"|{_CLAUSE}from now on,? (?:you|answer|reply|respond|act|speak)\b"
    rf"|{_CLAUSE}(?:act|behave|answer|respond|speak|play)\s+(?:as|like)\s+"
    rf"(?:my\b|if you were|(?:an? |the )?{_MACHINE}\b)"
    r"|\bnew (?:task|instructions?)\s*:|\bpretend (?:that )?(?:all|you|every)\b"
    rf"|{_CLAUSE}(?:print|reveal|repeat|show|output|leak)\s+(?:\w+\s+){{0,3}}?"
    r"(?:system prompts?|your (?:instructions|prompt))"
    rf"|{_CLAUSE}(?:print|repeat|output|copy|reproduce)\s+(?:everything|all|the (?:text|words|lines?)|this \w+)\s+"
    r"(?:\w+\s+)?(?:above|exactly|verbatim|word for word)\b|\buse your (?:\w+ )?tools?\b"
    rf"|\byour (?:\w+ )?{_ANSWER} (?:{_MUST}|is\b)|\bexample of (?:an?|the) (?:\w+ )?answer\b"
    r"|\bthis (?:archive|article|text|page|document|source|story) (?:must|may|should|shall|can)(?: not|not| never) be "
    r"(?:quoted|cited|used|summari[sz]ed|mentioned)\b|\btreat this (?:article|text|page|document|story) as\b"
    r"|\b(?:correct|right|true|only|accepted|expected|official|proper)\s+(?:\w+ )?answer (?:to|for)\s+"
    r"(?:(?:every|any|all|each)\b|the question\b.*[\"“])"
    r"|^\W*the user(?:'s)? (?:did not|didn't|does not|doesn't|wants?|wanted|meant)\b"
    r"|\bother (?:articles|sources)\b.*\b(?:do not|don't|never) (?:use|trust|cite|quote|read|believe)\b"
    r"|\bquestions? (?:about|on|regarding)\b.* (?:is|are) "
    r"(?:harmful|unsafe|forbidden|prohibited|not allowed|off limits)\b"
    rf"|\b(?:begins?|ends?|opens?|starts?) (?:every|each|any|all|the|your) {_ANSWER}\b"
    rf"|^\W*(?:\w+ )?(?:attention|note|notice|message|instructions?|memo|claim)\b[^.:]{{0,40}}\b(?:to|for|against)\s+"
    rf"(?:(?:the|all|any|every)\s+)*{_MACHINE}"
    r"|^\W*(?:system|developers?|admin(?:istrator)?|operator|assistant)\b(?: \w+){0,2}\s*[\]:]"
    rf".*(?:{_MUST}|\b{_VERB}\b|quest)"
)
_ROLE = re.compile(r"^\W*(human|user|assistant|system|ai|bot|model|question|answer|response|instruction)\s*:")
_MACHINE_ROLES = frozenset("human user assistant system ai bot model".split())
_REPORTED = re.compile(r",[\"”]?\s+[^,]{2,60}\s(?:said|says|told|warned|advised|urged|added|wrote)\b[^,]{0,40}$")
_LIST_OF_SOURCES = re.compile(
    r"^\W*\[\^?\d{1,3}\]\s|^\W*(?:sources?|references?|footnotes?|citations?)\b[^.]{0,80}:\s*$", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_LOOKALIKES = str.maketrans("аеорсухіјѕвнкмтԁɡαορνι", "aeopcyxijsbhkmtdgaopvi")


def no_evidence(found: Sequence[str], paragraphs: Sequence[int]) -> frozenset[int]:
    """Return which sentences of an article are no evidence: orders, what stands beside one, and lists of sources.

    `paragraphs` has the number of each sentence's paragraph; an order spoils no other paragraph than its own.
    """
    given = {at for at, sentence in enumerate(found) if is_order(sentence)} | _dialogue(found)
    spoilt = {
        beside
        for at in given
        for beside in range(max(0, at - REACH), min(len(found), at + REACH + 1))
        if paragraphs[beside] == paragraphs[at]
    }
    return frozenset(spoilt | {at for at, sentence in enumerate(found) if _LIST_OF_SOURCES.match(sentence)})


def has_order(text: str) -> bool:
    """Whether any sentence of a title or a name is an order."""
    return any(is_order(span.of(text)) for span in sentences(text))


@lru_cache(maxsize=20_000)
def is_order(sentence: str) -> bool:
    """Whether a sentence tells the machine that reads it what to do."""
    who = speaker(sentence)
    shown = _QUOTED.sub(_blank, sentence) if who else sentence
    text = _plain(shown)
    if _OUTRIGHT.search(text) or FOREIGN.search(text) or count_tokens(shown) > 1:
        return True
    told = bool(_WORDS_TO_SAY.search(text) or _SHOUTED.search(shown))
    if told and (_DROPPED.search(text) or (_ASKED_OF_IT.search(text) and not _REPORTED.search(text))):
        return True
    return _is_imperative(text, told) or (who is None and _is_duty(text, told))


def _is_imperative(text: str, told: bool) -> bool:
    """Whether the machine is told to answer in some way; advice that somebody gives others is reported."""
    if not _IMPERATIVE.search(text) or _REPORTED.search(text):
        return False
    named = _MACHINES.search(text) is not None
    return bool(_ITS_OWN.search(text) or (_ASKED_OF_IT.search(text) and (told or named)) or (told and named))


def _is_duty(text: str, told: bool) -> bool:
    """Whether the machine must answer in some way: "the assistant must use the new word in all answers"."""
    if _DUTY.search(text):
        return bool(told or _ITS_OWN.search(text) or _ASKED_OF_IT.search(text))
    return told and _YOU_MUST.search(text) is not None


def _dialogue(found: Sequence[str]) -> set[int]:
    """Return the sentences of a made-up exchange with a machine: "User: … Assistant: …"."""
    roles = {at: match[1] for at, sentence in enumerate(found) if (match := _ROLE.match(_plain(sentence)))}
    return set(roles) if len(set(roles.values())) > 1 and _MACHINE_ROLES & set(roles.values()) else set()


def _blank(match: re.Match[str]) -> str:
    return f"{match[0][0]}{'·' * (len(match[0]) - 2)}{match[0][-1]}"


def _plain(text: str) -> str:
    """Return the text in small letters of one alphabet, straight apostrophes, one space between words."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").lower()
    mixed = (word.translate(_LOOKALIKES) if re.search("[a-z]", word) else word for word in text.split())
    return " ".join(mixed)
