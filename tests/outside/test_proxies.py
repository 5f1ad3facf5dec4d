"""The lines for proxies that docs/operating.md shows, run by nginx and Caddy before a server of ours."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.outside.told import lines_after
from workers.children import end, start
from workers.temporal_server import free_port

SECONDS = 20.0
PASSED_ON = ("/", "/rounds", "/api/v1/rounds", "/answer/x", "/feeds/x.ics", "/static/x.css")
Configure = Callable[[Path, int, int], list[str]]  # the folder, where to listen, where we are: the command


def with_nginx(folder: Path, port: int, ours: int) -> list[str]:
    told = lines_after("operating.md", "With nginx:").replace("8300", str(ours))
    places = "".join(
        f"{each}_temp_path {folder}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    server = f"server {{ listen 127.0.0.1:{port}; {told} }}"
    config = folder / "nginx.conf"
    config.write_text(
        f"pid {folder}/pid; error_log {folder}/error.log; daemon off; master_process off;\n"
        f"events {{}}\nhttp {{ access_log off; {places}\n{server}\n}}\n"
    )
    command = ["nginx", "-c", str(config), "-p", str(folder)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    return command


def with_caddy(folder: Path, port: int, ours: int) -> list[str]:
    """Without a certificate, which Caddy would ask the world for."""
    told = lines_after("operating.md", "With Caddy:").replace("8300", str(ours))
    config = folder / "Caddyfile"
    words = ["--adapter", "caddyfile", "--config", str(config)]
    config.write_text(told)
    subprocess.run(["caddy", "validate", *words], check=True, capture_output=True)
    alone = "{\n admin off\n auto_https off\n}\n"
    config.write_text(alone + told.replace("vaihto.example.org {", f"http://vaihto.example.org:{port} {{", 1))
    return ["caddy", "run", *words]


PROXIES = pytest.mark.parametrize(
    "configure",
    [
        pytest.param(with_nginx, marks=pytest.mark.outside("nginx"), id="nginx"),
        pytest.param(with_caddy, marks=pytest.mark.outside("caddy"), id="caddy"),
    ],
)


@contextmanager
def ours() -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """A server that remembers the path and the name that it was asked for."""
    asked: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Host"]))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield int(server.server_address[1]), asked
        finally:
            server.shutdown()
            thread.join()


def status(port: int, path: str) -> int:
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path, headers={"Host": "vaihto.example.org"})
        return line.getresponse().status
    finally:
        line.close()


def wait(port: int, folder: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            status(port, "/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError((folder / "said.txt").read_text("utf-8", "replace"))


@PROXIES
def test_a_proxy_passes_everything_on_under_our_name_but_the_look_at_our_health(
    configure: Configure, tmp_path: Path
) -> None:
    with ours() as (here, asked):
        port = free_port()
        process = start(configure(tmp_path, port, here), log=tmp_path / "said.txt")
        try:
            wait(port, tmp_path)
            told = [status(port, each) for each in PASSED_ON]
            hidden = [status(port, each) for each in ("/healthz", "/readyz")]
        finally:
            end(process, patience=SECONDS)

    assert (told, hidden) == ([200] * len(PASSED_ON), [404] * 2)
    assert asked == [(path, "vaihto.example.org") for path in PASSED_ON]
