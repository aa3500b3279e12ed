"""Callouts and entries of the reference list as a style prints them: [1–3], raised, in parentheses, or by author and year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from typesetting.article import Run, Runs, Work
from typesetting.style import Style

_STOP = re.compile(r"^[.,;:]+")


class Callouts:
    """How a style calls the entries of one article."""

    def __init__(self, style: Style, works: Sequence[Work]) -> None:
        self._style = style
        self.works = (
            tuple(sorted(works, key=lambda work: (_author(work).lower(), work.year, work.id))) if style.callouts == "year" else tuple(works)
        )
        self._place = {work.id: place for place, work in enumerate(self.works, 1)}
        shared = Counter((_called(work), work.year) for work in self.works)
        seen: Counter[tuple[str, str]] = Counter()
        self._names: dict[str, tuple[str, str]] = {}
        for work in self.works:
            key = _called(work), work.year
            self._names[work.id] = _called(work), work.year + ("abcdefghijklmnopqrstuvwxyz"[seen[key] % 26] if shared[key] > 1 else "")
            seen[key] += 1

    @property
    def is_said(self) -> bool:
        """Whether callouts are words of the sentence they stand in; those in brackets are not."""
        return self._style.callouts != "[]"

    def printed(self, runs: Runs) -> tuple[Runs, Runs, tuple[str, ...]]:
        """The runs with their callouts as they are printed, as they are said (raised ones as "^13"), and the ids called."""
        shown: list[Run] = []
        said: list[Run] = []
        called: list[str] = []
        waiting: Run | None = None
        for run in runs:
            if run.cited:
                called += run.cited
                waiting = self._callout(run)
                if not self._style.callouts_after_stop:
                    shown.append(waiting)
                    said += [self._said(waiting)]
                    waiting = None
                continue
            text = run.text
            if waiting is not None:
                stop = _STOP.match(text)
                if stop is not None and not (stop.end() < len(text) and text[stop.end()].isdigit()):
                    shown.append(replace(run, text=stop[0]))
                    said.append(replace(run, text=stop[0]))
                    text = text[stop.end() :]
                shown.append(waiting)
                said.append(self._said(waiting))
                waiting = None
            shown.append(replace(run, text=text))
            said.append(replace(run, text=text))
        if waiting is not None:
            shown.append(waiting)
            said.append(self._said(waiting))
        return tuple(run for run in shown if run.text), tuple(run for run in said if run.text), tuple(called)

    def entry(self, work: Work) -> Runs:
        """An entry as it stands in the list, without its label."""
        if not work.title and not work.source:
            return (Run(" ".join(work.words.split())),)
        authors = ", ".join(f"{surname} {initials}".strip() for surname, initials in work.authors[:6])
        authors += " et al" if len(work.authors) > 6 else ""
        year = self._names[work.id][1]
        if self._style.callouts == "year":
            yield_ = (Run(f"{authors} ({year}) {_ended(work.title)} "), Run(work.source, italic=True), Run(_where(work)))
        else:
            yield_ = (
                Run(f"{_ended(authors)} {_ended(work.title)} ".lstrip()),
                Run(work.source, italic=True),
                Run(f" {year}{_where(work, ';')}"),
            )
        return tuple(run for run in yield_ if run.text)

    def label(self, work: Work) -> str:
        """What stands before an entry."""
        return self._style.reference_label.format(n=self._place[work.id])

    def _said(self, callout: Run) -> Run:
        return replace(callout, text=f"^{callout.text}" if callout.raised else callout.text if self.is_said else "")

    def _callout(self, run: Run) -> Run:
        style = self._style.callouts
        if style == "year":
            names = sorted({self._names[rid] for rid in run.cited}, key=lambda name: (name[1], name[0]))
            return Run(f" ({'; '.join(', '.join(part for part in name if part) for name in names)})")
        numbers = ",".join(_ranges(sorted({self._place[rid] for rid in run.cited})))
        if style == "^":
            return Run(numbers, raised=1)
        return Run(f" [{numbers}]" if style == "[]" else f" ({numbers.replace(',', ', ')})")


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    start = 0
    while start < len(numbers):
        end = start
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        if end - start >= 2:
            yield f"{numbers[start]}–{numbers[end]}"
        else:
            yield from map(str, numbers[start : end + 1])
        start = end + 1


def _author(work: Work) -> str:
    return work.authors[0][0] if work.authors else work.source or work.title or work.words[:20]


def _called(work: Work) -> str:
    if len(work.authors) == 2:
        return f"{work.authors[0][0]} and {work.authors[1][0]}"
    return f"{_author(work)} et al." if len(work.authors) > 2 else _author(work)


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _where(work: Work, before: str = "") -> str:
    place = ":".join(part for part in (work.volume, work.pages) if part)
    doi = f" doi:{work.doi}" if work.doi else ""
    return (f"{before or ' '}{place}." if place else ".") + doi
