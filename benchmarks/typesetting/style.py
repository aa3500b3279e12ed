"""How a journal sets its articles, as data: `styles.toml`, whose head explains every key."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

STYLES = Path(__file__).parent / "styles.toml"


@dataclass(frozen=True, slots=True)
class Look:
    """The print of one kind of text: font family, size and leading in points, indents and spaces around it."""

    font: str = "times"
    size: float = 10
    leading: float = 12
    align: str = "justify"
    bold: bool = False
    italic: bool = False
    caps: str = ""
    first: float = 0
    hang: float = 0
    before: float = 0
    after: float = 0
    run_in: bool = False
    number: bool = False
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that stands on every page, or those that `pages` names; `y` is points from the top, or from the bottom if < 0."""

    text: str
    y: float
    at: str = "left"
    pages: str = "all"
    size: float = 8
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """One way of setting; the keys are explained in `styles.toml`."""

    name: str
    like: str
    page: tuple[float, float]
    margins: tuple[float, float, float, float]
    columns: int
    body: Look
    headings: tuple[Look, ...]
    title: Look
    small: Look
    gap: float = 18
    front: str = "plain"
    callouts: str = "[]"
    callouts_after_stop: bool = False
    reference_label: str = "{n}."
    opening_indent: bool = False
    hyphenate: bool = False
    ligatures: bool = False
    kerning: bool = False
    tracking: float = 0
    spaces_printed: bool = True
    decimal: str = "."
    drop_cap: int = 0
    line_numbers: str = ""
    line_number_step: int = 1
    stamp: str = ""
    furniture: tuple[Furniture, ...] = ()
    footnotes: tuple[str, ...] = ()
    boxes: tuple[tuple[str, ...], ...] = ()
    figures: str = "top"
    captions: str = "below"
    table_rules: str = "half"
    table_words: str = "bold"
    turned_tables: bool = False
    imprint: str = ""


def read_styles(path: Path = STYLES) -> dict[str, Style]:
    """All styles by name, in their order. Raises TypeError for an unknown key."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _style(name, values) for name, values in data.items()}


def _style(name: str, values: dict[str, Any]) -> Style:
    given = dict(values)
    body = Look(**given.pop("body"))
    base = {field.name: getattr(body, field.name) for field in fields(Look) if field.name in ("font", "size", "leading", "align")}

    def look(key: str, value: dict[str, Any]) -> Look:
        defaults = {**base, "leading": round(value.get("size", body.size) * 1.2, 1), "align": "left" if key != "small" else body.align}
        return Look(**{**defaults, **value})

    headings = tuple(look("heading", value) for value in given.pop("headings"))
    title, small = look("title", given.pop("title")), look("small", given.pop("small"))
    furniture = tuple(Furniture(**value) for value in given.pop("furniture", []))
    plain = {key: tuple(map(_frozen, value)) if isinstance(value, list) else value for key, value in given.items()}
    return Style(name=name, body=body, headings=headings, title=title, small=small, furniture=furniture, **plain)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
