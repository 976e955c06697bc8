"""The page behind a token, in Chromium: the browser asks for it once, and everything on the page goes on working."""

import httpx
import pytest
from page_archive import Rote

import app
from tests.test_api_access import TOKEN
from tests.test_app_browser import ask, chromium, open_page  # noqa: F401

pytestmark = pytest.mark.browser


def test_a_browser_that_shows_the_token_asks_and_another_sees_nothing(chromium):  # noqa: F811
    server = app.serve(Rote(), port=0, token=TOKEN)
    try:
        context = chromium.new_context(http_credentials={"username": "reporter", "password": TOKEN})
        page = context.new_page()
        open_page(page, server.url)
        assert "twice a day" in ask(page, "When does the ferry sail?").inner_text()
        context.close()
        assert httpx.get(server.url).status_code == 401
    finally:
        server.stop()
