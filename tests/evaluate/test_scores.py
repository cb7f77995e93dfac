"""Scores of hand-made predictions on small gold files of every layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from predicted import Fixed, actor, event

from kg.errors import InputError, UsageError
from kg.evaluate.articles import score_article
from kg.evaluate.details import REFERENCE_DAY, expected_date
from kg.evaluate.gold import GoldEvent, fold_of, read_article, read_lines, read_table
from kg.evaluate.metrics import label_scores, macro_f1
from kg.evaluate.scores import score_sentences
from kg.evaluate.tables import score_spans, score_table
from kg.records import Amount, Attribution, Event, Office

EXPELLED = "Chad expelled two Malian envoys on Tuesday, Radio Ndjamena said."
LENT = "Norway lent Malta 5 million kroner in 2019."
CALM = "Malta beat Norway 2-1."


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    def row(number: int, text: str, *events: dict[str, object]) -> str:
        shape = {"source_country": None, "target_country": None, "alt": [], "realis": "actual", "sure": True}
        return json.dumps(
            {"id": f"t{number}", "sentence": text, "phenomenon": "x", "events": [{**shape, **item} for item in events]}
        )

    expelled = {
        "source": "Chad",
        "source_country": "TCD",
        "target": "Malian envoys",
        "target_country": "MLI",
        "plover": "SANCTION",
        "date_text": "on Tuesday",
        "attribution": "Radio Ndjamena",
    }
    lent = {
        "source": "Norway",
        "target": "Malta",
        "plover": "AID",
        "amount": 5000000,
        "currency": "NOK",
        "date_text": "in 2019",
    }
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join([row(1, EXPELLED, expelled), row(2, LENT, lent), row(3, CALM)]) + "\n", encoding="utf-8")
    return path


def right_expulsion(**more: object) -> Event:
    return event(actor("Chad", "TCD"), "SANCTION", actor("two Malian envoys", "MLI"), **more)  # type: ignore[arg-type]


def test_everything_right_scores_one(lines: Path) -> None:
    extractor = Fixed(
        {
            EXPELLED: [right_expulsion(date="2021-11-16", attribution=(Attribution(name="Radio Ndjamena"),))],
            LENT: [event("Norway", "AID", "Malta", date="2019", amount=Amount(value=5e6, currency="NOK"))],
        }
    )
    scores = score_sentences(extractor, read_lines(lines)).scores
    for name in ("recall of sure events", "precision", "realis right of those found", "country of actor right"):
        assert scores[name] == 1.0
    assert scores["date right"] == scores["amount right"] == scores["attribution right"] == 1.0
    assert scores["date right, of"] == 2
    assert scores["false events a sentence"] == 0


def test_misses_are_named_by_cause(lines: Path) -> None:
    extractor = Fixed(
        {
            EXPELLED: [right_expulsion(date="2021-11-09"), event("Mali", "SANCTION", "Chad")],
            LENT: [event("Malta", "AID", "Norway"), event("Norway", "CONSULT", "Malta")],
            CALM: [event("Malta", "ASSAULT", "Norway")],
        }
    )
    report = score_sentences(extractor, read_lines(lines))
    causes = [miss.cause for miss in report.misses]
    assert sorted(set(causes)) == ["spurious", "wrong attribution", "wrong date", "wrong direction"]
    assert causes.count("spurious") == 4
    assert report.scores["recall of sure events"] == 0.5
    assert report.scores["precision"] == 0.2
    assert report.groups == {"x": (1, 2)}


def test_only_sentences_with_a_stated_date_get_a_day_of_publication(lines: Path) -> None:
    extractor = Fixed({})
    score_sentences(extractor, read_lines(lines))
    assert extractor.published == {EXPELLED: REFERENCE_DAY, LENT: REFERENCE_DAY, CALM: None}


@pytest.mark.parametrize(
    ("text", "realis", "wanted"),
    [
        ("on Tuesday", "actual", "2021-11-16"),
        ("on Tuesday", "planned", "2021-11-23"),
        ("in 2019", "actual", "2019"),
        ("last week", "actual", "2021-W45"),
        ("that week", "actual", None),
    ],
)
def test_a_date_in_words_means_a_date(text: str, realis: str, wanted: str | None) -> None:
    gold = GoldEvent(source="a", target="b", types=("AID",), realis=realis, date_text=text)
    assert expected_date(gold, REFERENCE_DAY) == wanted


def test_sentences_without_events_have_false_ones_only(tmp_path: Path) -> None:
    path = tmp_path / "quiet.jsonl"
    path.write_text(json.dumps({"id": "q1", "sentence": CALM, "events": []}) + "\n", encoding="utf-8")
    report = score_sentences(Fixed({CALM: [event("Malta", "ASSAULT", "Norway")]}), read_lines(path))
    assert report.scores == {"sentences": 1, "false events": 1, "false events a sentence": 1.0}


TABLE = """sentence_id\tsentence\tmarked_sentence\tsource\ttarget\tgold_root\tgold_penta
1\tChad left Mali.\t<s>Chad</s> left <t>Mali</t>.\tChad\tMali\tYIELD\t2
2\tChad blamed Mali.\t<s>Chad</s> blamed <t>Mali</t>.\tChad\tMali\tACCUSE\t3
3\tChad sued Mali.\t<s>Chad</s> sued <t>Mali</t>.\tChad\tMali\tACCUSE\t3
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "plv.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_gives_spans_of_its_marks(table: Path) -> None:
    first = read_table(table)[0]
    assert first.text == "Chad left Mali."
    assert first.spans is not None
    assert [first.text[start:end] for start, end in first.spans] == ["Chad", "Mali"]


def test_a_table_scores_the_first_event_and_the_pair(table: Path) -> None:
    extractor = Fixed(
        {
            "Chad left Mali.": [event("Chad", "RETREAT", "Mali")],
            "Chad blamed Mali.": [event("Mali", "AID", "Chad"), event("Chad", "ACCUSE", "Mali")],
        }
    )
    report = score_table(extractor, read_table(table))
    assert report.scores["first event, micro precision"] == 0.5
    assert report.scores["first event, micro recall (accuracy)"] == pytest.approx(0.3333)
    assert report.scores["gold pair and class found"] == pytest.approx(0.6667)
    assert [item.plover for item in report.predictions] == ["RETREAT", "AID", None]


def test_given_spans_ask_the_classifier(table: Path) -> None:
    report = score_spans(Fixed({}, kind="ACCUSE"), read_table(table))
    assert report.scores["spans given, micro recall (accuracy)"] == pytest.approx(0.6667)
    assert [miss.cause for miss in report.misses] == ["YIELD read as ACCUSE"]
    assert score_spans(Fixed({}, kind="RETREAT"), read_table(table)).misses[0].cause == "ACCUSE read as YIELD"


def test_an_extractor_that_cannot_classify_says_so(table: Path) -> None:
    with pytest.raises(UsageError, match="cannot classify"):
        score_spans(object(), read_table(table))


def test_macro_f1_counts_the_classes_of_the_gold() -> None:
    assert macro_f1(["AID", "AID", "ACCUSE"], ["AID", None, "ACCUSE"]) == pytest.approx((2 / 3 + 1) / 2, abs=1e-4)
    assert label_scores(["AID", "YIELD"], ["COOPERATE", "YIELD"])["quad class macro F1"] == 1.0


ARTICLE = """# Gold of story.txt
published: 2022-01-26
expected:
  - {source: Russia (RUS), target: Cuba (CUB), relation: LOANED, plover: AID, date: 2018, amount: 50000000 USD, realis: actual, attribution: Granma}
  - {source: Sergei Lavrov (RUS), target: Cuba (CUB), relation: PRAISED, plover: SUPPORT, realis: actual}
optional:
  - {source: Cuba (CUB), target: Russia (RUS), relation: THANKED, plover: SUPPORT, realis: actual}
forbidden:
  - {source: Russia (RUS), target: Ukraine (UKR), plover: ASSAULT, date: 2022, realis: actual, why: only feared}
  - {source: Russia (RUS), target: Peru (PER), why: never mentioned}
offices:
  - {person: Sergei Lavrov, office: Foreign Minister, country: RUS}
  - {person: Fidel Castro, office: President, country: CUB, former: true}
"""  # noqa: E501


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text("Russia lent Cuba money.", encoding="utf-8")
    path = tmp_path / "gold.yaml"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_an_article_counts_expected_optional_forbidden_and_offices(article: Path) -> None:
    russia, cuba = actor("Russia", "RUS"), actor("Havana", "CUB", name="Cuba")
    loan = event(russia, "AID", cuba, date="2018", amount=Amount(value=5e7, currency="USD"), relation="LOANED")
    old_war = event(russia, "ASSAULT", actor("Ukraine", "UKR"), date="2014")
    fear = event(russia, "ASSAULT", actor("Ukraine", "UKR"), "hypothetical", date="2022")
    lavrov = Office(
        person=actor("Lavrov", "RUS", kind="person"), title="Russian Foreign Minister", of=actor("Russia", "RUS")
    )
    extractor = Fixed({"Russia lent Cuba money.": [loan, old_war, fear]}, offices=(lavrov,))
    scores = score_article(extractor, read_article(article)).scores
    assert (scores["expected"], scores["optional"], scores["forbidden"]) == ("1 of 2", "0 of 1", 0)
    assert scores["date right"] == scores["amount right"] == 1.0
    assert scores["attribution right"] == 0.0
    assert scores["offices"] == "1 of 2"


def test_a_forbidden_event_counts_also_without_a_date(article: Path) -> None:
    war = event(actor("Russia", "RUS"), "ASSAULT", actor("Ukraine", "UKR"))
    report = score_article(Fixed({"Russia lent Cuba money.": [war]}), read_article(article))
    assert report.scores["forbidden"] == 1
    assert [miss.cause for miss in report.misses].count("forbidden") == 1


@pytest.mark.parametrize("content", ["{not json", '{"id": 1}', '{"id": 1, "sentence": "x", "events": [{"source": 1}]}'])
def test_a_bad_line_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "sentence": "b", "events": []}) + "\n" + content + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_lines(path)


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(InputError, match="not a PLV table"):
        read_table(path)


def test_an_article_without_its_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.yaml"
    path.write_text("# of nowhere.txt\nexpected: []\n", encoding="utf-8")
    with pytest.raises(InputError, match="text of this gold article"):
        read_article(path)


def test_folds_part_the_sentences() -> None:
    assert [fold_of(name, 3) for name in ("4", "td005", "qd150")] == [1, 2, 0]
