"""Names found in the text, the concepts they stand for, and the grammar of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Label = Literal[
    "DRUG", "CHEMICAL", "TARGET", "DISEASE", "CELL_LINE", "ORGANISM", "CELL_TYPE", "VARIANT", "OUTCOME", "MEASURE", "POPULATION"
]
Method = Literal["model", "dictionary", "abbreviation", "pattern"]
Kind = Literal["CANCER", "CLASS"]
GroundingMethod = Literal["name", "spelling", "definition", "context", "rewritten", "fuzzy"]
"""How a name came to its concept: written as listed, written otherwise, through the long form of a short form, by what stands around it,
by a rule that says it otherwise, or by likeness."""


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of a vocabulary. `id` is a CURIE; `value` is the controlled value of an OUTCOME or a MEASURE, else None.

    `polarity` is -1 where the name says the opposite of its value ("regression" is tumor_growth, -1), else 1.
    """

    id: str
    name: str
    label: Label
    synonyms: tuple[str, ...]
    source: str
    value: str | None = None
    polarity: int = 1


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `text == document.text[start:end]`; `name` is the concept's name when grounded, else as written.

    `concept_id` is None when the name is not grounded. `value` is the controlled value of an OUTCOME or MEASURE mention.
    `score` is in 0..1. `polarity` is -1 where an outcome's words say the opposite of its value ("regression" is tumor_growth, -1).
    `parts` are the names inside a name: the target PI3K inside the drug class "PI3K inhibitors". They are not mentions of their own.
    `grounded_by` and `grounding_score` (0..1) say how the concept was found; both are None where there is none.
    `kind` divides a label: CANCER among diseases, CLASS for a DRUG that is a class of drugs or a therapy and no single substance.
    """

    start: int
    end: int
    text: str
    label: Label
    name: str
    concept_id: str | None
    method: Method
    score: float
    value: str | None = None
    polarity: int = 1
    parts: tuple[Mention, ...] = ()
    grounded_by: GroundingMethod | None = None
    grounding_score: float | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a parsed sentence. `start`/`end` are document offsets; `head` is an index into the tokens of the parse.

    `tag` is the Penn treebank tag, `pos` the universal part of speech, `dep` the ClearNLP dependency label.
    A mention is always one token: `mention` is its index among the mentions given to the parser, else None.
    """

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    mention: int | None = None


@dataclass(frozen=True, slots=True)
class Parse:
    """The grammar of one sentence: its tokens in order; a root's `head` is its own index."""

    start: int
    end: int
    tokens: tuple[Token, ...]
