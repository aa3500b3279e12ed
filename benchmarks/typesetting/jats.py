"""Articles taken from JATS files, their callouts cleaned of brackets, commas and dashes: each style has its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from typesetting.article import Article, Figure, Heading, Item, Paragraph, Run, Runs, TableCell, TableFloat, Work, stripped

_LEFT_OUT = {
    "disp-formula",
    "inline-formula",
    "inline-graphic",
    "graphic",
    "media",
    "supplementary-material",
    "object-id",
    "tex-math",
    "alternatives",
    "fn",
    "hr",
}
_NUMBER = re.compile(r"[\[(]?\d+[\])]?")
_BETWEEN = re.compile(r"\s*([,;]|[-–—−])\s*")
_OPENS = re.compile(r"\s*([\[(])\s*$")
_CLOSES = re.compile(r"^\s*([\])])")
_FEWEST_NUMBERED = 0.95


def read_article(path: Path) -> Article | None:
    """The article of a JATS file; None when it has no body, or callouts that are not numbers, and so cannot be set in every way."""
    root = ElementTree.parse(path).getroot()
    body, front = root.find("body"), root.find("front/article-meta")
    if body is None or front is None or not _is_numbered(body):
        return None
    works = tuple(_work(ref) for ref in root.findall("back//ref"))
    order = [work.id for work in works]
    reader = _Reader(order)
    back = [item for tag in ("ack", "sec") for part in root.findall(f"back/{tag}") for item in reader.section(part, 1)]
    items = (*reader.inside(body, 1), *back)
    if len(works) < 5 or sum(isinstance(item, Paragraph) for item in items) < 8:
        return None
    return Article(
        name=path.stem,
        title=reader.runs(front.find("title-group/article-title")),
        authors=tuple(_authors(front)),
        places=tuple(_places(front)),
        journal=_said(root.find(".//journal-title")),
        year=_said(front.find("pub-date/year")),
        volume=_said(front.find("volume")),
        page=_said(front.find("fpage")) or _said(front.find("elocation-id")),
        doi=next((_said(found) for found in front.findall("article-id") if found.get("pub-id-type") == "doi"), ""),
        correspondence=_said(front.find(".//email")),
        abstract=tuple(item for part in front.findall("abstract")[:1] for item in reader.inside(part, 2)),
        body=items,
        works=works,
    )


def _is_numbered(body: Element) -> bool:
    said = [_said(xref) for xref in body.iter("xref") if xref.get("ref-type") == "bibr"]
    return len(said) > 5 and sum(_NUMBER.fullmatch(text) is not None for text in said) > _FEWEST_NUMBERED * len(said)


def _said(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _authors(front: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    for contrib in front.findall("contrib-group/contrib"):
        name = " ".join(filter(None, (_said(contrib.find("name/given-names")), _said(contrib.find("name/surname")))))
        marks = [_said(xref) or xref.get("rid", "").lstrip("IA") for xref in contrib.findall("xref") if xref.get("ref-type") == "aff"]
        if name:
            yield name, tuple(mark for mark in marks if mark)


def _places(front: Element) -> Iterator[tuple[str, str]]:
    for place, aff in enumerate(front.iter("aff"), 1):
        label = _said(aff.find("label")) or str(place)
        words = "".join((aff.text or "", *("".join(part.itertext()) + (part.tail or "") for part in aff if part.tag != "label")))
        if aff.find("label") is not None:
            words += aff.find("label").tail or ""  # type: ignore[union-attr]
        yield label, " ".join(words.split())


def _work(ref: Element) -> Work:
    names = [
        (_said(name.find("surname")), "".join(part[:1] for part in _said(name.find("given-names")).replace(".", " ").split()) or "")
        for name in ref.iter("name")
    ]
    first, last = _said(ref.find(".//fpage")), _said(ref.find(".//lpage"))
    return Work(
        id=ref.get("id", ""),
        authors=tuple(name for name in names if name[0]),
        title=_said(ref.find(".//article-title")),
        source=_said(ref.find(".//source")),
        year=_said(ref.find(".//year")),
        volume=_said(ref.find(".//volume")),
        pages=f"{first}–{last}" if first and last and first != last else first,
        doi=next((_said(found) for found in ref.iter("pub-id") if found.get("pub-id-type") == "doi"), ""),
        words=" ".join(_said(part) for part in ref if part.tag != "label"),
    )


class _Reader:
    """Goes through the body; callouts are cleaned of the brackets, commas and dashes around them, for each style has its own."""

    def __init__(self, order: Sequence[str]) -> None:
        self._order = {rid: place for place, rid in enumerate(order)}
        self._ids = list(order)

    def inside(self, element: Element, level: int) -> Iterator[Item]:
        for child in element:
            if child.tag in ("sec", "boxed-text"):
                yield from self.section(child, level)
            elif child.tag == "p":
                yield from self._paragraph(child, in_list=False)
            elif child.tag in ("list", "def-list"):
                for p in child.iter("p"):
                    yield from self._paragraph(p, in_list=True)
            elif child.tag in ("fig", "table-wrap"):
                yield from self._float(child)
            elif child.tag in ("fig-group", "table-wrap-group"):
                yield from self.inside(child, level)

    def section(self, element: Element, level: int) -> Iterator[Item]:
        title = element.find("title")
        words = self.runs(title)
        if words:
            yield Heading(tuple(run for run in words if not run.cited), level)
        elif element.tag == "ack":
            yield Heading((Run("Acknowledgements"),), level)
        yield from self.inside(element, level + 1)

    def _paragraph(self, element: Element, in_list: bool) -> Iterator[Item]:
        later = [child for child in element if child.tag in ("fig", "table-wrap", "list", "disp-quote", "table-wrap-group", "fig-group")]
        words = self.runs(element)
        if words:
            yield Paragraph(words, in_list)
        if later:
            holder = Element("sec")
            holder.extend(later)
            yield from self.inside(holder, 1)

    def _float(self, element: Element) -> Iterator[Item]:
        label = _said(element.find("label")).rstrip(".: ")
        caption = tuple(run for part in element.findall("caption/*") for run in (*self.runs(part), Run(" ")))
        if element.tag == "fig":
            if label and caption:
                yield Figure(label, stripped(caption))
            return
        table = element.find("table") if element.find("table") is not None else element.find("alternatives/table")
        if table is None or not label:
            return
        header = [row for row in (self._row(tr) for tr in table.findall("thead/tr")) if any(cell.runs for cell in row)]
        rows = [
            row for part in ("tbody/tr", "tr") for row in (self._row(tr) for tr in table.findall(part)) if any(cell.runs for cell in row)
        ]
        notes = tuple(filter(None, (self._note(part) for part in element.findall("table-wrap-foot/*"))))
        if rows:
            yield TableFloat(label, stripped(caption), len(header), (*header, *rows), notes)

    def _note(self, element: Element) -> Runs:
        return stripped(
            [run for part in ([element] if element.tag == "p" else element.findall("p")) for run in (*self.runs(part), Run(" "))]
        )

    def _row(self, row: Element) -> tuple[TableCell, ...]:
        return tuple(
            TableCell(self.runs(cell), max(1, int(cell.get("colspan", "1") or 1)), max(1, int(cell.get("rowspan", "1") or 1)))
            for cell in row
            if cell.tag in ("td", "th")
        )

    def runs(self, element: Element | None) -> Runs:
        """The print of an element; its callouts are joined where only commas and dashes stand between them."""
        if element is None:
            return ()
        return stripped(self._callouts(list(_one_space(self._pieces(element, Run())))))

    def _pieces(self, element: Element, look: Run) -> Iterator[Run]:
        if element.text:
            yield replace(look, text=element.text)
        for child in element:
            tag = child.tag
            if tag == "xref" and child.get("ref-type") == "bibr":
                known = tuple(rid for rid in child.get("rid", "").split() if rid in self._order)
                if known:
                    yield Run(cited=known)
            elif tag == "break":
                yield replace(look, text=" ")
            elif (
                isinstance(tag, str) and "MathML" not in tag and tag not in _LEFT_OUT and tag not in ("fig", "table-wrap", "list", "label")
            ):
                yield from self._pieces(child, _changed(look, tag, child))
            if child.tail:
                yield replace(look, text=child.tail)

    def _callouts(self, runs: list[Run]) -> list[Run]:
        joined: list[Run] = []
        i = 0
        while i < len(runs):
            run = runs[i]
            if not run.cited:
                joined.append(run)
                i += 1
                continue
            ids = list(run.cited)
            while i + 1 < len(runs) and (
                runs[i + 1].cited or (i + 2 < len(runs) and runs[i + 2].cited and _BETWEEN.fullmatch(runs[i + 1].text))
            ):
                step = 1 if runs[i + 1].cited else 2
                following = runs[i + step].cited
                if step == 2 and runs[i + 1].text.strip() in "-–—−":
                    ids += self._ids[self._order[ids[-1]] + 1 : self._order[following[0]]]
                ids += following
                i += step
            joined.append(Run(cited=tuple(dict.fromkeys(ids))))
            i += 1
        return _without_brackets(joined)


def _changed(look: Run, tag: str, element: Element) -> Run:
    if tag in ("bold", "b"):
        return replace(look, bold=True)
    if tag in ("italic", "i"):
        return replace(look, italic=True)
    if tag in ("sup", "sub"):
        holds = any(xref.get("ref-type") == "bibr" for xref in element.iter("xref"))
        return look if holds else replace(look, raised=1 if tag == "sup" else -1)
    return look


def _without_brackets(runs: list[Run]) -> list[Run]:
    """The runs without the brackets around callouts and the spaces before them."""
    kept: list[Run] = []
    for i, run in enumerate(runs):
        if run.cited:
            while kept and not kept[-1].cited and not kept[-1].text.strip():
                kept.pop()
            if kept and not kept[-1].cited:
                kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
            kept.append(run)
            continue
        text = run.text
        if i + 1 < len(runs) and runs[i + 1].cited and _OPENS.search(text) and _closed(runs, i + 2):
            text = _OPENS.sub("", text)
        if i >= 2 and runs[i - 1].cited and _CLOSES.match(text) and _OPENS.search(runs[i - 2].text):
            text = _CLOSES.sub("", text)
        if text:
            kept.append(replace(run, text=text))
    return kept


def _closed(runs: list[Run], i: int) -> bool:
    return i < len(runs) and _CLOSES.match(runs[i].text) is not None


def _one_space(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs with single spaces, none twice over the border of two runs, neighbours in the same print joined."""
    before: Run | None = None
    spaced = True
    for run in runs:
        if run.cited:
            if before is not None:
                yield before
            before, spaced = None, False
            yield run
            continue
        text = re.sub(r"\s+", " ", run.text)
        if spaced:
            text = text.lstrip(" ")
        if not text:
            continue
        spaced = text.endswith(" ")
        if before is not None and replace(before, text="") == replace(run, text=""):
            before = replace(before, text=before.text + text)
        else:
            if before is not None:
                yield before
            before = replace(run, text=text)
    if before is not None:
        yield before
