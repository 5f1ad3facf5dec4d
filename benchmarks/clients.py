"""Many browsers at once that ask for the same page, over connections that stay open."""

import asyncio
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Asked:
    host: str
    port: int
    path: str
    cookie: str

    @property
    def octets(self) -> bytes:
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        wanted = f"GET {self.path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAccept-Language: fi\r\n"
        return f"{wanted}Accept-Encoding: gzip\r\n{cookie}\r\n".encode()


class Refused(Exception):
    """A page that is not as it should be would be measured for nothing."""


def ask(asked: Asked, *, clients: int, seconds: float) -> list[float]:
    """Seconds until each page was there."""
    return asyncio.run(_ask(asked, clients=clients, seconds=seconds))


async def _ask(asked: Asked, *, clients: int, seconds: float) -> list[float]:
    ends = perf_counter() + seconds
    found = await asyncio.gather(*(_one(asked, ends) for _ in range(clients)))
    return [took for each in found for took in each]


async def _one(asked: Asked, ends: float) -> list[float]:
    reader, writer = await asyncio.open_connection(asked.host, asked.port)
    took = []
    while (began := perf_counter()) < ends:
        writer.write(asked.octets)
        await _page(reader)
        took.append(perf_counter() - began)
    writer.close()
    return took


async def _page(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise Refused(head.partition(b"\r\n")[0].decode())
    if b"transfer-encoding: chunked" in head:
        await _chunks(reader)
    else:
        await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]))


async def _chunks(reader: asyncio.StreamReader) -> None:
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
    await reader.readexactly(2)
