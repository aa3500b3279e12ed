"""The recogniser of names: a spaCy component that labels words by a chain and may learn from partly labelled sentences.

A type may be divided: names of the type "DISEASE/CANCER" come out with the label DISEASE and the id CANCER. A name that is marked as
DISEASE in training, without an id, may be of either kind; one with the id "-" is of none.

Registered as the factory "evitrace_recogniser". A training document says what it leaves open by spans of the group "open", each with
the type that may stand unmarked inside it; where a type is not open, a word without a mark is no name of that type.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.language import Language as Pipeline
from spacy.pipeline import TrainablePipe
from spacy.tokens import Span
from spacy.util import registry
from thinc.api import Linear, Model, chain, set_dropout_rate, with_array
from thinc.types import Floats2d

from extract.language.brackets import whole
from extract.language.chain import IMPOSSIBLE, best_labels, chain_gradient, labels_of, possible_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.vocab import Vocab

OPEN = "open"
PLAIN = "-"
TEXT = "evitrace_text"
"""In a document's user data, what the parts of one text have in common; without it a document is a text of its own."""
STEPS = "steps"
_AT_ONCE = 3000
"""So many words are labelled together: what is worked out of them still fits the cache of a processor."""


def chain_scores(tok2vec: Model[list[Doc], list[Floats2d]], types: list[str], members: int = 1) -> Model[Any, Any]:
    """Scores of the labels of each word, the mean of those of the members, which see the words alike and were trained apart.

    The scores of steps between labels are a parameter of the whole.
    """
    labels = labels_of(tuple(types))
    views = [tok2vec, *(tok2vec.copy() for _ in range(members - 1))]
    layers: list[Model[Any, Any]] = [chain(view, with_array(Linear(len(labels), view.maybe_get_dim("nO")))) for view in views]

    def forward(outer: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[list[Any]], list[Any]]]:
        results = [layer(docs, is_train) for layer in outer.layers]

        def backprop(gradients: list[Any]) -> list[Any]:
            for _, back in results:
                back([gradient / len(results) for gradient in gradients])
            return []

        return [sum(scores[1:], scores[0]) / len(scores) for scores in zip(*(scores for scores, _ in results), strict=True)], backprop

    def init(outer: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
        for layer in outer.layers:
            layer.initialize(X=X)

    return Model(
        "chain_scores",
        forward,
        init=init,
        layers=layers,
        params={STEPS: tok2vec.ops.alloc2f(len(labels), len(labels))},
        attrs={"types": list(types)},
    )


def score_names(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Precision, recall and F1 of names, exact spans, over the types that each document does not leave open."""
    counts: dict[str, list[int]] = {}
    for example in examples:
        loose = [(span.start_char, span.end_char, span.label_) for span in example.reference.spans.get(OPEN, ())]
        divided = {label for _, _, label in loose}  # where DISEASE as a whole is open, only its kind is counted
        gold = {(span.start_char, span.end_char, type_of(span)) for span in example.reference.ents}
        named = {
            (span.start_char, span.end_char, type_of(span) if span.label_ in divided else span.label_) for span in example.predicted.ents
        }
        found = {
            span for span in named if span in gold or not any(a <= span[0] and span[1] <= b and span[2] == label for a, b, label in loose)
        }
        for index, spans in enumerate((found & gold, found, gold)):
            for span in spans:
                counts.setdefault(span[2], [0, 0, 0])[index] += 1
    total = [sum(each[i] for each in counts.values()) for i in range(3)]
    per_type = {label: _ratios(*each) for label, each in sorted(counts.items())}
    mean = sum(each["f"] for each in per_type.values()) / max(1, len(per_type))
    overall = _ratios(*total)
    return {"names_p": overall["p"], "names_r": overall["r"], "names_f": overall["f"], "names_mean_f": mean, "names_per_type": per_type}


def type_of(span: Span) -> str:
    """The type of a name, with its kind where it has one: "DISEASE/CANCER"."""
    return f"{span.label_}/{span.id_}" if span.id_ else str(span.label_)


def _ratios(right: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = right / max(1, found), right / max(1, gold)
    return {"p": precision, "r": recall, "f": 2 * right / max(1, found + gold)}


def _agreed(docs: Sequence[Doc], scores: Sequence[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """The scores of the parts of one text, those of one short form or code moved half way to their mean: it means the same everywhere."""
    words = [doc.to_array(ORTH) for doc in docs]
    codes = [
        np.array([i for i, word in enumerate(each.tolist()) if _is_code(doc.vocab.strings[word])], dtype=np.intp)
        for doc, each in zip(docs, words, strict=True)
    ]
    if sum(map(len, codes)) < 2:
        return list(scores)
    likely = [each - each.max(axis=1, keepdims=True) for each in scores]
    likely = [each - np.log(np.exp(each).sum(axis=1, keepdims=True)) for each in likely]
    forms = np.concatenate([each[at] for each, at in zip(words, codes, strict=True)])
    _, which, count = np.unique(forms, return_inverse=True, return_counts=True)
    own = np.concatenate([each[at] for each, at in zip(likely, codes, strict=True)])
    total = np.zeros((len(count), own.shape[1]), dtype=np.float32)
    np.add.at(total, which, own)
    agreed = (own + (total / count[:, None].astype(np.float32))[which]) / 2
    for each, at, part in zip(likely, codes, np.split(agreed, np.cumsum([len(at) for at in codes])[:-1]), strict=True):
        each[at] = part
    return likely


@lru_cache(maxsize=100_000)
def _is_code(word: str) -> bool:
    letters = any(c.isalpha() for c in word)
    return any(c.isupper() for c in word[1:]) or (letters and any(c.isdigit() for c in word))


def _in_groups(order: Iterable[int], docs: Sequence[Doc]) -> Iterator[list[int]]:
    """The documents in groups of about so many words as are labelled together."""
    group: list[int] = []
    words = 0
    for i in order:
        if group and words + len(docs[i]) > _AT_ONCE:
            yield group
            group, words = [], 0
        group.append(i)
        words += len(docs[i])
    if group:
        yield group


def _with_whole_brackets(doc: Doc, start: int, end: int, path: NDArray[np.intp]) -> tuple[int, int]:
    """The tokens of a name without brackets whose other half is outside, or with the one behind it that closes one inside."""
    words = [token.text for token in doc[start:end]]
    if not any(word in "()[]" for word in words):
        return start, end
    behind = doc[end].text if end < len(doc) and path[end] == 0 else ""
    # one letter for each token, so that positions are those of tokens
    signs = "".join(word if word in "()[]" else "x" for word in (*words, behind or "x"))
    first, last = whole(signs, 0, len(words))
    return start + first, start + last


class Recogniser(TrainablePipe):  # type: ignore[misc]
    """Sets `doc.ents`. `types` are those of the model."""

    def __init__(self, vocab: Vocab, model: Model[Any, Any], name: str = "recogniser") -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {}
        self.scorer = score_names
        self.names = labels_of(tuple(model.attrs["types"]))
        self._label_at = {label: i for i, label in enumerate(self.names)}
        self._possible = possible_steps(self.names)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self.model.attrs["types"])

    @property
    def _steps(self) -> NDArray[np.float32]:
        return np.where(self._possible, np.asarray(self.model.get_param(STEPS)), IMPOSSIBLE).astype(np.float32)

    def predict(self, docs: Iterable[Doc]) -> list[NDArray[np.intp]]:
        """The labels of the words of each document."""
        docs = list(docs)
        found: list[NDArray[np.intp]] = [np.zeros(len(doc), dtype=np.intp) for doc in docs]
        order = sorted((i for i, doc in enumerate(docs) if len(doc)), key=lambda i: len(docs[i]))
        parts = list(_in_groups(order, docs))
        scores: dict[int, NDArray[np.float32]] = {}
        for part in parts:
            scores.update(zip(part, self.model.predict([docs[i] for i in part]), strict=True))
        texts: dict[object, list[int]] = {}
        for i in sorted(order):
            texts.setdefault(docs[i].user_data.get(TEXT, i), []).append(i)
        for together in texts.values():
            agreed = _agreed([docs[i] for i in together], [scores[i] for i in together])
            scores.update(zip(together, agreed, strict=True))
        for part in parts:
            padded, _ = self._padded([scores[i] for i in part])
            path = best_labels(padded, self._steps)
            for k, i in enumerate(part):
                found[i] = path[: len(docs[i]), k]
        return found

    def set_annotations(self, docs: Iterable[Doc], paths: Sequence[NDArray[np.intp]]) -> None:
        for doc, path in zip(docs, paths, strict=True):
            names, begun = [], 0
            for i in np.flatnonzero(path).tolist():
                part, label = self.names[path[i]].split("-", 1)
                if part in "BU":
                    begun = i
                if part in "LU":
                    label, _, kind = label.partition("/")
                    start, end = _with_whole_brackets(doc, begun, i + 1, path)
                    names.append(Span(doc, start, end, label=label, span_id=kind))
            doc.set_ents(names)

    def update(
        self, examples: Iterable[Example], *, drop: float = 0.0, sgd: Any = None, losses: dict[str, float] | None = None
    ) -> dict[str, float]:
        """One step of training; the loss is counted for each word."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = [example for example in examples if len(example.predicted)]
        if not examples:
            return losses

        set_dropout_rate(self.model, drop)
        scores, backprop = self.model.begin_update([example.predicted for example in examples])
        padded, lengths = self._padded(scores)
        allowed = np.zeros(padded.shape, dtype=bool)
        allowed[..., 0] = True
        for k, example in enumerate(examples):
            allowed[: lengths[k], k] = self.allowed_labels(example)
        loss, by_scores, by_steps = chain_gradient(padded, self._steps, allowed)
        count = sum(lengths)
        gradient: Any = np.where(self._possible, by_steps, 0).astype(np.float32) / np.float32(count)
        self.model.inc_grad(STEPS, gradient)
        backprop([np.ascontiguousarray(by_scores[:length, k]) / np.float32(count) for k, length in enumerate(lengths)])
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] += loss / count
        return losses

    def allowed_labels(self, example: Example) -> NDArray[np.bool_]:
        """Which labels agree with the annotation of each word."""
        reference = example.reference
        if len(reference) != len(example.predicted):
            raise ValueError("training documents must have the tokens of the pipeline")
        allowed = np.zeros((len(reference), len(self.names)), dtype=bool)
        allowed[:, 0] = True
        for span in reference.spans.get(OPEN, ()):
            for part in "BILU":
                allowed[span.start : span.end, self._label_at[f"{part}-{span.label_}"]] = True
        for span in reference.ents:
            allowed[span.start : span.end] = False
            types = self._types_of(span)
            for i in range(span.start, span.end):
                part = "U" if len(span) == 1 else "B" if i == span.start else "L" if i == span.end - 1 else "I"
                for each in types:
                    allowed[i, self._label_at[f"{part}-{each}"]] = True
        return allowed

    def _types_of(self, span: Span) -> list[str]:
        if span.id_ == PLAIN:
            return [str(span.label_)]
        kinds = [] if span.id_ else [each for each in self.labels if each.startswith(f"{span.label_}/")]
        return [type_of(span), *kinds]

    def initialize(self, get_examples: Callable[[], Iterable[Example]], *, nlp: Pipeline | None = None) -> None:
        examples = [example for example, _ in zip(get_examples(), range(20), strict=False)]
        self.model.initialize(X=[example.predicted for example in examples])

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        raise NotImplementedError("the loss is worked out by update()")

    def _padded(self, scores: Sequence[NDArray[np.float32]]) -> tuple[NDArray[np.float32], list[int]]:
        """Scores, time first, with at least one word of padding, on which only O is likely: it closes a name that is still begun."""
        lengths = [len(each) for each in scores]
        padded = np.full((max(lengths) + 1, len(scores), len(self.names)), IMPOSSIBLE, dtype=np.float32)
        padded[..., 0] = 0
        for k, each in enumerate(scores):
            padded[: lengths[k], k] = each
        return padded, lengths


@Pipeline.factory(
    "evitrace_recogniser", assigns=["doc.ents"], default_score_weights={"names_f": 0.5, "names_mean_f": 0.5, "names_per_type": None}
)
def make_recogniser(nlp: Pipeline, name: str, model: Model[Any, Any]) -> Recogniser:
    """The recogniser, as a configuration asks for it."""
    return Recogniser(nlp.vocab, model, name)


registry.architectures("evitrace.ChainScores.v1", func=chain_scores)
