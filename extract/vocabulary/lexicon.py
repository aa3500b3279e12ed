"""The vocabulary: every curated and derived name, searchable in text.

Loading indexes a name by its first atom alone; its whole key is made when a text first holds that atom. A process reads few of the
200,000 names, so this saves most of the work. The automaton looks for first atoms, the buckets say which names go on from there.
"""

from __future__ import annotations

import gc
import hashlib
import re
from typing import TYPE_CHECKING

import ahocorasick_rs

from extract.errors import PatternError
from extract.model.mention import Concept
from extract.vocabulary.files import Header, Row, read_header, read_lines, read_pairs, read_rows, vocabulary_files
from extract.vocabulary.match import Candidate, How, Match, may_be_written_as, written_as
from extract.vocabulary.normal import Normaliser
from extract.vocabulary.searched import Never, is_too_short
from extract.vocabulary.shapes import ShapeRules, load_shapes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from extract.model.mention import Label

_OPEN, _CLOSE = "([", ")]"
_MOST_GAP = 4
_CHARGE = re.compile(r"\(?\d?\+\)?(?![\w+])")
_PREFIX = re.compile(r"(?<!\w)[A-Za-z]-$")
"""A letter that belongs to the name which follows: "V-ZORB1" is not ZORB1."""

_MEMORY = 200_000

_AFTER_ALL = 1000
"""Added to the priority of a file that is not searched: its names answer when no other does."""
_RANK_OF: dict[How, int] = {"exact": 0, "case": 1, "spelling": 1, "loose": 2}

Name = tuple[str, int, int]
"""A name as listed, the number of its row, and its place in the row (0 is the concept's own name)."""


class Vocabulary:
    """Names and their concepts. Made by `Vocabulary.load`; read-only afterwards. `version` is the hash of the files' content."""

    def __init__(
        self, files: list[tuple[str, Header, list[Row]]], normaliser: Normaliser, never: frozenset[str], shapes: ShapeRules, version: str
    ) -> None:
        self.version = version
        self.shapes = shapes
        self._normaliser = normaliser
        self._never = Never.of(never, normaliser)
        self._headers = [(name, header) for name, header, _ in files]
        self._rows: list[Row] = []
        self._file_of: list[int] = []
        self._by_id: dict[str, int] = {}
        self._concepts: dict[int, Concept] = {}
        self._candidates_of: dict[tuple[str, int, bool], tuple[Candidate, ...]] = {}
        buckets: dict[str, list[Name]] = {}
        unsearched: dict[str, list[Name]] = {}
        first_atom, rows, by_id = normaliser.first_atom, self._rows, self._by_id
        for number, (_, header, file_rows) in enumerate(files):
            index = buckets if header.searched else unsearched
            for at, row in enumerate(file_rows, len(rows)):
                if row.id:
                    by_id.setdefault(row.id, at)
                if row.name[0] == "~":
                    unsearched.setdefault(first_atom(row.name), []).append((row.name[1:], at, 0))
                for place, name in enumerate(row.names()):
                    if is_too_short(name):
                        unsearched.setdefault(first_atom(name), []).append((name, at, place))
                        continue
                    atom = first_atom(name)
                    if atom in index:
                        index[atom].append((name, at, place))
                    elif atom:
                        index[atom] = [(name, at, place)]
            rows.extend(file_rows)
            self._file_of.extend([number] * len(file_rows))
        self._unsearched: dict[str, list[Name] | _Bucket] = dict(unsearched)
        self._buckets: list[list[Name] | _Bucket] = list(buckets.values())
        self._bucket_of = {atom: which for which, atom in enumerate(buckets)}
        self._automaton = ahocorasick_rs.AhoCorasick([f" {atom} " for atom in buckets], store_patterns=False) if buckets else None

    @classmethod
    def load(cls, folder: Path) -> Vocabulary:
        """The vocabulary of a folder of TSV files, with the shape rules of `names.toml` beside the folder.

        Raises PatternError for a file that breaks its form.
        """
        if not folder.is_dir():
            raise PatternError("no_vocabulary", "there is no such folder", where=str(folder), remedy="Name the folder of the vocabulary.")
        collecting = gc.isenabled()
        gc.disable()  # half a million small values are made, and none is garbage
        try:
            return cls._loaded(folder)
        finally:
            if collecting:
                gc.enable()

    @classmethod
    def _loaded(cls, folder: Path) -> Vocabulary:
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
    def sources(self) -> tuple[tuple[str, Header], ...]:
        """The name and the header of each vocabulary file, the one that wins first."""
        return tuple(self._headers)

    def concept(self, identifier: str) -> Concept | None:
        """The concept of a CURIE, from the file that wins."""
        at = self._by_id.get(identifier)
        return None if at is None else self._concept(at)

    def concepts(self) -> Iterator[Concept]:
        """All concepts, files in their priority."""
        return (self._concept(at) for at in range(len(self._rows)))

    def names(self, labels: Collection[Label]) -> Iterator[tuple[str, str]]:
        """The CURIE and each name of every concept of the labels, files in their priority; those without a CURIE are left out."""
        for row in self._rows:
            if row.id and row.label in labels:
                yield from ((row.id, name) for name in (row.name.removeprefix("~"), *filter(None, row.synonyms.split("|"))))

    def is_never(self, surface: str) -> bool:
        """Whether `never.tsv` rules the surface out: as written, or however written when it is listed in small letters and not short."""
        return self._never.rules_out(surface)

    def candidates(self, surface: str) -> tuple[Candidate, ...]:
        """The concepts that a surface in a text may stand for, best first, whatever stands around it. Empty when there is none."""
        names = self._searched(surface)
        return () if names is None else self._candidates(surface, names, loosely=False)

    def meanings(self, surface: str) -> tuple[Candidate, ...]:
        """The concepts that a surface may stand for when something else says that it is a name, best first.

        More than `candidates`: nothing is ruled out, names that are not searched for answer after the others, and the case of letters
        may differ from the list's (`loose`).
        """
        lists = [names for names in (self._searched(surface), self._hidden(surface)) if names is not None]
        found = [candidate for names in lists for candidate in self._candidates(surface, names, loosely=True)]
        best: dict[tuple[str, str, Label], Candidate] = {}
        for candidate in sorted(found, key=lambda c: (c.rank, c.concept.id, c.concept.name)):
            best.setdefault((candidate.concept.id, candidate.concept.name, candidate.concept.label), candidate)
        return tuple(best.values())

    def key(self, surface: str) -> str:
        """The spelling under which a surface is compared: " her 2 neu " for "HER-2/neu"."""
        return self._normaliser.key(surface)

    def _searched(self, surface: str) -> list[Name] | None:
        key = self._normaliser.key(surface)
        which = self._bucket_of.get(key.split(" ", 2)[1]) if key else None
        return None if which is None else self._bucket(which).names.get(key[1:-1])

    def _hidden(self, surface: str) -> list[Name] | None:
        key = self._normaliser.key(surface)
        atom = key.split(" ", 2)[1] if key else ""
        bucket = self._unsearched.get(atom)
        if isinstance(bucket, list):
            bucket = self._unsearched[atom] = _Bucket(bucket, self._normaliser)
        return None if bucket is None else bucket.names.get(key[1:-1])

    def find(self, text: str) -> tuple[Match, ...]:
        """Every name in a text, overlapping ones included, in the order of their starts."""
        if self._automaton is None:
            return ()
        normal = self._normaliser.text(text)
        key, starts, ends, order = normal.key, normal.starts, normal.ends, normal.order
        found = []
        for which, key_start, _ in self._automaton.find_matches_as_indexes(key, overlapping=True):
            start = starts.get(key_start + 1)
            if start is None or (start and (text[start - 1].isalnum() or _PREFIX.search(text, max(0, start - 3), start))):
                continue
            bucket = self._bucket(which)
            place = order[key_start + 1]
            for length in bucket.lengths:
                key_end = normal.end_of(place + length - 1)
                if key_end is None:
                    continue
                names = bucket.names.get(key[key_start + 1 : key_end])
                if names is None:
                    continue
                end = ends[key_end]
                if end < len(text) and text[end].isalnum():
                    continue
                match = self._match(text, start, end, names)
                if match is not None:
                    found.append(match)
        return tuple(found)

    def _match(self, text: str, start: int, end: int, names: list[Name]) -> Match | None:
        charge = _CHARGE.match(text, end)
        for stop in (charge.end(), end) if charge else (end,):
            surface = text[start:stop]
            closing = _closing(surface, text, stop)
            surface = text[start : stop + closing]
            if _one_piece(surface):
                candidates = self._candidates(surface, names, loosely=False)
                if candidates:
                    return Match(start, stop + closing, surface, candidates)
        return None

    def _bucket(self, which: int) -> _Bucket:
        bucket = self._buckets[which]
        if isinstance(bucket, list):
            bucket = self._buckets[which] = _Bucket(bucket, self._normaliser)
        return bucket

    def _candidates(self, surface: str, names: list[Name], loosely: bool) -> tuple[Candidate, ...]:
        memory = (surface, id(names), loosely)  # the lists of names live as long as the vocabulary
        known = self._candidates_of.get(memory)
        if known is None:
            known = () if not loosely and self.is_never(surface) else self._judged(surface, names, loosely)
            if len(self._candidates_of) < _MEMORY:
                self._candidates_of[memory] = known
        return known

    def _judged(self, surface: str, names: list[Name], loosely: bool) -> tuple[Candidate, ...]:
        best: dict[int, Candidate] = {}
        for name, at, place in names:
            header = self._headers[self._file_of[at]][1]
            how = written_as(surface, name, header.case == "free")
            if how is None and loosely and may_be_written_as(surface, name):
                how = "loose"
            if how is None:
                continue
            rank = (header.priority + (0 if header.searched else _AFTER_ALL), _RANK_OF[how], 0 if place == 0 else 1)
            if at not in best or rank < best[at].rank:
                best[at] = Candidate(self._concept(at), name, how, rank)
        return tuple(sorted(best.values(), key=lambda c: (c.rank, c.concept.id, c.concept.name)))

    def _concept(self, at: int) -> Concept:
        known = self._concepts.get(at)
        if known is None:
            row = self._rows[at]
            name, header = self._headers[self._file_of[at]]
            source = f"{header.source} {header.release} ({name})"
            synonyms = tuple(row.synonyms.split("|")) if row.synonyms else ()
            known = self._concepts[at] = Concept(
                row.id, row.name.removeprefix("~"), row.label, synonyms, source, row.value or None, int(row.polarity or 1)
            )
        return known


class _Bucket:
    """The names that begin with one atom: by their keys, with the numbers of atoms that they have, the most first."""

    __slots__ = ("lengths", "names")

    def __init__(self, names: list[Name], normaliser: Normaliser) -> None:
        self.names: dict[str, list[Name]] = {}
        for name in names:
            self.names.setdefault(normaliser.key(name[0])[1:-1], []).append(name)
        self.lengths = sorted({key.count(" ") + 1 for key in self.names}, reverse=True)


def _closing(surface: str, text: str, end: int) -> int:
    """1 when the name needs the bracket that follows it: "5-HT(2A" before ")"."""
    if end == len(text) or text[end] not in _CLOSE:
        return 0
    return int(any(surface.count(o) == surface.count(c) + 1 and text[end] == c for o, c in zip(_OPEN, _CLOSE, strict=True)))


def _one_piece(surface: str) -> bool:
    """Whether brackets pair up and no gap is wide: a name does not run over a blank line or a dash between clauses."""
    if surface.isalnum():
        return True
    if any(surface.count(o) != surface.count(c) for o, c in zip(_OPEN, _CLOSE, strict=True)):
        return False
    gap = 0
    for character in surface:
        gap = 0 if character.isalnum() else gap + 1
        if gap > _MOST_GAP or character == "\n":
            return False
    return True
