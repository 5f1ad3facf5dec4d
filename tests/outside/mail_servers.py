"""Postfix and Dovecot of our own: on free ports of this machine, in a folder that is gone afterwards.

Postfix takes mail for everybody at example.org and hands it to Dovecot, which knows only the people that it
is told; what Dovecot refuses comes back as Postfix's own bounce. Only root can start them.
"""

import os
import pwd
import re
import shutil
import smtplib
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4_SSL
from pathlib import Path

from tests.workers.post_office import free_port
from workers.children import end, start

DOMAIN = "example.org"
PASSWORD = "salasana"
STORING_USER = "nobody"
POSTFIX = "/usr/lib/postfix/sbin/master"
WAIT_SECONDS = 60.0
FILES = {
    "dovecot.conf": "dovecot.conf",
    "tokens.conf": "tokens.conf",
    "main.cf": "postfix/main.cf",
    "master.cf": "postfix/master.cf",
}
BLANK = re.compile(r"@(\w+)@")


@dataclass(frozen=True)
class MailServers:
    """Where they listen, and who vouches for them."""

    home: Path
    smtp: int
    imap: int
    imaps: int
    lmtp: int
    tokens: int  # where Dovecot asks whose a token is

    @property
    def ca_file(self) -> Path:
        return self.home / "ca.pem"

    def send(self, octets: bytes, *, by: str, to: str) -> None:
        """As a mail program sends: over a protected line."""
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=10) as line:
            line.starttls(context=self._trusting())
            line.sendmail(by, [to], octets)

    def mails_of(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """What lies in somebody's folder, as their own mail program sees it."""
        with IMAP4_SSL("127.0.0.1", self.imaps, ssl_context=self._trusting(), timeout=10) as line:
            line.login(address, PASSWORD)
            if line.select(folder, readonly=True)[0] != "OK":
                return []
            uids = line.uid("SEARCH", "ALL")[1][0].split()
            return [line.uid("FETCH", each.decode("ascii"), "(BODY.PEEK[])")[1][0][1] for each in uids]

    def logs(self) -> str:
        """What both have written, for whoever has to find out why a test failed."""
        found = (self.home / name for name in ("postfix.log", "dovecot.log"))
        return "\n".join(each.read_text("utf-8", "replace") for each in found if each.exists())

    def _trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file)


@contextmanager
def serving(*people: str, tokens: int, more: Mapping[str, str] | None = None) -> Iterator[MailServers]:
    """Both servers, with a mailbox for each of these addresses; tokens are asked about at that port.

    `more` is written at the end of the files so named.
    """
    home = Path(tempfile.mkdtemp(prefix="vaihto-mail-"))
    home.chmod(0o755)  # the servers read it as users of their own
    smtp, imap, imaps, lmtp = (free_port() for _ in range(4))
    servers = MailServers(home, smtp, imap, imaps, lmtp, tokens)
    try:
        _certify(home)
        _write(servers, people, more or {})
        dovecot, postfix = _commands(home)
        with _started(dovecot, home), _started(postfix, home):
            for port in (servers.smtp, servers.imaps, servers.lmtp):
                _await(port, servers)
            yield servers
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _write(servers: MailServers, people: tuple[str, ...], more: Mapping[str, str]) -> None:
    home, storing = servers.home, pwd.getpwnam(STORING_USER)
    named = vars(servers) | {"domain": DOMAIN, "uid": storing.pw_uid, "gid": storing.pw_gid}
    for name in ("postfix", "queue", "mail"):
        (home / name).mkdir()
    os.chown(home / "mail", storing.pw_uid, storing.pw_gid)
    for name, place in FILES.items():
        text = (Path(__file__).with_name("mail_servers_config") / name).read_text("utf-8")
        text = BLANK.sub(lambda blank: str(named[blank[1]]), text)
        (home / place).write_text(f"{text}\n{more.get(name, '')}", "utf-8")
    (home / "users").write_text("".join(f"{each}:{PASSWORD}\n" for each in people), "utf-8")


def _certify(home: Path) -> None:
    """An authority that nobody else knows, and its word for this machine."""
    (home / "names").write_text("subjectAltName=IP:127.0.0.1\nauthorityKeyIdentifier=keyid\n")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign", "-subj", "/CN=Our own"]
    signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"]
    _openssl(home, "req", "-x509", *key, *usage, "-days", "2", "-keyout", "ca.key", "-out", "ca.pem")
    _openssl(home, "req", *key, "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr")
    _openssl(home, "x509", "-req", "-in", "server.csr", *signed, "-out", "server.pem")


def _openssl(home: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=home, check=True, capture_output=True)


def _commands(home: Path) -> tuple[list[str], list[str]]:
    """Both stay in the foreground; Postfix first makes the folders of its queue."""
    postfix = str(home / "postfix")
    subprocess.run(["postfix", "-c", postfix, "check"], check=True, capture_output=True)
    return ["dovecot", "-F", "-c", str(home / "dovecot.conf")], [POSTFIX, "-c", postfix, "-s"]


@contextmanager
def _started(command: list[str], home: Path) -> Iterator[None]:
    """Ends with the test; of a test that is killed, Postfix alone is left."""
    process = start(command, log=home / "said.txt")
    try:
        yield
    finally:
        end(process, patience=WAIT_SECONDS)


def _await(port: int, servers: MailServers) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    said = (servers.home / "said.txt").read_text("utf-8", "replace")
    raise AssertionError(f"nobody listens on {port}\n{said}\n{servers.logs()}")
