"""Nothing later than the day of a question reaches its answer, be it by search, statistics, prompt, memory or zone."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from index.build import build
from index.data import Filter, Hit
from index.passages import passages
from index.search import Index
from index.store import Indexed, Store, writing
from rag.asked_time import preferred, understand
from rag.question import Asked, parts_of
from tests.answering import ARTICLES, Replays, assistant_of, make_index
from tests.conftest import HashedWords, make_document

BOUND = date(2024, 11, 15)
SECOND = timedelta(seconds=1)
HOURS = (-11, -8, -5, 0, 1, 5.5, 9, 14)
QUESTION = "What did the canary sing in Holm?"


def canaries() -> dict[str, datetime]:
    """Articles a second before and after midnight, by the clocks of several zones."""
    times = {}
    for hours in HOURS:
        midnight = datetime(2024, 11, 16, tzinfo=timezone(timedelta(hours=hours)))
        for name, moment in (("before", midnight - SECOND), ("after", midnight)):
            offset = f"{hours:+}".replace("+", "p").replace("-", "m").replace(".", "h")
            times[f"{name}-{offset}"] = moment
    return times


def after_the_day(moment: datetime) -> bool:
    """Whether it is past the day of the question where the article appeared, or in UTC."""
    return max(moment.date(), moment.astimezone(UTC).date()) > BOUND


def stated(moment: datetime, name: str) -> tuple[str, str]:
    """The article as a file of one of three kinds, each of which states the time in its own way."""
    text = f"The canary {name} sang in Holm of things to come."
    if len(name) % 3 == 0:
        return ".md", f"---\ntitle: The canary {name}\npublished: {moment.isoformat()}\n---\n{text}\n"
    if len(name) % 3 == 1:
        return ".txt", f"The canary {name}\n\nPublished: {moment:%B %d, %Y %H:%M:%S %z}\n\n{text}\n"
    meta = f'<meta property="article:published_time" content="{moment.isoformat()}">'
    page = f"<html><head><title>The canary {name}</title>{meta}</head><body><article>"
    return ".html", f"{page}<h1>The canary {name}</h1><p>{text}</p><p>{text}</p></article></body></html>"


@pytest.fixture(scope="module")
def aviary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("aviary")
    (folder / "articles").mkdir()
    for name, moment in canaries().items():
        suffix, text = stated(moment, name)
        (folder / "articles" / f"{name}{suffix}").write_text(text, encoding="utf-8")
    build(folder / "articles", folder / "index", HashedWords())
    with Index.open(folder / "index", HashedWords()) as index:
        yield index


def test_canaries_a_second_after_the_day_are_not_seen_in_any_zone(aviary: Index) -> None:
    late = {name for name, moment in canaries().items() if after_the_day(moment)}
    assert {entry.id for entry in aviary.documents()} == set(canaries())
    assert {entry.id for entry in aviary.documents(Filter(as_of=BOUND))} == set(canaries()) - late
    assert not {"before-p0", "before-p9", "before-p14"} & late
    assert {
        "after-p9",
        "after-m5",
        "before-m5",
        "after-p0",
    } <= late  # before midnight in New York, it is past it in UTC
    answer = assistant_of(aviary, "It sang.").ask(QUESTION, as_of=BOUND)
    assert not {passage.document_id for passage in answer.consulted} & late
    assert answer.coverage.documents == len(canaries()) - len(late)


WORDS = "salt ship mayor fair storm quay vote crowd Holm Orn summit talks strike harbour festival".split()


def article(number: int, choose: random.Random) -> tuple[str, date]:
    words = [choose.choice(WORDS) for _ in range(choose.randint(4, 30))]
    return f"{' '.join(words).capitalize()} {number}.", date(2024, 1, 1) + timedelta(days=choose.randrange(120))


def asked(choose: random.Random) -> str:
    what = f"What of the {choose.choice(WORDS)} and {choose.choice(WORDS)}"
    when = choose.choice(["", " last week", " at the summit in Holm", " before the festival", " in March", " recently"])
    return f"{what}{when}?"


def all_that_is_made_of_it(index: Index, question: str, where: Filter) -> tuple[object, ...]:
    """What the question is taken to mean, and what is found for it."""
    (times,) = understand(Asked(question, question, parts_of(question)), index, where)
    return times, [comparable(hit) for hit in index.search(question, 10, where, preferred(times))]


def comparable(hit: Hit) -> Hit:
    return replace(hit, score=round(hit.score, 6), similarity=round(hit.similarity, 6))


def test_a_thousand_questions_as_of_random_days_see_an_archive_that_ends_with_that_day(tmp_path: Path) -> None:
    """Each finds the same, with the same scores, as in an archive to which nothing later was ever added."""
    choose, encoder = random.Random(15), HashedWords()
    articles = sorted((article(number, choose) for number in range(60)), key=lambda one: one[1])
    questions = [(asked(choose), date(2024, 1, 1) + timedelta(days=choose.randrange(121))) for _ in range(1000)]
    growing: dict[tuple[str, date], tuple[object, ...]] = {}
    with writing(tmp_path), Store.create(tmp_path, encoder, "") as store:
        last = date(2024, 1, 1)
        for number, (text, day) in enumerate([*articles, ("", date(2025, 1, 1))]):
            due = [(question, bound) for question, bound in questions if last <= bound < day]
            with Index.open(tmp_path, encoder) as index:
                growing |= {
                    (question, bound): all_that_is_made_of_it(index, question, Filter(as_of=bound))
                    for question, bound in due
                }
            if text:
                document = make_document(f"a{number:02}", text, day)
                store.put([Indexed(document, passages(document), encoder.encode([text]))], {}, encoder.encode)
            last = day
    with Index.open(tmp_path, encoder) as whole:
        assert len(whole.documents()) == 60
        leaks = [
            key
            for key, before in growing.items()
            if all_that_is_made_of_it(whole, key[0], Filter(as_of=key[1])) != before
        ]
    assert len(growing) > 900  # some are asked twice
    assert leaks == []


def told(index: Index, history: tuple[object, ...], as_of: date | None) -> str:
    """What the model is given to complete a follow-up."""
    generator = Replays(["What did Ida Roth say?", "No."])
    assistant = assistant_of(index)
    assistant.generator = generator
    assistant.ask("And what did she say?", history=history, as_of=as_of)
    return generator.asked[0]


def test_an_earlier_answer_that_knew_more_is_not_remembered(tmp_path: Path) -> None:
    question, answer, may = "Who spoke?", "Carl Moss of the union spoke.", date(2024, 5, 31)
    with make_index(tmp_path) as index:
        assert answer in told(index, ((question, answer),), None)
        assert answer in told(index, ((question, answer, may),), may)
        assert answer in told(index, ((question, answer, may),), date(2024, 6, 30))
        for known in ((question, answer), (question, answer, None), (question, answer, date(2024, 6, 30))):
            prompt = told(index, (known,), may)
            assert question in prompt
            assert answer not in prompt


def test_the_prompt_of_a_question_is_that_of_an_archive_that_ends_with_its_day(tmp_path: Path) -> None:
    day = date(2024, 5, 3)
    early = {name: article for name, article in ARTICLES.items() if article[2] <= day}
    assert 0 < len(early) < len(ARTICLES)
    prompts = []
    for name, articles in (("whole", ARTICLES), ("early", early)):
        (tmp_path / name).mkdir()
        with make_index(tmp_path / name, articles) as index:
            assistant = assistant_of(index, "No.")
            assistant.ask("What did Ida Roth say about the ships, and what did Carl Moss say?", as_of=day)
            prompts.append(assistant.generator.asked)
    assert prompts[0] == prompts[1] != []
