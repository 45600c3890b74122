"""Start the server: a socket first, so that the address is known, then the browser, then the model."""

from __future__ import annotations

import gc
import socket
import threading
import webbrowser
from importlib.util import find_spec
from typing import TYPE_CHECKING

from technopole.base.errors import Finding, InputError
from technopole.lab.settings import LOOPBACK, LabSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - names what is refused without a token


def serve(
    region: str | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    browser: bool = True,
    runs: Path,
    token: str | None = None,
    hosts: tuple[str, ...] = (),
    read_only: bool = False,
    said: Callable[[str], None] = print,
) -> None:
    """Serve until interrupted.

    Raises:
        InputError: the port is taken, the region cannot be loaded, or others would get in without a token.

    """
    if find_spec("uvicorn") is None or find_spec("fastapi") is None:
        remedy = "Install it: pip install 'technopole[lab]'"
        raise InputError(Finding("The lab needs fastapi and uvicorn, which are not installed", remedy=remedy))
    if host not in LOOPBACK and not token:
        what = f"Listening on '{host}' lets others in, and there is no token"
        raise InputError(Finding(what, remedy="Give --token, or leave --host out"))
    import uvicorn

    from technopole.lab.app import create_app

    own = () if host in EVERYWHERE else (host,)
    settings = LabSettings(
        region=region, runs=runs, token=token, read_only=read_only, hosts=(*LOOPBACK, *own, *hosts)
    )
    app = create_app(settings)
    listening = _socket(host, port)
    shown = "127.0.0.1" if host in EVERYWHERE else host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{listening.getsockname()[1]}/"
    said(f"technopole lab: {address} (stop with Ctrl C)")
    if browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    gc.enable()  # commands switch it off because they live for seconds
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        access_log=False,
        timeout_graceful_shutdown=3,  # those who follow a job would keep it open
    )
    uvicorn.Server(config).run(sockets=[listening])


def _socket(host: str, port: int) -> socket.socket:
    """Return a bound socket.

    Raises:
        InputError: the address cannot be listened on.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        what = f"Port {port} of '{host}' cannot be listened on: {error.strerror}"
        raise InputError(Finding(what, remedy="Give another --port; 0 takes any that is free")) from error
    return listening
