"""Callouts by author and year: what they name, what they span, and what is none."""

from __future__ import annotations

import re

import pytest

from extract.errors import PatternError
from extract.grammar.citing import CalloutWay, Way, load_citing
from extract.model.document import Block, Document, Reference
from extract.read.references import author_label, entry_details
from extract.resources import patterns_folder
from extract.stages.citations import callout_spans, find_citations

WAYS = load_citing()
LIST = (
    "Miller J, Hall K (2004) One. J Assays 1:1",
    "Miller J, Ott L, Poe E (2004) Two. J Assays 1:2",
    "Nagy P (2005a) Three. J Assays 1:3",
    "Nagy P (2005b) Four. J Assays 1:4",
    "van der Berg M, Ott L, Poe E (1999) Five. J Assays 1:5",
    "Höjesjö A (2001) Six. J Assays 1:6",
    "World Health Organization (2010) Seven.",
    "Thomson O'Neill M (1998) Eight. J Assays 1:8",
    "NICE (2009) Nine.",
    "National Board of Health (NBH) (2006) Ten.",
)


def document(text: str, entries: tuple[str, ...] = ()) -> Document:
    labels = [author_label(entry) or "" for entry in entries]
    labels = [f"{label} ({labels[: i + 1].count(label)})" if labels.count(label) > 1 else label for i, label in enumerate(labels)]
    references = tuple(Reference(label, entry, 0, 1, year=entry_details(entry)[2]) for label, entry in zip(labels, entries, strict=True))
    return Document("doc_1", "a.txt", "0", "text", text, (Block(0, len(text), "paragraph"),), references=references)


def cited(text: str, entries: tuple[str, ...] = LIST) -> list[tuple[str, str, bool]]:
    return [(text[found.start : found.end], found.label, found.resolved) for found in find_citations(document(text, entries))]


@pytest.mark.parametrize("way", WAYS.callouts, ids=lambda way: way.way.id)
def test_examples(way: CalloutWay) -> None:
    for example in way.way.examples:
        marked, _, wanted = example.partition(" => ")
        plain = re.sub("</?callout>", "", marked)
        entries = tuple(f"{label.rsplit(' ', 1)[0]} J ({label.rsplit(' ', 1)[1]}) A study." for label in wanted.split(", "))
        found = cited(plain, entries if way.alone else ())
        assert [label for _, label, _ in found] == wanted.split(", "), plain
        assert {span for span, _, _ in found} == set(re.findall("<callout>(.*?)</callout>", marked))
    for example in way.way.counterexamples:
        assert [each for each in cited(example) if not each[1].isdigit()] == [], example


@pytest.mark.parametrize("way", WAYS.groups, ids=lambda way: way.id)
def test_bodies_as_authors(way: Way) -> None:
    for example in way.examples:
        author = re.search("<author>(.*?)</author>", example)
        found = WAYS.group_match(re.sub("</?author>", "", example))
        assert author is not None
        assert found is not None
        assert found["author"] == author[1]
    assert not any(WAYS.group_match(example) for example in way.counterexamples)


def test_unpublished_work_is_cited_and_has_no_entry() -> None:
    for way in WAYS.unpublished:
        for example in way.examples:
            assert cited(f"was seen ({example}).") == [(f"({example})", "unpublished", False)]
        assert not any(cited(f"was seen ({example}).") for example in way.counterexamples)


def test_intervals_are_no_callouts() -> None:
    for way in WAYS.not_cited:
        for example in way.examples:
            before = re.sub("</?before>", "", example)
            assert callout_spans(f"{before}[2, 5]") == []
        assert all(callout_spans(f"{example}[2, 5]") for example in way.counterexamples)
    for way in WAYS.counted:
        assert [re.sub("</?before>", "", example) for example in way.examples if not WAYS.is_count(re.sub("</?before>", "", example))] == []
        assert [example for example in way.counterexamples if WAYS.is_count(example)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seen (Miller and Hall 2004)", [("(Miller and Hall 2004)", "Miller 2004 (1)", True)]),
        ("seen (Miller et al., 2004)", [("(Miller et al., 2004)", "Miller 2004 (2)", True)]),
        ("as Nagy (2005b) saw", [("(2005b)", "Nagy 2005b", True)]),
        ("seen (Nagy 2005a,b)", [("(Nagy 2005a,b)", "Nagy 2005a", True), ("(Nagy 2005a,b)", "Nagy 2005b", True)]),
        ("seen (Van der Berg et al. 1999)", [("(Van der Berg et al. 1999)", "van der Berg 1999", True)]),
        ("seen (Berg et al. 1999)", [("(Berg et al. 1999)", "van der Berg 1999", True)]),
        ("seen (Hojesjo 2001)", [("(Hojesjo 2001)", "Höjesjö 2001", True)]),
        ("seen (World Health Organization, 2010)", [("(World Health Organization, 2010)", "World Health Organization 2010", True)]),
        ("seen (O'Neill 1998)", [("(O'Neill 1998)", "Thomson O'Neill 1998", True)]),
        ("In Vienna, Miller and Hall (2004) saw it", [("(2004)", "Miller 2004 (1)", True)]),
        ("seen (Miller et al., in press)", [("(Miller et al., in press)", "unpublished", False)]),
        ("seen (NICE 2009)", [("(NICE 2009)", "NICE 2009", True)]),
        ("as NICE (2009) has it", [("(2009)", "NICE 2009", True)]),
        ("seen (NBH, 2006)", [("(NBH, 2006)", "National Board of Health 2006", True)]),
        (
            "seen (Miller, Ott, Poe, & Hall, 2004)",
            [("(Miller, Ott, Poe, & Hall, 2004)", "Miller, Ott, Poe, & Hall, 2004", False)],
        ),
        ("as Miller and Hall (2004, p. 12) saw", [("2004", "Miller 2004 (1)", True)]),
        ("seen (Poe et al., 2004)", [("(Poe et al., 2004)", "Poe 2004", False)]),
        ("seen (which nobody had expected before that, see Poe et al., 2004)", [("Poe et al., 2004", "Poe 2004", False)]),
        ("seen in 2004 and (in 2005)", []),
        ("a kit (Vienna 2004) of May (2004)", []),
    ],
)
def test_resolving(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert cited(text) == expected


def test_what_may_mean_two_entries_stays_unresolved_under_its_own_words() -> None:
    assert cited("seen (Nagy 2005)") == []
    entries = ("Nagy P, Ott L, Poe E (2005) One. A 1:1", "Nagy P, Hall K, Poe E (2005) Two. A 1:2")
    assert cited("seen (Nagy et al. 2005)", entries) == [("(Nagy et al. 2005)", "Nagy et al. 2005", False)]


def test_numbers_behind_authors_are_the_callout() -> None:
    assert cited("Nagy and colleagues [11] saw", ()) == [("[11]", "11", False)]
    assert cited("Nagy et al. (2005) [11] saw", ()) == [("[11]", "11", False)]


@pytest.mark.parametrize(("old", "new"), [("<name>", "<nobody>"), ("why = ", "reason = ")])
def test_a_broken_file_is_refused(tmp_path: object, old: str, new: str) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    text = (patterns_folder() / "citing.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[[entry]]\nid")
    (folder / "citing.toml").write_text(f"{head}[[entry]]\nid{rest.replace(old, new, 1)}", encoding="utf-8")
    with pytest.raises(PatternError):
        load_citing(folder)


@pytest.mark.parametrize("piece", ["Aa", "(Aa", "Aa ", "van ", "(Miller 2004, ", "Aa-", "1999a,", "Aa and Aa, ", "^1,", "[1,"])
def test_endless_text_is_read_in_time_that_grows_with_its_length(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert all(found.end <= len(text) for found in find_citations(document(text, LIST)))
