"""Adding and removing articles over HTTP: what is asked afterwards is answered from the new archive."""

import os
from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.store import writing
from tests.answering import ARTICLES, assistant_of, make_index, write_articles
from tests.serving import client_of

FERRY = b"---\ntitle: Ferry to Ost sails again\noutlet: Coast Wire\n---\nThe ferry to Ost sails again.\n"
SALT = b"---\ntitle: Salt is cheap\n---\nTraders in Velm said that salt is cheap this year.\n"


@pytest.fixture
def assistant(tmp_path):
    return assistant_of(make_index(tmp_path), "The ferry to Ost sails again.")


@pytest.fixture
def client(assistant):
    return client_of(assistant)


def send(client, *files):
    return client.post("/v1/documents", files=[("files", file) for file in files])


def uploads(assistant):
    return sorted(path.name for path in (Path(assistant.index.info.path) / "uploads").iterdir())


def test_an_article_that_was_added_answers_at_once_and_one_removed_no_more(client, assistant):
    added = send(client, ("ferry.md", FERRY))
    assert added.status_code == 201
    assert added.json() == {"files": [{"file": "ferry.md", "documents": ["ferry"], "problem": None}]}
    answer = client.post("/v1/ask", json={"question": "Does the ferry to Ost sail?"}).json()
    assert answer["citations"][0]["document_id"] == "ferry"
    assert client.get("/v1/documents/ferry").json()["title"] == "Ferry to Ost sails again"
    assert client.get("/health").json()["documents"] == 4
    assert client.delete("/v1/documents/ferry").json() == {"id": "ferry"}
    assert client.get("/v1/documents/ferry").status_code == 404
    assert client.delete("/v1/documents/ferry").status_code == 404
    assert client.get("/health").json()["documents"] == 3
    assert uploads(assistant) == []


def test_questions_under_way_keep_the_archive_they_began_with(client, assistant):
    under_way = assistant.stream("Does the ferry to Ost sail?")
    next(under_way)
    send(client, ("ferry.md", FERRY))
    consulted = {read.document_id for read in list(under_way)[-1].answer.consulted}
    assert "ferry" not in consulted
    assert assistant.index.document("ferry").title == "Ferry to Ost sails again"


def test_each_file_has_its_own_outcome(client, assistant):
    files = [("ferry.md", FERRY), ("empty.txt", b""), ("tune.mp3", b"x"), ("metadata.csv", b"file,id\n"), ("..", b"x")]
    outcomes = send(client, *files).json()["files"]
    assert [(item["file"], item["documents"]) for item in outcomes] == [
        ("ferry.md", ["ferry"]), ("empty.txt", []), ("tune.mp3", []), ("metadata.csv", []), ("..", []),
    ]  # fmt: skip
    assert outcomes[1]["problem"] == "is empty"
    assert "not of a format that is read" in outcomes[2]["problem"]
    assert "front matter" in outcomes[3]["problem"]
    assert "name" in outcomes[4]["problem"]
    assert uploads(assistant) == ["ferry.md"]


def test_where_nothing_was_added_the_request_failed(client):
    response = send(client, ("tune.mp3", b"x"))
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "nothing_added"
    assert response.json()["error"]["message"].startswith("tune.mp3: is not of a format")
    assert client.post("/v1/documents", files={"other": ("a.md", FERRY)}).status_code == 422
    assert client.post("/v1/documents", data={"files": "text"}).status_code == 422


@pytest.mark.parametrize(
    "name", ["../../ferry.md", "/etc/ferry.md", r"..\..\ferry.md", r"C:\news\ferry.md", ".ferry.md", "a/../ferry.md"]
)
def test_a_name_cannot_leave_the_folder(client, assistant, name):
    before = {path for path in Path(assistant.index.info.path).parent.rglob("*") if "uploads" not in path.parts}
    assert send(client, (name, FERRY)).json()["files"][0]["file"] == "ferry.md"
    after = {path for path in Path(assistant.index.info.path).parent.rglob("*") if "uploads" not in path.parts}
    assert {path for path in after - before if path.suffix == ".md"} == set()
    assert uploads(assistant) == ["ferry.md"]


def test_a_link_in_the_folder_is_not_written_through(client, assistant, tmp_path):
    folder = Path(assistant.index.info.path) / "uploads"
    folder.mkdir()
    (folder / "ferry.md").symlink_to(tmp_path / "outside.md")
    assert send(client, ("ferry.md", FERRY)).status_code == 422
    assert not (tmp_path / "outside.md").exists()


def test_nobodys_article_takes_the_place_of_anothers(client):
    send(client, ("ferry.md", FERRY))
    again = send(client, ("ferry.md", SALT), ("salt.md", SALT)).json()["files"]
    assert "was uploaded before" in again[0]["problem"]
    assert again[1]["documents"] == ["salt"]
    same_id = send(client, ("quay.md", SALT))
    assert same_id.status_code == 422
    assert "has the id 'quay'" in same_id.json()["error"]["message"]
    stated = send(client, ("new.md", b"---\nid: ferry\n---\nOther words."))
    assert "has the id 'ferry'" in stated.json()["error"]["message"]
    assert client.get("/v1/documents/ferry").json()["title"] == "Ferry to Ost sails again"


def test_an_index_that_another_writes_to_is_left_alone(client, assistant):
    with writing(Path(assistant.index.info.path)):
        busy = send(client, ("ferry.md", FERRY))
        removing = client.delete("/v1/documents/quay")
    for response in (busy, removing):
        assert (response.status_code, response.json()["error"]["code"]) == (409, "index_busy")
        assert str(os.getpid()) in response.json()["error"]["message"]
    assert uploads(assistant) == []
    assert client.get("/v1/documents/quay").status_code == 200


def test_an_index_that_cannot_be_written_says_so(client, assistant):
    (Path(assistant.index.info.path) / "uploads").write_text("in the way")
    response = send(client, ("ferry.md", FERRY))
    assert (response.status_code, response.json()["error"]["code"]) == (503, "unavailable")
    assert "see to its folder" in response.json()["error"]["message"]


def test_an_index_changed_by_another_program_counts_at_once(client, tmp_path, encoder):
    articles = write_articles(
        tmp_path / "articles", {"ferry": ("Ferry sails", "Coast Wire", date(2024, 8, 1), "It sails.")}
    )
    build(articles, tmp_path / "index", encoder)
    assert client.get("/v1/documents").json()["total"] == 4
    assert client.post("/v1/search", json={"query": "ferry sails", "k": 1}).json()["hits"][0]["document_id"] == "ferry"
    (tmp_path / "index" / "readout.db").unlink()
    assert (client.get("/health").status_code, client.get("/health").json()["status"]) == (503, "failed")


def test_uploads_stay_when_the_archive_is_built_again(client, assistant, tmp_path, encoder):
    send(client, ("ferry.md", FERRY))
    build(write_articles(tmp_path / "articles", ARTICLES), tmp_path / "index", encoder)
    assistant.renew()
    assert client.get("/v1/documents/ferry").status_code == 200
