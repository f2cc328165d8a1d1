"""Read a form out of a page, the way a browser would post it."""

import re
from html import unescape


def formulier(antwoord, kenmerk: str = 'name="basis"') -> dict[str, list[str]]:
    """The fields of the page's form that holds `kenmerk`, as a browser would post them before anybody types."""
    html = antwoord.content.decode()
    deel = next(f for f in re.findall(r"<form.*?</form>", html, re.S) if kenmerk in f)
    velden: dict[str, list[str]] = {}
    for invoer in re.findall(r"<input[^>]*>", deel):
        kenmerken = dict(re.findall(r'([\w-]+)="([^"]*)"', invoer))
        aankruis = kenmerken.get("type") in ("radio", "checkbox")
        if "name" not in kenmerken or re.search(r"\sdisabled\b", invoer):
            continue
        if aankruis and not re.search(r"\schecked\b", invoer):
            continue
        velden.setdefault(kenmerken["name"], []).append(unescape(kenmerken.get("value", "on" if aankruis else "")))
    for kenmerken, tekst in re.findall(r"<textarea([^>]*)>\n?(.*?)</textarea>", deel, re.S):
        if not re.search(r"\sdisabled\b", kenmerken):
            velden[re.search(r'name="([^"]*)"', kenmerken)[1]] = [unescape(tekst)]
    for kenmerken, keuzes in re.findall(r"<select([^>]*)>(.*?)</select>", deel, re.S):
        if not re.search(r"\sdisabled\b", kenmerken):
            waarden = re.findall(r'<option value="([^"]*)"', keuzes)
            gekozen = re.findall(r'<option value="([^"]*)"[^>]*\sselected', keuzes)
            velden[re.search(r'name="([^"]*)"', kenmerken)[1]] = [unescape(w) for w in gekozen or waarden[:1]]
    velden.pop("csrfmiddlewaretoken", None)
    return velden
