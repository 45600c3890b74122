"""Times and memory, measured and never asserted: `python -m benchmarks` prints ratios to a reference."""
