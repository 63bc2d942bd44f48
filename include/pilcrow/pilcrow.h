#pragma once

/// Pilcrow: full-text search over paragraphs with exact facets and citations.
///
/// An archive of documents becomes an index of paragraphs, each tagged with facets (country, topic,
/// year, about); queries give exact paragraphs, exact facet counts and citations back to the
/// source.
///
///     pilcrow::Reader reader;
///     pilcrow::IndexWriter writer("archive.idx");
///     for (const auto& file : reader.list("archive", {}))
///       reader.read(file, [&](pilcrow::Document&& d) { writer.add(std::move(d)); return true; },
///       {});
///     writer.commit();
///
///     pilcrow::Searcher searcher("archive.idx");
///     auto result = searcher.search({.query = "\"Baltic states\"", .where =
///     {pilcrow::country("JP")},
///                                    .facets = pilcrow::default_facets()});
///     for (const auto& hit : result.hits)
///       std::cout << pilcrow::render_snippet(hit, pilcrow::marks::plain()) << '\n';
///
/// The headers follow the way of the data, and each stage can be used alone:
/// reader → splitter → tagger → analyzer → index_writer, then searcher → render.
///
/// Errors are thrown as `pilcrow::Error`. `const` members are safe to call from several threads at
/// once. The library never prints, never exits and keeps no global state that a caller can see.

#include "pilcrow/analyzer.h"
#include "pilcrow/boilerplate.h"
#include "pilcrow/date.h"
#include "pilcrow/document.h"
#include "pilcrow/error.h"
#include "pilcrow/index_writer.h"
#include "pilcrow/note.h"
#include "pilcrow/paragraph.h"
#include "pilcrow/ranking.h"
#include "pilcrow/reader.h"
#include "pilcrow/render.h"
#include "pilcrow/search_request.h"
#include "pilcrow/search_result.h"
#include "pilcrow/searcher.h"
#include "pilcrow/span.h"
#include "pilcrow/splitter.h"
#include "pilcrow/suggestion.h"
#include "pilcrow/synonyms.h"
#include "pilcrow/tag.h"
#include "pilcrow/tagger.h"
#include "pilcrow/verify.h"
#include "pilcrow/version.h"
