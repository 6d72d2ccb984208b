"""SHA-256 without OpenSSL.

`hashlib` loads OpenSSL when it is imported, which takes a check longer than all its digests. The standard library's
own `random` takes what Python brings along in the same way.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha256 import sha256
    except ImportError:  # it has another name since Python 3.12, and need not be there
        from hashlib import sha256

__all__ = ["sha256"]
