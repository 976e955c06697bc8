"""The words of a made-up report, and files of each format that carry them."""

import io

REPORT = (
    "The harbour council voted on Monday to widen the northern quay, a step that engineers say will let larger grain "
    "ships dock before the end of winter."
)
SPEECH = (
    "“We have waited long enough,” council leader Ana Ruiz said after the vote, adding that work would begin in spring."
)
TITLE = "Council votes to widen northern quay"
PLAIN = f"{TITLE}\n\n{REPORT}\n\n{SPEECH}\n"


def pdf_of(pages, info=""):
    """Return a PDF whose pages are lists of lines of Latin text, each set on a line of its own."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(
            f"({line}) Tj T*\n" for line in (text.replace("(", r"\(").replace(")", r"\)") for text in lines)
        )
        stream = f"BT /F1 11 Tf 40 780 Td 14 TL\n{shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    objects.append(f"<< {info} >>")
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer << /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()
