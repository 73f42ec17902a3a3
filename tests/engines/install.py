"""What the engines under test need and this machine lacks: `make engines`. What cannot be had is said, and is no error."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from debian import install, say
from engines.fuseki import ARTIFACT, JAR, is_whole

PACKAGES = {
    "virtuoso-t": ["virtuoso-opensource-7-bin"],
    "java": ["default-jre-headless"],
    "mvn": ["maven"],
}
"""Each program and the Debian packages that have it."""


def main() -> None:
    """Install what is missing."""
    install(PACKAGES)
    if not is_whole(JAR):
        download()


def download() -> None:
    """The file of Fuseki, by Maven; kept only if it is the one whose digest is known."""
    if not shutil.which("mvn"):
        say("Fuseki is got by Maven, which is not installed")
        return
    JAR.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=JAR.parent) as folder:
        words = ["dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
        done = subprocess.run(["mvn", "-q", "-B", *words], capture_output=True, text=True, check=False, cwd=folder)
        got = Path(folder) / JAR.name
        if not is_whole(got):
            say(f"{ARTIFACT} was not got whole: {(done.stdout + done.stderr).strip()[-500:]}")
            return
        got.replace(JAR)


if __name__ == "__main__":
    main()
