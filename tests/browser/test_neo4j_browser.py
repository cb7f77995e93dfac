"""The real Neo4j Browser in headless Chromium: log in, style, guide, saved queries, queries of the packs.

KG_SCREENSHOTS names a folder for pictures of what is seen; docs/images are made that way.
"""

import base64
import contextlib
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from kg.packs.browser import FAVOURITES, GUIDE, STYLE, browser_files
from kg.packs.header import body, favourite
from kg.packs.reading import find_query, shipped_packs
from kg.packs.serving import serve

sync_api = pytest.importorskip("playwright.sync_api")
sync_api.expect.set_options(timeout=30_000)  # as long as Playwright waits for all else
pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SEEDS = Path(__file__).parents[2] / "seeds"
PACKS = shipped_packs()
BLUE, ORANGE = "#0072B2", "#E69F00"

# A file dropped onto the window, as a person does it with the mouse.
DROP = """([content, name]) => {
  const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  const target = document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2);
  for (const kind of ['dragenter', 'dragover', 'drop']) {
    target.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
  }
}"""


def browser_address(settings) -> str:
    """Where Browser is served: the server says so over its HTTP port, which Bolt does not name."""
    if port := os.environ.get("NEO4J_HTTP_PORT"):
        return f"http://127.0.0.1:{port}/browser/"
    from kg.store import server

    if (state := server.status(settings)) is not None:
        return state.browser_uri
    return f"http://{urlsplit(settings.uri).hostname}:7474/browser/"


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            raise RuntimeError("no Chromium on this machine")
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def seeds_graph(neo4j_settings, _neo4j, tmp_path_factory):
    from kg.packs.testing import clear

    clear(_neo4j)
    environment = {
        **os.environ,
        "KG_HOME": str(tmp_path_factory.mktemp("home")),
        "NEO4J_URI": neo4j_settings.uri,
        "NEO4J_USERNAME": neo4j_settings.username,
        "NEO4J_PASSWORD": neo4j_settings.password,
    }
    command = [sys.executable, "-m", "kg", "ingest", str(SEEDS), "--rejected", os.devnull]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return neo4j_settings


class Window:
    """Neo4j Browser, logged in."""

    def __init__(self, page, folder: Path) -> None:
        self.page = page
        self.folder = folder

    def log_in(self, settings) -> None:
        address = browser_address(settings)
        with contextlib.closing(urllib.request.urlopen(address)):
            self.page.goto(f"{address}?{urlencode({'dbms': settings.uri, 'db': 'neo4j'})}")
        self.page.fill("input[data-testid=username]", settings.username)
        self.page.fill("input[data-testid=password]", settings.password)
        self.page.click("button[data-testid=connect]")
        self.page.get_by_text("You are connected as user").wait_for(timeout=30_000)

    def run(self, text: str):
        """Run a text as if pasted; the new frame."""
        before = self.page.locator("[data-testid=frame]").count()
        self.page.click(".monaco-editor")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function("n => document.querySelectorAll('[data-testid=frame]').length > n", arg=before)
        frame = self.page.locator("[data-testid=frame]").first
        assert frame.get_by_text("ERROR").count() == 0, frame.inner_text()
        return frame

    def run_pack_query(self, name: str, **params: str):
        """Paste the file of a query, with other values in its :param lines, then the query alone: its answer."""
        query = find_query(PACKS, name)
        text = query.text
        for key, value in params.items():
            text, count = re.subn(rf":param {key} => .*;", f":param {key} => {value};", text)
            assert count == 1
        done = self.run(text).locator("[data-testid=multi-statement-list-icon][title='Status: success']")
        sync_api.expect(done).to_have_count(len(query.params) + 1)
        if name == "actor_partners":
            self.picture("browser-file")
        self.clear()
        return self.run(body(text))

    def clear(self) -> None:
        self.page.click(".monaco-editor")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(":clear")
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function("() => document.querySelectorAll('[data-testid=frame]').length === 0")

    def picture(self, name: str, *, whole: bool = False) -> None:
        """A picture of the window; ``whole``: of the newest frame over the whole window, its side panel closed."""
        frame = self.page.locator("[data-testid=frame]").first
        if whole:
            self.page.get_by_label("Collapse the node properties display").click()
            frame.get_by_title("Fullscreen").click()
        self.page.wait_for_timeout(2500)  # the drawing comes to rest
        if whole:
            self.page.get_by_label("zoom-to-fit").or_(self.page.get_by_title("Zoom to fit")).first.click()
            self.page.wait_for_timeout(1000)
        self.page.screenshot(path=self.folder / f"{name}.png")
        if whole:
            frame.get_by_title("Close fullscreen").click()


@pytest.fixture(scope="module")
def window(chromium, seeds_graph, tmp_path_factory):
    folder = Path(os.environ.get("KG_SCREENSHOTS") or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    page = chromium.new_context(viewport={"width": 1280, "height": 720}).new_page()
    window = Window(page, folder)
    window.log_in(seeds_graph)
    yield window
    page.close()


@pytest.fixture(scope="module")
def styled(window):
    with serve(browser_files(PACKS)) as base:
        window.clear()
        window.run(f":style {base}/{STYLE}").get_by_text("node.Country").wait_for()
        # Only what a query asks for, as docs/browser.md advises: else Browser adds all edges between the nodes shown.
        window.run(":config autoComplete: false").get_by_text('"autoComplete": false').wait_for()
        window.clear()
        yield window, base


def colours(frame) -> set[str]:
    frame.locator("svg g.node").first.wait_for()
    found = frame.locator("svg g.node circle").evaluate_all("all => all.map(c => c.getAttribute('fill'))")
    return {colour.upper() for colour in found if colour}


def shown_table(frame) -> tuple[list[str], list[list[str]]]:
    """The columns and rows that a frame shows as a table; Browser numbers the rows in a column of its own."""
    frame.locator("tbody td").first.wait_for()
    assert frame.locator("table").first.is_visible()
    columns = [text.strip() for text in frame.locator("thead th").all_inner_texts()]
    rows = [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in frame.locator("tbody tr").all()]
    assert {len(row) for row in rows} == {len(columns)}
    return columns[1:], [row[1:] for row in rows]


def test_the_calls_are_seen_in_our_style(styled):
    window, _ = styled
    window.clear()
    frame = window.run("MATCH (p:Actor {id: 'person:vladimir-putin'})-[r:CALLED]->(o:Actor) RETURN p, r, o")
    assert {BLUE, ORANGE} <= colours(frame)
    assert frame.locator("svg g.relationship").count() >= 3
    window.picture("browser-calls", whole=True)


def test_a_pack_query_draws_a_graph(styled):
    window, _ = styled
    window.clear()
    frame = window.run_pack_query("actor_graph", actor="'country:RUS'", limit="16")
    assert BLUE in colours(frame)
    assert frame.locator("svg g.node").count() >= 5
    window.picture("browser-graph", whole=True)


def test_a_pack_query_answers_with_a_table(styled):
    window, _ = styled
    window.clear()
    frame = window.run_pack_query("actor_partners", actor="'country:RUS'")
    columns, rows = shown_table(frame)
    assert columns == list(find_query(PACKS, "actor_partners").entry.returns)
    partners = [row[columns.index("partner_id")].strip('"') for row in rows]
    assert "country:UKR" in partners
    events = [int(row[columns.index("events")]) for row in rows]
    assert events == sorted(events, reverse=True)
    window.picture("browser-table")


def test_a_pack_query_shows_evidence(styled):
    window, _ = styled
    window.clear()
    frame = window.run_pack_query("dyad_evidence", a="'country:RUS'", b="'country:UKR'")
    columns, rows = shown_table(frame)
    assert columns == list(find_query(PACKS, "dyad_evidence").entry.returns)
    assert any("Russia annexed Ukraine" in row[columns.index("sentence")] for row in rows)
    assert {row[columns.index("relation")].strip('"') for row in rows} >= {"ANNEXED", "INVADED"}


def test_a_saved_query_shows_its_answer_at_once(styled):
    window, _ = styled
    window.clear()
    query = find_query(PACKS, "actor_graph")
    frame = window.run(favourite(query.entry, query.params, query.text))
    assert BLUE in colours(frame)


def test_the_guide_opens_and_its_query_reaches_the_editor(styled):
    window, base = styled
    window.clear()
    window.page.click(".monaco-editor")
    window.page.keyboard.insert_text(f":guide {base}/{GUIDE}")
    window.page.keyboard.press("Control+Enter")
    window.page.get_by_text("walks through the graph").wait_for()
    for _ in range(2):
        window.page.get_by_text("Next", exact=True).click()
    window.page.get_by_text("2. One person's calls").wait_for()
    window.page.locator("pre.runnable:visible").click()
    window.page.keyboard.press("Control+Enter")
    frame = window.page.locator("[data-testid=frame]").first
    assert ORANGE in colours(frame)
    window.page.get_by_label("Collapse the node properties display").click()
    window.picture("browser-guide")
    window.page.click("[data-testid=navigationGuides]")


def test_the_favourites_are_taken_in(styled):
    window, _ = styled
    window.clear()
    content = base64.b64encode(browser_files(PACKS)[FAVOURITES]).decode()
    window.page.evaluate(DROP, [content, FAVOURITES])
    window.page.click("[data-testid=navigationFavorites]")
    for pack in PACKS:
        sync_api.expect(window.page.get_by_test_id(f"savedScriptsFolder-{pack.file.title}")).to_be_visible()
    window.page.get_by_test_id("expandFolder-Dyads").click()
    (dyads,) = (pack for pack in PACKS if pack.file.title == "Dyads")
    for query in dyads.queries:
        sync_api.expect(window.page.get_by_text(query.entry.title, exact=True).first).to_be_visible()
    window.picture("browser-favourites")
    window.page.click("[data-testid=navigationFavorites]")
