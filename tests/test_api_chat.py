"""The official client of OpenAI's protocol against the running server: answers, streams, mistakes."""

import json

import httpx
import openai
import pytest
import schemathesis

from desk.api.access import Access
from rag.receipt import faults
from tests.answering import assistant_of, make_index
from tests.serving import served
from tests.test_api_access import TOKEN

QUESTION = "When did Velm reopen its northern quay?"
REPLY = "Velm reopened its northern quay on Friday."
TWO = "Velm reopened its northern quay on Friday. She said that 1,250 ships are expected this year."


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


@pytest.fixture
def talk(index):
    """Serve an assistant that gives these replies, and return a client of it."""
    servers = []

    def serve(*replies):
        servers.append(served(assistant_of(index, *replies)))
        return openai.OpenAI(base_url=f"{servers[-1].__enter__()}/v1", api_key="unused", max_retries=0)

    yield serve
    for server in servers:
        server.__exit__(None, None, None)


def ask(client, question=QUESTION, **more):
    return client.chat.completions.create(model="readout", messages=[{"role": "user", "content": question}], **more)


def test_a_message_has_its_markers_and_what_they_stand_for(talk, index):
    client = talk(REPLY)
    made = ask(client)
    message = made.choices[0].message
    assert message.content == "Velm reopened its northern quay on Friday. [1]"
    assert (made.choices[0].finish_reason, made.model, made.id[:9]) == ("stop", "readout", "chatcmpl-")
    assert made.usage.total_tokens == made.usage.prompt_tokens + made.usage.completion_tokens > 0
    [annotation] = message.annotations
    place = annotation.url_citation
    assert message.content[place.start_index : place.end_index] == "[1]"
    assert place.title == "Velm reopens its northern quay"
    cited = message.citations[0]
    words = index.document(cited["document_id"]).text[cited["source_start"] : cited["source_end"]]
    assert words == cited["cited_text"]
    shown = client.get(place.url.removeprefix(str(client.base_url)), cast_to=object)
    assert shown["text"] == words
    assert faults(made.answer, index) == []


def test_a_stream_tells_checked_sentences_and_no_draft(talk, index):
    false = "The quay will close again."
    chunks = list(ask(talk(f"{TWO} {false}"), stream=True, stream_options={"include_usage": True}))
    pieces = [c.choices[0].delta.content for c in chunks if c.choices and c.choices[0].delta.content]
    whole = ask(talk(f"{TWO} {false}")).choices[0].message.content
    assert "".join(pieces) == whole
    assert false not in whole
    assert pieces[0] == "Velm reopened its northern quay on Friday. [1] "
    assert chunks[0].choices[0].delta.role == "assistant"
    finished = [chunk for chunk in chunks if chunk.choices and chunk.choices[0].finish_reason == "stop"]
    assert faults(finished[0].answer, index) == []
    cited = [c.choices[0].delta.citations for c in chunks if c.choices and hasattr(c.choices[0].delta, "citations")]
    assert [citation["number"] for citation in cited[0]] == [1, 2]
    assert chunks[-1].usage.total_tokens > 0
    assert len({chunk.id for chunk in chunks}) == 1


def test_an_abstention_is_a_plain_message_with_the_reason(talk):
    made = ask(talk(), extra_body={"as_of": "2020-01-01"})
    message = made.choices[0].message
    assert message.content.startswith("The archive says nothing on this within the dates of the question.")
    assert (message.annotations, message.citations, message.refusal) == ([], [], None)
    assert made.answer["abstain_reason"] == "outside_dates"


def test_a_conversation_goes_on_and_what_is_no_question_has_no_effect(talk):
    client = talk(REPLY, REPLY)
    messages = [
        {"role": "system", "content": "Answer in rhymes."},
        {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
        {"role": "assistant", "content": "On Friday. [1]"},
        {"role": "user", "content": "And when was that?"},
    ]
    made = client.chat.completions.create(model="readout", messages=messages, temperature=0.7, max_tokens=5)
    assert made.answer["standalone_question"] == "When did Velm reopen its northern quay – And when was that?"


def test_the_model_is_named(talk):
    client = talk()
    assert [model.id for model in client.models.list()] == ["readout"]
    assert client.models.retrieve("readout").owned_by == "readout"
    with pytest.raises(openai.NotFoundError) as refused:
        client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": QUESTION}])
    assert refused.value.code == "model_not_found"


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [{"role": "assistant", "content": "On Friday."}],
        [{"role": "user", "content": " "}],
        [{"role": "user", "content": "x" * 2001}],
        [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://x.example/a.png"}}]}],
    ],
)
def test_mistakes_are_the_callers(talk, messages):
    with pytest.raises(openai.UnprocessableEntityError) as refused:
        talk().chat.completions.create(model="readout", messages=messages)
    assert refused.value.code == "bad_input"


def test_the_clients_key_is_the_token(index):
    with served(assistant_of(index, REPLY), access=Access(token=TOKEN)) as url:
        assert ask(openai.OpenAI(base_url=f"{url}/v1", api_key=TOKEN)).choices[0].message.content
        with pytest.raises(openai.AuthenticationError):
            ask(openai.OpenAI(base_url=f"{url}/v1", api_key="another", max_retries=0))


def test_what_goes_wrong_in_a_stream_reaches_the_client(talk, index, monkeypatch):
    client = talk(REPLY)
    monkeypatch.setattr("rag.assistant.judge", lambda *_: json.loads("no"))
    with pytest.raises(openai.APIError, match="broke off"):
        list(ask(client, stream=True))


def test_answers_and_uploads_are_as_the_schema_describes_them(tmp_path):
    question = {"question": QUESTION}
    chat = {"model": "readout", "messages": [{"role": "user", "content": QUESTION}]}
    with make_index(tmp_path) as own, served(assistant_of(own, REPLY, REPLY)) as url:
        described = schemathesis.openapi.from_url(f"{url}/openapi.json")
        sent = {
            "/v1/ask": httpx.post(f"{url}/v1/ask", json=question),
            "/v1/chat/completions": httpx.post(f"{url}/v1/chat/completions", json=chat),
            "/v1/documents": httpx.post(f"{url}/v1/documents", files={"files": ("salt.md", b"Salt is cheap in Velm.")}),
        }
    for path, response in sent.items():
        assert response.is_success
        response.request.read()
        described[path]["POST"].validate_response(response)
