"""From inputs on the command line to records in a graph or file: find, read, extract, write, and remember."""
