"""The stages in order: from one document as read to everything found in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import extract
from extract.grammar.claims import ClaimGrammar, load_claim_grammar
from extract.grammar.context import StudyWords, load_context
from extract.grammar.evidence import EvidenceGrammar, load_evidence_grammar
from extract.language import DEFAULT_MODEL, Language
from extract.model.findings import Findings
from extract.resources import patterns_folder
from extract.stages.citations import find_citations
from extract.stages.claims import find_claims
from extract.stages.context import find_contexts
from extract.stages.evidence import find_evidence
from extract.stages.mentions import concepts_of, find_mentions
from extract.stages.parsing import grammar_names, parse_sentences
from extract.stages.quantities import find_quantities
from extract.stages.sections import find_sections
from extract.stages.sentences import split_sentences
from extract.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from extract.model.document import Document

_FINDINGS_ELSEWHERE = frozenset({"methods", "references"})
"""Kinds of sections that tell how something was done, or what others wrote, and state no finding of their own."""


@dataclass(frozen=True, slots=True)
class Toolkit:
    """What the stages work with: models, vocabulary and patterns. Loaded once, read-only, used for any number of documents."""

    language: Language
    vocabulary: Vocabulary
    evidence: EvidenceGrammar
    claims: ClaimGrammar
    studies: tuple[StudyWords, ...]
    versions: Mapping[str, str]

    @classmethod
    def load(cls, model: str | None = None) -> Toolkit:
        """The tools of this installation, with the language model `model` or the default one.

        Raises PatternError when a pattern or vocabulary file breaks its schema.
        """
        folder = patterns_folder()
        language = Language(model or DEFAULT_MODEL)
        vocabulary = Vocabulary.load(folder / "vocab")
        versions = {
            "code": extract.__version__,
            "patterns": _fingerprint(folder),
            "vocabularies": vocabulary.version,
            "model": language.version,
        }
        return cls(language, vocabulary, load_evidence_grammar(folder), load_claim_grammar(folder), load_context(folder), versions)


def extract_findings(document: Document, tools: Toolkit) -> Findings:
    """Everything that the stages find in a document. Pure: the same document and tools give the same findings."""
    sections = find_sections(document)
    sentences = split_sentences(document, sections, tools.language)
    citations = find_citations(document)
    mentions = find_mentions(document, sentences, tools.vocabulary, tools.language)
    names = grammar_names(mentions)
    parses = parse_sentences(sentences, names, citations, tools.evidence, tools.language)
    quantities = find_quantities(document, sentences, mentions, citations, tools.claims, sections)
    claims = find_claims(document, sections, sentences, mentions, quantities, parses, tools.claims)
    contexts = find_contexts(document, sentences, mentions, tools.studies)
    stating = {
        number: parse
        for number, parse in parses.items()
        if (section := sentences[number].section) is None or sections[section].kind not in _FINDINGS_ELSEWHERE
    }
    evidence = find_evidence(sentences, mentions, stating, tools.evidence)
    return Findings(
        document=document,
        sections=sections,
        sentences=sentences,
        mentions=mentions,
        quantities=quantities,
        evidence=tuple(replace(row, context=contexts[row.sentence]) for row in evidence),
        claims=tuple(replace(claim, context=contexts[claim.sentence]) if claim.sentence is not None else claim for claim in claims),
        citations=citations,
        concepts=concepts_of(mentions, tools.vocabulary),
    )


def _fingerprint(folder: Path) -> str:
    """A short hash of all pattern files: their names and contents."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.t*")):
        if path.is_file():
            data = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\n{len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()[:16]
