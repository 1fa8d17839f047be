"""What a document template may name: every place with what stands there, and how a template's expressions are checked.

A template is written by somebody we do not know. Only what is listed here is possible in it: the places, loops over the
lists among them, conditions and a few plain filters. Everything else – calls, other loops, includes – is refused before
anything is rendered, so that no template can reach into the program, outgrow it or keep it busy.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

FILTERS = frozenset({"upper", "lower", "capitalize", "title", "trim", "length", "first", "last", "join", "default"})
TESTS = frozenset({"defined", "undefined", "odd", "even"})
DEEPEST_LOOP = 3
LONGEST_PLACE = 90
LOOP = dict.fromkeys(("index", "index0", "revindex", "revindex0", "first", "last", "length"), "")
TEXT = ""  # what a place without parts looks like in a schema: {"title": "", "sections": [{"heading": ""}]}

_TAG = re.compile(r"<[^>]+>")
_OPENING = frozenset({"for", "if"})
_WORDS = {
    "Call": "(…)", "Assign": "set", "AssignBlock": "set", "Include": "include", "Import": "import",
    "FromImport": "import", "Extends": "extends", "Macro": "macro", "CallBlock": "call", "Block": "block",
    "FilterBlock": "filter", "With": "with", "Mul": "*", "Pow": "**", "Mod": "%", "Add": "+", "Sub": "-", "Div": "/",
    "FloorDiv": "//", "List": "[…]", "Dict": "{…}", "Tuple": "(…)", "Slice": "[:]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """One thing that keeps a template from being used: `name` is what was written, `place` the words beside it.

    Codes: unknown_place, unknown_part, no_text, not_a_list, not_possible, unknown_filter, too_deep, not_closed,
    not_opened, syntax, and of the rendering: broken_structure, too_much, damaged.
    """

    code: str
    name: str = ""
    place: str = ""
    known: tuple[str, ...] = ()


def problems_of(source: str, schema: Mapping[str, Any], environment: Environment) -> list[TemplateProblem]:
    """Return what is wrong with one part of a template; `source` has a line break before each paragraph."""
    lines = source.split("\n")
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        return [_syntax_problem(error, source, lines, environment)]
    return list(_Walk(lines).body(tree.body, [dict(schema)], 0))


Scopes = list[Mapping[str, Any]]
Found = tuple[Any, list[TemplateProblem]]


@dataclass(frozen=True, slots=True)
class _Walk:
    lines: list[str]

    def body(self, body: list[nodes.Node], scopes: Scopes, depth: int) -> Iterator[TemplateProblem]:
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        if not isinstance(part, nodes.TemplateData):
                            yield from self.printed(part, scopes)
                case nodes.For():
                    yield from self.loop(node, scopes, depth)
                case nodes.If():
                    yield from self.expression(node.test, scopes)[1]
                    yield from self.body([*node.body, *node.elif_, *node.else_], scopes, depth)
                case _:
                    yield self.problem("not_possible", node, _written(node))

    def printed(self, node: nodes.Node, scopes: Scopes) -> list[TemplateProblem]:
        """Return what is wrong with an expression in double braces; only a text can stand in a document."""
        kind, problems = self.expression(node, scopes)
        if problems or isinstance(kind, str):
            return problems
        inside = kind[0] if isinstance(kind, list) and kind else kind
        known = tuple(inside) if isinstance(inside, Mapping) else ()
        return [self.problem("no_text", node, _written(node), known=known)]

    def loop(self, node: nodes.For, scopes: Scopes, depth: int) -> Iterator[TemplateProblem]:
        kind, problems = self.expression(node.iter, scopes)
        yield from problems
        if not problems and not isinstance(kind, list):
            yield self.problem("not_a_list", node, _written(node.iter), known=_lists(scopes))
            return
        if not isinstance(node.target, nodes.Name) or node.recursive:
            yield self.problem("not_possible", node, "for … recursive" if node.recursive else "for a, b in …")
            return
        if depth >= DEEPEST_LOOP:
            yield self.problem("too_deep", node, node.target.name)
            return
        if problems:
            return
        inside = [*scopes, {node.target.name: kind[0] if kind else TEXT, "loop": LOOP}]
        if node.test:
            yield from self.expression(node.test, inside)[1]
        yield from self.body(list(node.body), inside, depth + 1)
        yield from self.body(list(node.else_), scopes, depth)

    def expression(self, node: nodes.Node, scopes: Scopes) -> Found:
        """Return what the expression gives – a text, a list or parts by name – and what is wrong with it."""
        match node:
            case nodes.Name():
                return self.name(node, scopes)
            case nodes.Getattr():
                return self.part(node, node.node, node.attr, scopes)
            case nodes.Getitem(arg=nodes.Const(value=str(part))):
                return self.part(node, node.node, part, scopes)
            case nodes.Filter(node=nodes.Expr() as filtered):
                return self.filtered(node, filtered, scopes)
        parts = _parts(node)
        if parts is None:
            return TEXT, [self.problem("not_possible", node, _written(node))]
        return TEXT, [problem for part in parts for problem in self.expression(part, scopes)[1]]

    def name(self, node: nodes.Name, scopes: Scopes) -> Found:
        for scope in reversed(scopes):
            if node.name in scope:
                return scope[node.name], []
        known = tuple(dict.fromkeys(name for scope in reversed(scopes) for name in scope if name != "loop"))
        return TEXT, [self.problem("unknown_place", node, node.name, known=known)]

    def part(self, node: nodes.Node, owner: nodes.Node, part: str, scopes: Scopes) -> Found:
        kind, problems = self.expression(owner, scopes)
        if problems:
            return TEXT, problems
        parts = kind if isinstance(kind, Mapping) else {}
        if part in parts and not part.startswith("_"):
            return parts[part], []
        return TEXT, [self.problem("unknown_part", node, f"{_written(owner)}.{part}", known=tuple(parts))]

    def filtered(self, node: nodes.Filter, filtered: nodes.Node, scopes: Scopes) -> Found:
        kind, problems = self.expression(filtered, scopes)
        if node.name not in FILTERS:
            return TEXT, [*problems, self.problem("unknown_filter", node, node.name, known=tuple(sorted(FILTERS)))]
        if not all(isinstance(each, nodes.Const) for each in node.args) or node.kwargs or node.dyn_args:
            return TEXT, [*problems, self.problem("not_possible", node, f"{node.name}(…)")]
        is_element = node.name in ("first", "last") and isinstance(kind, list)
        return (kind[0] if is_element and kind else TEXT), problems

    def problem(self, code: str, node: nodes.Node, name: str, known: tuple[str, ...] = ()) -> TemplateProblem:
        return TemplateProblem(code, name, _place(self.lines, node.lineno or 1), known)


def _parts(node: nodes.Node) -> list[nodes.Node] | None:
    """Return what a harmless expression consists of; None for one that has no place in a template."""
    match node:
        case nodes.Const():
            return []
        case nodes.Test() if node.name in TESTS and not node.args:
            return [node.node]
        case nodes.Compare():
            return [node.expr, *(operand.expr for operand in node.ops)]
        case nodes.And() | nodes.Or() | nodes.Not() | nodes.Concat() | nodes.CondExpr():
            return list(node.iter_child_nodes())
    return None


def _written(node: nodes.Node) -> str:
    """Return an expression as somebody would write it, or the word for what it is."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case nodes.Const():
            return repr(node.value)[:LONGEST_PLACE]
        case nodes.Call():
            return f"{_written(node.node)}(…)"
        case nodes.Filter(node=nodes.Expr() as filtered):
            return f"{_written(filtered)}|{node.name}"
    return _WORDS.get(type(node).__name__, type(node).__name__.lower())


def _lists(scopes: Scopes) -> tuple[str, ...]:
    return tuple(name for scope in scopes for name, kind in scope.items() if isinstance(kind, list))


def _place(lines: list[str], number: int) -> str:
    """Return the words of the paragraph on the line, or of the nearest one before it that has any."""
    for line in reversed(lines[: max(number, 1)]):
        words = " ".join(_TAG.sub(" ", line).split())
        if words:
            return words if len(words) <= LONGEST_PLACE else f"{words[:LONGEST_PLACE]}…"
    return ""


def _syntax_problem(
    error: TemplateSyntaxError, source: str, lines: list[str], environment: Environment
) -> TemplateProblem:
    message = error.message or ""
    opened = _left_open(source, environment)
    if opened and "Unexpected end of template" in message:
        number, words = opened
        return TemplateProblem("not_closed", words, _place(lines, number))
    unknown = re.search(r"Encountered unknown tag '([^']*)'", message)
    if unknown:
        code = "not_opened" if unknown[1] in ("endfor", "endif", "else", "elif") else "not_possible"
        return TemplateProblem(code, unknown[1], _place(lines, error.lineno))
    return TemplateProblem("syntax", message.rstrip("."), _place(lines, error.lineno))


def _left_open(source: str, environment: Environment) -> tuple[int, str] | None:
    """Return the line and the words of the innermost loop or condition that is never closed."""
    waiting: list[tuple[int, str]] = []
    block: list[str] | None = None
    try:
        for number, kind, value in environment.lex(source):
            if kind == "block_begin":
                block, begun = [], number
            elif kind == "block_end" and block is not None:
                words, block = " ".join("".join(block).split()), None
                if words.split(" ")[0] in _OPENING:
                    waiting.append((begun, words))
                elif words in ("endfor", "endif") and waiting:
                    waiting.pop()
            elif block is not None:
                block.append(value)
    except TemplateSyntaxError:
        return None
    return waiting[-1] if waiting else None
