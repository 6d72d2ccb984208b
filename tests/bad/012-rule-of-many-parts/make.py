from pathlib import Path

parts = " and ".join(f"number of lots is at least {n}" for n in range(2, 3_000))
Path("p.policy").write_text(
    f'policy council/x "X"\n\nrule r "R"\n  applies when {parts}\n  there must be at least 2 lots\n'
)
