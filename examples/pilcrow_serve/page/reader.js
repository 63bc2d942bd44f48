// A document in context: opened at a paragraph, which is marked; more of it is fetched as wished.

import {documentAround, documentFrom} from './api.js';
import {byId, count, counted, el, fill, marked, safeUrl} from './dom.js';
import {labelOf} from './labels.js';
import {citation} from './results.js';

const MORE = 30;
const GROUPED = new Set(['furniture', 'caption', 'byline', 'quote', 'list_item', 'table']);

export class Reader {
  /** `closed()` is called when a person closes the document. */
  constructor(closed) {
    this.dialog = byId('reader');
    this.closed = closed;
    this.shown = null;  // {id, paragraph}
    this.dialog.addEventListener('close', () => {
      if (!this.shown) return;
      this.shown = null;
      closed();
    });
    this.dialog.addEventListener('click', (event) => {
      if (event.target === this.dialog) this.dialog.close();  // beside the sheet
    });
  }

  /** Shows what the state names; `hit` brings its highlights where it is at hand. */
  async show(wanted, hit) {
    if (!wanted) {
      this.shown = null;
      if (this.dialog.open) this.dialog.close();
      return;
    }
    const same = this.shown && this.shown.id === wanted.id && this.shown.paragraph === wanted.paragraph;
    if (same) {
      if (hit && !this.hit) this.highlight(hit);
      return;
    }
    this.shown = {...wanted};
    this.hit = hit;
    this.text = null;
    this.wait();
    if (!this.dialog.open) this.dialog.showModal();
    try {
      const answer = await documentAround(wanted.id, wanted.paragraph);
      if (!answer || this.shown?.id !== wanted.id || this.shown?.paragraph !== wanted.paragraph) return;
      this.draw(answer);
    } catch (error) {
      this.fail(error);
    }
  }

  /** What stays in sight: the title, and the way out. */
  top(title, quiet) {
    return el('div', {class: 'sheet-top'},
      el('h2', {id: 'reader-title', class: quiet ? 'quiet' : null, dir: 'auto', title}, title),
      el('button', {type: 'button', class: 'close', 'aria-label': 'Close the document', onclick: () => this.dialog.close()}, '×'));
  }

  wait() {
    fill(this.dialog, this.top('Opening …', true));
  }

  fail(error) {
    fill(this.dialog, this.top('This document cannot be shown'), el('p', {role: 'alert', dir: 'auto'}, error.message));
  }

  draw({document, paragraphs}) {
    this.document = document;
    this.first = paragraphs[0]?.paragraph ?? 1;
    this.last = paragraphs.at(-1)?.paragraph ?? 0;
    this.earlier = el('button', {type: 'button', class: 'plain', onclick: () => this.fetchEarlier()});
    this.later = el('button', {type: 'button', class: 'plain', onclick: () => this.fetchLater()});
    this.text = el('div', {class: 'document', lang: document.language ?? undefined});
    fill(this.dialog, this.top(document.title ?? document.document), this.head(document), this.earlier, this.text, this.later);
    this.paragraphs = paragraphs;
    this.drawText();
    const target = this.target();
    if (target) {
      target.focus({preventScroll: true});
      target.scrollIntoView({block: 'center'});
    }
  }

  head(document) {
    const url = safeUrl(document.url);
    const facts = [document.author, document.published, ...document.focus_countries.slice(0, 5).map((code) => labelOf('country', code)),
      counted(document.paragraphs, 'paragraph')];
    return el('header', {},
      document.subtitle ? el('p', {class: 'subtitle', dir: 'auto'}, document.subtitle) : null,
      el('p', {class: 'facts'}, facts.filter(Boolean).flatMap((fact, i) => [i > 0 ? ' · ' : null, el('bdi', {}, fact)])),
      el('p', {class: 'source'}, document.source ?? document.document, url ? ' · ' : null,
        url ? el('a', {href: url, rel: 'noopener noreferrer', target: '_blank'}, 'source page ↗') : null));
  }

  target() {
    return this.text.querySelector('[aria-current]');
  }

  /** Paragraphs with the headings above them, where these change. */
  drawText() {
    const nodes = [];
    let path = [];
    for (const paragraph of this.paragraphs) {
      const differs = paragraph.heading.findIndex((heading, i) => heading !== path[i]);
      if (differs >= 0) {
        paragraph.heading.slice(differs).forEach((heading, i) => {
          nodes.push(el('h3', {class: `level${Math.min(differs + i + 1, 3)}`, dir: 'auto'}, heading));
        });
      }
      path = paragraph.heading;
      nodes.push(this.paragraph(paragraph));
    }
    fill(this.text, nodes);
    this.earlier.hidden = this.first <= 1;
    this.earlier.textContent = `↑ ${count(this.first - 1)} earlier`;
    const after = this.document.paragraphs - this.last;
    this.later.hidden = after <= 0;
    this.later.textContent = `↓ ${count(after)} later`;
  }

  paragraph(paragraph) {
    const marked_one = paragraph.paragraph === this.shown.paragraph;
    const spans = marked_one && this.hit?.text === paragraph.text ? this.hit.highlights : [];
    const kind = GROUPED.has(paragraph.kind) ? paragraph.kind : 'plain-text';
    const number = el('span', {class: 'number'}, el('span', {class: 'hidden'}, 'Paragraph '), String(paragraph.paragraph));
    const text = el('p', {dir: 'auto'}, marked(paragraph.text, spans));
    if (!marked_one) return el('div', {class: `paragraph ${kind}`}, number, text);
    const place = citation({source: this.document.source, document: this.document.document, line: paragraph.line});
    return el('div', {class: `paragraph ${kind} found`, 'aria-current': 'true', tabindex: '-1'}, number, text,
      el('p', {class: 'cite'}, el('span', {class: 'source'}, place), this.copyButton(paragraph, place)));
  }

  copyButton(paragraph, place) {
    if (!navigator.clipboard) return null;
    const title = this.document.title ?? this.document.document;
    const date = this.document.published ? `, ${this.document.published}` : '';
    const text = `“${paragraph.text}” (${title}${date}, ¶ ${paragraph.paragraph}; ${place})`;
    return el('button', {type: 'button', class: 'link', onclick: async (event) => {
      const button = event.currentTarget;
      await navigator.clipboard.writeText(text).then(() => { button.textContent = 'copied'; }, () => { button.textContent = 'not allowed'; });
    }}, 'copy with citation');
  }

  /** The search was answered after the document. */
  highlight(hit) {
    this.hit = hit;
    if (!this.text) return;
    const focused = this.text.contains(document.activeElement);
    this.drawText();
    if (focused) this.target()?.focus({preventScroll: true});
  }

  async fetchEarlier() {
    const first = Math.max(1, this.first - MORE);
    const before = this.dialog.scrollHeight;
    if (await this.fetchMore(first, this.first - first, true)) {
      this.dialog.scrollTop += this.dialog.scrollHeight - before;  // what was in sight stays there
    }
  }

  fetchLater() {
    return this.fetchMore(this.last + 1, MORE, false);
  }

  async fetchMore(first, number, in_front) {
    const shown = this.shown;
    try {
      const answer = await documentFrom(shown.id, first, number);
      if (!answer || this.shown !== shown) return false;
      this.paragraphs = in_front ? [...answer.paragraphs, ...this.paragraphs] : [...this.paragraphs, ...answer.paragraphs];
      this.first = Math.min(this.first, first);
      this.last = Math.max(this.last, this.paragraphs.at(-1).paragraph);
      this.drawText();
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }
}
