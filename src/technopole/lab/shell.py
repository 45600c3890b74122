"""The page: files of the built bundle by name, and what to say where it was not built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response

from technopole.lab.errors import LabError

if TYPE_CHECKING:
    from technopole.lab.settings import LabSettings

KINDS = {
    ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".woff2": "font/woff2",
    ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json", ".ico": "image/x-icon",
    ".txt": "text/plain", ".webmanifest": "application/manifest+json",
}  # fmt: skip
SCRIPT, STYLE = "lab.js", "lab.css"
SHELL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>technopole lab</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/lab.css">
</head>
<body>
<div id="app"></div>
<noscript>This page needs JavaScript. The API answers without it: /api/v1/openapi.json</noscript>
<script type="module" src="/lab.js"></script>
</body>
</html>
"""
UNBUILT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>technopole lab: the page is not built</title></head>
<body>
<h1>The page is not built</h1>
<p>The server runs, and its API answers under <a href="/api/v1/openapi.json">/api/v1</a>. What is missing
is the page itself, <code>lab.js</code>: a checkout builds it when it is installed.</p>
<p>Build it with <code>pip install -e .</code> in the checkout, which brings Node by itself. Then load this
address again.</p>
</body>
</html>
"""


def page_router(settings: LabSettings) -> APIRouter:
    """Return the routes of the page's files; names are looked up in a list, never joined to a path."""
    router = APIRouter(include_in_schema=False)
    folder = settings.page_folder

    def files() -> dict[str, object]:
        if not folder.is_dir():
            return {}
        return {
            path.relative_to(folder).as_posix(): path
            for path in folder.rglob("*")
            if path.is_file() and not path.is_symlink() and path.suffix in KINDS
        }

    @router.get("/")
    def shell() -> Response:
        known = files()
        if SCRIPT not in known:
            return HTMLResponse(UNBUILT, status_code=503)
        if "index.html" in known:
            return FileResponse(
                str(known["index.html"]), media_type="text/html", headers={"cache-control": "no-cache"}
            )
        return HTMLResponse(SHELL, headers={"cache-control": "no-cache"})

    @router.get("/{name:path}")
    def file(name: str) -> Response:
        path = files().get(name)
        if path is None:
            remedy = "The page is at /, the API under /api/v1"
            raise LabError(404, "There is nothing under this address", which=f"/{name[:80]}", remedy=remedy)
        kind = KINDS["." + name.rpartition(".")[2]]
        return FileResponse(str(path), media_type=kind, headers={"cache-control": "no-cache"})

    return router
