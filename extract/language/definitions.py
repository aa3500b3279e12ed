"""What the short forms of a text stand for, as one more thing that the recogniser sees of a word.

"CM" may be a drug, a disease or a gene; after "cutaneous melanoma (CM)" it is what a melanoma is, on every page. A short form is
therefore shown as the long form is: with the form, beginning and ending of its last word, and with the mark that a dictionary leaves
on it. Definitions are found by the method of Schwartz and Hearst (Pac Symp Biocomput 2003:451-62).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from spacy.language import Language as Pipeline
from spacy.pipeline import Pipe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from spacy.tokens import Doc

_KEY = "evitrace_long_forms"
_LONGEST = 12
_MOST_TOKENS = 5
_WORD = re.compile(r"[^\W\d_]{3,}")


def long_forms_of(doc: Doc) -> dict[int, str]:
    """What the short forms of a document stand for, by the index of each of their tokens."""
    return cast("dict[int, str]", doc.user_data.get(_KEY, {}))


def set_long_forms(doc: Doc, long_forms: dict[int, str]) -> None:
    """Tells a document what its short forms stand for, for each of their tokens; it then looks for none itself."""
    doc.user_data[_KEY] = dict(long_forms)


def head_of(long_form: str) -> str:
    """The last word of a long form, the one that tells what it is: "kinase" of "cyclin-dependent kinase 4"; the whole where it has none."""
    words = _WORD.findall(long_form)
    return words[-1] if words else long_form


def find_long_forms(doc: Doc) -> dict[int, str]:
    """For each token of a short form that the document defines, the long form."""
    return short_forms_in(doc, definitions_in(doc))


def definitions_in(doc: Doc) -> dict[tuple[str, ...], str]:
    """The short forms that a document defines, each as its tokens, with the long form. The first definition holds."""
    words = [token.text for token in doc]
    defined: dict[tuple[str, ...], str] = {}
    for at, word in enumerate(words):
        if word == "(" and at and (short := _bracketed(words, at)):
            form = doc[at + 1 : at + 1 + len(short)].text
            start = max(0, at - min(len(form) + 5, 2 * len(form)) - 3)
            if _may_be_short(form) and (long_form := _long_form(form, doc[start:at].text)):
                defined.setdefault(short, long_form)
    return defined


def short_forms_in(doc: Doc, defined: Mapping[tuple[str, ...], str]) -> dict[int, str]:
    """For each token of a short form, or of its plural, the long form that `defined` has for it."""
    if not defined:
        return {}
    defined = {**{(*short[:-1], f"{short[-1]}s"): long_form for short, long_form in defined.items()}, **defined}
    beginning: dict[str, list[tuple[str, ...]]] = {}
    for short in defined:
        beginning.setdefault(short[0], []).append(short)
    words = [token.text for token in doc]
    long_forms: dict[int, str] = {}
    for at, word in enumerate(words):
        for short in sorted(beginning.get(word, ()), key=len, reverse=True):
            if at not in long_forms and tuple(words[at : at + len(short)]) == short:
                long_forms.update({at + i: defined[short] for i in range(len(short))})
    return long_forms


def _bracketed(words: list[str], at: int) -> tuple[str, ...]:
    for end in range(at + 2, min(len(words), at + 2 + _MOST_TOKENS)):
        if words[end] in (")", ";", ","):
            return tuple(words[at + 1 : end])
    return ()


def _may_be_short(form: str) -> bool:
    return 2 <= len(form) <= _LONGEST and form[0].isalnum() and any(c.isupper() for c in form) and " " not in form


def _long_form(form: str, before: str) -> str:
    """The words before a short form that have its letters in order, from a word that begins with the first; or nothing."""
    at = len(before)
    letters = [c.lower() for c in form if c.isalnum()]
    lower = before.lower()
    for i, letter in reversed(list(enumerate(letters))):
        at = lower.rfind(letter, 0, at)
        while i == 0 and at > 0 and lower[at - 1].isalnum():
            at = lower.rfind(letter, 0, at)
        if at < 0:
            return ""
    return before[at:]


@Pipeline.factory("evitrace_long_forms")
class LongForms(Pipe):
    """Looks for definitions in a document, unless it was told them. Holds nothing."""

    def __init__(self, nlp: Pipeline, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        if _KEY not in doc.user_data:
            set_long_forms(doc, find_long_forms(doc))
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> LongForms:
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Nothing is kept."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> LongForms:
        return self
