"""Write the graph, or a slice of it, in the formats of other programs: one module a format."""
