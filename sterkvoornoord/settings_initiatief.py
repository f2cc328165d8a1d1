"""What the programme promises who hands in an idea, and how long it keeps what they left behind.

Part of ``sterkvoornoord.settings``; each from the environment, see docs/beheer.md.
"""

import environ

env = environ.Env()

# What the form of an initiatief promises its submitter.
INITIATIEF_ANTWOORD_WERKDAGEN = env.int("INITIATIEF_ANTWOORD_WERKDAGEN", default=10)
INITIATIEF_BESLUIT_WEKEN = env.int("INITIATIEF_BESLUIT_WEKEN", default=6)
# So many days before such a term its colleague is reminded; so many days after a question its submitter is, once.
INITIATIEF_BIJNA_DAGEN = env.int("INITIATIEF_BIJNA_DAGEN", default=5)
INITIATIEF_HERINNER_DAGEN = env.int("INITIATIEF_HERINNER_DAGEN", default=7)
# When what a submitter left behind is removed: not confirmed, not handed in, closed.
INITIATIEF_BEVESTIGEN_DAGEN = env.int("INITIATIEF_BEVESTIGEN_DAGEN", default=7)
INITIATIEF_CONCEPT_DAGEN = env.int("INITIATIEF_CONCEPT_DAGEN", default=30)
INITIATIEF_BEWAREN_DAGEN = env.int("INITIATIEF_BEWAREN_DAGEN", default=183)
# And, whatever its status, so long after its submitter last wrote to us or heard from us.
INITIATIEF_CONTACT_DAGEN = env.int("INITIATIEF_CONTACT_DAGEN", default=730)
