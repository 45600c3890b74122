"""Kinds of measures, one a file. A new file here is a new kind: no other file changes."""
