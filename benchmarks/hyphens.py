"""How often a hyphen at a line end is mended rightly: words of real papers, broken where a typesetter may break them.

    python benchmarks/hyphens.py TEXT_FOLDER [--files N] [--wrong]

Words with a hyphen of their own are broken there and must keep it; a sample of the others is broken between syllables (pyphen) and must
lose it. `alone` decides each word without knowing the rest of its document, `in document` knows how the document writes its words
elsewhere, the broken place itself left out. `--wrong` prints what came out wrong, the most frequent first.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pyphen

from extract.read.hyphens import Hyphens

_COMPOUND = re.compile(r"(?<![\w-])([A-Za-z0-9]+)-([A-Za-z]+)(?![\w-])")
_PLAIN = re.compile(r"(?<![\w-])[A-Za-z]{6,}(?![\w-])")
EVERY = 7
"""One in so many plain words is broken."""


class Broken(NamedTuple):
    """A word in two parts; whether its hyphen is its own."""

    left: str
    right: str
    own: bool


def broken_words(text: str) -> list[Broken]:
    """The words of a text that are broken, each once for each time it stands there."""
    syllables = pyphen.Pyphen(lang="en_US")
    found = [Broken(match[1], match[2], True) for match in _COMPOUND.finditer(text)]
    for i, match in enumerate(_PLAIN.finditer(text)):
        word = match.group()
        places = [place for place in syllables.positions(word) if 2 <= place <= len(word) - 3]
        if i % EVERY == 0 and places:
            place = places[i // EVERY % len(places)]
            found.append(Broken(word[:place], word[place:], False))
    return found


def is_mended(word: Broken, hyphens: Hyphens) -> bool:
    """Whether the word comes out as it was before it was broken."""
    return hyphens.joined(f"{word.left}-", word.right) == (f"{word.left}-" if word.own else word.left, "")


def main() -> int:
    """Prints the share of words that come out wrong, of both kinds, alone and in their documents."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--files", type=int, default=20)
    options.add_argument("--wrong", action="store_true")
    arguments = options.parse_args()
    files = sorted(arguments.folder.rglob("*.txt"))
    if not files:
        sys.exit(f"no .txt file in {arguments.folder}")
    alone = Hyphens(())
    count: Counter[bool] = Counter()
    wrong: Counter[tuple[str, bool]] = Counter()
    words: Counter[Broken] = Counter()
    for path in files[:: max(1, len(files) // arguments.files)][: arguments.files]:
        text = path.read_text(encoding="utf-8")
        for word in broken_words(text):
            whole = f"{word.left}{'-' if word.own else ''}{word.right}"
            others = Hyphens(re.sub(rf"(?<!\w){re.escape(whole)}(?!\w)", " ", text, count=1).splitlines())
            count[word.own] += 1
            wrong["in document", word.own] += not is_mended(word, others)
            if not is_mended(word, alone):
                wrong["alone", word.own] += 1
                words[word] += 1
    for own, what in ((True, "own hyphen lost"), (False, "typesetter's hyphen kept")):
        shares = "  ".join(f"{manner} {100 * wrong[manner, own] / max(1, count[own]):.1f} %" for manner in ("alone", "in document"))
        sys.stdout.write(f"{what:25} of {count[own]:6} words: {shares}\n")
    if arguments.wrong:
        for word, times in words.most_common():
            sys.stdout.write(f"{times:4} {word.left}|{word.right} {'keeps' if word.own else 'loses'} its hyphen\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
