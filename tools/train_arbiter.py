"""Learn ``kg/arbiter/weights.npz`` from our sentences and, where given, a PLV table; or cross-validate on the table.

python tools/train_arbiter.py [PLV.tsv]
python tools/train_arbiter.py PLV.tsv --cross-validate 5
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold

from kg.arbiter.features import features
from kg.arbiter.model import DENSE_SCALE
from kg.evaluate.gold import read_table
from kg.evaluate.metrics import FOLDED, QUADS
from kg.nlp.mentions import register_extensions
from kg.nlp.pipeline import load_model

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = ROOT / "data" / "sentences" / "sentences.jsonl"
OWN_WEIGHT = 0.5
Place = tuple[int, int]
Rows = list[tuple[str, Place, Place, str]]


def own_rows() -> Rows:
    """Pairs of our training split that stand in exactly one sure event."""
    rows: Rows = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        if data["split"] != "train":
            continue
        pairs: dict[tuple[Place, Place], set[str]] = {}
        for event in data["events"]:
            if event["sure"]:
                first = (event["source_start"], event["source_start"] + len(event["source"]))
                second = (event["target_start"], event["target_start"] + len(event["target"]))
                pairs.setdefault((first, second), set()).add(event["plover"])
        for (first, second), kinds in pairs.items():
            if len(kinds) == 1:
                kind = next(iter(kinds))
                rows.append((data["sentence"], first, second, FOLDED.get(kind, kind)))
    return rows


def table_rows(path: Path) -> Rows:
    """Rows of a PLV table."""
    rows: Rows = []
    for item in read_table(path):
        gold = item.events[0]
        spans = item.spans
        if spans is None:
            first, second = max(item.text.find(gold.source), 0), max(item.text.find(gold.target), 0)
            spans = (first, first + len(gold.source)), (second, second + len(gold.target))
        rows.append((item.text, spans[0], spans[1], gold.types[0]))
    return rows


def featurize(rows: Rows) -> tuple[list[dict[str, float]], np.ndarray, np.ndarray]:
    """Sparse features, dense features and classes of all rows."""
    register_extensions()
    nlp = load_model()
    named, dense = [], []
    for (_, first, second, _), doc in zip(rows, nlp.pipe(row[0] for row in rows), strict=True):
        sparse, vector = features(doc, first, second)
        named.append(sparse)
        dense.append(vector)
    return named, np.array(dense) * DENSE_SCALE, np.array([row[3] for row in rows])


def fit(named: list[dict[str, float]], dense: np.ndarray, kinds: np.ndarray, weights: np.ndarray):
    """A vectorizer and a multinomial logistic regression."""
    vectorizer = DictVectorizer()
    matrix = hstack([vectorizer.fit_transform(named), csr_matrix(dense)]).tocsr()
    return vectorizer, LogisticRegression(C=1.0, max_iter=400).fit(matrix, kinds, sample_weight=weights)


def cross_validate(own: tuple, table: tuple, folds: int) -> None:
    """Accuracy, macro-F1 and quad-class macro-F1 on the table, each fold unseen by its model."""
    named, dense, kinds = table
    predicted = np.empty(len(kinds), dtype=object)
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=0).split(kinds, kinds):
        vectorizer, model = fit(
            [named[i] for i in train] + own[0],
            np.concatenate([dense[train], own[1]]),
            np.concatenate([kinds[train], own[2]]),
            np.concatenate([np.ones(len(train)), np.full(len(own[2]), OWN_WEIGHT)]),
        )
        rows = hstack([vectorizer.transform([named[i] for i in test]), csr_matrix(dense[test])]).tocsr()
        predicted[test] = model.predict(rows)
    quads = f1_score([QUADS[k] for k in kinds], [QUADS[k] for k in predicted], average="macro")
    sys.stdout.write(
        f"{folds} folds: accuracy {accuracy_score(kinds, predicted):.4f}, "
        f"macro-F1 {f1_score(kinds, predicted, average='macro'):.4f}, quad class macro-F1 {quads:.4f}\n"
    )


def save(vectorizer: DictVectorizer, model: LogisticRegression) -> None:
    """Write the weights; features that hardly matter are left out."""
    count = len(vectorizer.feature_names_)
    sparse = model.coef_[:, :count].T
    kept = np.abs(sparse).max(1) > 0.03
    out = ROOT / "kg" / "arbiter" / "weights.npz"
    np.savez_compressed(
        out,
        classes=np.array([str(name) for name in model.classes_]),
        names=np.array([name for name, keep in zip(vectorizer.feature_names_, kept, strict=True) if keep]),
        sparse=sparse[kept].astype(np.float16),
        dense=model.coef_[:, count:].T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )
    sys.stdout.write(f"{int(kept.sum())} features, {out.stat().st_size / 1e6:.1f} MB\n")


def main() -> None:
    """Train or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", nargs="?", type=Path)
    parser.add_argument("--cross-validate", type=int, metavar="FOLDS")
    options = parser.parse_args()
    own = featurize(own_rows())
    table = featurize(table_rows(options.table)) if options.table else ([], np.zeros((0, own[1].shape[1])), own[2][:0])
    if options.cross_validate:
        cross_validate(own, table, options.cross_validate)
        return
    weights = np.concatenate([np.ones(len(table[2])), np.full(len(own[2]), OWN_WEIGHT if len(table[2]) else 1.0)])
    save(*fit(table[0] + own[0], np.concatenate([table[1], own[1]]), np.concatenate([table[2], own[2]]), weights))


if __name__ == "__main__":
    main()
