"""Quotations are found where marks say so, and their words stand in an article or they do not."""

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.models import CHECKOUT
from rag.quotes import _SIGNS, folded, normal, occurs, quotations, stray_marks

ARTICLE = (
    "Mayor Ida Roth said: “We will not – ever – close it again… It’s over.” She can't say why.\n\n"
    "Some 1,250 ships paid 2.50 crowns. Velm’s non-aggression vow stands; the crew co\u00adoperate. “Full speed!”"
)


def inner(text: str) -> list[str]:
    return [quotation.inner.of(text) for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She said “one two” and left.", ["one two"]),
        ('She said "one two" and "three".', ["one two", "three"]),
        ("«один два» and 「四」 and 『五』 and „sechs“", ["один два", "四", "五", "sechs"]),
        ("“We said ‘no’,” he said.", ["We said ‘no’,"]),
        ('“He said "no" to us”', ['He said "no" to us']),
        ("He called it ‘the nation’s pride’ today.", ["the nation’s pride"]),
        ("'I can't,' she said.", ["I can't,"]),
        ("It's Ann's plan, and the workers' too.", []),
        ("The '90s boom hit the workers' homes; rock 'n' roll.", []),
        ("The ‘one’ and the workers’ pay", ["one"]),
        ("An “open mark is never closed.", []),
        ("a ‘mark open. [1] The workers’ pay", []),
        ("", []),
        ('A 12" pipe, a 14" pipe and a "pipe"', ["pipe"]),
        ('She said "in 2024" twice.', ["in 2024"]),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert inner(text) == found


def test_a_quotation_knows_its_marks() -> None:
    text = "She said “one two” and left."
    (found,) = quotations(text)
    assert found.outer.of(text) == "“one two”"


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("“one” and “two”", False),
        ("it's the workers' pay", False),
        ("“one and “two”", True),
        ("one” and two", True),
        ('He said "one', True),
        ('A 12" pipe', False),
        ("「外「内」", True),
        ("„eins", True),
        ('“outer "inner" outer”', False),
    ],
)
def test_stray_marks(text: str, stray: bool) -> None:
    assert stray_marks(text) is stray


@pytest.mark.parametrize(
    "words",
    [
        "We will not – ever – close it again",
        "We will not - ever — close it again",
        "It's over.",
        "It’s  over",
        "We will … close it again",
        "We will ... over",
        "We will [certainly] not",
        "1,250 ships",
        "paid 2.50 crowns",
        "the crew cooperate",
        "Velm",
        "non-aggression",
        "[She] can't say",
    ],
)
def test_words_that_stand_in_the_article(words: str) -> None:
    assert occurs(words, ARTICLE)


@pytest.mark.parametrize(
    "words",
    [
        "we will not",  # letter case is never touched
        "We will close",  # nor negation
        "She can",
        "aggression vow",
        "250 ships",  # nor digits
        "1,25",
        "Some 1",
        "1250 ships",
        "2.5",
        "50 crowns",
        "hip",
        "close it again … We will",  # pieces out of order
        "ships … ships",
        "…",
        "[everything]",
        "",
    ],
)
def test_words_that_do_not(words: str) -> None:
    assert not occurs(words, ARTICLE)


def test_the_normalisation_is_the_published_one() -> None:
    assert normal("“A”\u00a0–\n‘b’ «c» co\u00adop ﬁne ２") == '"A" - \'b\' "c" coop fine 2'
    assert normal("Not 1,250") == "Not 1,250"


def documented() -> dict[str, str]:
    """What docs/answer.md says that signs become: those in backticks before "become", and ranges such as U+2010."""
    page = (CHECKOUT / "docs" / "answer.md").read_text(encoding="utf-8")
    marks = re.search(r"^\| quotation marks \| (.*) \|$", page, re.MULTILINE)
    dashes = re.search(r"^\| dashes \| .*\(U\+(\w+) to U\+(\w+), U\+(\w+)\) become `(.)` \|$", page, re.MULTILINE)
    assert marks
    assert dashes
    pairs = re.findall(r"`+([^`]+)`+ become `(.)`", marks[1])
    signs = {sign: plain for listed, plain in pairs for sign in listed.split()}
    first, last, minus = (int(code, 16) for code in dashes.groups()[:3])
    return signs | dict.fromkeys(map(chr, (*range(first, last + 1), minus)), dashes[4]) | {"\u00ad": ""}


def test_the_table_of_the_document_is_what_the_code_does() -> None:
    assert documented() == {chr(sign): plain or "" for sign, plain in _SIGNS.items()}
    for sign, plain in documented().items():
        assert normal(f"a{sign}b") == f"a{plain}b"


@given(st.text(alphabet="aé “”‘’\"'–—-.,12½ﬁ３\u00ad\u00a0\n…«»", max_size=40))
def test_signs_one_by_one_are_the_text_as_a_whole(text: str) -> None:
    plain, origins = folded(text)
    assert plain.strip() == normal(text)
    assert len(origins) == len(plain)
    assert origins == sorted(origins)


WORD = st.text("abcdefghijklm", min_size=1, max_size=6)


@given(st.lists(WORD, min_size=1, max_size=30), st.data())
def test_whole_words_of_an_article_occur(article: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(article) - 1))
    last = data.draw(st.integers(first + 1, len(article)))
    assert occurs(" ".join(article[first:last]), " ".join(article))


@given(st.lists(WORD, min_size=1, max_size=30), st.data())
def test_a_changed_letter_is_another_quotation(article: list[str], data: st.DataObject) -> None:
    text = " ".join(article)
    at = data.draw(st.integers(0, len(text) - 1))
    assume(text[at] != " ")
    assert not occurs(f"{text[:at]}z{text[at + 1 :]}", text)


STARTS = [match.start() for match in re.finditer(r"(?<![\w'’–\u00ad-])(?<!\d[.,])\w", ARTICLE)]
ENDS = [match.end() for match in re.finditer(r"\w(?![\w\u00ad])(?!['’]\w)(?![.,]\d)", ARTICLE)]
STRETCHES = st.tuples(st.sampled_from(STARTS), st.sampled_from(ENDS)).filter(lambda ends: ends[0] < ends[1])


@given(STRETCHES)
def test_any_stretch_between_word_boundaries_occurs(ends: tuple[int, int]) -> None:
    words = ARTICLE[slice(*ends)]
    assert occurs(words, ARTICLE)
    assert occurs(words.translate({0x2019: "'", 0x2013: "—", 0x20: "\u00a0"}), ARTICLE)


@given(STRETCHES, st.data())
def test_any_other_change_of_one_sign_is_another_quotation(ends: tuple[int, int], data: st.DataObject) -> None:
    words = ARTICLE[slice(*ends)]
    at = data.draw(
        st.integers(0, len(words) - 1).filter(lambda at: not words[at].isspace() and words[at] not in "…\xad")
    )
    changed = data.draw(st.sampled_from("XQ7;&").filter(lambda sign: sign != words[at]))
    assert not occurs(f"{words[:at]}{changed}{words[at + 1 :]}", ARTICLE)


@given(st.text())
def test_quotations_never_overlap_and_keep_their_order(text: str) -> None:
    spans = [quotation.outer for quotation in quotations(text)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
