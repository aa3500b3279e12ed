"""Names in texts, as offsets and labels; no spaCy object comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.language.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

NAME_COMPONENTS = ("long_forms", "known_names", "recogniser")
"""The components of our own model that find names, in their order."""
_WHOLE = "one text"


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name that a model found: span in the text given, label, and a kind within the label ("CANCER") or nothing."""

    start: int
    end: int
    label: str
    kind: str | None


def find_names(texts: Sequence[str], model: Pipeline, long_forms: Mapping[str, str] | None = None) -> list[tuple[FoundName, ...]]:
    """The names of each text by our own model, without overlaps: genes, chemicals, diseases, organisms, cell lines, variants.

    The texts are those of one document: a short form means the same in all of them, wherever it is defined. `long_forms` has
    definitions that were found otherwise; they go before those that the model finds.
    """
    parts = [(index, at, model.make_doc(piece)) for index, text in enumerate(texts) for at, piece in pieces(text)]
    docs = [doc for _, _, doc in parts]
    tell_short_forms(docs, model, long_forms or {})
    for name in NAME_COMPONENTS:
        docs = list(model.get_pipe(name).pipe(docs, batch_size=max(1, len(docs))))  # type: ignore[attr-defined]
    found: list[list[FoundName]] = [[] for _ in texts]
    for (index, at, _), doc in zip(parts, docs, strict=True):
        found[index].extend(FoundName(at + span.start_char, at + span.end_char, span.label_, span.id_ or None) for span in doc.ents)
    return [tuple(each) for each in found]


def tell_short_forms(docs: Sequence[Doc], model: Pipeline, long_forms: Mapping[str, str]) -> None:
    """Tells each document what the short forms of all of them stand for, and that they are parts of one text."""
    from extract.language.definitions import definitions_in, set_long_forms, short_forms_in
    from extract.language.recogniser import TEXT

    defined: dict[tuple[str, ...], str] = {}
    for short, long in long_forms.items():
        if words := tuple(token.text for token in model.make_doc(short) if not token.is_space):
            defined[words] = long
    for doc in docs:
        for form, long in definitions_in(doc).items():
            defined.setdefault(form, long)
    for doc in docs:
        set_long_forms(doc, short_forms_in(doc, defined))
        doc.user_data[TEXT] = _WHOLE
