from pathlib import Path

Path("elsewhere").mkdir()
Path("elsewhere/real").write_text('policy secret "Secret"\n')
Path("secret.policy").symlink_to("elsewhere/real")
