"""Programs that tests need and this machine lacks, from the packages of Debian. What cannot be had is said, and is no error."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping


def install(packages: Mapping[str, Iterable[str]]) -> None:
    """Of a table from a program to its packages, install those whose program is missing."""
    missing = [name for program, names in packages.items() if not shutil.which(program) for name in names]
    if not missing:
        return
    rights = _rights()
    if rights is None or not shutil.which("apt-get"):
        say(f"{', '.join(missing)}: to be installed by hand")
        return
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        command = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            say(f"{', '.join(missing)} cannot be installed: {done.stderr.strip()[-500:]}")
            return


def say(words: str) -> None:
    """One line for the person who runs this."""
    sys.stderr.write(f"{words}\n")


def _rights() -> list[str] | None:
    """What makes a command one of root without asking for a password; None if nothing does."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    can = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0
    return sudo if can else None
