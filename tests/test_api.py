"""Questions, search and articles over HTTP, called in the process with a replaying generator."""

import json
from concurrent.futures import Future

import pytest
from fastapi.testclient import TestClient

from desk.api.limits import Limits
from desk.api.web import web
from index.errors import ModelMissing
from rag.receipt import faults
from tests.answering import OPENING, Replays, assistant_of, make_index
from tests.serving import HERE, client_of, events_of

QUESTION = "When did Velm reopen its northern quay?"
REPLY = "Velm reopened its northern quay on Friday."


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


def error_of(response):
    assert response.headers["content-type"] == "application/json"
    return response.json()["error"]


def test_an_answer_is_the_answer_of_the_assistant_whole(index):
    response = client_of(assistant_of(index, REPLY)).post("/v1/ask", json={"question": QUESTION})
    answer = response.json()
    assert response.status_code == 200
    assert answer["text"] == "Velm reopened its northern quay on Friday. [1]"
    assert answer["citations"][0]["document_id"] == "quay"
    assert faults(answer, index) == []


def test_bounds_and_history_reach_the_assistant(index):
    assistant = assistant_of(index, "Velm reopened its northern quay on Friday.", REPLY)
    body = {"question": "And when was that?", "history": [{"question": QUESTION, "answer": "It did."}]}
    bounds = {"as_of": "2024-05-31", "since": "2024-05-01", "until": "2024-06-01", "outlet": "ostland times"}
    answer = client_of(assistant).post("/v1/ask", json=body | bounds).json()
    assert answer["as_of"] == "2024-05-31"
    assert {key: answer["receipt"][key] for key in ("since", "until", "outlet")} == {
        "since": "2024-05-01", "until": "2024-06-01", "outlet": "ostland times",
    }  # fmt: skip
    assert answer["standalone_question"].startswith(QUESTION.rstrip("?"))
    assert {read["document_id"] for read in answer["consulted"]} == {"quay"}


@pytest.mark.parametrize("fields", [{"question": "Who \ud83d?"}, {"history": [{"question": "Who \ud83d?"}]}])
def test_half_a_character_is_the_callers_mistake(index, fields):
    body = json.dumps({"question": QUESTION} | fields)  # escaped, as JSON has it
    client = client_of(assistant_of(index, REPLY))
    response = client.post("/v1/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    assert "half" in error_of(response)["message"] or "unicode" in error_of(response)["message"]


def test_events_come_in_order_and_the_answer_is_the_last(index):
    client = client_of(assistant_of(index, REPLY))
    response = client.post("/v1/ask", json={"question": QUESTION, "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response.text)
    names = [name for name, _ in events]
    assert names == ["understood", "found", *["drafted"] * len(REPLY.split()), "checked", "answer"]
    assert "".join(json.loads(data)["text"] for name, data in events if name == "drafted") == REPLY
    assert json.loads(events[0][1]) == {"standalone_question": QUESTION, "time": [], "names": []}
    hit = json.loads(events[1][1])["hits"][0]
    assert hit["passage"]["document_id"] == "quay"
    assert faults(json.loads(events[-1][1]), index) == []


def test_a_question_of_a_time_is_streamed_like_any_other(index):
    body = {"question": "What happened in Velm in May 2024?", "as_of": "2024-06-30", "stream": True}
    events = events_of(client_of(assistant_of(index, REPLY)).post("/v1/ask", json=body).text)
    assert events[-1][0] == "answer"


def test_time_and_names_are_left_aside_each_by_itself(index):
    body = {"question": "What did Dr Ida Roth say in May 2024?"}
    for off in ({}, {"time": False}, {"names": False}):
        answer = client_of(assistant_of(index, REPLY)).post("/v1/ask", json=body | off).json()
        assert {key for key in ("time", "names") if answer[key] is None} == off.keys()
        assert answer["names"] in ([{"words": "Dr Ida Roth", "name": "Ida Roth"}], None)


def test_an_abstention_is_an_answer_with_its_reason(index):
    answer = client_of(assistant_of(index)).post("/v1/ask", json={"question": QUESTION, "as_of": "2020-01-01"})
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["abstain_reason"]) == ("abstained", "outside_dates")


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \n"}, "question"),
        ({"question": "x" * 2001}, "question"),
        ({"question": QUESTION, "as_of": "31.12.2023"}, "as_of"),
        ({"question": QUESTION, "as_of": 0}, "as_of"),
        ({"question": QUESTION, "as_of": "2023-02-30"}, "as_of"),
        ({"question": QUESTION, "stream": "yes"}, "stream"),
        ({"question": QUESTION, "names": 0}, "names"),
        ({"question": QUESTION, "asof": "2023-01-01"}, "asof"),
        ({"question": QUESTION, "history": [["q", "a"]]}, "history.0"),
        ({"question": "\ud800"}, "question"),
    ],
)
def test_a_mistake_in_a_question_is_named(index, body, param):
    response = client_of(assistant_of(index)).post(
        "/v1/ask", content=json.dumps(body), headers={"content-type": "application/json"}
    )
    assert response.status_code == 422
    assert error_of(response)["code"] == "bad_input"
    assert error_of(response)["param"] == param


def test_what_is_no_json_is_named_too(index):
    response = client_of(assistant_of(index)).post(
        "/v1/ask", content=b"{", headers={"content-type": "application/json"}
    )
    assert response.status_code == 422
    assert "JSON" in error_of(response)["message"]


def test_search_finds_words_with_their_place(index):
    client = client_of(assistant_of(index))
    found = client.post("/v1/search", json={"query": "northern quay repairs", "k": 2}).json()
    best = found["hits"][0]
    assert best["document_id"] == "quay"
    assert index.document("quay").text[best["start"] : best["end"]] == best["text"]
    assert len(found["hits"]) == 2
    assert found["coverage"]["documents"] == 3
    only = client.post("/v1/search", json={"query": "quay", "outlet": "coast wire", "since": "2024-01-01"}).json()
    assert {hit["document_id"] for hit in only["hits"]} == {"strike"}
    assert client.post("/v1/search", json={"query": "quay", "k": 51}).status_code == 422


def test_articles_are_listed_page_by_page(index):
    client = client_of(assistant_of(index))
    whole = client.get("/v1/documents").json()
    assert [item["id"] for item in whole["documents"]] == ["lamps", "quay", "strike"]
    assert (whole["total"], whole["coverage"]["first"]) == (3, "2023-02-01")
    page = client.get("/v1/documents", params={"offset": 1, "limit": 1, "outlet": "coast wire"}).json()
    assert ([item["id"] for item in page["documents"]], page["total"]) == (["strike"], 2)
    assert client.get("/v1/documents", params={"as_of": "yesterday"}).status_code == 422


def test_an_article_is_read_whole_or_in_part(index):
    client, text = client_of(assistant_of(index)), index.document("quay").text
    whole = client.get("/v1/documents/quay").json()
    assert (whole["title"], whole["text"], whole["length"]) == (OPENING, text, len(text))
    part = client.get("/v1/documents/quay", params={"start": 5, "end": 13}).json()
    assert (part["text"], part["start"], part["end"]) == ("reopened", 5, 13)
    beyond = client.get("/v1/documents/quay", params={"start": len(text) - 2, "end": len(text) + 9}).json()
    assert (beyond["text"], beyond["end"]) == (text[-2:], len(text))
    assert client.get("/v1/documents/quay", params={"start": 9, "end": 2}).json()["text"] == ""
    assert client.get("/v1/documents/quay", params={"start": -1}).status_code == 422


def test_a_missing_article_is_no_leak_of_paths(index):
    response = client_of(assistant_of(index)).get("/v1/documents/no%2Fsuch")
    assert response.status_code == 404
    assert error_of(response)["code"] == "document_missing"
    assert "no/such" in error_of(response)["message"]
    assert index.info.path not in response.text


def test_what_is_nowhere_and_a_wrong_method_are_told_apart(index):
    client = client_of(assistant_of(index))
    assert error_of(client.get("/v1/nothing"))["code"] == "not_found"
    wrong = client.get("/v1/ask")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")
    assert client.delete("/health").status_code == 405


def test_the_model_is_waited_for(index):
    ready = Future()
    client = TestClient(web(ready), base_url=HERE)
    assert (client.get("/health").status_code, client.get("/health").json()["status"]) == (503, "loading")
    refused = client.post("/v1/ask", json={"question": QUESTION, "stream": True})
    assert (refused.status_code, error_of(refused)["code"]) == (503, "loading")
    assert int(refused.headers["retry-after"]) > 0
    assert "readout_ready 0.0" in client.get("/metrics").text
    ready.set_result(assistant_of(index, REPLY))
    health = client.get("/health")
    assert health.status_code == 200
    assert {key: health.json()[key] for key in ("status", "documents", "model", "waiting")} == {
        "status": "ready", "documents": 3, "model": "replays", "waiting": 0,
    }  # fmt: skip


def test_a_model_that_cannot_be_loaded_is_told(index):
    ready = Future()
    ready.set_exception(ModelMissing("no model: run make models"))
    client = TestClient(web(ready), base_url=HERE, raise_server_exceptions=False)
    assert client.get("/health").json()["message"] == "no model: run make models"
    refused = client.post("/v1/search", json={"query": "quay"})
    assert (refused.status_code, error_of(refused)["code"]) == (503, "model_missing")


class Breaks(Replays):
    """A generator with a bug."""

    def generate(self, messages, max_tokens, quotable=()):
        raise RuntimeError("secret of the code")
        yield


def test_a_bug_is_told_without_a_trace(index):
    assistant = assistant_of(index)
    assistant.generator = Breaks([])
    client = client_of(assistant)
    response = client.post("/v1/ask", json={"question": QUESTION})
    assert (response.status_code, error_of(response)["code"]) == (500, "internal")
    streamed = client.post("/v1/ask", json={"question": QUESTION, "stream": True})
    name, data = events_of(streamed.text)[-1]
    assert (name, json.loads(data)["error"]["code"]) == ("error", "internal")
    for text in (response.text, streamed.text):
        assert "secret" not in text
        assert "Traceback" not in text


def test_metrics_count_requests_and_answers(index):
    client = client_of(assistant_of(index, REPLY))
    client.post("/v1/ask", json={"question": QUESTION})
    client.post("/v1/ask", json={})
    client.request("BREW", "/v1/pots/17")
    text = client.get("/metrics").text
    assert 'readout_requests_total{method="POST",route="/v1/ask",status="200"} 1.0' in text
    assert 'readout_requests_total{method="POST",route="/v1/ask",status="422"} 1.0' in text
    assert 'readout_requests_total{method="other",route="other",status="404"} 1.0' in text
    assert 'readout_answers_total{status="answered"} 1.0' in text
    assert "readout_answer_seconds_count 1.0" in text
    assert "Velm" not in text


def test_the_schema_describes_every_way_in_and_the_answer(index):
    schema = client_of(assistant_of(index)).get("/openapi.json").json()
    assert set(schema["paths"]) == {
        "/v1/ask", "/v1/search", "/v1/documents", "/v1/documents/{document_id}", "/v1/chat/completions",
        "/v1/models", "/v1/models/{model}", "/health", "/metrics",
    }  # fmt: skip
    answer = schema["components"]["schemas"]["Answer"]["properties"]
    response = client_of(assistant_of(index, REPLY)).post("/v1/ask", json={"question": QUESTION})
    assert set(answer) == set(response.json())


def test_limits_are_told(index):
    client = client_of(assistant_of(index), limits=Limits(body_bytes=200, burst=3, per_minute=60))
    long = client.post("/v1/ask", json={"question": "x" * 300})
    assert (long.status_code, error_of(long)["code"]) == (413, "too_large")
    unstated = client.post("/v1/ask", content=iter([b"x" * 150, b"x" * 150]), headers={"content-type": "text/json"})
    assert unstated.status_code == 413
    assert client.get("/v1/models").status_code == 200
    often = client.get("/v1/models")
    assert (often.status_code, error_of(often)["code"]) == (429, "too_many_requests")
    assert often.headers["retry-after"] in ("1", "2")
    assert client.get("/health").status_code == 200
