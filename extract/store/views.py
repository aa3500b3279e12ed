"""The views that people read. Each is one file of `views/`: its name is the view's, its text one SELECT."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_FOLDER = Path(__file__).resolve().parent / "views"


@cache
def definitions() -> dict[str, str]:
    """View name → the SELECT that makes it, by name."""
    return {path.stem: path.read_text(encoding="utf-8").strip() for path in sorted(_FOLDER.glob("*.sql"))}


def apply(db: Database) -> None:
    """Bring the views of a database in step with this version; a view that is already as it should be is not touched.

    The tables must exist. Views that someone else made are left alone, unless they have the name of one of ours.
    """
    stored = dict(db.execute("select name, sql from sqlite_master where type = 'view'").fetchall())
    wanted = {name: f'CREATE VIEW "{name}" AS\n{select}' for name, select in definitions().items()}
    changed = [name for name, sql in wanted.items() if stored.get(name) != sql]
    if not changed:
        return
    with db.atomic():
        for name in changed:
            db.execute(f'DROP VIEW IF EXISTS "{name}"')
            db.execute(wanted[name])
