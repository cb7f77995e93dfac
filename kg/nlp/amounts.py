"""Component ``kg_amounts``: money and other magnitudes, and which predicate they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.nlp.mentions import register_extensions
from kg.nlp.numbers import parse_number
from kg.records import Amount, Magnitude

_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|mn|mln|bn|b|tn|trn|thousand|million|billion|trillion)\b)?"
PREFIXES = {"US$": "USD", "C$": "CAD", "A$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "NT$": "TWD"}
SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₹": "INR", "₩": "KRW", "₴": "UAH", "₺": "TRY"}


@dataclass(frozen=True, slots=True)
class AmountMention:
    """Money in the text: tokens ``start`` to ``end`` and its value."""

    start: int
    end: int
    amount: Amount


@lru_cache(maxsize=1)
def _currencies() -> tuple[re.Pattern[str], dict[str, str]]:
    data = yaml.load(
        files("kg.schema").joinpath("currencies.yaml").read_text(encoding="utf-8"),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),  # noqa: S506 - a safe loader
    )
    names: dict[str, set[str]] = {}
    codes = set()
    for entry in data["currencies"]:
        if entry["current"]:
            codes.add(entry["code"])
            for name in (*entry["full"], *entry["words"]):
                names.setdefault(name.lower(), set()).add(entry["code"])
    found = {name: next(iter(held)) for name, held in names.items() if len(held) == 1}
    for word, code in data["defaults"].items():
        for form in (word, f"{word}s"):
            if form in names or form.rstrip("s") in names:
                found[form] = code
    found["roubles"] = found["rouble"] = "RUB"
    found |= {code.lower(): code for code in codes}
    words = "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True) if len(name) > 2)
    before = "|".join(re.escape(symbol) for symbol in sorted((*PREFIXES, *SYMBOLS), key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<mark>{before})\s?(?P<marked>{_NUMBER})|(?P<number>{_NUMBER}|(?:a|one|two|three|half a) (?:million|billion))"
        rf"[ -](?:(?:US|U\.S\.) )?(?P<word>{words})\b|(?P<code>\b(?:{'|'.join(sorted(codes))})) ?(?P<coded>{_NUMBER})",
        re.IGNORECASE,
    )
    return pattern, found


@Language.factory("kg_amounts", assigns=["doc._.kg_amounts"])
def make_amounts(nlp: Language, name: str) -> AmountFinder:
    """Factory of the component."""
    del nlp, name
    return AmountFinder()


class AmountFinder:
    """The component: fills ``doc._.kg_amounts`` (tuple of AmountMention)."""

    def __init__(self) -> None:
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Find money; a document without a figure costs one scan."""
        pattern, names = _currencies()
        found = []
        for match in pattern.finditer(doc.text):
            if match["mark"]:
                mark = match["mark"].upper()
                code, number = PREFIXES.get(mark) or SYMBOLS[mark], match["marked"]
            elif match["word"]:
                code, number = names[match["word"].lower()], match["number"]
            else:
                if not match["code"].isupper():
                    continue
                code, number = match["code"], match["coded"]
            value = parse_number(re.sub(r"(\d)\s+(?=[a-z])", r"\1 ", number.lower()))
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if value is not None and span is not None:
                found.append(AmountMention(span.start, span.end, Amount(value=float(value), currency=code)))
        doc._.kg_amounts = tuple(found)
        return doc


def _governed(doc: Doc, index: int, start: int, end: int) -> bool:
    """Whether the phrase hangs on the predicate, or on its object, without another verb in between."""
    root = doc[start:end].root
    current = root
    for _ in range(8):
        if current.i == index:
            return True
        head = current.head
        if head is current or (current.pos_ in ("VERB", "AUX") and current.i != root.i):
            return False
        current = head
    return False


def amount_for(doc: Doc, index: int) -> Amount | None:
    """Money that the predicate at ``index`` moves, or None."""
    for mention in doc._.kg_amounts:
        if _governed(doc, index, mention.start, mention.end):
            return mention.amount  # type: ignore[no-any-return]
    return None


def magnitude_for(doc: Doc, index: int) -> Magnitude | None:
    """A count on the predicate's object ("expelled eight diplomats"): its value and the lemma of what is counted."""
    money = {place for mention in doc._.kg_amounts for place in range(mention.start, mention.end)}
    for child in doc[index].children:
        if child.dep_ in ("dobj", "nsubjpass", "obj") or (child.dep_ == "nsubj" and doc[index].pos_ == "NOUN"):
            found = _count(child, money)
            if found is not None:
                return found
    return None


def _count(noun: Token, money: set[int]) -> Magnitude | None:
    for child in noun.children:
        if child.dep_ == "nummod" and child.i not in money and noun.i not in money:
            words = [token.text for token in child.subtree if token.like_num or token.dep_ == "compound"]
            value = parse_number(" ".join(words) or child.text)
            if value is not None and noun.ent_type_ not in ("DATE", "TIME"):
                return Magnitude(value=float(value), unit=noun.lemma_.lower())
    return None
