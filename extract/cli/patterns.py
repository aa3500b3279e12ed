"""`evitrace patterns`: what the patterns are, and whether their examples hold."""

from __future__ import annotations

import click


@click.group("patterns", short_help="List the patterns, or test their examples.")
def patterns() -> None:
    """List the patterns, or run the examples that each of them carries.

    \b
    Example:
      evitrace patterns list
      evitrace patterns test
    """


@patterns.command("list")
def list_patterns() -> None:
    """One line for each pattern of statements: its id, what it says, and its trigger words.

    \b
    Example:
      evitrace patterns list | grep bind
    """
    from extract.grammar.evidence import load_evidence_grammar
    from extract.resources import patterns_folder

    for event in load_evidence_grammar(patterns_folder()).events:
        words = ", ".join(sorted({word for each in event.words.values() for word in each}))
        click.echo(f"{event.id:14} {event.why}\n{'':14} {words}")


@patterns.command("test")
@click.pass_context
def test_patterns(ctx: click.Context) -> None:
    """Run every example and counterexample, of statements and of numbers and claims. Exits with 1 when one fails.

    An example of a statement that fails is shown with its parse.

    \b
    Example:
      evitrace patterns test
    """
    from itertools import chain

    from extract.run.claim_examples import claim_complaints
    from extract.run.examples import complaints
    from extract.run.pipeline import Toolkit

    failed = 0
    tools = Toolkit.load()
    for complaint in chain(complaints(tools), claim_complaints(tools.claims)):
        failed += 1
        click.echo(f"{complaint.pattern_id}: {complaint.sentence}\n    {complaint.what}\n    {complaint.tokens}")
    click.echo(f"{failed} examples failed" if failed else "all examples hold")
    if failed:
        ctx.exit(1)
