"""How django-allauth behaves here: no self-service sign-up, a person gets an account from a beheerder."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False
