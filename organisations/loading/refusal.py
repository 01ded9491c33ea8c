"""The one way a data file is turned down: which file, which place, what is wrong, what to do."""

from dataclasses import dataclass, replace


class FileRefused(Exception):
    """A data file cannot be loaded; the text is the Vietnamese sentence that people read."""


@dataclass(frozen=True)
class Place:
    """Where we are in a file: `training_log[3].events`, and the line it starts on."""

    file: str
    path: str = ""
    line: int | None = None

    def key(self, name, line=None):
        path = f"{self.path}.{name}" if self.path else str(name)
        return replace(self, path=path, line=line or self.line)

    def index(self, number, line=None):
        return replace(self, path=f"{self.path}[{number}]", line=line or self.line)

    def refusal(self, fault):
        """The exception to raise; `fault` says what is wrong and what to do."""
        parts = [f"Tệp {self.file}"]
        parts += [f"dòng {self.line}"] if self.line else []
        parts += [f"mục {self.path}"] if self.path else []
        return FileRefused(f"{', '.join(parts)}: {fault}")
