"""Documents that are damaged by chance, the same each time: every one is read or refused with an explanation."""

from __future__ import annotations

import pytest
from bad_files import PROSE, good_pdf
from fuzz import FINDINGS, Reader, cases, tried

from extract.run.worker import Limits

JATS = f"""<?xml version="1.0"?>
<article article-type="research-article"><front><article-meta><article-id pub-id-type="doi">10.1/x</article-id><title-group>
<article-title>A study of <italic>growth</italic></article-title></title-group><abstract><p>{PROSE}</p></abstract></article-meta></front>
<body><sec><title>Results</title><p>{PROSE}<xref ref-type="bibr" rid="b1">1</xref><sup>2</sup></p><table-wrap><label>Table 1</label>
<caption><p>Growth.</p></caption><table><thead><tr><th colspan="2">Arm</th><th>n</th></tr></thead><tbody><tr><td rowspan="2">A</td>
<td>5</td><td>6</td></tr><tr><td>7</td><td>8</td></tr></tbody></table></table-wrap></sec></body>
<back><ref-list><ref id="b1"><label>1</label><mixed-citation>Smith J. A title. Cell. 2001;3:4.</mixed-citation></ref></ref-list></back>
</article>""".encode()
TEXT = f"""A study of growth

Results

{PROSE} [1, 3-5]

Table 1. Growth
Arm\tn\tGrowth
A\t5\t12.5%

- {PROSE}

References
1. Smith J. A title. Cell. 2001;3:4.
""".encode()
SEEDS = [("paper.pdf", good_pdf()), ("paper.xml", JATS), ("paper.txt", TEXT), ("paper.md", b"# " + TEXT)]


@pytest.mark.parametrize(("kind", "count"), [("pdf", 40), ("xml", 60), ("text", 60)])
def test_no_damaged_document_goes_unexplained(kind: str, count: int) -> None:
    made = list(cases(SEEDS, kind, count, seed=7))
    assert len(made) == count
    codes = [(name, code, why) for name, code, why, _ in tried(made, Reader, Limits(seconds=60))]
    assert [found for found in codes if found[1] in FINDINGS] == []
    assert "read" in {code for _, code, _ in codes}
    assert len({code for _, code, _ in codes}) > 1
