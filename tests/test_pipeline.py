"""All stages in order: one document in, its findings out, the same every time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.model.findings import Findings
from extract.read import read_bytes
from extract.run.pipeline import Toolkit, extract_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPER = b"""# Resistance to gefitinib

## Abstract

Gefitinib is an inhibitor of the epidermal growth factor receptor (EGFR) [1]. Amplification of MET was associated with resistance to
gefitinib in patients with lung cancer [2]. The response rate was 27% with gefitinib versus 12% with docetaxel.

## Methods

Erlotinib inhibited EGFR in A549 cells that were kept for 3 days.

## Results

Gefitinib did not inhibit HER3. Overall survival was not prolonged. Crizotinib, a MET inhibitor, restored sensitivity to gefitinib.

| Drug | IC50 (nM) |
| --- | --- |
| Gefitinib | 33 |
| Erlotinib | 2 |

## References

1. Smith J. Gefitinib inhibits EGFR. J Made Up. 2003;1:1.
2. Jones K. MET amplification. J Made Up. 2007;2:2.
"""


def find(data: bytes, tools: Toolkit, name: str = "paper.md") -> Findings:
    return extract_findings(read_bytes(data, name), tools)


@pytest.fixture(scope="module")
def paper(toolkit: Toolkit) -> Findings:
    return find(PAPER, toolkit)


def test_every_layer_is_filled(paper: Findings) -> None:
    layers = (
        paper.sections,
        paper.sentences,
        paper.mentions,
        paper.quantities,
        paper.evidence,
        paper.claims,
        paper.citations,
        paper.concepts,
    )
    assert all(layers)
    said = {(row.drug and row.drug.name, row.target and row.target.name, row.mechanism, row.outcome, row.negated) for row in paper.evidence}
    assert ("gefitinib", "EGFR", "inhibits", None, False) in said
    assert ("gefitinib", "MET", None, "resistance", False) in said
    assert ("gefitinib", "ERBB3", "inhibits", None, True) in said


def test_same_bytes_give_equal_findings(paper: Findings, toolkit: Toolkit) -> None:
    assert find(PAPER, toolkit) == paper


def test_a_document_leaves_nothing_behind_in_the_tools(paper: Findings, toolkit: Toolkit) -> None:
    find(b"Imatinib inhibits KIT. This drug is effective.", toolkit)
    assert find(PAPER, toolkit) == paper


def test_freshly_loaded_tools_give_equal_findings(paper: Findings, toolkit: Toolkit) -> None:
    other = Toolkit.load()
    assert find(PAPER, other) == paper
    assert other.versions == toolkit.versions


def test_methods_and_references_state_no_findings(paper: Findings) -> None:
    sections = {paper.sections[number].kind for row in paper.evidence if (number := paper.sentences[row.sentence].section) is not None}
    assert sections.isdisjoint({"methods", "references"})


def test_every_row_has_the_context_of_its_sentence(paper: Findings) -> None:
    resistance = next(row for row in paper.evidence if row.outcome == "resistance")
    assert resistance.context.study_type == "clinical"
    assert resistance.context.disease is not None
    assert "lung" in resistance.context.disease


def test_concepts_are_those_that_the_names_are_grounded_to(paper: Findings) -> None:
    assert {mention.concept_id for mention in paper.mentions if mention.concept_id} <= {concept.id for concept in paper.concepts}


def spans(found: Findings) -> Iterator[tuple[int, int, str | None]]:
    """Every span of the findings, with the text that it must reproduce where a layer keeps it."""
    yield from ((each.start, each.end, each.text) for each in (*found.sentences, *found.mentions, *found.quantities))
    yield from ((part.start, part.end, part.text) for mention in found.mentions for part in mention.parts)
    yield from ((each.start, each.end, each.quote) for each in (*found.evidence, *found.claims))
    yield from ((each.start, each.end, None) for each in (*found.sections, *found.citations))
    for row in found.evidence:
        yield from ((named.start, named.end, None) for named in (row.drug, row.target) if named)
        yield from ((cue.start, cue.end, None) for cue in row.cues)
    yield from ((value.start, value.end, None) for claim in found.claims for value in claim.values)


def check_promises(found: Findings) -> None:
    text = found.document.text
    for start, end, kept in spans(found):
        assert 0 <= start <= end <= len(text)
        assert kept is None or text[start:end] == kept
    for row in found.evidence:
        assert sum(slot is not None for slot in (row.drug, row.target, row.outcome)) >= 2
        assert row.outcome_direction is None or row.outcome is not None
        assert 0 < row.confidence <= 1
        sentence = found.sentences[row.sentence]
        assert sentence.start <= row.start < row.end <= sentence.end
        assert all(row.start <= cue.start < cue.end <= row.end for cue in row.cues)
    for claim in found.claims:
        assert claim.values
        assert all(claim.start <= value.start < value.end <= claim.end for value in claim.values)
    for layer in (found.sentences, found.mentions, found.quantities):
        assert [each.start for each in layer] == sorted(each.start for each in layer)


def test_every_span_reproduces_its_text(paper: Findings) -> None:
    check_promises(paper)


WORDS = st.sampled_from(
    re.split(
        " ",
        "gefitinib EGFR HER2 inhibits inhibited by inhibition of not no nor and or which , . ; : ( ) [1] - / with resistance to survival "
        "apoptosis was were 29% 3.5 nM versus in mice patients siRNA loss mutations the this drug it may failed than less -induced",
    )
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


@given(text=st.one_of(SENTENCES, st.text(st.characters(exclude_categories=["Cc", "Cn", "Co", "Cs"]), max_size=60)))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_text_nothing_breaks_and_every_span_holds(text: str, toolkit: Toolkit) -> None:
    check_promises(find(f"x {text}".encode(), toolkit, "made.txt"))
