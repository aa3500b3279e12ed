"""The vocabulary: how names are written, which concept they mean, what a damaged file says."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import PatternError
from extract.grammar.contract import controlled_values
from extract.model.mention import Label
from extract.resources import patterns_folder
from extract.vocabulary import Vocabulary
from extract.vocabulary.checking import COMMON, Surroundings, is_searched, lines_of
from extract.vocabulary.files import read_header, read_lines, read_pairs, read_rows, vocabulary_files
from extract.vocabulary.normal import Normaliser

HEADER = "# source: test\n# release: 1\n# licence: CC0\n# priority: 5\nid\tname\tlabel\tsynonyms\tvalue\tpolarity\n"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(patterns_folder() / "vocab")


def small(tmp_path: Path, rows: str, never: str = "", header: str = HEADER) -> Vocabulary:
    folder = tmp_path / "vocab"
    folder.mkdir()
    (folder / "names.tsv").write_text(header + rows, encoding="utf-8")
    (folder / "never.tsv").write_text("form\twhy\n" + never, encoding="utf-8")
    (folder / "spelling.tsv").write_text("from\tto\ntumour\ttumor\n", encoding="utf-8")
    return Vocabulary.load(folder)


@pytest.mark.parametrize(
    ("surface", "identifier"),
    [
        ("HER2", "HGNC:3430"),
        ("her2", "HGNC:3430"),
        ("erbB-2", "HGNC:3430"),
        ("HER-2/neu", "HGNC:3430"),
        ("c-erbB2", "HGNC:3430"),
        ("c-erbB-2", "HGNC:3430"),
        ("IGF-IR", "HGNC:5465"),
        ("insulin-like growth factor-I receptor", "HGNC:5465"),
        ("insulin-like growth factor 1 receptor", "HGNC:5465"),
        ("PI3K", "FPLX:PI3K"),
        ("phosphatidylinositol 3-kinase", "FPLX:PI3K"),
        ("p53", "HGNC:11998"),
        ("5-HT(2A) receptor", "HGNC:5293"),
        ("5-HT2A", "HGNC:5293"),
        ("TNF-α", "HGNC:11892"),
        ("TNFalpha", "HGNC:11892"),
        ("PPARγ", "HGNC:9236"),
        ("cyclo-oxygenase-2", "HGNC:9605"),
        ("lapatinib", "CHEBI:49603"),
        ("Tykerb", "CHEBI:49603"),
        ("GW-572016", "CHEBI:49603"),
        ("RAD001", "CHEBI:68478"),
        ("breast cancer", "MESH:D001943"),
        ("breast tumours", "MESH:D001943"),
        ("MDA-MB-231", "CVCL:0062"),
        ("SKBR3", "CVCL:0033"),
        ("rats", "NCBITaxon:10116"),
    ],
)
def test_a_name_means_its_concept(vocabulary: Vocabulary, surface: str, identifier: str) -> None:
    candidates = vocabulary.candidates(surface)
    assert candidates[0].concept.id == identifier


def test_a_family_is_not_a_member(vocabulary: Vocabulary) -> None:
    assert {c.concept.id for c in vocabulary.candidates("Akt")} == {"FPLX:AKT"}
    assert vocabulary.candidates("AKT1")[0].concept.id == "HGNC:391"


@pytest.mark.parametrize(
    "word", ["of", "in", "impact", "Impact", "set", "met", "was", "placebo", "enzyme", "Enzymes", "ANOVA", "CI", "SD", "OS", "CNS"]
)
def test_common_words_and_ambiguous_short_forms_are_no_names(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.candidates(word) == ()


def test_short_names_keep_their_case(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "HGNC:1\tCAT\tTARGET\tKLMQ1\n")
    assert [m.text for m in vocabulary.find("A cat, a Cat and CAT; KLMQ1, Klmq1 and klmq1.")] == ["CAT", "KLMQ1", "Klmq1"]


def test_a_digit_after_a_space_is_not_part_of_a_short_name(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "HGNC:1\tZAK1\tTARGET\n")
    assert [m.text for m in vocabulary.find("ZAK 1 h later, ZAK-1 and ZAK1")] == ["ZAK-1", "ZAK1"]


def test_a_charge_belongs_to_the_name(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "\tpotassium\tCHEMICAL\tK+|K(+)\n\tKARD4\tTARGET\n")
    assert [m.text for m in vocabulary.find("K(i) of K+ and K(+), KARD4+ cells")] == ["K+", "K(+)", "KARD4"]


def test_a_letter_before_a_hyphen_belongs_to_the_name(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "\tZABP\tTARGET\n")
    assert [m.start for m in vocabulary.find("L-ZABP and anti-ZABP")] == [16]


def test_a_name_does_not_run_over_a_full_stop_or_a_line(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "\tzorbin receptor\tTARGET\n")
    assert [m.text for m in vocabulary.find("zorbin. Receptor; zorbin, receptor; zorbin\nreceptor; zorbin-receptor")] == ["zorbin-receptor"]


def test_equally_good_concepts_are_ambiguous(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "HGNC:1\tZAAA\tTARGET\tQRST4\nHGNC:2\tZBBB\tTARGET\tQRST4\n")
    match = vocabulary.find("QRST4")[0]
    assert match.concept is None
    assert [c.concept.id for c in match.candidates] == ["HGNC:1", "HGNC:2"]


def test_never_rules_out(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "\tzorbin agent\tDRUG\n\tZAB\tTARGET\n", never="zorbin agent\tgeneral\nZAB\tabbreviation\n")
    assert vocabulary.find("Zorbin agents and ZAB") == ()


def test_a_shown_name_is_not_searched(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "HGNC:1\t~IMPACT\tTARGET\tRWDD5\n")
    assert [(m.text, m.candidates[0].concept.name) for m in vocabulary.find("IMPACT and RWDD5")] == [("RWDD5", "IMPACT")]


def test_names_that_are_not_searched_answer_when_asked(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "HGNC:1\t~ZQ\tTARGET\tZQ|ZAQ\n", header=HEADER.replace("# priority: 5", "# priority: 5\n# search: no"))
    assert vocabulary.find("ZQ and ZAQ") == ()
    assert [[c.how for c in vocabulary.meanings(name)] for name in ("ZQ", "ZAQ", "zaq")] == [["exact"], ["exact"], ["loose"]]
    assert vocabulary.candidates("ZAQ") == ()


def test_a_searched_name_answers_before_one_that_is_not(tmp_path: Path) -> None:
    small(tmp_path, "HGNC:1\tZAQ4\tTARGET\n")
    (tmp_path / "vocab" / "more.tsv").write_text(
        HEADER.replace("# priority: 5", "# priority: 1\n# search: no") + "HGNC:2\tZAQ4\tTARGET\n", encoding="utf-8"
    )
    assert [c.concept.id for c in Vocabulary.load(tmp_path / "vocab").meanings("ZAQ4")] == ["HGNC:1", "HGNC:2"]


def test_what_is_known_to_be_a_name_may_be_short_ruled_out_or_written_in_small_letters(tmp_path: Path) -> None:
    vocabulary = small(tmp_path, "HGNC:1\t~ZORB\tTARGET\tZQ\nHGNC:2\tKARD\tTARGET\n", never="KARD\ta word\n")
    assert [[c.concept.id for c in vocabulary.meanings(name)] for name in ("ZORB", "zorb", "ZQ", "KARD")] == [["HGNC:1"]] * 3 + [["HGNC:2"]]
    assert [vocabulary.candidates(name) for name in ("ZORB", "zorb", "ZQ", "KARD")] == [()] * 4
    assert vocabulary.meanings("KARD+") == ()


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    one = small(tmp_path, "\tzorbin\tDRUG\n")
    (tmp_path / "vocab" / "never.tsv").write_text("form\twhy\nzorbin\tno\n", encoding="utf-8")
    assert Vocabulary.load(tmp_path / "vocab").version != one.version


def test_a_new_line_is_read(tmp_path: Path) -> None:
    assert (
        small(tmp_path, "CHEBI:999999\tzorvatinib\tDRUG\tZV-12|Zorva\n").find("Zorva works")[0].candidates[0].concept.id == "CHEBI:999999"
    )


@pytest.mark.parametrize(
    "rows", ["HGNC:1\tname\tGENE\n", "HGNC1\tname\tTARGET\n", "\t\tTARGET\n", "\tonly\n", "\tname\tOUTCOME\t\tother\t2\n"]
)
def test_a_bad_line_is_refused_with_its_number(tmp_path: Path, rows: str) -> None:
    with pytest.raises(PatternError) as caught:
        small(tmp_path, rows)
    assert caught.value.where.endswith(f"names.tsv:{HEADER.count(chr(10)) + 1}")


def test_a_header_without_licence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="licence"):
        small(tmp_path, "\tname\tDRUG\n", header=HEADER.replace("# licence: CC0\n", ""))


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "names.tsv.gz").write_bytes(gzip.compress((HEADER + "\tname\tDRUG\n").encode(), mtime=0)[:-9])
    with pytest.raises(PatternError, match="cannot be read"):
        Vocabulary.load(tmp_path)


@given(st.text(alphabet=st.sampled_from("abKαβ1279I-/ ()'+.sé"), max_size=40))
def test_offsets_come_back_from_the_key(text: str) -> None:
    normal = Normaliser([("tumour", "tumor")]).text(text)
    for position, start in normal.starts.items():
        assert text[start].isalnum()
        assert normal.key[position - 1] == " "
    assert set(normal.order) == set(normal.starts)
    assert [normal.ends[e] for e in sorted(normal.ends)] == sorted(normal.ends.values())


@given(st.lists(st.sampled_from(["HER", "2", "-", " ", "/", "neu", "α", "TNFalpha", "receptors", "II", "tumours"]), min_size=1, max_size=8))
def test_name_and_text_have_the_same_key(pieces: list[str]) -> None:
    normaliser = Normaliser([("tumour", "tumor")])
    name = "".join(pieces)
    assert normaliser.key(name) == (normaliser.text(name).key if normaliser.key(name) else "")
    assert normaliser.first_atom(name) == (normaliser.key(name).split(" ")[1] if normaliser.key(name) else "")


def test_every_outcome_has_a_controlled_value() -> None:
    allowed = controlled_values(patterns_folder(), "evidence", "outcome")
    path = patterns_folder() / "vocab" / "outcomes.tsv"
    lines = read_lines(path.read_bytes(), path)
    rows = list(read_rows(lines, read_header(lines, path)[1], path))
    assert len(rows) >= 250
    assert {row.label for row in rows} == {"OUTCOME"}
    assert {row.value for row in rows} <= allowed
    assert {(r.value, r.polarity) for r in rows if r.name in ("progression-free survival", "tumor regression", "cytotoxicity")} == {
        ("progression", "-1"),
        ("tumor_growth", "-1"),
        ("cell_growth", "-1"),
    }


def test_hand_written_files_do_not_contradict_each_other() -> None:
    """A name stands in one line only; an outcome may name a disorder besides ("ulcer")."""
    folder = patterns_folder() / "vocab"
    never = {form for form, _ in read_pairs((folder / "never.tsv").read_text(encoding="utf-8").splitlines())}
    lines_of: dict[str, set[str]] = {}
    ruled_out = []
    for path in vocabulary_files(folder):
        if path.suffix == ".gz":
            continue
        lines = read_lines(path.read_bytes(), path)
        for row in read_rows(lines, read_header(lines, path)[1], path):
            assert row.label in get_args(Label)
            kind = "state" if row.label in ("OUTCOME", "DISEASE") else row.label
            ruled_out += [synonym for synonym in row.synonyms.split("|") if synonym in never]
            for name in filter(None, row.names()):
                lines_of.setdefault(name, set()).add(kind if kind == "state" else f"{path.name}: {row.name}")
    assert ruled_out == []
    assert {name: sorted(lines) for name, lines in lines_of.items() if len(lines) > 1} == {}


def test_every_line_written_by_hand_is_read(vocabulary: Vocabulary) -> None:
    """Each name finds its concept in a sentence, among others perhaps: an outcome may have the name as well."""
    lost = []
    for path in vocabulary_files(patterns_folder() / "vocab"):
        if path.suffix == ".gz":
            continue
        for line in lines_of(path):
            for name in filter(None, line.row.names()):
                matches = [m for m in vocabulary.find(f"We looked at {name} here.") if name.startswith(m.text)]
                found = [c for match in matches for c in match.candidates] if is_searched(line, name) else vocabulary.meanings(name)
                if not any((c.concept.id, c.concept.label) == (line.row.id, line.row.label) for c in found):
                    lost.append(f"{line.where}: {name!r} ({line.row.name})")
    assert lost == []


def test_derived_names_are_no_common_english_words() -> None:
    """What is allowed has its reason in `english_names.tsv`, and each word there is needed."""
    around = Surroundings.of(patterns_folder())
    common = [
        f"{line.where}: {name}"
        for path in vocabulary_files(patterns_folder() / "vocab")
        for line in lines_of(path)
        if line.header.searched
        for name in filter(None, line.row.names())
        if around.is_common(name, line.row.label) and not around.is_never(name)
    ]
    assert common == []
    assert {word for word in around.allowed if around.english.get(word, 0.0) < COMMON} == set()


def test_vocabularies_stay_small() -> None:
    assert sum(path.stat().st_size for path in (patterns_folder() / "vocab").glob("*.gz")) < 6_000_000
