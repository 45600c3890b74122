"""Slow tests of truth: the model against published results and against places it was not shown."""
