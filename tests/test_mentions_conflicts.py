"""The rule for conflicts: what speaks for a name, how scores are drawn from counts, which of two readings wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.language.names import FoundName
from extract.model.mention import Kind, Label, Mention, Method
from extract.resources import patterns_folder
from extract.stages.mentions import names_in
from extract.stages.mentions.conflicts import decided, weighed
from extract.stages.mentions.readings import Candidate, form, seen_by_model
from extract.vocabulary import Vocabulary
from extract.vocabulary.name_scores import COLUMNS, Evidence, counted, load_name_scores

VOCABULARY = Vocabulary.load(patterns_folder() / "vocab")
METHODS: dict[str, Method] = {"model": "model", "pattern": "pattern", "abbreviation": "abbreviation"}


def candidate(start: int, end: int, label: Label, source: str, kind: Kind | None = None) -> Candidate:
    words = "x" * (end - start)
    return Candidate(Mention(start, end, words, label, words, None, METHODS.get(source, "dictionary"), 0.5, kind=kind), source)


def by_model(text: str, *names: tuple[str, str]) -> list[Candidate]:
    """The candidates of a model that finds these names, each where it first stands."""
    found = tuple(FoundName(text.index(words), text.index(words) + len(words), label, None) for words, label in names)
    return list(seen_by_model([(0, found)], text))


def test_both_readings_are_weighed_by_how_they_lie_to_each_other() -> None:
    names = [
        candidate(0, 20, "TARGET", "model"),
        candidate(0, 6, "TARGET", "curated"),
        candidate(30, 40, "DRUG", "derived"),
        candidate(30, 40, "CHEMICAL", "model"),
        candidate(50, 60, "DISEASE", "derived"),
        candidate(50, 60, "TARGET", "model"),
        candidate(70, 75, "TARGET", "model"),
    ]
    assert [w.evidence for w in weighed(names)] == [
        Evidence("TARGET", "curated", "long", "longer TARGET"),
        Evidence("TARGET", "model", "long", "shorter TARGET"),
        Evidence("CHEMICAL", "model+derived", "long", "none"),
        Evidence("DISEASE", "derived", "long", "same TARGET"),
        Evidence("TARGET", "model", "long", "same DISEASE"),
        Evidence("TARGET", "model", "long", "none"),
    ]


def test_the_better_counted_name_wins_and_a_bad_one_is_dropped() -> None:
    scores = counted(
        [
            (Evidence("TARGET", "curated", "long", "longer TARGET"), 2, 10),
            (Evidence("TARGET", "model", "long", "shorter TARGET"), 9, 10),
            (Evidence("CHEMICAL", "model", "short", "none"), 1, 20),
        ]
    )
    names = [
        candidate(0, 20, "TARGET", "model"),
        candidate(0, 6, "TARGET", "curated"),
        candidate(30, 33, "CHEMICAL", "model"),
    ]
    won = decided(weighed(names), scores)
    assert [(m.start, m.end, m.score) for m in won] == [(0, 20, scores.score(weighed(names)[1].evidence).__round__(2))]


def test_a_name_that_was_listed_by_hand_stands_and_is_whole() -> None:
    nothing = counted([(Evidence("TARGET", "curated", "long", "none"), 0, 50)])
    alone = [candidate(0, 9, "TARGET", "curated")]
    around = [candidate(0, 9, "TARGET", "curated"), candidate(5, 9, "TARGET", "model")]
    assert [(m.start, m.end, m.score) for m in decided(weighed(alone), nothing)] == [(0, 9, 1.0)]
    assert [(m.start, m.end) for m in decided(weighed(around), nothing)] == [(0, 9)]


def test_a_class_of_drugs_is_no_substance_unless_the_model_says_so() -> None:
    listed = candidate(0, 9, "DRUG", "curated", "CLASS")
    assert weighed([listed]) == []
    both = weighed([listed, candidate(0, 9, "CHEMICAL", "model")])
    assert [(w.mention.label, w.mention.kind) for w in both] == [("DRUG", None)]


def test_few_cases_are_drawn_towards_the_wider_kind() -> None:
    table = counted([(Evidence("TARGET", "model", "long", "none"), 80, 100), (Evidence("TARGET", "model", "short", "none"), 0, 1)])
    many = table.score(Evidence("TARGET", "model", "long", "none"))
    few = table.score(Evidence("TARGET", "model", "short", "none"))
    unseen = table.score(Evidence("TARGET", "model", "word", "none"))
    assert 0.78 < many < 0.82
    assert 0.5 < few < unseen < many
    assert table.score(Evidence("DISEASE", "model", "long", "none")) == 0.6


def test_one_case_is_counted_once() -> None:
    table = counted([(Evidence("CELL_LINE", "pattern", "short", "none"), 0, 1)])
    assert table.score(Evidence("CELL_LINE", "pattern", "short", "none")) == pytest.approx(0.48)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("label\tsources\n", "column names"),
        ("\t".join(COLUMNS) + "\nTARGET\tmodel\tlong\tnone\t3\t2\n", "cannot be understood"),
        ("\t".join(COLUMNS) + "\nTARGET\tmodel\tlong\tnone\t3\n", "cannot be understood"),
    ],
)
def test_a_broken_table_is_refused(content: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "scores.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PatternError, match=complaint):
        load_name_scores(path)


def test_agreement_is_surer_than_either_source_alone() -> None:
    scores = load_name_scores()
    for label in ("TARGET", "CHEMICAL", "DISEASE"):
        both = scores.score(Evidence(label, "model+derived", "long", "none"))
        assert both > 0.9
        assert both > scores.score(Evidence(label, "model", "long", "none"))


@pytest.mark.parametrize(
    ("words", "expected"), [("neu", "short"), ("response", "word"), ("zorvatinib", "long"), ("heart failure", "phrase"), ("TP53R", "long")]
)
def test_forms_of_names(words: str, expected: str) -> None:
    assert form(words) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The anti-HER2 antibodies bound.", ("anti-HER2 antibodies", "TARGET"), ["HER2"]),
        ("Signals of HER3/EGFR were lost.", ("HER3/EGFR", "TARGET"), ["HER3", "EGFR"]),
        ("Loss of PTEN signalling was seen.", ("PTEN signalling", "TARGET"), ["PTEN"]),
        ("As they said [12,14], it grew.", ("[12,14]", "CHEMICAL"), []),
        ("The trial NCT01234567 ended.", ("NCT01234567", "CHEMICAL"), []),
        ("The tetraethoxystilbene (3) was made.", ("tetraethoxystilbene (3)", "CHEMICAL"), ["tetraethoxystilbene"]),
        ("A drop of zorbin(1-42) was seen.", ("zorbin(1-42", "TARGET"), ["zorbin(1-42)"]),
    ],
)
def test_names_of_the_model_are_mended(text: str, found: tuple[str, str], expected: list[str]) -> None:
    mentions = names_in(text, VOCABULARY, {}, by_model(text, found))
    names = [part.text for m in mentions if m.label != "OUTCOME" for part in (m.parts or (m,))]
    assert names == expected


def test_a_block_drops_what_lies_inside_it_alone() -> None:
    text = "The Hamilton Anxiety Rating Scale fell; loss of the tumor suppressor and anti-tumor effects in non-small cell lung cancer."
    names = [(m.text, m.label) for m in names_in(text, VOCABULARY) if m.label in ("DISEASE", "OUTCOME")]
    assert ("anti-tumor effects", "OUTCOME") in names
    assert ("non-small cell lung cancer", "DISEASE") in names
    assert not {"Anxiety", "tumor"} & {words for words, _ in names}


def test_what_is_used_as_a_drug_once_is_a_drug_everywhere() -> None:
    text = "Mice were treated with zorquanide. Levels of zorquanide and quarbone rose."
    model = by_model(text, ("zorquanide", "CHEMICAL"), ("quarbone", "CHEMICAL"))
    second = text.index("zorquanide", 30)
    model += list(seen_by_model([(second, (FoundName(0, 10, "CHEMICAL", None),))], text))
    assert [(m.text, m.label) for m in names_in(text, VOCABULARY, {}, model) if m.label in ("DRUG", "CHEMICAL")] == [
        ("zorquanide", "DRUG"),
        ("zorquanide", "DRUG"),
        ("quarbone", "CHEMICAL"),
    ]
