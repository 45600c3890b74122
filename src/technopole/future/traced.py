"""The year loop as a program that was traced before.

Turning the loop's Python into a program takes longer than running it, and JAX keeps compiled programs but not
traced ones. So the traced program is exported once (StableHLO, by jax.export) and kept beside the compiled
ones, named by the code and the shapes it was made from. The first run goes through the exported program too:
what was kept changes the time of a run, never its bytes. Derivatives need the loop itself (`run_years`).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import jax
import numpy as np
from jax import export

from technopole.future.remembered import code_digest, kept
from technopole.future.simulate import laid_out, rows_of_years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from technopole.city.calibrate import Calibrated
    from technopole.city.economy import Structure
    from technopole.future.search import Search
    from technopole.future.timeline_arrays import Timeline
    from technopole.future.year import Growth, State

    Shapes = tuple[tuple[tuple[int, ...], Any], ...]
    """(shape, dtype) of every array: cheaper to tell apart than what JAX makes of them."""


def years_followed(
    structure: Structure, city: Calibrated, growth: Growth, state: State, timeline: Timeline, how: Search
) -> dict[str, Any]:
    """`run_years` without derivatives, in numpy, by a program that is traced once for a shape of problem."""
    leaves, tree = jax.tree.flatten((city, growth, state, timeline, how))
    rows, records = _loop(structure, tree, _shapes(leaves)).program()(*leaves)
    return laid_out(np.asarray(rows), records)


def compile_years(
    structure: Structure, city: Calibrated, growth: Growth, state: State, timeline: Timeline, how: Search
) -> None:
    """Compile `years_followed` for arguments of these shapes."""
    leaves, tree = jax.tree.flatten((city, growth, state, timeline, how))
    _loop(structure, tree, _shapes(leaves)).program()


def _shapes(leaves: Iterable[Any]) -> Shapes:
    return tuple((leaf.shape, leaf.dtype) for leaf in leaves)


# It is compiled beside calibration (ahead.py), whose small programs would wait for a hundred pieces of it.
IN_ONE_PIECE: Any = {"xla_cpu_parallel_codegen_split_count": 1}


class _Loop:
    """The year loop for one shape of problem: made by the thread that asks first, others wait for it."""

    def __init__(self, structure: Structure, tree: Any, shapes: Shapes) -> None:
        self._of = structure, tree, shapes
        self._making = Lock()
        self._made: Any = None

    def program(self) -> Callable[..., tuple[Any, dict[str, Any]]]:
        """The compiled program from the leaves of the loop's arguments to the rows of its years."""
        with self._making:
            self._made = self._made or _compiled(*self._of)
            return self._made


_loop = lru_cache(maxsize=16)(_Loop)


def _compiled(structure: Structure, tree: Any, shapes: Shapes) -> Callable[..., tuple[Any, dict[str, Any]]]:
    def loop(*leaves: jax.Array) -> tuple[jax.Array, dict[str, Any]]:
        return rows_of_years(structure, *jax.tree.unflatten(tree, leaves))

    arguments = [jax.ShapeDtypeStruct(*shape) for shape in shapes]
    found = kept(
        f"years-{_name(structure, tree, shapes)}.stablehlo",
        lambda: export.export(jax.jit(loop))(*arguments),
        write=lambda traced: bytes(traced.serialize()),
        read=lambda content: export.deserialize(bytearray(content)),
    )
    return jax.jit(found.call).lower(*arguments).compile(compiler_options=IN_ONE_PIECE)


def _name(structure: Structure, tree: Any, shapes: Shapes) -> str:
    """Return a digest of everything the traced program depends on."""
    parts = (code_digest(), jax.default_backend(), repr(structure), str(tree), repr(shapes))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
