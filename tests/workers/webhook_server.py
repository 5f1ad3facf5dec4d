"""A receiver in a process of its own: judges the signature, keeps what it took, and answers as it is told.

`python webhook_server.py PORT SECRET FILE STATUS...`: the first answers have these statuses, all later 200.
"""

import hashlib
import hmac
import ssl
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("calendar.example.org.pem")


def main() -> None:
    port, secret, kept, statuses = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4:]

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told = f"{self.headers['Vaihto-Timestamp']}.".encode() + body
            seal = "v1=" + hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
            if not hmac.compare_digest(seal, self.headers["Vaihto-Signature"]):
                return self._say(401)
            status = int(statuses.pop(0)) if statuses else 200
            if status == 200:
                with kept.open("ab") as file:
                    file.write(self.headers["Vaihto-Delivery"].encode() + b" " + body + b"\n")
            return self._say(status)

        def _say(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", port), Receiver)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


main()
