"""From bytes to text: UTF-8 where it is valid, else what a byte order mark or charset-normalizer says."""

import codecs
import re

from charset_normalizer import from_bytes

from index.errors import BadInput

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"{\\rtf": "a rich-text document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_FEW_CONTROLS = 8  # stray control characters are dropped; more than these, and than one in a hundred, is a binary
_SAMPLE_BYTES = 65536


def decode(raw: bytes) -> str:
    """Return the text that `raw` encodes; raises BadInput where it is not text."""
    for signature, kind in _SIGNATURES.items():
        if raw.startswith(signature):
            raise BadInput(f"is {kind} by its content, not text: give it the extension of its format")
    text = _decoded(raw)
    controls = len(_CONTROLS.findall(text))
    if controls > _FEW_CONTROLS and controls > len(text) / 100:
        raise BadInput("is binary, not text: remove it or save it as UTF-8 text")
    return text


def _decoded(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    if wide := _unmarked_utf16(raw):
        return raw.decode(wide, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw)


def _unmarked_utf16(raw: bytes) -> str | None:
    """Return the byte order of UTF-16 without its mark, in which Latin text has a zero in every other byte."""
    sample = raw[:_SAMPLE_BYTES]
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if len(sample) >= 8 and zeros.count(0) > 0.7 * len(zeros) and letters.count(0) < 0.1 * len(letters):
            return encoding
    return None


def _guessed(raw: bytes) -> str:
    matches = from_bytes(raw)
    best = matches.best()
    if best is None:
        raise BadInput("is in no encoding that can be recognised, or not text: save it as UTF-8")
    windows = next((match for match in matches if "cp1252" in match.could_be_from_charset), None)
    # The Western code pages agree on most letters: Windows' own is the usual one where it fits as well.
    fits = windows is not None and windows.chaos <= best.chaos and windows.coherence >= best.coherence
    return raw.decode("cp1252" if fits else best.encoding, errors="replace")
