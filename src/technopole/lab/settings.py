"""What a server is started with, and the bounds it keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


@dataclass(frozen=True)
class LabSettings:
    """Settings of one server.

    Attributes:
        region: region opened first; None for the first one shipped.
        runs: folder for results of jobs, links and the index over both.
        token: word to log in with; None lets everybody in who reaches the port.
        read_only: answers questions, but starts no job and keeps no link.
        hosts: names under which browsers may ask for it: a page of another name cannot reach it through DNS.
        page: folder of the built page; None for the one that came with the package.
        body_limit: bytes of a request's body.
        kept_runs: simulated plans kept in memory for each region.
        kept_bytes: bytes of ready answers kept in memory.
        expensive_a_minute: jobs, fund solutions and exports one address may ask for in a minute.
        scenarios_a_minute: scenarios not yet known that one address may ask for in a minute.
        job_processes: long jobs that compute at a time.

    """

    region: str | None = None
    runs: Path = Path("runs") / "lab"
    token: str | None = None
    read_only: bool = False
    hosts: tuple[str, ...] = LOOPBACK
    page: Path | None = None
    body_limit: int = 64 * 1024
    kept_runs: int = 32
    kept_bytes: int = 96 * 1024 * 1024
    expensive_a_minute: int = 60
    scenarios_a_minute: int = 900
    job_processes: int = 1
    shipped_page: Path = field(default=Path(__file__).parent / "page", repr=False)

    @property
    def page_folder(self) -> Path:
        """Folder the page is served from."""
        return self.page or self.shipped_page
