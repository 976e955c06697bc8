"""The report in Chromium: quiet, fitting and working in both schemes, readable without scripts."""

import pytest
from eval_pages import moved, small
from test_app_browser import NARROW, WIDE, launch_chromium

pytestmark = pytest.mark.browser


@pytest.fixture
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        chromium = launch_chromium(running)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser_it_is_quiet_fits_and_works(tmp_path, browser, viewport, scheme):
    small(tmp_path, comparison=moved())
    page = browser.new_page(viewport=viewport, color_scheme=scheme)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    address = (tmp_path / "report.html").as_uri()
    page.goto(address)
    rows = page.locator("table.all tbody tr")
    assert rows.count() == 2
    page.get_by_label("Outcome").select_option("failed")
    assert [one.is_visible() for one in rows.all()] == [False, True]
    assert page.get_by_role("status").inner_text() == "1 of 2 shown"
    page.get_by_label("Outcome").select_option("")
    page.get_by_label("Words").fill("OPEN AGAIN")
    assert [one.is_visible() for one in rows.all()] == [False, True]
    page.get_by_label("Words").fill("")
    page.get_by_role("button", name="Confidence").click()
    assert [one.get_attribute("data-outcome") for one in rows.all()] == ["failed", "passed"]
    page.get_by_role("button", name="Confidence").click()
    assert [one.get_attribute("data-outcome") for one in rows.all()] == ["passed", "failed"]
    assert page.get_by_role("img", name="Seconds by stage").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert asked == [address]
    assert complaints == []


def test_it_is_readable_without_scripts(tmp_path, browser):
    small(tmp_path)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "report.html").as_uri())
    assert not page.locator(".filters").is_visible()
    assert page.locator("table.all tbody tr").count() == 2
    page.get_by_text("When did the harbour reopen?").first.click()
    assert page.get_by_text("It reopened on 3 May.").first.is_visible()
