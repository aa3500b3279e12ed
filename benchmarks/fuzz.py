"""Damages documents in many ways and reads them: nothing may crash, hang or fail without an explanation.

    python benchmarks/fuzz.py [FILES|FOLDERS] [--cases 300] [--seed 1] [--seconds 20] [--whole] [--keep FOLDER]

Each case is a document of the given ones (default: those of the repository), mutated as its kind allows: the bytes and the structure
of PDFs, elements and characters of XML, lines and characters of texts. The same seed gives the same cases. Readers run as in
`evitrace ingest`, in a process of their own under its limits; with --whole all stages run. Prints what became of the cases of each
kind; everything but a document or a ReadError is a finding, is listed with its case, and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.model.findings import Findings
from extract.read import read_many
from extract.run.outcome import Failure
from extract.run.pool import work_on
from extract.run.sources import Source
from extract.run.work import load_extractor
from extract.run.worker import Limits, Load, made_ready

ROOT = Path(__file__).resolve().parents[1]
FINDINGS = ("internal", "worker_died", "time_limit", "out_of_memory")
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999999999999", b"1e308", b"0.0000001")
_STRANGE = (
    "\x00",
    "\x1b",
    "\u00ad",
    "\u200b",
    "\u202e",
    "\u2066",
    "\u0301" * 50,
    "\ud7ff",
    "\ufffd",
    "\U0010ffff",
    "\ue000",
    "\u0600",
    "ﬁ",
    "\u2028",
)
_SIGNS = (
    "[",
    "]",
    "(",
    ")",
    "|",
    "\t",
    "#",
    "*",
    "_",
    "`",
    "-",
    "[1",
    "1]",
    ",",
    ";",
    "±",
    "%",
    ".",
    " ",
    "^2",
    "<",
    "&",
    "$",
    "\n",
    "\n\n",
    "Table 1.",
)

Mutation = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True)
class Reader:
    """Only the readers, with every document of a file; the stages find nothing."""

    versions: Mapping[str, str] = field(default_factory=dict)

    def findings(self, data: bytes, name: str) -> Findings:
        """A document without anything found in it. Raises ReadError."""
        document, *_ = read_many(data, name)
        return Findings(document, (), (), (), (), (), (), (), ())


def flipped(data: bytes, dice: random.Random) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 5, 50, 500))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(data: bytes, dice: random.Random) -> bytes:
    """A piece is missing, stands twice, or has changed its place."""
    a, b = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    b = min(b, a + dice.choice((1, 30, 1000, 100_000)))
    piece, rest = data[a:b], data[:a] + data[b:]
    at = dice.randrange(len(rest) + 1)
    return dice.choice((rest, data[:b] + piece * dice.choice((1, 3)) + data[b:], rest[:at] + piece + rest[at:]))


def ended(data: bytes, dice: random.Random) -> bytes:
    """The end is missing, or another file stands before it."""
    at = dice.randrange(1, len(data))
    return dice.choice((data[:at], data[:at] + b"\n%%EOF\n", dice.randbytes(dice.choice((3, 900, 2000))) + data, data + data[at:]))


def numbered(data: bytes, dice: random.Random) -> bytes:
    """Numbers are others: lengths, counts, places, sizes."""
    return _some(rb"(?<![\d.])-?\d+(?:\.\d+)?", data, dice, lambda _: dice.choice(_NUMBERS))


def referred(data: bytes, dice: random.Random) -> bytes:
    """References of a PDF lead to other objects, also to themselves."""
    return _some(rb"\b\d+ 0 R\b", data, dice, lambda _: b"%d 0 R" % dice.randrange(60))


def named(data: bytes, dice: random.Random) -> bytes:
    """Names and keywords of a PDF have changed places."""
    names = sorted(set(re.findall(rb"/[A-Z][A-Za-z]{1,20}|\b(?:endobj|endstream|stream|xref|trailer|obj)\b", data)))
    return _some(rb"/[A-Z][A-Za-z]{1,20}|\b(?:endobj|endstream|stream|xref|trailer)\b", data, dice, lambda _: dice.choice(names))


def drawn(data: bytes, dice: random.Random) -> bytes:
    """What is inside a compressed stream of a PDF is damaged, and well compressed again."""

    def again(match: re.Match[bytes]) -> bytes:
        try:
            inside = zlib.decompress(match[1])
        except zlib.error:
            return match[0]
        if not inside:
            return match[0]
        mutation = dice.choice((flipped, cut, numbered, repeated))
        return b"stream\n" + zlib.compress(mutation(inside, dice)[:2_000_000]) + b"\nendstream"

    return _some(rb"stream\r?\n(.*?)\r?\nendstream", data, dice, again)


def repeated(data: bytes, dice: random.Random) -> bytes:
    """A short piece stands there very often."""
    at = dice.randrange(len(data))
    return data[:at] + data[at : at + dice.choice((1, 2, 8, 60))] * dice.choice((100, 3000, 20_000)) + data[at:]


def tagged(data: bytes, dice: random.Random) -> bytes:
    """Tags are missing, have other names, or stand where they must not."""
    tags = sorted(set(re.findall(rb"</?[A-Za-z][\w-]*", data)))
    return _some(rb"</?[A-Za-z][\w-]*", data, dice, lambda match: dice.choice((b"", match[0] * 2, dice.choice(tags))))


def renamed(data: bytes, dice: random.Random) -> bytes:
    """Elements have the names of others, and still begin and end."""
    names = sorted(set(re.findall(rb"</([A-Za-z][\w-]*)", data)))
    for _ in range(dice.choice((1, 3, 10))):
        old, new = dice.choice(names), dice.choice(names)
        data = re.sub(rb"(</?)" + re.escape(old) + rb"(?=[\s>/])", rb"\g<1>" + new, data)
    return data


def nested(data: bytes, dice: random.Random) -> bytes:
    """An element holds copies of itself, one inside the other."""
    name = dice.choice(sorted(set(re.findall(rb"</([A-Za-z][\w-]*)", data))))
    deep = dice.choice((3, 60, 200))
    return data.replace(
        b"<" + name, b"<" + name + b">" + (b"<" + name + b">") * deep + b"x" + (b"</" + name + b">") * (deep + 1) + b"<" + name, 1
    )


def strange(data: bytes, dice: random.Random) -> bytes:
    """Characters that are seldom in texts."""
    return _words(data, dice, lambda: dice.choice(_STRANGE) * dice.choice((1, 1, 40)))


def signed(data: bytes, dice: random.Random) -> bytes:
    """Signs that mean something to a reader, alone and in long rows."""
    return _words(data, dice, lambda: dice.choice(_SIGNS) * dice.choice((1, 2, 300, 10_000)))


def lined(data: bytes, dice: random.Random) -> bytes:
    """Lines in another order, all in one, or each word on its own."""
    lines = data.split(b"\n")
    if (way := dice.randrange(4)) == 0:
        dice.shuffle(lines)
        return b"\n".join(lines)
    if way == 1:
        return b" ".join(lines) * dice.choice((1, 10))
    if way == 2:
        return b"\n".join(data.split())
    return b"\n".join(line * dice.choice((0, 1, 1, 3)) for line in lines)


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "pdf": (flipped, cut, ended, numbered, referred, named, drawn),
    "xml": (flipped, cut, ended, numbered, tagged, renamed, nested, strange, signed),
    "text": (flipped, cut, strange, signed, lined, repeated),
}


def kind_of(name: str) -> str:
    """The kind of mutations for a file of this name."""
    return {".pdf": "pdf", ".xml": "xml", ".nxml": "xml"}.get(Path(name).suffix.lower(), "text")


def cases(seeds: Sequence[tuple[str, bytes]], kind: str, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged documents of a kind, each with a name that tells how it was made."""
    of_kind = [(name, data) for name, data in seeds if kind_of(name) == kind and data]
    for number in range(count if of_kind else 0):
        dice = random.Random(f"{seed} {kind} {number}")
        name, data = dice.choice(of_kind)
        done: list[str] = []
        for _ in range(dice.choice((1, 1, 2, 3))):
            mutation = dice.choice(MUTATIONS[kind])
            data = mutation(data, dice) or b"x"
            done.append(mutation.__name__)
        yield f"{number}-{'-'.join(done)}-{name}", data


def tried(made: Sequence[tuple[str, bytes]], load: Load, limits: Limits) -> Iterator[tuple[str, str, str, float]]:
    """Name, code ("read" for a document), explanation and seconds of each case."""
    sources = [Source(name, hashlib.sha256(data).hexdigest(), len(data), None, data) for name, data in made]
    begun = time.perf_counter()
    for source, result in zip(sources, work_on(sources, made_ready(load, load()), 1, limits), strict=True):
        seconds, begun = time.perf_counter() - begun, time.perf_counter()
        if isinstance(result, Failure):
            assert result.message
            assert result.remedy
            yield source.name, result.code, f"{result.message}\n{result.trace or ''}", seconds
        else:
            yield source.name, "read", "", seconds


def _some(pattern: bytes, data: bytes, dice: random.Random, change: Callable[[re.Match[bytes]], bytes]) -> bytes:
    """The data with some of the matches of a pattern changed."""
    found = list(re.finditer(pattern, data, re.S))
    chosen = sorted(dice.sample(range(len(found)), min(len(found), dice.choice((1, 3, 20)))))
    pieces, at = [], 0
    for match in (found[i] for i in chosen):
        pieces += [data[at : match.start()], change(match)]
        at = match.end()
    return b"".join([*pieces, data[at:]])


def _words(data: bytes, dice: random.Random, word: Callable[[], str]) -> bytes:
    text = data.decode("utf-8", "replace")
    for _ in range(dice.choice((1, 5, 40))):
        at = dice.randrange(len(text) + 1)
        text = text[:at] + word() + text[at:]
    return text.encode("utf-8", "replace")


def _files(things: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for thing in things:
        paths = sorted(path for path in thing.rglob("*") if path.is_file()) if thing.is_dir() else [thing]
        yield from ((path.name, path.read_bytes()) for path in paths)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("things", nargs="*", type=Path, default=[ROOT / "corpora/trastuzumab_resistance/documents"])
    parser.add_argument("--cases", type=int, default=300, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20.0, help="after which a case hangs")
    parser.add_argument("--whole", action="store_true", help="run all stages, not the readers alone")
    parser.add_argument("--keep", type=Path, help="where the documents of the findings are written")
    arguments = parser.parse_args()
    seeds = list(_files(arguments.things))
    found = 0
    for kind in MUTATIONS:
        made = list(cases(seeds, kind, arguments.cases, arguments.seed))
        tally: Counter[str] = Counter()
        slowest = (0.0, "none")
        extractor = load_extractor() if arguments.whole else Reader()
        for (name, data), (_, code, why, seconds) in zip(
            made, tried(made, lambda extractor=extractor: extractor, Limits(arguments.seconds, 2500)), strict=True
        ):
            tally[code] += 1
            slowest = max(slowest, (seconds, name))
            if code in FINDINGS:
                found += 1
                print(f"{code}: {name}: {why}", flush=True)
                if arguments.keep:
                    arguments.keep.mkdir(parents=True, exist_ok=True)
                    (arguments.keep / name).write_bytes(data)
        told = ", ".join(f"{count} {code}" for code, count in tally.most_common())
        print(f"{kind}: {len(made)} cases: {told}; slowest {slowest[0]:.1f} s: {slowest[1]}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
