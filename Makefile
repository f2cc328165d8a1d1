# Sterk voor Noord: every command a person needs. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := hulp
.PHONY: hulp demo demo-opnieuw test check bench pins vendor systeem basis ontwikkeling

PORT ?= 8000
PYTHON_VENV := .venv/bin/python
# The demo has accounts with a known password: it never touches a database or queue that this shell knows.
ALS_DEMO := env -u DATABASE_URL -u REDIS_URL -u EMAIL_URL -u OPSLAG_URL DEBUG=true $(PYTHON_VENV)

hulp: ## Toont dit overzicht
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: basis ## Start het portaal met het echte programma op http://127.0.0.1:8000 (PORT= voor een andere poort)
	@$(ALS_DEMO) manage.py demo --poort $(PORT)

demo-opnieuw: basis ## Hetzelfde, maar begint met een lege gegevensbank
	@$(ALS_DEMO) manage.py demo --poort $(PORT) --opnieuw

test: ontwikkeling ## Installeert wat de tests nodig hebben en draait ze allemaal
	@scripts/systeem.sh test
	@$(PYTHON_VENV) scripts/tests_draaien.py

check: ontwikkeling ## Stijl, sjablonen, lagen, migraties, instellingen en typen; seconden, zonder netwerk
	@scripts/check.sh

bench: ontwikkeling ## Meet de cijfers van docs/prestaties.md op deze machine
	@$(PYTHON_VENV) -m tests.bench
	@$(PYTHON_VENV) -m tests.bench.projectenboek

pins: ontwikkeling ## Berekent requirements/*.txt opnieuw (BIJWERKEN=1 neemt nieuwere versies)
	@scripts/pins.sh

vendor: ## Haalt NL Design System opnieuw op naar static/vendor (heeft Node nodig)
	@npm ci --ignore-scripts --no-audit --no-fund && node scripts/vendor.mjs

# What has to be there first. Both do nothing, in a tenth of a second, when all is there.
systeem:
	@scripts/systeem.sh basis

basis: systeem
	@scripts/omgeving.sh basis

ontwikkeling: systeem
	@scripts/omgeving.sh ontwikkeling
