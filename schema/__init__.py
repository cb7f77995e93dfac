"""Knowledge as data: ontology, relation lexicon, actors, graph model; read through the modules of kg."""
