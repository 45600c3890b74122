"""Programs that run a few times only: compiled quickly rather than well."""

from __future__ import annotations

from functools import partial

import jax

# Without LLVM's optimiser, in one piece as they are small, our programs compile in a third of the time and
# run two to three times slower. JAX takes such options at the top level alone: these functions cannot be part
# of another program.
compiled_quickly = partial(
    jax.jit,
    compiler_options={"xla_backend_optimization_level": 0, "xla_cpu_parallel_codegen_split_count": 1},
)
