"""Over HTTP with the default models over the sample archive: ask, stream, chat, and verify what was answered."""

import json
import subprocess
import sys

import httpx
import openai
import pytest

from index.models import CHECKOUT
from rag import Assistant
from tests.serving import events_of, served

pytestmark = pytest.mark.models
QUESTION = "What did Xi say at APEC?"
ANOTHER = "Who headed China's side at the two plus two talks?"  # one asked again is given its answer without checks


@pytest.fixture(scope="module")
def url():
    with served(Assistant.load()) as url:
        yield url


def verified(path, value):
    """Have a JSON value checked by the command line, without a model; what it says."""
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "rag", "verify", str(path)]
    run = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=300, check=False)
    return run.returncode, run.stdout


def test_an_answer_over_http_verifies(url, tmp_path):
    answer = httpx.post(f"{url}/v1/ask", json={"question": QUESTION}, timeout=300).json()
    assert answer["status"] == "answered"
    code, said = verified(tmp_path / "answer.json", answer)
    assert code == 0, said
    assert "everything holds" in said
    answer["citations"][0]["cited_text"] += "!"
    assert verified(tmp_path / "altered.json", answer)[0] != 0


def test_a_stream_ends_with_an_answer_that_verifies(url, tmp_path):
    body = {"question": ANOTHER, "stream": True}
    events = events_of(httpx.post(f"{url}/v1/ask", json=body, timeout=300).text)
    names = [name for name, _ in events]
    assert names[:2] == ["understood", "found"]
    assert {"drafted", "checked"} < set(names)
    assert names[-1] == "answer"
    assert verified(tmp_path / "answer.json", json.loads(events[-1][1]))[0] == 0


def test_a_chat_completion_verifies_as_it_is(url, tmp_path):
    client = openai.OpenAI(base_url=f"{url}/v1", api_key="unused", timeout=300)
    made = client.chat.completions.create(model="readout", messages=[{"role": "user", "content": QUESTION}])
    assert "[1]" in made.choices[0].message.content
    code, said = verified(tmp_path / "completion.json", made.to_dict())
    assert code == 0, said


def test_what_the_archive_does_not_say_is_a_message_with_the_reason(url):
    question = "Who won the football World Cup in 2022?"
    answer = httpx.post(f"{url}/v1/ask", json={"question": question}, timeout=300).json()
    assert answer["status"] == "abstained"
    assert answer["citations"] == []
