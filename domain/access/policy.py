"""Who may do what: pure rules over an actor and what they reach for. `visibility` says the same in rows."""

from dataclasses import dataclass
from enum import StrEnum

from domain.access.actors import Actor, Grant, Reach
from models.rounds import Round
from models.states import Role

STEERING = (Role.COORDINATOR, Role.HR, Role.ADMINISTRATOR)


class Action(StrEnum):
    STEER = "steer"  # a round, and everybody's words in it
    START_ROUNDS = "start_rounds"
    OPERATE = "operate"  # workflows, queues, settings of the house
    AUDIT = "audit"
    APPOINT = "appoint"  # roles, sessions of others
    KEEP_ORGANISATION = "keep_organisation"  # its people, hosts, look
    WORD_LETTERS = "word_letters"  # which people of every organisation read


@dataclass(frozen=True)
class Decision:
    """`reason` is a code for the log, never shown to whom it refuses."""

    is_allowed: bool
    reason: str


def can(actor: Actor, action: Action, on: Reach | None = None) -> Decision:
    """Unknown and forbidden look the same from outside: whoever asks answers both with 404."""
    on = on or Reach()
    if action is Action.STEER and on.owner_id == actor.person_id:
        return Decision(is_allowed=True, reason="owns it")
    roles = ROLES[action]
    for grant in actor.grants:
        if grant.role in roles and _reaches(grant, on):
            return Decision(is_allowed=True, reason=grant.role.value)
    return Decision(is_allowed=False, reason=f"no role for {action.value}")


def may_steer(actor: Actor, round_: Round) -> bool:
    return can(actor, Action.STEER, Reach(round_.organisation_id, round_.id, round_.owner_id)).is_allowed


def _reaches(grant: Grant, on: Reach) -> bool:
    in_round = grant.round_id is None or grant.round_id == on.round_id
    in_house = grant.organisation_id is None or grant.organisation_id == on.organisation_id
    return in_round and in_house


ROLES: dict[Action, tuple[Role, ...]] = {
    Action.STEER: STEERING,
    Action.START_ROUNDS: STEERING,
    Action.OPERATE: (Role.ADMINISTRATOR,),
    Action.AUDIT: (Role.ADMINISTRATOR, Role.AUDITOR),
    Action.APPOINT: (Role.ADMINISTRATOR,),
    Action.KEEP_ORGANISATION: (Role.HR, Role.ADMINISTRATOR),
    Action.WORD_LETTERS: STEERING,
}
