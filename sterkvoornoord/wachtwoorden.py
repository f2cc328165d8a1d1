"""What a password may not be, and what to do about it, in our words: Django's are partly not translated."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Shorter parts are in too many good passwords to forbid them.
KORTSTE_DEEL = 4


class LangGenoeg(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Dit wachtwoord is te kort. Gebruik minstens %(aantal)d tekens.") % {"aantal": self.min_length}


class NietVeelGebruikt(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Dit wachtwoord gebruiken veel mensen. Kies een ander.")


class NietAlleenCijfers(password_validation.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("Dit wachtwoord bestaat alleen uit cijfers. Gebruik ook letters.")


class NietUwEigenGegevens:
    """Refuses a password that holds the address or the function of its account.

    Django's own validator compares letters in any order, and so refuses long and good sentences.
    """

    def validate(self, wachtwoord: str, user=None) -> None:
        if user is None:
            return
        klein = wachtwoord.casefold()
        for deel in (user.email, user.email.partition("@")[0], user.functie):
            if len(deel) >= KORTSTE_DEEL and deel.casefold() in klein:
                raise ValidationError(
                    _("Uw e-mailadres of functie staat in dit wachtwoord. Kies iets dat niemand kan raden."),
                    code="eigen_gegevens",
                )

    def get_help_text(self) -> str:
        return _("Gebruik niet uw e-mailadres of functie.")
