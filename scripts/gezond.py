"""Ask the web server of this container whether it is well: the image's HEALTHCHECK.

It names the first of ALLOWED_HOSTS as its host, as the proxy would; ends non-zero when the answer is
not 200.
"""

import http.client
import os
import sys

host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
verbinding = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
verbinding.request("GET", "/gezondheid/", headers={"Host": host, "X-Forwarded-Proto": "https"})
antwoord = verbinding.getresponse()
print(antwoord.status, antwoord.read(500).decode(errors="replace"))
sys.exit(antwoord.status != 200)
