"""Who computes: this process, processes beside it, or the workers of a dask.distributed cluster."""

from __future__ import annotations

import os
import pickle
import socket
import threading
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.decide.extras import needed
from technopole.decide.study import Study, evaluate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.queues import Queue

    import numpy as np
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]
    Batches = dict[int, list[int]]

CONNECT_SECONDS = 20
DEFAULT_PORT = 8786  # of a Dask scheduler
_STUDIES: dict[bytes, Study] = {}


def results(
    study: Study, batches: Batches, *, workers: int = 1, scheduler: str | None = None
) -> Iterator[tuple[int, Reals]]:
    """Yield (batch, figures) as batches finish, in any order; figures as `study.evaluate` returns them.

    Args:
        study: what is computed.
        batches: rows of the design by batch.
        workers: processes; 1 computes here.
        scheduler: address of a dask.distributed scheduler ("tcp://host:8786"), whose workers compute instead.

    Raises:
        InputError: no scheduler answers there, or dask is not installed.

    """
    if scheduler is not None:
        yield from _on_cluster(study, batches, scheduler)
    elif min(workers, len(batches)) <= 1:
        for batch, rows in batches.items():
            yield batch, evaluate(study, rows)
    else:
        yield from _in_processes(study, batches, min(workers, len(batches)))


def _in_processes(study: Study, batches: Batches, workers: int) -> Iterator[tuple[int, Reals]]:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    context, packed = get_context("spawn"), pickle.dumps(study)
    # by a queue: as an argument it would keep the next process from starting until this one has read it all
    studies = context.Queue()
    for _ in range(workers):
        studies.put(packed)
    studies.cancel_join_thread()
    pool = ProcessPoolExecutor(workers, context, _receive, (studies,))
    try:
        waiting = {pool.submit(_evaluate_received, rows): batch for batch, rows in batches.items()}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _receive(studies: Queue[bytes]) -> None:
    """Keep the study this process works on."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _one_thread()
    _STUDIES.clear()
    _STUDIES[b""] = pickle.loads(studies.get())  # noqa: S301 - our own bytes, from the process that started this one


def _end_with_parent() -> None:
    """End at once when the process that wants the figures is gone: what is computed now lands nowhere."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _one_thread() -> None:
    """Let JAX compute with one thread: a process of many that keep every core busy only waits for its others.

    JAX makes as many threads as there are cores it may use when it starts. (A flag of its compiler would do,
    but what is compiled under it is not what other commands have compiled already.)
    """
    if not hasattr(os, "sched_setaffinity"):  # elsewhere threads cost a fifth more
        return
    import jax

    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    jax.devices()
    for thread in Path("/proc/self/task").iterdir():
        os.sched_setaffinity(int(thread.name), cores)


def _evaluate_received(rows: list[int]) -> Reals:
    return evaluate(_STUDIES[b""], rows)


def _on_cluster(study: Study, batches: Batches, address: str) -> Iterator[tuple[int, Reals]]:
    distributed = needed("distributed", "A scheduler")
    try:
        _knock(address)
        client: Any = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        what = f"No scheduler answers at '{address}'"
        remedy = "Start one with `dask scheduler` and give its address"
        raise InputError(Finding(what, remedy=remedy)) from error
    with client:
        packed = client.scatter(pickle.dumps(study), broadcast=True, hash=False)
        waiting = {
            client.submit(_evaluate_packed, packed, rows, pure=False): batch
            for batch, rows in batches.items()
        }
        for done in distributed.as_completed(list(waiting), loop=client.loop):
            yield waiting[done], done.result()


def _knock(address: str) -> None:
    """Fail at once where nobody listens: a client goes on trying until its time is over."""
    parts = needed("distributed.comm.addressing", "A scheduler")
    protocol, place = parts.parse_address(address)
    if protocol in ("tcp", "tls"):
        socket.create_connection(parts.parse_host_port(place, DEFAULT_PORT), CONNECT_SECONDS).close()


def _evaluate_packed(packed: bytes, rows: list[int]) -> Reals:
    """Evaluate on a worker of a cluster; the study is unpacked once."""
    if packed not in _STUDIES:
        _one_thread()
        _STUDIES.clear()
        _STUDIES[packed] = pickle.loads(packed)  # noqa: S301 - our own bytes, from the client
    return evaluate(_STUDIES[packed], rows)
