"""How generated examples are drawn: the same on every run, so that a red build is the fault of a change.

`pytest --hypothesis-profile explore` draws new ones each time, to look for what no run has met.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

# What a test keeps would be there for the next, and for whoever works here: those about it say a folder of their own.
os.environ["POLICYSPEC_CACHE"] = "off"
