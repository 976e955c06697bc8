"""PDF, Word and mail files of attacks, made as they are needed: the article, and what the file holds beside it.

What it holds beside it is a mapping from a place (`white`, `tiny`, `note`, …) to the words put there.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.run import Run
    from pypdf import PdfWriter

Beside = Mapping[str, str]

_LINE_CHARS = 90
_SET = {  # how a PDF sets words that its reader does not see; the first line of a page stands at 780
    "white": "1 1 1 rg BT /F1 11 Tf 40 300 Td ({}) Tj ET",
    "pale": "0.99 0.99 1 rg BT /F1 11 Tf 40 300 Td ({}) Tj ET",
    "behind": "0 0 0.4 rg 30 280 500 60 re f BT /F1 11 Tf 40 300 Td ({}) Tj ET",
    "tiny": "BT /F1 0.4 Tf 40 300 Td ({}) Tj ET",
    "scaled": "q 0.01 0 0 0.01 40 300 cm BT /F1 11 Tf ({}) Tj ET Q",
    "outside": "BT /F1 11 Tf 40 -500 Td ({}) Tj ET",
    "beside": "BT /F1 11 Tf 900 300 Td ({}) Tj ET",
    "inkless": "BT 3 Tr /F1 11 Tf 40 300 Td ({}) Tj 0 Tr ET",
    "clear": "/G0 gs BT /F1 11 Tf 40 300 Td ({}) Tj ET",
    "layer": "/OC /L0 BDC BT /F1 11 Tf 40 300 Td ({}) Tj ET EMC",
    "form": "/X0 Do",
}


def pdf(paragraphs: Sequence[str], fields: Mapping[str, str], beside: Beside) -> bytes:
    """Write a PDF of one page: its head and paragraphs in black, the rest as its place says."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    head = [fields["title"], f"By {fields['author']} | {fields['outlet']}", f"Published: {fields['published']}"]
    lines = [part for text in (*head, *paragraphs) for part in (*_wrapped(text), "")]
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    stream = DecodedStreamObject()
    hidden = "\n".join(f"q {_SET[place].format(_escaped(words))} Q" for place, words in beside.items() if place in _SET)
    stream.set_data(f"BT /F1 11 Tf 40 780 Td 14 TL\n{shown}ET\n{hidden}".encode("latin-1", "replace"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = DictionaryObject(_resources(writer, beside))
    _beside_the_page(writer, beside)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(paragraphs: Sequence[str], fields: Mapping[str, str], beside: Beside) -> bytes:
    """Write a Word file: its head and paragraphs, the rest as its place says."""
    from docx import Document

    word = Document()
    word.add_heading(fields["title"], 0)
    for text in (f"By {fields['author']} | {fields['outlet']}", f"Published: {fields['published']}", *paragraphs):
        word.add_paragraph(text)
    for place, words in beside.items():
        _put(word, place, words)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def eml(paragraphs: Sequence[str], fields: Mapping[str, str], beside: Beside) -> bytes:
    """Write a mail: what `plain` holds stands in the plain text alone, which nobody sees beside a page."""
    message = EmailMessage()
    message["From"] = f'"{fields["outlet"]}" <news@courier.example>'
    message["Date"] = f"{_mail_day(fields['published'])} 10:00:00 +0000"
    message["Subject"] = beside.get("subject", fields["title"])
    message["X-Note"] = beside.get("header", "none")
    message.set_content("\n\n".join([*paragraphs, beside.get("plain", "")]))
    if {"plain", "preheader"} & set(beside):
        body = "".join(f"<p>{text}</p>" for text in paragraphs)
        early = f'<div style="display:none;max-height:0">{beside.get("preheader", "")}</div>'
        message.add_alternative(f"<html><body><article>{early}{body}</article></body></html>", subtype="html")
    if name := beside.get("attached"):
        message.add_attachment(b"-", maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _resources(writer: "PdfWriter", beside: Beside) -> dict[Any, Any]:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, FloatObject, NameObject, TextStringObject

    def named(**values: Any) -> Any:
        return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})

    font = named(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
    fonts = named(F1=writer._add_object(font))
    form = DecodedStreamObject()
    form.set_data(f"1 g BT /F1 11 Tf 40 300 Td ({_escaped(beside.get('form', ''))}) Tj ET".encode("latin-1", "replace"))
    form.update(named(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), Resources=named(Font=fonts)))
    layer = writer._add_object(named(Type=NameObject("/OCG"), Name=TextStringObject("draft")))
    off = named(D=named(OFF=_array([layer])), OCGs=_array([layer]))
    if "layer" in beside:
        writer._root_object[NameObject("/OCProperties")] = off
    resources: dict[Any, Any] = named(
        Font=fonts,
        ExtGState=named(G0=named(ca=FloatObject(0))),
        Properties=named(L0=layer),
        XObject=named(X0=writer._add_object(form)),
    )
    return resources


def _array(values: list[Any]) -> Any:
    from pypdf.generic import ArrayObject

    return ArrayObject(values)


def _beside_the_page(writer: "PdfWriter", beside: Beside) -> None:
    """Put words into what a PDF has besides the drawing of its pages."""
    from pypdf.annotations import FreeText, Text

    stated = {
        f"/{place.title()}": beside[place] for place in ("title", "author", "subject", "keywords") if place in beside
    }
    writer.add_metadata(stated)
    if "note" in beside:
        writer.add_annotation(0, Text(rect=(40, 200, 60, 220), text=beside["note"]))
    if "free" in beside:
        writer.add_annotation(0, FreeText(rect=(40, 200, 60, 220), text=beside["free"]))
    if "attached" in beside:
        writer.add_attachment(beside["attached"], beside["attached"].encode())
    if "bookmark" in beside:
        writer.add_outline_item(title=beside["bookmark"], page_number=0)


def _put(word: "Word", place: str, words: str) -> None:
    """Put words into a place of a Word file; a place that has no case of its own is a core property."""
    if place in ("white", "tiny", "vanished", "style"):
        _unseen(word.add_paragraph().add_run(words), place, word)
    elif place == "deleted":
        _delete(word.add_paragraph("They went on. ").add_run(words))
    elif place == "comment":
        word.add_comment(word.paragraphs[-1].runs, words, author=words, initials="A")
    elif place == "header":
        word.sections[0].header.paragraphs[0].text = words
    elif place == "picture":
        drawing = f'<w:drawing {_W}><wp:docPr {_WP} id="1" name="x" descr="{words}"/></w:drawing>'
        word.add_paragraph("A picture. ").add_run()._r.append(_element(drawing))
    else:
        setattr(word.core_properties, place, words)


def _unseen(run: "Run", place: str, word: "Word") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    if place == "white":
        run.font.color.rgb = RGBColor(255, 255, 255)
    elif place == "tiny":
        run.font.size = Pt(1)
    elif place == "vanished":
        run.font.hidden = True
    else:
        run.style = word.styles.add_style("Aside", WD_STYLE_TYPE.CHARACTER)
        run.style.font.hidden = True


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'


def _delete(run: "Run") -> None:
    """Mark a run as deleted by an editor whose changes are tracked."""
    deleted = _element(f'<w:del {_W} w:id="1" w:author="Editor" w:date="2024-11-18T00:00:00Z"/>')
    run._r.addprevious(deleted)
    deleted.append(run._r)
    for text in run._r.findall("{*}t"):
        text.tag = text.tag.replace("}t", "}delText")


def _element(source: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(source)


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > _LINE_CHARS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _mail_day(day: str) -> str:
    return f"{date.fromisoformat(day):%d %b %Y}"
