from pathlib import Path

Path("p.policy").write_text('policy council/x "X"\n\nrule r "R"\n  applies when ' + "(" * 100_000 + "\n")
