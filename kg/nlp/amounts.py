"""Component ``kg_amounts``: sums of money and counts of other things, with the words that state them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.nlp.currencies import load_currencies
from kg.nlp.dates_syntax import is_verbal
from kg.nlp.mentions import register_extensions
from kg.nlp.numbers import SCALES, SUFFIXES, TENS, UNITS, parse_number
from kg.nlp.tree import kids, sentence_of, text_of, tokens_of
from kg.records import Amount, Magnitude

# Names of money that are words of other meaning too: they need a large number before them.
_HOMONYMS = frozenset("won real reals sol som sum mark marks pound pounds dram drams crown leone dong real".split())
_TIME_UNITS = frozenset(
    """second minute hour day night week weekend fortnight month year decade century time occasion round p.m. a.m.
    o'clock percent per cent % degree mile kilometre kilometer km metre meter year-old quarter half third""".split()
)
_SIDES = frozenset(
    "country side nation leader president minister party neighbour neighbor state ally rival man".split()
)
_ROUND = {"ten": 10, "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
_KILLING = frozenset("kill wound injure arrest detain execute hurt displace evacuate free release hang behead".split())
_UP = frozenset(
    """dobj attr dative oprd nsubjpass pobj prep agent conj appos compound nmod npadvmod quantmod nummod amod poss
    advmod nsubj""".split()
)
_WORTH = frozenset({"worth", "valued", "totalling", "totaling", "amounting", "estimated"})

_WORD = "|".join(sorted([*UNITS, *TENS, *SCALES, "half"], key=len, reverse=True))
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "|".join(sorted([*(name for name in SCALES if name != "score"), *SUFFIXES], key=len, reverse=True))
_SCALED = rf"(?:{_FIGURE})(?:[ -]?(?:{_SCALE})\b)?"
_NUMBER = rf"(?:{_SCALED}|\b(?:an?[ -])?(?:{_WORD})(?:[ -](?:and |an? )?(?:{_WORD}))*|\ban? )"
_REACH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountMention:
    """Money in a text: tokens ``start`` to ``end`` (after the last), offsets, and what it is."""

    start: int
    end: int
    start_char: int
    end_char: int
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class MagnitudeMention:
    """A count in a text: tokens and offsets of number and counted noun, ``head`` the noun's token, and what it is.

    A vague count stands for the number it names: "dozens of soldiers" are 12, "thousands of troops" 1000.
    """

    start: int
    end: int
    start_char: int
    end_char: int
    head: int
    magnitude: Magnitude


@Language.factory("kg_amounts", assigns=["doc._.kg_amounts", "doc._.kg_magnitudes"], requires=["token.dep"])
class AmountFinder:
    """The component: fills ``doc._.kg_amounts`` and ``doc._.kg_magnitudes``.

    Runs after ``kg_actors`` where that is there: the countries named nearby decide whose crowns are meant.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        del nlp
        self.name = name
        register_extensions()
        table = load_currencies()
        self.table = table
        signs = "|".join(re.escape(sign) for sign in sorted(table.signs, key=len, reverse=True))
        codes = "|".join(sorted(table.codes))
        names = "|".join(re.escape(name) for name in sorted([*table.full, *table.words], key=len, reverse=True))
        self.before = re.compile(rf"(?:(?<!\w)(?P<sign>{signs})|\b(?P<code>{codes}))\s?(?P<number>{_SCALED})")
        self.after = re.compile(
            rf"(?P<number>{_NUMBER})(?:[ -]|(?<= ))(?:of )?"
            rf"(?:(?P<name>(?i:{names}))|(?P<code>{codes})|(?P<sign>€|£))(?!\w)"
        )
        self.sign_marks = re.compile("[" + "".join(re.escape(s) for s in table.signs if len(s) == 1) + "]|Rs")
        self.money_words = frozenset(name.split()[-1] for name in [*table.full, *table.words])
        self.known: dict[str, bool] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Find money, then the other counts."""
        doc._.kg_amounts = tuple(sorted(self._money(doc), key=lambda item: item.start))
        taken = {index for item in doc._.kg_amounts for index in range(item.start, item.end)}
        doc._.kg_magnitudes = tuple(_counts(doc, taken))
        return doc

    def _money(self, doc: Doc) -> Iterator[AmountMention]:
        text = text_of(doc)
        spans: list[tuple[int, int]] = []
        for start, end in self._windows(doc):
            for pattern in (self.before, self.after):
                for match in pattern.finditer(text, start, end):
                    if any(match.start() < last and first < match.end() for first, last in spans):
                        continue
                    mention = self._mention(doc, match)
                    if mention is not None:
                        spans.append(match.span())
                        yield mention

    def _means_money(self, text: str) -> bool:
        """Whether a word can be part of a sum; each is looked at once."""
        known = self.known.get(text)
        if known is None:
            codes = self.table.codes
            listed = text.lower() in self.money_words or text in codes or text[:3] in codes
            known = self.known[text] = listed or self.sign_marks.search(text) is not None
        return known

    def _windows(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Stretches of text around words for money; none overlap."""
        last = -1
        start = -1
        size = len(text_of(doc))
        for token in tokens_of(doc):
            if not self._means_money(token.text):
                continue
            first = max(0, token.idx - _REACH)
            if start >= 0 and first > last:
                yield start, min(last, size)
                start = first
            elif start < 0:
                start = first
            last = token.idx + len(token) + _REACH
        if start >= 0:
            yield start, min(last, size)

    def _mention(self, doc: Doc, match: re.Match[str]) -> AmountMention | None:
        groups = match.groupdict()
        number = groups["number"].strip()
        value = 1.0 if number.lower() in ("a", "an") else parse_number(number)
        name = groups.get("sign") or groups.get("code") or groups.get("name")
        if value is None or name is None:
            return None
        if name.lower() in _HOMONYMS and (value < 1000 or doc.text[match.end() : match.end() + 4] == " of "):
            return None
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None:
            return None
        sentence = sentence_of(doc[span.start])
        countries = [
            mention.ref.country
            for mention in doc._.kg_mentions
            if sentence.start <= mention.start < sentence.end and mention.ref.country
        ]
        code = self.table.code_of(name, countries)
        if code is None:
            return None
        return AmountMention(
            start=span.start,
            end=span.end,
            start_char=match.start(),
            end_char=match.end(),
            amount=Amount(value=value, currency=code),
        )


@lru_cache(maxsize=1 << 16)
def _is_number(lower: str) -> bool:
    if lower in UNITS or lower in TENS or lower in SCALES:
        return True
    return lower[0].isdigit() and parse_number(lower) is not None


def _continues(lower: str) -> bool:
    return lower in ("-", "and") or _is_number(lower)


def _counts(doc: Doc, taken: set[int]) -> Iterator[MagnitudeMention]:
    index = 0
    tokens = tokens_of(doc)
    while index < len(tokens):
        token = tokens[index]
        lower = token.lower_
        plural = lower.endswith("s") and lower[:-1] in _ROUND
        if index in taken or not (plural or _is_number(lower)):
            index += 1
            continue
        start = index
        if start and doc[start - 1].lower_ in ("half", "a", "an"):
            start -= 1
            start -= int(start > 0 and doc[start - 1].lower_ == "half")
        while index < len(tokens) and index not in taken and _continues(tokens[index].lower_):
            index += 1
        index = max(index, start + 1, token.i + 1)
        while index - 1 > token.i and doc[index - 1].text in ("-", "and"):
            index -= 1
        mention = _count(doc, start, index, vague=plural)
        if mention is not None:
            yield mention
            index = max(index, mention.head + 1)


def _count(doc: Doc, start: int, end: int, *, vague: bool) -> MagnitudeMention | None:
    last = doc[end - 1]
    if last.ent_type_ in ("DATE", "TIME", "PERCENT", "ORDINAL") or (start and doc[start - 1].is_currency):
        return None
    if vague:
        value: float | None = float(_ROUND[last.lower_[:-1]])
        while end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].lower_[:-1] in _ROUND:
            last = doc[end + 1]  # "tens of thousands of troops"
            value, end = (value or 1) * _ROUND[last.lower_[:-1]], end + 2
        noun = _of_noun(last)
    else:
        value = parse_number(doc[start:end].text)
        noun = _counted_noun(doc, start, end)
    if noun is None or value is None:
        return None
    unit = noun.lemma_.lower()
    if (
        unit in _TIME_UNITS
        or (unit != "pound" and noun.lower_ in load_currencies().words)
        or noun.text == "%"
        or noun.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY")
    ):
        return None
    if unit in _SIDES and any(child.lower_ in ("the", "these", "those") for child in kids(noun)):
        return None  # "the two countries" are parties, not a count of what was done
    unit = "person" if unit in ("people", "person") or unit.isdigit() or _is_number(noun.lower_) else unit
    stop = max(end, noun.i + 1)
    return MagnitudeMention(
        start=start,
        end=stop,
        start_char=doc[start].idx,
        end_char=doc[stop - 1].idx + len(doc[stop - 1]),
        head=noun.i,
        magnitude=Magnitude(value=value, unit=unit),
    )


def _of_noun(token: Token) -> Token | None:
    for child in kids(token):
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((noun for noun in kids(child) if noun.dep_ == "pobj"), None)
    return None


def _counted_noun(doc: Doc, start: int, end: int) -> Token | None:
    """The noun a number counts; the number itself where it stands for people: "killing eight"."""
    last = doc[end - 1]
    for token in reversed(doc[start:end]):
        head = token.head
        if head.i >= end and token.dep_ in ("nummod", "compound", "amod", "quantmod", "nmod"):
            return head if head.i <= end + 4 and head.pos_ == "NOUN" else None
    if (noun := _of_noun(last)) is not None:
        return noun if noun.pos_ == "NOUN" and last.lower_ != "one" else None
    if last.dep_ in ("dobj", "nsubjpass") and last.head.lemma_.lower() in _KILLING:
        return last
    return None


def _steps(token: Token, predicate: Token) -> int | None:
    """Steps of syntax from a noun up to the predicate, without passing another clause."""
    steps = 0
    while token.i != predicate.i:
        worth = token.lower_ in _WORTH
        active_subject = token.dep_ == "nsubj" and is_verbal(predicate)
        if token.head == token or steps > 6 or active_subject:
            return None
        if not worth and (is_verbal(token) or token.dep_ not in _UP):
            return None
        steps += 1
        token = token.head
    return steps


def amount_for(doc: Doc, token_index: int) -> Amount | None:
    """The money that a predicate (verb or event noun) moves: in its object, or modifying the noun itself."""
    predicate = doc[token_index]
    best: tuple[int, Amount] | None = None
    for mention in doc._.kg_amounts:
        steps = _steps(doc[mention.start : mention.end].root, predicate)
        if steps is not None and (best is None or steps < best[0]):
            best = (steps, mention.amount)
    return best[1] if best else None


def magnitude_for(doc: Doc, token_index: int) -> Magnitude | None:
    """How many things or people a predicate meets: "expelled eight diplomats", "the arrest of 40 students"."""
    predicate = doc[token_index]
    best: tuple[int, Magnitude] | None = None
    for mention in doc._.kg_magnitudes:
        steps = _steps(doc[mention.head], predicate)
        if mention.head != token_index and steps is not None and (best is None or steps < best[0]):
            best = (steps, mention.magnitude)
    return best[1] if best else None
