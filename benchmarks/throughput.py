"""Documents a second of the whole extraction, beside plain ``nlp.pipe`` of the same spaCy model on the same text.

    python benchmarks/throughput.py [FOLDER ...]

Both run alternately in one process; what counts is the ratio. The text is seeds/ and the sentences of data/sentences.
Time is processor time, so that other programs on the machine count less. The first round, in which neither knows any
word yet, is shown but does not count.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from kg.extract import Extractor
from kg.ids import document_id
from kg.nlp.pipeline import load_model
from kg.records import Document

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
SENTENCES_A_DOCUMENT = 12


def texts(folders: list[str]) -> list[str]:
    """Documents of article length."""
    found = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for folder in folders:
        found += [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))]
    lines = (ROOT / "data" / "sentences" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    sentences = [json.loads(line)["sentence"] for line in lines]
    for first in range(0, len(sentences), SENTENCES_A_DOCUMENT):
        found.append(" ".join(sentences[first : first + SENTENCES_A_DOCUMENT]))
    return found


def main() -> None:
    """Measure and print."""
    articles = texts(sys.argv[1:])
    documents = [Document(id=document_id(text), text=text, published="2022-01-26") for text in articles]
    plain, extractor = load_model(), Extractor()
    ratios = []
    for number in range(ROUNDS + 1):
        start = time.process_time()
        for _ in plain.pipe(articles):
            pass
        middle = time.process_time()
        events = sum(len(found.events) for found in extractor.pipe(documents))
        end = time.process_time()
        ratio = (middle - start) / (end - middle)
        print(
            f"{'counts' if number else 'first '}   plain {len(articles) / (middle - start):6.1f} documents/s"
            f"   kg {len(articles) / (end - middle):6.1f}   ratio {ratio:.2f}   {events} events",
            flush=True,
        )
        if number:
            ratios.append(ratio)
    print(f"ratio, median of {ROUNDS}: {sorted(ratios)[ROUNDS // 2]:.2f}")


if __name__ == "__main__":
    main()
