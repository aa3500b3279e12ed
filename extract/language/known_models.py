"""What `patterns/models.toml` says of models that others have made: what their labels mean here, their trees, how they are installed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from extract.errors import PatternError
from extract.resources import patterns_folder

Scheme = Literal["craft", "general", "universal"]
"""How a model draws its dependency trees: as CRAFT (our own), as spaCy's English models, or as Universal Dependencies of version 1."""

_OURS = frozenset({"TARGET", "CHEMICAL", "DISEASE", "DISEASE/CANCER", "ORGANISM", "CELL_LINE", "VARIANT"})
_REQUIRED = frozenset({"names", "labels", "trees", "licence", "source", "version", "install"})


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that others have made. `labels` are all of its labels that mean something here."""

    name: str
    labels: Mapping[str, str]
    trees: Scheme
    licence: str
    source: str
    remedy: str
    """How to install it, and what not to do."""


@dataclass(frozen=True, slots=True)
class KnownModels:
    """All models listed, and what common labels mean in models that are not."""

    models: Mapping[str, KnownModel]
    common_labels: Mapping[str, str]


def load_known_models(path: Path | None = None) -> KnownModels:
    """The models of a file, by default that of this installation. Raises PatternError where it breaks its format."""
    path = path or patterns_folder() / "models.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise PatternError("bad_toml", f"cannot be read: {error}", where=str(path), remedy="Mend it; its first lines say how.") from error
    if unknown := sorted(set(tables) - {"labels", "model"}):
        raise _broken(path, f"unknown tables {unknown}")
    models: dict[str, KnownModel] = {}
    for entry in tables.get("model", ()):
        where = f"the entry of {', '.join(entry.get('names', ['?']))}"
        if set(entry) - {"warning"} != _REQUIRED:
            raise _broken(path, f"{where} needs the keys {sorted(_REQUIRED)} and may have a warning")
        if entry["trees"] not in get_args(Scheme):
            raise _broken(path, f"{where} has trees of no known scheme")
        for name in entry["names"]:
            if name in models:
                raise _broken(path, f"{name} is described twice")
            models[name] = _model(name, entry, _checked(entry["labels"], path))
    return KnownModels(models, _checked(tables.get("labels", {}), path))


def _model(name: str, entry: Mapping[str, Any], labels: Mapping[str, str]) -> KnownModel:
    filled = [str(entry.get(key, "")).format(name=name, version=entry["version"]) for key in ("install", "warning")]
    remedy = f"Run: {filled[0]}" + (f"\n       {filled[1]}" if filled[1] else "")
    return KnownModel(name, labels, cast("Scheme", entry["trees"]), entry["licence"], entry["source"], remedy)


def _checked(labels: Mapping[str, str], path: Path) -> Mapping[str, str]:
    if unknown := sorted(set(labels.values()) - _OURS):
        raise _broken(path, f"{unknown} are no labels of ours ({', '.join(sorted(_OURS))})")
    return labels


def _broken(path: Path, what: str) -> PatternError:
    return PatternError("bad_models", what, where=str(path), remedy="Mend it; the first lines of the file say how.")
