"""The forms on a person's page, in the order in which they stand there."""

from models.languages import _
from web.deeds import forgetting
from web.deeds import of_people as own
from web.deeds.carrying_out import Noun
from web.deeds.deed import Deed, Press, deed

ANSWERING: tuple[Deed[own.AtPerson], ...] = (
    deed(
        own.Asked,
        own.answer,
        code="reply",
        title=_("Answer for them"),
        button=_("Write the answer down"),
        offered=own.to_answer,
    ),
    deed(
        own.Away,
        own.be_away,
        code="ill",
        title=_("They are ill or cannot come on some days"),
        button=_("Write it down, and look for other days"),
        offered=own.to_be_away,
        hint=_("Every stay of theirs in this round that falls on these days waits for a change."),
    ),
)
FORGETTING: tuple[Deed[own.AtPerson], ...] = (
    deed(
        Press,
        forgetting.answer,
        code="forgetting-answered",
        title=_("Has been answered"),
        button=_("Mark the wish as answered"),
        offered=forgetting.to_answer,
    ),
)
KEEPING: tuple[Deed[own.AtPerson], ...] = (
    deed(
        own.Named,
        own.name,
        code="deputy",
        title=_("Name a deputy"),
        button=_("Name this deputy"),
        offered=own.once,
        hint=_("A deputy may answer calendar invitations for them, from their own mail."),
    ),
    deed(
        own.OneOf,
        own.unname,
        code="no-deputy",
        title=_("Somebody is a deputy no longer"),
        button=_("Take the deputy away"),
        offered=own.named,
    ),
    deed(
        own.Address,
        own.add,
        code="alias",
        title=_("Add another address that they write from"),
        button=_("Add the address"),
        offered=own.to_add,
    ),
    deed(
        own.OneOf,
        own.drop,
        code="no-alias",
        title=_("They write from an address no longer"),
        button=_("Take the address away"),
        offered=own.to_drop,
    ),
    deed(
        Press,
        forgetting.forget,
        code="forget",
        title=_("Forget this person for good"),
        button=_("Forget them: this cannot be undone"),
        offered=forgetting.to_forget,
        hint=_(
            "Their name, addresses, words and mails go, here and in what others were sent. That there was "
            "an exchange, its days and its costs stay. Backups forget when they are replaced."
        ),
        is_grave=True,
    ),
)
PERSON = Noun("person", {each.code: each for each in (*ANSWERING, *FORGETTING, *KEEPING)}, own.find)
