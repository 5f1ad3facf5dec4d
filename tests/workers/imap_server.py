"""A small mailbox that speaks IMAP and remembers: enough for one reader, and able to be nasty."""

import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
PARTIAL = re.compile(r"BODY\.PEEK\[(HEADER)?\]<0\.(\d+)>")
USER, PASSWORD = "vastaukset", "salasana"
ABILITIES = "IMAP4rev1 NAMESPACE MOVE IDLE"


@dataclass
class Mailbox:
    """Folders of mails by UID, and how the server behaves."""

    folders: dict[str, dict[int, bytes]] = field(default_factory=lambda: {"INBOX": {}})
    abilities: str = ABILITIES
    namespace: str = '(("" "/")) NIL NIL'
    claims: dict[int, int] = field(default_factory=dict)  # UID to the size that the server says
    refuses: dict[str, set[int]] = field(default_factory=dict)  # command to UIDs
    hangs_up_on: str = ""
    excuse: str = ""  # a response code before the words of a refusal
    asked: list[str] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)
    last_uid: int = 0

    def put(self, *octets: bytes) -> None:
        with self.changed:
            for each in octets:
                self.last_uid += 1
                self.folders["INBOX"][self.last_uid] = each
            self.changed.notify_all()

    def lying(self, folder: str = "INBOX") -> list[bytes]:
        return list(self.folders.get(folder, {}).values())

    def signed_in(self) -> int:
        return sum(line.startswith("LOGIN") for line in self.asked)


class Connection:
    """One reader's connection."""

    def __init__(self, line: socket.socket, server: "ImapServer") -> None:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.line, self.server, self.box = line, server, server.box
        self.heard = line.makefile("rb")
        self.told = 0

    def converse(self) -> None:
        self.say("* OK here")
        while line := self.heard.readline():
            tag, _, rest = line.decode("ascii", "replace").strip().partition(" ")
            self.box.asked.append(rest)
            if self.box.hangs_up_on and rest.startswith(self.box.hangs_up_on):
                self.box.hangs_up_on = ""
                return
            answer = self.answer(tag, rest)
            self.say(f"{tag} {answer}")
            if rest == "LOGOUT":
                return

    def answer(self, tag: str, rest: str) -> str:
        words = [quoted or bare for quoted, bare in LITERAL.findall(rest)] or [""]
        command = "_".join(words[:2] if words[0] == "UID" else words[:1]).lower()
        answering = getattr(self, f"on_{command}", None)
        return str(answering(words)) if answering else "BAD what?"

    def say(self, *lines: str) -> None:
        self.line.sendall("".join(f"{line}\r\n" for line in lines).encode("latin-1"))

    def on_capability(self, _words: list[str]) -> str:
        self.say(f"* CAPABILITY {self.box.abilities}")
        return "OK done"

    def on_login(self, words: list[str]) -> str:
        return "OK done" if words[1:] == [USER, PASSWORD] else "NO [AUTHENTICATIONFAILED] who are you"

    def on_namespace(self, _words: list[str]) -> str:
        self.say(f"* NAMESPACE {self.box.namespace}")
        return "OK done"

    def on_select(self, words: list[str]) -> str:
        if words[1] not in self.box.folders:
            return "NO no such folder"
        self.tell_news()
        self.say("* OK [UIDVALIDITY 77] same as ever")
        return "OK [READ-WRITE] open"

    def on_list(self, words: list[str]) -> str:
        if words[2] in self.box.folders:
            self.say(f'* LIST () "/" "{words[2]}"')
        return "OK done"

    def on_create(self, words: list[str]) -> str:
        self.box.folders[words[1]] = {}
        return "OK done"

    def on_subscribe(self, _words: list[str]) -> str:
        return "OK done"

    def on_noop(self, _words: list[str]) -> str:
        self.tell_news()
        return "OK done"

    def on_logout(self, _words: list[str]) -> str:
        self.say("* BYE")
        return "OK done"

    def on_uid_search(self, _words: list[str]) -> str:
        self.say("* SEARCH " + " ".join(str(uid) for uid in self.box.folders["INBOX"]))
        return "OK done"

    def on_uid_fetch(self, words: list[str]) -> str:
        asked = " ".join(words[3:]).strip("()")
        for uid in map(int, words[2].split(",")):
            octets = self.box.folders["INBOX"].get(uid)
            if uid in self.box.refuses.get("FETCH", ()) and "BODY" in asked:
                return f"NO {self.box.excuse}cannot be shown"
            if octets is not None:
                self.fetched(uid, octets, asked)
        return "OK done"

    def fetched(self, uid: int, octets: bytes, asked: str) -> None:
        if part := PARTIAL.search(asked):
            chosen = octets.split(b"\r\n\r\n")[0] + b"\r\n\r\n" if part[1] else octets
            chosen = chosen[: int(part[2])]
            self.say(f"* {uid} FETCH (UID {uid} BODY[{part[1] or ''}]<0> {{{len(chosen)}}}")
            self.line.sendall(chosen + b")\r\n")
        else:
            self.say(f"* {uid} FETCH (RFC822.SIZE {self.box.claims.get(uid, len(octets))} UID {uid})")

    def on_uid_move(self, words: list[str]) -> str:
        uid, folder = int(words[2]), words[3]
        if uid in self.box.refuses.get("MOVE", ()) or folder not in self.box.folders:
            return "NO not there"
        with self.box.changed:
            self.box.folders[folder][uid] = self.box.folders["INBOX"].pop(uid)
        self.say(f"* {uid} EXPUNGE")
        return "OK done"

    def on_idle(self, _words: list[str]) -> str:
        """News come in a piece of their own, or, where mail arrived just before, with the yes itself."""
        if self.server.races:
            self.box.put(self.server.races.pop())
            self.told = self.box.last_uid
            self.say("+ idling", f"* {self.told} EXISTS")
        else:
            self.say("+ idling")
            self.server.idles.set()
        self.line.settimeout(0.02)
        while not self.said_done():
            if self.box.last_uid > self.told:
                self.tell_news()
        self.line.settimeout(None)
        return "OK done"

    def tell_news(self) -> None:
        """What has come since this line was last told."""
        self.told = self.box.last_uid
        self.say(f"* {len(self.box.folders['INBOX'])} EXISTS")

    def said_done(self) -> bool:
        try:
            return self.line.recv(100) in (b"DONE\r\n", b"")
        except TimeoutError:
            return False


class ImapServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, box: Mailbox, *, port: int = 0) -> None:
        self.box = box
        self.idles = threading.Event()
        self.races: list[bytes] = []
        super().__init__(("127.0.0.1", port), socketserver.BaseRequestHandler)

    def finish_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)
        with suppress(ConnectionError):
            Connection(request, self).converse()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def serving(box: Mailbox, *, port: int = 0) -> Iterator[ImapServer]:
    with ImapServer(box, port=port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
