"""What happens when the wheel is built: the editor of queries is made from npm, where there is npm."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SOURCES = Path("server/editor")
_BUNDLE = Path("server/partnercities/web/static/editor.js")


class EditorHook(BuildHookInterface[Any]):
    """Builds the editor into the package. A wheel without it works: there the page of queries is a plain text area."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the files are gathered; an editable installation is left as it is."""
        if version == "editable":
            return
        npm, sources = shutil.which("npm"), Path(self.root) / _SOURCES
        if npm and self._run(npm, "ci", sources) and self._run(npm, "run build", sources):
            return
        if not (Path(self.root) / _BUNDLE).is_file():
            self.app.display_warning(f"{_BUNDLE.name} was not built: the wheel has no editor. It needs npm.")

    def _run(self, npm: str, words: str, sources: Path) -> bool:
        outcome = subprocess.run(  # noqa: S603 - npm, with words of ours
            [npm, *words.split()], cwd=sources, capture_output=True, text=True, check=False
        )
        if outcome.returncode:
            self.app.display_warning(f"npm {words} failed:\n{outcome.stderr}")
        return outcome.returncode == 0
