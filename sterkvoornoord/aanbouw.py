"""Placeholder for pages that are still being built; removed when the last one stands."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def aanbouw(request, *args, **kwargs):
    return HttpResponse("In aanbouw.", status=501)
