import zlib
from pathlib import Path

packer = zlib.compressobj(wbits=31)
blanks = b" " * 2**20
packed = b"".join(packer.compress(blanks) for _ in range(70))
Path("t.json.gz").write_bytes(packed + packer.flush())
