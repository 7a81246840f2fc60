"""Who signs in by e-mail and password (allauth's), read by a statement that is composed once: every request asks it."""

from allauth.account.auth_backends import AuthenticationBackend

from brm.accounts.models import User
from brm.core.prepared import Prepared

_PERSON = Prepared(lambda pk: User.objects.filter(pk=pk))


class SignInBackend(AuthenticationBackend):
    """Allauth's, with another way to look up who is signed in."""

    def get_user(self, user_id: int) -> User | None:
        user = _PERSON.first(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
