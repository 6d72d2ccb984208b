import gzip
from pathlib import Path

line = '{"ocid": "ocds-abc123-%d", "tender": {"title": "Care", "value": {"amount": 5, "currency": "GBP"}}}\n'
Path("t.jsonl.gz").write_bytes(gzip.compress("".join(line % n for n in (1, 2)).encode()))
