"""JAX set up once: 64-bit numbers and a compile cache in the user's cache folder."""

from __future__ import annotations

import os

from technopole.base.cache import cache_folder

# XLA's newer fusion emitters double the compile time of our programs and save nothing at their size. LLVM's
# optimiser beyond its first level takes a fifth of it, unrolled loops and vectors of straight code a tenth of
# what is left: they save nothing either. The widest vectors a processor has take a fiftieth off the year loop
# and a fifteenth off the search for a city of thousands of zones.
FLAGS = {
    "xla_cpu_use_fusion_emitters": "false",
    "xla_backend_optimization_level": "1",
    "xla_cpu_prefer_vector_width": "512",
    "xla_backend_extra_options": "xla_cpu_disable_loop_unrolling,xla_cpu_disable_slp_vectorizer",
}


def set_up() -> None:
    """Switch JAX to float64 on the CPU and keep every compiled program; called before the first array."""
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    flags = os.environ.get("XLA_FLAGS", "")
    ours = (f"--{name}={value}" for name, value in FLAGS.items() if name not in flags)
    os.environ["XLA_FLAGS"] = " ".join((flags, *ours)).strip()
    import jax

    jax.config.update("jax_enable_x64", val=True)
    folder = cache_folder() / "compiled"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a read-only home only costs compile time
        return
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
