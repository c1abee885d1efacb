"""Markdown → safe HTML → plain text.

Organizers' Markdown is untrusted: comrak renders it (CommonMark with tables, strikethrough, description lists,
footnotes and bare links), then nh3 keeps only what stands in the allow-list below. Links into the site are written
as Pelican does, `{filename}/venues/main-library.md` and `{static}/images/map.png`; they come out as they are, and
`links` gives them their addresses when everything has been read.
"""
from __future__ import annotations

import re
from html import unescape

import comrak
import nh3

from .escape import plain

TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "b", "i", "del", "s", "ins", "mark", "blockquote", "q", "cite",
        "code", "pre", "kbd", "hr", "br", "a", "img", "table", "thead", "tbody", "tr", "th", "td", "caption", "sup", "sub",
        "dl", "dt", "dd", "abbr", "small", "span", "details", "summary", "section", "address", "figure", "figcaption"}
ATTRIBUTES = {"a": {"href", "title", "hreflang"}, "img": {"src", "alt", "title", "width", "height"}, "ol": {"start"},
              "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}, "abbr": {"title"}, "*": {"lang", "dir"}}
SCHEMES = {"http", "https", "mailto", "tel", "sms"}
_LOCAL = re.compile(r"\b(href|src)=\"(?:%7B|\{)(filename|static|attach)(?:%7D|\})", re.I)
_ROOT = re.compile(r"\b(href|src)=\"(?:%7B|\{)root(?:%7D|\})/*", re.I)
_IMAGE = re.compile(r"<img\b[^>]*>")
_FOREIGN = re.compile(r"src=\"(?:[a-z][a-z0-9+.-]*:|//|\\)", re.I)


_CHECKBOX = re.compile(r'<input type="checkbox"([^>]*)/?>\s*')


def _options() -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    extension, render = comrak.ExtensionOptions(), comrak.RenderOptions()
    extension.table = extension.strikethrough = extension.autolink = True
    extension.description_lists = extension.footnotes = extension.tasklist = True
    render.unsafe_ = True  # raw HTML goes through nh3 below
    return extension, render


_EXTENSION, _RENDER = _options()
_FOOTNOTE_ATTRIBUTES = {**ATTRIBUTES, "a": {*ATTRIBUTES["a"], "id"}, "li": {"id"}}
_CLEANER = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
_FOOTNOTES = nh3.Cleaner(tags=TAGS, attributes=_FOOTNOTE_ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def render(markdown: str) -> str:
    """Render Markdown to sanitized HTML.

    Links into the site come out as `href="{filename}/events/forum.md"`, for `links` to settle. Headings of the first
    level become second-level ones, since the page has its own. Pictures of other hosts are dropped: pages load nothing
    from elsewhere. Control characters go.
    """
    if not markdown or markdown.isspace():
        return ""
    raw = comrak.render_markdown(plain(markdown), extension_options=_EXTENSION, render_options=_RENDER)
    if "<h1" in raw:
        raw = raw.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    if "<input" in raw:
        raw = _CHECKBOX.sub(lambda found: "☑ " if "checked" in found[1] else "☐ ", raw)
    html = (_FOOTNOTES if 'class="footnotes"' in raw else _CLEANER).clean(raw)
    if "<img" in html:
        html = _IMAGE.sub(_own_image, html)
    if "%7B" in html or '"{' in html:
        html = _LOCAL.sub(lambda found: f'{found[1]}="{{{found[2].lower()}}}', html)
        html = _ROOT.sub(r'\1="{root}', html)
    return html.strip()


def _own_image(found: re.Match[str]) -> str:
    tag = found[0]
    if "src=" not in tag or _FOREIGN.search(tag):
        alt = re.search(r'alt="([^"]*)"', tag)
        return alt[1] if alt else ""
    return tag if " alt=" in tag else tag.replace("<img", '<img alt=""', 1)


_BREAKS = re.compile(r"<(?:br|/tr|/dt)\b[^>]*>")
_PARAGRAPHS = re.compile(r"</?(?:p|h[2-6]|ul|ol|dl|table|blockquote|pre|section|details|figure|address|hr)\b[^>]*>")
_ITEM = re.compile(r"\s*<(?:li|dd)\b[^>]*>\s*(?:<p>)?")
_LINK = re.compile(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.S)
_PICTURE = re.compile(r'<img\b[^>]*alt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")
_OTHER_ITEM = re.compile(r"<(?:dd|li\s|li>\s*<p>)")
"""Items that are more than `<li>` and their text."""
_APART = ("<p>", "</p>", "<h2>", "</h2>", "<h3>", "</h3>", "<ul>", "</ul>")
_NOTHING = ("</li>", "<strong>", "</strong>", "<em>", "</em>")


def _link_text(found: re.Match[str]) -> str:
    target, label = found[1], found[2]
    if not target.startswith(("http", "mailto:", "tel:")):
        return label
    shown = target.removeprefix("mailto:").removeprefix("tel:")
    return label if shown in label else f"{label} ({shown})"


def to_text(html: str) -> str:
    """Turn sanitized HTML into plain text: paragraphs apart, lists with hyphens, addresses of links written out.

    The tags that nearly all texts are made of are taken out by plain replacement, which is several times faster than
    the patterns that know them all.
    """
    text = html.replace("\n", " ")
    if "<a" in text:
        text = _LINK.sub(_link_text, text)
    if "<img" in text:
        text = _PICTURE.sub(r"\1", text)
    text = _ITEM.sub("\n- ", text) if _OTHER_ITEM.search(text) else text.replace("<li>", "\n- ")
    for tag in _APART:
        text = text.replace(tag, "\n\n")
    for tag in _NOTHING:
        text = text.replace(tag, "")
    if "<" in text:
        text = _TAG.sub("", _BREAKS.sub("\n", _PARAGRAPHS.sub("\n\n", text)))
    if "&" in text:
        text = unescape(text)
    text = text.replace("\n\n \n\n", "\n\n")
    lines = text.split("\n")  # no printable character but the space is white space, so most lines need no closer look
    text = "\n".join([line.strip() if line.isprintable() and "  " not in line else " ".join(line.split()) for line in lines])
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip()


def shorten(text: str, words: int = 50) -> str:
    """Return the first words of a text on one line."""
    parts = text.split(None, words)
    return " ".join(parts[:words]).rstrip(",;:") + ("…" if len(parts) > words else "")
