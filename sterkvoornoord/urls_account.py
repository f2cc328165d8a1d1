"""Addresses of the account pages: those of allauth that the portal supports, under the names allauth knows.

Sign-up, extra e-mail addresses and sign-in by code have no address here. A second factor or OpenID Connect is
added by including ``allauth.mfa.urls`` or ``allauth.socialaccount.urls`` below; see docs/adr/0020-allauth.md.
"""

from allauth.account import views
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods

from sterkvoornoord.views import AccountOverzicht

#: allauth takes a PUT for a POST; here a form is read and sent, nothing else.
formulier = require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])

urlpatterns = [
    path("", AccountOverzicht.as_view(), name="account_overzicht"),
    path("login/", formulier(views.login), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactief/", views.account_inactive, name="account_inactive"),
    path("wachtwoord/", formulier(views.password_change), name="account_change_password"),
    path("wachtwoord/vergeten/", formulier(views.password_reset), name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", views.password_reset_done, name="account_reset_password_done"),
    path("wachtwoord/nieuw/klaar/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,200})/$",
        formulier(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]
