"""The questions that stand ready to be asked of a database: a title, a form, and the SQL that answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from extract.errors import PatternError
from extract.grammar.files import checked, read_toml, unique

_FOLDER = Path(__file__).resolve().parent
_PARAMETER = re.compile(r":(\w+)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its `fields`, the parameters of its SQL in the order of the form, and values that give an answer."""

    name: str
    title: str
    about: str
    fields: tuple[str, ...]
    example: tuple[tuple[str, str], ...]
    sql: str

    def query_string(self) -> str:
        """The example as it stands in an address: drug=trastuzumab&target=HER2."""
        return urlencode(self.example)


@cache
def load_questions(folder: Path = _FOLDER) -> tuple[Question, ...]:
    """The questions, in the order of `questions.toml`.

    Raises PatternError when a question is incomplete, or its fields are not the parameters of its SQL.
    """
    file = folder / "questions.toml"
    questions = tuple(_question(entry, folder, str(file)) for entry in read_toml(file)["question"])
    unique((question.name for question in questions), str(file))
    return questions


def _question(entry: dict[str, object], folder: Path, file: str) -> Question:
    where = f"{file} {entry.get('name')}"
    block = checked(entry, required=("name", "title", "about", "fields", "example"), optional=(), where=where)
    sql = (folder / "questions" / f"{block['name']}.sql").read_text(encoding="utf-8").strip()
    parameters = set(_PARAMETER.findall(sql))
    if parameters != set(block["fields"]) or not set(block["example"]) <= parameters:
        raise PatternError(
            "wrong_fields",
            f"the fields {block['fields']} and the example {block['example']} do not fit the parameters {sorted(parameters)} of the SQL",
            where=where,
            remedy="Name each parameter once in `fields`, and use no other in `example`.",
        )
    return Question(
        name=block["name"],
        title=block["title"],
        about=block["about"],
        fields=tuple(block["fields"]),
        example=tuple((field, block["example"].get(field, "")) for field in block["fields"]),
        sql=sql,
    )
