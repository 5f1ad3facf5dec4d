"""What has just been done, by the code that the address carries: no words travel there."""

from collections.abc import Mapping

from models.languages import Words, _

NOTICES: Mapping[str, Words] = {
    "saved": _("Saved."),
    "applied": _("Sent. You can follow it here."),
    "withdrawn": _("You have left the round."),
    "undone": _("Taken back: it is as it was before."),
    "offered": _("Thank you! You hear from us when somebody fits."),
    "days-named": _("The other one is asked about these days. We write to you when they have answered."),
    "taken-back": _("Taken back: it is as it was before."),
    "noted": _("Thank you! Your note is kept, and read by whom you chose."),
    "answered": _("Thank you, your answer is recorded."),
    "left-to-workers": _("Recorded. It is done as soon as Temporal answers; this page says what came of it."),
    "applications-remind": _("The supervisors are reminded."),
    "applications-endorse": _("The endorsements are recorded."),
    "applications-withdraw": _("They have left the round."),
    "applications-enter": _("The applications are entered."),
    "round-started": _("The round is saved as a draft. Nobody hears of it before you open it."),
    "round-opened": _("The round is open."),
    "hosts-asked": _("They are asked."),
    "imported": _("The spreadsheet is saved."),
    "round-move": _("The round has these dates now."),
    "round-close": _("Applications close within two minutes."),
    "round-pause": _("The round is paused."),
    "round-resume": _("The round goes on."),
    "round-look-again": _("Places are looked for."),
    "round-finish": _("The round looks for no more places."),
    "round-cancel": _("The round is cancelled."),
    "left": _("You have signed out."),
    "proposed": _(
        "Your organisation has told who you are there. Show it once by mail; then its sign-in is enough."
    ),
    "nobody-found": _("Nobody here has this address."),
    "shown-again": _("Thank you. For ten minutes nobody asks you again: press once more."),
    "provider-added": _("People of the organisation can come in by it now."),
    "provider-ended": _("Nobody comes in by it any more."),
    "session-ended": _("The session has ended."),
    "sessions-ended": _("All other sessions have ended."),
    "role-given": _("The role is given."),
    "role-taken": _("The role is taken away."),
    "signed-out": _("They are signed out everywhere."),
    "welcome": _("You are signed in."),
    "locked": _("Locked. Every plan from the next one on keeps this; the version below stays as it is."),
    "forbidden": _("Forbidden. No plan from the next one on does this; the version below stays as it is."),
    "lifted": _("The rule does not hold any more. The next plan is free to do otherwise."),
    "set_aside": _("The version is set aside. Another one is being made."),
    "taken_back": _("Your approval is taken back. Nobody has been told anything."),
    "approved": _("Approved. Until the plan leaves you can take your approval back."),
    "leaves": _("Approved. The messages leave now."),
    "asked": _("The question is asked. Its answer appears here."),
    "adopted": _("The changes are made in earnest. A new plan is being made."),
    "dropped": _("The question is dropped. Everything stays as it is."),
    "chosen": _("This repair is now the version that waits for your word."),
    "swapped": _("The two have changed places in a new version, and are locked there."),
    "filter-keep": _("The filter is saved. It stands above the list from now on."),
    "filter-rename": _("Saved."),
    "filter-remove": _("Saved."),
    "filter-undo": _("It is as it was before."),
    "rehearsing": _("The rehearsal is ordered. Nobody gets mail, and the round itself stays as it is."),
    "rehearsal-stopped": _("The rehearsal is stopped. Those that had ended are kept."),
    "letter-saved": _("Saved. These words count from the next mail on."),
    "letter-shipped": _("The shipped words count again, from the next mail on."),
    "recorded": _("Recorded. Whoever is concerned is told."),
}


def notice(code: str) -> Words | None:
    return NOTICES.get(code)
