"""Pages of a list: a paginator that is told its count, and an answer to page numbers that do not exist."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.utils.translation import gettext as _


class GeteldePaginator(Paginator):
    """Paginator of a list whose length is known already, so that it is not counted again."""

    def __init__(self, object_list, per_page: int, *, aantal: int):
        super().__init__(object_list, per_page)
        self.count = aantal


def kies_pagina(paginator: Paginator, gevraagd: str) -> tuple[Page, str]:
    """The page asked for, or the nearest that exists with a sentence that says so; "" when all is well."""
    try:
        return paginator.page(gevraagd), ""
    except PageNotAnInteger:
        return paginator.page(1), _("Deze pagina bestaat niet. U ziet de eerste pagina.")
    except EmptyPage:
        if int(gevraagd) > paginator.num_pages:
            return paginator.page(paginator.num_pages), _("Deze pagina bestaat niet. U ziet de laatste pagina.")
        return paginator.page(1), _("Deze pagina bestaat niet. U ziet de eerste pagina.")


def paginanummers(pagina: Page) -> list[int | str]:
    """Numbers to link to: the first, the last and those around this page, with the paginator's sign for a gap."""
    return list(pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1))
