"""Hand-made annotations: one JSON Lines file per document, one fact per line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import EvitraceError


@dataclass(frozen=True, slots=True)
class GoldEvidence:
    """A statement that the annotators took from the document. Slots hold every name that is right; an empty one is empty.

    A statement that is not `essential` is right when found and not missed when absent.
    """

    quote: str
    drug: tuple[str, ...]
    target: tuple[str, ...]
    mechanism: tuple[str, ...]
    outcome: tuple[str, ...]
    outcome_direction: str | None
    negated: bool
    essential: bool


@dataclass(frozen=True, slots=True)
class GoldValue:
    """A number, or a range, of a measured finding; values with the same `claim` belong to one comparison."""

    claim: str
    quote: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    kind: str
    measure: tuple[str, ...]
    arm: tuple[str, ...]
    drug: tuple[str, ...]
    essential: bool


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The annotations of one document; `name` is its file name without extension."""

    name: str
    evidence: tuple[GoldEvidence, ...]
    values: tuple[GoldValue, ...]


def load_gold(folder: Path) -> tuple[GoldDocument, ...]:
    """The annotated documents of a folder, by name.

    Raises EvitraceError for a folder without annotations and for a line that is none.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise EvitraceError(
            "no_gold",
            "there are no annotations here",
            where=str(folder),
            remedy="Name a folder that holds one DOCUMENT.jsonl per document.",
        )
    return tuple(_load_document(path) for path in paths)


def _load_document(path: Path) -> GoldDocument:
    evidence: list[GoldEvidence] = []
    values: list[GoldValue] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            if entry["kind"] == "evidence":
                evidence.append(_evidence(entry))
            elif entry["kind"] == "value":
                values.append(_value(entry))
        except (ValueError, KeyError, TypeError) as error:
            raise EvitraceError(
                "bad_gold",
                f"this line is not an annotation ({type(error).__name__}: {error})",
                where=f"{path}:{number}",
                remedy="Correct the line; the corpora's README describes the format.",
            ) from error
    return GoldDocument(path.stem, tuple(evidence), tuple(values))


def _evidence(entry: dict[str, Any]) -> GoldEvidence:
    return GoldEvidence(
        quote=entry["quote"],
        drug=tuple(entry["drug"]),
        target=tuple(entry["target"]),
        mechanism=tuple(entry["mechanism"]),
        outcome=tuple(entry["outcome"]),
        outcome_direction=entry["outcome_direction"],
        negated=bool(entry["negated"]),
        essential=entry["essential"],
    )


def _value(entry: dict[str, Any]) -> GoldValue:
    return GoldValue(
        claim=entry["claim"],
        quote=entry["quote"],
        value=entry["value"],
        low=entry["low"],
        high=entry["high"],
        unit=entry["unit"],
        kind=entry["vkind"],
        measure=tuple(entry["measure"]),
        arm=tuple(entry["arm"]),
        drug=tuple(entry["drug"]),
        essential=entry["essential"],
    )
