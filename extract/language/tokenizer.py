"""The tokenizer of our own model: names come apart at every joint, numbers and abbreviations stay whole.

Annotators mark "HER2" in "HER2-overexpressing", "EGFR" in "EGFR/HER2" and "Na" in "Na(+)": a model can find only what begins and ends
at a token. General English rules keep such words whole, and take "hes", "Id" and "wed" for contractions, which are names here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language as Pipeline
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

_JOINTS = r"\-‐‑–—−/(){}\[\]:;+=~<>≤≥±×*\"'’′″^_|·•→←↔&@%#®™†‡§?!"
"""Marks that part a word wherever they stand; a point or a comma parts only letters, never digits."""

_INFIXES = (rf"[{_JOINTS}](?=\S)", r"(?<=[^\W\d]{3})[.](?=[^\W\d]{3})", r"(?<=[^\W\d]),(?=\w)", r"(?<=\w),(?=[^\W\d])", r"\.{2,}|…")
_ADDRESS = re.compile(r"(?:(?:https?|ftp)://|www\.)\S+$")
"""Addresses stay whole, so that no sentence ends in them."""
_PREFIXES = (rf"[{_JOINTS}]", r"[.,…]", r"[^\w\s]")
_SUFFIXES = (r"['’]s", r"(?<=\d)°[CF]", rf"[{_JOINTS}]", r"[,.…]", r"[^\w\s]")


def make_tokenizer(pipeline: Pipeline) -> Tokenizer:
    """The tokenizer for a blank English pipeline. Of its exceptions only those written with a point or an apostrophe are kept."""
    defaults = pipeline.Defaults
    rules = {
        form: parts
        for form, parts in (defaults.tokenizer_exceptions or {}).items()
        if ("." in form or "'" in form or "’" in form or form in ("cannot", "Cannot")) and not form.startswith(("'", "’"))
    }
    return Tokenizer(
        pipeline.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex(_PREFIXES).search,
        suffix_search=compile_suffix_regex(_SUFFIXES).search,
        url_match=_ADDRESS.match,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
    )


def joint_tokenizer() -> Callable[[Pipeline], Tokenizer]:
    """The tokenizer as a configuration names it."""
    return make_tokenizer


registry.tokenizers("evitrace.JointTokenizer.v1", func=joint_tokenizer)
