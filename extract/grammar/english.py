"""How common English words are, as listed in `patterns/english.tsv.gz`."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from extract.resources import patterns_folder


@cache
def load_english(patterns: Path | None = None) -> Mapping[str, float]:
    """Words in small letters with their Zipf frequency, from 2 (one in ten millions) to 8; the head of the file names its source."""
    text = gzip.decompress(((patterns or patterns_folder()) / "english.tsv.gz").read_bytes()).decode("utf-8")
    lines = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
    next(lines)
    return MappingProxyType({word: float(zipf) for word, _, zipf in lines})
