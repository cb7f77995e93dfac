"""Component ``kg_dates``: dates in a text, resolved against its publication date and against each other.

Rules of our own rather than a general date parser: a parser of lone strings cannot see tense, cannot see what a date
modifies, and fills in what the text leaves open (a missing year, day or month). Here a date is cut to what is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.nlp import dates_syntax as syntax
from kg.nlp.dates_calendar import precision_of
from kg.nlp.dates_context import Context, Published, Resolved, published
from kg.nlp.dates_grammar import Expression, find_expressions
from kg.nlp.dates_resolve import resolve
from kg.nlp.mentions import register_extensions
from kg.nlp.tree import kids, sentence_of

# "before 2014" and "until 2014" bound an event, they do not date it.
_BOUNDS = frozenset({"before", "after", "until", "till"})
_AHEAD = frozenset({"by", "until", "till"})
_YEAR_AFTER = frozenset(
    "in since until till from by during before after through between of to for and or early late mid circa".split()
)
_NAMED_NUMBER = frozenset(
    """resolution agenda vision bill law article act directive regulation flight room boeing airbus expo euro
    operation""".split()
)
_NAMED_BEFORE = frozenset("bloody black super ash palm holy red orange maundy every each arab prague".split())
_NAMED_AFTER = frozenset(
    "movement group brigade brigades coalition alliance revolution times telegraph mirror express".split()
)
# Plurals that a year before them dates rather than counts: "the 2016 elections".
_DATED_PLURALS = frozenset(
    """election poll talk sanction protest attack bombing game olympics negotiation summit exercise drill strike raid
    clash killing riot agreement accord pledge vote hearing flood fire figure result budget target sale hostility war
    uprising cut reform meeting deal resolution shooting floods""".split()
)
_ANCHOR_REACH = 150
_NAMING = frozenset({"NOUN", "PROPN", "VERB", "PRON"})
_TAKES_PLACE = frozenset({"nsubj", "nsubjpass", "dobj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date in a text.

    Attributes:
        start, end: Tokens, ``end`` after the last.
        start_char, end_char: Offsets into the document.
        date: ISO 8601 cut to ``precision``; None where that is ``unknown``.
        date_end: The last period of a range, cut likewise, else None.
        precision: day, week, month, year or unknown.
        kind: absolute, relative (to publication) or anchored (to another date of the text).
        reason: How it was resolved, for ``kg explain``.
    """

    start: int
    end: int
    start_char: int
    end_char: int
    date: str | None
    precision: str
    date_end: str | None = None
    kind: str
    reason: str


def dates_for(doc: Doc, token_index: int) -> DateMention | None:
    """The date of the predicate at a token (verb or event noun), or None where the sentence gives it none.

    A date counts where syntax attaches it to the predicate or to a noun of its phrase, else that of a clause around it
    that must be of the same time: "visited on Monday, signing ..." but not "agreed in 2005 to sell" for "sell".
    """
    if not doc._.kg_dates:
        return None
    token = doc[token_index]
    sentence = sentence_of(token)
    mentions: list[tuple[syntax.Dated, Token]] = [
        (mention, syntax.attachment(doc, mention.start, mention.end))
        for mention in doc._.kg_dates
        if sentence.start <= mention.start < sentence.end and syntax.preposition(doc, mention.start) not in _BOUNDS
    ]
    found = syntax.date_of(mentions, token)
    return found if isinstance(found, DateMention) else None


@Language.factory("kg_dates", assigns=["doc._.kg_dates"], requires=["token.dep", "token.tag"])
class DateFinder:
    """The component: fills ``doc._.kg_dates``, sorted, none overlapping."""

    def __init__(self, nlp: Language, name: str) -> None:
        del nlp
        self.name = name
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Find and resolve all dates."""
        doc._.kg_dates = tuple(_resolve_all(doc))
        return doc


def _resolve_all(doc: Doc) -> list[DateMention]:
    origin = published(doc._.kg_published)
    found: list[DateMention | Expression] = []
    anchor: DateMention | None = None
    for expression in find_expressions(doc):
        if not _is_date(doc, expression):
            continue
        if _has_clause(doc, expression):
            found.append(expression)
            continue
        near = anchor if anchor and _token(doc, expression.start) - anchor.end < _ANCHOR_REACH else None
        mention = _mention(doc, expression, origin, near.date if near else None)
        if mention is not None:
            found.append(mention)
            anchor = mention if mention.date else anchor
    resolved = [item for item in found if isinstance(item, DateMention)]
    # "Three weeks after it left on 3 May": the date it counts from comes after it.
    late = (_after_clause(doc, item, origin, resolved) for item in found if isinstance(item, Expression))
    return sorted([*resolved, *(item for item in late if item)], key=lambda item: item.start)


def _token(doc: Doc, char: int) -> int:
    low, high = 0, len(doc) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if doc[middle].idx <= char:
            low = middle
        else:
            high = middle - 1
    return low


def _tokens(doc: Doc, expression: Expression) -> tuple[int, int]:
    return _token(doc, expression.start), _token(doc, expression.end - 1) + 1


def _mention(doc: Doc, expression: Expression, origin: Published | None, anchor: str | None) -> DateMention | None:
    start, end = _tokens(doc, expression)

    def looks_ahead() -> bool:
        return syntax.preposition(doc, start) in _AHEAD or syntax.is_future(syntax.attachment(doc, start, end))

    adnominal = not syntax.is_verbal(syntax.attachment(doc, start, end))
    special = _famous(doc, expression)
    resolved = special or resolve(expression, Context(origin, anchor, looks_ahead, adnominal))
    if resolved is None:
        return None
    return DateMention(
        start=start,
        end=end,
        start_char=expression.start,
        end_char=expression.end,
        date=resolved.date,
        precision=precision_of(resolved.date),
        date_end=resolved.end,
        kind=resolved.kind,
        reason=resolved.reason,
    )


def _has_clause(doc: Doc, expression: Expression) -> bool:
    """Whether it counts from something that follows: "three weeks after it released the pilot"."""
    if expression.form == "eve":
        return True
    if expression.form != "ago" or expression.groups["way"].lower() not in ("after", "before"):
        return False
    end = _token(doc, expression.end - 1) + 1
    return end < len(doc) and not doc[end].is_punct


def _after_clause(
    doc: Doc, expression: Expression, origin: Published | None, resolved: list[DateMention]
) -> DateMention | None:
    _, end = _tokens(doc, expression)
    limit = next((token.i for token in doc[end:] if token.is_punct or token.is_sent_start), len(doc))
    anchor = next((item.date for item in resolved if end <= item.start < limit and item.date), None)
    anchor = anchor or _date_of_noun(doc, doc[end:limit], resolved)
    return _mention(doc, expression, origin, anchor)


def _date_of_noun(doc: Doc, words: Span, resolved: list[DateMention]) -> str | None:
    """The date that the text has given what is spoken of again: "the summit opened on 10 May ... before the summit"."""
    noun = next((token for token in words if token.pos_ in _NAMING and token.dep_ != "compound"), None)
    if noun is None or not any(child.lower_ in ("the", "that", "this") for child in noun.lefts):
        return None
    for item in reversed(resolved):
        if item.date is None or item.start >= noun.i:
            continue
        dated = syntax.attachment(doc, item.start, item.end)
        if noun.lemma_ in (dated.lemma_, *(child.lemma_ for child in kids(dated) if child.dep_ in _TAKES_PLACE)):
            return item.date
    return None


def _famous(doc: Doc, expression: Expression) -> Resolved | None:
    """The attacks of 11 September: the one date that news gives without its year for good."""
    groups = expression.groups
    if expression.form != "day" or "year" in groups or not groups["month"].startswith("Sep") or groups["day"] != "11":
        return None
    after = doc.text[expression.end : expression.end + 20].lower().lstrip(" ,")
    named = after.startswith(("attack", "terror", "hijack"))
    return Resolved("2001-09-11", None, "absolute", "the attacks of 11 September 2001") if named else None


def _is_date(doc: Doc, expression: Expression) -> bool:
    """Whether the words are a date here and not a name or a count."""
    start, end = _tokens(doc, expression)
    before = doc[start - 1].lower_ if start else ""
    after = doc[end].lower_ if end < len(doc) else ""
    if expression.form in ("day", "weekday", "month"):
        return before not in _NAMED_BEFORE and after not in _NAMED_AFTER
    if expression.form in ("year_range", "iso_month") and "year" in expression.groups:
        return before not in _NAMED_NUMBER and not doc[start - 1 if start else 0].is_currency
    if expression.form == "bare_season" or expression.form == "season":
        return before not in _NAMED_BEFORE
    return expression.form != "year" or _is_year(doc, start, end)


def _is_year(doc: Doc, start: int, end: int) -> bool:
    """Whether four figures are a year: "in 2018", "the 2016 election", but not "Agenda 2030" or "2000 soldiers"."""
    token = doc[end - 1]
    if not 1000 <= int(doc.text[token.idx : token.idx + 4] if token.text[:4].isdigit() else "0") < 2100:
        return False
    previous = doc[start - 1] if start else None
    following = doc[end] if end < len(doc) else None
    if following is not None and following.is_quote and previous is not None and previous.is_quote:
        return False
    if previous is not None:
        if previous.is_currency or previous.text in ("#", "No.") or previous.lower_ in _NAMED_NUMBER:
            return False
        if previous.is_title and previous.pos_ == "PROPN" and previous.ent_type_ not in ("DATE", "TIME"):
            return False
    counted = following is not None and following.tag_ == "NNS" and following.lemma_.lower() not in _DATED_PLURALS
    if counted and token.head == following:
        return False
    if previous is not None and previous.lower_ in _YEAR_AFTER:
        return token.ent_type_ not in ("MONEY", "QUANTITY", "PERCENT")
    return token.ent_type_ == "DATE"
