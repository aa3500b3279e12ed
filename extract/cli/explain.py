"""`evitrace explain`: everything that is found in a sentence, with the pattern that found it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from extract.cli._model import MODEL_HELP, say_notes

if TYPE_CHECKING:
    from extract.model.findings import Findings
    from extract.run.pipeline import Toolkit

_MOST_CANDIDATES = 5


@click.command("explain", short_help="Show what is found in a text, and why.")
@click.argument("text")
@click.option("--grammar", is_flag=True, help="Show the grammar of each sentence too.")
@click.option("--model", help=MODEL_HELP)
def explain(text: str, grammar: bool, model: str | None) -> None:
    """Show what is found in TEXT (- reads standard input): every mention, number, pattern and cue, with its span.

    \b
    Example:
      evitrace explain "Gefitinib did not inhibit HER3 in A549 cells."
    """
    from extract.read import read_bytes
    from extract.run.pipeline import Toolkit, extract_findings

    data = sys.stdin.buffer.read() if text == "-" else text.encode()
    say_notes(model)
    tools = Toolkit.load(model)
    found = extract_findings(read_bytes(data, "explained.txt"), tools)
    for line in (*_names(found, tools), *_lines(found)) or ("nothing found",):
        click.echo(line)
    if grammar:
        from extract.run.examples import shown
        from extract.stages.parsing import grammar_names, parse_sentences

        names = grammar_names(found.mentions)
        for parse in parse_sentences(found.sentences, names, found.citations, tools.evidence, tools.language).values():
            click.echo(f"grammar   {shown(parse)}")


def _names(found: Findings, tools: Toolkit) -> list[str]:
    """Every name, then each name inside it, with what it stands for and what else it might."""
    from extract.stages.mentions.abbreviations import definitions_beside, find_definitions
    from extract.stages.mentions.explained import explained

    known = find_definitions(found.document, tools.vocabulary, tools.language)
    known.update(definitions_beside(found.document.text, found.mentions, known, tools.vocabulary))
    definitions = {short: definition.long for short, definition in known.items()}
    whole = set(map(id, found.mentions))
    lines = []
    for entry in explained(found.mentions, definitions, tools.vocabulary):
        mention = entry.mention
        controlled = f" = {mention.value}" if mention.value else ""
        how = f"{mention.concept_id}, {mention.grounded_by} {mention.grounding_score:g}" if mention.concept_id else "not grounded"
        kind = "mention  " if id(mention) in whole else "  part   "
        lines.append(f"{kind} {_span(mention)} {mention.label} {mention.text!r}{controlled}: {mention.name} ({how}), by {mention.method}")
        for candidate, why in entry.refused[:_MOST_CANDIDATES]:
            concept = candidate.concept
            lines.append(f"  not     {concept.name} ({concept.id or 'no identifier'}; {concept.source}): {why}")
        if len(entry.refused) > _MOST_CANDIDATES:
            lines.append(f"  not     {len(entry.refused) - _MOST_CANDIDATES} more")
    return lines


def _lines(found: Findings) -> list[str]:
    text = found.document.text
    lines = []
    for quantity in found.quantities:
        lines.append(f"quantity  {_span(quantity)} {quantity.text!r}: {quantity.kind}, unit {quantity.unit or '-'}, {quantity.use}")
    for row in found.evidence:
        slots = {
            "drug": row.drug and row.drug.name,
            "target": row.target and row.target.name,
            "alteration": row.target_alteration,
            "mechanism": row.mechanism,
            "outcome": row.outcome,
            "direction": row.outcome_direction,
            "negated": row.negated or None,
            "certainty": row.certainty,
        }
        said = ", ".join(f"{name} {slot}" for name, slot in slots.items() if slot is not None)
        lines.append(f"evidence  {_span(row)} {row.pattern_id} ({row.confidence:g}): {said}")
        lines.extend(f"  {cue.kind:10} {cue.start}-{cue.end} {text[cue.start : cue.end]!r}" for cue in row.cues)
    for claim in found.claims:
        drug = claim.drug.name if claim.drug else "-"
        lines.append(
            f"claim     {_span(claim)} {claim.pattern_id} ({claim.confidence:g}): {claim.measure}, drug {drug}, {claim.comparison}"
        )
        for value in claim.values:
            number = value.value if value.value is not None else f"{value.low} to {value.high}"
            lines.append(f"  {value.kind:10} {value.start}-{value.end} {number} {value.unit or '-'}, arm {value.arm or '-'}, {value.role}")
    return lines


def _span(item: object) -> str:
    return f"{item.start}-{item.end}"  # type: ignore[attr-defined]
