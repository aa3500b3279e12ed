"""The benchmark of patterns: scores of each pattern, paths between names, triggers of events. All data here is made up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pairs
import paths
import pattern_scores
import pytest
import reach
import triggers

import patterns
from extract.model.document import Document
from extract.model.evidence import Evidence, Named
from extract.model.findings import Findings
from extract.model.mention import Mention, Parse, Token
from extract.score.gold import GoldDocument, GoldEvidence

if TYPE_CHECKING:
    from extract.grammar.evidence import EvidenceGrammar
    from extract.run.pipeline import Toolkit

SENTENCE = "Gefitinib potently inhibits the activity of EGFR and erlotinib does too."
GEFITINIB, EGFR, ERLOTINIB = (0, 9), (44, 48), (53, 62)
MAPPING = {"labels": {"INHIBITOR": "CPR:4"}, "agrees": {"inhibits": ["CPR:4"]}}


def named(span: tuple[int, int]) -> Named:
    return Named(SENTENCE[slice(*span)], None, *span)


def row(drug: tuple[int, int], pattern: str = "inhibit.verb") -> Evidence:
    slots = (named(drug), named(EGFR), None, "inhibits", "inhibits", None, None, None)
    return Evidence(0, 0, len(SENTENCE), SENTENCE, *slots, False, "asserted", (), pattern, 0.9)


def findings(*rows: Evidence, names: tuple[tuple[tuple[int, int], str], ...] = ()) -> Findings:
    document = Document("d", "d.txt", "0", "text", SENTENCE, ())
    mentions = tuple(
        Mention(*span, SENTENCE[slice(*span)], label, SENTENCE[slice(*span)], None, "dictionary", 1.0) for span, label in names
    )  # type: ignore[arg-type]
    return Findings(document, (), (), mentions, (), rows, (), (), ())


def parse(*words: tuple[str, str, int, int | None]) -> Parse:
    """A parse from (lemma, dependency, head, mention)."""
    tags = {"prep": "ADP", "agent": "ADP"}
    tokens, at = [], 0
    for lemma, dep, head, mention in words:
        tokens.append(Token(at, at + len(lemma), lemma, lemma, "", tags.get(dep, "NOUN"), dep, head, mention))
        at += len(lemma) + 1
    return Parse(0, at, tuple(tokens))


ACTIVE = parse(
    ("A", "nsubj", 1, 0), ("inhibit", "ROOT", 1, None), ("activity", "dobj", 1, None), ("of", "prep", 2, None), ("B", "pobj", 3, 1)
)
PASSIVE = parse(
    ("B", "nsubjpass", 1, 1),
    ("block", "ROOT", 1, None),
    ("by", "agent", 1, None),
    ("C", "pobj", 2, 2),
    ("and", "cc", 3, None),
    ("A", "conj", 3, 0),
)
APPOSITION = parse(("A", "ROOT", 0, 0), ("inhibitor", "appos", 0, None), ("of", "prep", 1, None), ("B", "pobj", 2, 1))
BEFORE = parse(("B", "compound", 1, 1), ("inhibitor", "nmod", 2, None), ("A", "ROOT", 2, 0))


@pytest.mark.parametrize(
    ("grammar_of", "expected", "words"),
    [
        (ACTIVE, "CHEMICAL <nsubj inhibit >dobj activity >of GENE", ("inhibit", "activity")),
        (PASSIVE, "CHEMICAL <by block >nsubjpass GENE", ("block",)),
        (APPOSITION, "CHEMICAL >appos inhibitor >of GENE", ("inhibitor",)),
        (BEFORE, "CHEMICAL >nmod inhibitor >compound GENE", ("inhibitor",)),
    ],
)
def test_path(grammar_of: Parse, expected: str, words: tuple[str, ...]) -> None:
    assert paths.dependency_path(grammar_of, 0, 1, ["CHEMICAL", "GENE", "CHEMICAL"]) == (expected, words)


def test_a_path_up_to_a_name_ends_there_and_a_missing_name_has_none() -> None:
    assert paths.dependency_path(APPOSITION, 1, 0, ["CHEMICAL", "GENE"]) == ("GENE <of inhibitor <appos CHEMICAL", ("inhibitor",))
    assert paths.dependency_path(ACTIVE, 0, 2, ["CHEMICAL", "GENE", "GENE"]) is None


def test_blinded_sentences_are_found_again_in_their_abstract(tmp_path: Path) -> None:
    (tmp_path / "chemprot_training_abstracts.tsv").write_text(f"7\tEGFR blockers\tAs is known. {SENTENCE}\n", encoding="utf-8")
    blinded = "chemical potently inhibits the activity of gene and chemical does too ."
    rows = [("CPR:4", 0, 6), ("NA", 8, 6), ("CPR:4", 3, 6)]  # the last names a place where no name stands
    lines = ["\t".join([label, "CHEMICAL", "GENE-Y", str(a), str(b), blinded, "T1", "T2", "7"]) for label, a, b in rows]
    (tmp_path / "training.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (sentence,) = pairs.chemprot_pairs(tmp_path, ["CPR:4"])
    assert (sentence.document, sentence.text) == ("7.txt", SENTENCE)
    assert sentence.whole == f"EGFR blockers\n\nAs is known. {SENTENCE}\n"
    assert [(name.start, name.end) for name in sentence.names] == [GEFITINIB, EGFR, ERLOTINIB]
    assert sentence.pairs == ((0, 1, "CPR:4"), (2, 1, "none"))


def test_names_inside_words_and_longer_names(tmp_path: Path) -> None:
    (tmp_path / "chemprot_training_abstracts.tsv").write_text(
        "7\tA title\tAspirin-loaded beads bind histone deacetylase.\n", encoding="utf-8"
    )
    line = ["CPR:9", "CHEMICAL", "GENE-Y", "0", "4", "chemical-loaded beads bind chemical deacetylase .", "T1", "T2", "7"]
    (tmp_path / "training.txt").write_text("\t".join(line) + "\n", encoding="utf-8")
    (sentence,) = pairs.chemprot_pairs(tmp_path, ["CPR:9"])
    assert [sentence.text[name.start : name.end] for name in sentence.names] == ["Aspirin", "histone deacetylase"]


def test_pairs_of_civicmine(tmp_path: Path) -> None:
    (tmp_path / "7.txt").write_text("KRAS mutation predicts resistance to cetuximab in colon cancer.", encoding="utf-8")
    (tmp_path / "7.a1").write_text("T1\tgene 0 4\tKRAS\nT2\tdrug 37 46\tcetuximab\nT3\tcancer 50 62\tcolon cancer\n", encoding="utf-8")
    (tmp_path / "7.a2").write_text("R1\tPredictive cancer:T3 drug:T2 gene:T1\n", encoding="utf-8")
    (sentence,) = pairs.civicmine_pairs(tmp_path, ["Predictive", "Prognostic"])
    assert sentence.pairs == ((0, 1, "Predictive"), (0, 2, "none"))


SPOTTED = ((GEFITINIB, "DRUG"), (EGFR, "TARGET"))
PAIR = pairs.PairSentence(
    "d.txt",
    SENTENCE,
    SENTENCE,
    (pairs.Name(*GEFITINIB, "CHEMICAL"), pairs.Name(*EGFR, "GENE"), pairs.Name(*ERLOTINIB, "CHEMICAL")),
    ((0, 1, "CPR:4"),),
)


@pytest.mark.parametrize(
    ("found", "one", "expected"),
    [
        (findings(row(GEFITINIB), names=SPOTTED), 0, "covered"),
        (findings(row(ERLOTINIB), names=SPOTTED), 0, "uncovered"),
        (findings(row(GEFITINIB), names=SPOTTED), 2, "unnamed"),
        (findings(names=((GEFITINIB, "TARGET"), (EGFR, "TARGET"))), 0, "unnamed"),
    ],
)
def test_whether_a_row_joins_two_names(found: Findings, one: int, expected: str) -> None:
    assert paths.Stated(found).state(PAIR, one, 1) == expected


def test_what_is_seen_between_names_is_counted_by_sentence() -> None:
    related = replace(PAIR, pairs=((0, 1, "CPR:4"), (2, 1, "none")))
    words = [("A", "nsubj", 1, 0), ("inhibit", "ROOT", 1, None), ("B", "dobj", 1, 1), ("and", "cc", 1, None), ("C", "conj", 0, 2)]
    by_path, by_word, words_of = paths.mine([(related, parse(*words))] * 2, {"d.txt": findings(names=(*SPOTTED, (ERLOTINIB, "DRUG")))})
    seen = by_path["CHEMICAL <nsubj inhibit >dobj GENE"]
    assert seen.labels == Counter({"CPR:4": 2, "none": 2})
    assert (seen.missing("CPR:4"), seen.precision("CPR:4"), seen.lost("CPR:4")) == (1, 0.5, 1.0)
    assert seen.example("CPR:4") == ("d", SENTENCE)
    assert words_of["CHEMICAL <nsubj inhibit >dobj GENE"] == ("inhibit",)
    assert by_word["inhibit"].labels == seen.labels


def test_score_of_a_pattern_on_labelled_names() -> None:
    squeezed = len(reach.squeeze(SENTENCE))
    labels = (reach.Label(0, squeezed, ("EGFR", "Gefitinib"), "CPR:4"), reach.Label(0, squeezed, ("EGFR", "erlotinib"), ""))
    passage = reach.Passage("d.txt", SENTENCE, labels)
    found = findings(row(GEFITINIB), row(ERLOTINIB), row(EGFR, "inhibit.noun"))
    judged = {"made": list(pattern_scores.score_passage(passage, found, reach.pairs_predicted, MAPPING))}
    assert pattern_scores.summed(judged)["inhibit.verb"] == {"made": pattern_scores.Score(fired=2, judged=2, right=1)}
    lines = "\n".join(pattern_scores.score_lines(judged, ["inhibit.verb", "bind.verb"], 5, sentences=True))
    assert "d: erlotinib | inhibits | EGFR | -" in lines
    assert "Gefitinib | inhibits" not in lines
    assert "never fired (1 of 2): bind.verb" in lines
    assert "inhibit.verb                         1 of 2" in lines


def test_score_of_a_pattern_on_an_annotated_paper() -> None:
    fact = GoldEvidence(SENTENCE, ("gefitinib",), ("EGFR",), ("inhibits",), (), None, False, True)
    gold = GoldDocument("d", (fact,), ())
    judged = pattern_scores.score_gold(gold, findings(row(GEFITINIB), row(ERLOTINIB, "inhibit.noun")))
    assert {one.pattern: one.score for one in judged} == {
        "inhibit.verb": pattern_scores.Score(1, 1, 1),
        "inhibit.noun": pattern_scores.Score(1, 1, 0),
    }


def test_patterns_that_may_fire_are_events_in_the_frames_that_serve_them(grammar: EvidenceGrammar) -> None:
    possible = pattern_scores.possible_patterns(grammar)
    assert {"inhibit.verb", "inhibit.agent"} <= set(possible)
    assert len(possible) == len(set(possible))
    assert not any(pattern.startswith("observe.") and pattern != "observe.verb" for pattern in possible)


TEXT = "Aspirin zaps COX2. The zapping of COX2 by aspirin, and inhibition of COX1, were seen."


def test_unknown_triggers(tmp_path: Path, toolkit: Toolkit) -> None:
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    names = [("Simple_chemical", "Aspirin"), ("Gene_or_gene_product", "COX2"), ("Gene_or_gene_product", "COX1")]
    spans = [f"T{i}\t{label} {TEXT.index(name)} {TEXT.index(name) + len(name)}\t{name}" for i, (label, name) in enumerate(names, 1)]
    (tmp_path / "1.a1").write_text("\n".join(spans) + "\n", encoding="utf-8")
    zap, inhibition = TEXT.index("zaps"), TEXT.index("inhibition")
    events = [
        f"T9\tNegative_regulation {zap} {zap + 4}\tzaps",
        f"T10\tNegative_regulation {inhibition} {inhibition + 10}\tinhibition",
        "E1\tNegative_regulation:T9 Theme:T2 Cause:T1",
        "E2\tNegative_regulation:T10 Theme2:T3",
        "M1\tSpeculation E1",
    ]
    (tmp_path / "1.a2").write_text("\n".join(events) + "\n", encoding="utf-8")
    (text,) = triggers.read_events(tmp_path)
    assert [(event.type, event.arguments) for event in text.events] == [
        ("Negative_regulation", (("Theme", (13, 17)), ("Cause", (0, 7)))),
        ("Negative_regulation", (("Theme", (TEXT.index("COX1"), TEXT.index("COX1") + 4)),)),
    ]
    stand_ins = {"Simple_chemical": "CHEMICAL", "Gene_or_gene_product": "TARGET"}
    found, everywhere = triggers.used_words([text], toolkit.language, toolkit.evidence, stand_ins)
    words = found["Negative_regulation"]
    known = {word[0]: triggers.is_known(word, used, toolkit.evidence, toolkit.vocabulary) for word, used in words.items()}
    assert known["inhibition"]
    assert [word for word, is_known in known.items() if not is_known and word.startswith("zap")]
    assert all(everywhere[word] >= used.count == 1 for word, used in words.items())
    lines = "\n".join(patterns.trigger_lines(words, everywhere, toolkit, 5, sentences=False))
    assert "2 triggers, 1 unknown (0.500)" in lines


def test_what_the_patterns_take_a_word_for(grammar: EvidenceGrammar) -> None:
    assert triggers.known_as(("inhibit", "VERB"), grammar) == "inhibit.verbs"
    assert triggers.known_as(("inhibit", "NOUN"), grammar) is None
    assert triggers.known_as(("phosphorylation", "NOUN"), grammar) is not None
    assert triggers.known_as(("zap", "VERB"), grammar) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("CHEMICAL <nsubj inhibit >dobj activity >of GENE", ("CHEMICAL <nsubj *", "* >dobj activity >of GENE")),
        ("CHEMICAL <of effect <nsubj be >attr zapping >of GENE", ("CHEMICAL <of *", "* <nsubj be >attr zapping >of GENE")),
        ("CHEMICAL >appos inhibit >of GENE", ("CHEMICAL >appos *", "* >of GENE")),
        ("CHEMICAL <nsubj zap >dobj GENE", None),
        ("CHEMICAL <conj GENE", None),
    ],
)
def test_sides_of_a_path(path: str, expected: tuple[str, str] | None) -> None:
    assert paths.sides(path, {"inhibit", "effect"}.__contains__) == expected


def test_words_of_one_event_are_taken_together(grammar: EvidenceGrammar) -> None:
    seen = {f"CHEMICAL <nsubj {verb} >dobj GENE": paths.Seen(Counter({"CPR:4": 1})) for verb in ("inhibit", "block", "zap")}
    for i, one in enumerate(seen.values()):
        one.uncovered["CPR:4"][f"sentence {i}"] = "d"
    found = patterns.together(seen, grammar)
    counts = {path: (one.labels["CPR:4"], one.missing("CPR:4")) for path, one in found.items()}
    assert counts == {"CHEMICAL <nsubj [inhibit] >dobj GENE": (2, 2), "CHEMICAL <nsubj zap >dobj GENE": (1, 1)}
    assert list(patterns.together({"gene <compound cancer": paths.Seen()}, grammar)) == ["gene <compound cancer"]
    lines = "\n".join(patterns.path_lines(found, {}, "CPR:4", grammar, 5, sentences=True))
    assert "       2  1.00     2   1.00  CHEMICAL <nsubj [inhibit] >dobj GENE" in lines
    assert "“sentence 1”" in lines
    assert "zap" not in lines


def test_unknown_words_are_those_that_say_more_than_chance(toolkit: Toolkit) -> None:
    labels = {"zap": (3, 0), "inhibit": (3, 0), "treatment": (3, 0), "apoptosis": (3, 0), "plum": (1, 9)}
    seen = {word: paths.Seen(Counter({"CPR:4": related, "none": none})) for word, (related, none) in labels.items()}
    for one in seen.values():
        one.uncovered["CPR:4"] = {"one sentence": "d", "another": "d"}
    chance, _, *lines = patterns.word_lines(seen, "CPR:4", toolkit, 5, sentences=False)
    assert "chance 0.59" in chance
    assert [line.split()[4] for line in lines] == ["zap"]


def test_every_group_and_type_of_the_data_file_has_a_meaning() -> None:
    own = patterns.tomllib.loads(Path(patterns.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    assert set(own) == {"groups", "stand_ins", "events"}
    assert all(json.dumps(value) != '""' for table in own.values() for value in table.values())
