"""The page with the default models over the sample archive, and the screenshots that the README shows."""

from pathlib import Path

import pytest

from rag import Assistant
from tests.test_app_browser import WIDE, ask, chromium, open_citation, open_page, open_tab, serving, take  # noqa: F401

pytestmark = [pytest.mark.models, pytest.mark.browser]


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.load()


def test_a_reporter_asks_and_opens_the_words(open_tab, serving, assistant) -> None:  # noqa: F811
    page = open_tab(WIDE)
    open_page(page, serving(assistant))
    turn = ask(page, "What did Xi say at APEC?", timeout=180_000)
    words = open_citation(page, turn, 1)
    cited = [passage for passage in _texts(assistant) if words.strip() in " ".join(passage.split())]
    assert cited, words
    take(page, "answer")
    ask(page, "Who won the football World Cup in 2022?", timeout=180_000)
    assert page.locator(".turn").nth(1).locator(".abstained").count() == 1
    take(page, "abstention")


def _texts(assistant: Assistant) -> list[str]:
    return [assistant.index.document(entry.id).text for entry in assistant.index.documents()]


def test_screenshots_are_kept() -> None:
    assert Path("artifacts/screenshots/answer.png").stat().st_size > 20_000
