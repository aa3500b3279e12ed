"""PDFs of one page written object by object, for what printing libraries do not draw: odd fonts, nested forms, cropped pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_PAGE_OBJECT = 3


def written_pdf(
    content: str, *, fonts: Mapping[str, str] | None = None, page: str = "", more: Sequence[str] = (), resources: str = ""
) -> bytes:
    """A PDF with one page of 612 by 792 points.

    `content` are its drawing operators, `fonts` the font dictionaries by name (F1 is Helvetica), `page` further entries of its
    dictionary. `more` are further objects, numbered from 10 on; `resources` further entries of the page's resources.
    """
    used = {"F1": HELVETICA, **(fonts or {})}
    names = " ".join(f"/{name} {font}" for name, font in used.items())
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{_PAGE_OBJECT} 0 R] /Count 1 >>",
        _PAGE_OBJECT: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {page} /Contents 4 0 R"
        f" /Resources << /Font << {names} >> {resources} >> >>",
        4: stream("", content),
        **dict(enumerate(more, 10)),
    }
    out = bytearray(b"%PDF-1.4\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    size, start = max(objects) + 1, len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += (f"{places[number]:010} 00000 n \n" if number in places else "0000000000 65535 f \n").encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(entries: str, content: str) -> str:
    """A stream object with further entries in its dictionary."""
    return f"<< {entries} /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def shown(text: str, x: float = 72, y: float = 700, font: str = "F1", size: float = 10, before: str = "") -> str:
    """Operators that show one string in parentheses; `before` are operators of text state."""
    return f"BT /{font} {size} Tf {before} 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"
