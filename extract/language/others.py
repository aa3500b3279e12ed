"""A model that others have made, as `--model` names it: an installed spaCy package, or a folder with a model in it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import EvitraceError
from extract.language.known_models import KnownModel, KnownModels, Scheme, load_known_models
from extract.language.names import FoundName
from extract.language.pieces import pieces

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

_GRAMMAR = frozenset({"tagger", "parser", "senter", "morphologizer", "attribute_ruler", "lemmatizer", "trainable_lemmatizer"})
"""Components that names do not need."""


class OtherModel:
    """A model of others. Nothing of it is loaded before it is asked for names or for its pipeline: what it is stands in its meta.json."""

    def __init__(self, name: str, folder: Path, meta: dict[str, Any], known: KnownModels) -> None:
        self.name = name
        self.folder = folder
        self.meta = meta
        self.package = f"{meta.get('lang', 'en')}_{meta.get('name', '')}"
        self._known: KnownModel | None = known.models.get(self.package)
        self._common = known.common_labels

    @property
    def version(self) -> str:
        """Name and version, and where it was named as a folder, a hash of what that holds."""
        version = f"{self.package}=={self.meta.get('version', '?')}"
        return f"{version}+{content_hash(self.folder)}" if Path(self.name).is_dir() else version

    @property
    def licence(self) -> str:
        """The licence that it is under, by its own word, else by ours."""
        return str(self.meta.get("license") or (self._known and self._known.licence) or "no licence stated")

    @cached_property
    def name_labels(self) -> tuple[str, ...]:
        """The labels of its names, sorted."""
        labels = self.meta.get("labels", {})
        return tuple(sorted({label for component in self._naming_components() for label in labels.get(component, ())}))

    @cached_property
    def meaning(self) -> dict[str, str]:
        """What those of its labels mean that mean something here."""
        meaning = self._common if self._known is None else self._known.labels
        return {label: meaning[label] for label in self.name_labels if label in meaning}

    @property
    def ignored_labels(self) -> tuple[str, ...]:
        """Labels of a model that nobody has described: whether they mean something here is not known."""
        return () if self._known is not None else tuple(label for label in self.name_labels if label not in self._common)

    @property
    def trees(self) -> Scheme | None:
        """The scheme of its dependency trees, or None where it has no parser with a tagger."""
        labels = self.meta.get("labels", {})
        if not {"parser", "tagger"} <= set(self.meta.get("pipeline", ())):
            return None
        if self._known is not None:
            return self._known.trees
        return "general" if "pobj" in labels.get("parser", ()) else "universal"

    @cached_property
    def pipeline(self) -> Pipeline:
        """The model, loaded. Raises EvitraceError when it cannot be."""
        import spacy

        try:
            return spacy.load(self.folder)
        except Exception as error:  # whatever its makers' code raises: another version, a missing package, a damaged file
            raise self._unusable(error) from error

    def find_names(self, texts: Sequence[str]) -> list[tuple[FoundName, ...]]:
        """The names of each text whose labels mean something here, with our labels."""
        parts = [(index, at, piece) for index, text in enumerate(texts) for at, piece in pieces(text)]
        found: list[list[FoundName]] = [[] for _ in texts]
        docs = self.pipeline.pipe(
            (piece for _, _, piece in parts), batch_size=64, disable=[name for name in self.pipeline.pipe_names if name in _GRAMMAR]
        )
        for (index, at, _), doc in zip(parts, docs, strict=True):
            for span in doc.ents:
                if meaning := self.meaning.get(span.label_):
                    label, _, kind = meaning.partition("/")
                    found[index].append(FoundName(at + span.start_char, at + span.end_char, label, kind or None))
        return [tuple(each) for each in found]

    def _naming_components(self) -> list[str]:
        """The components that set the names of a document, by what spaCy knows of their factories."""
        import spacy.pipeline  # noqa: F401  registers the factories
        from spacy.language import Language as Pipeline
        from thinc.api import Config

        try:
            components = Config().from_disk(self.folder / "config.cfg", interpolate=False).get("components", {})
        except (OSError, ValueError) as error:
            raise self._unusable(error) from error
        factories = {name: settings.get("factory", "") for name, settings in components.items()}
        return [
            name
            for name, factory in factories.items()
            if Pipeline.has_factory(factory) and "doc.ents" in Pipeline.get_factory_meta(factory).assigns
        ]

    def _unusable(self, error: Exception) -> EvitraceError:
        return _unusable(self.name, error, self._known)


def find_model(name: str) -> OtherModel:
    """The model that is installed under this name, or that lies in this folder. Raises EvitraceError when there is none."""
    known = load_known_models()
    if Path(name).is_dir():
        return _read(name, Path(name), known)
    module = name.replace("-", "_")
    spec = importlib.util.find_spec(module) if module.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        listed = known.models.get(module)
        remedy = listed.remedy if listed else f"Run: pip install {name}, or name the folder of a model."
        raise EvitraceError("no_model", "the language model is not installed", where=name, remedy=remedy)
    return _read(name, Path(next(iter(spec.submodule_search_locations))), known)


def content_hash(folder: Path) -> str:
    """A short hash of all files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        digest.update(f"{path.relative_to(folder).as_posix()}\n{path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _read(name: str, folder: Path, known: KnownModels) -> OtherModel:
    if not (folder / "config.cfg").exists():  # a package keeps its model one level down
        folder = next((path.parent for path in sorted(folder.glob("*/config.cfg"))), folder)
    try:
        meta = dict(json.loads((folder / "meta.json").read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise _unusable(name, error, known.models.get(name)) from error
    return OtherModel(name, folder, meta, known)


def _unusable(name: str, error: Exception, known: KnownModel | None) -> EvitraceError:
    what = f"the language model cannot be used: {' '.join(str(error).split())[:300] or type(error).__name__}"
    remedy = known.remedy if known else "Name an installed spaCy package that fits spaCy 3.8, or the folder of such a model."
    return EvitraceError("bad_model", what, where=name, remedy=remedy)
