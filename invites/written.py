"""Blocks written out as plain text, and as HTML that any reader, screen or dark mode can show."""

from html import escape
from typing import assert_never

from invites.markup import Actions, Block, Details, Heading, Link, Paragraph, Points, Row
from invites.meetings import WEB_ADDRESS
from models.languages import Language

PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{subject}</title>
</head>
<body style="{sheet}">
<h1 style="font-size: 1.4em">{subject}</h1>
{body}
</body>
</html>
"""
SHEET = "font: 16px/1.5 sans-serif; max-width: 40em; margin: 0 auto; padding: 0 1em"
BUTTON = "display: inline-block; padding: 0.6em 1em; margin: 0 0.5em 0.5em 0; border: 2px solid"
CELL = "text-align: left; vertical-align: top; padding: 0.2em 1em 0.2em 0"


def text(blocks: tuple[Block, ...]) -> str:
    """Plain text; blocks are apart by a blank line."""
    return "\n\n".join(_text(block) for block in blocks) + "\n"


def html(blocks: tuple[Block, ...], *, subject: str, language: Language) -> str:
    """A whole page; colours are left to the reader's own settings."""
    body = "\n".join(_html(block) for block in blocks)
    return PAGE.format(language=language, subject=escape(subject), sheet=SHEET, body=body)


def _text(block: Block) -> str:
    match block:
        case Heading(words):
            return words
        case Paragraph(lines):
            return "\n".join(lines)
        case Points(items):
            return "\n".join(f"- {item}" for item in items)
        case Details(rows):
            return "\n".join(_text_row(row) for row in rows)
        case Actions(links):
            return "\n".join(f"{link.text}:\n{link.address}" for link in links)
        case _:
            assert_never(block)


def _text_row(row: Row) -> str:
    return f"{row.label}: {row.old} → {row.value}" if row.old else f"{row.label}: {row.value}"


def _html(block: Block) -> str:
    match block:
        case Heading(words):
            return f'<h2 style="font-size: 1.2em">{escape(words)}</h2>'
        case Paragraph(lines):
            return f"<p>{'<br>'.join(_linked(line) for line in lines)}</p>"
        case Points(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case Details(rows):
            return (
                f'<table style="border-collapse: collapse">{"".join(_table_row(row) for row in rows)}</table>'
            )
        case Actions(links):
            return f"<p>{''.join(_button(link) for link in links)}</p>"
        case _:
            assert_never(block)


def _table_row(row: Row) -> str:
    old = f"<del>{escape(row.old)}</del> → " if row.old else ""
    new = f"<ins>{escape(row.value)}</ins>" if row.old else _linked(row.value)
    heading = f'<th scope="row" style="{CELL}">{escape(row.label)}</th>'
    return f'<tr>{heading}<td style="{CELL}">{old}{new}</td></tr>'


def _linked(value: str) -> str:
    shown = escape(value)
    return f'<a href="{shown}">{shown}</a>' if WEB_ADDRESS.fullmatch(value) else shown


def _button(link: Link) -> str:
    return f'<a href="{escape(link.address)}" style="{BUTTON}">{escape(link.text)}</a>'
