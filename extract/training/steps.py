"""The steps of training, each of which leaves its result in a folder of its own and is skipped where that is complete."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.language import definitions, features, known_names, recogniser, tokenizer  # noqa: F401  registers the parts that the model is made of
from extract.language.own import fast_arithmetic
from extract.training.definitions import load_corpora
from extract.training.joining import join_models, save_model
from extract.training.measure import measure_names, performance_of
from extract.training.sentences import Withheld, marked_document, sentences_of, write_sentences
from extract.training.stand_ins import with_stand_ins
from extract.training.treebank import read_treebank
from extract.training.vocabulary import dictionary_names, variant_shapes

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

HERE = Path(__file__).parent
_DONE = "done"
_PIECE = 70
"""Trees are learnt from pieces of so many words, two or three sentences."""
_BARE_SENTENCES = 3
"""Of the sentences of a long corpus in which nothing is marked, one in so many is shown."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the corpora are read and where results are written."""

    corpora: Path
    out: Path

    def folder(self, step: str) -> Path:
        return self.out / step

    def run(self, say: Callable[[str], None] = print) -> Path:
        """The folder of the finished model. Steps that a `done` file marks are skipped; one that was broken off begins anew."""
        for step, work in STEPS.items():
            folder = self.folder(step)
            if (folder / _DONE).exists():
                say(f"{step}: done before")
                continue
            say(f"{step}: {(work.__doc__ or '').splitlines()[0]}")
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            work(self, folder)
            (folder / _DONE).write_text("", encoding="utf-8")
        return self.folder("model") / "model"


def blank() -> Pipeline:
    """An English pipeline with nothing but our tokenizer."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.tokenizer = tokenizer.make_tokenizer(pipeline)
    return pipeline


def prepare_trees(place: Workplace, folder: Path) -> None:
    """Trees of CRAFT as spaCy reads them, once as they are and once with nouns that stand for names (2 minutes)."""
    from spacy.tokens import DocBin

    vocab = blank().vocab
    for part, words in (("train", _PIECE), ("dev", None)):
        trees = list(read_treebank(place.corpora / "craft_treebank" / part, vocab, words=words))
        if part == "train":
            chance = random.Random(0)
            trees += [with_stand_ins(tree, chance) for tree in trees]
        DocBin(attrs=["ORTH", "SPACY", "TAG", "HEAD", "DEP"], docs=trees).to_disk(folder / f"{part}.spacy")


def prepare_names(place: Workplace, folder: Path) -> None:
    """Sentences with the names that annotators marked, and with what they left open (2 minutes)."""
    pipeline = blank()
    learnt, measured = load_corpora()
    texts = [(corpus, text) for corpus in measured for text in corpus.texts(place.corpora)]
    write_sentences((marked_document(text, corpus, pipeline) for corpus, text in texts), folder / "dev.jsonl")
    withheld = Withheld(text.text for _, text in texts)

    def pieces() -> Iterator[Doc]:
        for corpus in learnt:
            bare = 0
            for text in corpus.texts(place.corpora):
                for piece in sentences_of(marked_document(text, corpus, pipeline)):
                    if withheld.holds(piece.text):
                        continue
                    bare += not piece.ents
                    if piece.ents or corpus.reader != "iob" or bare % _BARE_SENTENCES == 1:
                        yield from [piece] * corpus.copies

    write_sentences(pieces(), folder / "train.jsonl")


def train_grammar(place: Workplace, folder: Path) -> None:
    """Tagger and parser (an hour)."""
    trees = place.folder("trees")
    _train(HERE / "grammar.cfg", folder, {"paths.train": str(trees / "train.spacy"), "paths.dev": str(trees / "dev.spacy")})


def train_names(place: Workplace, folder: Path, seed: int = 0) -> None:
    """Recogniser of names, its first member (a quarter of an hour)."""
    sentences = place.folder("sentences")
    overrides = {"paths.train": str(sentences / "train.jsonl"), "paths.dev": str(sentences / "dev.jsonl"), "system.seed": seed}
    _train(HERE / "names.cfg", folder, overrides, _learn_dictionary)


def train_names_again(place: Workplace, folder: Path) -> None:
    """Recogniser of names, its second member: the same from another start (a quarter of an hour)."""
    train_names(place, folder, seed=1)


def finish(place: Workplace, folder: Path) -> None:
    """The parts joined into one model, and what it finds in the development parts."""
    members = [[place.folder(step) / state for state in ("model-best", "model-last")] for step in ("names", "names_again")]
    model = join_models(place.folder("grammar") / "model-best", members)
    agreements = list(measure_names(model, load_corpora()[1], place.corpora))
    model.meta["performance"] = performance_of(agreements)
    save_model(model, folder / "model")
    lines = [str(agreement) for agreement in agreements]
    (folder / "names.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(*lines, sep="\n")


STEPS: dict[str, Callable[[Workplace, Path], None]] = {
    "trees": prepare_trees,
    "sentences": prepare_names,
    "grammar": train_grammar,
    "names": train_names,
    "names_again": train_names_again,
    "model": finish,
}


def _learn_dictionary(model: Pipeline) -> None:
    component = model.get_pipe("known_names")
    assert isinstance(component, known_names.KnownNames)
    component.learn(dictionary_names(), (shape.regex for shape in variant_shapes()))


def _train(config: Path, folder: Path, overrides: dict[str, Any], prepare: Callable[[Pipeline], None] | None = None) -> None:
    """spaCy's own training loop. The best model by the development part is kept in `model-best`."""
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train
    from spacy.util import load_config

    with fast_arithmetic():
        model = init_nlp(load_config(config, overrides=overrides, interpolate=False))
        if prepare is not None:
            prepare(model)
        train(model, folder, stdout=sys.stdout, stderr=sys.stderr)
