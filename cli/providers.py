"""`vaihto admin provider`: the sign-ins of organisations, by which their people come in."""

from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import select

from cli import desk, options
from cli.house import address_of
from domain import audit
from domain.access import keeping_providers, providers
from domain.audit import Act, Doer
from domain.refusals import NotFound, Refusal
from models.access import Provider
from models.languages import _
from models.organisations import Organisation


@click.group()
def provider() -> None:
    """Let people of an organisation come in by its own sign-in (OpenID Connect)."""


@provider.command("list")
@options.data
def list_(data: Path | None) -> None:
    """Show every sign-in, and where it stands."""
    with desk.looking(data) as db:
        for each, house in providers.all_of(db):
            state = "ended" if each.ended_at else "open"
            click.echo(f"{each.code}\t{house.code}\t{each.issuer}\t{each.client_id}\t{state}")


@provider.command()
@click.argument("code")
@options.data
@click.option("--organisation", required=True, help="Its code.")
@click.option("--issuer", required=True, help="Exactly as it names itself, as in its own metadata.")
@click.option("--client-id", required=True, help="Who we are there.")
@click.option("--second-factor", default="", help="A value of amr or acr that people with roles need (mfa).")
def add(
    code: str, data: Path | None, organisation: str, issuer: str, client_id: str, second_factor: str
) -> None:
    """Begin to let in by an organisation's sign-in, under a CODE of small letters for addresses.

    Its secret, if it has given one, goes into the file secrets/provider_CODE of the data folder.
    """
    settings = options.settings_of(data)
    try:
        keeping_providers.check_code(code)
        with desk.desk(data) as at:
            house = at.db.scalar(select(Organisation).where(Organisation.code == organisation))
            if house is None:
                raise NotFound(_("There is no organisation with the code {code}.", code=organisation))
            row = Provider(
                organisation_id=house.id,
                code=code,
                issuer=issuer,
                client_id=client_id,
                second_factor=second_factor,
            )
            providers.add(at.db, row)
            audit.write(at.db, Act("provider.added", "provider", row.id), by=Doer(), now=datetime.now(UTC))
    except Refusal as refusal:
        raise click.ClickException(str(refusal.words)) from None
    ours = (settings.base_url or address_of(settings)).rstrip("/")
    click.echo(f"Tell the organisation our redirect address: {ours}/sign-in/with/{code}/callback")


@provider.command()
@click.argument("code")
@options.data
def end(code: str, data: Path | None) -> None:
    """Let nobody in by it any more."""
    now = datetime.now(UTC)
    try:
        with desk.desk(data) as at:
            row = providers.end(at.db, code, now=now)
            audit.write(at.db, Act("provider.ended", "provider", row.id), by=Doer(), now=now)
    except Refusal as refusal:
        raise click.ClickException(str(refusal.words)) from None
    click.echo(f"Nobody comes in by {code} any more.")
