"""`patterns/sections.toml` and `patterns/hyphens.toml`: every example matches, no counterexample does, mistakes are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.grammar.headings import LineSign, load_paper_parts
from extract.grammar.hyphens import load_hyphens
from extract.read.hyphens import Hyphens
from extract.resources import patterns_folder
from extract.stages.sentences import mended

PARTS = load_paper_parts()


def _head(example: str) -> tuple[str, list[tuple[int, int]]]:
    match = re.search("<head>(.*?)</head>", example)
    plain = re.sub("</?head>", "", example)
    return plain, [(match.start(), match.start() + len(match[1]))] if match else []


@pytest.mark.parametrize(("kind", "example"), [(entry.kind, example) for entry in PARTS.headings for example in entry.examples])
def test_heading_examples(kind: str, example: str) -> None:
    plain, spans = _head(example)
    if spans:
        assert [(start, start + len(plain[start:end].rstrip()), found) for start, end, found in PARTS.run_in_heads(plain)] == [
            (*spans[0], kind)
        ]
    else:
        assert PARTS.heading_meaning(plain)[0] == kind


@pytest.mark.parametrize(("kind", "example"), [(entry.kind, example) for entry in PARTS.headings for example in entry.counterexamples])
def test_heading_counterexamples(kind: str, example: str) -> None:
    assert PARTS.heading_meaning(example)[0] != kind
    assert all(found != kind for _, _, found in PARTS.run_in_heads(example))


@pytest.mark.parametrize("entry", PARTS.addresses, ids=lambda entry: entry.id)
def test_addresses(entry: LineSign) -> None:
    assert all(entry.pattern.match(example) for example in entry.examples)
    assert not any(PARTS.is_address(example) for example in entry.counterexamples)


@pytest.mark.parametrize("entry", PARTS.no_headings, ids=lambda entry: entry.id)
def test_no_headings(entry: object) -> None:
    assert all(entry.pattern.search(example) for example in entry.examples)  # type: ignore[attr-defined]
    assert not any(PARTS.is_no_heading(example) for example in entry.counterexamples)  # type: ignore[attr-defined]


def test_common_words_alone_make_no_line_a_heading() -> None:
    assert [PARTS.heading_kind(line) for line in ("Safety", "Adverse events", "Statistical models of growth", "Results")] == [
        None, "results", None, "results",
    ]  # fmt: skip


@pytest.mark.parametrize("entry", PARTS.furniture, ids=lambda entry: entry.id)
def test_furniture(entry: object) -> None:
    assert all(entry.pattern.fullmatch(example) for example in entry.examples)  # type: ignore[attr-defined]
    assert not any(PARTS.is_furniture(example) for example in entry.counterexamples)  # type: ignore[attr-defined]


@pytest.mark.parametrize("entry", PARTS.captions, ids=lambda entry: entry.of)
def test_captions(entry: object) -> None:
    assert all(entry.pattern.match(example) for example in entry.examples)  # type: ignore[attr-defined]
    assert not any(PARTS.caption_of(example) for example in entry.counterexamples)  # type: ignore[attr-defined]


@pytest.mark.parametrize("entry", PARTS.type_signs, ids=lambda entry: f"{entry.type} {entry.where}")
def test_document_types(entry: object) -> None:
    assert all(entry.pattern.search(example) for example in entry.examples)  # type: ignore[attr-defined]
    assert not any(entry.pattern.search(example) for example in entry.counterexamples)  # type: ignore[attr-defined]


@pytest.mark.parametrize("entry", PARTS.front_matter, ids=lambda entry: entry.field)
def test_front_matter(entry: object) -> None:
    for example in entry.examples:  # type: ignore[attr-defined]
        value = re.search("<value>(.*?)</value>", example)
        match = entry.pattern.search(re.sub("</?value>", "", example))  # type: ignore[attr-defined]
        assert value is not None
        assert match is not None
        assert match["value"] == value[1]
    assert not any(entry.pattern.search(example) for example in entry.counterexamples)  # type: ignore[attr-defined]


@pytest.mark.parametrize("example", [example for entry in PARTS.abbreviations for example in entry.examples])
def test_abbreviations_end_no_sentence(example: str) -> None:
    everywhere = [(match.end(), match.end()) for match in re.finditer(r"(?<=[.?!)])\s+(?=\w)", example)]
    assert mended(example, example, [(0, 0), *everywhere], PARTS) == [(0, len(example))]


@pytest.mark.parametrize("example", [example for entry in PARTS.abbreviations for example in entry.counterexamples])
def test_other_full_stops_do(example: str) -> None:
    border = example.index("|") + 1
    plain = example.replace("|", "")
    assert len(mended(plain, plain, [(0, border), (border, len(plain))], PARTS)) == 2


@pytest.mark.parametrize("example", load_hyphens().examples)
def test_hyphens_that_stay(example: str) -> None:
    left, right = example.split("|")
    assert Hyphens([]).joined(left, right) == (left, "")


@pytest.mark.parametrize("example", load_hyphens().counterexamples)
def test_hyphens_that_go(example: str) -> None:
    left, right = example.split("|")
    assert Hyphens([]).joined(left, right) == (left[:-1], "")


def test_the_document_itself_decides_about_a_hyphen() -> None:
    assert Hyphens(["of ligands in"]).joined("lig-", "and [8]") == ("lig", "")
    assert Hyphens(["the micro-environment is"]).joined("micro-", "environment") == ("micro-", "")
    assert Hyphens(["an enzyme and", "its inhibitor"]).joined("enzyme-", "inhibitor") == ("enzyme-", "")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[[caption]]\nof", "[[caption]]\nfrom", "unknown_key"),
        ('id = "copyright"', 'id = "page-of"', "duplicate_id"),
        ('examples = ["Page 5 of 8"', "examples = [] #", "no_examples"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = (patterns_folder() / "sections.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "sections.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        load_paper_parts(tmp_path)
    assert caught.value.code == code
