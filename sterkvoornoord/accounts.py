"""How django-allauth behaves here: a beheerder makes the accounts, and nobody learns who has one.

The address of an account is `Gebruiker.email` and nothing else: allauth's own table of addresses stays empty,
so that an address that was changed cannot be used to sign in or to ask for a new password.
"""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from sterkvoornoord import post
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van


class Aanmelding(AuthenticationBackend):
    def get_user(self, user_id) -> Gebruiker | None:
        """The account with its partner, which the head of every page names: one query instead of two."""
        gebruiker = Gebruiker.objects.select_related("partner").filter(pk=user_id).first()
        return gebruiker if gebruiker and self.user_can_authenticate(gebruiker) else None


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is uitgezet."),
        "email_password_mismatch": _(
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze allebei na en probeer het opnieuw."
        ),
        "enter_current_password": _("Dit is niet uw wachtwoord van nu. Vul het wachtwoord in waarmee u nu inlogt."),
        "invalid_password_reset": _("Deze link werkt niet meer."),
        "too_many_login_attempts": _(
            "Er is te vaak een verkeerd wachtwoord ingevuld. Wacht 5 minuten en probeer het dan opnieuw. "
            "Weet u uw wachtwoord niet meer? Vraag dan een nieuw wachtwoord aan."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """True for an address on the host that the visitor is at; other hosts that are allowed do not count."""
        veilig = self.request.is_secure()
        return url_has_allowed_host_and_scheme(url, {self.request.get_host()}, require_https=veilig)

    def get_login_redirect_url(self, request) -> str:
        """Where one lands after signing in: the work one has to report, or what the bestuur reads."""
        rollen = rollen_van(request.user)
        if rollen.bestuur and not (rollen.programmateam or rollen.opgaven):
            return resolve_url(settings.LOGIN_REDIRECT_BESTUUR)
        return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Leave the notice to the worker: a mail server that is down must not undo a changed password."""
        bericht = self.render_mail(template_prefix, email, {**context, "contact_email": settings.CONTACT_EMAIL})
        post.leg_klaar(aan=email, onderwerp=bericht.subject, tekst=bericht.body)

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("account_overzicht")

    def set_password(self, user, password) -> None:
        """Store the new password; it also ends the wait after too many wrong ones."""
        super().set_password(user, password)
        self._delete_login_attempts_cached_email(self.request, email=user.email)
