"""The innovation ecosystem as mathematics on arrays (docs/innovation.md); knows no labels, files or plans."""
