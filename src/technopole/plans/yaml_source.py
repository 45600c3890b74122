"""YAML as people write plans: no surprises of type, every fault found with its line.

Plain `NO`, `on` and `12:30` stay text (older YAML reads them as false, true and 750); a key given
twice is a fault, not a silent choice of the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml
from yaml.composer import Composer

from technopole.base.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from pathlib import Path

_STARTS_NUMBER = list("-+0123456789.")
_INTEGER = re.compile(r"^[-+]?(?:0|[1-9][0-9_]*)$")
_DECIMAL = re.compile(
    r"^[-+]?(?:(?:0|[1-9][0-9_]*)\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?$"
    r"|^[-+]?(?:0|[1-9][0-9_]*)[eE][-+]?[0-9]+$"
)


class Located(dict[str, Any]):
    """A mapping that knows on which lines of its file it and its keys stand."""

    line: int = 0

    def __init__(self, line: int = 0) -> None:
        """Start empty, on a line."""
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the mapping if it has no such key."""
        return self.lines.get(key, self.line)


@dataclass(frozen=True)
class Source:
    """What a file holds and what is wrong with how it is written. `content` is None if it is unreadable."""

    content: Any
    findings: tuple[Finding, ...]


class _Loader(Composer, yaml.CSafeLoader):
    """Reads mappings with lines, and only the plain types of YAML 1.2.

    libyaml finds the words, which is most of the work. It is not asked to put them together: its own way of
    doing so ends the process on text nested some ten thousand deep, Python's ends in an error.
    """

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)
        self.doubled: list[tuple[str, int]] = []
        self.unusable: list[int] = []

    def located(self, node: yaml.MappingNode) -> Iterator[Located]:
        """Build a mapping, noting lines, doubled keys and keys that are no words."""
        result = Located(node.start_mark.line + 1)
        yield result
        own: set[Hashable] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.unusable.append(key_node.start_mark.line + 1)
                continue
            name, line = str(key_node.value), key_node.start_mark.line + 1
            if name in own:
                self.doubled.append((name, line))
            own.add(name)
            result.lines[name] = line
        self.flatten_mapping(node)
        for key_node, value_node in node.value:
            if isinstance(key_node, yaml.ScalarNode):
                result[str(key_node.value)] = self.construct_object(value_node, deep=True)

    def whole_number(self, node: yaml.ScalarNode) -> int:
        """Read a whole number; underscores may part thousands."""
        return int(str(node.value).replace("_", ""))

    def decimal(self, node: yaml.ScalarNode) -> float:
        """Read a decimal number."""
        return float(str(node.value).replace("_", ""))


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^<<$"), ["<"])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|false|False)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", _INTEGER, _STARTS_NUMBER)
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", _DECIMAL, _STARTS_NUMBER)
_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.located)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.whole_number)
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.decimal)


def read_yaml(path: Path) -> Source:
    """Read one YAML file; every fault of writing is a finding, never an exception."""
    name = path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        finding = Finding(
            f"The file cannot be read ({error.strerror})", name, remedy="Check its name and rights"
        )
        return Source(None, (finding,))
    except UnicodeDecodeError as error:
        what = f"The file is not UTF-8 text (byte {error.start + 1})"
        return Source(None, (Finding(what, name, remedy="Save it as UTF-8"),))
    return parse_yaml(text, name)


@lru_cache(maxsize=64)  # a plan, its baseline and the region's levers read the same files
def parse_yaml(text: str, name: str = "") -> Source:
    """Parse YAML text; `name` is the file's name in findings. Content is shared and stays as it is."""
    try:
        loader = _Loader(text)
        content = loader.get_single_data()
    except yaml.YAMLError as error:
        return Source(None, (_syntax_finding(error, name),))
    except (ValueError, RecursionError) as error:
        what = f"The file is not YAML this program can read ({error})"
        return Source(None, (Finding(what, name, remedy="Write plain lists and mappings"),))
    findings = [
        Finding(f"'{key}' is given twice", name, line, key, "Keep one of the two")
        for key, line in loader.doubled
    ]
    findings += [
        Finding(
            "A key is itself a list or mapping", name, line, remedy="Use a word as key, or quote the text"
        )
        for line in loader.unusable
    ]
    return Source(content, tuple(findings))


def _syntax_finding(error: yaml.YAMLError, name: str) -> Finding:
    """Turn a parser's complaint into one sentence with a line."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
    line = None if mark is None else mark.line + 1
    remedy = "Check indentation, colons and quotes on this line and the one before"
    return Finding(f"This is not valid YAML: {problem}", name, line, remedy=remedy)
