"""Ways to find listed names in a text, side by side: the word table of kg, a token trie, Aho-Corasick, PhraseMatcher.

    python benchmarks/matcher.py [--names 10000 100000 1000000] [--texts FILE]

Prints build time, memory and time a document for each matcher and size, and what the whole actor component adds to
``nlp.pipe``. Names beyond the listed ones are made up from listed words, so that prefixes are shared as in real life.
``pyahocorasick`` is measured where it is installed; kg does not need it.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from kg.actors.folding import fold_name, fold_word
from kg.actors.index import NameIndex, NameKind
from kg.actors.knowledge import load_knowledge
from kg.nlp.pipeline import build, load_model

Find = Callable[[Doc], int]


def names(count: int) -> list[str]:
    """So many names: the listed ones, then random pairs and triples of their words."""
    listed = [name for row in load_knowledge().rows() for name in (row["name"], *row.get("aliases", ()))]
    listed = list(dict.fromkeys(name for name in listed if fold_name(name)))
    words = sorted({word for name in listed for word in name.split()})
    chance = random.Random(1)
    found = dict.fromkeys(listed[:count])
    while len(found) < count:
        found[" ".join(chance.sample(words, chance.choice((2, 2, 3))))] = None
    return list(found)


def table(names: Iterable[str], _nlp: Language) -> Find:
    """The table of kg."""
    index = NameIndex()
    for number, name in enumerate(names):
        index.add(name, number, NameKind.NAME)

    def find(doc: Doc) -> int:
        texts = [token.text for token in doc]
        return len(index.match([fold_word(text) for text in texts], texts))

    return find


def trie(names: Iterable[str], _nlp: Language) -> Find:
    """A trie of words in nested dicts."""
    root: dict[str, Any] = {}
    for name in names:
        node = root
        for word in fold_name(name).split(" "):
            node = node.setdefault(word, {})
        node[""] = True

    def find(doc: Doc) -> int:
        words = [fold_word(token.text) for token in doc]
        count = start = 0
        while start < len(words):
            node, stop, best = root, start, 0
            while stop < len(words) and words[stop] and words[stop] in node:
                node = node[words[stop]]
                stop += 1
                if "" in node:
                    best = stop
            count += bool(best)
            start = best or start + 1
        return count

    return find


def aho_corasick(names: Iterable[str], _nlp: Language) -> Find:
    """Aho-Corasick over the folded text, hits checked for word boundaries."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(f" {fold_name(name)} ", 1)
    automaton.make_automaton()

    def find(doc: Doc) -> int:
        text = f" {' '.join(filter(None, (fold_word(token.text) for token in doc)))} "
        return sum(1 for _ in automaton.iter_long(text))

    return find


def phrase_matcher(names: Iterable[str], nlp: Language) -> Find:
    """spaCy's PhraseMatcher on lower-case forms."""
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("names", list(nlp.tokenizer.pipe(names)))
    return lambda doc: len(matcher(doc))


MATCHERS: dict[str, Callable[[Iterable[str], Language], Find]] = {
    "word table (kg)": table,
    "token trie": trie,
    "Aho-Corasick": aho_corasick,
    "PhraseMatcher": phrase_matcher,
}


def texts(path: Path | None) -> list[str]:
    """Documents: paragraphs of a file, else those of the seeds."""
    folder = Path(__file__).parents[1] / "seeds"
    paths = [path] if path else sorted(folder.glob("*.txt"))
    return [part for item in paths for part in item.read_text(encoding="utf-8").split("\n\n") if len(part) > 80] * 5


def measure(sizes: list[int], documents: list[str]) -> None:
    """Print the table of matchers."""
    nlp = load_model()
    parsed = [nlp.make_doc(text) for text in documents]
    tokens = sum(map(len, parsed))
    print(f"{len(parsed)} documents, {tokens} tokens")
    print(f"{'names':>9}  {'matcher':<16} {'build s':>8} {'MB':>7} {'µs/token':>9}")
    for size in sizes:
        chosen = names(size)
        for label, make in MATCHERS.items():
            if label == "PhraseMatcher" and size > 200_000:
                continue  # its names are tokenised one by one: minutes
            gc.collect()
            tracemalloc.start()
            begin = time.perf_counter()
            try:
                find = make(chosen, nlp)
            except ImportError:
                tracemalloc.stop()
                continue
            built = time.perf_counter() - begin
            memory = tracemalloc.get_traced_memory()[0] / 1e6
            tracemalloc.stop()
            for doc in parsed:
                find(doc)
            begin = time.perf_counter()
            for doc in parsed:
                find(doc)
            spent = (time.perf_counter() - begin) / tokens * 1e6
            print(f"{size:>9}  {label:<16} {built:>8.2f} {memory:>7.0f} {spent:>9.2f}")
            del find


def component(documents: list[str]) -> None:
    """Print what the components add to ``nlp.pipe`` and how long the knowledge takes to load."""
    from kg.nlp.actor_view import View
    from kg.nlp.actors import make_actors
    from kg.nlp.coref import Coreference

    load_knowledge()
    begin = time.perf_counter()
    base = load_knowledge()
    print(f"knowledge base of {len(base)} actors, warm: {time.perf_counter() - begin:.2f} s")
    begin = time.perf_counter()
    build()
    print(f"pipeline with the whole knowledge base, warm: {time.perf_counter() - begin:.2f} s")
    nlp = load_model()
    actors = make_actors(nlp, "kg_actors", [])
    coref = Coreference(actors.resolver)
    plain = min(_timed(lambda: list(nlp.pipe(documents))) for _ in range(3))
    docs = list(nlp.pipe(documents))
    views = [View(doc) for doc in docs]
    matched = min(_timed(lambda: [base.index.match(view.words, view.texts) for view in views]) for _ in range(3))
    found = min(_timed(lambda: [actors(doc) for doc in docs]) for _ in range(3))
    linked = min(_timed(lambda: [coref(doc) for doc in docs]) for _ in range(3))
    print(
        f"nlp.pipe {plain:.2f} s; the matcher adds {matched / plain:.1%}, kg_actors as a whole {found / plain:.1%}, "
        f"kg_coref {linked / plain:.1%}"
    )


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--texts", type=Path)
    arguments = parser.parse_args()
    documents = texts(arguments.texts)
    measure(arguments.names, documents)
    component(documents)


if __name__ == "__main__":
    main()
