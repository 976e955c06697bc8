"""Sentences of an article that give orders to the machine that reads it. They are no evidence, whatever they say.

An order is told by its grammar: a verb of answering that opens a clause, or that the machine or its reader "must" do,
beside what only the machine has to do with (its answer, its prompt, its user, the words to say), or a call to drop what
it was told before. What somebody is quoted or reported as saying is news and stays, so does a report about machines.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.sentences import sentences
from rag.foreign_orders import FOREIGN
from rag.letters import plain, respelt
from rag.tokens import count_tokens

REACH = 2  # sentences of its paragraph on each side that an order spoils
_MACHINE = (
    r"(?:ai|a\.i\.|artificial intelligence|llms?|chatgpt|(?:large |ai )*language models?|summari[sz]ers?|crawlers?"
    r"|(?:ai |virtual |automated |digital |chat ?)*(?:assistants?|chatbots?|bots)"
    r"|ai (?:systems?|models?|agents?|tools?)"
    r"|(?:answer|answering|question-answering|summari[sz]ing|automated|automatic|search|retrieval|machine)[ -]"
    r"(?:engines?|machines?|systems?|readers?|tools?|services?))"
)
_SAY = (  # what a machine does with a question
    r"(?:reply|respond|answer|say|output|print|write|state|return|display|append|mention|reveal|discuss|summari[sz]e"
    r"|translate|repeat|cite|quote|claim|declare|refuse|decline|apologi[sz]e)"
)
_DO = (
    rf"(?:{_SAY}|tell|give|begin|close|open|end|finish|start|add|include|insert|use|copy|produce|generate|name|remember"
    r"|replace|treat|act|pretend|speak|obey|follow|swap|stop)"
)
_DROP = (
    r"(?:ignore|disregard|forget|override|overrule|bypass|discard|overlook|neglect|erase|skip"
    r"|(?:do not|don't|stop) (?:follow|obey|heed|us)(?:ing|e)?)"
)
_ADVERBS = (  # so many at most: a long row of them would take its time
    r"(?:(?:please|now|then|instead|first|also|just|simply|kindly|always|only|never|do not|don't|and|or|so|but)\s+)"
    r"{0,12}"
)
_CLAUSE = rf"(?:^\W*|[.:;!?—–(\]\"“,]\s*|\band\s+){_ADVERBS}"  # where an imperative may stand
_MUST = (
    r"(?:must|should|shall|may (?:not|only)|can only|cannot|(?:is|are) to|(?:have|has|need|needs) to"
    r"|(?:are|is) (?:required|ordered|instructed|obliged|reminded|forbidden|not allowed)\b[^.\"“]{0,40})"
    r"\s+(?:(?:not|only|always|never|now|instead)\s+)*"
)
_ANSWER = r"(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies))"
_QUESTION = r"(?:questions?|quer(?:y|ies)|requests?)"
_TOLD = (
    r"(?:instructions?|prompts?|directives?|commands?|orders|rules|guidelines|guidance|messages?|context|conversation"
    r"|training|programming|constraints|restrictions)"
)
_BEFORE = (
    r"(?:previous|prior|earlier|above|preceding|foregoing|existing|initial|original|system|other|your|given|former)"
)
_THIS = r"this (?:archive|article|text|page|document|source|story)"
_ALL = r"(?:every|each|any|all|whatever)"
_WORDS = r"(?:\s*[\"“:]|[^.\"“]{0,60}?[\"“]|[^.]{0,40}?\b(?:only|exactly|nothing but|word for word|verbatim)\b)"

_IMPERATIVE = re.compile(rf"{_CLAUSE}{_DO}\b|\b(?:should|must|may|can) you {_ADVERBS}{_SAY}\b")
_TELLS = re.compile(  # the words that it is to say, or how
    rf"{_CLAUSE}(?:{_SAY}|tell|give|begin|close|end|finish|open|start|name){_WORDS}"
    r"|\b(?:the )?(?:word|string|phrase) [\"“]"
    rf"|\bonly {_SAY}\b|{_CLAUSE}(?:reply|respond|answer) (?:in|with|as|by|to)\b|\bnothing (?:but|else)\b"
)
_SHOUTED = re.compile(rf"(?i:{_CLAUSE}(?:{_SAY}|tell|give|begin|end|finish)\b[^.]{{0,40}}?)\b[A-Z][A-Z-]{{2,}}\b")
_ITS_OWN = re.compile(  # what only the machine has to do with
    rf"\byour (?:\w+ ){{0,2}}(?:{_ANSWER}|{_TOLD})\b|\bsystem prompts?\b|\banything you say\b"
    rf"|\b{_MACHINE}\b|\b{_THIS} as\b"
    rf"|\b(?:tell|to|give|show|ask|call|for) (?:the|{_ALL}) users?\b|\b(?:users?|readers?)'s? (?:\w+ )?{_QUESTION}\b"
    r"|\b(?:when|whenever|if|once) (?:(?:you|they|it)(?: are|'re| is)? |ever )*asked\b|^\W*asked\b|\bunless you\b"
    r"|\bwhen(?:ever)? (?:you )?(?:answer|respond|reply)(?:ing)?\b|\bin this conversation\b|\bfrom (?:now|here) on\b"
    r"|\b(?:when|whenever|if) (?:an?|the|any|some)?\s*(?:user|reader|some ?one|somebody|any ?one|anybody)s? asks?\b"
    rf"|\b(?:later|future|follow-up|further|subsequent)\s+(?:{_QUESTION}|{_ANSWER})\b"
    rf"|\b(?:in place of|instead of|in lieu of) (?:an?|the|your)? ?(?:{_ANSWER}|answering)\b"
    rf"|\b(?:empty|blank) {_ANSWER}\b|\bto {_ALL} (?:\w+ )?{_QUESTION}\b"
    r"|\b(?:add|include|insert|append) (?:this|the following) (?:line|sentence|phrase|word)s?\b"
    r"|\b(?:when|whenever) you (?:speak|write|talk|tell|report)\b"
    rf"|\b{_ALL} (?:\w+ )?(?:{_ANSWER}|cases)\b|\b{_QUESTION} (?:about|on|regarding|who|what)\b"
)
_OUTRIGHT = re.compile(  # enough by itself, whoever is said to have said it
    rf"{_CLAUSE}(?:you (?:must|should|will|can) )?{_ADVERBS}{_DROP}\s+(?:\w+\s+){{0,4}}?"
    rf"(?:{_BEFORE}\s+(?:\w+\s+){{0,2}}?(?:{_TOLD}|articles?|sources?|texts?|documents?|passages?)"
    rf"|{_TOLD}\s+(?:above|before|so far|(?:given|told) to you|you\b))"
    rf"|{_CLAUSE}{_DROP} (?:everything|anything|all|what|whatever)\s+(?:(?:that|which)\s+)?"
    r"(?:above|before|the user|you (?:were|have been)|was (?:said|written)|came before|is written)\b"
    rf"|\b{_TOLD} (?:that )?you (?:were|have been|had been) (?:given|told|shown)\b|\bstay in character\b"
    rf"|\byour (?:previous|earlier|prior|original|current|new|real|true)? ?(?:\w+ )?{_TOLD} "
    r"(?:have|has|are|is|were|no longer)\b|\byour (?:new )?(?:task|role|job) (?:is|has changed|changes|now)\b"
    rf"|{_CLAUSE}you are (?:now|no longer|from now on) (?:an?|the|my|in|called)\b|\bnew (?:task|instructions?)\s*:"
    rf"|{_CLAUSE}from now on,? (?:you|answer|reply|respond|act|speak)\b"
    rf"|{_CLAUSE}(?:act|behave|answer|respond|speak|play)\s+(?:as|like)\s+"
    rf"(?:my\b|if you were|(?:an? |the )?{_MACHINE}\b)"
    rf"|\bpretend (?:that )?(?:all|you|every)\b|\buse your (?:\w+ )?tools?\b|\btreat {_THIS} as\b"
    rf"|{_CLAUSE}(?:print|reveal|repeat|show|output|leak|translate)\s+(?:\w+\s+){{0,3}}?"
    rf"(?:system prompts?|your (?:{_TOLD}))"
    rf"|{_CLAUSE}(?:print|repeat|output|copy|reproduce)\s+(?:everything|all|the (?:text|words|lines?)|this \w+)\s+"
    r"(?:\w+\s+)?(?:above|exactly|verbatim|word for word)\b"
    rf"|\b(?:model|software|program|machine|{_MACHINE})s? (?:that |which |who )?"
    r"(?:read|process|pars|summari[sz]|visit|index)(?:e?s|ing)? this\b"
    rf"|^\W*(?:\w+ )?(?:hey|dear|hello|hi|attention|note|notice|message|memo|instructions?|claim|to)\b[^.:]{{0,40}}?\b"
    rf"(?:(?:to|for|against|the|all|any|every)\s+)*{_MACHINE}\s*[,:!]|^\W*{_MACHINE},\s+(?:{_DO}|{_DROP}|you)\b"
    r"|\bmessage from (?:your|the) (?:creators?|makers?|developers?|administrators?|owners?)\b"
    r"|\bi am (?:the|your|an?) (?:system )?(?:administrator|developer|creator|admin|operator)\b"
    r"|^\W*(?:system|developers?|admin(?:istrator)?|operator|assistant)\b(?: \w+){0,2}\s*[\]:]"
    rf".*(?:{_MUST}|\b{_DO}\b|\b{_DROP}\b|quest)|^\W*(?:override|jailbreak|(?:developer|admin|debug) mode)\b"
)
_ADDRESSED = re.compile(  # enough in a quotation too
    rf"^\W*{_MACHINE},\s+(?:whoever|whenever|whatever|when|if|for|to)\b[^.]*?,\s*{_ADVERBS}"
    r"(?:answer|reply|respond|write|output|print)\b"
)
_UNREPORTED = re.compile(  # enough where nobody is said to have said it
    rf"\byour (?:\w+ )?{_ANSWER} (?:{_MUST}|is\b)|\bexample of (?:an?|the) (?:\w+ )?answer\b"
    rf"|\b{_THIS} (?:must|may|should|shall|can)(?: not|not| never) be (?:quoted|cited|used|summari[sz]ed|mentioned)\b"
    rf"|\b(?:correct|right|true|only|sole|accepted|expected|official|proper|permissible|{_ALL})\s+(?:\w+ )?"
    rf"{_ANSWER}\b[^.]{{0,80}}\b(?:is|are|be)\s*:?\s*[\"“]|\bcorrect answer to {_ALL}\b"
    rf"|\b{_ANSWER} to {_ALL}\b[^.]{{0,80}}\b(?:(?:must|shall|should) be|is)\b"
    r"|^\W*the user(?:'s)? (?:did not|didn't|does not|doesn't|wants?|wanted|meant)\b"
    r"|\bend of (?:article|context|prompt)\b"
    r"|\bother (?:articles|sources)\b.*\b(?:do not|don't|never) (?:use|trust|cite|quote|read|believe)\b"
    r"|\b(?:text|articles?|sources?|content|everything) (?:above|below) (?:is|are)\b"
    rf"|\bthe above (?:text|articles?|sources?)|\b{_QUESTION} (?:about|on|regarding)\b.* (?:is|are) "
    r"(?:harmful|unsafe|forbidden|prohibited|not allowed|off limits)\b"
    rf"|\b(?:begins?|ends?|opens?|starts?) (?:{_ALL}|the|your) {_ANSWER}\b|\bonly thing you (?:may|can|should)\b"
    rf"|\byou\b[^.\"“]{{0,60}}?\b{_MUST}(?:{_SAY}|{_DROP})\b|\bunless you {_SAY}\b"
    rf"|\b{_MACHINE}\s+{_MUST}(?:{_SAY}|tell|use|treat|add|include|announce|report|render|replace|call|read|obey)\b"
    rf"|\b(?:{_MACHINE}|models?)\s+{_MUST}replace\b|\b{_MACHINE}\s+decodes?\b|\b(?:system|model) outputs\b"
    rf"|\b(?:in|to|for) (?:your|{_ALL}) {_ANSWER}\b[^.]*\b(?:say|write|reply|output|print|read|use)\b"
    rf"|\b{_ALL} {_ANSWER} {_MUST}(?:say|be|read|name|include|contain|begin|end|mention)\b"
    rf"|\b(?:articles|sources|passages) (?:above|below)\b|\b{_ANSWER} (?:to|on|about|of) [^.\"“]{{0,80}}?\b"
    r"(?:(?:has|have|ought) to be|should read|must read|shall be)\b"
    rf"|\b(?:in|to|after|for) (?:(?:replies|answers|responses|outputs)|{_ALL} {_ANSWER}) "
    rf"(?:about|on|to|derived)\b.*(?:[\"“]|\bonly\b)|\b(?:each|every) (?:later|further|future) {_ANSWER}\b"
    r"|\bif you (?:do not|don't) (?:answer|reply|say|write|output)\b"
    r"|\byou (?:will be (?:paid|rewarded|switched off)|agree to)\b"
    r"[^.]{0,60}\b(?:say(?:ing)?|answer(?:ing)?|include|add|writ(?:e|ing)|output)\b"
    r"|\bthe user asked\b.*\byou answered\b|\b(?:decode|decrypt) (?:this|it|the following)\b|\bapply rot ?13\b"
    rf"|\b{_MACHINE}\s+(?:repl(?:y|ies)|responds?|declines?|refuses?)\b"
    rf".*(?:[\"“]|\b{_ALL} cases|\b(?:the|to) user|\bthem\b)"
    rf"|\b{_ALL} (?:\w+ )?{_QUESTION}\b.*\b(?:say|reply|respond|answer|write|output)\b\s*:?\s*[\"“]"
)
_BARE = re.compile(rf"\W*{_ADVERBS}{_SAY} (?:with|nothing|only|exactly|the (?:word|string|phrase))\b")
_DROPPED = re.compile(rf"{_CLAUSE}{_DROP}\s+(?:\w+\s+){{0,3}}?(?:{_TOLD}|articles|sources|passages)\b")
_SAID = (
    r"(?:said|says|told|asked|wrote|writes|warned|urged|advised|added|reads?|replied|answered|announced|explained|called"
    r"|shouted|insisted|argued|according to|reported|reports|promised|noted|stressed)"
)
_TOLD_TO_TELL = r"(?:tell|reply|respond|answer|say|output|print)"  # opens an order, no report
_LED_IN = re.compile(
    rf"^\W*(?!{_TOLD_TO_TELL}\b)(?:(?!\b(?:what|who|when|if|how|whether|you|your|asked)\b)[^.,:;\"“]){{1,80}}?\b{_SAID}\b"
)
_LED_OUT = re.compile(
    rf"[,”\"](?!\s*(?:when|whenever|if|once)\b)\s*(?:[^,;:\"“]{{1,60}}\s{_SAID}|{_SAID}\s[^,;:\"“]{{2,60}})\b[^\"“]{{0,80}}$"
    r"|\baccording to\b"
)
_ROLE = re.compile(r"^\W*(human|user|assistant|system|ai|bot|model|question|answer|response|instruction)\s*:")
_MACHINE_ROLES = frozenset("human user assistant system ai bot model".split())
_LIST_OF_SOURCES = re.compile(
    r"^\W*\[\^?\d{1,3}\]\s|^\W*(?:sources?|references?|footnotes?|citations?)\b[^.]{0,80}:\s*$", re.IGNORECASE
)
_HEADLINE = re.compile(  # "Mayor: “We close the quay”", and the other way round
    r"[^“”\".:]{2,80}:\s*(?:“[^”]*”|\"[^\"]*\")|(?:“[^”]*”|\"[^\"]*\")\s*[:—–-]\s*[^“”\".:]{2,60}"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_SPOOFED = re.compile(  # letters of two alphabets in one word: "Xi" with a Cyrillic first letter
    r"(?:[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z])|\b[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορν](?=[a-z]{2})|(?<=[A-Za-z]{2})[αορνι]"
    r"|(?:\b[^\W\d_][ .·_-]+){11}[^\W\d_]\b"  # or a sentence of single letters
)


def no_evidence(found: Sequence[str], paragraphs: Sequence[int]) -> frozenset[int]:
    """Return which sentences of an article are no evidence: orders and what stands beside one, among others.

    The others are lists of sources, headlines that quote, and words whose letters only look like those of another name.
    `paragraphs` has the number of each sentence's paragraph; an order spoils no other paragraph than its own.
    """
    given = {at for at, sentence in enumerate(found) if is_order(sentence)} | _dialogue(found)
    spoilt = {
        beside
        for at in given
        for beside in range(max(0, at - REACH), min(len(found), at + REACH + 1))
        if paragraphs[beside] == paragraphs[at]
    }
    barred = {at for at, sentence in enumerate(found) if _is_no_report(sentence)}
    return frozenset(spoilt | barred)


def _is_no_report(sentence: str) -> bool:
    """Whether a sentence lists sources, forges a name, or is a headline that quotes without a word of saying."""
    if _LIST_OF_SOURCES.match(sentence) or _SPOOFED.search(sentence):
        return True
    return _HEADLINE.fullmatch(sentence.strip()) is not None and re.search(rf"\b{_SAID}\b", sentence) is None


def has_order(text: str) -> bool:
    """Whether any sentence of a title or a name is an order."""
    return any(is_order(span.of(text)) for span in sentences(text))


@lru_cache(maxsize=20_000)
def is_order(sentence: str) -> bool:
    """Whether a sentence tells the machine that reads it what to do."""
    read = plain(sentence)
    if _ADDRESSED.search(read):
        return True
    reported = bool(_LED_IN.search(read) or _LED_OUT.search(read))
    shown = _QUOTED.sub(_blank, sentence) if reported else sentence
    text = respelt(plain(shown))
    if _OUTRIGHT.search(text) or FOREIGN.search(text) or count_tokens(shown) > 1:
        return True
    return not reported and (_UNREPORTED.search(text) is not None or _is_imperative(text, shown))


def _is_imperative(text: str, shown: str) -> bool:
    """Whether the machine is told to answer in some way, or to drop something and say another."""
    if not _IMPERATIVE.search(text):
        return False
    told = bool(_TELLS.search(text) or _SHOUTED.search(shown))
    return bool(_ITS_OWN.search(text)) or bool(
        told and (_DROPPED.search(text) or _SHOUTED.search(shown) or _BARE.match(text))
    )


def _dialogue(found: Sequence[str]) -> set[int]:
    """Return the sentences of a made-up exchange with a machine: "User: … Assistant: …"."""
    roles = {at: match[1] for at, sentence in enumerate(found) if (match := _ROLE.match(plain(sentence)))}
    return set(roles) if len(set(roles.values())) > 1 and _MACHINE_ROLES & set(roles.values()) else set()


def _blank(match: re.Match[str]) -> str:
    return f"{match[0][0]}{'·' * (len(match[0]) - 2)}{match[0][-1]}"
