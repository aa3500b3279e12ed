"""The parts of a paper and the print around it, as described in `patterns/sections.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import cast

from extract.grammar.examples import with_examples
from extract.grammar.files import Table, checked, compiled, read_toml, unique
from extract.model.document import DocumentType, SectionKind
from extract.resources import patterns_folder

_NUMBER = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){0,4}[.)]?\s+|\d{1,2}(?:\.\d{1,2}){0,4}[.)](?=[a-z])|(?:[ivx]{1,5}|[a-z])[.)]\s+|(?:chapter|section|part)\s+\d{1,2}[.:]?\s+)",
    re.I,
)
_PATH = re.compile(r"^(?:[A-Z]{4,}\.)+(?=[A-Z]{3})")
"""The way to a heading in texts exported from XML: "ABSTRACT.METHODS"."""
_LONGEST_FURNITURE = 300
_END_PUNCTUATION = " .:;–—-*#|"


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """The words that head one kind of section; all lower case. Those that are `weak` may also head a part of a section of another kind."""

    kind: SectionKind
    words: frozenset[str]
    starts: tuple[str, ...]
    weak: frozenset[str]
    weak_starts: tuple[str, ...]
    run_in: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineSign:
    """What shows that a line or block is no text of the paper: print around it, an address, what only stands like a heading.

    One that does not hold `anywhere` needs a line that stands for itself.
    """

    id: str
    why: str
    anywhere: bool
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeSign:
    """What makes a document a review, a guide or an article, and where it is looked for: title, opening or headings."""

    type: DocumentType
    where: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """How a document states one fact about itself; the fact is the group `value` of the pattern."""

    field: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaptionStart:
    """How the caption of a table or figure begins."""

    of: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Words whose full stop does not end a sentence."""

    any_case: bool
    words: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True)
class PaperParts:
    """Everything that `patterns/sections.toml` says, ready to be asked."""

    headings: tuple[HeadingWords, ...]
    no_headings: tuple[LineSign, ...]
    addresses: tuple[LineSign, ...]
    furniture: tuple[LineSign, ...]
    type_signs: tuple[TypeSign, ...]
    front_matter: tuple[FrontMatter, ...]
    captions: tuple[CaptionStart, ...]
    abbreviations: tuple[Abbreviations, ...]

    def heading_kind(self, heading: str) -> SectionKind | None:
        """The kind of section that a line with these words is bound to open, None for words of the paper's own.

        Single weak words ("Patients", "Safety"), which stand alone in tables as well, and weak beginnings are not enough.

        >>> load_paper_parts().heading_kind("2.1 Materials and Methods:")
        'methods'
        """
        kind, weak = self.heading_meaning(heading)
        return None if weak and (" " not in bare_heading(heading) or bare_heading(heading) not in self._weak) else kind

    def heading_meaning(self, heading: str) -> tuple[SectionKind | None, bool]:
        """The kind of section that a heading opens, and whether its words are weak: they may head a part of any section as well.

        >>> load_paper_parts().heading_meaning("2.1. Patients")
        ('methods', True)
        """
        words = bare_heading(heading)
        for entry in self.headings:
            if words in entry.words or words in entry.weak:
                return entry.kind, words in entry.weak
        for entry in self.headings:
            if words.startswith((*entry.starts, *entry.weak_starts)):
                return entry.kind, not words.startswith(entry.starts)
        return None, False

    def label_kind(self, heading: str) -> SectionKind | None:
        """The kind of the part of an abstract that a heading opens, None when it is no label of abstracts."""
        return self._run_in_kind.get(bare_heading(heading))

    def is_no_heading(self, line: str) -> bool:
        """Whether a line that stands like a heading is none: names of authors, dates, the begin of a list."""
        return any(entry.pattern.search(line.strip()) for entry in self.no_headings)

    def is_address(self, text: str, *, aside: bool = True) -> bool:
        """Whether a block says where authors work and how they are reached.

        `aside` says that it stands before the sections, or is printed otherwise than the text.
        """
        return any(entry.pattern.match(text) for entry in self.addresses if aside or entry.anywhere)

    def is_furniture(self, line: str, *, alone: bool = True) -> bool:
        """Whether the whole line is print around the paper: a page counter, a download stamp.

        `alone` says that the line stands by itself; between the lines of a paragraph fewer kinds are taken for furniture.
        """
        line = line.strip()
        if len(line) > _LONGEST_FURNITURE:
            return False
        return any(entry.pattern.fullmatch(line) for entry in self.furniture if alone or entry.anywhere)

    def is_label(self, line: str) -> bool:
        """Whether a line is what stands above a title: the kind of article, or the journal with year, volume and page."""
        line = " ".join(line.split())
        return self.is_furniture(line) or any(sign.where == "label" and sign.pattern.fullmatch(line) for sign in self.type_signs)

    def caption_of(self, line: str) -> str | None:
        """ "table" or "figure" when the line begins a caption."""
        for entry in self.captions:
            if entry.pattern.match(line):
                return entry.of
        return None

    def run_in_heads(self, text: str) -> Iterator[tuple[int, int, SectionKind]]:
        """Labels inside a paragraph of an abstract ("METHODS:", "Results."), as spans with the kind of what follows.

        A label stands at the begin of the text or after a sentence. With a colon it begins with a capital; with a full stop
        it is capitalized as a whole word and the next sentence follows at once ("Results.We").
        """
        for match in self._run_in.finditer(text):
            yield match.start("label"), match.end(), self._run_in_kind[match["label"].lower()]

    def is_abbreviation(self, word: str) -> bool:
        """Whether the full stop at the end of the word ("vs.") does not end a sentence."""
        return any((word.lower() if entry.any_case else word) in entry.words for entry in self.abbreviations)

    @cached_property
    def _weak(self) -> frozenset[str]:
        return frozenset(word for entry in self.headings for word in entry.weak)

    @cached_property
    def _run_in_kind(self) -> dict[str, SectionKind]:
        return {label: entry.kind for entry in reversed(self.headings) for label in entry.run_in}

    @cached_property
    def _run_in(self) -> re.Pattern[str]:
        labels = "|".join(re.escape(label) for label in sorted(self._run_in_kind, key=lambda label: (-len(label), label)))
        return re.compile(
            rf"(?:^|(?<=[.!?)\]])\s*|(?<=[.!?)\]]\s))(?P<label>(?=[A-Z])(?i:{labels}))(?:\s?:\s*|\s?[–—]\s+|\.(?=[A-Z0-9\"“(])|\.\s+(?=[A-Z][a-z]))"
        )


def bare_heading(heading: str) -> str:
    """The words of a heading, lower case, without its number and end punctuation.

    >>> bare_heading("2.1 Study Design:")
    'study design'
    """
    words = " ".join(heading.replace("’", "'").replace("&", " and ").split())
    if words.isupper():
        words = _PATH.sub("", words)
    return _NUMBER.sub("", words).strip(_END_PUNCTUATION).lower()


@cache
def load_paper_parts(patterns: Path | None = None) -> PaperParts:
    """The content of `patterns/sections.toml`. Raises PatternError when the file breaks its schema."""
    path = (patterns or patterns_folder()) / "sections.toml"
    tables = read_toml(path)
    where = str(path)
    named = ["heading", "no_heading", "address", "furniture", "document_type", "front_matter", "caption", "abbreviation"]
    checked(tables, required=named, optional=(), where=where)
    both = ("examples", "counterexamples")
    for name, keys in {
        "heading": ("kind", "words", "starts", "weak", "weak_starts", "run_in"),
        "no_heading": ("id", "why", "pattern"),
        "address": ("id", "why", "anywhere", "pattern"),
        "furniture": ("id", "why", "anywhere", "pattern"),
        "document_type": ("type", "where", "pattern"),
        "front_matter": ("field", "pattern"),
        "caption": ("of", "pattern"),
        "abbreviation": ("any_case", "words"),
    }.items():
        for table in tables[name]:
            checked(table, required=[*keys, *both], optional=(), where=f"{where} [[{name}]]")
            with_examples(table, f"{where} [[{name}]]")
    unique((table["id"] for table in [*tables["furniture"], *tables["no_heading"], *tables["address"]]), where)
    unique((table["kind"] for table in tables["heading"]), where)
    return PaperParts(
        headings=tuple(
            HeadingWords(
                cast("SectionKind", table["kind"]),
                frozenset(table["words"]),
                tuple(table["starts"]),
                frozenset(table["weak"]),
                tuple(table["weak_starts"]),
                tuple(table["run_in"]),
                *_both(table),
            )
            for table in tables["heading"]
        ),
        no_headings=_line_signs(tables["no_heading"], where, 0),
        addresses=_line_signs(tables["address"], where, 0),
        furniture=_line_signs(tables["furniture"], where, re.I),
        type_signs=tuple(
            TypeSign(cast("DocumentType", table["type"]), table["where"], compiled(table["pattern"], where, re.I | re.M), *_both(table))
            for table in tables["document_type"]
        ),
        front_matter=tuple(
            FrontMatter(
                table["field"], compiled(table["pattern"], where, re.M if table["field"] == "journal" else re.I | re.M), *_both(table)
            )
            for table in tables["front_matter"]
        ),
        captions=tuple(CaptionStart(table["of"], compiled(table["pattern"], where, re.I), *_both(table)) for table in tables["caption"]),
        abbreviations=tuple(Abbreviations(table["any_case"], frozenset(table["words"]), *_both(table)) for table in tables["abbreviation"]),
    )


def _both(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(table["examples"]), tuple(table["counterexamples"])


def _line_signs(tables: Sequence[Table], where: str, flags: int) -> tuple[LineSign, ...]:
    return tuple(
        LineSign(table["id"], table["why"], table.get("anywhere", True), compiled(table["pattern"], where, flags), *_both(table))
        for table in tables
    )
