"""The page with the default models over the sample archive, and the screenshots that README and docs show."""

from pathlib import Path

import pytest

from index.build import build
from index.encoder import default_encoder
from index.models import CHECKOUT
from rag import Assistant
from tests.test_app_browser import (  # noqa: F401 - fixtures
    NARROW,
    SCREENSHOTS,
    WIDE,
    ask,
    chromium,
    open_citation,
    open_page,
    open_tab,
    serious,
    serving,
    take,
)

pytestmark = [pytest.mark.models, pytest.mark.browser]
QUESTION = "What did Xi say at APEC?"
NAMES = "answer card abstention archive statements sides conversations answer-dark answer-narrow".split()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    index = tmp_path_factory.mktemp("real") / "index"
    build(CHECKOUT / "corpus", index, default_encoder())
    return Assistant.load(index)


def test_a_reporter_asks_and_opens_the_words(open_tab, serving, assistant) -> None:  # noqa: F811
    url = serving(assistant)
    page = open_tab(WIDE)
    open_page(page, url)
    turn = ask(page, QUESTION, timeout=180_000)
    words = open_citation(page, turn, 1)
    cited = [passage for passage in _texts(assistant) if words.strip() in " ".join(passage.split())]
    assert cited, words
    take(page, "answer")
    page.mouse.move(5, 5)
    turn.locator(".prose .chip").first.hover()
    page.get_by_role("tooltip").wait_for()
    take(page, "card")
    page.mouse.move(5, 5)
    ask(page, "Who won the football World Cup in 2022?", timeout=180_000)
    assert page.locator(".turn").nth(1).locator(".abstained").count() == 1
    page.locator("#article [data-back]").click()
    page.locator("#article .nothing").wait_for()
    take(page, "abstention")
    page.get_by_role("button", name="Conversations", exact=True).click()
    page.locator("#kept .source").first.wait_for()
    take(page, "conversations")
    page.keyboard.press("Escape")
    link = turn.locator("[data-take=link]").get_attribute("data-answer")
    for name, size, scheme in (("answer-dark", WIDE, "dark"), ("answer-narrow", NARROW, "light")):
        other = open_tab(size, scheme)
        other.goto(f"{url}?answer={link}")
        other.locator(".again", has_text="everything holds").wait_for()
        open_citation(other, other.locator(".turn"), 1)
        take(other, name)


def test_a_reporter_reads_the_archive(open_tab, serving, assistant) -> None:  # noqa: F811
    page = open_tab(WIDE)
    open_page(page, serving(assistant))
    page.get_by_role("button", name="Archive").click()
    page.locator(".articles").wait_for()
    page.locator(".articles .title").first.click()
    page.locator("#article h2").wait_for()
    take(page, "archive")
    page.get_by_role("tab", name="Statements").click()
    page.get_by_label("Who").fill("Yoon Suk Yeol")
    page.keyboard.press("Enter")
    page.locator(".said .source").nth(2).click()
    page.locator("#article mark").wait_for()
    take(page, "statements")
    page.get_by_role("tab", name="Two sides").click()
    page.get_by_label("Meeting").fill("Xi and Yoon meet in Lima")
    page.keyboard.press("Enter")
    page.locator(".sides .source").first.click()
    page.locator("#article mark").wait_for()
    take(page, "sides")
    assert serious(page) == []


def _texts(assistant: Assistant) -> list[str]:
    return [assistant.index.document(entry.id).text for entry in assistant.index.documents()]


def test_screenshots_are_kept() -> None:
    assert [name for name in NAMES if (SCREENSHOTS / f"{name}.png").stat().st_size < 20_000] == []
    assert Path("docs/images/answer.png").is_file()
