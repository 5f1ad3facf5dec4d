"""`vaihto exchange`: what people should know, where they meet online, and who comes along."""

from pathlib import Path

import click

from cli import options, speech
from cli.carrying_out import At, Said, carry_out, only_plan
from domain import colleagues, visit_packs
from models.languages import Language


@click.command()
@click.argument("prefix")
@click.option("--ask-for", help="Whom to ask for on arrival.")
@click.option("--place", help="Where to come; another place is asked anew.")
@click.option("--dress", help="What to wear.")
@click.option("--parking", help="Where to park.")
@click.option("--bring", help="What to bring along.")
@click.option("--programme", help="What happens, day by day.")
@click.option("--everybody", is_flag=True, help="For every exchange with this host, not for this one alone.")
@options.by
@only_plan
@speech.language
@options.data
def pack(
    *, prefix: str, everybody: bool, by: str, only_plan: bool, data: Path | None, **said: str | None
) -> None:
    """Edit what a guest should know: mails and calendars follow, and answers stand."""
    edit = visit_packs.Edit(**said)

    def verb(at: At) -> None:
        db, now, who = at.desk.db, at.desk.now, at.behalf.by
        if everybody:
            visit_packs.edit_for_everybody(db, at.exchange.offer, edit, by=who, now=now)
        else:
            visit_packs.edit_for_one(db, at.exchange, edit, by=who, now=now)

    carry_out(data, prefix, Said(by), verb, only_plan=only_plan)


@click.command()
@click.argument("prefix")
@click.argument("address")
@options.by
@only_plan
@speech.language
@options.data
def link(*, prefix: str, address: str, by: str, only_plan: bool, data: Path | None) -> None:
    """Set where a pair meets online (any https address; "" takes it away)."""

    def verb(at: At) -> None:
        visit_packs.meet_at(at.desk.db, at.exchange, address, by=at.behalf.by, now=at.desk.now)

    carry_out(data, prefix, Said(by), verb, only_plan=only_plan)


@click.command()
@click.argument("prefix")
@click.argument("name")
@click.argument("email")
@click.option("--of", "side", type=click.Choice(["guest", "host"]), default="host", show_default=True)
@click.option("--reply/--no-reply", "is_asked", default=False, help="Whether an answer is wished for.")
@click.option("--in", "code", type=click.Choice([each.value for each in Language]), help="Their language.")
@options.by
@only_plan
@speech.language
@options.data
def bring(
    *,
    prefix: str,
    name: str,
    email: str,
    side: str,
    code: str | None,
    by: str,
    only_plan: bool,
    data: Path | None,
    is_asked: bool,
) -> None:
    """Invite a colleague of the host or the guest along; no account is needed."""

    def verb(at: At) -> None:
        whose = at.exchange.host if side == "host" else at.exchange.guest
        language = Language(code) if code else None
        colleague = colleagues.a_colleague(
            at.exchange, of=whose, name=name, email=email, language=language, is_asked=is_asked
        )
        colleagues.bring(at.desk.db, at.exchange, colleague, by=at.behalf.by, now=at.desk.now)

    carry_out(data, prefix, Said(by), verb, only_plan=only_plan)


@click.command(name="leave-out")
@click.argument("prefix")
@click.argument("email")
@options.by
@only_plan
@speech.language
@options.data
def leave_out(*, prefix: str, email: str, by: str, only_plan: bool, data: Path | None) -> None:
    """Take back the invitation of a colleague."""

    def verb(at: At) -> None:
        colleagues.leave_out(at.desk.db, at.exchange, email, by=at.behalf.by, now=at.desk.now)

    carry_out(data, prefix, Said(by), verb, only_plan=only_plan)


TEXTS = (pack, link, bring, leave_out)
