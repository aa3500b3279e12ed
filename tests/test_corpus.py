"""The bundled corpus: its papers come out of their sources byte for byte, and its gold says only what its documents say."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpora" / "trastuzumab_resistance"
DOCUMENTS = sorted((CORPUS / "documents").iterdir())
SOURCES = sorted((CORPUS / "sources").glob("*.md"))
GOLD = sorted((CORPUS / "gold").glob("*.jsonl"))

sys.path.insert(0, str(ROOT / "corpora"))  # the scripts of the corpus are no part of the package
from manuscript import read_manuscript  # noqa: E402

VOCABULARY = tomllib.loads((ROOT / "patterns" / "contract.toml").read_text(encoding="utf-8"))
SHARED_KEYS = {"kind", "quote", "drug", "target", "disease", "cell_line", "essential", "note"}
EVIDENCE_KEYS = SHARED_KEYS | {
    "target_alteration",
    "mechanism",
    "outcome",
    "outcome_direction",
    "negated",
    "certainty",
    "study_type",
    "combination",
}
VALUE_KEYS = SHARED_KEYS | {
    "claim",
    "value",
    "low",
    "high",
    "qualifier",
    "unit",
    "vkind",
    "measure",
    "measure_text",
    "comparison",
    "arm",
    "role",
    "timepoint",
}
UNITS = {"%", "1", "{fold}", "nmol/L", "umol/L", "mo", "wk", "d", "a", "kDa"}
NUMBER_WORDS = {1: "one", 8: "eight", 9: "nine", 100: "hundred"}


def gold_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def full_text(stem: str) -> str:
    """The words of a document, all white space alike: of its source where it is set from one, else of the document itself."""
    source = CORPUS / "sources" / f"{stem}.md"
    if source.exists():
        text = read_manuscript(source).plain_text()
    else:
        text = next(path for path in DOCUMENTS if path.stem == stem).read_text(encoding="utf-8")
    return " ".join(text.split())


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_paper_is_built_byte_for_byte(source: Path) -> None:
    pytest.importorskip("reportlab", reason="building the papers needs reportlab")
    pytest.importorskip("pyphen", reason="building the papers needs pyphen")
    from build_pdfs import pdf_bytes

    built = pdf_bytes(read_manuscript(source))
    assert built == (CORPUS / "documents" / f"{source.stem}.pdf").read_bytes(), "run python corpora/build_pdfs.py and commit the papers"


def test_corpus_holds_every_format_and_gold_for_each_document() -> None:
    assert {path.suffix for path in DOCUMENTS} == {".pdf", ".txt", ".md"}
    assert {path.stem for path in DOCUMENTS} == {path.stem for path in GOLD}


def test_papers_are_what_a_reader_of_papers_has_to_cope_with() -> None:
    with pdfplumber.open(CORPUS / "documents" / "resistance_review.pdf") as paper:
        assert len(paper.pages) >= 4
        middle = paper.pages[0].width / 2
        for number, page in enumerate(paper.pages, start=1):
            words = page.extract_words()
            assert str(number) in [word["text"] for word in words if word["bottom"] > page.height - 45], "page number"
            running_head = " ".join(word["text"] for word in words if word["top"] < 45)
            assert "evitrace corpus" in running_head
            body = [word for word in words if page.height * 0.45 < word["top"] < page.height * 0.9]
            assert not [word for word in body if word["x0"] < middle < word["x1"]], "two columns with a gutter"
        text = "\n".join(page.extract_text() for page in paper.pages)
        left = "\n".join(page.crop((0, 0, middle, page.height)).extract_text() for page in paper.pages)
    assert "Fcγ" in text
    assert "TGF-α" in text
    assert len(re.findall(r"[a-z]-\n[a-z]", left)) > 20, "words broken at line ends"
    assert re.search(r"\[\d+\]", text)
    assert re.search(r"\[\d+,\d+\]", text)
    assert re.search(r"\[\d+-\d+\]", text)


def test_each_reference_is_cited_and_listed_in_the_readme() -> None:
    known = tomllib.loads((CORPUS / "sources" / "references.toml").read_text(encoding="utf-8"))
    cited = {reference for source in SOURCES for reference in read_manuscript(source).references}
    assert cited == set(known.values())
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [reference for reference in known.values() if reference not in readme] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_references_are_numbered_in_the_order_of_citation(source: Path) -> None:
    manuscript = read_manuscript(source)
    numbers: list[int] = []
    for callout in re.findall(r"\[(\d[\d,-]*)\]", " ".join(block.text for block in manuscript.blocks)):
        for part in callout.split(","):
            first, _, last = part.partition("-")
            numbers += [number for number in range(int(first), int(last or first) + 1) if number not in numbers]
    assert numbers == list(range(1, len(manuscript.references) + 1))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_quotes_its_document(path: Path) -> None:
    text = full_text(path.stem)
    missing = {line["quote"] for line in gold_lines(path) if " ".join(line["quote"].split()) not in text}
    assert missing == set()


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_evidence_keeps_to_the_vocabularies(path: Path) -> None:
    allowed = VOCABULARY["evidence"]
    seen = set()
    for line in gold_lines(path):
        if line["kind"] != "evidence":
            continue
        assert set(line) == EVIDENCE_KEYS, line
        assert sum(bool(line[slot]) for slot in ("drug", "target", "outcome")) >= 2, line
        assert set(line["mechanism"]) <= set(allowed["mechanism"]), line
        assert set(line["outcome"]) <= set(allowed["outcome"]), line
        assert line["target_alteration"] in {None, *allowed["target_alteration"]}, line
        assert line["outcome_direction"] in {None, *allowed["outcome_direction"]}, line
        assert line["certainty"] in allowed["certainty"], line
        assert line["study_type"] in allowed["study_type"], line
        assert line["negated"] in (0, 1), line
        assert isinstance(line["essential"], bool), line
        assert not (line["outcome_direction"] and not line["outcome"]), line
        assert not (line["target_alteration"] and not line["target"]), line
        fact = json.dumps({key: value for key, value in line.items() if key not in ("note", "essential")}, sort_keys=True)
        assert fact not in seen, f"twice: {line}"
        seen.add(fact)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_values_keep_to_the_vocabularies(path: Path) -> None:
    claims, values = VOCABULARY["quantitative_claims"], VOCABULARY["claim_values"]
    for line in gold_lines(path):
        if line["kind"] != "value":
            continue
        assert set(line) == VALUE_KEYS, line
        assert set(line["measure"]) <= set(claims["measure"]), line
        assert line["measure"], line
        assert line["comparison"] in claims["comparison"], line
        assert line["vkind"] in values["kind"], line
        assert line["role"] in values["role"], line
        assert line["unit"] in UNITS, line
        assert line["qualifier"] in {None, "<", "<=", ">", ">=", "~"}, line
        numbers = [line["low"], line["high"]] if line["value"] is None else [line["value"]]
        assert None not in numbers, line
        assert (line["vkind"] in ("range", "confidence_interval")) == (len(numbers) == 2), line
        for number in numbers:
            written = [float(found) for found in re.findall(r"\d+(?:\.\d+)?", line["quote"])]
            assert number in written or NUMBER_WORDS.get(number, "?") in line["quote"].lower(), line


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_comparison_is_one_claim_with_its_arms(path: Path) -> None:
    claims: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in gold_lines(path):
        if line["kind"] == "value" and line["comparison"] == "versus" and line["vkind"] == "estimate":
            claims[line["claim"]].append(line)
    for claim, lines in claims.items():
        assert len(lines) >= 2, claim
        assert {"treatment", "comparator"} <= {line["role"] for line in lines}, claim


def test_gold_holds_the_genotype_comparison_with_the_drug_constant() -> None:
    lines = gold_lines(CORPUS / "gold" / "resistance_review.jsonl")
    growth = [line for line in lines if line["kind"] == "value" and line["value"] in (29, 96)]
    assert len({line["claim"] for line in growth}) == 1
    assert {line["drug"][0] for line in growth} == {"trastuzumab"}
    assert {line["value"]: line["role"] for line in growth} == {29: "treatment", 96: "comparator"}
