"""The archive's page in Chromium: listed, narrowed, added to, removed from; what people said; two sides."""

import pytest

from tests.answering import assistant_of, make_index
from tests.test_app_browser import (  # noqa: F401 - fixtures
    NARROW,
    WIDE,
    ask,
    chromium,
    open_page,
    open_tab,
    serious,
    serving,
    take,
)

pytestmark = pytest.mark.browser
SEALS = "# Seals return\n\nThe seals came back to Velm on Friday, warden Nils Berg said."


@pytest.fixture
def desk(tmp_path, open_tab, serving):  # noqa: F811
    """The archive's page over a real index, wide and light unless told otherwise."""
    with make_index(tmp_path) as index:
        pages = []

        def opened(size=WIDE, scheme="light"):
            page = open_tab(size, scheme)
            pages.append(page)
            open_page(page, serving(assistant_of(index, "The seals came back to Velm on Friday.")))
            page.get_by_role("button", name="Archive").click()
            page.locator(".articles").wait_for()
            return page

        yield opened
        for page in pages:
            page.close()  # before the index is, which it looks at now and then


def titles(page):
    return page.locator(".articles .title").all_inner_texts()


@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("narrow", NARROW)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_archive_is_listed_narrowed_and_read(desk, name, size, scheme):
    page = desk(size, scheme)
    assert titles(page)[0] == "Dock workers in Velm end strike"
    take(page, f"archive-{name}-{scheme}")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="May 2024: 1 article").click()
    page.wait_for_function("document.querySelectorAll('.articles .title').length === 1")
    page.get_by_text("As a table").click()
    assert page.get_by_role("row", name="May 2024 0 1").count() == 1
    page.get_by_role("button", name="May 2024: 1 article").click()
    page.locator("#archive").get_by_label("Search").fill("lamps")
    page.wait_for_function("document.querySelector('.articles .title').textContent.startsWith('Lighthouse')")
    page.locator(".articles .title").first.click()
    page.locator("#article h2", has_text="Lighthouse lamps go to a museum").wait_for()
    page.keyboard.press("Escape")
    page.locator("#article .nothing").wait_for(state="attached")
    assert page.evaluate("document.activeElement.className") == "title"


def test_files_are_added_one_by_one_with_the_faults_of_each_and_one_is_removed_after_a_question(desk, tmp_path):
    page = desk()
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "seals.md").write_text(SEALS)
    (folder / "empty.md").write_text("")
    (folder / "photo.png").write_bytes(b"png")
    (folder / "large.txt").write_bytes(b"x" * 20_000_001)
    page.locator("#archive input[multiple]").set_input_files(sorted(folder.iterdir()))
    page.locator(".adds p", has_text="1 of 4 added.").wait_for()
    told = "\n".join(page.locator(".adds li").all_inner_texts())
    for said in ("seals.md: added", "empty.md: Not added", "png: Not added: is not of", "txt: It has more than 20 MB"):
        assert said in told
    take(page, "added")
    assert serious(page) == []
    page.wait_for_function("document.querySelectorAll('.articles .title').length === 4")
    page.get_by_role("button", name="Remove: Seals return").click()
    page.get_by_role("button", name="Keep it").click()
    assert "Seals return" in titles(page)
    page.get_by_role("button", name="Remove: Seals return").click()
    take(page, "remove")
    page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    page.wait_for_function("document.querySelectorAll('.articles .title').length === 3")


def test_a_folder_is_added_and_a_question_is_answered_from_it(desk, tmp_path):
    page = desk()
    (tmp_path / "folder" / "in").mkdir(parents=True)
    (tmp_path / "folder" / "in" / "seals.md").write_text(SEALS)
    page.locator("#archive input[webkitdirectory]").set_input_files(tmp_path / "folder")
    page.locator(".adds li", has_text="folder/in/seals.md: added").wait_for()
    page.get_by_role("button", name="Ask", exact=True).first.click()
    assert "The seals came back to Velm on Friday." in ask(page, "When did the seals come back?").inner_text()


@pytest.mark.parametrize(("name", "size", "scheme"), [("wide", WIDE, "light"), ("narrow", NARROW, "dark")])
def test_what_one_person_said_and_two_sides_open_on_their_words(desk, name, size, scheme):
    page = desk(size, scheme)
    page.get_by_role("tab", name="Articles").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("Who").fill("Ida Roth")
    page.keyboard.press("Enter")
    page.locator(".said li").first.wait_for()
    take(page, f"statements-{name}")
    assert serious(page) == []
    page.locator(".said .source", has_text="Ostland Times").first.click()
    page.locator("#article mark").wait_for()
    assert page.locator("#article mark").inner_text() in page.locator(".said").inner_text()
    page.keyboard.press("Escape")
    page.get_by_label("Topic").fill("wages")
    page.keyboard.press("Enter")
    page.locator(".none, .count", has_text="Read: all 3 articles").wait_for()
    page.get_by_role("tab", name="Two sides").click()
    page.get_by_label("Meeting").fill("strike of the dock workers")
    page.keyboard.press("Enter")
    page.locator("#panel-sides :is(.count, .none)", has_text="Read: ").wait_for()
    take(page, f"sides-{name}")
    assert serious(page) == []
