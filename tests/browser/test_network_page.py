"""The interactive network in headless Chromium: it loads nothing, and shows more names in a closer view."""

import os
import shutil

import pytest
from crowd import made_up

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("plotly")
pytest.importorskip("matplotlib")
pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SHOWN = "document.querySelectorAll('.textpoint text').length"
CLOSER = """() => {
  const [low, high] = document.getElementById('network').layout.xaxis.range;
  const quarter = (high - low) / 4;
  return Plotly.relayout('network', {'xaxis.range': [low + 1.5 * quarter, high - 1.5 * quarter]});
}"""


def test_it_loads_nothing_and_names_more_in_a_closer_view(tmp_path):
    from kg.plots import network_page

    if CHROMIUM is None:
        if os.environ.get("CI"):
            raise RuntimeError("no Chromium on this machine")
        pytest.skip("no Chromium on this machine")
    page = tmp_path / "network.html"
    page.write_text(network_page(made_up(300, 1500)), encoding="utf-8")
    requested = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        window = browser.new_page(viewport={"width": 1400, "height": 900})
        window.on("request", lambda request: requested.append(request.url))
        window.goto(page.as_uri())
        window.wait_for_function(f"{SHOWN} > 0")
        in_the_whole = window.evaluate(SHOWN)
        window.evaluate(CLOSER)
        window.wait_for_function("document.getElementById('network').data.every(trace => trace.visible !== false)")
        browser.close()
    assert [url for url in requested if url.startswith("http")] == []
    assert in_the_whole >= 200
