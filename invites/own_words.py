"""What somebody wrote themselves: the text of a mail without what it quotes and without its signature."""

import re
from email.message import Message
from html import unescape

from invites.parts import leaves, text_of
from invites.texts import lines

MAX_TEXT = 20_000
MAX_PAGE = 100_000  # some mail programs write thousands of lines of style before the first word
MAX_WORDS = 500

QUOTE_BEGINS = re.compile(
    r"^\s*(?:"
    r"-{2,}\s*(?:original message|alkuperäinen viesti|ursprungligt meddelande|forwarded message).*"
    r"|_{8,}"
    r"|(?:on|am)\b.{5,200}\bwrote:?"
    r"|.{5,200}\b(?:kirjoitti|skrev)\b[^:]{0,80}:"
    r"|(?:from|lähettäjä|från|keneltä)\s*:.*"
    r"|-- ?"
    r"|>.*"
    r")\s*$",
    re.IGNORECASE,
)
FAREWELL = re.compile(
    r"^\s*(?:(?:ystävällisin |parhain )?terv(?:eisin|\.|eisiä)?|t\.|yst\.? ?terv\.?|"
    r"(?:med )?(?:vänliga?|bästa) hälsning(?:ar)?|mvh|hälsar|"
    r"(?:best|kind|warm)(?: regards)?|regards|br|cheers|"
    r"(?:sent from my|lähetetty|skickat från) .*)[\s,.!]*$",
    re.IGNORECASE,
)
UNSEEN = re.compile(r"<(style|script|title)\b", re.IGNORECASE)
QUOTED = re.compile(r"<blockquote\b|<div[^>]{0,200}(?:gmail_quote|divRplyFwdMsg|appendonsend)", re.IGNORECASE)
BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|hr)\b[^>]{0,200}>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,2000}>")


def own_words(mail: Message) -> str:
    """At most some hundred characters; the plain text if there is one, else what the page says."""
    found = list(leaves(mail))
    plain = next((part for part in found if part.get_content_type() == "text/plain"), None)
    if plain is not None:
        return cut(text_of(plain, MAX_TEXT))
    page = next((part for part in found if part.get_content_type() == "text/html"), None)
    return "" if page is None else cut(_read_page(text_of(page, MAX_PAGE)))


def cut(text: str) -> str:
    """The lines above the first quotation, signature or farewell."""
    kept: list[str] = []
    for line in lines(text).splitlines():
        if QUOTE_BEGINS.match(line[:400]) or FAREWELL.match(line[:200]):
            break
        kept.append(line.strip())
    return "\n".join(kept).strip()[:MAX_WORDS]


def _read_page(page: str) -> str:
    seen = _without_unseen(page)
    if found := QUOTED.search(seen):
        seen = seen[: found.start()]
    return unescape(TAG.sub("", BREAK.sub("\n", seen)))


def _without_unseen(page: str) -> str:
    """Each element is sought once from where the last one ended, so that no page takes long."""
    kept, position, small = [], 0, page.casefold()
    while found := UNSEEN.search(page, position):
        kept.append(page[position : found.start()])
        end = small.find(f"</{found[1].casefold()}", found.end())
        if end < 0:
            return "".join(kept)
        position = end
    return "".join((*kept, page[position:]))
