// Building the page. Whatever comes from the index becomes a text node; there is no innerHTML here,
// and the page's policy forbids it.

/** An element: attributes (or properties, where they start with a dot; listeners, with "on"). */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key.startsWith('.')) element[key.slice(1)] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Puts children in place of what is there. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

const numbers = new Intl.NumberFormat('en');
/** 12345 → "12,345". */
export const count = (number) => numbers.format(number);

/** "1 paragraph", "1,204 paragraphs". */
export const counted = (number, word) => `${count(number)} ${word}${number === 1 ? '' : 's'}`;

const short = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
/** 12345 → "12.3K": where there is little room. */
export const compact = (number) => short.format(number);

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Calls `action` once nothing has asked for it for `milliseconds`. */
export function debounce(action, milliseconds) {
  let timer = 0;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Spans with nothing but a space or a hyphen between them as one. */
function joined(spans, slice) {
  const whole = [];
  for (const [begin, end] of spans) {
    const last = whole.at(-1);
    if (last && begin >= last[1] && begin - last[1] <= 3 && /^[\s\-\u2010\u2011]?$/u.test(slice(last[1], begin))) last[1] = end;
    else whole.push([begin, end]);
  }
  return whole;
}

/**
 * The bytes [begin, end) of `text` as nodes, with the byte ranges `spans` marked, and "…" where the
 * window cuts the text.
 */
export function marked(text, spans, window = null) {
  const bytes = encoder.encode(text);
  const slice = (begin, end) => decoder.decode(bytes.subarray(begin, end));
  const [begin, end] = window ?? [0, bytes.length];
  const nodes = [];
  let at = begin;
  if (slice(0, begin).trim()) nodes.push('… ');
  for (const span of joined(spans, slice)) {
    const first = Math.max(span[0], at);
    const last = Math.min(span[1], end);
    if (first >= last) continue;
    nodes.push(slice(at, first), el('mark', {}, slice(first, last)));
    at = last;
  }
  nodes.push(slice(at, end));
  if (slice(end, bytes.length).trim()) nodes.push(' …');
  return nodes;
}

/** Only addresses that lead to a page: never javascript: or data:. */
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}
