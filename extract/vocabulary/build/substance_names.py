"""Which names of chemicals are searched for, which only answer when asked, and which are none."""

from __future__ import annotations

import re
from typing import Literal

from extract.vocabulary.build.rules import rules

Use = Literal["search", "ask", "drop"]
"""What a name is good for: it is looked for in texts; it is known once something else says that it is a chemical; or it is none."""

LONGEST = 45
_CODE = re.compile(r"(?P<letters>[A-Za-z]{1,6})(?P<gap>[- ]?)(?P<digits>\d{1,7})(?P<tail>[A-Za-z]{0,2}(?:-\d{1,3})?)")
_SHORT = re.compile(r"[A-Za-z0-9()+-]{2,6}")
_WORD = re.compile(r"[A-Za-z]+")
_ASIDE = re.compile(r"\s[(\[][^)\]]*[)\]]$")
_SYSTEMATIC = re.compile(r"\d,\d|\(\d|\)-|[\]';]|-\d+-")
_MEMBER = re.compile(r"\S+ (?:[A-Z]{1,2}\d{0,2}|[IVX]+|\d{1,2})")


def spoken(name: str) -> str:
    """A name as papers write it: without a word that is said beside it, and a code of one letter without its gap ("U 0126")."""
    head, _, last = name.rpartition(" ")
    if head and last.lower() in rules().said_beside:
        name = head
    code = _CODE.fullmatch(name)
    if code is not None and len(code["letters"]) == 1 and code["gap"] == " ":
        return f"{code['letters']}{code['digits']}{code['tail']}"
    return name


def is_code(name: str) -> bool:
    """Whether a name is a development code that can be told from everything else: two letters and three digits, or more."""
    code = _CODE.fullmatch(name)
    if code is None or code["letters"].upper() in rules().not_codes or not code["letters"][0].isupper():
        return False
    letters, digits = len(code["letters"]), len(code["digits"])
    return (letters >= 2 and digits >= 3) or (letters >= 3 and digits >= 2) or (letters == 1 and digits >= 4 and code["gap"] != " ")


def is_seldom(name: str) -> bool:
    """Whether a name is one of the many thousand that one paper has: built from a structure, or a member of a series ("xylarinol B")."""
    return bool(_SYSTEMATIC.search(name) or (_MEMBER.fullmatch(name) and not _CODE.fullmatch(name)))


def use_of(name: str, english: frozenset[str], *, attested: bool = False) -> Use:
    """What a name of a chemical is good for. `english` holds the common words.

    Several common words make a name ("carbon black") only when it is `attested`, by an ontology of chemicals.
    """
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or len(name) > LONGEST or len(name) < 2 or ", " in name or ";" in name or _ASIDE.search(name):
        return "drop"
    common = all(word in english for word in words)
    if words[-1] in rules().things or (common and (not attested if len(words) > 1 else len(words[0]) == len(name))):
        return "drop"
    if _CODE.fullmatch(name):
        return "search" if is_code(name) else "ask"
    if _SHORT.fullmatch(name) and not name.islower() and not name.istitle():
        return "search" if len(name) >= 5 and sum(c.isalpha() for c in name) >= 4 else "ask"
    return "search" if sum(len(word) for word in words) >= 5 else "ask"
