import gzip
from pathlib import Path

packed = bytearray(gzip.compress(b'{"ocid": "ocds-abc123-1", "tender": {"title": "Care"}}\n'))
packed[20] ^= 0xFF
Path("t.jsonl.gz").write_bytes(packed)
