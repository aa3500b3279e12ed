"""A learning curve for patterns: how often each fires and is right on labelled text, and what people write that none of them knows.

    python benchmarks/patterns.py CORPORA [--only scores|paths|triggers|processes] [--gold TEXTS GOLD] [--limit N] [--top N] [--sentences]

Four tables, from the corpora in the folder CORPORA:

    scores      for each pattern: rows it gave; how many of them a corpus can judge, and how many are right. ChemProt (training and
                development) and CIViCmine judge a row whose names they label, as `reach.py` does; annotated papers (the bundled ones,
                and TEXTS with GOLD) judge each pair of its slots, as `evitrace score` does. Then the patterns that never fired, and the
                ones that were wrong most often.
    paths       ways from a chemical to a gene (ChemProt training) and from a gene to a drug or a cancer (CIViCmine) in the dependency tree,
                by relation: in how many sentences related pairs have this path, names that were found, and no row; the share of pairs
                with found names that is lost so; how many related pairs have it at all; and its precision, the share of all pairs with
                this path, unrelated ones among them, that have the relation. Four lists: how one name hangs on a word that triggers an
                event (a frame may be missing), paths with the words of one event taken together, whole paths, and words on the paths
                that no pattern knows (an event may be missing). What is lost more than elsewhere comes first.
    triggers    words that mark an event in BioNLP 2013 (cancer genetics and pathways) and that no pattern and no outcome knows, by type of
                event: how often, in which share of all its occurrences, and how its cause and theme hang on it
    processes   biological processes between drugs and diseases (DrugMechDB) in whose names no outcome is found

A row "covers" a pair when it joins the two names in that sentence, whatever it says of them: what is wrong there is a matter of scores.
Pairs of the corpora are parsed with their own names, each as one word, so that a missing name does not hide a missing pattern; whether a
row came is asked of the whole pipeline. Each line names one place as an example: --sentences prints it, and some rows that are wrong.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pairs
import paths
import reach
import triggers
from pattern_scores import Judged, possible_patterns, score_gold, score_lines, score_passage, share

from extract.score.gold import load_gold

if TYPE_CHECKING:
    from extract.grammar.evidence import EvidenceGrammar
    from extract.model.findings import Findings
    from extract.run.pipeline import Toolkit

TABLES = ("scores", "paths", "triggers", "processes")
BUNDLED = Path(__file__).resolve().parents[1] / "corpora" / "trastuzumab_resistance"
_FEWEST = 2
"""What is seen once is no way of speaking yet."""
_EVEN = 0.2
"""How much less than elsewhere may be lost on a path that is still listed before those seen more rarely."""


class Reader:
    """Reads texts with the tools of this installation, each text once."""

    def __init__(self, tools: Toolkit) -> None:
        self.tools = tools
        self.findings: dict[str, Findings] = {}

    def read(self, name: str, data: bytes) -> Findings:
        """What is found in a text; `name` is a file name that no other text has."""
        from extract.read import read_bytes
        from extract.run.pipeline import extract_findings

        if name not in self.findings:
            self.findings[name] = extract_findings(read_bytes(data, name), self.tools)
        return self.findings[name]


def path_lines(
    seen: Mapping[str, paths.Seen], words_of: Mapping[str, tuple[str, ...]], label: str, grammar: EvidenceGrammar, top: int, sentences: bool
) -> Iterator[str]:
    """The paths of one relation, the ones in most sentences without a row first, as far as more is lost there than elsewhere."""
    whole = paths.Seen()
    for one in seen.values():
        whole.merge(one)
    ordered = sorted(
        seen, key=lambda path: (-seen[path].missing(label) * max(0.0, seen[path].lost(label) - whole.lost(label) + _EVEN), path)
    )
    yield f"  {'no row':>6} {'lost':>5} {'pairs':>5} {'prec.':>6}  path  [what of it the patterns know]  example"
    for path in [path for path in ordered if seen[path].missing(label) >= _FEWEST][:top]:
        one = seen[path]
        document, sentence = one.example(label)
        known = ", ".join(f"{word}: {events}" for word in words_of.get(path, (path,)) if (events := _known(word, grammar))) or "-"
        counts = f"{one.missing(label):6} {one.lost(label):5.2f} {one.labels[label]:5} {one.precision(label):6.2f}"
        yield f"  {counts}  {path}  [{known}]  {document}"
        if sentences:
            yield f"{'':28}“{' '.join(sentence.split())}”"


def word_lines(seen: Mapping[str, paths.Seen], label: str, tools: Toolkit, top: int, sentences: bool) -> Iterator[str]:
    """The same of words that neither patterns nor outcomes know, those alone that say more than chance that the two are related."""
    labels: Counter[str] = Counter()
    for one in seen.values():
        labels.update(one.labels)
    chance = labels[label] / max(1, labels.total())
    telling = {
        word: one
        for word, one in seen.items()
        if one.precision(label) > chance and _known(word, tools.evidence) is None and not triggers.names_outcome(tools.vocabulary, word)
    }
    yield f"\n  words that no pattern knows (chance {chance:.2f})"
    yield from path_lines(telling, {}, label, tools.evidence, top, sentences)


def together(seen: Mapping[str, paths.Seen], grammar: EvidenceGrammar) -> dict[str, paths.Seen]:
    """What is seen on each path when words that the patterns take for the same are one: "<nsubj [inhibit] >dobj"."""
    found: dict[str, paths.Seen] = {}
    for path, one in seen.items():
        steps = [step if step[0] in "<>" or step in paths.LABELS else _kind(step, grammar) for step in path.split(" ")]
        found.setdefault(" ".join(steps), paths.Seen()).merge(one)
    return found


def by_side(seen: Mapping[str, paths.Seen], grammar: EvidenceGrammar) -> dict[str, paths.Seen]:
    """What is seen on each way from a name to a word that triggers an event, whatever is on the other side of it."""
    found: dict[str, paths.Seen] = {}
    for path, one in seen.items():
        for side in paths.sides(path, lambda word: not (_known(word, grammar) or "(").startswith("(")) or ():
            found.setdefault(side, paths.Seen()).merge(one)
    return found


def _kind(word: str, grammar: EvidenceGrammar) -> str:
    known = _known(word, grammar)
    return word if known is None else f"[{known.split(',')[0].split('.')[0].strip('()')}]"


def _known(lemma: str, grammar: EvidenceGrammar) -> str | None:
    """What the patterns know a word as, whatever its part of speech; in brackets where it triggers nothing."""
    found = [known for pos in ("VERB", "NOUN", "ADJ") if (known := triggers.known_as((lemma, pos), grammar)) is not None]
    seen_through = {"(means what hangs on it)": grammar.words.transparent, "(group)": grammar.words.group}
    found += [name for name, words in seen_through.items() if lemma in words]
    return ", ".join(sorted(dict.fromkeys(found), key=lambda name: name.startswith("("))) or None


def trigger_lines(
    words: Mapping[triggers.Word, triggers.Used], everywhere: Counter[triggers.Word], tools: Toolkit, top: int, sentences: bool
) -> Iterator[str]:
    """The unknown triggers of one type of event, the most frequent first."""
    total = sum(used.count for used in words.values())
    unknown = {word: used for word, used in words.items() if not triggers.is_known(word, used, tools.evidence, tools.vocabulary)}
    missing = sum(used.count for used in unknown.values())
    yield f"  {total} triggers, {missing} unknown ({share(missing, total).strip()})"
    for word, used in sorted(unknown.items(), key=lambda item: (-item[1].count, item[0]))[:top]:
        if used.count < _FEWEST:
            break
        hanging = ", ".join(f"{relation} {count}" for relation, count in used.relations.most_common(4)) or "-"
        part = min(1.0, used.count / max(1, everywhere[word]))
        written = used.written.most_common(1)[0][0]
        yield f"  {used.count:5} {part:6.2f}  {word[0]} {word[1]} “{written}”  [{hanging}]  {used.example[0]}"
        if sentences:
            yield f"{'':16}“{' '.join(used.example[1].split())}”"


def _print_scores(
    corpora: Path,
    gold: Sequence[tuple[Path, Path]],
    reader: Reader,
    mapping: Mapping[str, Any],
    top: int,
    limit: int | None,
    sentences: bool,
) -> None:
    judged: dict[str, list[Judged]] = {}
    loads: dict[str, tuple[str, reach.Load]] = {
        "chemprot train": ("chemprot", partial(reach.chemprot, part="training")),
        "chemprot dev": ("chemprot", reach.chemprot),
        "civicmine": ("civicmine", reach.civicmine),
    }
    for name, (corpus, load) in loads.items():
        for passage in islice(load(corpora / corpus, mapping[corpus]["labels"]), limit):
            findings = reader.read(passage.name, passage.text.encode())
            judged.setdefault(name, []).extend(score_passage(passage, findings, reach.CORPORA[corpus][1], mapping[corpus]))
    for texts, annotated in gold:
        files = {path.name.rsplit(".", 1)[0]: path for path in sorted(texts.iterdir())}
        for document in load_gold(annotated):
            if document.name in files:
                path = files[document.name]
                judged.setdefault("annotated", []).extend(score_gold(document, reader.read(f"gold {path.name}", path.read_bytes())))
    print(*score_lines(judged, possible_patterns(reader.tools.evidence), top, sentences), sep="\n")


def _print_paths(
    corpora: Path, reader: Reader, mapping: Mapping[str, Any], own: Mapping[str, Any], top: int, limit: int | None, sentences: bool
) -> None:
    grammar = reader.tools.evidence
    sources = {
        "ChemProt": (pairs.chemprot_pairs(corpora / "chemprot", own["groups"]), own["groups"]),
        "CIViCmine": (pairs.civicmine_pairs(corpora / "civicmine", mapping["civicmine"]["labels"]), mapping["civicmine"]["labels"]),
    }
    for name, (related_pairs, labels) in sources.items():
        taken = list(islice(related_pairs, limit))
        findings = {sentence.document: reader.read(sentence.document, sentence.whole.encode()) for sentence in taken}
        by_path, by_word, words_of = paths.mine(paths.parses(taken, reader.tools.language, grammar), findings)
        lists = {
            "how a name hangs on a word that triggers an event": by_side(by_path, grammar),
            "words of one event taken together": together(by_path, grammar),
            "whole paths": by_path,
        }
        for label, meaning in labels.items():
            related, unnamed, covered = (
                sum(getattr(one, what)[label] for one in by_path.values()) for what in ("labels", "unnamed", "covered")
            )
            print(
                f"\n{name} {label} ({meaning}): {related} related pairs, {covered} with a row, {unnamed} without and a name was not found"
            )
            for heading, seen in lists.items():
                print(f"\n  {heading}")
                print(*path_lines(seen, words_of if seen is by_path else {}, label, grammar, top, sentences), sep="\n")
            print(*word_lines(by_word, label, reader.tools, top, sentences), sep="\n")


def _print_triggers(corpora: Path, tools: Toolkit, own: Mapping[str, Any], top: int, limit: int | None, sentences: bool) -> None:
    texts = [text for corpus in ("bionlp13cg", "bionlp13pc") for text in islice(triggers.read_events(corpora / corpus / "train"), limit)]
    found, everywhere = triggers.used_words(texts, tools.language, tools.evidence, own["stand_ins"])
    for kind, meaning in own["events"].items():
        if kind in found:
            print(f"\nBioNLP {kind} ({meaning})")
            print(*trigger_lines(found[kind], everywhere, tools, top, sentences), sep="\n")


def _print_processes(corpora: Path, tools: Toolkit, top: int, limit: int | None) -> None:
    named = triggers.processes(corpora / "drugmechdb" / "paths.tar.gz", limit)
    unknown = {name: count for name, count in named.items() if not triggers.names_outcome(tools.vocabulary, name)}
    print(f"\nDrugMechDB: {len(named)} processes on {named.total()} places of paths, {len(unknown)} without an outcome in their name")
    for name, count in sorted(unknown.items(), key=lambda item: (-item[1], item[0]))[:top]:
        print(f"  {count:5}  {name}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--only", choices=TABLES, action="append", help="print this table; may be given several times")
    parser.add_argument(
        "--gold", type=Path, nargs=2, action="append", default=[], metavar=("TEXTS", "GOLD"), help="annotated papers besides the bundled"
    )
    parser.add_argument("--top", type=int, default=20, help="lines of each list (20)")
    parser.add_argument("--limit", type=int, help="read that many passages, sentences or texts of each corpus")
    parser.add_argument("--sentences", action="store_true", help="print the sentence of each example, and rows that are wrong")
    arguments = parser.parse_args()
    from extract.run.pipeline import Toolkit

    reader = Reader(Toolkit.load())
    own, mapping = (tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8")) for name in ("patterns.toml", "reach.toml"))
    wanted = arguments.only or TABLES
    corpora, top, limit = arguments.corpora, arguments.top, arguments.limit
    if "scores" in wanted:
        gold = [(BUNDLED / "documents", BUNDLED / "gold"), *map(tuple, arguments.gold)]
        _print_scores(corpora, gold, reader, mapping, top, limit, arguments.sentences)
    if "paths" in wanted:
        _print_paths(corpora, reader, mapping, own, top, limit, arguments.sentences)
    if "triggers" in wanted:
        _print_triggers(corpora, reader.tools, own, top, limit, arguments.sentences)
    if "processes" in wanted:
        _print_processes(corpora, reader.tools, top, limit)


if __name__ == "__main__":
    main()
