"""Markdown and code as HTML, without anything a strict Content-Security-Policy would stop."""

from __future__ import annotations

import json
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# Classes and no colours: the style sheet has those, for light and for dark.
_FORMATTER = HtmlFormatter(nowrap=True)


def markdown(text: str) -> Markup:
    """As HTML; what is HTML in the text already is escaped."""
    return Markup(_MARKDOWN.render(text))


def inline(text: str) -> Markup:
    """Markdown of one line, without the paragraph around it."""
    return Markup(_MARKDOWN.renderInline(text))


def code(text: str, lexer: str) -> Markup:
    shown = highlight(text, get_lexer_by_name(lexer, stripnl=False), _FORMATTER)
    return Markup(shown.rstrip("\n"))


def pretty(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def wire(value: Any) -> str:
    """A message as it is sent, on one line if that can be read."""
    line = json.dumps(value, ensure_ascii=False)
    return line if len(line) <= 96 else pretty(value)
