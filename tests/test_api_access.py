"""Who may call, and how much: the token, the host, the page that calls."""

import base64

import pytest

import app
from desk.api.access import Access
from desk.api.limits import Allowance, Limits
from index.errors import BadInput
from tests.answering import assistant_of, make_index
from tests.serving import client_of

TOKEN = "correct-horse-battery-staple"


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


def basic(password):
    return {"authorization": "Basic " + base64.b64encode(f"anyone:{password}".encode()).decode()}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"authorization": f"Bearer {TOKEN}"}, 200),
        ({"authorization": f"bearer  {TOKEN}"}, 200),
        ({"authorization": f"Bearer {TOKEN}x"}, 401),
        ({"authorization": "Bearer"}, 401),
        ({"authorization": TOKEN}, 401),
        ({"authorization": "Bearer ümläut".encode("latin-1")}, 401),
        (basic(TOKEN), 200),
        (basic("wrong"), 401),
        ({"authorization": "Basic !!!"}, 401),
    ],
)
def test_the_token_is_needed_where_there_is_one(index, headers, status):
    client = client_of(assistant_of(index), access=Access(token=TOKEN))
    response = client.get("/v1/models", headers=headers)
    assert response.status_code == status
    assert (status == 401) == ("www-authenticate" in response.headers)
    assert client.get("/metrics", headers=headers).status_code == status
    assert client.get("/openapi.json", headers=headers).status_code == status
    assert client.get("/health").status_code == 200


def test_a_browser_is_asked_for_it_too(index):
    response = client_of(assistant_of(index), access=Access(token=TOKEN)).get("/")
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:7860", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:7860", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("127.0.0.1@evil.example", 403),
        ("[::1", 403),
        ("", 403),
    ],
)
def test_another_name_for_this_machine_is_refused(index, host, status):
    for path in ("/health", "/v1/models"):
        assert client_of(assistant_of(index)).get(path, headers={"host": host}).status_code == status


def test_beyond_this_machine_the_token_counts_and_not_the_name(index):
    client = client_of(assistant_of(index), access=Access("0.0.0.0", TOKEN))
    headers = {"host": "desk.example", "authorization": f"Bearer {TOKEN}"}
    assert client.get("/v1/models", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:7860", 200),
        ("http://evil.example", 403),
        ("http://127.0.0.1:9999", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_pages_of_other_addresses_may_not_call(index, origin, status):
    client = client_of(assistant_of(index))
    response = client.post("/v1/search", json={"query": "quay"}, headers={"origin": origin, "host": "127.0.0.1:7860"})
    assert response.status_code == status
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_a_page_elsewhere_cannot_add_an_article(index):
    client = client_of(assistant_of(index))
    files = {"files": ("a.md", b"Planted words.")}
    assert client.post("/v1/documents", files=files, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.get("/health").json()["documents"] == 3


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "desk.example"])
def test_listening_beyond_this_machine_needs_a_token(host):
    with pytest.raises(BadInput, match="READOUT_TOKEN"):
        Access(host)
    assert not Access(host, TOKEN).is_local


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_machine_needs_none(host):
    assert Access(host).is_local


@pytest.mark.parametrize("token", ["short", "", "ü" * 20])
def test_a_token_must_be_hard_to_guess(token):
    with pytest.raises(BadInput, match="at least 16 ASCII characters"):
        Access(token=token)


def test_the_program_refuses_to_start_beyond_this_machine_without_a_token(capsys, monkeypatch):
    monkeypatch.delenv("READOUT_TOKEN", raising=False)
    assert app.main(["--host", "0.0.0.0", "--port", "0"]) == 2
    assert "READOUT_TOKEN" in capsys.readouterr().err
    monkeypatch.setenv("READOUT_TOKEN", "short")
    assert app.main(["--port", "0"]) == 2
    assert "at least 16" in capsys.readouterr().err


def test_an_allowance_fills_again(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("desk.api.limits.time.monotonic", lambda: now[0])
    allowance = Allowance(Limits(burst=2, per_minute=30))
    assert [allowance.wait("a"), allowance.wait("a"), allowance.wait("b")] == [0, 0, 0]
    assert allowance.wait("a") == pytest.approx(2.0)
    now[0] += 1.5
    assert allowance.wait("a") == pytest.approx(0.5)
    now[0] += 0.5
    assert allowance.wait("a") == 0
    assert allowance.wait("a") > 0


def test_addresses_that_have_all_they_may_are_forgotten(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("desk.api.limits.time.monotonic", lambda: now[0])
    monkeypatch.setattr("desk.api.limits.MOST_CALLERS", 3)
    allowance = Allowance(Limits(burst=1, per_minute=60))
    for address in "abc":
        allowance.wait(address)
    now[0] = 1.0
    assert allowance.wait("d") == 0
    assert list(allowance._left) == ["d"]
