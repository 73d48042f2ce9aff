"""Who may thank whom, and how often. Pure."""

LONGEST = 280
"""Signs of the sentence: one or two lines."""


def problem_with(sender_person_id: int | None, person_id: int, *, thanked_today: bool) -> str | None:
    """Code of why a user, who may be in the staff file, cannot thank somebody now; or nothing."""
    if sender_person_id == person_id:
        return "yourself"
    return "once_a_day" if thanked_today else None
