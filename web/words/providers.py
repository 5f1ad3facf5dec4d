"""Why an organisation's sign-in could not be used, in words that say what would be right."""

from collections.abc import Mapping

from models.languages import Words, _

UNFIT: Mapping[str, Words] = {
    "no_answer": _("nothing answers there: check the address, and whether this server may reach it"),
    "no_json": _("no sign-in answers there: below the issuer stands no /.well-known/openid-configuration"),
    "metadata": _("it tells too little of itself: its endpoints or its keys are missing"),
    "other_issuer": _("it names itself otherwise: copy the issuer exactly as it stands in its own metadata"),
    "plain_http": _("it sends people to an address without https"),
    "keys": _("its keys cannot be read, so nothing that it signs could be believed"),
}


def unfit(code: str) -> Words:
    if code.startswith("status_"):
        return _("it answers with the status {status}: check the issuer", status=code.removeprefix("status_"))
    return UNFIT.get(code, UNFIT["metadata"])
