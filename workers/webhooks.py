"""Telling other programs what happened: in order to each, at least once, and signed."""

import hashlib
import hmac
import json
import logging
import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from domain import news, webhooks
from domain.busy_trouble import Unread
from domain.news import News
from models.integrations import Webhook
from workers.fetching import Fetcher, Request
from workers.office import Office, is_rehearsed

log = logging.getLogger("vaihto.webhooks")
LOOK_SECONDS, PAUSE_SECONDS = 1.0, 10.0
LEASE = timedelta(minutes=5)
AT_ONCE = 20  # facts to one address, before others have their turn
TAKEN = range(200, 300)
ID, TIMESTAMP, SIGNATURE = "Vaihto-Delivery", "Vaihto-Timestamp", "Vaihto-Signature"


class Webhooks:
    """Numbers facts, and tells each address those that it wants; a rehearsal tells nobody outside."""

    def __init__(self, office: Office, fetcher: Fetcher) -> None:
        self.office = office
        self.fetcher = fetcher
        self.stopping = threading.Event()
        self._tells = not is_rehearsed(office.database)

    def run(self) -> None:
        """Until told to stop."""
        while not self.stopping.is_set():
            try:
                rest = LOOK_SECONDS if not self.carry() else 0.0
            except SQLAlchemyError as trouble:
                log.warning("webhooks wait: %s", type(trouble).__name__)
                rest = PAUSE_SECONDS
            self.stopping.wait(rest)

    def stop(self) -> None:
        self.stopping.set()

    def carry(self) -> int:
        """One pass; how many facts were taken."""
        self._number()
        return sum(self._tell(each) for each in self._claim()) if self._tells else 0

    def _number(self) -> None:
        with self.office.database.look() as db:
            has_more = news.has_more(db)
        if has_more:
            with self.office.database.change() as db:
                news.number(db)

    def _claim(self) -> list[UUID]:
        """Those with something new whose time has come; a lease that outlives its holder is taken over."""
        wall = datetime.now(UTC)
        is_free = or_(Webhook.leased_until.is_(None), Webhook.leased_until < wall)
        is_due = or_(Webhook.next_try_at.is_(None), Webhook.next_try_at <= wall)
        open_ = (Webhook.ended_at.is_(None), Webhook.paused_at.is_(None), is_free, is_due)
        with self.office.database.look() as db:
            newest = news.newest(db)
            found = list(db.scalars(select(Webhook.id).where(*open_, Webhook.told < newest)))
        return [each for each in found if self._lease(each, is_free, until=wall + LEASE)]

    def _lease(self, webhook_id: UUID, is_free: ColumnElement[bool], *, until: datetime) -> bool:
        mine = update(Webhook).where(Webhook.id == webhook_id, is_free).values(leased_until=until)
        with self.office.database.change() as db:
            return db.scalar(mine.returning(Webhook.id)) is not None

    def _tell(self, webhook_id: UUID) -> int:
        with self.office.database.look() as db:
            webhook = db.get_one(Webhook, webhook_id)
            newest = news.newest(db)
            waiting = webhooks.next_of(db, webhook, most=AT_ONCE)
        taken = 0
        for each in waiting:
            if self.stopping.is_set() or not self._send(webhook, each):
                break
            taken += 1
        if not waiting:
            self._pass_over(webhook_id, newest)
        self._give_back(webhook_id)
        return taken

    def _send(self, webhook: Webhook, told: News) -> bool:
        """Whether the other side has it; each is marked in a transaction of its own."""
        trouble = self._post(webhook, told)
        with self.office.change() as db:
            mine = db.get_one(Webhook, webhook.id, with_for_update=True)
            if trouble:
                webhooks.failed(db, mine, told, trouble, now=datetime.now(UTC))
            elif mine.told < told.number:  # else somebody has it told again from further back
                webhooks.took(mine, told, now=datetime.now(UTC))
        log.info("webhook %s, fact %s: %s", webhook.id, told.number, trouble or "taken")
        return not trouble

    def _post(self, webhook: Webhook, told: News) -> str:
        """Why it was not taken; nothing if it was."""
        body = body_of(webhook.id, told)
        headers = signed(webhook.secret, body, at=datetime.now(UTC))
        headers[ID] = str(webhooks.delivery_id(webhook.id, told))
        asked = Request(webhook.address, "POST", headers, body, reads=False)
        try:
            status = self.fetcher.tell(asked)
        except Unread as unread:
            return unread.trouble.value
        return "" if status in TAKEN else f"http {status}"

    def _pass_over(self, webhook_id: UUID, newest: int) -> None:
        """Nothing up to there is for this address."""
        mine = update(Webhook).where(Webhook.id == webhook_id, Webhook.told < newest)
        with self.office.database.change() as db:
            db.execute(mine.values(told=newest))

    def _give_back(self, webhook_id: UUID) -> None:
        with self.office.database.change() as db:
            db.execute(update(Webhook).where(Webhook.id == webhook_id).values(leased_until=None))


def body_of(webhook_id: UUID, told: News) -> bytes:
    """Ids and codes only: whoever wants to know more asks with a token."""
    said = {
        "id": str(webhooks.delivery_id(webhook_id, told)),
        "webhook": str(webhook_id),
        "number": told.number,
        "type": told.type,
        "at": told.at.isoformat(),
        "round_id": str(told.round_id),
        "ids": told.ids,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def signed(secret: str, body: bytes, *, at: datetime) -> dict[str, str]:
    """HMAC-SHA256 over the seconds, a point and the body: who has the secret knows that it is from us."""
    seconds = str(int(at.timestamp()))
    seal = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", TIMESTAMP: seconds, SIGNATURE: f"v1={seal}"}
