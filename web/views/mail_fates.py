"""What has become of a mail that is not simply sent, and where one goes from there."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from domain import departures
from invites import dates
from models.languages import Words, _
from models.mails import Mail
from models.record import Record
from models.states import MailState
from web.views.reading import Reading
from web.words.mail_fates import why_refused
from web.words.tags import Tone


class Fate(Record):
    """`address` is where to go on, and `way` its words; the person's page, another mail, or nowhere."""

    tone: Tone
    words: Words
    address: str = ""
    way: Words | None = None


def fate(seen: Reading, mail: Mail) -> Fate | None:
    """None where it has left, and nothing has come back."""
    match mail.state:
        case MailState.REFUSED:
            return _refused(seen, mail)
        case MailState.CONTESTED:
            return Fate(tone=Tone.BAD, words=_("Its reader has had another mail on this: decide below."))
        case MailState.CARRIED:
            return _linked(_("Its words went along in a digest."), mail.carried_by_id, _("The digest"))
        case MailState.OVERTAKEN:
            return Fate(tone=Tone.IDLE, words=_("It was not sent: newer news came before it. Nothing to do."))
        case MailState.QUEUED:
            return _waiting(seen, mail)
        case _:
            return None


def _refused(seen: Reading, mail: Mail) -> Fate:
    again = aliased(Mail)
    mine = select(again.id).where(again.repeats_id == (mail.repeats_id or mail.id), again.id != mail.id)
    newer = seen.db.scalar(mine.order_by(again.queued_at.desc(), again.number.desc()).limit(1))
    if newer:
        return _linked(_("It did not arrive, and was sent again."), newer, _("The newer one"))
    return Fate(tone=Tone.BAD, words=why_refused(mail.refusal or ""))


def _linked(words: Words, mail_id: UUID | None, way: Words) -> Fate:
    return Fate(tone=Tone.NEWS, words=words, address=f"/mails/{mail_id}" if mail_id else "", way=way)


def _waiting(seen: Reading, mail: Mail) -> Fate:
    if departures.is_halted(seen.db):
        words = _("No mail leaves now, since an old copy of the database was restored.")
        return Fate(tone=Tone.BAD, words=words, address="/operations/mail", way=_("Mail in and out"))
    if mail.trouble:
        when = dates.moment(mail.next_try_at, seen.language) if mail.next_try_at else "–"
        told = {"code": mail.trouble, "when": when}
        words = _("Their server says: not now ({code}). It is tried again by itself: {when}.", **told)
        return Fate(tone=Tone.WARN, words=words)
    if mail.held_until and mail.held_until > seen.now:
        when = dates.moment(mail.held_until, seen.language)
        words = _("It can wait, and leaves after the quiet hours: {when}.", when=when)
        if mail.waits_for_digest:
            words = _("Its reader has had many mails this week: it goes in a digest, {when}.", when=when)
        return Fate(tone=Tone.NEWS, words=words)
    return Fate(tone=Tone.NEWS, words=_("It leaves within moments."))
