"""The loader that the guide shows works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

from loader_help import make_source

from kg.loading import LOADERS, Loader, LoadOptions, make_loader
from kg.records import Document, Event, Rejection

GUIDE = Path(__file__).parents[2] / "docs" / "loaders.md"


def shown(name: str) -> Loader:
    """The loader of that name, made from the guide."""
    for code in re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL):
        if f"class {name}" in code:
            namespace: dict[str, object] = {}
            exec(code, namespace)
            loader = namespace[name]()  # type: ignore[operator]
            assert isinstance(loader, Loader)
            return loader
    raise AssertionError(f"the guide shows no {name}")


def test_the_template_for_event_data_works() -> None:
    loader = shown("TickerLoader")
    data = b"code_row,day,who,whom,cameo\n7,2022-01-20,RUSMIL,UKR,190\n8,2022-01-20,XXQ,UKR,190\n"
    event, bad = loader.load(make_source(data, "ticker.csv"), LoadOptions())
    assert isinstance(event, Event)
    assert (event.source.id, event.relation, event.target.id) == ("group:RUS.MIL", "ATTACKED", "country:UKR")
    assert isinstance(bad, Rejection)
    assert (bad.line, bad.column, bad.reason) == (3, "who", "nobody known by 'XXQ'")


def test_the_loader_of_the_guide_works() -> None:
    loader = shown("WireLoader")
    source = make_source(b"++++\nOne\n\nA met B.\n++++\n\n++++\nTwo\n\nC met D.\n", "a.wire")
    assert loader.sniff(source) == 0.9
    records = list(loader.load(source, LoadOptions()))
    assert [record.title for record in records if isinstance(record, Document)] == ["One", "Two"]
    assert len(records) == 3


def test_every_loader_keeps_the_contract() -> None:
    for name in LOADERS.names():
        loader = make_loader(name)
        assert isinstance(loader, Loader)
        assert loader.name == name
        assert 0.0 <= loader.sniff(make_source(b"", "x")) <= 1.0
        assert 0.0 <= loader.sniff(make_source(bytes(range(256)), "x")) <= 1.0


def test_the_guide_names_every_loader_of_our_own() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    own = {
        "acled",
        "gdelt",
        "icews",
        "petrarch",
        "phoenix",
        "plover",
        "polecat",
        "terrier",
        "ucdp",
        "archive",
        "compressed",
        "csv",
        "docx",
        "email",
        "feed",
        "html",
        "jsonl",
        "markdown",
        "mbox",
        "parquet",
        "pdf",
    }
    assert own <= set(LOADERS.names())
    for name in own:
        assert f"`{name}`" in text
