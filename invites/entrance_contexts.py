"""What the mail that lets somebody in needs to know."""

from dataclasses import dataclass

from invites.letterhead import Letterhead


@dataclass(frozen=True, kw_only=True)
class LoginLetter(Letterhead):
    """To whoever asked to sign in; `round_name` is the house's. The subject tells neither link nor code."""

    kind = "login_link"
    link: str | None
    code: str


ENTRANCE_KINDS: tuple[type[Letterhead], ...] = (LoginLetter,)
