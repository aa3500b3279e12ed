"""What the language models give: grammar with every name as one token, abbreviations, sentence bounds. Only offsets and our own types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.language import Language, ParseRequest
from extract.language.definitions import long_forms_of
from extract.language.names import tell_short_forms
from extract.language.own import load_own_model
from extract.language.recogniser import _agreed

if TYPE_CHECKING:
    from extract.model.mention import Parse
    from extract.run.pipeline import Toolkit


@pytest.fixture(scope="module")
def language(toolkit: Toolkit) -> Language:
    return toolkit.language


def parse(language: Language, text: str, names: tuple[str, ...] = (), hidden: tuple[str, ...] = (), start: int = 0) -> Parse:
    """The parse of a sentence that begins at `start` of its document."""
    spans = [(text.index(name) + start, text.index(name) + len(name) + start) for name in names]
    mentions = tuple((begin, end, "Aspirin", index) for index, (begin, end) in enumerate(spans))
    asides = tuple((text.index(part) + start, text.index(part) + len(part) + start) for part in hidden)
    (found,) = language.parse([ParseRequest(start, text, mentions, asides)])
    return found


@pytest.mark.parametrize(
    "name",
    [
        "(Z)-3,4,3',5'-tetramethoxystilbene",
        "HER2",
        "T-DM1",
        "MDA-MB-453",
        "epidermal growth factor receptor",
        "N,N-dimethyl-4-[2-(1H-indol-3-yl)ethyl]aniline",
        "5-FU",
        "α-tocopherol",
    ],
)
def test_a_name_is_one_token_whatever_it_looks_like(language: Language, name: str) -> None:
    found = parse(language, f"Treatment with {name} inhibited growth.", (name,))
    (token,) = [token for token in found.tokens if token.mention is not None]
    assert (token.text, token.lemma, token.mention) == (name, name, 0)
    assert token.pos in ("NOUN", "PROPN")


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("HER2-mutant tumours shrank.", "HER2", ["HER2", "-", "mutant", "tumours", "shrank", "."]),
        ("Anti-HER2 drugs work.", "HER2", ["Anti", "-", "HER2", "drugs", "work", "."]),
        ("PTEN/Akt signalling rose.", "PTEN", ["PTEN", "/", "Akt", "signalling", "rose", "."]),
        ("Xmab–induced death rose.", "Xmab", ["Xmab", "–", "induced", "death", "rose", "."]),
    ],
)
def test_what_a_hyphen_or_slash_joins_to_a_name_stays_a_word(language: Language, text: str, name: str, words: list[str]) -> None:
    assert [token.text for token in parse(language, text, (name,)).tokens] == words


def test_offsets_are_those_of_the_document(language: Language) -> None:
    text = "Gefitinib did not inhibit HER3."
    found = parse(language, text, ("Gefitinib", "HER3"), start=1000)
    assert (found.start, found.end) == (1000, 1000 + len(text))
    for token in found.tokens:
        assert text[token.start - 1000 : token.end - 1000] == token.text
    assert [token.mention for token in found.tokens] == [0, None, None, None, 1, None]


def test_hidden_spans_give_no_tokens(language: Language) -> None:
    found = parse(language, "Gefitinib [12-15] inhibited HER3 (30 mg/kg).", ("Gefitinib", "HER3"), ("[12-15]", "(30 mg/kg)"))
    assert [token.text for token in found.tokens] == ["Gefitinib", "inhibited", "HER3", "."]


def test_names_are_shown_to_the_parser_as_ordinary_nouns(language: Language) -> None:
    plain = parse(language, "Aspirin inhibited Aspirin.", ("Aspirin",))
    strange = parse(language, "(Z)-3,4-x inhibited Aspirin.", ("(Z)-3,4-x",))
    assert [(t.tag, t.dep, t.head) for t in strange.tokens] == [(t.tag, t.dep, t.head) for t in plain.tokens]


def test_a_tree_has_one_head_for_each_token_and_roots_are_their_own(language: Language) -> None:
    found = parse(language, "Gefitinib and erlotinib, which are drugs, inhibited HER3 in cells; others did not.", ("Gefitinib", "HER3"))
    for start in range(len(found.tokens)):
        i, seen = start, set()
        while found.tokens[i].head != i:
            assert i not in seen
            seen.add(i)
            i = found.tokens[i].head


def test_parses_come_in_the_order_of_the_requests(language: Language) -> None:
    texts = [f"Patient {word} got it." for word in ("one", "two", "three")] * 30
    found = language.parse(ParseRequest(0, text) for text in texts)
    assert [each.tokens[1].text for each in found] == [text.split()[1] for text in texts]


def test_nothing_to_parse(language: Language) -> None:
    assert list(language.parse([])) == []
    (empty,) = language.parse([ParseRequest(5, "")])
    assert (empty.tokens, empty.start, empty.end) == ((), 5, 5)


@given(text=st.text(st.sampled_from("aX9 -/.,()[]'µα\n"), max_size=40), cut=st.tuples(st.integers(0, 40), st.integers(0, 40)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_with_any_name_in_it(text: str, cut: tuple[int, int], language: Language) -> None:
    start, end = sorted(cut)
    names = ((start, end, "Aspirin", 0),) if start < end <= len(text) else ()
    (found,) = language.parse([ParseRequest(0, text, names)])
    covered = "".join(token.text for token in found.tokens)
    kept = text if not names else text[:start] + text[start:end].replace(" ", "_") + text[end:]
    assert [(t.start, t.end) for t in found.tokens] == sorted((t.start, t.end) for t in found.tokens)
    assert all(text[t.start : t.end] == t.text for t in found.tokens)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", kept.replace("_", ""))
    assert [t.mention for t in found.tokens if t.mention is not None] == [0] * len(names)


# Abbreviations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Time to progression (TTP) rose. TTP was long.", [("TTP", "Time to progression")] * 2),
        ("The phosphoinositide 3-kinase (PI3K) is active.", [("PI3K", "phosphoinositide 3-kinase")]),
        ("Progression-free survival (PFS) and overall survival (OS).", [("PFS", "Progression-free survival"), ("OS", "overall survival")]),
        ("They were treated (n = 12) twice.", []),
        ("No brackets here.", []),
        ("", []),
    ],
)
def test_abbreviations_with_their_definitions(language: Language, text: str, expected: list[tuple[str, str]]) -> None:
    found = language.abbreviations(text)
    assert [(text[each.start : each.end], text[each.long_start : each.long_end]) for each in found] == expected


# Sentence bounds


def sentences(language: Language, text: str) -> list[str]:
    (bounds,) = language.sentence_bounds([text])
    return [text[start:end].strip() for start, end in bounds]


@pytest.mark.parametrize(
    "expected",
    [
        ["Gefitinib inhibits EGFR [12].", "It failed in others [13,14]."],
        ["The dose was 0.5 mg/kg (Fig. 2).", "Mice survived."],
        ["As shown by Smith et al. in 2003, growth fell.", "Others agreed."],
    ],
)
def test_sentence_bounds(language: Language, expected: list[str]) -> None:
    assert sentences(language, " ".join(expected)) == expected


def test_bounds_are_in_order_and_do_not_overlap(language: Language) -> None:
    texts = ["One. Two. Three.", "", "   ", "No full stop"]
    found = language.sentence_bounds(texts)
    assert len(found) == len(texts)
    assert found[1] == found[2] == []
    for bounds, text in zip(found, texts, strict=True):
        flat = [offset for span in bounds for offset in span]
        assert flat == sorted(flat)
        assert all(0 <= offset <= len(text) for offset in flat)


# Names


def named(texts: list[str], language: Language, long_forms: dict[str, str] | None = None) -> list[list[tuple[str, str]]]:
    found = language.names(texts, long_forms)
    return [[(text[name.start : name.end], name.label) for name in names] for text, names in zip(texts, found, strict=True)]


def test_names_with_their_labels(language: Language) -> None:
    texts = ["Lapatinib inhibits HER2.", "", "Nothing is named here."]
    assert named(texts, language) == [[("Lapatinib", "CHEMICAL"), ("HER2", "TARGET")], [], []]


def test_a_short_form_means_the_same_in_every_text() -> None:
    model = load_own_model()
    docs = [
        model.make_doc(text) for text in ("The course of CM and of MDR-TB was mild.", "Patients with cutaneous melanoma (CM) got KIT-I.")
    ]
    tell_short_forms(docs, model, {"MDR-TB": "multidrug-resistant tuberculosis", "KIT-I": "KIT inhibitor"})
    told = [{doc[i].text: long_form for i, long_form in long_forms_of(doc).items()} for doc in docs]
    assert told[0] == {"CM": "cutaneous melanoma", **dict.fromkeys(("MDR", "-", "TB"), "multidrug-resistant tuberculosis")}
    assert told[1] == {"CM": "cutaneous melanoma", **dict.fromkeys(("KIT", "-", "I"), "KIT inhibitor")}


def test_the_caller_knows_better_what_a_short_form_means() -> None:
    model = load_own_model()
    doc = model.make_doc("Patients with cutaneous melanoma (CM) got it.")
    tell_short_forms([doc], model, {"CM": "clarithromycin"})
    assert set(long_forms_of(doc).values()) == {"clarithromycin"}


def test_codes_agree_over_all_texts_of_a_document() -> None:
    docs = [Doc(Vocab(), words=words) for words in (["HER2", "rose"], ["here"], ["HER2"])]
    scores = [np.log(np.array(rows, dtype=np.float32)) for rows in ([[0.5, 0.5], [0.5, 0.5]], [[0.9, 0.1]], [[0.1, 0.9]])]
    together = _agreed(docs, scores)
    assert together[0][0][1] > np.log(0.5) > together[0][0][0]
    assert together[2][0][1] < np.log(0.9)
    assert np.allclose([together[0][1], together[1][0]], [scores[0][1], scores[1][0]], atol=1e-6)


def test_names_do_not_depend_on_how_many_texts_there_are(language: Language) -> None:
    texts = [f"Imatinib inhibits KIT in line {i}, and nothing else." for i in range(150)]
    found = language.names(texts)
    assert found == language.names(texts)
    assert {tuple(name.label for name in names) for names in found} == {("CHEMICAL", "TARGET")}


def test_names_in_a_text_of_any_length(language: Language) -> None:
    text = "Imatinib inhibits KIT. " * 1000
    assert named([text], language) == [[("Imatinib", "CHEMICAL"), ("KIT", "TARGET")] * 1000]


# Models


def test_the_version_names_every_model(language: Language) -> None:
    assert re.fullmatch(r"en_biomedical==\S+\+[0-9a-f]{12} scispacy==\S+ spacy==\S+", language.version)
