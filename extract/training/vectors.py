"""Word vectors with subwords (floret) from raw text: the only thing the model knows beyond the labelled sentences.

Floret keeps the character n-grams of all words in one small hashed table, so that a name never seen has a vector as well
(Bojanowski et al., TACL 2017:135-46; the hashed table is spaCy's). Words are in small letters; case is told by another feature.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

RAW_TEXT = ("pmc_articles/*.txt", "evidence_inference/articles/*.txt", "chemprot/chemprot_training_abstracts.tsv")


def write_raw_text(corpora: Path, tokenizer: Tokenizer, target: Path) -> int:
    """The number of words written: one paragraph a line, words in small letters parted by spaces."""
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for line in _paragraphs(corpora):
            words = [token.lower_ for token in tokenizer(line) if not token.is_space]
            if len(words) > 3:
                out.write(" ".join(words) + "\n")
                count += len(words)
    return count


def _paragraphs(corpora: Path) -> Iterator[str]:
    for pattern in RAW_TEXT:
        for path in sorted(corpora.glob(pattern)):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    yield line.replace("\t", " ").strip()


def train_vectors(text: Path, target: Path, *, width: int, rows: int, epochs: int) -> None:
    """Writes a floret table. One thread, so that the same text gives the same vectors."""
    import floret

    model = floret.train_unsupervised(
        str(text), model="skipgram", mode="floret", hashCount=2, bucket=rows, dim=width, minn=3, maxn=5, minCount=5, neg=5, ws=5,
        epoch=epochs, lr=0.05, thread=1, verbose=1,
    )  # fmt: skip
    model.save_floret_vectors(str(target))
