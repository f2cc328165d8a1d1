"""Pages of the kernel."""

from django.views.generic import TemplateView

from sterkvoornoord.rollen import rollen_van


class AccountOverzicht(TemplateView):
    """What the portal knows about the account, and where its password is changed."""

    template_name = "account/overzicht.html"

    def get_context_data(self, **kwargs):
        rollen = rollen_van(self.request.user)
        return super().get_context_data(rol=rollen.naam if rollen.intern else "", **kwargs)
