"""`python -m tests.differential`: see `running`."""

import sys

from tests.differential.running import main

if __name__ == "__main__":
    sys.exit(main())
