"""Ids that derive from content, so that ingesting again is an upsert and a curator's decision keeps its row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

Part = str | int | float | bool | None | Sequence["Part"]


def content_id(prefix: str, *parts: Part) -> str:
    """`prefix` and 16 hexadecimal digits of the SHA-256 of the parts as canonical JSON.

    The parts are what a row says and where it says it, never its place in a list, how sure we are, or which pattern found it.

    >>> content_id("sen", "doc_1", 0, 12)
    'sen_1d9b6da0be06f182'
    """
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"{prefix}_{hashlib.sha256(canonical.encode()).hexdigest()[:16]}"
