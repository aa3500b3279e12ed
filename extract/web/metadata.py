"""Datasette's metadata, made from the schema and the descriptions. `python -m extract.web.metadata` writes it, `--check` compares."""

from __future__ import annotations

import argparse
import html
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.utils import tilde_encode

from extract.grammar.files import checked, read_toml
from extract.web.descriptions import Described, describe
from extract.web.questions import Question, load_questions
from extract.web.schema_page import schema_page

Json = dict[str, Any]

_HERE = Path(__file__).resolve().parent
_CHECKOUT = _HERE.parent.parent
_DEMO = "demo"
_SITE_KEYS = ("title", "limits", "caution", "license", "license_url", "source", "source_url", "page")


def site(database: str) -> Json:
    """What the pages say about themselves, for the database of this name. Raises PatternError when the file is damaged."""
    path = _HERE / "site.toml"
    name = tilde_encode(database)
    block = checked(read_toml(path), required=_SITE_KEYS, optional=(), where=str(path))
    return {key: value.replace("{database}", name).strip() if isinstance(value, str) else value for key, value in block.items()}


def pages_worth_opening(database: str) -> list[tuple[str, str]]:
    """Three addresses on the server, each with what it shows."""
    name = tilde_encode(database)
    return [(page["path"].replace("{database}", name), page["shows"]) for page in site(database)["page"]]


def metadata_for(database: str) -> Json:
    """The metadata that plain Datasette 0.65 needs to show a database of this name as it is meant to be read.

    Licence and source are repeated for each table: Datasette 1.0 no longer hands them down.
    """
    texts = site(database)
    credit = {key: texts[key] for key in ("license", "license_url", "source", "source_url")}
    return {
        "title": texts["title"],
        "description_html": texts["limits"] + _start_here(database),
        **credit,
        "extra_css_urls": [_style()],
        "databases": {
            database: {
                "description_html": texts["limits"] + _start_here(database) + _all_views(database),
                **credit,
                "tables": {described.relation.name: _table(described, texts["caution"]) | credit for described in describe()},
                "queries": {question.name: _query(question, texts["caution"]) | credit for question in load_questions()},
            }
        },
    }


def _table(described: Described, caution: str) -> Json:
    quotes = any(name.endswith("quote") for name in described.columns)
    view = described.relation.kind == "view"
    shown: Json = {
        "description": described.about + (f" {caution}" if quotes else ""),
        "columns": {name: _with_values(text, described.values.get(name, ())) for name, text in described.columns.items()},
        "facets": list(described.facets) or None,
        "facet_size": described.facet_size,
        "sort": described.sort,
        "sort_desc": described.sort_desc,
        "label_column": described.label_column,
        "sortable_columns": list(described.columns) if view else None,
        "fts_table": described.search,
        "fts_pk": "rowid" if described.search else None,
        "hidden": described.hidden or None,
    }
    return {key: value for key, value in shown.items() if value is not None}


def _with_values(text: str, values: tuple[str, ...]) -> str:
    return f"{text} One of: {', '.join(values)}." if values else text


def _query(question: Question, caution: str) -> Json:
    example = " and ".join(f"<em>{html.escape(value)}</em>" for _, value in question.example if value)
    return {
        "title": question.title,
        "description_html": (
            f"<p>{html.escape(question.about)} Any name of the same thing will do, upper or lower case; % stands for any letters;"
            f' an empty field for anything. For example <a href="?{html.escape(question.query_string())}">{example}</a>.</p>'
            f"<p>{html.escape(caution)}</p>"
        ),
        "sql": question.sql,
        "params": list(question.fields),
        "hide_sql": True,
    }


def _start_here(database: str) -> str:
    pages = "".join(
        f'<li><a href="{html.escape(path)}">{html.escape(path)}</a>: {html.escape(shows)}</li>'
        for path, shows in pages_worth_opening(database)
    )
    return f'\n<p>Start here:</p>\n<ul class="bullets">{pages}</ul>'


def _all_views(database: str) -> str:
    """Datasette lists the views last, below all tables; those that are made to be read are named at the top."""
    views = [each.relation.name for each in describe() if each.relation.kind == "view" and not each.hidden]
    links = ", ".join(f'<a href="/{tilde_encode(database)}/{view}">{view}</a>' for view in views)
    return f"<p>All that is made to be read: {links}. The tables behind it are what programs rely on.</p>"


def _style() -> str:
    """The style sheet as an address of its own, so that Datasette needs no folder of static files."""
    sheet = " ".join((_HERE / "browse.css").read_text(encoding="utf-8").split())
    return "data:text/css;charset=utf-8," + quote(sheet, safe=" :;,.(){}-_@/*>=")


def generated_files() -> dict[Path, str]:
    """The files of the checkout that are made from the schema and the descriptions, with what they should hold."""
    metadata = json.dumps(metadata_for(_DEMO), indent=2, ensure_ascii=False)
    return {
        _CHECKOUT / "datasette_metadata.json": metadata + "\n",
        _CHECKOUT / "docs" / "schema.md": schema_page(describe(), load_questions()),
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the generated files; with --check say which are stale, and return 1 if any is."""
    parser = argparse.ArgumentParser(prog="python -m extract.web.metadata", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    stale = [path for path, text in generated_files().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"{path} is stale: run python -m extract.web.metadata", file=sys.stderr)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(generated_files()[path], encoding="utf-8")
            print(f"wrote {path}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
