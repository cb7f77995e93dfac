"""A small HTTP server on loopback that hands Neo4j Browser its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_TYPES = {"zip": "application/zip", "html": "text/html; charset=utf-8", "grass": "text/plain; charset=utf-8"}


@contextmanager
def serve(contents: Mapping[str, bytes], port: int = 0) -> Iterator[str]:
    """Serve files from memory while the block runs.

    Args:
        contents: File name -> content.
        port: TCP port; 0 takes a free one.

    Yields:
        The address, such as ``http://localhost:49152``: Browser fetches from ``localhost`` only.

    Raises:
        OSError: The port is taken.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            # Browser asks before it fetches from another origin, which another port is.
            self._answer(204, b"")

        def do_GET(self) -> None:
            content = contents.get(self.path.lstrip("/").partition("?")[0])
            self._answer(404 if content is None else 200, content or b"")

        def _answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", self.headers.get("Access-Control-Request-Headers", "*"))
            self.send_header("Content-Type", _TYPES.get(self.path.rpartition(".")[2], "text/plain"))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
