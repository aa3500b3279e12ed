"""How well the biomedical model tags, parses and splits sentences, on the development part of CRAFT, and how fast it is.

    python benchmarks/parsing.py CORPORA [--model FOLDER] [--words N]

CORPORA holds `craft_treebank/dev/*.conllu`. Each paragraph is read once from its text, with the model's own tokens and sentences, and
once with the tokens and sentences of the treebank. `tags` is the share of tokens with the right tag; `UAS` and `LAS` the share with the
right head, and with the right head and label, punctuation left out; `sentences` the F1 of sentence spans. Tokens that the model cuts
otherwise count as wrong by recall. Times are processor time for the same text in one run, so that they can be compared with the
general English model on a busy machine; the text is the paragraphs themselves, read with all parts and with the recogniser of names alone.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from extract.language.names import NAME_COMPONENTS
from extract.language.own import MODEL_FOLDER, load_own_model
from extract.training.joining import GENERAL_MODEL
from extract.training.treebank import read_treebank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language as Pipeline

GRAMMAR = ("tok2vec", "tagger", "parser")


def scores(examples: Iterable[Example]) -> dict[str, float]:
    """Tags, UAS, LAS and sentences, as spaCy's scorer has them."""
    examples = list(examples)
    dependencies = Scorer.score_deps(
        examples, "dep", getter=lambda token, _: token.dep_, ignore_labels=("p", "punct"), head_attr="head", missing_values=frozenset([""])
    )
    return {
        "tags": Scorer.score_token_attr(examples, "tag")["tag_acc"],
        "UAS": dependencies["dep_uas"],
        "LAS": dependencies["dep_las"],
        "sentences": Scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START"))["sents_f"],
    }


def sentences(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Each sentence of the treebank as a document of its own."""
    for doc in docs:
        for sentence in doc.sents:
            yield sentence.as_doc()


def with_gold_tokens(model: Pipeline, docs: list[Doc]) -> Iterator[Example]:
    """What the model makes of the tokens of the treebank, beside the treebank."""
    plain = [Doc(model.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]) for doc in docs]
    for doc, gold in zip(model.pipe(plain), docs, strict=True):
        yield Example(doc, gold)


def with_own_tokens(model: Pipeline, docs: list[Doc]) -> Iterator[Example]:
    """What the model makes of the texts of the treebank, beside the treebank."""
    for doc, gold in zip(model.pipe(doc.text for doc in docs), docs, strict=True):
        yield Example(doc, gold)


def words_per_second(model: Pipeline, texts: list[str], parts: tuple[str, ...] | None = None) -> float:
    """Words (parted by spaces) per second of processor time, the best of three readings."""
    with model.select_pipes(enable=list(parts) if parts else model.pipe_names):
        seconds = []
        for _ in range(3):
            start = time.process_time()
            for _doc in model.pipe(texts, batch_size=64):
                pass
            seconds.append(time.process_time() - start)
    return sum(len(text.split()) for text in texts) / min(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Scores and speed of the biomedical model on CRAFT.")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER, help="folder of the model (default: the one that comes with evitrace)")
    parser.add_argument("--words", type=int, default=20_000, help="how many words the speeds are taken from")
    arguments = parser.parse_args()
    model = load_own_model(arguments.model)
    docs = list(read_treebank(arguments.corpora / "craft_treebank" / "dev", model.vocab))
    with model.select_pipes(enable=list(GRAMMAR)):
        for name, examples in (
            ("own tokens and sentences", with_own_tokens(model, docs)),
            ("tokens of the treebank", with_gold_tokens(model, docs)),
            ("tokens and sentences of the treebank", with_gold_tokens(model, list(sentences(docs)))),
        ):
            print(f"{name:38}", "  ".join(f"{key} {value:.3f}" for key, value in scores(examples).items()))

    texts: list[str] = []
    for doc in docs:
        if sum(len(text.split()) for text in texts) < arguments.words:
            texts.append(doc.text)
    general = spacy.load(GENERAL_MODEL)
    speeds = {
        "names alone": words_per_second(model, texts, NAME_COMPONENTS),
        "tagger and parser alone": words_per_second(model, texts, GRAMMAR),
        "names, tagger and parser": words_per_second(model, texts, (*GRAMMAR, *NAME_COMPONENTS)),
        "everything": words_per_second(model, texts),
    }
    reference = words_per_second(general, texts)
    for name, speed in speeds.items():
        print(f"{name:38} {speed:8.0f} words/s  {speed / reference:.2f} of the general small model, all its parts")
    print(f"{GENERAL_MODEL + ', all parts':38} {reference:8.0f} words/s")


if __name__ == "__main__":
    main()
