"""The page in Chromium, with an assistant that answers by rote. The flows serve a real assistant as well."""

import json
import shutil
import socket
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from page_archive import Rote

import app
from rag.receipt import faults
from tests.answering import assistant_of, make_index

pytestmark = pytest.mark.browser

SCREENSHOTS = Path("artifacts/screenshots")
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the network is cut
    "--no-default-browser-check",
]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
FORMS = (
    ("Text with footnotes", "[1] Ostland Times, 3 May 2024"),
    ("Markdown", "[^1]: Ostland"),
    ("HTML", "<sup>[1]</sup>"),
)
COPIED = "(said) => navigator.clipboard.readText().then((text) => text.includes(said))"
SAILING = "“The ferry will sail twice a day from Thursday,” harbour master Ada Lind said."


def launch_chromium(playwright):
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("These tests need Debian's browser: apt-get install chromium")
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


def ask(page, question, timeout=60_000):
    """Ask in the page, wait until the answer, abstention or message stands, and return its element."""
    turns = page.locator(".turn")
    before = turns.count()
    page.get_by_placeholder("Ask about the archive").fill(question)
    page.keyboard.press("Enter")
    turn = turns.nth(before)
    turn.wait_for()
    page.locator(f".turn:nth-child({before + 1}):not(.running)").wait_for(timeout=timeout)
    return turn


def open_page(page, url):
    page.goto(url)
    page.locator(".examples button").first.wait_for(timeout=180_000)


def serious(page):
    """What axe-core finds serious or critical on the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((result) => result.violations)")
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def open_citation(page, turn, number):
    """Click a citation and return the words that are marked, once they stand on the screen."""
    turn.get_by_role("button", name=f"Citation {number}:").click()
    ref = turn.get_by_role("button", name=f"Citation {number}:").get_attribute("data-ref")
    page.locator(f'#article article[data-ref="{ref}"]').wait_for()
    marks = page.locator("#article mark")
    page.wait_for_function(
        """() => {
            const box = document.querySelector("#article mark").getBoundingClientRect();
            const lead = document.querySelector("#article .lead").getBoundingClientRect();
            return box.top >= lead.bottom && box.bottom <= innerHeight && box.width > 0;
        }"""
    )
    return "\n\n".join(marks.all_inner_texts())


def ask_and_open_citation(page, url, question):
    """The whole way from the empty page to the cited words, which are returned."""
    open_page(page, url)
    return open_citation(page, ask(page, question), 1)


def take(page, name):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def open_tab(chromium, serving):
    """Open tabs, closed before the server is, that must neither speak to another host nor report an error."""
    outside, errors, contexts = [], [], []

    def tab(size=WIDE, scheme="light"):
        context = chromium.new_context(viewport=size, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: outside.append(request.url) if leaves(request.url) else None)
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield tab
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []


def leaves(url):
    return urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"


@pytest.fixture
def serving():
    """Serve a page for an assistant and return its address."""
    servers = []

    def serve(assistant, **options):
        servers.append(app.serve(assistant, port=0, **options))
        return servers[-1].url

    yield serve
    for server in servers:
        server.stop()


@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("narrow", NARROW)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_citation_opens_on_its_words(open_tab, serving, name, size, scheme):
    page = open_tab(size, scheme)
    assert ask_and_open_citation(page, serving(Rote()), "When does the ferry sail?") == SAILING
    assert page.locator("#article h2").inner_text() == "Island ferry returns after the winter storms"
    take(page, f"answer-{name}-{scheme}")
    assert serious(page) == []
    shades = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (max(shades) < 60) == (scheme == "dark")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_citations_of_earlier_answers_stay_alive_and_the_next_one_follows(open_tab, serving):
    page, rote = open_tab(), Rote()
    open_page(page, serving(rote))
    first = ask(page, "When does the ferry sail?")
    second = ask(page, "And the bridge?")
    assert open_citation(page, second, 1) == "The council voted nine to four for a bridge to the island."
    assert open_citation(page, first, 1) == SAILING
    page.get_by_role("button", name="Next citation").click()
    page.locator("#article mark", has_text="tickets bought").wait_for()
    assert first.get_by_role("button", name="Citation 2:").get_attribute("aria-current") == "true"
    assert page.get_by_role("button", name="Next citation").is_disabled()
    asked, history, _, _ = rote.asked[1]
    assert asked == "And the bridge?"
    assert history[0][0] == "When does the ferry sail?"
    assert "[1]" not in history[0][1]


def test_a_passage_that_was_only_consulted_opens_too_and_folds_stay_open(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote()))
    turn = ask(page, "When does the ferry sail?")
    turn.get_by_text("Also consulted").click()
    turn.get_by_role("button", name="Fish market moves").click()
    page.locator("#article mark", has_text="The fish market opened").wait_for()
    assert "Unnamed outlet, undated" in page.locator("#article .facts").inner_text()
    ask(page, "And the bridge?")
    assert turn.get_by_role("button", name="Fish market moves").is_visible()


def test_the_keyboard_reaches_the_words_and_comes_back(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote()))
    ask(page, "When does the ferry sail?")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.dataset.ref") == "1.cite.1":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.locator("#article mark").wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")
    page.keyboard.press("Escape")
    page.locator("#article .nothing").wait_for()
    assert page.evaluate("document.activeElement.dataset.ref") == "1.cite.1"


def test_no_answer_is_a_state_of_its_own(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote()))
    turn = ask(page, "Who won the election?")
    box = turn.locator(".abstained")
    assert "none of them answers this" in box.inner_text()
    assert "Searched: 4 articles" in box.inner_text()
    take(page, "no-answer")
    assert serious(page) == []
    box.get_by_role("button", name="Bridge to the island approved").click()
    page.locator("#article mark", has_text="The council voted").wait_for()
    assert turn.locator(".notice, .chip").count() == 0


def test_an_answer_longer_than_the_page_begins_with_its_question(open_tab, serving):
    page = open_tab({"width": 1280, "height": 420})
    open_page(page, serving(Rote()))
    ask(page, "When does the ferry sail?")
    turn = ask(page, "Who won the election?")
    top = "(turn) => turn.getBoundingClientRect().top - turn.closest('#conversation').getBoundingClientRect().top"
    assert turn.evaluate("(turn) => turn.offsetHeight > turn.closest('#conversation').clientHeight")
    assert -1 <= turn.evaluate(top) < 40  # pixels


def test_mistakes_say_what_to_do_and_the_conversation_goes_on(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote()))
    assert "Build it again: python -m index build corpus" in ask(page, "broken").get_by_role("alert").inner_text()
    assert "twice a day" in ask(page, "When does the ferry sail?").inner_text()
    take(page, "mistakes")


def test_a_bug_in_the_program_leaves_no_question_hanging(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote()))
    assert "broke off" in ask(page, "crash").get_by_role("alert").inner_text()
    assert "twice a day" in ask(page, "When does the ferry sail?").inner_text()


def test_limits_are_chips_that_can_be_taken_off_and_reach_the_assistant(open_tab, serving):
    page, rote = open_tab(), Rote()
    open_page(page, serving(rote))
    page.get_by_text("Limits", exact=True).click()
    page.get_by_label("As of").fill("2024-03-01")
    page.locator("#composer").get_by_label("Outlet").select_option("Harbour Gazette")
    page.get_by_role("button", name="Take off: As of 1 March 2024").wait_for()
    turn = ask(page, "When does the ferry sail?")
    assert "as of 1 March 2024, Harbour Gazette only" in turn.inner_text()
    take(page, "limits")
    page.get_by_role("button", name="Take off: As of 1 March 2024").click()
    page.get_by_role("button", name="Take off: Harbour Gazette only").click()
    assert page.locator("#composer .chips button").count() == 0
    ask(page, "And the bridge?")
    assert [str(limit) for limit in rote.asked[0][2:]] == ["2024-03-01", "Harbour Gazette"]
    assert rote.asked[1][2:] == (None, None)


def test_the_time_of_a_question_is_a_chip_that_is_taken_off(open_tab, serving):
    page, rote = open_tab(), Rote()
    open_page(page, serving(rote))
    turn = ask(page, "When does the ferry sail in June?")
    take(page, "time")
    turn.get_by_role("button", name="Ask again without the time: in June").click()
    turn.get_by_role("button", name="Use the time of the question again").wait_for()
    assert rote.timed == [True, False]
    turn.get_by_role("button", name="Use the time of the question again").click()
    turn.get_by_role("button", name="Ask again without the time: in June").wait_for()


def test_names_and_time_of_a_question_are_taken_off_each_by_itself(open_tab, serving):
    page, rote = open_tab(), Rote()
    open_page(page, serving(rote))
    turn = ask(page, "Does Lind say when the ferry sails in June?")
    take(page, "names")
    turn.get_by_role("button", name="Ask again without the time: in June").click()
    turn.get_by_role("button", name="Use the time of the question again").wait_for()
    turn.get_by_role("button", name="Ask again without the name: Lind → Ada Lind").click()
    turn.get_by_role("button", name="Use the names of the archive again").click()
    turn.get_by_role("button", name="Ask again without the name: Lind → Ada Lind").wait_for()
    assert rote.timed == [True, False, False, False]
    assert rote.named == [True, True, False, True]


def test_the_card_shows_on_hover_and_focus_and_escape_hides_it(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote()))
    turn = ask(page, "When does the ferry sail?")
    card = page.get_by_role("tooltip")
    turn.get_by_role("button", name="Citation 1:").first.hover()
    assert card.inner_text().startswith(SAILING)
    assert "Harbour Gazette, 6 February 2024" in card.inner_text()
    assert "Ada Lind, harbour master, direct speech" in card.inner_text()
    take(page, "card")
    card.hover()
    page.wait_for_timeout(300)
    assert card.is_visible()
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    page.keyboard.press("Shift+Tab")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.dataset.ref") == "1.cite.2":
            break
    assert "tickets bought" in card.inner_text()


def test_an_answer_is_copied_downloaded_linked_and_opened_again_with_its_receipt_checked(tmp_path, open_tab, serving):
    page = open_tab()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with make_index(tmp_path) as index:
        url = serving(assistant_of(index, "She said that 1,250 ships are expected this year."))
        open_page(page, url)
        turn = ask(page, "How many ships are expected?")
        turn.get_by_text("Copy or save").click()
        for label, said in FORMS:
            page.evaluate("navigator.clipboard.writeText('')")
            turn.get_by_role("button", name=label, exact=True).click()
            page.wait_for_function(COPIED, arg=said)
        with page.expect_download() as saved:
            turn.get_by_role("button", name="Receipt (JSON)").click()
        stored = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
        assert faults(stored, index) == []
        turn.get_by_role("button", name="Link", exact=True).click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('?answer='))")
        other = open_tab()
        other.goto(page.evaluate("navigator.clipboard.readText()"))
        other.locator(".again", has_text="everything holds (1 citation)").wait_for()
        assert other.locator(".question h2").inner_text() == "How many ships are expected?"
        take(other, "reopened")
        assert open_citation(other, other.locator(".turn"), 1) == "She said that 1,250 ships are expected this year."
        other.goto(f"{url}?answer=gone")
        other.locator("#top", has_text="not kept here any more").wait_for()
        other.close()
        page.close()  # before the index is, which they look at now and then


def test_on_paper_there_is_the_answer_with_its_footnotes_and_nothing_of_the_page(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote()))
    turn = ask(page, "When does the ferry sail?")
    page.evaluate("window.print = () => {}")
    turn.get_by_text("Copy or save").click()
    turn.get_by_role("button", name="Print").click()
    page.emulate_media(media="print")
    shown = turn.inner_text()
    assert "The harbour master said" in shown
    assert "Harbour Gazette, 6 February 2024 — Island ferry returns" in shown
    assert "Also consulted" not in shown
    assert not page.locator("#composer, #top, #beside, .do, .made").locator("visible=true").count()
    take(page, "print")


def test_kept_conversations_are_found_opened_renamed_and_deleted(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote()))
    ask(page, "When does the ferry sail?")
    page.get_by_role("button", name="New conversation").click()
    page.locator(".examples button").first.wait_for()
    ask(page, "And the bridge?")
    page.get_by_role("button", name="Conversations", exact=True).click()
    kept = page.get_by_role("dialog")
    kept.locator(".source").nth(1).wait_for()
    take(page, "conversations")
    assert serious(page) == []
    kept.get_by_label("Search").fill("harbour master")
    page.wait_for_function("document.querySelectorAll('#kept .source').length === 1")
    kept.get_by_role("button", name="Rename").click()
    page.keyboard.type("Ferries")
    page.keyboard.press("Enter")
    kept.get_by_role("button", name="Ferries 2").or_(kept.locator(".source", has_text="Ferries")).first.wait_for()
    kept.locator(".source", has_text="Ferries").click()
    page.locator(".question h2", has_text="When does the ferry sail?").wait_for()
    assert page.locator(".turn").count() == 1
    page.get_by_role("button", name="Conversations", exact=True).click()
    kept.locator(".source").nth(1).wait_for()
    kept.get_by_role("button", name="Delete: Ferries").click()
    kept.get_by_text("Delete for good?").click()
    page.wait_for_function("document.querySelectorAll('#kept .source').length === 1")
    page.keyboard.press("Escape")
    assert not kept.is_visible()


def test_a_question_is_asked_again_and_changed_in_its_place(open_tab, serving):
    page, rote = open_tab(), Rote()
    open_page(page, serving(rote))
    ask(page, "When does the ferry sail?")
    turn = ask(page, "And the bridge?")
    turn.get_by_role("button", name="Ask again").click()
    page.wait_for_function("document.querySelectorAll('.turn.answered').length === 2")
    turn.get_by_role("button", name="Edit").click()
    box = page.get_by_placeholder("Ask about the archive")
    assert box.input_value() == "And the bridge?"
    box.fill("And the notice?")
    page.keyboard.press("Enter")
    page.locator(".turn.answered h2", has_text="And the notice?").wait_for()
    assert page.locator(".turn").count() == 2
    assert [question for question, *_ in rote.asked] == [
        "When does the ferry sail?",
        "And the bridge?",
        "And the bridge?",
        "And the notice?",
    ]


def test_hostile_articles_and_answers_are_inert(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote()))
    turn = ask(page, "What does the notice say?")
    assert "<script>window.hacked = 1</script>" in open_citation(page, turn, 1)
    assert "<|im_start|>" in turn.locator(".prose").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("#readout script, #readout img, #article a, #readout .prose a").count() == 0


def test_two_tabs_keep_their_own_conversations_and_wait_for_each_other(open_tab, serving):
    one, two = open_tab(), open_tab()
    url = serving(Rote(pause=0.8))
    open_page(one, url)
    open_page(two, url)
    one.get_by_placeholder("Ask about the archive").fill("When does the ferry sail?")
    one.keyboard.press("Enter")
    one.locator(".stage", has_text="Searching").wait_for()
    two.get_by_placeholder("Ask about the archive").fill("And the bridge?")
    two.keyboard.press("Enter")
    two.locator(".stage", has_text="1 question before this one").wait_for()
    two.locator(".turn.answered").wait_for()
    assert one.locator(".question").all_inner_texts() == ["When does the ferry sail?"]
    assert two.locator(".question").all_inner_texts() == ["And the bridge?"]
    assert open_citation(two, two.locator(".turn"), 1).startswith("The council voted")


def test_a_question_can_be_stopped_and_another_asked(open_tab, serving):
    page = open_tab()
    open_page(page, serving(Rote(pause=2.5)))
    page.get_by_placeholder("Ask about the archive").fill("When does the ferry sail?")
    page.keyboard.press("Enter")
    page.locator(".running .prose", has_text="The harbour master").wait_for()
    take(page, "checked-so-far")
    page.get_by_role("button", name="Stop").click()
    page.locator(".turn.stopped", has_text="Stopped before there was a checked answer.").wait_for()
    page.locator("#composer .send").wait_for()
    assert "nine votes to four" in ask(page, "And the bridge?").inner_text()


def test_a_question_asked_too_early_stays_in_the_box(open_tab, serving):
    page, rote = open_tab(), Rote(pause=0.3)
    open_page(page, serving(rote))
    box = page.get_by_placeholder("Ask about the archive")
    for question in ("When does the ferry sail?", "And the bridge?"):
        box.fill(question)
        page.keyboard.press("Enter")
        page.locator(".turn").wait_for()
    page.locator(".turn.answered").wait_for()
    assert box.input_value() == "And the bridge?"
    assert page.locator(".turn").count() == 1
    page.keyboard.press("Enter")
    page.locator(".turn.answered").nth(1).wait_for()
    assert [question for question, *_ in rote.asked] == ["When does the ferry sail?", "And the bridge?"]


def test_a_growing_draft_leaves_the_reader_where_they_are(open_tab, serving):
    page = open_tab({"width": 1280, "height": 420})
    open_page(page, serving(Rote(pause=0.4)))
    for _ in range(2):
        ask(page, "When does the ferry sail?")
    page.get_by_placeholder("Ask about the archive").fill("When does the ferry sail?")
    page.keyboard.press("Enter")
    page.locator(".running .stage", has_text="Writing").wait_for()
    page.evaluate("document.querySelector('#conversation').scrollTop = 0")
    page.locator(".turn.answered").nth(2).wait_for()
    assert page.evaluate("document.querySelector('#conversation').scrollTop") == 0


def test_an_example_asks_itself_and_a_new_conversation_starts_over(open_tab, serving):
    page, rote = open_tab(), Rote()
    open_page(page, serving(rote))
    take(page, "welcome")
    assert serious(page) == []
    page.locator(".examples button", has_text="Bridge to the island").click()
    page.locator(".turn.answered").wait_for()
    assert page.locator(".examples").count() == 0
    page.get_by_role("button", name="New conversation").click()
    page.locator(".examples button").first.wait_for()
    ask_again = ask(page, "When does the ferry sail?")
    assert "twice a day" in ask_again.inner_text()
    assert rote.asked[1][1] == ()


def test_the_page_stands_while_the_model_loads(open_tab, serving):
    page, loading = open_tab(), Future()
    page.goto(serving(loading))
    page.locator("#top", has_text="Loading the model").wait_for()
    loading.set_result(Rote())
    page.locator("#top", has_text="4 articles, 2 October 2023 to 6 February 2024, 1 undated").wait_for()


def test_a_taken_port_is_named_with_the_way_out(capsys):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert app.main(["--port", str(port)]) == 2
    message = " ".join(capsys.readouterr().err.split())
    assert f"port {port}" in message
    assert f"--port {port + 1}" in message


@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("narrow", NARROW)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accounts_that_differ_are_a_table_whose_citations_open(tmp_path, open_tab, serving, name, size, scheme):
    sank = "The barge Ilse sank on the river Orn on Monday. The sinking killed twelve sailors, the harbour office said."
    lost = "The barge Ilse is lost on the river Orn. Fifteen sailors died in the sinking."
    more = "The barge Ilse sank on the river Orn. The sinking killed seventeen sailors, the army said on Thursday."
    archive = {
        "wire": ("Barge Ilse sinks on river Orn", "River Wire", date(2024, 3, 5), sank),
        "post": ("Barge Ilse lost on river Orn", "Orn Post", date(2024, 3, 5), lost),
        "late": ("More dead after barge Ilse sinks on river Orn", "Capital News", date(2024, 3, 8), more),
    }
    page = open_tab(size, scheme)
    with make_index(tmp_path, archive) as index:
        open_page(page, serving(assistant_of(index, "The sinking killed twelve sailors.")))
        turn = ask(page, "How many did the sinking of the barge Ilse kill?")
        tables = turn.locator("table.conflict")
        assert sorted(table.inner_text().split("\n")[0] for table in tables.all()) == [
            "A later report differs: number of dead",
            "Accounts differ: number of dead",
        ]
        take(page, f"conflict-{name}-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tables.filter(has_text="Accounts differ").get_by_role("button", name="Orn Post").click()
        page.locator("#article mark").wait_for()
        assert page.locator("#article mark").inner_text() == "Fifteen sailors died in the sinking."
        page.close()  # before the index is, which it looks at now and then
