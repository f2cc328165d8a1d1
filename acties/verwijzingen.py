"""References in loaded texts: "zie B4-36" leads to the actie that carries that source code."""

import re
from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from acties.models import Actie

#: How the source writes the code of an actie: B4-36, J-1.
CODE = re.compile(r"\b[A-Z]\d?-\d{1,3}\b")

#: Source code to number of the acties that the reader may see.
Verwijzingen = dict[str, str]


def zoek_verwijzingen(teksten: Iterable[str | None], gebruiker) -> Verwijzingen:
    """Find the acties that `teksten` refer to and `gebruiker` may see: one query, none without a code."""
    codes = {code for tekst in teksten if tekst for code in CODE.findall(tekst)}
    if not codes:
        return {}
    return dict(Actie.objects.zichtbaar_voor(gebruiker).filter(bron_code__in=codes).values_list("bron_code", "nummer"))


def met_verwijzingen(tekst: str | None, verwijzingen: Verwijzingen) -> SafeString:
    """Escape `tekst` and turn each known code into a link; unknown codes stay text."""
    tekst = tekst or ""
    delen, eind = [], 0
    for match in CODE.finditer(tekst):
        nummer = verwijzingen.get(match[0])
        if nummer is None:
            continue
        delen += [conditional_escape(tekst[eind : match.start()]), _link(match[0], nummer)]
        eind = match.end()
    delen.append(conditional_escape(tekst[eind:]))
    return mark_safe("".join(delen))  # noqa: S308 every part is escaped above


def _link(code: str, nummer: str) -> SafeString:
    return format_html(
        '<a class="utrecht-link utrecht-link--html-a" href="{}">{} ({} {})</a>',
        reverse("acties:detail", args=[nummer]),
        code,
        _("actie"),
        nummer,
    )
