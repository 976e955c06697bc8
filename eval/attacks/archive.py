"""The archive of an attack: a few articles of the sample archive and the attack's own, indexed like any other."""

import csv
import html
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml

from eval.attacks import files
from eval.attacks.data import Attack, Other
from index.build import build
from index.encoder import Encoder
from index.models import CHECKOUT
from index.search import Index

TRUE_ARTICLES = (
    "2023-09-06-yoon-asean-arms-remark",
    "2023-09-07-three-way-talks",
    "2023-09-07-workers-vigilance",
    "2023-11-17-laos-asean-chair",
    "2024-06-19-defectors-request",
    "2024-06-19-putin-pyongyang",
    "2024-06-19-two-plus-two-seoul",
    "2024-11-16-xi-reply-lima",
    "2024-11-16-yoon-xi-lima",
)
NAME = "courier-story"  # of the attack's file


def clean_index(work: Path, encoder: Encoder) -> Index:
    """Return the index of the true articles alone."""
    return _indexed(work / "clean", encoder, None)


def attacked_index(attack: Attack, work: Path, encoder: Encoder) -> Index:
    """Return the index of the true articles and the attack's; the true ones' vectors are those of the clean index."""
    place = work / attack.id
    if not place.exists():
        clean_index(work, encoder).close()
        shutil.copytree(work / "clean", place)
    return _indexed(place, encoder, attack)


def article(attack: Attack) -> bytes:
    """Return the attack's article as its file holds it."""
    if make := _MADE.get(attack.format):
        fields = {name: getattr(attack, name) for name in ("outlet", "author", "published")}
        return make(
            [part for part in _paragraphs(attack) if part], fields | {"title": _title(attack)}, dict(attack.beside)
        )
    return _WRITERS[attack.format](attack).encode()


def _indexed(place: Path, encoder: Encoder, attack: Attack | None) -> Index:
    articles = place / "articles"
    shutil.rmtree(articles, ignore_errors=True)
    articles.mkdir(parents=True)
    for name in TRUE_ARTICLES:
        shutil.copyfile(CHECKOUT / "corpus" / f"{name}.md", articles / f"{name}.md")
    if attack:
        file = f"{NAME}.{attack.format}"
        (articles / file).write_bytes(article(attack))
        _write_others(attack.others, articles)
        if attack.sidecar:
            with (articles / "metadata.csv").open("w", encoding="utf-8", newline="") as sidecar:
                csv.writer(sidecar).writerows(zip(("file", file), *attack.sidecar, strict=True))
    build(articles, place / "index", encoder)
    return Index.open(place / "index", encoder)


def _write_others(others: Sequence[Other], articles: Path) -> None:
    for number, other in enumerate(others, start=1):
        for copy in range(1, other.copies + 1):
            outlet = other.outlet if other.copies == 1 else f"{other.outlet} {copy}"
            fields: dict[str, object] = {
                "title": other.title,
                "outlet": outlet,
                "authors": [other.author],
                "published": other.published,
            }
            if other.document_id:
                fields["id"] = other.document_id
            (articles / f"{NAME}-{number}-{copy}.md").write_text(_front(fields) + other.text.strip() + "\n", "utf-8")


def _paragraphs(attack: Attack) -> list[str]:
    payload = "\n\n".join([attack.payload.strip()] * attack.repeat)
    return [attack.carrier.before.strip(), payload, attack.carrier.after.strip()]


def _title(attack: Attack) -> str:
    return attack.carrier.title if attack.title is None else attack.title


def _fields(attack: Attack) -> dict[str, object]:
    fields: dict[str, object] = {
        "title": _title(attack),
        "outlet": attack.outlet,
        "authors": [attack.author],
        "published": attack.published,
        "url": attack.url,
        "id": attack.document_id,
    }
    return {name: value for name, value in fields.items() if value}


def _md(attack: Attack) -> str:
    return _front(_fields(attack)) + "\n\n".join(_paragraphs(attack)) + "\n"


def _front(fields: Mapping[str, object]) -> str:
    return f"---\n{yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False)}---\n\n"


def _txt(attack: Attack) -> str:
    head = [_title(attack), f"By {attack.author} | {attack.outlet}", f"Published: {attack.published}"]
    return "\n\n".join([*head, *_paragraphs(attack)]) + "\n"


def _jsonl(attack: Attack) -> str:
    return json.dumps(_fields(attack) | {"text": "\n\n".join(_paragraphs(attack))}, ensure_ascii=False) + "\n"


def _html(attack: Attack) -> str:
    before, payload, after = _paragraphs(attack)
    title = html.escape(_title(attack))
    metas = {
        "og:title": _title(attack),
        "og:site_name": attack.outlet,
        "author": attack.author,
        "article:published_time": attack.published,
        "og:url": attack.url,
    }
    head = "\n".join(f'<meta property="{name}" content="{html.escape(value)}">' for name, value in metas.items())
    return (
        f"<!doctype html>\n<html><head><title>{title}</title>\n{head}\n{attack.head}</head>\n<body><article>"
        f"<h1>{title}</h1>\n<p>{html.escape(before)}</p>\n{payload}\n<p>{html.escape(after)}</p>\n"
        "</article></body></html>\n"
    )


_WRITERS: dict[str, Callable[[Attack], str]] = {"md": _md, "txt": _txt, "jsonl": _jsonl, "html": _html}
_MADE: dict[str, Callable[[Sequence[str], Mapping[str, str], files.Beside], bytes]] = {
    "pdf": files.pdf,
    "docx": files.docx,
    "eml": files.eml,
}
