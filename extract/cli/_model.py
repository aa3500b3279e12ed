"""The option `--model`, which names a language model that others have made."""

from __future__ import annotations

import click

MODEL_HELP = "An installed spaCy package, or a folder with a model, to parse and find names with. What it cannot do is done by our own."


def say_notes(model: str | None) -> None:
    """Print on standard error what a user should know of the model. Raises EvitraceError when there is no such model."""
    if model is None:
        return
    from extract.language import Language

    for note in Language(model).notes:
        click.echo(note, err=True)
