"""Kinds of measures, one a file. A new file here is a new kind; its sentences stand in plans/strings."""
