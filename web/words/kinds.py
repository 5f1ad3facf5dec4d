"""What each kind of mail is about."""

from models.languages import Words, _

KINDS = {
    "application_received": _("Application received"),
    "ask_endorsement": _("Request for the supervisor's endorsement"),
    "closing_soon": _("Applications close soon"),
    "schedule_ready": _("Schedule ready for approval"),
    "ask_guest": _("Proposal to the guest"),
    "ask_host": _("Proposal to the host"),
    "remind_answer": _("Reminder to answer"),
    "confirmed": _("Exchange confirmed"),
    "invitation": _("Calendar invitation"),
    "invitation_update": _("Changed calendar invitation"),
    "invitation_cancel": _("Calendar cancellation"),
    "released": _("Exchange released"),
    "ask_meaning": _("Question after a no"),
    "ask_other_days": _("Question about another time"),
    "session_doubted": _("One meeting is uncertain"),
    "days_stay": _("The time stays"),
    "counter_declined": _("Proposed time declined"),
    "not_placed": _("On the waiting list"),
    "repair_ready": _("Change proposal ready"),
    "reminder_week": _("Reminder a week before"),
    "reminder_day": _("Reminder the day before"),
    "ask_note": _("Follow-up questions"),
    "round_summary": _("Summary of the round"),
    "held_reply": _("A reply waits for a human"),
    "digest": _("Digest of what could wait"),
    "not_delivered": _("A mail did not arrive"),
    "mails_to_check": _("Mails that need a look"),
    "busy_trouble": _("A calendar could not be read"),
    "workshop_invitation": _("Invitation to a workshop"),
    "seat_offered": _("A seat is free"),
    "work_due": _("Work for a workshop"),
    "attendance_asked": _("Question who came"),
    "work_late": _("Work for a workshop is late"),
    "workshop_full": _("On the waiting list of a workshop"),
    "seat_confirmed": _("Seat at a workshop"),
    "workshop_changed": _("Changed workshop"),
    "workshop_cancelled": _("Cancelled workshop"),
    "workshop_time_stands": _("Proposed time of a workshop declined"),
    "workshop_tomorrow": _("Reminder before a workshop"),
    "workshop_feedback": _("Question for feedback"),
    "workshop_notes": _("Notes of a workshop"),
    "plan_impossible": _("No plan is possible"),
    "repair_adopted": _("Change made by the rule of the round"),
}


def kind(code: str) -> Words:
    return KINDS.get(code) or _("Mail: {code}", code=code.replace("_", " "))
