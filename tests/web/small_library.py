"""Three small documents with what was found in them, written straight into the tables: what the pages are tested on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from extract.store.database import open_for_writing

Row = dict[str, Any]

CONCEPTS = [
    ("CHEBI:231601", "trastuzumab", "DRUG", ["Herceptin", "rhuMAb HER2"]),
    ("CHEBI:49603", "lapatinib", "DRUG", ["Tykerb", "GW572016"]),
    ("HGNC:3430", "ERBB2", "TARGET", ["HER2", "HER2/neu", "c-erbB-2"]),
    ("HGNC:5465", "IGF1R", "TARGET", ["IGF-IR", "insulin-like growth factor 1 receptor"]),
    ("HGNC:9588", "PTEN", "TARGET", ["MMAC1"]),
]
IDS = {name: own_id for own_id, name, _, _ in CONCEPTS}


@dataclass
class Paper:
    """A document being written: its text grows with each sentence, and rows are made of what the sentence states."""

    own_id: str
    title: str
    pages: int | None
    text: str = ""
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def sentence(self, text: str, *, page: int | None = None) -> None:
        start = len(self.text)
        self.text += text + " "
        self._add("sentences", section_id=f"{self.own_id}-section", start=start, end=start + len(text), page=page, text=text)

    def table(self, caption: str, *lines: str, page: int) -> None:
        start = len(self.text)
        self.text += "\n".join(lines) + "\n"
        self._add("tables", caption=caption, page=page, start=start, end=len(self.text))

    def evidence(self, quote: str, *, negated: int = 0, certainty: str = "asserted", cites: str | None = None, **slots: str) -> None:
        start, end, own_id = self._span(quote), self._span(quote) + len(quote), self._next("evidence")
        row = {"drug": None, "target": None, "study_type": "in_vitro", "combination": None} | slots
        for slot in ("drug", "target"):
            row[f"{slot}_id"] = IDS.get(str(row[slot]))
        self._add(
            "evidence",
            sentence_id=self._sentence_at(start),
            start=start,
            end=end,
            quote=quote,
            negated=negated,
            certainty=certainty,
            pattern_id="test.pattern",
            confidence=0.8,
            **row,
        )
        if cites:
            self._add("bibliography", label=cites, text=f"Author {cites} et al. A study that is cited.")
            reference = self.rows["bibliography"][-1]["id"]
            self._add("citations", bibliography_id=reference, label=cites, evidence_id=own_id, start=start, end=end)

    def claim(self, quote: str, *values: Row, measure: str, comparison: str = "none", from_table: bool = False, **slots: str) -> None:
        start, own_id = self._span(quote), self._next("quantitative_claims")
        self._add(
            "quantitative_claims",
            sentence_id=None if from_table else self._sentence_at(start),
            table_id=f"{self.own_id}-tables-0" if from_table else None,
            start=start,
            end=start + len(quote),
            quote=quote,
            measure=measure,
            comparison=comparison,
            pattern_id="test.numbers",
            confidence=0.7,
            drug_id=IDS.get(slots.get("drug", "")),
            **slots,
        )
        for position, value in enumerate(values):
            place = {"claim_id": own_id, "position": position, "start": start, "end": start + len(quote)}
            self._add("claim_values", **({"kind": "estimate", "role": "single"} | place | value))

    def _span(self, quote: str) -> int:
        return self.text.index(quote)

    def _sentence_at(self, start: int) -> str:
        return next(str(row["id"]) for row in self.rows["sentences"] if row["start"] <= start < row["end"])

    def _next(self, table: str) -> str:
        return f"{self.own_id}-{table}-{len(self.rows.get(table, []))}"

    def _add(self, table: str, **columns: Any) -> None:
        self.rows.setdefault(table, []).append({"id": self._next(table), "document_id": self.own_id, **columns})


def review() -> Paper:
    paper = Paper("doc-review", "Why tumours stop answering to trastuzumab", 4)
    paper.sentence("Trastuzumab binds the outer part of HER2 and inhibits signalling.", page=1)
    paper.evidence("Trastuzumab binds the outer part of HER2", drug="trastuzumab", target="ERBB2", mechanism="binds", cites="1")
    paper.sentence("Loss of PTEN made SKBR3 cells less sensitive to trastuzumab.", page=2)
    paper.evidence(
        "Loss of PTEN made SKBR3 cells less sensitive to trastuzumab",
        drug="trastuzumab",
        target="PTEN",
        target_alteration="loss",
        outcome="sensitivity",
        outcome_direction="decrease",
        cell_line="SKBR3",
        combination=json.dumps(["paclitaxel", "carboplatin"]),
    )
    paper.sentence("In BT474 cells IGF1R did not raise resistance to trastuzumab.", page=2)
    paper.evidence(
        "IGF1R did not raise resistance to trastuzumab",
        negated=1,
        drug="trastuzumab",
        target="IGF1R",
        mechanism="mediates",
        outcome="resistance",
        outcome_direction="increase",
        cell_line="BT474",
    )
    paper.sentence("It held back growth by 29% in mice without the Fc receptor, against 96% in control mice.", page=3)
    paper.claim(
        "held back growth by 29% in mice without the Fc receptor, against 96% in control mice",
        {"value": 29, "unit": "%", "role": "treatment", "arm": "mice without the Fc receptor"},
        {"value": 96, "unit": "%", "role": "comparator", "arm": "control mice"},
        drug="trastuzumab",
        measure="growth_inhibition",
        comparison="versus",
    )
    paper.sentence("With heregulin, EGF and betacellulin it was 57, 84 and 90 percent.", page=3)
    paper.claim(
        "With heregulin, EGF and betacellulin it was 57, 84 and 90 percent",
        {"value": 57, "unit": "%", "arm": "heregulin"},
        {"value": 84, "unit": "%", "arm": "EGF"},
        {"value": 90, "unit": "%", "arm": "betacellulin"},
        drug="trastuzumab",
        measure="growth_inhibition",
    )
    paper.sentence("Between 15 and 26% of 114 patients answered.", page=4)
    paper.claim(
        "Between 15 and 26% of 114 patients answered",
        {"kind": "range", "value_low": 15, "value_high": 26, "unit": "%"},
        {"kind": "sample_size", "value": 114, "unit": "1"},
        drug="trastuzumab",
        measure="response_rate",
    )
    return paper


def report() -> Paper:
    paper = Paper("doc-report", "IGF1R under a second look", None)
    paper.sentence("IGF1R raised resistance to Herceptin, and may activate HER2.")
    paper.evidence(
        "IGF1R raised resistance to Herceptin",
        drug="trastuzumab",
        target="IGF1R",
        mechanism="mediates",
        outcome="resistance",
        outcome_direction="increase",
        cell_line="MCF-7",
    )
    paper.evidence(
        "IGF1R raised resistance to Herceptin, and may activate HER2", certainty="suggested", target="IGF1R", outcome="signaling"
    )
    paper.sentence(
        "Time to progression was 8.4 months on lapatinib and 4.4 months without it (hazard ratio 0.49, 0.34 to 0.71, P < 0.001)."
    )
    paper.claim(
        "8.4 months on lapatinib and 4.4 months without it (hazard ratio 0.49, 0.34 to 0.71, P < 0.001)",
        {"value": 8.4, "unit": "mo", "role": "treatment", "arm": "lapatinib", "statistic": "median", "si_value": 8.4},
        {"value": 4.4, "unit": "mo", "role": "comparator", "arm": "without it", "statistic": "median", "si_value": 4.4},
        {"kind": "confidence_interval", "value_low": 0.34, "value_high": 0.71, "unit": "1"},
        {"kind": "p_value", "value": 0.001, "qualifier": "<", "unit": "1"},
        drug="lapatinib",
        measure="time_to_progression",
        comparison="versus",
    )
    return paper


def guide() -> Paper:
    paper = Paper("doc-guide", "A guide to the drugs", 2)
    paper.sentence("Lapatinib stops growth.", page=1)
    paper.table("Table 1. Half maximal concentrations", "Drug SKBR3 BT474", "Lapatinib 25 nM 0.1 uM", page=2)
    for value, unit, si_value, cell_line in ((25, "nmol/L", 25, "SKBR3"), (0.1, "umol/L", 100, "BT474")):
        paper.claim(
            "Lapatinib 25 nM 0.1 uM",
            {"value": value, "unit": unit, "si_value": si_value},
            drug="lapatinib",
            measure="ic50",
            cell_line=cell_line,
            from_table=True,
        )
    return paper


def write_library(path: Path) -> Path:
    """A database of the three documents; gives back its path."""
    db = open_for_writing(path)
    with db.atomic():
        _fill(db)
    db.close()
    return path


def _fill(db: Database) -> None:
    concepts = [{"id": own_id, "name": name, "label": label, "synonyms": json.dumps(names)} for own_id, name, label, names in CONCEPTS]
    db.table("concepts").insert_all(concepts)
    for paper in (review(), report(), guide()):
        document = {"id": paper.own_id, "source": f"{paper.own_id}.pdf", "sha256": "0" * 64, "format": "pdf", "doc_type": "review"}
        db.table("documents").insert(document | {"title": paper.title, "n_pages": paper.pages, "text": paper.text, "doi": "10.1000/1"})
        section = {"id": f"{paper.own_id}-section", "document_id": paper.own_id, "title": "Findings", "kind": "results"}
        db.table("sections").insert(section | {"start": 0, "end": len(paper.text)})
        for table, rows in paper.rows.items():
            columns = {name: None for row in rows for name in row}
            db.table(table).insert_all([columns | row for row in rows])
    run = {"id": "run-1", "started_at": "2026-01-01T00:00:00Z"}
    db.table("runs").insert(run)
    failure = {"code": "empty_file", "message": "The file is empty", "remedy": "Name another.", "stage": "read", "at": run["started_at"]}
    db.table("run_errors").insert(failure | {"id": "error-1", "run_id": "run-1", "source": "nothing.txt"})
    decision = {"row_table": "evidence", "row_id": "doc-review-evidence-1", "curator": "a curator", "created_at": run["started_at"]}
    db.table("curations").insert_all([decision | {"decision": "reject"}, decision | {"decision": "accept"}])
