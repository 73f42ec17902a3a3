"""What the engines under test need and this machine lacks: `make engines`. What cannot be had is said, and is no error."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from engines.fuseki import ARTIFACT, JAR, is_whole

PACKAGES = {
    "virtuoso-t": "virtuoso-opensource-7-bin",
    "java": "default-jre-headless",
    "mvn": "maven",
}
"""Each program and the Debian package that has it."""


def main() -> None:
    """Install what is missing."""
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if missing:
        install(missing)
    if not is_whole(JAR):
        download()


def install(packages: list[str]) -> None:
    """Packages of Debian, where that is possible."""
    if not shutil.which("apt-get") or os.geteuid():
        say(f"{', '.join(packages)}: to be installed by hand")
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *words], env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            say(f"{', '.join(packages)} cannot be installed: {done.stderr.strip()[-500:]}")
            return


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


def say(words: str) -> None:
    """One line for the person who runs this."""
    sys.stderr.write(f"engines: {words}\n")


if __name__ == "__main__":
    main()
