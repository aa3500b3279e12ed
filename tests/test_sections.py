"""Sections: kinds from heading words, nesting, and the labels of structured abstracts."""

from __future__ import annotations

from extract.model.document import Section
from extract.read import read_bytes
from extract.stages.sections import find_sections, innermost


def sections(text: str, name: str = "a.md") -> list[tuple[str, str | None, int | None]]:
    return [(section.kind, section.title, section.parent) for section in find_sections(read_bytes(text.encode(), name))]


def test_headings_nest_by_level_and_hand_down_their_kind() -> None:
    text = "# A title of some paper\n\n## Materials and methods\n\nWe did.\n\n### Cell lines used\n\nSome lines.\n\n## Results\n\nIt grew."
    assert sections(text) == [
        ("title", None, None),
        ("methods", "Materials and methods", None),
        ("methods", "Cell lines used", 1),
        ("results", "Results", None),
    ]


def test_text_without_levels_puts_own_headings_into_methods_and_results() -> None:
    prose = "These are words that fill a line of the text up to its margin and\n" * 3 + "a last one.\n"
    text = f"Methods\n{prose}\nWestern blotting\n{prose}\nDiscussion\n{prose}\nA way ahead\n{prose}"
    assert sections(text, "a.txt") == [
        ("methods", "Methods", None),
        ("methods", "Western blotting", 0),
        ("discussion", "Discussion", None),
        ("other", "A way ahead", None),
    ]


def test_structured_abstract() -> None:
    text = "Two drugs were compared in a trial.\n\nOBJECTIVE: To compare two drugs. METHODS: We gave them. RESULTS: One was better. "
    text += "Other results: none. CONCLUSIONS: Give that one."
    found = sections(text, "a.txt")
    assert found[:2] == [("title", None, None), ("abstract", None, None)]
    assert found[2:] == [
        ("introduction", "OBJECTIVE", 1), ("methods", "METHODS", 1), ("results", "RESULTS", 1), ("conclusion", "CONCLUSIONS", 1),
    ]  # fmt: skip


def test_labels_without_a_space() -> None:
    text = "Background.Many patients relapse, which is a problem. Methods.We treated mice with two drugs for a long time. "
    text += "Results.All mice lived."
    assert [kind for kind, _, _ in sections(text * 2, "a.txt")][:4] == ["abstract", "introduction", "methods", "results"]


def test_tables_and_captions_are_sections_of_their_own() -> None:
    text = "## Results\n\nIt grew.\n\nTable 1: Growth\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nIt died."
    assert sections(text) == [("results", "Results", None), ("caption", None, 0), ("table", "Table 1: Growth", 0)]


def test_innermost() -> None:
    nested = (Section(0, 100, "abstract", None), Section(20, 50, "methods", "M", 0))
    assert (innermost(nested, 30, 40), innermost(nested, 10, 30), innermost(nested, 90, 120)) == (1, 0, None)
