"""The vocabulary: every curated and derived name, searchable in text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import ahocorasick_rs

from extract.errors import PatternError
from extract.model.mention import Concept
from extract.vocabulary.files import Header, Row, read_header, read_lines, read_pairs, read_rows, vocabulary_files
from extract.vocabulary.match import Candidate, Match, written_as
from extract.vocabulary.normal import Normaliser
from extract.vocabulary.shapes import ShapeRules, load_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPEN, _CLOSE = "([", ")]"
_MOST_GAP = 3


class Vocabulary:
    """Names and their concepts. Made by `Vocabulary.load`; read-only afterwards. `version` is the hash of the files' content."""

    def __init__(
        self, files: list[tuple[str, Header, list[Row]]], normaliser: Normaliser, never: frozenset[str], shapes: ShapeRules, version: str
    ) -> None:
        self.version = version
        self.shapes = shapes
        self._normaliser = normaliser
        self._never = never
        self._headers = [(name, header) for name, header, _ in files]
        self._rows: list[tuple[Row, int]] = []
        self._names: list[list[tuple[str, int, int]]] = []
        self._index: dict[str, int] = {}
        self._concepts: dict[int, Concept] = {}
        self._by_id: dict[str, int] = {}
        index, names, rows, key_of = self._index, self._names, self._rows, normaliser.key
        for number, (_, _, file_rows) in enumerate(files):
            for row in file_rows:
                at = len(rows)
                rows.append((row, number))
                if row.id is not None:
                    self._by_id.setdefault(row.id, at)
                for place, name in enumerate(row.names()):
                    key = key_of(name)
                    if not key:
                        continue
                    found = index.get(key)
                    if found is None:
                        index[key] = len(names)
                        names.append([(name, at, place)])
                    else:
                        names[found].append((name, at, place))
        self._automaton = ahocorasick_rs.AhoCorasick(list(index), store_patterns=False) if index else None

    @classmethod
    def load(cls, folder: Path) -> Vocabulary:
        """The vocabulary of a folder of TSV files, with the shape rules of `names.toml` beside the folder.

        Raises PatternError for a file that breaks its form.
        """
        if not folder.is_dir():
            raise PatternError(
                "no_vocabulary", "there is no such folder", where=str(folder), remedy="Name the folder of the vocabulary files."
            )
        digest = hashlib.sha256()
        contents: dict[str, bytes] = {}
        shapes_path = folder.parent / "names.toml"
        for path in [*vocabulary_files(folder), folder / "never.tsv", folder / "spelling.tsv", shapes_path]:
            contents[path.name] = path.read_bytes() if path.exists() else b""
            digest.update(f"{path.name}\n{len(contents[path.name])}\n".encode())
            digest.update(contents[path.name])
        files = []
        for path in vocabulary_files(folder):
            lines = read_lines(contents[path.name], path)
            header, first = read_header(lines, path)
            files.append((path.name, header, list(read_rows(lines, first, path))))
        files.sort(key=lambda file: (file[1].priority, file[0]))
        spelling = read_pairs(contents["spelling.tsv"].decode("utf-8").splitlines())
        never = frozenset(form for form, _ in read_pairs(contents["never.tsv"].decode("utf-8").splitlines()))
        shapes = load_shapes(contents[shapes_path.name].decode("utf-8"), shapes_path)
        return cls(files, Normaliser(spelling), never, shapes, digest.hexdigest()[:16])

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def sources(self) -> tuple[tuple[str, str, str, str], ...]:
        """File, source, release and licence of each vocabulary file, the one that wins first."""
        return tuple((name, header.source, header.release, header.licence) for name, header in self._headers)

    def concept(self, identifier: str) -> Concept | None:
        """The concept of a CURIE, from the file that wins."""
        at = self._by_id.get(identifier)
        return None if at is None else self._concept(at)

    def concepts(self) -> Iterator[Concept]:
        """All concepts, files in their priority."""
        return (self._concept(at) for at in range(len(self._rows)))

    def is_never(self, surface: str) -> bool:
        """Whether `never.tsv` rules the surface out: as written, or in any case when it is listed in small letters."""
        return surface in self._never or surface.lower() in self._never

    def candidates(self, surface: str) -> tuple[Candidate, ...]:
        """The concepts that a surface may stand for, best first, whatever stands around it. Empty when there is none."""
        if self.is_never(surface):
            return ()
        at = self._index.get(self._normaliser.key(surface))
        return () if at is None else self._candidates(surface, at)

    def find(self, text: str) -> tuple[Match, ...]:
        """Every name in a text, overlapping ones included, in the order of their ends."""
        if self._automaton is None:
            return ()
        normal = self._normaliser.text(text)
        starts, ends = normal.starts, normal.ends
        found = []
        for which, key_start, key_end in self._automaton.find_matches_as_indexes(normal.key, overlapping=True):
            start, end = starts.get(key_start + 1), ends.get(key_end - 1)
            if start is None or end is None or not _at_borders(text, start, end):
                continue
            surface = text[start:end]
            end += _closing(surface, text, end)
            surface = text[start:end]
            if self.is_never(surface) or not _one_piece(surface):
                continue
            candidates = self._candidates(surface, which)
            if candidates:
                found.append(Match(start, end, surface, candidates))
        return tuple(found)

    def _candidates(self, surface: str, which: int) -> tuple[Candidate, ...]:
        best: dict[int, Candidate] = {}
        for name, at, place in self._names[which]:
            header = self._headers[self._rows[at][1]][1]
            how = written_as(surface, name, header.case == "free")
            if how is None:
                continue
            rank = (header.priority, 0 if how == "exact" else 1, 0 if place == 0 else 1)
            if at not in best or rank < best[at].rank:
                best[at] = Candidate(self._concept(at), name, how, rank, "dictionary")
        return tuple(sorted(best.values(), key=lambda c: (c.rank, c.concept.id or "", c.concept.name)))

    def _concept(self, at: int) -> Concept:
        known = self._concepts.get(at)
        if known is None:
            row, number = self._rows[at]
            name, header = self._headers[number]
            source = f"{header.source} {header.release} ({name})"
            synonyms = tuple(row.synonyms.split("|")) if row.synonyms else ()
            known = self._concepts[at] = Concept(row.id or "", row.name, row.label, synonyms, source, row.value, row.polarity)
        return known


def _at_borders(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1] if start else " ", text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum())


def _closing(surface: str, text: str, end: int) -> int:
    """1 when the name needs the bracket that follows it: "5-HT(2A" before ")"."""
    return int(
        end < len(text) and any(surface.count(o) == surface.count(c) + 1 and text[end] == c for o, c in zip(_OPEN, _CLOSE, strict=True))
    )


def _one_piece(surface: str) -> bool:
    """Whether brackets pair up and no gap is wide: a name does not run over a blank line or a dash between clauses."""
    if any(surface.count(o) != surface.count(c) for o, c in zip(_OPEN, _CLOSE, strict=True)):
        return False
    gap = 0
    for character in surface:
        gap = 0 if character.isalnum() else gap + 1
        if gap > _MOST_GAP or character == "\n":
            return False
    return True
