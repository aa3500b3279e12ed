"""The steps of a training: done once, begun anew where they were broken off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.errors import EvitraceError
from extract.language.names import find_names
from extract.language.own import load_own_model
from extract.training import definitions as training_definitions
from extract.training import steps
from extract.training.steps import Workplace


def test_a_run_goes_on_with_the_step_that_was_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    power = [False]

    def first(place: Workplace, folder: Path) -> None:
        """First."""
        done.append("first")
        (folder / "result").write_text("1", encoding="utf-8")

    def second(place: Workplace, folder: Path) -> None:
        """Second."""
        assert not (folder / "half").exists(), "what a broken step left is cleared away"
        (folder / "half").write_text("", encoding="utf-8")
        if not power[0]:
            raise KeyboardInterrupt
        done.append("second")

    monkeypatch.setattr(steps, "STEPS", {"first": first, "second": second})
    place = Workplace(tmp_path / "corpora", tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        place.run(lambda _: None)
    power[0] = True
    said: list[str] = []
    place.run(said.append)
    assert done == ["first", "second"]
    assert said == ["first: done before", "second: Second."]
    assert (tmp_path / "out" / "first" / "result").read_text(encoding="utf-8") == "1"


CORPORA = """
[kinds]
"DISEASE/CANCER" = ["cancer", "oma"]

[[corpus]]
name = "made_up"
reader = "brat"
train = ["made_up/train"]
labels = { Drug = "CHEMICAL", Disease = "DISEASE" }
closed = ["TARGET", "CHEMICAL", "DISEASE", "ORGANISM", "CELL_LINE", "VARIANT"]

[[measured]]
name = "made_up"
reader = "brat"
files = ["made_up/dev"]
labels = { Drug = "CHEMICAL", Disease = "DISEASE" }
"""
DRUGS, DISEASES = ("gefitinib", "lapatinib", "taxol", "cisplatin", "aspirin"), ("gout", "asthma", "melanoma", "fever", "eczema")
SENTENCE = (
    ("Patients", "NNS", 3, "nsubj"),
    ("with", "IN", 1, "prep"),
    ("took", "VBD", 0, "root"),
    ("drugs", "NNS", 3, "dobj"),
    (".", ".", 3, "punct"),
)


def _made_up_corpora(folder: Path) -> None:
    for part, pairs in {
        "train": [(drug, disease) for drug in DRUGS for disease in DISEASES if (drug, disease) != ("taxol", "gout")],
        "dev": [("taxol", "gout")],
    }.items():
        brat, trees = folder / "made_up" / part, folder / "craft_treebank" / part
        brat.mkdir(parents=True)
        trees.mkdir(parents=True)
        for drug, disease in pairs:
            text = f"Patients with {disease} took {drug} for a week."
            marks = [f"{label} {text.index(name)} {text.index(name) + len(name)}" for label, name in (("Disease", disease), ("Drug", drug))]
            (brat / f"{drug}_{disease}.txt").write_text(text, encoding="utf-8")
            (brat / f"{drug}_{disease}.ann").write_text("".join(f"T{i}\t{mark}\t\n" for i, mark in enumerate(marks)), encoding="utf-8")
        rows = [f"{i}\t{word}\t_\t_\t{tag}\t_\t{head}\t{label}\t_\t_" for i, (word, tag, head, label) in enumerate(SENTENCE, 1)]
        (trees / "paper.conllu").write_text("\n\n".join(["# newpar\n" + "\n".join(rows)] * 8) + "\n", encoding="utf-8")


def test_one_command_makes_a_model_that_finds_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _made_up_corpora(tmp_path / "corpora")
    (tmp_path / "corpora.toml").write_text(CORPORA, encoding="utf-8")
    changes = {
        "grammar.cfg": {"min_action_freq": 1, "max_steps": 5, "eval_frequency": 5},
        "names.cfg": {"max_epochs": 80, "max_steps": 60, "eval_frequency": 30},
    }
    for name, settings in changes.items():
        text = (steps.HERE / name).read_text(encoding="utf-8")
        for setting, value in settings.items():
            text, count = re.subn(rf"^{setting} = .*$", f"{setting} = {value}", text, flags=re.M)
            assert count == 1
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(steps, "HERE", tmp_path)
    monkeypatch.setattr(training_definitions, "DEFINITIONS", tmp_path / "corpora.toml")
    monkeypatch.setattr(steps, "dictionary_names", lambda: [("aspirin", "C"), ("gout", "D")])
    folder = Workplace(tmp_path / "corpora", tmp_path / "out").run(lambda _: None)

    model = load_own_model(folder)
    (found,) = find_names(["Patients with gout took taxol for a week."], model)
    assert [(name.start, name.end, name.label) for name in found] == [(14, 18, "DISEASE"), (24, 29, "CHEMICAL")]
    assert model.meta["performance"]["made_up"]["CHEMICAL"]["f"] == 1.0
    assert model("Patients took drugs.")[0].tag_ in {"NNS", "IN", "VBD", "."}
    assert "CC BY-SA" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_model_that_is_not_there_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(EvitraceError, match="python -m extract"):
        load_own_model(tmp_path)
