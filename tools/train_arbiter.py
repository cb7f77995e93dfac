"""Learn ``kg/arbiter/weights.npz``, or measure by cross-validation what such weights are worth.

    python tools/train_arbiter.py [GOLD ...]                    # train on our sentences and these files, write weights
    python tools/train_arbiter.py GOLD ... --cross-validate     # measure only: each fold unseen by its models
    python tools/train_arbiter.py GOLD ... --reliability docs   # how far the confidence can be believed

GOLD are PLV tables (.tsv) and files of annotated JSON lines. Measured are the class of given pairs and what
``kg evaluate`` measures with the whole pipeline. Needs the extra ``dev``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from arbiter_examples import OWN, Example, Source, examples, read_source
from arbiter_reliability import Sure, write
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.arbiter.evidence import COMPLETED, RULE, SILENT, completed_evidence, leads, rule_evidence, silent_evidence
from kg.arbiter.features import Features
from kg.arbiter.model import Arbiter, Judgement, Linear
from kg.evaluate.gold import fold_of
from kg.evaluate.metrics import label_scores
from kg.evaluate.report import Report
from kg.evaluate.scores import score_sentences
from kg.evaluate.tables import score_table
from kg.extract import Extractor
from kg.records import Document, Extraction

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "kg" / "arbiter" / "weights.npz"
# Sentences of ours count less than real ones; those that nobody had in view while writing the rules count more, because
# only they tell how far the rules are to be trusted.
OWN_WEIGHT, UNSEEN_WEIGHT = 0.4, 2.0
# An unmarked pair of a table is mostly, but not surely, no event.
TABLE_EVENT, TABLE_OTHER = 0.5, 0.2
# A candidate that is not the marked event of a table may be right all the same.
TABLE_RIGHT, TABLE_WRONG = 0.2, 0.06
NO_EVENT_WORDS = ("word=", "between=", "in=")
SMALL = {"pair": 0.04, "topic": 0.02, "confidence": 0.0}
FOLDS = 10
# How far rare classes are made up for: 0 not at all, 1 wholly.
BALANCE = 0.3
Given = tuple[Features, np.ndarray, str, float]


def trust(example: Example) -> float:
    """Weight of a sentence in training."""
    if example.source == OWN.stem:
        return OWN_WEIGHT
    return UNSEEN_WEIGHT if fold_of(example.id, 3) == 0 else 1.0


def fit(rows: Sequence[tuple[Features, np.ndarray | None, object, float]], strength: float):
    """A vectorizer and a logistic regression; ``strength`` is the inverse of the regularisation."""
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform([row[0] for row in rows])
    if rows[0][1] is not None:
        matrix = hstack([matrix, csr_matrix(np.array([row[1] for row in rows]))])
    labels, weights = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    model = LogisticRegression(C=strength, max_iter=150, tol=1e-3).fit(matrix.tocsr(), labels, sample_weight=weights)
    return vectorizer, model


def linear(fits: Sequence[tuple], outputs: Sequence[Sequence[str]], small: float) -> Linear:
    """Several fitted models side by side as one, features that hardly matter left out."""
    names = sorted({name for vectorizer, _ in fits for name in vectorizer.feature_names_})
    places = {name: place for place, name in enumerate(names)}
    width = sum(len(part) for part in outputs)
    sparse = np.zeros((len(names), width), np.float32)
    dense, bias, column = [], [], 0
    for (vectorizer, model), part in zip(fits, outputs, strict=True):
        count = len(vectorizer.feature_names_)
        rows = [places[name] for name in vectorizer.feature_names_]
        sparse[rows, column : column + len(part)] = model.coef_[:, :count].T
        dense.append(model.coef_[:, count:].T)
        bias.append(model.intercept_)
        column += len(part)
    kept = np.abs(sparse).max(1) > small
    return Linear(
        outputs=tuple(name for part in outputs for name in part),
        names={name: row for row, name in enumerate(name for name, keep in zip(names, kept, strict=True) if keep)},
        sparse=sparse[kept].astype(np.float16).astype(np.float32),
        dense=np.concatenate(dense, 1).astype(np.float16).astype(np.float32),
        bias=np.concatenate(bias).astype(np.float32),
    )


def balanced(rows: Sequence[Given]) -> list[Given]:
    """Rows of rare classes weigh more, those of frequent ones less, so that the former are not overlooked."""
    total = Counter[str]()
    for _, _, kind, weight in rows:
        total[kind] += weight
    mean = sum(total.values()) / len(total)
    return [(*row[:3], row[3] * (mean / total[row[2]]) ** BALANCE) for row in rows]


def fit_judges(data: Iterable[Example]) -> tuple[Linear, Linear]:
    """Pair model and topic model."""
    given, events, topics = [], [], []
    for example in data:
        weight = trust(example)
        given += [(named, vector, kind, weight * share) for named, vector, kind, share in example.given]
        for pair in example.pairs:
            share = (TABLE_EVENT if pair.types else TABLE_OTHER) if example.table else weight
            plain = {name: value for name, value in pair.named.items() if not name.startswith(NO_EVENT_WORDS)}
            events.append((plain, pair.vector, bool(pair.types), share))
        topics += [(named, vector, political, 1.0) for named, vector, political in example.topics]
    classes = fit(balanced(given), 2.5)
    pair = linear([classes, fit(events, 0.2)], [[str(name) for name in classes[1].classes_], ["event"]], SMALL["pair"])
    return pair, linear([fit(topics, 1.0)], [["politics"]], SMALL["topic"])


class Row(NamedTuple):
    """What the confidence is learned from: kind, evidence, whether right, weight, and the sentence."""

    kind: str
    named: Features
    right: bool
    weight: float
    example: Example


def evidence(data: Iterable[Example], judges: Arbiter) -> Iterator[Row]:
    """What judges say of candidates, and of the likeliest pair of sentences that the rules are silent on."""
    for example in data:
        weight = trust(example)
        politics = [float(judges.topic.scores(named, vector)[0]) for named, vector, _ in example.topics]
        for candidate, pair, others, topic, right in example.candidates:
            found = judges.judge(pair.named, pair.vector)
            share = weight if not example.table else TABLE_RIGHT if right else TABLE_WRONG
            yield Row(RULE, rule_evidence(candidate, found, politics[topic], others), right, share, example)
        for item in example.wanting:
            judged = [judges.judge(pair.named, pair.vector) for _, pair, _ in item.ways]
            for (whole, _, right), found, lead in zip(item.ways, judged, leads(judged), strict=True):
                named = completed_evidence(
                    item.doc, item.lacking, whole, found, lead, politics[item.topic], item.others
                )
                yield Row(COMPLETED, named, right, weight * (0.5 if example.table else 1.0), example)
        for pairs, topic, actors in example.silent:
            if not pairs:
                continue
            judged = [judges.judge(pair.named, pair.vector) for pair in pairs]
            best = max(range(len(pairs)), key=lambda place: judged[place].event)
            named = silent_evidence(judged[best], politics[topic], actors)
            share = weight * (0.5 if example.table else 1.0)
            yield Row(SILENT, named, _right(judged[best], pairs[best].types), share, example)


def _right(found: Judgement, types: frozenset[str]) -> bool:
    return found.unfold(found.best) in types or found.best in types


NOTHING = Linear((), {}, np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32), np.zeros(0, np.float32))


def fit_folds(data: Sequence[Example]) -> list[tuple[Arbiter, list[Row]]]:
    """For each fold judges that did not see it, and the evidence that they give in it."""
    found = []
    for fold in range(FOLDS):
        judges = Arbiter(*fit_judges(e for e in data if fold_of(e.id, FOLDS) != fold), NOTHING)
        found.append((judges, list(evidence((e for e in data if fold_of(e.id, FOLDS) == fold), judges))))
    return found


def fit_confidence(rows: Sequence[Row]) -> Linear:
    """The confidence, learned from what judges say of sentences that they did not see."""
    fits = [
        fit([(row.named, None, row.right, row.weight) for row in rows if row.kind == wanted], 0.5)
        for wanted in (RULE, COMPLETED, SILENT)
    ]
    return linear(fits, [[RULE], [COMPLETED], [SILENT]], SMALL["confidence"])


def fit_all(data: Sequence[Example], folds: Sequence[tuple[Arbiter, list[Row]]]) -> Arbiter:
    """The models to ship, learned from everything."""
    return Arbiter(*fit_judges(data), fit_confidence([row for _, held in folds for row in held]))


def out_of_fold(folds: Sequence[tuple[Arbiter, list[Row]]]) -> list[Arbiter]:
    """For each fold models none of whose parts was learned from its sentences."""
    return [
        Arbiter(
            judges.pair,
            judges.topic,
            fit_confidence([row for j, (_, held) in enumerate(folds) if j != i for row in held]),
        )
        for i, (judges, _) in enumerate(folds)
    ]


def sureness(folds: Sequence[tuple[Arbiter, list[Row]]], models: Sequence[Arbiter]) -> list[Sure]:
    """Confidence, by models that did not see the sentence, of all candidates of fully annotated sentences."""
    return [
        Sure(row.kind, model.sure(row.named, row.kind), row.right, fold_of(row.example.id, 3) != 0)
        for model, (_, rows) in zip(models, folds, strict=True)
        for row in rows
        if not row.example.table
    ]


def save(arbiter: Arbiter) -> None:
    """Write the weights."""
    arrays: dict[str, np.ndarray] = {}
    for part in ("pair", "topic", "confidence"):
        model: Linear = getattr(arbiter, part)
        arrays |= {
            f"{part}_outputs": np.array(model.outputs),
            f"{part}_names": np.array(list(model.names)),
            f"{part}_sparse": model.sparse.astype(np.float16),
            f"{part}_dense": model.dense.astype(np.float16),
            f"{part}_bias": model.bias,
        }
    np.savez_compressed(OUT, **arrays)
    sys.stderr.write(f"{sum(len(m.names) for m in (arbiter.pair, arbiter.topic))} features, ")
    sys.stderr.write(f"{OUT.stat().st_size / 1e6:.1f} MB\n")


class OutOfFold:
    """Reads each text with the models of the fold that did not see it. See ``kg.evaluate.report.ReadsText``."""

    def __init__(self, extractor: Extractor, models: Sequence[Arbiter], folds: dict[str, int]) -> None:
        self.extractor, self.models, self.folds = extractor, models, folds

    def pipe(self, documents: Iterable[Document], *, rejected: bool = False) -> Iterator[Extraction]:
        """Events of documents, in their order."""
        component = self.extractor.nlp.get_pipe("kg_arbiter")
        for document in documents:
            component.own = self.models[self.folds[document.text]]
            yield self.extractor.extract(document, rejected=rejected)


def cross_validate(data: Sequence[Example], sources: Sequence[Source], models: Sequence[Arbiter]) -> dict[str, object]:
    """Scores by name, overall and for the third of the sentences that was never in view; a model a fold."""
    gold = [source for source in sources if source.name != OWN.stem]
    places = {item.text: fold_of(item.id, FOLDS) for source in gold for item in source.sentences}
    reader = OutOfFold(Extractor(), models, places)
    scores: dict[str, object] = {}
    for part, wanted in (("all", (0, 1, 2)), ("unseen", (0,))):
        tables = [e for e in data if e.table and fold_of(e.id, 3) in wanted]
        rows = [(models[fold_of(e.id, FOLDS)], *row) for e in tables for row in e.given]
        named = [model.judge(features, vector).best for model, features, vector, _, _ in rows]
        if rows:
            scores[f"{part}: spans given"] = label_scores([row[3] for row in rows], named)
        for source in gold:
            sentences = [item for item in source.sentences if fold_of(item.id, 3) in wanted]
            report: Report = (score_table if source.table else score_sentences)(reader, sentences)
            scores[f"{part}: {source.name}"] = report.scores
    return scores


def main() -> None:
    """Train or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--cross-validate", action="store_true", help="measure, write no weights")
    parser.add_argument("--train", action="store_true", help="write weights as well")
    parser.add_argument("--reliability", type=Path, help="write confidence.md and its picture there")
    options = parser.parse_args()
    sources = [read_source(path) for path in (OWN, *options.gold)]
    data = list(examples(sources))
    folds = fit_folds(data)
    models = out_of_fold(folds)
    if options.reliability is not None:
        write(sureness(folds, models), options.reliability)
    if options.train or not (options.cross_validate or options.reliability):
        save(fit_all(data, folds))
    if options.cross_validate:
        sys.stdout.write(json.dumps(cross_validate(data, sources, models), indent=2) + "\n")


if __name__ == "__main__":
    main()
