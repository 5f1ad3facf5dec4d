"""What administrators may do to a running case. A validator refuses at once; nothing of it is then kept."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from models.messages import Action, Case, Done, Heard, Memory, Slip
    from workflows.guard import guarded, no
    from workflows.names import REFUSAL
    from workflows.patience import AT_HAND, once
    from workflows.steps import ErrandSteps

REMEMBERED = 50  # nonces: more are not on their way at once


class Actions:
    """Their handlers note or carry out what is asked, and hurry the chapter, which then looks at the rows."""

    case: Case

    def __init__(self) -> None:
        self._heard = 0
        self._known: Heard | None = None
        self._hurries = 0
        self._waiting_for = ""
        self._nonces: list[str] = []

    @workflow.update
    @guarded
    async def act(self, slip: Slip) -> Done:
        """Once for each errand, however often it is sent.

        What it changes in the rows rings by itself: a chapter that ended in this task would lose the answer.
        """
        if str(slip.id) in self._nonces:
            return Done(known=self._known)
        done = Done(known=self._known)
        if slip.action is Action.RETRY:
            self._hurries += 1
        else:
            done = await workflow.execute_local_activity_method(
                ErrandSteps.carry_out, slip, start_to_close_timeout=AT_HAND, retry_policy=once
            )
        self._nonces = [*self._nonces, str(slip.id)][-REMEMBERED:]
        self._know(done.known)
        return done

    @act.validator
    def _may_act(self, slip: Slip) -> None:
        is_known = str(slip.id) in self._nonces
        # While a step refuses or fails only the rows say what is waited for, and the errand asks them.
        if slip.expects and self._waiting_for not in ("", REFUSAL, slip.expects) and not is_known:
            no("moved_on")

    @workflow.query
    def knows(self) -> Memory:
        """What rows must have that are not older than this run."""
        return Memory(heard=self._heard, known=self._known)

    def _know(self, fact: Heard | None) -> None:
        if fact and (self._known is None or fact.number > self._known.number):
            self._known = fact
