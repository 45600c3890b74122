"""What follows calibration is compiled meanwhile, for the shapes it will have, and changes no result."""

from __future__ import annotations

import threading
from dataclasses import replace

import jax
import numpy as np
import pytest

import technopole as tp
from technopole.base.errors import InputError
from technopole.future import traced
from technopole.future.ahead import THREAD
from technopole.future.calibration import calibrate


def finished():
    """Wait for the thread that compiles."""
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join()


def test_what_follows_is_compiled_for_the_shapes_it_has(towns, city, caplog):
    traced._loop.cache_clear()
    jax.clear_caches()
    ahead = calibrate(towns, compile_ahead=True)
    finished()
    with jax.log_compiles():
        run = tp.simulate(ahead, tp.load_plan(towns, "new-town"))
    compiled = {line.split()[4] for line in caplog.messages if line.startswith("Finished XLA compilation")}
    assert "jit(call)" not in compiled
    assert np.array_equal(run.path.rent, tp.simulate(city, tp.load_plan(towns, "new-town")).path.rent)


def test_a_fault_is_said_by_calibration_alone(towns, capfd):
    shares = towns.tables["stage_map"].assign(share=2.0)
    faulty = replace(towns, tables={**towns.tables, "stage_map": shares})
    with pytest.raises(InputError, match="stage_map"):
        calibrate(faulty, compile_ahead=True)
    finished()
    assert "Traceback" not in capfd.readouterr().err
