"""A region whose kernels exceed memory, solved over Dask under a limit of memory.

    python -m benchmarks.tiled --zones 40000 --memory 4

At 40,000 zones three kernels in double precision would take 38 GB. Minutes are a Dask array in blocks of
rows, computed from where zones lie whenever a pass needs them; a region with a table of minutes would keep it
in a file that Dask reads in blocks (zarr, npy). With `--cluster` Dask's worker processes share the blocks.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BYTES = 1 << 30
ROWS = 64  # rows of a block
STRIP = 4  # rows computed at a time


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tiled", description=__doc__)
    parser.add_argument("--zones", type=int, default=40_000)
    parser.add_argument("--memory", type=float, default=4.0, help="GB this process may hold")
    parser.add_argument("--minutes-factor", type=float, default=0.9)
    parser.add_argument("--cluster", action="store_true", help="worker processes instead of threads")
    return parser.parse_args()


def block_of(place: NDArray[np.float32], block_info: dict[None, Any]) -> NDArray[np.float32]:
    """Minutes of the block's rows to all zones: as `made_up`, in single precision."""
    rows, columns = (slice(*bounds) for bounds in block_info[None]["array-location"])
    minutes = np.empty((rows.stop - rows.start, columns.stop - columns.start), dtype=np.float32)
    for first in range(0, minutes.shape[0], STRIP):  # strips of rows stay in the cache
        strip = minutes[first : first + STRIP]
        at = place[rows.start + first : rows.start + first + strip.shape[0]]
        across, along = at[:, :1] - place[columns, 0], at[:, 1:] - place[columns, 1]
        np.multiply(across, across, out=across)
        across += np.multiply(along, along, out=along)
        np.sqrt(across, out=across)
        np.multiply(across, np.float32(1.2), out=strip)
        strip += np.float32(2.0)
    return minutes


def main() -> None:
    """Calibrate, solve and print what it took."""
    asked = arguments()
    resource.setrlimit(resource.RLIMIT_DATA, (int(asked.memory * BYTES),) * 2)
    import dask.array as da
    import jax.numpy as jnp
    from validation.berlin_model.city import calibrated, solve
    from validation.berlin_model.instance import Instance, made_up_places

    from technopole.city.tiled import Blocks, Elsewhere

    if asked.cluster:
        from distributed import Client

        Client(n_workers=2, threads_per_worker=1)
    place, rest = made_up_places(asked.zones, 1, width=30.0 * (asked.zones / 2000) ** 0.5)
    short = place.astype(np.float32)
    minutes = da.map_blocks(
        lambda block_info: block_of(short, block_info),
        chunks=da.core.normalize_chunks((ROWS, asked.zones), (asked.zones, asked.zones)),
        dtype=np.float32,
    )
    away = Elsewhere(jnp.full(asked.zones, 2.0), Blocks(minutes))
    begun = time.perf_counter()
    made = calibrated(Instance(minutes=away, **rest))  # type: ignore[arg-type]
    calibrating = time.perf_counter() - begun
    answer = solve(made, asked.minutes_factor)
    report = {
        "zones": asked.zones,
        "memory_limit_GB": asked.memory,
        "peak_memory_GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / BYTES,
        "kernel_GB_single": asked.zones**2 * 4 / BYTES,
        "calibrate_s": calibrating,
        "solve_s": answer.wall_s,
        "iterations": int(answer.root.iterations),
        "utility_ratio": answer.utility_ratio,
        "base_residual": answer.base_residual,
        "max_residual": float(answer.root.residual),
        "estimated_error": float(answer.root.error),
    }
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
