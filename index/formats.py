"""The raw article or articles of a file, by its extension: text, Markdown, HTML, PDF, Word, JSON lines, mail."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.bylines import is_person
from index.decoding import decode
from index.errors import BadInput
from index.fields import Fields
from index.hidden import VisibleText
from index.pages import read_page
from index.pdf import read_pdf
from index.raw import MAX_BINARY_BYTES, PARSER_FAULTS, RawArticle, reason
from index.word import read_docx

MAX_TEXT_BYTES = 20_000_000  # of a text file, or of one line of a .jsonl
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.I)

Warn = Callable[[str], None]  # told of what is wrong with a part of a file that is read all the same


def read_raw(path: Path, warn: Warn) -> Iterator[RawArticle]:
    """Read a file's articles, in order; raises BadInput, and OSError as the system does."""
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        yield from _read_lines(path, warn)
        return
    limit = MAX_BINARY_BYTES if suffix in (".pdf", ".docx") else MAX_TEXT_BYTES
    size = path.stat().st_size
    if size == 0:
        raise BadInput("is empty")
    if size > limit:
        raise BadInput(
            f"is {size // 1_000_000} MB, more than the {limit // 1_000_000} MB an article may have: split it"
        )
    raw = path.read_bytes()
    try:
        article = _READERS[suffix](raw, warn)
    except PARSER_FAULTS as error:
        raise BadInput(f"is not a {suffix} file that can be read ({reason(error)}): save it anew") from error
    yield replace(article, sha256=_sha256(raw))


def _read_txt(raw: bytes, warn: Warn) -> RawArticle:
    return RawArticle(decode(raw))


def _read_md(raw: bytes, warn: Warn) -> RawArticle:
    text = decode(raw)
    stated = Fields()
    if front := _FRONT_MATTER.match(text):
        text = text[front.end() :]
        stated = _front_matter(front[1], warn)
    blocks, heading = _markdown_blocks(text)
    return RawArticle("\n\n".join(blocks), stated=stated.over(Fields(title=heading)))


def _read_html(raw: bytes, warn: Warn) -> RawArticle:
    return read_page(decode(raw))


def _read_pdf(raw: bytes, warn: Warn) -> RawArticle:
    return read_pdf(raw)


def _read_docx(raw: bytes, warn: Warn) -> RawArticle:
    return read_docx(raw)


def _read_eml(raw: bytes, warn: Warn) -> RawArticle:
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("html", "plain")) if isinstance(message, EmailMessage) else None
    if body is None:
        raise BadInput("is a mail without a text part")
    part = body.get_payload(decode=True)
    if not isinstance(part, bytes) or not part.strip():
        raise BadInput("is a mail whose text part is empty")
    text = _part_text(part, body.get_content_charset())
    article = read_page(text) if body.get_content_subtype() == "html" else RawArticle(text)
    return replace(article, stated=_mail_fields(message).over(article.stated))


_READERS: dict[str, Callable[[bytes, Warn], RawArticle]] = {
    ".txt": _read_txt,
    ".md": _read_md,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".eml": _read_eml,
}
SUFFIXES = (*_READERS, ".jsonl")


def _front_matter(source: str, warn: Warn) -> Fields:
    try:
        stated = yaml.load(source, Loader=yaml.BaseLoader)  # strings only: dates stay as written
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 2}" if mark else "its front matter"
        warn(f"{where}: front matter is not valid YAML; the article is read without it")
        return Fields()
    if stated and not isinstance(stated, dict):
        warn("its front matter holds no `key: value` lines; the article is read without it")
        return Fields()
    return Fields.from_mapping(stated or {})


def _markdown_blocks(text: str) -> tuple[list[str], str | None]:
    """Return the text of each Markdown block without its marks, and the heading that opens the article.

    What HTML in it hides is left out.
    """
    blocks: list[str] = []
    html = VisibleText()
    heading: str | None = None
    opened = ""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "inline":
            block = _inline_text(token, html)
            if opened == "h1" and not blocks:
                heading = " ".join(block.split())
            blocks.append(block)
        elif token.type in ("fence", "code_block") and not html.hidden:
            blocks.append(token.content)
        elif token.type == "html_block":
            blocks.append(html.read(token.content))
        opened = token.tag
    return [block for block in blocks if block.strip()], heading


def _inline_text(token: Token, html: VisibleText) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    kept = []
    for child in token.children or ():
        if child.type == "html_inline":
            html.read(child.content)
        elif child.type != "image" and not html.hidden:
            kept.append(breaks.get(child.type, child.content))
    return "".join(kept)


def _part_text(raw: bytes, charset: str | None) -> str:
    """Decode a mail's part by the character set that it names, or by looking where that one is wrong."""
    try:
        return raw.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(raw)


def _mail_fields(message: EmailMessage) -> Fields:
    sent = getattr(message["Date"], "datetime", None)
    senders = getattr(message["From"], "addresses", ())
    names = tuple(sender.display_name for sender in senders if sender.display_name)
    people = tuple(name for name in names if is_person(name))
    return Fields(
        title=_FORWARDED.sub("", " ".join(str(message["Subject"] or "").split())) or None,
        published=sent.isoformat() if sent else None,
        authors=people,
        outlet=next((name for name in names if name not in people), None),
    )


def _read_lines(path: Path, warn: Warn) -> Iterator[RawArticle]:
    """Read an article a line; a line that is none is named to `warn`, and the rest is read."""
    number = 0
    with path.open("rb") as file:
        while line := file.readline(MAX_TEXT_BYTES + 1):
            number += 1
            if len(line) > MAX_TEXT_BYTES and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = file.readline(MAX_TEXT_BYTES)
                warn(f"line {number} is longer than {MAX_TEXT_BYTES // 1_000_000} MB: split it")
            elif line.strip():
                try:
                    yield _parse_line(line, number)
                except BadInput as error:
                    warn(f"line {number} {error}")
    if number == 0:
        raise BadInput("is empty")


def _parse_line(line: bytes, number: int) -> RawArticle:
    try:
        stated = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"is not valid JSON ({error})") from error
    if not isinstance(stated, dict):
        raise BadInput("is not a JSON object: write {…} with the keys title and text")
    text = next((stated[key] for key in ("text", "body", "content") if isinstance(stated.get(key), str)), "")
    if not text.strip():
        raise BadInput("has no text: give it a key `text` that is not empty")
    return RawArticle(text, sha256=_sha256(line.strip()), stated=Fields.from_mapping(stated), line=number)


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
