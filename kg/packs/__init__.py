"""Query packs: reading, checking and running the files of queries/."""
