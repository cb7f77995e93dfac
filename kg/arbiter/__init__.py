"""The learned arbiter: which class a pair of actors stands in, and how sure that is."""
