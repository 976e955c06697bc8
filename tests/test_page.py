"""The report as a page: what it says, that it asks nothing of anyone, that nothing in it acts, that all can read it."""

import base64
import hashlib
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from eval_cases import answer, cite, row
from eval_pages import GOLD, RIGHT, WRONG, moved, scored, small, write

from eval.agreement import Agreement, Variant, summarise
from eval.compare import Flip
from eval.page import HEADLINES
from index.models import CHECKOUT
from rag.data import Turn, Withheld

HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>"
REQUESTING = ("src", "href", "srcset", "poster", "data", "action", "formaction", "background", "xlink:href")


class Page(HTMLParser):
    """The elements of a page with their attributes, its text, and the text of each script."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.scripts, self._open = [], "", [], ""
        self.feed(text)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._open = ""

    def handle_data(self, data):
        if self._open == "script":
            self.scripts[-1] += data
        elif self._open != "style":
            self.words += f" {data}"

    def all(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return small(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    return small(tmp_path_factory.mktemp("compared"), comparison=moved())


def test_headline_figures_say_of_how_many_and_what_is_missing(tmp_path):
    unanswerable = row(answerable=False, articles=(), id="q3", reason="not_in_archive")
    words = Page(write(tmp_path, scored(RIGHT), scored(WRONG), scored(answer(), unanswerable))).words
    assert "1 of 3 questions failed at something; the other 2 passed" in words
    assert re.search(r"answer correct 50\.0 % states every gold fact 1 of 2 questions ?does not arise in 1", words)
    assert re.search(r"unanswerable refused 100\.0 % .{10,60} 1 of 1 questions", words)
    assert "abstention right 100.0 %" in words


def test_a_page_without_failures_says_so(tmp_path):
    words = Page(write(tmp_path, scored(RIGHT), scored(RIGHT, replace(GOLD, id="q2")))).words
    assert "All 2 questions passed at everything measured. The contract was kept in every answer." in words
    assert "Failures There are none." in words


def test_it_says_what_it_was_made_with(plain):
    words = Page(plain).words
    for said in ("Evaluation of small.jsonl", "0123abc", "generator name toy · sha256 f00", "Zilog Z80"):
        assert said in words


def test_a_failure_shows_gold_beside_answer_with_the_words_of_both_marked(tmp_path):
    page = write(tmp_path, scored(WRONG))
    assert "Velm <mark>reopened on 3 May</mark></q>" in page  # the citation goes beyond gold
    assert "<q><mark>reopened on 3 May</mark></q>" in page
    assert '<a href="#q1-c1" aria-label="citation 1">[1]</a>' in page
    assert 'id="q1-c1"' in page
    assert "not said: 3 May" in Page(page).words


def test_a_failure_shows_all_that_explains_it(tmp_path):
    gold = replace(
        GOLD, history=(Turn("Where is Velm?", "By the sea."),), as_of=date(2024, 5, 6), notes="easy", speaker="Ida"
    )
    other = replace(WRONG.citations[0], cited_text="Velm closed", speaker="Tom Bell")
    given = replace(WRONG, citations=(other,), withheld=(Withheld("A secret.", "not in the words cited"),))
    words = Page(write(tmp_path, scored(given, gold))).words
    for said in (
        "as of 6 May 2024",
        "Where is Velm? — By the sea.",
        "Note: easy",
        "Speaker: Ida",
        "Speaker: Tom Bell",
        "A secret. not in the words cited",
        "Contract broken: citation 1 says 'Velm closed'",
        "The contract was broken once.",
        "Failed: answer correct",
        "confidence 60.0 %",
    ):
        assert said in words


def test_an_abstention_says_why(tmp_path):
    assert "The archive does not say. Abstained: not in archive." in Page(write(tmp_path, scored(answer()))).words


def test_changes_and_flips_are_shown_with_intervals_and_both_answers(compared, plain):
    words = Page(compared).words
    assert "answer correct 50.0 % 75.0 % +25.0 +5.0 … +45.0 8 better" in words
    assert "+25.0 points since before, better" in words
    assert "It opened <del>on 3 May.</del>" in compared
    assert "It opened <ins>in June.</ins>" in compared
    assert "words right fell" in words
    assert "also different: models" in words
    assert "Changes" not in Page(plain).words


def test_plots_are_inline_named_and_the_same_each_time(plain, tmp_path):
    assert plain == small(tmp_path)
    drawings = Page(plain).all("svg")
    assert [one["role"] for one in drawings] == ["img"] * 4
    for one in drawings:
        assert re.search(rf'<title id="{one["aria-labelledby"]}">\w[^<]+</title>', plain)
    assert "var(--series-1)" in plain
    assert "#000004" not in plain
    assert "DejaVu" not in plain


def test_what_cannot_be_drawn_is_said(tmp_path):
    words = Page(write(tmp_path, scored(replace(RIGHT, confidence=None)))).words
    assert words.count("No answer of this evaluation carries a confidence") == 2


def test_every_question_is_in_the_table(plain):
    assert [found["data-outcome"] for found in Page(plain).all("tr") if "data-outcome" in found] == ["passed", "failed"]
    assert plain.count('<span class="vh">not met</span>') == len({"answer_correct"})


def test_nothing_is_asked_of_the_network(tmp_path):
    linked = replace(WRONG.citations[0], url="https://example.org/a?b=1&c=2")
    page = Page(write(tmp_path, scored(replace(WRONG, citations=(linked,))), comparison=moved()))
    asking = [(tag, found[name]) for tag, found in page.elements for name in REQUESTING if found.get(name)]
    outside = [(tag, target) for tag, target in asking if not target.startswith(("#", "data:,"))]
    assert outside == [("a", "https://example.org/a?b=1&c=2")]
    style = (CHECKOUT / "eval/templates/report.css").read_text("utf-8")
    assert not re.search(r"url\(|@import|@font-face", style)


def test_hostile_text_stays_text(tmp_path):
    bad = replace(
        cite(1, "harbour", "Velm reopened on 3 May"),
        title=HOSTILE,
        outlet=HOSTILE,
        speaker=HOSTILE,
        url="javascript:alert(4)",
    )
    given = replace(WRONG, text=f"{HOSTILE} [1]", text_without_citations=HOSTILE, citations=(bad,))
    given = replace(given, withheld=(Withheld(HOSTILE, HOSTILE),))
    gold = replace(
        GOLD, id=HOSTILE, question=HOSTILE, notes=HOSTILE, history=(Turn(HOSTILE, HOSTILE),), speaker=HOSTILE
    )
    flip = Flip(HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,), HOSTILE, f"not {HOSTILE}")
    comparison = replace(moved(), before=HOSTILE, after=HOSTILE, flips=(flip,), notes=(HOSTILE,))
    page = Page(
        write(tmp_path, scored(given, gold), comparison=comparison, setup={"gold": HOSTILE, HOSTILE: [HOSTILE]})
    )
    assert page.scripts == [(CHECKOUT / "eval/templates/report.js").read_text("utf-8")]
    assert page.all("img") == []
    assert [name for _, found in page.elements for name in found if name.startswith("on")] == []
    assert not any((found.get("href") or "").startswith("javascript") for found in page.all("a"))
    assert page.words.count("<script>alert(1)</script>") > 20


def test_the_page_forbids_all_scripts_but_its_own(plain):
    page = Page(plain)
    digest = base64.b64encode(hashlib.sha256(page.scripts[0].encode()).digest()).decode()
    policy = next(
        found["content"] for found in page.all("meta") if found.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{digest}'" in policy


def test_ids_are_unique_and_references_lead_somewhere(compared):
    ids = Counter(found["id"] for _, found in Page(compared).elements if "id" in found)
    assert [name for name, times in ids.items() if times > 1] == []
    referred = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)|aria-labelledby="([^"]+)"', compared)
    assert {name for names in referred for name in names if name} <= ids.keys()


def test_headings_nest_and_tables_have_captions_and_scopes(compared):
    page = Page(compared)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table")) > 5
    assert all("scope" in found for found in page.all("th"))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme):
    style = (CHECKOUT / "eval/templates/report.css").read_text("utf-8").split("@media print")[0]
    colours = [
        dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", style, re.S)
    ]
    given = colours[scheme]
    pairs = [(ink, ground) for ink in ("ink", "faint", "accent", "bad", "good") for ground in ("paper", "sheet")]
    for ink, ground in [*pairs, ("bad", "bad-soft"), ("good", "good-soft"), ("mark-ink", "mark")]:
        assert contrast(given[ink], given[ground]) >= 4.5, (ink, ground)
    for series in ("series-1", "series-2", "series-3"):
        assert contrast(given[series], given["paper"]) >= 3


def contrast(one, other):
    """The contrast of two colours as WCAG 2 defines it."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_headlines_are_measures():
    assert set(HEADLINES) <= scored(RIGHT).measures.keys()


def test_plots_load_their_library_only_when_drawn():
    code = "import sys, eval.page; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=False).returncode == 0


def test_answers_that_differ_from_the_questions_own_stand_under_it(tmp_path):
    question = Variant("q1", "question", 0, "When did it reopen?", "sha", False, (0,), "On 3 May.")
    other = Variant("q1", "paraphrase", 1, "Which day saw it open?", "sha", False, (), f"In June. {HOSTILE}")
    again = summarise([Agreement(question, (other, replace(question, kind="paraphrase", number=2)), ())])
    page = Page(write(tmp_path, scored(RIGHT), again=again))
    assert "in other words 50.0 % (1 questions), with the evidence in other orders – (0 questions; 1 have" in page.words
    assert "When did it reopen? On 3 May. Which day saw it open? In June." in page.words
    assert len(page.scripts) == 1
