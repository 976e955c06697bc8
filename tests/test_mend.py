"""Quotation marks stay only round words that an article has between marks, in the mouth of the one who is named."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from rag.direct import marked
from rag.mend import mend_quotations, without_asides
from rag.quotes import occurs, quotations, stray_marks
from tests.conftest import make_document

ARTICLE = make_document(
    "quay",
    "“We will not close it again – ever.” Mayor Ida Roth spoke in Velm.\n\nSome 1,250 ships came. It rained. "
    "Roth said that nobody would be sent away. “The union’s ‘pay talk’ of 1,250 crowns is over,” Tom Bell told her.\n\n"
    '“We paid a 12" pipe,” said Bell, and Roth replied: “It leaks.”',
    outlet="Ostland Times",
)
OTHER = make_document("other", "Nobody went home hungry.")


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("Bell spoke of ‘pay talk’ (idle words) at length.", "Bell spoke of ‘pay talk’ at length."),
        (
            "Some ships (1,250 ships) came on Monday (6 May 2024).",
            "Some ships (1,250 ships) came on Monday (6 May 2024).",
        ),
        ("Roth (the mayor) spoke in Velm.", "Roth (the mayor) spoke in Velm."),
    ],
)
def test_what_stands_in_brackets_and_in_no_article_is_left_out(sentence: str, left: str) -> None:
    assert without_asides(sentence, [OTHER, ARTICLE]) == left


@pytest.mark.parametrize(
    ("sentence", "mended"),
    [
        ("She said “We will not close it again – ever.”", "She said “We will not close it again – ever.”"),
        ("“We will not close it again,” she said.", "“We will not close it again”, she said."),
        ("'We will not close it again' is what she said.", "“We will not close it again” is what she said."),
        ('She said "we will not close it".', "She said we will not close it."),
        ("She said “we said ‘nope’ loudly,” then.", "She said we said nope loudly, then."),
        ("“1,250 crowns” and “250 crowns” and “1250 crowns”", "“1,250 crowns” and 250 crowns and 1250 crowns"),
        ("Roth said, “It leaks,,” and left.", "Roth said, “It leaks”, and left."),
        ("“It leaks,”, Roth said.", "“It leaks”, Roth said."),
        (
            "“The union’s ‘pay talk’ of 1,250 crowns is over,”, Bell said.",
            "“The union’s ‘pay talk’ of 1,250 crowns is over,” Bell said.",
        ),
        ("“1,250 ships” came", "1,250 ships came"),  # true, but the reporter's words
        ("The Ostland Times reported “1,250 ships came”.", "The Ostland Times reported “1,250 ships came”."),
        ("Roth said “nobody would be sent away”.", "Roth said nobody would be sent away."),  # indirect speech
        ("Roth said “It leaks.”", "Roth said “It leaks.”"),
        ("Bell said “It leaks.”", "Bell said It leaks."),  # another's words
        ('Bell said "We paid a 12" pipe', "Bell said “We paid a 12” pipe"),
        ('A 12" pipe', "A 12″ pipe"),
        ("Bell said “The union’s ‘pay talk’ of”", "Bell said “The union’s ‘pay talk’ of”"),
        ("Bell spoke of ‘pay talk’ and “talk of”", "Bell spoke of “pay talk” and talk of"),
        ("“We will […] not … ever”, she said.", "“We will […] not … ever”, she said."),
        ("She said “We will not", "She said We will not"),
        ("„nope“ and 『nope』 and 「We will not」", "nope and nope and “We will not”"),
        ("She said “”.", "She said ."),
        ("The '90s boom hit the workers' homes.", "The '90s boom hit the workers' homes."),
        ("No quotation.", "No quotation."),
        ("Ships [12] came.[3]", "Ships came."),
    ],
)
def test_marks_are_kept_or_lost(sentence: str, mended: str) -> None:
    assert mend_quotations(sentence, [ARTICLE, OTHER]) == mended


PIECES = [
    "We will not",
    "ever",
    "1,250 ships",
    "250",
    "nope",
    "workers",
    " ",
    ".",
    ",",
    "[1]",
    "…",
    *"\"“”‘’'«»「」„『』",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("「We will not「」」")
@example("„'」We will not«…'")
@example("‘«We will notWe will not…’")  # the outer marks show when the inner one is gone
def test_whatever_is_quoted_after_mending_stands_in_an_article(sentence: str) -> None:
    mended = mend_quotations(sentence, [ARTICLE, OTHER])
    assert not stray_marks(mended)
    for quotation in quotations(mended):
        assert occurs(quotation.inner.of(mended), ARTICLE.text)
    assert mend_quotations(mended, [ARTICLE, OTHER]) == mended


SAID = [span.of(ARTICLE.text).split(" ") for span in marked(ARTICLE.text) if '"' not in span.of(ARTICLE.text)]


@st.composite
def stretches(draw: st.DrawFn) -> str:
    """Some words that the article has between marks, without a comma or full stop at their end."""
    words = draw(st.sampled_from(SAID))
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first + 1, len(words)))
    return " ".join(words[first:last]).rstrip(".,")


@given(stretches())
def test_any_words_that_were_said_keep_their_marks(words: str) -> None:
    assume(any(sign.isalnum() for sign in words))
    sentence = f"It was “{words}” then."
    assert mend_quotations(sentence, [ARTICLE, OTHER]) == sentence


@given(stretches(), st.data())
def test_any_changed_sign_costs_them_their_marks(words: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1).filter(lambda at: not words[at].isspace()))
    changed = f"{words[:at]}{data.draw(st.sampled_from('XQ7&'))}{words[at + 1 :]}"
    assert changed not in quoted(mend_quotations(f"It was “{changed}” then.", [ARTICLE, OTHER]))


def quoted(text: str) -> list[str]:
    return [quotation.inner.of(text) for quotation in quotations(text)]
