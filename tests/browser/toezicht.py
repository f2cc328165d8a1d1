"""What is watched on every page of the browser tests."""

from pathlib import Path

import axe_playwright_python

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def bewaak(context, url: str) -> list[str]:
    """Collect everything in this context that must not happen on a page of the portal."""
    fouten: list[str] = []

    def bij_console(bericht):
        # A page that answers 404 says so in the console as well, htmx too; the response itself is judged below.
        if bericht.type == "error" and not bericht.text.startswith(
            ("Failed to load resource", "Response Status Error")
        ):
            fouten.append(f"console: {bericht.text}")

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


def keur(pagina, waar: str = "") -> None:
    """Fail with a readable list when axe finds anything on the page; `waar` names it in the message."""
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE)
    uitslag = pagina.evaluate("axe.run(document, {resultTypes: ['violations']})")
    regels = [
        f"{vondst['id']} ({vondst['impact']}): {vondst['help']}\n"
        + "\n".join(f"    {' '.join(map(str, n['target']))}: {n['html'][:200]}" for n in vondst["nodes"][:5])
        for vondst in uitslag["violations"]
    ]
    assert not regels, f"{waar or pagina.url}\n" + "\n".join(regels)
