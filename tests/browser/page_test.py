#!/usr/bin/env python3
"""The page of pilcrow-serve in a real browser.

    page_test.py PILCROW_INDEX PILCROW_SERVE [-v] [TEST...]

Ends with 77, which ctest shows as skipped, where there is no Chromium.
"""

import json
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import accessibility  # noqa: E402
import chromium  # noqa: E402
from served import MARKUP, Served, records  # noqa: E402

PROGRAMS = []
SKIPPED = 77
PATIENCE = 15  # seconds

SHOWN = "!document.querySelector('#bar').hidden && !document.querySelector('[aria-busy]')"


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.served = Served(*PROGRAMS)
        cls.browser = chromium.Chromium()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()
        cls.served.remove()

    def open(self, address="", **window):
        page = self.browser.page(self.served.url + address, **window)
        page.wait("document.querySelector('#hits li, .message') || !document.querySelector('#start').hidden")
        self.addCleanup(page.close)
        return page

    def fine(self, page):
        self.assertEqual(page.complaints, [])

    def becomes(self, get, expected):
        """Waits for a value: what follows an action comes when the browser gets to it."""
        self.eventually(get, lambda got: got == expected)
        self.assertEqual(get(), expected)

    def contains(self, get, part):
        self.eventually(get, lambda got: got is not None and part in got)
        self.assertIn(part, get())

    @staticmethod
    def eventually(get, holds):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if holds(get()):
                    return
            except chromium.Failed:  # not there yet
                pass
            time.sleep(0.03)

    def search(self, page, words):
        page.run("document.activeElement.blur()")
        page.type("/" + words)
        self.total_becomes(page, None)

    def total_becomes(self, page, paragraphs):
        page.wait(SHOWN)
        if paragraphs is not None:
            page.wait(f"parseInt(document.querySelector('#total').innerText.replace(',', '')) === {paragraphs}",
                      what=f"{paragraphs} paragraphs; there are {page.text('#total')}")

    @staticmethod
    def state(page):
        return page.run("Object.fromEntries([...new URLSearchParams(location.search).keys()].map((k) => "
                        "[k, new URLSearchParams(location.search).getAll(k).join(' ')]))")

    def api(self, page, address):
        return page.run(f"fetch({json.dumps(address)}).then((r) => r.json())")

    def count_of(self, page, facet, value):
        return page.run(f"Number(document.querySelector('[data-key=\"{facet}={value}\"]')"
                        ".closest('li').querySelector('.number').innerText)")

    # --- search

    def test_search_as_you_type_shows_hits_with_marks_and_the_address_follows(self):
        page = self.open()
        self.contains(lambda: page.text("#start"), "69 documents")
        self.search(page, "lantern letter")
        page.wait("document.querySelectorAll('#hits li.hit').length === 20")
        self.becomes(lambda: self.state(page), {"q": "lantern letter"})
        self.contains(lambda: page.texts("#hits mark"), "lantern")
        self.contains(lambda: page.text("#total"), "396 paragraphs in 66 documents")
        page.wait("document.querySelector('#live').textContent.includes('396 paragraphs')")
        self.fine(page)

    def test_an_answer_that_comes_late_is_not_shown(self):
        page = self.open()
        page.run("""(() => { const real = window.fetch; window.fetch = (url, options) => {
            if (!String(url).includes('q=lan&')) return real(url, options);
            return new Promise((done) => setTimeout(() => done(real(url)), 700)); }; })()""")
        page.type("lan")
        page.wait("location.search.includes('q=lan')")
        page.type("tern zebra")
        page.wait("document.querySelector('#total').innerText.includes('397 paragraphs')")
        page.run("new Promise((done) => setTimeout(done, 900))")
        self.contains(lambda: page.text("#total"), "397 paragraphs")
        self.fine(page)

    def test_suggestions_are_chosen_by_keys(self):
        page = self.open()
        page.type("lant")
        page.wait("!document.querySelector('#suggestions').hidden")
        self.assertTrue(any("lantern" in text for text in page.texts("#suggestions li")))
        self.becomes(lambda: page.run("document.querySelector('#query').getAttribute('aria-expanded')"), "true")
        page.key("ArrowDown")
        self.becomes(lambda: page.run("document.querySelector('#query').getAttribute('aria-activedescendant')"), "suggestion-0")
        page.key("Enter")
        page.wait("document.querySelector('#query').value === 'lantern '")
        self.total_becomes(page, 396)
        page.type("eston")
        page.wait("document.querySelector('#suggestions li.facet_value')")
        place = page.run("[...document.querySelectorAll('#suggestions li')].findIndex((e) => e.className === 'facet_value')")
        for _ in range(place + 1):
            page.key("ArrowDown")
        page.key("Enter")
        page.wait("location.search.includes('country=EE')")
        self.becomes(lambda: self.state(page), {"q": "lantern", "country": "EE"})
        self.fine(page)

    def test_of_the_forms_of_a_word_one_is_suggested(self):
        page = self.open()
        page.type("tu")
        page.wait("!document.querySelector('#suggestions').hidden")
        self.becomes(lambda: [text.split("\n")[0] for text in page.texts("#suggestions li") if text.startswith("turbin")],
                     ["turbine"])
        self.assertTrue(any("Turbigo" in text for text in page.texts("#suggestions li")))

    def test_neighboring_words_are_marked_as_one(self):
        page = self.open("?q=%22wind+came%22")
        page.wait("document.querySelector('#hits mark')")
        self.becomes(lambda: set(page.texts("#hits mark")), {"wind came"})

    def test_nothing_shows_above_the_title_of_an_open_document(self):
        page = self.open("?q=walrus&document=long&paragraph=120")
        page.wait("document.querySelector('.found')")
        page.run("document.querySelector('#reader').scrollTop = 2000")
        self.becomes(lambda: page.run("document.querySelector('.sheet-top').getBoundingClientRect().top"), 0)

    def test_escape_closes_suggestions_then_leaves_the_box(self):
        page = self.open()
        page.type("lant")
        page.wait("!document.querySelector('#suggestions').hidden")
        page.key("Escape")
        page.wait("document.querySelector('#suggestions').hidden")
        self.becomes(lambda: page.run("document.activeElement.id"), "query")
        page.key("Escape")
        page.wait("document.activeElement.id !== 'query'")

    def test_did_you_mean_notes_and_nothing_found(self):
        page = self.open("?q=lanterm")
        page.wait("document.querySelector('.message.meant a')")
        page.click(".message.meant a")
        self.total_becomes(page, 396)
        self.becomes(lambda: self.state(page), {"q": "lantern"})
        page.go(self.served.url + '?q=%22lantern')
        page.wait("document.querySelector('.message.notes')")
        self.contains(lambda: page.text(".message.notes"), "quotation mark")
        page.go(self.served.url + "?q=qqqqwwww&country=EE")
        page.wait("document.querySelector('.message.empty')")
        self.contains(lambda: page.text(".message.empty"), "No paragraph matches")
        page.click(".message.empty a")
        page.wait("!location.search.includes('country')")
        self.fine(page)

    # --- filters

    def test_two_countries_are_alternatives_and_counts_stay_true(self):
        page = self.open("?q=lantern")
        counts = {code: self.count_of(page, "country", code) for code in ("EE", "LV")}
        page.click('[data-key="country=EE"]')
        self.total_becomes(page, counts["EE"])
        self.becomes(lambda: self.count_of(page, "country", "LV"), counts["LV"])
        page.click('[data-key="country=LV"]')
        page.wait("location.search.includes('country=LV')")
        self.becomes(lambda: self.state(page), {"q": "lantern", "country": "EE LV"})
        both = self.api(page, "/api/search?q=lantern&country=EE&country=LV&limit=0")["total"]["paragraphs"]
        self.total_becomes(page, both)
        self.assertGreater(both, max(counts.values()))
        self.assertEqual({code: self.count_of(page, "country", code) for code in counts}, counts)
        self.becomes(lambda: page.texts("#chips bdi"), ["Estonia", "Latvia"])
        page.click("#chips button")
        self.total_becomes(page, counts["LV"])
        self.fine(page)

    def test_a_tick_keeps_the_focus(self):
        page = self.open("?q=lantern")
        page.run("document.querySelector('[data-key=\"country=LV\"]').focus()")
        page.key(" ")
        page.wait("location.search.includes('country=LV') && document.querySelector('#chips li')")
        self.becomes(lambda: page.run("document.activeElement.dataset.key"), "country=LV")
        self.assertTrue(page.run("document.activeElement.checked"))

    def test_a_value_is_excluded_and_let_in_again(self):
        page = self.open("?q=lantern")
        estonia = self.count_of(page, "country", "EE")
        page.click('[data-key="-country=EE"]')
        self.total_becomes(page, 396 - estonia)
        page.wait("document.querySelector('[data-key=\"-country=EE\"]')")
        self.becomes(lambda: self.state(page), {"q": "lantern", "exclude": "country=EE"})
        self.becomes(lambda: page.run("document.querySelector('[data-key=\"-country=EE\"]').getAttribute('aria-pressed')"), "true")
        page.click('[data-key="-country=EE"]')
        self.total_becomes(page, 396)

    def test_values_of_a_facet_are_found_with_the_counts_of_the_search(self):
        page = self.open("?q=lantern&year=1990..1999")
        page.run("document.querySelector('[aria-label=\"Find countries\"]').focus()")
        page.type("pol")
        page.wait("[...document.querySelectorAll('[aria-labelledby=facet-country] .values li')].length === 1")
        expected = self.api(page, "/api/search?q=lantern&year=1990..1999&facets=country:500&limit=0")
        values = {v["value"]: v["paragraphs"] for v in expected["facets"]["country"]["values"]}
        self.becomes(lambda: self.count_of(page, "country", "PL"), values["PL"])
        page.click('[data-key="country=PL"]')
        self.total_becomes(page, values["PL"])
        self.fine(page)

    def test_facets_of_the_archive_itself_stand_beside_the_built_in_ones(self):
        page = self.open("?q=lantern")
        page.wait("document.querySelector('[data-key=\"series=series 3\"]')")
        page.click('[data-key="series=series 3"]')
        page.wait("location.search.includes('facet=')")
        self.becomes(lambda: self.state(page), {"q": "lantern", "facet": "series=series 3"})
        self.total_becomes(page, self.api(page, "/api/search?q=lantern&facet=series%3Dseries+3&limit=0")["total"]["paragraphs"])

    def test_years_are_dragged_over(self):
        page = self.open("?q=lantern")
        page.drag("#years .track", 0.25, 0.6)
        page.wait("location.search.includes('year=')")
        first, last = map(int, self.state(page)["year"].split(".."))
        self.assertTrue(1995 <= first <= 2001 and 2005 <= last <= 2012, (first, last))
        expected = self.api(page, f"/api/search?q=lantern&year={first}..{last}&limit=0")["total"]["paragraphs"]
        self.total_becomes(page, expected)
        self.becomes(lambda: page.run("[...document.querySelectorAll('.ends input')].map((e) => Number(e.value))"), [first, last])
        page.click("#years .ends .link")
        self.total_becomes(page, 396)
        self.fine(page)

    def test_years_are_chosen_by_keys_and_by_typing(self):
        page = self.open("?q=lantern")
        page.run("document.querySelector('#year-handle-0').focus()")
        for _ in range(3):
            page.key("ArrowRight")
        page.wait("location.search.includes('year=1993..2022')")
        self.becomes(lambda: page.run("document.querySelector('#year-handle-0').getAttribute('aria-valuenow')"), "1993")
        page.run("(() => { const e = document.querySelectorAll('.ends input')[1]; e.value = '1995'; e.dispatchEvent(new Event('change')); })()")
        page.wait("location.search.includes('year=1993..1995')")
        self.total_becomes(page, 36)

    # --- views, pages, order

    def test_documents_order_and_pages(self):
        page = self.open("?q=lantern")
        page.click("#view label:nth-of-type(2)")
        page.wait("document.querySelector('#total').innerText.startsWith('66 documents')", what="a list of documents, not of paragraphs in 66 documents")
        self.assertEqual(len(set(page.texts("#hits h2"))), 20)
        page.run("(() => { const e = document.querySelector('#sort'); e.value = 'newest'; e.dispatchEvent(new Event('change')); })()")
        page.wait("document.querySelector('#hits time')?.innerText.startsWith('2022')")
        page.click("#pages a[rel=next]")
        page.wait("document.querySelector('#hits article')?.dataset.rank === '21'")
        self.becomes(lambda: self.state(page), {"q": "lantern", "sort": "newest", "view": "documents", "page": "2"})
        page.back()
        page.wait("document.querySelector('#hits article')?.dataset.rank === '1'")
        self.fine(page)

    # --- context

    def test_a_paragraph_opens_in_context_by_keys_and_back_closes_it(self):
        page = self.open("?q=walrus")
        page.type("jjk")
        page.key("Enter")
        page.wait("document.querySelector('dialog[open] .found')")
        self.becomes(lambda: self.state(page), {"q": "walrus", "document": "long", "paragraph": "120"})
        self.becomes(lambda: page.texts(".found mark"), ["walrus"])
        self.becomes(lambda: page.run("document.querySelector('.found').getAttribute('aria-current')"), "true")
        inside = page.run("(() => { const b = document.querySelector('.found').getBoundingClientRect(); return b.top > 0 && b.bottom < innerHeight; })()")
        self.assertTrue(inside, "the paragraph is in sight")
        page.reload()
        page.wait("document.querySelector('dialog[open] .found mark')")
        page.key("Escape")
        page.wait("!document.querySelector('dialog[open]') && !location.search.includes('document')")
        self.becomes(lambda: self.state(page), {"q": "walrus"})
        page.click("#hits a.open")
        page.wait("document.querySelector('dialog[open] .found')")
        page.back()
        page.wait("!document.querySelector('dialog[open]')")
        self.fine(page)

    def test_more_of_a_document_is_fetched_on_demand(self):
        page = self.open("?q=walrus&document=long&paragraph=120")
        page.wait("document.querySelector('.found')")
        number = "document.querySelectorAll('.document .paragraph').length"
        before = page.run(number)
        page.click("#reader > button:last-of-type")
        page.wait(f"{number} === {before + 30}")
        top = page.run("document.querySelector('.found').getBoundingClientRect().top")
        page.run("document.querySelector('#reader > button').click()")
        page.wait(f"{number} === {before + 60}")
        self.assertLess(abs(page.run("document.querySelector('.found').getBoundingClientRect().top") - top), 60)
        ordinals = page.run("[...document.querySelectorAll('.document .number')].map((e) => parseInt(e.lastChild.data))")
        self.assertEqual(ordinals, list(range(ordinals[0], ordinals[0] + before + 60)))

    def test_a_document_that_is_not_there_is_said_to_be_so(self):
        page = self.open("?q=lantern&document=nowhere&paragraph=1")
        page.wait("document.querySelector('dialog[open] [role=alert]')")
        self.contains(lambda: page.text("#reader"), "no document 'nowhere'")
        page.key("Escape")
        page.wait("!location.search.includes('document')")

    # --- the address

    def test_an_address_holds_the_whole_state(self):
        address = "?q=lantern&country=EE&country=JP&year=1992..2015&exclude=country%3DPE&sort=oldest&view=documents"
        page = self.open(address)
        page.wait(SHOWN)
        seen = [page.text("#total").split(" ", 1)[0], page.texts("#hits h2"), page.texts("#chips li")]
        self.assertEqual(len(seen[2]), 5)  # and one to remove all
        page.reload()
        page.wait("document.querySelector('#hits li.hit')")
        self.becomes(lambda: [page.text("#total").split(" ", 1)[0], page.texts("#hits h2"), page.texts("#chips li")], seen)
        self.becomes(lambda: page.run("document.querySelector('#sort').value"), "oldest")
        self.assertTrue(page.run("document.querySelector('[value=documents]').checked"))
        self.fine(page)

    def test_back_undoes_step_by_step(self):
        page = self.open()
        self.search(page, "lantern")
        page.wait("document.querySelector('[data-key=\"country=EE\"]')")
        self.total_becomes(page, 396)
        estonia = self.count_of(page, "country", "EE")
        page.click('[data-key="country=EE"]')
        self.total_becomes(page, estonia)
        page.back()
        self.total_becomes(page, 396)
        page.wait("!document.querySelector('[data-key=\"country=EE\"]').checked")
        page.back()
        page.wait("!document.querySelector('#start').hidden")
        self.becomes(lambda: page.run("document.querySelector('#query').value"), "")

    # --- what is hostile, and what goes wrong

    def test_markup_of_a_document_stays_text(self):
        page = self.open("?q=zebra")
        page.wait("document.querySelector('#hits li.hit')")
        self.contains(lambda: page.text("#hits h2"), MARKUP)
        self.contains(lambda: page.text("#hits .text"), "<b>bold</b>")
        page.click("#hits a.open")
        page.wait("document.querySelector('dialog[open] .found')")
        self.contains(lambda: page.text(".found"), "<b>bold</b>")
        page.key("Escape")
        page.wait("!document.querySelector('dialog[open]')")
        page.run("document.querySelector('.tag.other').click()")
        page.wait("document.querySelector('#chips li')")
        page.go(self.served.url + "?q=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20zzzz")
        page.wait("document.querySelector('.message')")
        self.becomes(lambda: page.run("document.querySelectorAll('main img, main script, main b, dialog img').length"), 0)
        self.assertNotIn("taken", page.run("document.title"))
        self.fine(page)

    def test_links_lead_to_pages_only(self):
        page = self.open("?q=title:report+lantern&sort=oldest&view=documents")
        page.wait("document.querySelector('#hits li.hit')")
        links = page.run("[...document.querySelectorAll('#hits a.out')].map((a) => a.href + a.rel)")
        self.assertTrue(links and all(link == "https://example.org/reportnoopener noreferrer" for link in links), links)
        self.becomes(lambda: page.run("[...document.querySelectorAll('a')].filter((a) => a.href.startsWith('javascript')).length"), 0)

    def test_the_policy_of_the_page_forbids_what_it_should(self):
        page = self.open()
        with self.assertRaises(chromium.Failed):
            page.run("document.body.innerHTML = '<p>markup</p>'")
        blocked = page.run("new Promise((done) => { addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective));"
                           "fetch('https://example.org/').catch(() => {}); })")
        self.assertEqual(blocked, "connect-src")

    def test_a_mistake_is_explained_and_can_be_taken_back(self):
        page = self.open("?q=lantern&country=Atlantis")
        page.wait("document.querySelector('.message.error')")
        self.contains(lambda: page.text(".message.error"), "No country is called 'Atlantis'")
        page.click("#chips button")
        self.total_becomes(page, 396)
        page.back()
        page.wait("document.querySelector('.message.error a')")
        page.click(".message.error a")
        self.total_becomes(page, 396)

    def test_a_server_that_is_gone_and_comes_back(self):
        page = self.open("?q=lantern")
        self.assertEqual(self.served.stop(), 0)
        page.type("/")
        page.type("zebra")
        page.wait("document.querySelector('.message.error button')")
        self.contains(lambda: page.text(".message.error"), "does not answer")
        self.served.start(self.served.url.rsplit(":", 1)[1].strip("/"))
        page.click(".message.error button")
        self.total_becomes(page, 1)

    def test_what_is_added_to_the_index_shows_up(self):
        page = self.open("?q=quagga")
        page.wait("document.querySelector('.message.empty')")
        self.served.add([{"id": "new", "title": "New", "text": "A quagga was seen in Chile.", "language": "en"}])
        page.run("new Promise((done) => setTimeout(done, 1100))")
        page.reload()
        page.wait("document.querySelector('#hits li.hit')")
        self.contains(lambda: page.text("#hits"), "quagga")
        self.served.add(records(), "--rebuild")

    # --- keys, looks, accessibility

    def test_keys(self):
        page = self.open("?q=lantern")
        page.type("/")
        self.becomes(lambda: page.run("document.activeElement.id"), "query")
        page.key("Enter")
        page.type("j")
        page.type("j")
        self.becomes(lambda: page.run("document.activeElement.dataset.rank"), "2")
        page.type("k")
        self.becomes(lambda: page.run("document.activeElement.dataset.rank"), "1")
        page.type("?")
        page.wait("document.querySelector('#help').open")
        page.key("Escape")
        page.wait("!document.querySelector('#help').open")

    def test_the_theme_is_kept(self):
        page = self.open()
        color = "getComputedStyle(document.body).backgroundColor"
        light = page.run(color)
        page.click("#theme")
        page.click("#theme")
        self.assertIn("dark", page.run("document.querySelector('#theme').getAttribute('aria-label')"))
        dark = page.run(color)
        self.assertNotEqual(dark, light)
        page.reload()
        page.wait(f"{color} === {json.dumps(dark)}")
        page.run("localStorage.clear()")
        page.reload()
        page.dark(True)
        page.wait(f"{color} === {json.dumps(dark)}")

    def test_a_narrow_page_tells_how_many_filters_there_are(self):
        page = self.open("?q=lantern&country=EE&exclude=topic%3Dclimate-environment&year=1995..2005", width=390)
        page.wait("document.querySelector('#filters-toggle').textContent === 'Filters (3)'")
        page = self.open("?q=lantern&country=EE", width=390)
        page.wait("document.querySelector('#filters-toggle').textContent === 'Filters (1)'")

    def test_nothing_stands_in_the_way_of_anybody(self):
        views = ["", "?q=lantern", "?q=lantern&country=EE&exclude=topic%3Dclimate-environment&year=1995..2005",
                 "?q=%22lanterm&view=documents", "?q=qqqqwwww", "?country=Atlantis", "?q=walrus&document=long&paragraph=120"]
        for dark in (False, True):
            for width in (1280, 390):
                for view in views:
                    with self.subTest(view=view, dark=dark, width=width):
                        page = self.open(view, dark=dark, width=width)
                        if "document=" in view:
                            page.wait("document.querySelector('.found')")
                        elif width < 500:
                            page.click("#filters-toggle")
                        found, looked_at = accessibility.problems(page)
                        print(f"  accessibility of {view or 'the start'}, {'dark' if dark else 'light'}, {width} px: {looked_at}: "
                              f"{len(found)} problems")
                        self.assertEqual(found, [])


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if not chromium.find():
        print("skipped: there is no Chromium here (package chromium)")
        sys.exit(SKIPPED)
    PROGRAMS = [os.path.abspath(path) for path in sys.argv[1:3]]
    unittest.main(argv=[sys.argv[0]] + sys.argv[3:])
