"""What is watched on every page of the browser tests."""

from collections.abc import Sequence
from pathlib import Path

import axe_playwright_python

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


# WCAG 2.2 AA asks for targets of 24 pixels; axe leaves that rule off unless asked. What axe fetches beforehand
# (`preload`) is for rules about sound that plays by itself; a page of the portal holds none: its policy refuses it.
OPTIES = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
#: Contexts in which axe is at work. It tries styles on the page, which the policy of a page refuses.
_axe_bezig: set = set()


def bewaak(context, url: str) -> list[str]:
    """Collect everything in this context that must not happen on a page of the portal."""
    fouten: list[str] = []

    def bij_console(bericht):
        # A page that answers 404 says so in the console as well, htmx too; the response itself is judged below.
        if bericht.type == "error" and not bericht.text.startswith(
            ("Failed to load resource", "Response Status Error")
        ):
            if context in _axe_bezig and "Applying inline style" in bericht.text:
                return
            plek = bericht.location
            fouten.append(f"console: {bericht.text} ({plek['url']}:{plek['lineNumber']})")

    def bij_antwoord(antwoord):
        grens = 500 if antwoord.request.resource_type in ("document", "xhr", "fetch") else 400
        if antwoord.status >= grens:
            fouten.append(f"{antwoord.status} op {antwoord.url}")

    def bij_vraag(vraag):
        if not vraag.url.startswith((f"{url}/", "data:", "blob:")):
            fouten.append(f"vraag aan een andere machine: {vraag.url}")

    context.on("console", bij_console)
    context.on("weberror", lambda fout: fouten.append(f"script: {fout.error}"))
    context.on("response", bij_antwoord)
    context.on("request", bij_vraag)
    return fouten


def bevindingen(pagina, zonder: Sequence[str] = ()) -> list[str]:
    """Return what axe finds on the page, readable; `zonder` are selectors of parts that are not ours to mend."""
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE)
    _axe_bezig.add(pagina.context)
    vondsten = pagina.evaluate(
        "([exclude, opties]) => axe.run({include: document, exclude}, opties).then(uitslag => uitslag.violations)",
        [[[deel] for deel in zonder], OPTIES],
    )
    _axe_bezig.discard(pagina.context)
    return [
        f"{vondst['id']} ({vondst['impact']}): {vondst['help']}\n"
        + "\n".join(f"    {' '.join(map(str, n['target']))}: {n['html'][:200]}" for n in vondst["nodes"][:5])
        for vondst in vondsten
    ]


def keur(pagina, waar: str = "", zonder: Sequence[str] = ()) -> None:
    """Fail with a readable list when axe finds anything on the page; `waar` names the page in the message."""
    regels = bevindingen(pagina, zonder)
    assert not regels, f"{waar or pagina.url}\n" + "\n".join(regels)
