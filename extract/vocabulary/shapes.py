"""Names that no list holds but whose shape tells what they are: rules of `patterns/names.toml` as frozen types."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from extract.errors import PatternError
from extract.model.mention import Kind
from extract.vocabulary.files import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from extract.model.mention import Label

_Rule = TypeVar("_Rule")
_MARK = re.compile(r"<(/?)([a-z_]+)>")
_CUE_KEYS = {"id", "why", "label", "before", "after", "examples", "counterexamples"}
_PLAIN_KEYS = {"id", "why", "label", "regex", "examples", "counterexamples"}
_SHAPE_KEYS = _PLAIN_KEYS | {"except"}
_KIND_KEYS = _PLAIN_KEYS | {"kind"}
_BLOCK_KEYS = _PLAIN_KEYS | {"lists"}
_COMPOUND_KEYS = {"id", "why", "label", "inner", "before", "after", "examples", "counterexamples"}


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the names that a rule must find in it: (start, end, label)."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A rule for one kind of name by its shape. The group `name` of `regex`, where it has one, is the name."""

    id: str
    why: str
    label: Label
    regex: re.Pattern[str]
    excluded: frozenset[str]
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compound:
    """A rule for a name made of another name: `before` and `after` are what stands next to a name with a label of `inner`."""

    id: str
    why: str
    label: Label
    inner: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindRule:
    """A rule for what kind a name with a label is, by its words. The examples are names of the kind, the counterexamples are not."""

    id: str
    why: str
    label: Label
    kind: Kind
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trim:
    """A rule for words at the ends of a name that are no part of it. The examples are names as found, and as they stay."""

    id: str
    why: str
    label: Label
    regex: re.Pattern[str]
    examples: tuple[tuple[str, str], ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrugCue:
    """Words right before or right after a substance (one of the two) which say that it is used as a drug."""

    id: str
    why: str
    label: Label
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    examples: tuple[Example, ...]
    counterexamples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class NoName:
    """A rule for what holds no name, whatever it looks like: none of the model, and with `lists` none of a list or shape either."""

    id: str
    why: str
    label: Label
    regex: re.Pattern[str]
    lists: bool
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generic:
    """Words that are no name by themselves, for names with a label. The examples are what may be left between listed names."""

    id: str
    why: str
    label: Label
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShapeRules:
    """All rules, in the order of the file: where two shapes cover the same words the earlier wins.

    `heads` are shapes too: they say by its last words what the long form of an abbreviation is.
    """

    shapes: tuple[Shape, ...] = ()
    compounds: tuple[Compound, ...] = ()
    heads: tuple[Shape, ...] = ()
    kinds: tuple[KindRule, ...] = ()
    trims: tuple[Trim, ...] = ()
    blocks: tuple[NoName, ...] = ()
    drug_cues: tuple[DrugCue, ...] = ()
    generic: tuple[Generic, ...] = ()

    def trimmed(self, label: str, text: str, start: int, end: int) -> tuple[int, int]:
        """The span of a name without the words at its ends that are no part of it; never empty."""
        for rule in self.trims:
            cut = rule.regex.search(text[start:end]) if rule.label == label else None
            if cut is not None and len(cut.group()) < end - start:
                start, end = (start + cut.end(), end) if cut.start() == 0 else (start, start + cut.start())
        return start, end

    def is_generic(self, label: str, words: str) -> bool:
        """Whether words are no name by themselves."""
        return any(rule.label == label and rule.regex.fullmatch(words) for rule in self.generic)

    def kind(self, label: Label, words: str) -> Kind | None:
        """The kind within the label that the words of a name tell."""
        return next((rule.kind for rule in self.kinds if rule.label == label and rule.regex.search(words)), None)


def load_shapes(source: str, path: Path) -> ShapeRules:
    """The rules of a names file. Raises PatternError for unknown keys, a doubled id, or a rule without both kinds of examples."""
    try:
        tables = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, "file", str(error)) from error
    if unknown := set(tables) - {"shape", "compound", "head", "kind", "trim", "block", "drug_cue", "generic"}:
        raise _broken(path, "file", f"unknown tables {sorted(unknown)}")
    seen: set[str] = set()

    def rules(table: str, made: Callable[[dict[str, Any], Path, set[str]], _Rule]) -> tuple[_Rule, ...]:
        return tuple(made(entry, path, seen) for entry in tables.get(table, []))

    return ShapeRules(
        shapes=rules("shape", _shape),
        compounds=rules("compound", _compound),
        heads=rules("head", _shape),
        kinds=rules("kind", _kind),
        trims=rules("trim", _trim),
        blocks=rules("block", _block),
        drug_cues=rules("drug_cue", _cue),
        generic=rules("generic", _generic),
    )


def marked(text: str) -> Example:
    """An example from a text with its names marked: `<drug>Imatinib</drug> was given.`"""
    plain: list[str] = []
    spans: list[tuple[int, int, str]] = []
    opened: list[tuple[str, int]] = []
    position = length = 0
    for mark in _MARK.finditer(text):
        piece = text[position : mark.start()]
        plain.append(piece)
        length += len(piece)
        position = mark.end()
        if mark.group(1):
            label, start = opened.pop()
            spans.append((start, length, label.upper()))
        else:
            opened.append((mark.group(2), length))
    plain.append(text[position:])
    return Example("".join(plain), tuple(sorted(spans)))


def _shape(entry: dict[str, Any], path: Path, seen: set[str]) -> Shape:
    _check(entry, _SHAPE_KEYS, {"regex"}, path, seen)
    return Shape(
        id=entry["id"],
        why=entry["why"],
        label=entry["label"],
        regex=_compiled(entry["regex"], entry["id"], path),
        excluded=frozenset(word.lower() for word in entry.get("except", ())),
        examples=tuple(marked(text) for text in entry["examples"]),
        counterexamples=tuple(entry["counterexamples"]),
    )


def _compound(entry: dict[str, Any], path: Path, seen: set[str]) -> Compound:
    _check(entry, _COMPOUND_KEYS, {"inner"}, path, seen)
    before, after = _beside(entry, path)
    return Compound(
        id=entry["id"],
        why=entry["why"],
        label=entry["label"],
        inner=frozenset(entry["inner"]),
        before=before,
        after=after,
        examples=tuple(marked(text) for text in entry["examples"]),
        counterexamples=tuple(entry["counterexamples"]),
    )


def _kind(entry: dict[str, Any], path: Path, seen: set[str]) -> KindRule:
    _check(entry, _KIND_KEYS, {"regex", "kind"}, path, seen)
    if entry["kind"] not in get_args(Kind):
        raise _broken(path, entry["id"], "names a kind that does not exist")
    regex = _compiled(entry["regex"], entry["id"], path)
    return KindRule(
        entry["id"], entry["why"], entry["label"], entry["kind"], regex, tuple(entry["examples"]), tuple(entry["counterexamples"])
    )


def _trim(entry: dict[str, Any], path: Path, seen: set[str]) -> Trim:
    _check(entry, _PLAIN_KEYS, {"regex"}, path, seen)
    pairs = [example.partition("|") for example in entry["examples"]]
    examples = tuple((found, stays) for found, _, stays in pairs)
    regex = _compiled(entry["regex"], entry["id"], path)
    return Trim(entry["id"], entry["why"], entry["label"], regex, examples, tuple(entry["counterexamples"]))


def _cue(entry: dict[str, Any], path: Path, seen: set[str]) -> DrugCue:
    _check(entry, _CUE_KEYS, set(), path, seen)
    if ("before" in entry) == ("after" in entry):
        raise _broken(path, entry["id"], "needs one of before and after")
    before, after = _beside(entry, path)
    return DrugCue(
        id=entry["id"],
        why=entry["why"],
        label=entry["label"],
        before=before,
        after=after,
        examples=tuple(marked(text) for text in entry["examples"]),
        counterexamples=tuple(marked(text) for text in entry["counterexamples"]),
    )


def _beside(entry: dict[str, Any], path: Path) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What stands right before a name, to be searched in the text before it, and what stands right after it."""
    before = _compiled(f"(?:{entry['before']})$", entry["id"], path) if "before" in entry else None
    return before, _compiled(entry["after"], entry["id"], path) if "after" in entry else None


def _block(entry: dict[str, Any], path: Path, seen: set[str]) -> NoName:
    _check(entry, _BLOCK_KEYS, {"regex"}, path, seen)
    regex = _compiled(entry["regex"], entry["id"], path)
    examples = tuple(marked(text) for text in entry["examples"])
    lists = bool(entry.get("lists"))
    return NoName(entry["id"], entry["why"], entry["label"], regex, lists, examples, tuple(entry["counterexamples"]))


def _generic(entry: dict[str, Any], path: Path, seen: set[str]) -> Generic:
    _check(entry, _PLAIN_KEYS, {"regex"}, path, seen)
    regex = _compiled(entry["regex"], entry["id"], path)
    return Generic(entry["id"], entry["why"], entry["label"], regex, tuple(entry["examples"]), tuple(entry["counterexamples"]))


def _check(entry: dict[str, Any], known: set[str], needed: set[str], path: Path, seen: set[str]) -> None:
    name = str(entry.get("id", "a rule without id"))
    if unknown := set(entry) - known:
        raise _broken(path, name, f"unknown keys {sorted(unknown)}")
    if missing := ({"id", "why", "label", "examples", "counterexamples"} | needed) - set(entry):
        raise _broken(path, name, f"lacks {sorted(missing)}")
    if entry["label"] not in LABELS or set(entry.get("inner", ())) - LABELS:
        raise _broken(path, name, "names a label that does not exist")
    if not entry["examples"] or not entry["counterexamples"]:
        raise _broken(path, name, "needs at least one example and one counterexample")
    if name in seen:
        raise _broken(path, name, "is there twice")
    seen.add(name)


def _compiled(regex: str, name: str, path: Path) -> re.Pattern[str]:
    try:
        return re.compile(regex)
    except re.error as error:
        raise _broken(path, name, f"regex: {error}") from error


def _broken(path: Path, name: str, what: str) -> PatternError:
    return PatternError("bad_names", f"{name}: {what}", where=str(path), remedy="The head of the file tells its form.")
