"""The way out that the operator has set: an SMTP relay, else files in the outbox folder."""

from domain.refusals import Invalid
from invites.post import Door, FolderDoor, Relay, Security, SmtpDoor, Unavailable
from models.languages import _
from settings import Settings
from workers.imap_token import NoToken, TokenSource
from workers.mailbox_process import tokens_of


def door(settings: Settings) -> Door:
    if settings.smtp_host is None:
        return FolderDoor(settings.outbox)
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
    tokens = _tokens(settings) if settings.smtp_tokens else None
    return SmtpDoor(
        Relay(
            host=settings.smtp_host,
            port=settings.smtp_port,
            security=Security(settings.smtp_security),
            username=settings.smtp_user or "",
            password=password,
            token=(lambda: token_of(tokens)) if tokens else None,
            ca_file=settings.smtp_ca_file,
        )
    )


def token_of(source: TokenSource) -> str:
    """A token of this moment; while there is none, mails wait as for a relay that is away."""
    try:
        return source.token()
    except NoToken:
        raise Unavailable("no token") from None


def _tokens(settings: Settings) -> TokenSource:
    """The same giver as for the mailbox."""
    tokens = tokens_of(settings)
    if tokens is None or not settings.smtp_user or Security(settings.smtp_security) is Security.NONE:
        raise Invalid(
            _("VAIHTO_SMTP_TOKENS needs VAIHTO_SMTP_USER, VAIHTO_IMAP_TOKEN_URL and a protected line.")
        )
    return tokens
