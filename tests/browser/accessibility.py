"""Whether a page can be used without seeing it, or without seeing it well.

Three checks of our own: names of all controls in the browser's accessibility tree, contrast of all
text as it is drawn, and the bones of the document. Where the variable PILCROW_AXE names axe.min.js
(https://github.com/dequelabs/axe-core), its rules are run as well.
"""

import os

CONTROLS = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "slider", "option", "listbox",
            "dialog", "navigation", "complementary", "main", "search", "region"}

# Text that is drawn with less contrast than WCAG 2.1 AA asks for. Backgrounds are composed from what
# lies below the text; there are no pictures behind text on this page.
CONTRAST = r"""
(() => {
  const parse = (text) => {
    const n = (text.match(/[\d.]+(?:e-?\d+)?/g) || []).map(Number);
    const scale = text.startsWith('color(') ? 255 : 1;
    return {r: n[0] * scale, g: n[1] * scale, b: n[2] * scale, a: n.length > 3 ? n[3] : 1};
  };
  const over = (top, under) => ({r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a),
    b: top.b * top.a + under.b * (1 - top.a), a: 1});
  const light = (c) => [c.r, c.g, c.b].map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), {r: 255, g: 255, b: 255, a: 1});
  };
  const seen = (e) => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !e.closest('.hidden, [aria-hidden="true"]');
  const bad = [];
  let checked = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const open = document.querySelector('dialog[open]');
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !seen(e) || (open && !open.contains(e))) continue;
    const style = getComputedStyle(e);
    const below = behind(e);
    const a = light(over(parse(style.color), below));
    const b = light(below);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    ++checked;
    if (ratio < (large ? 3 : 4.5)) bad.push(`${ratio.toFixed(2)}: "${walker.currentNode.data.trim().slice(0, 40)}"`);
  }
  return {checked, bad};
})()
"""

BONES = r"""
(() => {
  const bad = [];
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) bad.push(`two elements are called ${id}`);
  for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-activedescendant', 'for']) {
    for (const e of document.querySelectorAll(`[${name}]`)) {
      for (const id of e.getAttribute(name).split(' ')) if (!document.getElementById(id)) bad.push(`${name} of ${e.tagName} names ${id}, which is not there`);
    }
  }
  if (!document.documentElement.lang) bad.push('the language of the page is not stated');
  if (document.querySelectorAll('main').length !== 1) bad.push('there is not one main');
  if (!document.querySelector('[aria-live]')) bad.push('there is no live region');
  const seen = (e) => e.checkVisibility();
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].filter((h) => seen(h) && !h.closest('dialog')).map((h) => Number(h.tagName[1]));
  if (!levels.includes(1)) bad.push('there is no main heading');
  for (const e of document.querySelectorAll('[tabindex]')) if (e.tabIndex > 0) bad.push('a positive tabindex');
  for (const e of document.querySelectorAll('button, a[href], input, select')) {
    if (!seen(e) || e.closest('.hidden, .skip')) continue;
    const box = (e.closest('label') ?? e).getBoundingClientRect();
    const inline = e.tagName === 'A' || e.classList.contains('link') || e.classList.contains('skip');
    if (!inline && (box.height < 20 || box.width < 20)) bad.push(`small to hit: ${e.outerHTML.slice(0, 80)}`);
  }
  if (document.documentElement.scrollWidth > window.innerWidth + 1) bad.push(`wider than the window: ${document.documentElement.scrollWidth}`);
  return bad;
})()
"""

AXE = """axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) =>
  `${v.impact} ${v.id}: ${v.help} (${v.nodes.length}) ${v.nodes[0].html.slice(0, 160)}`))"""


def problems(page):
    """A list of what is wrong, and a line on how much was looked at."""
    found = []
    page.send("Accessibility.enable")
    nodes = page.send("Accessibility.getFullAXTree")["nodes"]
    controls = [n for n in nodes if not n.get("ignored") and n.get("role", {}).get("value") in CONTROLS]
    for node in controls:
        if not node.get("name", {}).get("value", "").strip() and node["role"]["value"] not in ("main",):
            found.append(f"a {node['role']['value']} without a name")
    contrast = page.run(CONTRAST)
    found += [f"contrast {text}" for text in contrast["bad"]]
    found += page.run(BONES)
    looked_at = f"{len(controls)} named controls, {contrast['checked']} texts"
    axe = os.environ.get("PILCROW_AXE")
    if axe:
        with open(axe, encoding="utf-8") as file:
            page.run(file.read() + "; true")
        found += [f"axe: {text}" for text in page.run(AXE)]
        looked_at += ", axe " + page.run("axe.version")
    return found, looked_at
