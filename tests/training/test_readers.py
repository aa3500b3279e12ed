"""Readers of corpora, on small files of our own in the forms that the makers of the corpora use."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import EvitraceError
from extract.training.definitions import TYPES, Corpus, load_corpora
from extract.training.readers import MarkedText, read_brat, read_iob, read_pairs, read_pubtator


def _surfaces(text: MarkedText) -> list[tuple[str, str]]:
    return [(text.text[start:end], label) for start, end, label in text.spans]


def test_pubtator_counts_offsets_over_title_and_abstract(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "7|t|Lapatinib in asthma.\n7|a|It was well borne.\n7\t0\t9\tLapatinib\tChemical\tD1\n7\t13\t19\tasthma\tDisease\tD2\n"
        "7\tCID\tD1\tD2\n\n"
        "8|t|None.\n8|a|Nothing.\n",
        encoding="utf-8",
    )
    first, second = read_pubtator(path)
    assert first.text == "Lapatinib in asthma. It was well borne."
    assert _surfaces(first) == [("Lapatinib", "Chemical"), ("asthma", "Disease")]
    assert second.spans == ()


def test_brat_reads_names_and_leaves_out_those_in_pieces(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("EGFR and\nHER2 kinases", encoding="utf-8")
    (tmp_path / "a.a1").write_text("T1\tGene 0 4\tEGFR\nT2\tGene 0 4;14 21\tEGFR kinases\nT3\tGene 9 13\tHER2\n", encoding="utf-8")
    (text,) = read_brat(tmp_path)
    assert _surfaces(text) == [("EGFR", "Gene"), ("HER2", "Gene")]


def test_iob_joins_words_by_spaces(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("Severe\tO\nbreast\tB-Disease\ncancer\tI-Disease\n\nMice\tB-Species\nate\tO\n", encoding="utf-8")
    assert [_surfaces(text) for text in read_iob(path)] == [[("breast cancer", "Disease")], [("Mice", "Species")]]


def test_pairs_finds_the_blinded_names_again(tmp_path: Path) -> None:
    abstracts, pairs = tmp_path / "a.tsv", tmp_path / "p.txt"
    abstracts.write_text("5\tA title.\tGefitinib (ZD1839) blocks EGFR in cells. More follows.\n", encoding="utf-8")
    pairs.write_text("CPR:4\tCHEMICAL\tGENE\t0\t5\tchemical ( chemical ) blocks gene in cells .\tT1\tT2\t5\n", encoding="utf-8")
    (text,) = read_pairs(abstracts, pairs)
    assert text.text == "Gefitinib (ZD1839) blocks EGFR in cells."
    assert _surfaces(text) == [("Gefitinib", "chemical"), ("ZD1839", "chemical"), ("EGFR", "gene")]


@pytest.mark.parametrize(
    ("abstract", "blinded", "names"),
    [
        ("More. Gefitinib blocks EGFR.", "chemical blocks gene .", ["Gefitinib", "EGFR"]),
        ("It came. First it blocks EGFR.", "chemical First it blocks gene .", []),
        ("Histamine receptors are blocked.", "chemical receptors are blocked .", []),
    ],
)
def test_a_blinded_name_stays_within_its_sentence(tmp_path: Path, abstract: str, blinded: str, names: list[str]) -> None:
    abstracts, pairs = tmp_path / "a.tsv", tmp_path / "p.txt"
    abstracts.write_text(f"5\tA title.\t{abstract}\n", encoding="utf-8")
    pairs.write_text(f"CPR:4\tCHEMICAL\tGENE\t0\t2\t{blinded}\tT1\tT2\t5\n", encoding="utf-8")
    assert [surface for text in read_pairs(abstracts, pairs) for surface, _ in _surfaces(text)] == names


def test_every_label_of_the_definitions_is_one_of_ours() -> None:
    learnt, measured = load_corpora()
    assert len({corpus.name for corpus in learnt}) == len(learnt)
    for corpus in (*learnt, *measured):
        assert {*corpus.labels.values(), *corpus.closed, *corpus.open.values()} <= set(TYPES), corpus.name


def test_nothing_that_is_measured_on_is_learnt_from() -> None:
    learnt, measured = load_corpora()
    assert not {file for corpus in learnt for file in corpus.files} & {file for corpus in measured for file in corpus.files}


def test_a_missing_corpus_says_which_file() -> None:
    with pytest.raises(EvitraceError, match=r"nowhere/x\.txt"):
        list(Corpus("x", "pubtator", ("x.txt",), {}).texts(Path("nowhere")))
