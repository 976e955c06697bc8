"""The sentence splitter on the ways that news is written; each case lists the sentences of one paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentences

CASES = [
    # Titles, initials, names of states
    ("U.S. Defense Secretary Lloyd Austin spoke first.", "He left at noon."),
    ("Secretary of National Defense Gilberto C. Teodoro met Kim on the margins.", "They signed nothing."),
    ("N. Korea fired a missile.", "S. Korea answered with a drill.", "The U.N. Security Council met."),
    ("The visit worried S. Korea and the U.S. on Tuesday.", "Neither said more."),
    ("Nine came, including U.S. Secretary of Defense Lloyd Austin, he said.", "U.N. Secretary Lee did not."),
    ("Nine came from the U.S.", "Secretary Lee did not."),
    ("It was bought by U.S.", "The buyer left."),
    ("U.S. Ambassador Philip Marsh spoke first.", "N.K. Foreign Minister Choe was not there."),
    ("The talks went on.", "U.N. officials stayed away."),
    ("It was South Korea vs. U.S. interests, he said.",),
    ("Ties with the U.S. Japan had hoped for are on hold.",),
    ("Officials flew in from the U.S.", "They left a day later."),
    ("Gen. Park Jong-su and Lt. Col. Maria R. Ortiz inspected the base.", "Sgt. Lee drove."),
    ("Sen. John F. Kelly, R-Ariz., said no.", "Rep. Ana Diaz agreed."),
    ("Prime Minister Dr. Anwar met Gov. Newsom.", "Mr. Abe did not attend.", "Mrs. Abe did."),
    ("The Rev. Martin L. King Jr. spoke there.", "Thousands listened."),
    ("St. Petersburg hosted the forum.", "Mt. Fuji was on the poster."),
    ("The book is by J.K. Rowling.", "It sold well."),
    ("George H.W. Bush signed it.", "Congress agreed."),
    ("Ms. Park, Mr. Kim et al. wrote the paper.", "Nobody read it."),
    # Dates and times
    ("SEOUL, Nov. 17 (Yonhap) -- The vice minister called for more cooperation.", "He spoke in Jakarta."),
    ("The summit opened on Sept. 6, 2023, in Jakarta.", "It closed on Sept. 7."),
    ("They met on Jan. 3.", "Feb. 4 is the deadline."),
    ("Polls close at 8 p.m. on Tuesday.", "Results come by 10 p.m. Eastern."),
    ("The gates open at 9 a.m.", "The show starts an hour later."),
    ("He was born on 12 Dec. 1960 in Busan.", "His mother was a teacher."),
    ("It was seen on Fri. and on Sat. as well.", "By Sunday it was gone."),
    # Money, numbers, abbreviations
    ("The fund holds $1.5 million.", "It lost 3.2 percent last year."),
    ("He is No. 2 in the party.", "The No. 1 is ill."),
    ("Inflation rose to 8.6% in May.", "Wages rose by 5.1%."),
    ("Apple Inc. said sales fell.", "Samsung Electronics Co. said they rose."),
    ("Hanwha Corp. Chief Executive Kim Dong-kwan resigned.", "Shares fell."),
    ("The deal was made by Hyundai Motor Co., Ltd. and SK Inc. in March.", "Terms were kept secret."),
    ("The road is 5 km. long at most.", "It is closed."),
    ("See Art. 9 of the charter.", "It bans war."),
    ("The case is Smith v. Jones, decided in 1999.", "It stands."),
    ("Sanctions cover oil, coal, etc. and all arms.", "They took effect at once."),
    ("Several allies, e.g. Japan, objected, i.e. they did not sign.", "The text was changed."),
    ("The plane flew at approx. 900 km/h.", "It landed safely."),
    ("The index closed at 2,500.31.", "That is its lowest since 2020."),
    ("Version 3.0 of the plan was leaked.", "Version 4.0 was not."),
    ("The group of 20 met in 2023.", "20 leaders came."),
    # Quotations
    ("“We will not yield,” he said.", "“They know it.”"),
    ("“We will not yield.", "They know it.", "It is over,” the minister said."),
    ('"This must stop.', 'It must stop now," Yoon told ASEAN leaders.', "No one replied."),
    ('"This must stop."', '"Now."', "Nobody moved."),
    ("He said: “The talks failed.”", "Then he left."),
    ("“Will it hold?” she asked.", "“No!” they shouted.", "The room went quiet."),
    ("“It is a ‘political solution.’”", "That was all."),
    ("He called it “a mistake.”", "She did not."),
    ("“I hope so,” Xi said.", "“We all do,” he added.", "“Peace matters.”"),
    ("Was it planned?", "“Yes,” said the general.", "No one asked when!"),
    ("(The office did not elaborate.)", "A call was not returned."),
    ("The office declined to comment (it had commented in May).", "It may do so later."),
    ("Describing China as “important,” Yoon spoke of “common interests.”", "In response, Xi nodded."),
    ("“Stop!” he cried.", "It did not stop."),
    ('He asked, "Why now?"', 'Nobody answered, "Because."'),
    ("He stood at the lock.", "'The wall held,' Bell said, 'and it didn't leak.'"),
    ("“It held,” he said.", "‘And it will hold.’", "She left in the '90s."),
    # Ellipses, dashes, web addresses
    ("He paused … and then went on.", "“It is…” he began."),
    ("“Well... maybe,” he said.", "She laughed."),
    ("They waited...", "Nothing came."),
    ("Visit www.example.org for more.", "Write to desk@example.org."),
    ("Yahoo! said it would appeal.", "Jeopardy! is on hold."),
    ("The firm, Node.js Ltd., closed.", "Its site, example.com, is gone."),
    ("Russia — the first buyer — withdrew.", "“Nobody else came,” the seller said."),
    ("What now?!", "Nobody knows."),
    ("The pact covers North and South.", "It covers plan B of the two."),
    ("He studied for a Ph.D. at Yale.", "He holds a B.A. from Keio."),
    ("Washington, D.C. is the venue.", "Seoul was second."),
    ("Iran and the E.U. resume talks.", "The U.K. watches.", "Dr. No does not."),
    ("Police say the suspect, 34, was held at 5:30 p.m. Monday.", "He denies it."),
    ("iPhone sales fell.", "eBay rose.", "The market closed."),
    # Short texts, as a model replies
    ("Xi said so [1].", "Yoon agreed [2]."),
    ("Xi called for calm.[1]", "Yoon agreed.[2][3]"),
    ("Yes.", "It was in Lima."),
    ("On Nov. 15, 2024, in Lima",),
]


@pytest.mark.parametrize("expected", CASES, ids=lambda case: case[0][:40])
def test_news_sentences(expected: tuple[str, ...]) -> None:
    text = " ".join(expected)
    assert [span.of(text) for span in sentences(text)] == list(expected)


def test_a_line_break_ends_a_sentence() -> None:
    text = "Talks open in Jakarta\n\nSEOUL (Reuters) - Leaders met. They agreed\n\n  on little.  "
    found = [span.of(text) for span in sentences(text)]
    assert found == ["Talks open in Jakarta", "SEOUL (Reuters) - Leaders met.", "They agreed", "on little."]


def test_offsets_count_code_points() -> None:
    text = "🙂 Café opened. Über did not."
    assert [(span.start, span.end) for span in sentences(text)] == [(0, 14), (15, 28)]


@pytest.mark.xfail(strict=True, reason="a single capital before a full stop is taken for an initial")
def test_a_letter_that_ends_a_sentence() -> None:
    assert len(sentences("It covers plan B. Plan C is next.")) == 2


NEWS = st.text(st.sampled_from("ab AB.?!…,;\n\t “”\"'’()[]1 0\u00a0\u200b\x1c🙂é-—")) | st.text()


@given(NEWS)
def test_any_text_is_covered_in_order(text: str) -> None:
    spans = sentences(text)
    end = 0
    for span in spans:
        assert span.start >= end
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        end = span.end
    assert not text[end:].strip()
