"""The admin site, with no doors of its own: signing in, out and changing a password go through /account/."""

from functools import wraps

from allauth.account.decorators import secure_admin_login
from allauth.account.views import logout
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.decorators import method_decorator


class BeheerSite(AdminSite):
    """Rate limits, and later a second factor, hold for a beheerder as for everybody."""

    def admin_view(self, view, cacheable=False):
        """As Django's, but 403 for an account that may not be here instead of a second sign-in."""
        gewoon = super().admin_view(view, cacheable)

        @wraps(gewoon)
        def bewaakt(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return gewoon(request, *args, **kwargs)

        return bewaakt

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context)

    def logout(self, request, extra_context=None):
        return logout(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
