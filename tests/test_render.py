from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from page_archive import ALL, FERRY, TRAP, answer, bridge_answer, cite, ferry_answer, no_answer, trap_answer

from desk.article import Opened, article_html, cited, consulted
from desk.cards import cards
from desk.frame import checked_again_html, notice_html, progress_html, question_html, welcome_html
from desk.kept import list_html
from desk.library import Kept
from desk.render import answer_html
from index.data import Coverage, DatePrecision, Span
from rag.data import AbstainReason, Conflict, ConflictKind, Position, Status, UsedModel
from rag.printed import answer_text
from rag.steps import Checked
from rag.wording import REASONS, age, coverage_line, day, made_line

ARTICLES = {document.id: document for document in ALL}
TAGS = {
    "article",
    "div",
    "span",
    "p",
    "h1",
    "h2",
    "header",
    "mark",
    "button",
    "ul",
    "li",
    "small",
    "details",
    "summary",
    "ol",
    "q",
    "h3",
    "thead",
}
TAGS |= {"section", "a", "table", "caption", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "class",
    "scope",
    "role",
    "type",
    "title",
    "href",
    "target",
    "rel",
    "disabled",
    "tabindex",
    "aria-label",
    "aria-live",
    "aria-describedby",
    "id",
    "value",
    "hidden",
}
ATTRIBUTES |= {
    "data-ref",
    "data-ask",
    "data-step",
    "data-back",
    "data-conversation",
    "data-rename",
    "data-export",
    "data-delete",
}


class Reader(HTMLParser):
    """Reads a fragment as a browser would: its tags, its text, and the text of its marks, paragraphs and buttons."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.text = [], [], [], ""
        self.inside = {"mark": [], "p": [], "button": []}
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attributes]
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        for tag in set(self.open) & set(self.inside):
            self.inside[tag][-1] += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment

    def of(self, name):
        return [value for _, key, value in self.attributes if key == name]


def assert_inert(html):
    read = Reader(html)
    assert set(read.tags) <= TAGS
    assert {name for _, name, _ in read.attributes} <= ATTRIBUTES
    assert all(address.startswith(("http://", "https://")) for address in read.of("href"))
    assert not read.open
    return read


# NUL and carriage returns are changed by HTML itself; canonical text has neither.
wild = st.one_of(
    st.text(st.characters(exclude_characters="\x00\r", exclude_categories=["Cs"])),
    st.lists(
        st.sampled_from(["<", ">", '"', "'", "&", "&lt;", "{}", "{0}", "${x}", "[1]", "\n\n", "<!--", "]]>", "a"])
    ).map("".join),
)


def test_sentences_are_followed_by_their_citations_and_by_no_other_marker():
    read = assert_inert(answer_html(ferry_answer(), ARTICLES, 3))
    assert read.text.startswith(
        "The harbour master said: “The ferry will sail twice a day from Thursday.”1"
        " Tickets for the cancelled crossings stay valid until June.2"
    )
    assert read.of("data-ref")[:2] == ["3.cite.1", "3.cite.2"]
    assert read.of("aria-label")[0] == "Citation 1: Harbour Gazette, 6 February 2024"
    assert read.of("aria-describedby")[:2] == ["card-3-1", "card-3-2"]


def test_the_card_of_a_citation_has_its_words_source_age_speaker_and_twins():
    shared = replace(ferry_answer().citations[0], also_in=("bridge", "gone"))
    asked = replace(ferry_answer(), citations=(shared,), sentences=ferry_answer().sentences[:1])
    words = "“The ferry will sail twice a day from Thursday,” harbour master Ada Lind said."
    told = Reader(cards(replace(asked, as_of=date(2025, 4, 7)), ARTICLES, 2, date(2026, 1, 1)))
    assert told.inside["p"] == [
        words,
        "Harbour Gazette, 6 February 2024 · 14 months before the question’s date",
        "Ada Lind, harbour master, direct speech",
        "Also in: Coast News, 2 October 2023 — Bridge to the island approved",
    ]
    assert told.of("id") == ["card-2-1"]
    assert "6 February 2024 · 3 days old" in Reader(cards(asked, ARTICLES, 2, date(2024, 2, 9))).text
    assert Reader(cards(asked, ARTICLES, 2, None)).inside["p"][1] == "Harbour Gazette, 6 February 2024"


def test_what_was_read_but_not_cited_is_listed_apart_and_so_is_what_was_withheld():
    read = assert_inert(answer_html(bridge_answer(), ARTICLES, 1))
    assert "Also consulted (1)" in read.text
    assert read.of("data-ref") == ["1.cite.1", "1.cite.1", "1.read.2"]
    assert "Cited (1)" in read.text
    assert "Not shown" not in read.text
    held = assert_inert(answer_html(ferry_answer(), ARTICLES, 1))
    assert "Not shown: no support (1)The ferry carries 200 people.no passage says so" in held.text


def test_an_answer_names_its_time_and_model():
    assert made_line(ferry_answer()) == "7.2 s · Rote-1"
    receipt = replace(ferry_answer().receipt, models=(UsedModel("encoder", "E", None),))
    assert made_line(replace(ferry_answer(), receipt=receipt)) == "7.2 s"


def test_an_abstention_gives_the_reason_the_coverage_and_the_nearest_articles():
    html = answer_html(no_answer(), ARTICLES, 2)
    read = assert_inert(html)
    assert REASONS[AbstainReason.ONLY_RELATED] in read.text
    assert "Searched: 4 articles, 2 October 2023 to 6 February 2024." in read.text
    assert read.of("data-ref") == ["2.read.1", "2.read.2"]
    assert 'class="abstained"' in html
    assert "failed" not in html


def test_an_abstention_says_how_many_undated_articles_were_left_out():
    seen = replace(no_answer(), coverage=Coverage(3, None, None, 1))
    assert "1 undated article left out, since the question has a date limit." in Reader(answer_html(seen, {}, 1)).text


DISPUTE = Conflict(
    "number of votes", ConflictKind.CONFLICT, (Position("Nine to four.", (1,)), Position("Nine to five.", (1,)))
)


def test_conflicts_show_each_position_with_its_source_and_its_citation():
    read = assert_inert(answer_html(replace(bridge_answer(), conflicts=(DISPUTE,)), ARTICLES, 1))
    assert (
        "Accounts differ: number of votes"
        "Coast News, 2 October 2023Coast News, 2 October 2023Nine to four.1Nine to five.1"
    ) in read.text


def test_a_later_report_is_named_as_one():
    later = replace(DISPUTE, kind=ConflictKind.UPDATE)
    html = answer_html(replace(bridge_answer(), conflicts=(later,)), ARTICLES, 1)
    assert "A later report differs: number of votes" in Reader(html).text
    assert 'class="conflict update"' in html


def test_conflicts_stand_in_the_terminal_before_the_footnotes():
    text = answer_text(replace(bridge_answer(), conflicts=(DISPUTE,)), ARTICLES)
    block = (
        "Accounts differ: number of votes\n"
        "  Coast News, 2 October 2023: Nine to four. [1]\n  Coast News, 2 October 2023: Nine to five. [1]\n\n[1] Coast"
    )
    assert block in text


def test_a_partial_answer_says_so():
    partial = replace(bridge_answer(), status=Status.PARTIAL, missing=("who paid for it",))
    assert "only a part of this. Not answered:who paid for it" in Reader(answer_html(partial, ARTICLES, 1)).text
    assert "only a part" not in Reader(answer_html(bridge_answer(), ARTICLES, 1)).text


def test_the_article_marks_exactly_the_cited_words():
    opened = cited(ferry_answer(), ARTICLES, 1, 2)
    read = assert_inert(article_html(opened))
    assert read.inside["mark"] == ["She added that tickets bought for the cancelled crossings stay valid until June."]
    assert "Citation 2 of 2" in read.text
    assert (opened.previous, opened.following) == ("1.cite.1", None)
    assert "Harbour Gazette, 6 February 2024 · LINDHOLM" in read.text
    assert "By Mona Reyes, Tom Ek" in read.text
    assert read.of("href") == ["https://gazette.example/ferry?a=1&b=2"]
    assert read.of("rel") == ["noopener noreferrer"]


def test_the_first_citation_names_the_speaker_and_other_articles_that_carry_it():
    shared = replace(ferry_answer().citations[0], also_in=("bridge", "gone"))
    note = Reader(article_html(cited(replace(ferry_answer(), citations=(shared,)), ARTICLES, 1, 1))).text
    assert "Said by Ada Lind, harbour master, direct speech. Also in: Coast News, 2 October 2023 — Bridge to" in note


def test_a_consulted_passage_opens_at_its_place_and_a_missing_one_not_at_all():
    opened = consulted(bridge_answer(), ARTICLES, 1, 2)
    assert (opened.document, opened.ref) == (FERRY, "1.read.2")
    assert consulted(bridge_answer(), ARTICLES, 1, 9) is None
    assert consulted(bridge_answer(), {}, 1, 2) is None
    assert cited(bridge_answer(), ARTICLES, 1, 2) is None
    assert cited(bridge_answer(), {}, 1, 1) is None


def test_captions_are_set_apart():
    document = replace(FERRY, text="Body.\n\nA caption.", captions=(Span(7, 17),))
    html = article_html(Opened(document, Span(0, 5), "1.cite.1", "Citation 1 of 1"))
    assert '<p class="caption">A caption.</p>' in html
    assert "<p><mark>Body.</mark></p>" in html


def test_hostile_text_is_shown_and_never_obeyed():
    html = answer_html(trap_answer(), ARTICLES, 1)
    read = assert_inert(html)
    assert "It says [1] <script>window.hacked = 1</script>" in read.text
    assert "[x](http://evil.example)" in read.text
    assert set(read.of("data-ref")) == {"1.cite.1"}
    pane = assert_inert(article_html(cited(trap_answer(), ARTICLES, 1, 1)))
    assert pane.inside["mark"] == [trap_answer().citations[0].cited_text]
    assert pane.of("href") == []
    assert "javascript:alert(1)" in pane.text


@given(wild, wild, wild)
def test_whatever_is_written_stays_text(first, second, third):
    document = replace(TRAP, title=first, outlet=second, authors=(third,), place=first, url=second)
    for html in (
        article_html(Opened(document, Span(0, 9), "1.cite.1", first, note=third)),
        question_html(first, second),
        progress_html(first, [Checked(second)]),
        checked_again_html([first], 1),
        notice_html(third, "failed"),
        list_html([Kept(first, second, datetime(2024, 1, 1, tzinfo=UTC), 1)]),
        welcome_html([first, second, third]),
    ):
        assert_inert(html)
    assert Reader(welcome_html([first])).of("data-ask") == [first]


@given(wild, wild)
def test_an_answer_shows_its_sentences_and_its_sources_letter_by_letter(sentence, title):
    document = replace(TRAP, title=title)
    given_answer = answer("?", [(sentence, [1])], [replace(cite(1, TRAP, "Readers"), title=title)], (TRAP,))
    read = assert_inert(answer_html(given_answer, {"trap": document}, 1))
    assert read.text.startswith(f"{sentence}1")


@given(wild.filter(bool), st.data())
def test_marks_cover_the_span_and_the_body_is_the_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    document = replace(TRAP, text=text, url=None, authors=())
    read = assert_inert(article_html(Opened(document, Span(start, end), "1.cite.1", "Citation 1 of 1")))
    bare = str.maketrans("", "", "\n")
    assert "".join(read.inside["mark"]).translate(bare) == text[start:end].translate(bare)
    assert "".join(read.inside["p"][1:]).translate(bare) == text.translate(bare)


def test_the_terminal_gets_footnotes():
    assert answer_text(ferry_answer(), ARTICLES) == (
        "The harbour master said: “The ferry will sail twice a day from Thursday.” [1]"
        " Tickets for the cancelled crossings stay valid until June. [2]\n\n"
        "[1] Harbour Gazette, 6 February 2024 — Island ferry returns after the winter storms\n"
        "    “The ferry will sail twice a day from Thursday,” harbour master Ada Lind said.\n"
        "    — Ada Lind, harbour master, direct speech\n"
        "[2] Harbour Gazette, 6 February 2024 — Island ferry returns after the winter storms\n"
        "    “She added that tickets bought for the cancelled crossings stay valid until June.”\n\n"
        "Not shown: The ferry carries 200 people. (no passage says so)"
    )


def test_the_terminal_gets_an_abstention_with_what_is_nearest():
    assert answer_text(no_answer(), ARTICLES) == (
        "The archive has related articles, but none of them answers this. "
        "None of the articles found mentions an election.\n\n"
        "Searched: 4 articles, 2 October 2023 to 6 February 2024.\n\n"
        "Nearest in the archive:\n"
        "  - Coast News, 2 October 2023 — Bridge to the island approved\n"
        "    “The council voted nine to four for a bridge to the island.”\n"
        "  - Harbour Gazette, 6 February 2024 — Island ferry returns after the winter storms\n"
        "    “The harbour office reopened on Monday after a week of gales that kept every boat in port.”"
    )


@given(st.text(st.characters(max_codepoint=0x2070)))
def test_no_control_character_reaches_the_terminal(words):
    text = answer_text(answer("?", [(words, [1])], [cite(1, TRAP, "Readers")]), ARTICLES)
    assert not [
        c for c in text if c != "\n" and c != "\t" and (ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066")
    ]


def test_dates_are_written_as_far_as_they_are_known():
    known = date(2024, 11, 16)
    assert day(known) == "16 November 2024"
    assert day(known, DatePrecision.MONTH) == "November 2024"
    assert day(known, DatePrecision.YEAR) == "2024"
    assert day(known, DatePrecision.UNKNOWN) == day(None) == "undated"


def test_coverage_in_words():
    coverage = Coverage(17, date(2023, 9, 6), date(2024, 11, 16), 0)
    assert coverage_line(coverage, 1) == "17 articles, 6 September 2023 to 16 November 2024, 1 undated"
    assert coverage_line(Coverage(1, date(2023, 9, 6), date(2023, 9, 6), 0)) == "1 article, 6 September 2023"
    assert coverage_line(Coverage(0, None, None, 0)) == "0 articles"


def test_ages_are_counted_as_far_as_the_date_is_known():
    then = date(2025, 4, 7)
    known = [
        (date(2025, 4, 7), DatePrecision.DAY, "the same day"),
        (date(2025, 4, 6), DatePrecision.DAY, "1 day"),
        (date(2025, 2, 6), DatePrecision.DAY, "60 days"),
        (date(2025, 2, 5), DatePrecision.DAY, "2 months"),
        (date(2024, 2, 8), DatePrecision.DAY, "13 months"),
        (date(2023, 4, 8), DatePrecision.DAY, "23 months"),
        (date(2023, 4, 7), DatePrecision.DAY, "2 years"),
        (date(2025, 4, 1), DatePrecision.MONTH, "the same month"),
        (date(2025, 2, 1), DatePrecision.MONTH, "2 months"),
        (date(2025, 1, 1), DatePrecision.YEAR, "the same year"),
        (date(2022, 1, 1), DatePrecision.YEAR, "3 years"),
        (date(2025, 4, 8), DatePrecision.DAY, ""),
        (None, DatePrecision.UNKNOWN, ""),
    ]
    assert [age(published, precision, then) for published, precision, _ in known] == [said for *_, said in known]
