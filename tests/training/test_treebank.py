"""Reading of dependency trees."""

from __future__ import annotations

from pathlib import Path

from spacy.vocab import Vocab

from extract.training.treebank import read_treebank


def _row(number: int, word: str, tag: str, head: int, label: str, misc: str = "_") -> str:
    return "\t".join((str(number), word, word.lower(), "X", tag, "_", str(head), label, "_", misc))


def test_a_paragraph_is_a_document_with_its_sentences(tmp_path: Path) -> None:
    lines = [
        "# newpar id = p0",
        "# text = Cells died.",
        _row(1, "Cells", "NNS", 2, "nsubj"),
        _row(2, "died", "VBD", 0, "root", "SpaceAfter=No"),
        _row(3, ".", ".", 2, "punct"),
        "",
        "# text = Mice ate",
        _row(1, "Mice", "NNS", 2, "nsubj"),
        _row(2, "ate", "VBD", 0, "root"),
        "",
        "# newpar id = p1",
        _row(1, "End", "NN", 0, "root"),
    ]
    (tmp_path / "a.conllu").write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    first, second = read_treebank(tmp_path, Vocab())
    assert first.text == "Cells died. Mice ate "
    assert [sentence.text.strip() for sentence in first.sents] == ["Cells died.", "Mice ate"]
    assert [(token.tag_, token.dep_, token.head.text) for token in first][3:] == [("NNS", "nsubj", "ate"), ("VBD", "ROOT", "ate")]
    assert second.text.strip() == "End"
