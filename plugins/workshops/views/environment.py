"""The template environment that the theme is written for.

It is Jinja's own, with one change to the code that templates are compiled to: text is escaped without making a
Markup object of every piece, which would cost more than the escaping itself.
"""

from __future__ import annotations

from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as _escaped
except ImportError:  # built without a compiler, or another version: slower, and the same text
    _escaped = escape


COMPILED = "__workshops1_%s.cache"
"""Names of files with compiled templates; counted up when `PageCode` changes."""


def shown(value: Any) -> str:
    """Return a value as it stands in HTML: markup as it is, anything else escaped."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return _escaped(value) if kind is str else escape(value)


class PageCode(CodeGenerator):
    """Compiles templates so that they escape with `shown`."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Compile a template; the name that its code escapes with is bound anew at its end."""
        super().visit_Template(node, frame)
        self.writeline(f"from {__name__} import shown as escape")


def page_environment(env: Environment, compiled: str | None = None) -> Environment:
    """Return an environment with the same loader, set for our theme: everything is escaped, nothing is undefined.

    `compiled` is a folder that exists, for compiled templates.
    """
    ours = env.overlay(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(compiled, COMPILED) if compiled else None,
    )
    ours.code_generator_class = PageCode
    return ours


def environment(loader: BaseLoader) -> Environment:
    """Return the environment for templates that a loader finds."""
    return page_environment(Environment(loader=loader))


def compiled_template(env: Environment, name: str, variant: str, source: str, file: str | None) -> Template:
    """Compile a template whose source was changed; `variant` tells it from others of the same name.

    It keeps its name and file, so that mistakes are told with their place.
    """
    cache, bucket = env.bytecode_cache, None
    if cache is not None:
        bucket = cache.get_bucket(env, f"{name} {variant}", file, source)
    code = bucket.code if bucket else None
    if code is None:
        code = env.compile(source, name, file)
        if cache is not None and bucket is not None:
            bucket.code = code
            cache.set_bucket(bucket)
    return env.template_class.from_code(env, code, env.make_globals(None))


def render(template: Template, variables: dict[str, Any]) -> str:
    """Render a template with all its variables; Jinja's own way copies them and the environment's functions first."""
    context = template.new_context(variables, shared=True)
    try:
        return "".join(template.root_render_func(context))
    except Exception:
        template.environment.handle_exception()
