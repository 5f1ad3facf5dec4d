"""Gives tokens to those who know the secret, and tells a mail server whose a token is."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

CLIENT, SECRET, SCOPE = "vaihto-client", "hyvin salainen", "https://mail.example.org/.default"
TOKEN = "tunniste-1"


@dataclass
class TokenServer:
    """Tokens are for this user; every form that was sent is remembered."""

    user: str
    port: int = 0
    status: int = 200
    answer: str | None = None
    forms: list[dict[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/token"

    def granted(self, form: dict[str, str]) -> tuple[int, str]:
        self.forms.append(form)
        if self.answer is not None or self.status != 200:
            return self.status, self.answer or "{}"
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return 401, json.dumps({"error": "invalid_client"})
        return 200, json.dumps({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3599})

    def owner(self, form: dict[str, str]) -> tuple[int, str]:
        """What mail servers ask (RFC 7662)."""
        is_ours = form.get("token") == TOKEN
        return 200, json.dumps({"active": is_ours, "username": self.user if is_ours else ""})


@contextmanager
def serving(tokens: TokenServer) -> Iterator[TokenServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            octets = self.rfile.read(int(self.headers["Content-Length"]))
            form = {name: values[0] for name, values in parse_qs(octets.decode()).items()}
            status, text = tokens.granted(form) if self.path == "/token" else tokens.owner(form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_said: object) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        tokens.port = int(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield tokens
        finally:
            server.shutdown()
            thread.join()
