"""Many callers at once: one line, nobody's answer in another's, and whoever goes away stops the model."""

import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import httpx
import pytest

from desk.api.limits import Limits
from rag.assistant import Assistant
from rag.generator import Piece
from rag.settings import Settings
from tests.answering import assistant_of, make_index
from tests.extractive import Extractive
from tests.serving import client_of, events_of, served

QUESTION = "When did Velm reopen its northern quay?"
REPLY = "Velm reopened its northern quay on Friday."
TOWNS = [
    "Aldmoor",
    "Brenwick",
    "Corvale",
    "Dunholt",
    "Elstow",
    "Farnley",
    "Garwood",
    "Holbeck",
    "Ivelchester",
    "Jarrow",
]


class Slow:
    """A generator that writes once a gate is open, and tells when it was stopped."""

    name, sha256 = "slow", None

    def __init__(self) -> None:
        self.begun, self.stopped, self.gate = threading.Semaphore(0), threading.Event(), threading.Event()

    def generate(self, messages, max_tokens, quotable=()):
        ended = False
        try:
            self.begun.release()
            for number, word in enumerate(REPLY.split(" "), 1):
                self.gate.wait(30)
                yield Piece(word if number == 1 else f" {word}", 10, number)
            ended = True
        finally:
            if not ended:
                self.stopped.set()


class Endless(Slow):
    """A generator that writes until it is stopped."""

    def generate(self, messages, max_tokens, quotable=()):
        try:
            self.begun.release()
            for number in range(10_000):
                self.gate.wait(0.05)
                yield Piece(" and", 10, number)
        finally:
            self.stopped.set()


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


def assistant_with(index, generator):
    return Assistant(index, generator, Settings(confidence=0.0))


def until(true, seconds=10):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def waiting(url):
    return httpx.get(f"{url}/health").json()["waiting"]


def test_ten_conversations_at_once_do_not_mix(tmp_path):
    articles = {
        town.lower(): (
            f"{town} opens a bridge",
            f"{town} Times",
            date(2024, 5, 1 + number),
            f"Mayor {town}son opened the {town} bridge on Monday. The {town} bridge cost {number + 2} million crowns.",
        )
        for number, town in enumerate(TOWNS)
    }

    def converse(number, url):
        town, history, said = TOWNS[number], [], []
        for question in (f"Who opened the {town} bridge?", f"How much did the {town} bridge cost?"):
            body = {"question": question, "history": history, "outlet": f"{town} Times", "stream": number % 2 == 1}
            response = httpx.post(f"{url}/v1/ask", json=body, timeout=60)
            assert response.status_code == 200
            answer = json.loads(events_of(response.text)[-1][1]) if body["stream"] else response.json()
            said.append(answer)
            history = [*history, {"question": question, "answer": answer["text_without_citations"]}]
        return said

    with make_index(tmp_path, articles) as index, served(assistant_with(index, Extractive())) as url:
        with ThreadPoolExecutor(10) as pool:
            conversations = list(pool.map(lambda number: converse(number, url), range(10)))
        assert waiting(url) == 0
    for number, (town, said) in enumerate(zip(TOWNS, conversations, strict=True)):
        assert [f"{town} bridge" in answer["question"] for answer in said] == [True, True]
        assert f"{town}son" in said[0]["text"]
        assert f"{number + 2} million" in said[1]["text"]
        for answer in said:
            assert {citation["document_id"] for citation in answer["citations"]} == {town.lower()}
            assert not [other for other in TOWNS if other != town and other in answer["text"]]


def test_who_waits_is_told_the_place_and_answered_in_turn(index):
    slow = Slow()
    with served(assistant_with(index, slow)) as url, ThreadPoolExecutor(3) as pool:

        def ask():
            return events_of(httpx.post(f"{url}/v1/ask", json={"question": QUESTION, "stream": True}, timeout=60).text)

        asked = []
        for number in (1, 2, 3):
            asked.append(pool.submit(ask))
            assert until(lambda number=number: waiting(url) == number)
        slow.gate.set()
        told = [[json.loads(data)["position"] for name, data in a.result() if name == "queued"] for a in asked]
    assert told[0] == []
    assert told[1] == [1]
    assert told[2] in ([2, 1], [2])  # the second may be answered between two looks
    assert all(a.result()[-1][0] == "answer" for a in asked)


@pytest.mark.parametrize("stream", [True, False])
def test_the_model_stops_when_the_caller_goes_away(index, stream):
    endless = Endless()
    with served(assistant_with(index, endless)) as url:
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{url}/v1/ask", json={"question": QUESTION}, timeout=0.6) if not stream else _leave(url)
        assert endless.stopped.wait(10)
        assert until(lambda: waiting(url) == 0)


def _leave(url):
    """Read a stream until the model writes, and hang up."""
    with httpx.stream("POST", f"{url}/v1/ask", json={"question": QUESTION, "stream": True}, timeout=10) as response:
        assert "event: drafted" in response.iter_lines()
    raise httpx.ReadTimeout("left")


def test_who_leaves_the_line_is_not_answered(index):
    endless = Endless()
    with served(assistant_with(index, endless)) as url, ThreadPoolExecutor(1) as pool:
        first = pool.submit(httpx.post, f"{url}/v1/ask", json={"question": QUESTION}, timeout=4)
        assert endless.begun.acquire(timeout=10)
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{url}/v1/ask", json={"question": QUESTION}, timeout=0.6)
        assert until(lambda: waiting(url) == 1)
        with pytest.raises(httpx.ReadTimeout):
            first.result()
        assert until(lambda: waiting(url) == 0)
        assert not endless.begun.acquire(timeout=0.5)


def test_a_full_line_turns_callers_away(index):
    endless = Endless()
    limits = Limits(waiting=1)
    with served(assistant_with(index, endless), limits=limits) as url, ThreadPoolExecutor(2) as pool:
        for number in (1, 2):
            pool.submit(httpx.post, f"{url}/v1/ask", json={"question": QUESTION}, timeout=5)
            assert until(lambda number=number: waiting(url) == number)
        for body in ({"question": QUESTION}, {"question": QUESTION, "stream": True}):
            refused = httpx.post(f"{url}/v1/ask", json=body)
            assert (refused.status_code, refused.json()["error"]["code"]) == (429, "queue_full")
            assert "retry-after" in refused.headers


def test_nothing_takes_for_ever(index, monkeypatch):
    monkeypatch.setattr("desk.turns.LIMIT", 0.3)
    client = client_of(assistant_with(index, Endless()))
    late = client.post("/v1/ask", json={"question": QUESTION})
    assert (late.status_code, late.json()["error"]["code"]) == (504, "too_slow")
    name, data = events_of(client.post("/v1/ask", json={"question": QUESTION, "stream": True}).text)[-1]
    assert (name, json.loads(data)["error"]["code"]) == ("error", "too_slow")


def test_a_server_that_is_stopped_breaks_off_what_is_under_way(index):
    endless = Endless()
    with ThreadPoolExecutor(1) as pool:
        with served(assistant_with(index, endless)) as url:
            asked = pool.submit(httpx.post, f"{url}/v1/ask", json={"question": QUESTION}, timeout=30)
            assert endless.begun.acquire(timeout=10)
            begun = time.monotonic()
        assert time.monotonic() - begun < 6
        assert endless.stopped.wait(5)
        with pytest.raises(httpx.HTTPError):
            asked.result().raise_for_status()


def test_no_request_leaves_this_machine(index, monkeypatch):
    reached, connect, look_up = [], socket.socket.connect, socket.getaddrinfo

    def watched(self, address):
        reached.append(address[0] if isinstance(address, tuple) else address)
        return connect(self, address)

    def asked_for(host, *args, **kwargs):
        reached.append(host.decode() if isinstance(host, bytes) else host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setattr(socket, "getaddrinfo", asked_for)
    with served(assistant_of(index, REPLY, REPLY)) as url:
        httpx.post(f"{url}/v1/ask", json={"question": QUESTION})
        messages = [{"role": "user", "content": QUESTION}]
        httpx.post(f"{url}/v1/chat/completions", json={"model": "readout", "messages": messages, "stream": True})
        httpx.post(f"{url}/v1/search", json={"query": "quay"})
        for path in ("/v1/documents", "/v1/documents/quay", "/v1/models", "/health", "/metrics", "/openapi.json"):
            assert httpx.get(url + path).status_code == 200
    assert reached
    assert set(reached) <= {"127.0.0.1"}
