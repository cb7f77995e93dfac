"""A page for each command, from the command line itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import typer
from pieces import code, codes, page, table

from kg.cli.app import app, load_commands


def command_pages() -> dict[str, str]:
    """Path -> Markdown: an overview, then the commands by name."""
    if not app.registered_groups:
        load_commands()
    root: Any = typer.main.get_command(app)
    commands = dict(sorted(root.commands.items()))
    pages = {"reference/commands/index.md": _overview(root, commands)}
    for name, command in commands.items():
        pages[f"reference/commands/{name}.md"] = _command_page(name, command)
    return pages


def _overview(root: Any, commands: dict[str, Any]) -> str:
    rows = [(f"[`kg {name}`]({name}.md)", _first_sentence(command)) for name, command in commands.items()]
    codes = [
        ("0", "done"),
        ("1", "failed"),
        ("2", "wrong usage"),
        ("3", "done, but some inputs were set aside (`rejected.jsonl` names each with its reason)"),
    ]
    return page(
        "Commands",
        "Each command tells its options with `--help` as well; this text is made from the same source.",
        table(("command", "what it does"), rows),
        "## Options before the command",
        _options(root),
        "## Exit codes",
        table(("code", "meaning"), codes),
    )


def _command_page(name: str, command: Any) -> str:
    inner = getattr(command, "commands", None)
    if inner is None:
        return page(f"kg {name}", *_command(f"kg {name}", command))
    parts = [_help(command)]
    for part, entry in sorted(inner.items()):
        title = f"kg {name} {part}"
        parts += [f"## {title}", *_command(title, entry)]
    return page(f"kg {name}", *parts)


def _command(title: str, command: Any) -> list[str]:
    arguments = [entry for entry in command.params if entry.param_type_name == "argument"]
    usage = " ".join([title, "[OPTIONS]", *map(_placeholder, arguments)])
    shown = [(code(_placeholder(entry)), entry.help or "") for entry in arguments]
    return [_help(command), f"```text\n{usage}\n```", table(("argument", "meaning"), shown), _options(command)]


def _placeholder(argument: Any) -> str:
    name = argument.name.upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _options(command: Any) -> str:
    annotations = get_type_hints(command.callback) if command.callback else {}
    rows = []
    for entry in command.params:
        if entry.param_type_name != "option" or entry.hidden or entry.name == "help":
            continue
        flags = ", ".join(map(code, [*entry.opts, *entry.secondary_opts]))
        values = "" if entry.is_flag else _values(annotations.get(entry.name, str), entry)
        rows.append((flags, values, _default(entry), entry.help or ""))
    return table(("option", "values", "default", "meaning"), rows)


def _values(annotation: Any, option: Any) -> str:
    """What may be given, from the annotation of the function behind the command."""
    inner = [part for part in get_args(annotation) if part is not type(None)]
    if get_origin(annotation) is Literal:
        return codes(inner)
    if inner:  # X | None, list[X]
        return _values(inner[0], option)
    name = {Path: "path", str: "text", int: "integer", float: "number"}.get(annotation, annotation.__name__)
    low, high = getattr(option, "min", None), getattr(option, "max", None)
    if low is None and high is None:
        return name
    return f"{name}, {low:g} to {high:g}" if high is not None else f"{name}, {low:g} or more"


def _default(option: Any) -> str:
    if option.is_flag or option.multiple or option.default in (None, "") or callable(option.default):
        return ""
    return code(option.default)


def _help(command: Any) -> str:
    return str(command.help or "").strip()


def _first_sentence(command: Any) -> str:
    return _help(command).split("\n\n")[0]
