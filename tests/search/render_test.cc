#include "pilcrow/render.h"

#include <string>
#include <vector>

#include "pilcrow/search_request.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace std::string_literals;

TEST_CASE("A window is shown with its marks and with dots where it cuts the text") {
  const std::string text = "Estonia and Japan met in Tallinn.";
  const std::vector<Span> highlights{{0, 7}, {12, 17}};
  const MarkStyle style{.open = "[", .close = "]"};
  CHECK(render(text, {0, text.size()}, highlights, style) ==
        "[Estonia] and [Japan] met in Tallinn.");
  CHECK(render(text, {8, 21}, highlights, style) == "…and [Japan] met…");
  CHECK(render(text, {3, 14}, highlights, style) == "…[onia] and [Ja]…");
  CHECK(render(text, {18, 21}, highlights, style) == "…met…");
  CHECK(render(text, {0, text.size()}, highlights, marks::plain()) == text);
}

TEST_CASE("White space beyond the window is no text that was cut") {
  CHECK(render("  whole text \n", {2, 12}, {}, marks::plain()) == "whole text");
}

TEST_CASE("Ranges beyond the text, out of order or overlapping do no harm") {
  const MarkStyle style{.open = "[", .close = "]"};
  CHECK(render("abcdef", {0, 100}, {{4, 100}}, style) == "abcd[ef]");
  CHECK(render("abcdef", {10, 20}, {{0, 2}}, style) == "…");
  CHECK(render("abcdef", {0, 6}, {{2, 4}, {0, 3}, {3, 5}, {5, 5}}, style) == "ab[cd][e]f");
  CHECK(render("abcdef", {4, 2}, {}, style) == "…");
  CHECK(render("", {0, 0}, {{0, 1}}, style).empty());
}

TEST_CASE("HTML escapes everything that is no mark") {
  const std::string text = "<script>alert(\"x\" & 'y')</script> energy";
  const std::string html = render(text, {0, text.size()}, {{34, 40}}, marks::html());
  CHECK(html ==
        "&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt; <mark>energy</mark>");
  CHECK(render("a <b> c", {0, 7}, {{2, 5}}, marks::html()) == "a <mark>&lt;b&gt;</mark> c");
  CHECK(render("\0\xff\x1b é"s, {0, 6}, {}, marks::html()) == "��� é");
}

TEST_CASE("Terminal marks let no escape sequence of the text through") {
  const std::string text =
      "\x1b[31mred\x1b]0;title\x07 \xc2\x9b"
      "2J \x9b \x7f\r\ttab\nline õ";
  const std::string shown = render(text, {0, text.size()}, {{5, 8}}, marks::terminal());
  CHECK(shown == "�[31m\x1b[1mred\x1b[0m�]0;title� �2J � ��\ttab\nline õ");
}

TEST_CASE("Plain marks leave the text as it is") {
  const std::string text = "<b>\x1b[1m & \xff";
  CHECK(render(text, {0, text.size()}, {{0, 3}}, marks::plain()) == text);
}

TEST_CASE("A hit is shown as its snippet or as its whole paragraph") {
  Hit hit;
  hit.paragraph.text = "First one. Second one. Third one.";
  hit.snippet = {11, 22};
  hit.highlights = {{11, 17}, {23, 28}};
  const MarkStyle style{.open = "*", .close = "*"};
  CHECK(render_snippet(hit, style) == "…*Second* one.…");
  CHECK(render_paragraph(hit, style) == "First one. *Second* one. *Third* one.");
  hit.snippet = {};
  CHECK(render_snippet(hit, style) == render_paragraph(hit, style));
  CHECK(render_snippet(Hit{}, style).empty());
}

TEST_CASE("Filters in short name their facet and value") {
  CHECK(country("JP").facet == "country");
  CHECK(country("JP").values == std::vector<std::string>{"JP"});
  CHECK(topic("energy").facet == "topic");
  CHECK(year("2022..").facet == "year");
  CHECK(year("2022..").values.front() == "2022..");
  CHECK(about("2007").facet == "about");
  CHECK_FALSE(about("2007").exclude);
  std::vector<std::string> names;
  for (const auto& request : default_facets())
    names.push_back(request.facet);
  CHECK(names == std::vector<std::string>{"country", "topic", "year"});
  CHECK(default_facets().front().limit == 10);
}
