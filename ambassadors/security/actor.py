"""The actor: who asks, with the roles that they hold today."""

from dataclasses import dataclass

from ambassadors.security.policy import HeldRole, Permission, Role, allows


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody signed in; `person_id` links to the staff file, if it does."""

    user_id: int
    name: str
    email: str
    person_id: int | None = None
    roles: tuple[HeldRole, ...] = ()

    def may(self, permission: Permission, initiative: str | None = None) -> bool:
        """Whether the actor has `permission`, for the initiative with that code if one is named."""
        return allows(self.roles, permission, initiative)

    def holds(self, *roles: Role, initiative: str | None = None) -> bool:
        """Whether the actor holds one of `roles`, for that initiative or for any."""
        return any(
            held.role in roles and (initiative is None or held.initiative in (None, initiative))
            for held in self.roles
        )
