"""What a person sees: the pages in a real browser. Skipped where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def page(served: str) -> Iterator[Page]:
    """A page 1280 points wide, on the server."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser.new_page(base_url=served, viewport={"width": 1280, "height": 900})
        browser.close()


def heads(page: Page) -> list[str]:
    return [words.strip() for words in page.locator("table.rows-and-columns thead th").all_inner_texts()]


def cells(page: Page, row: int, *columns: str) -> list[str]:
    line = page.locator("table.rows-and-columns tbody tr").nth(row)
    return [line.locator(f"td.col-{column}").inner_text().strip() for column in columns]


def right_edge(page: Page, column: str) -> float:
    box = page.locator(f"td.col-{column}").first.bounding_box()
    assert box is not None
    return box["x"] + box["width"]


def test_front_page_says_what_this_is_and_leads_on(page: Page) -> None:
    page.goto("/")
    assert page.locator("h1").inner_text() == "evitrace: evidence and measured findings, read from biomedical papers"
    assert page.get_by_text("Everything here was read by a program.").is_visible()
    page.get_by_role("link", name="/library/evidence_browse").click()
    assert page.locator("h1").inner_text().startswith("evidence_browse")


def test_evidence_is_read_without_scrolling_sideways(page: Page) -> None:
    page.goto("/library/evidence_browse")
    assert heads(page)[:10] == [
        "drug",
        "target",
        "alteration",
        "mechanism",
        "outcome",
        "direction",
        "stated_as",
        "quote",
        "page",
        "document",
    ]
    assert right_edge(page, "page") <= 1280
    assert cells(page, 3, "target", "alteration", "direction") == ["PTEN", "loss", "↓ decrease"]
    quote = page.locator("td.col-quote").first.bounding_box()
    assert quote is not None
    assert quote["width"] >= 300


def test_explanations_of_columns_are_folded_small(page: Page) -> None:
    page.goto("/library/evidence_browse")
    box = page.locator("dl.column-descriptions").bounding_box()
    assert box is not None
    assert box["height"] < 150
    table = page.locator("table.rows-and-columns").bounding_box()
    assert table is not None
    assert table["y"] < 900, "the first row is on the first screen"


def test_arms_of_a_comparison_are_seen_side_by_side(page: Page) -> None:
    page.goto("/library/claims_browse?measure=growth_inhibition")
    assert heads(page)[2:6] == ["treatment_arm", "treatment", "comparator_arm", "comparator"]
    assert cells(page, 0, "treatment_arm", "treatment", "comparator_arm", "comparator") == [
        "mice without the Fc receptor",
        "29 %",
        "control mice",
        "96 %",
    ]
    assert right_edge(page, "quote") <= 1280


def test_a_facet_narrows_the_table(page: Page) -> None:
    page.goto("/library/evidence_browse")
    page.locator(".facet-info").get_by_role("link", name="IGF1R", exact=True).click()
    assert cells(page, 0, "target") == ["IGF1R"]
    assert page.locator("table.rows-and-columns tbody tr").count() == 3


def test_a_question_is_asked_by_filling_in_a_form(page: Page) -> None:
    page.goto("/library")
    page.get_by_role("link", name="Evidence for a drug and a target").click()
    page.get_by_label("drug").fill("Herceptin")
    page.get_by_label("target").fill("her2")
    page.get_by_role("button", name="Run SQL").click()
    assert page.locator("h1").inner_text() == "Evidence for a drug and a target"
    assert cells(page, 0, "drug", "target", "mechanism", "page") == ["trastuzumab", "ERBB2", "binds", "1"]
    assert page.locator("table.rows-and-columns tbody tr").count() == 1


def test_contradicting_quotes_stand_beside_each_other(page: Page) -> None:
    page.goto("/library/contradictions")
    assert cells(page, 0, "why", "first_quote", "second_quote") == [
        "the second denies what the first states",
        "IGF1R raised resistance to Herceptin",
        "IGF1R did not raise resistance to trastuzumab",
    ]


def test_a_page_asks_nothing_of_other_machines(page: Page, served: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/library/claims_browse")
    assert asked
    assert [url for url in asked if not url.startswith((served, "data:"))] == []
