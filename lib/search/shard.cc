#include "search/shard.h"

#include <algorithm>
#include <charconv>
#include <future>
#include <optional>
#include <set>

#include "index/copies.h"
#include "index/files.h"
#include "index/forward_update.h"
#include "index/open_database.h"
#include "index/record.h"
#include "index/schema.h"
#include "index/stored.h"
#include "index/sums.h"

namespace pilcrow::internal {

namespace {

constexpr std::string_view kScheme = "xapian://";

thread_local std::chrono::nanoseconds waited{0};

std::string seconds(std::chrono::milliseconds time) {
  std::string text = std::to_string(time.count() / 1000);
  if (const auto rest = time.count() % 1000; rest != 0)
    text += "." + std::to_string(rest + 1000).substr(1);
  return text + " s";
}

}  // namespace

ShardLost::ShardLost(std::string shard, const std::string& reason)
    : Error(ErrorCode::unavailable, "the shard " + shard + " " + reason +
                                        "; start it again, or ask for partial results without it"),
      shard_(std::move(shard)),
      reason_(reason) {}

ShardWaits::ShardWaits() {
  waited = {};
}

std::chrono::nanoseconds ShardWaits::sum() noexcept {
  return waited;
}

ShardWait::~ShardWait() {
  waited += std::chrono::steady_clock::now() - start_;
}

std::string ShardPlace::name() const {
  if (!remote()) return index.string();
  const bool colons = host.find(':') != std::string::npos;
  return std::string(kScheme) + (colons ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

bool is_shard_url(const std::string& text) {
  return text.starts_with(kScheme);
}

ShardPlace parse_shard_url(const std::string& text) {
  const std::string address = text.substr(kScheme.size());
  const std::size_t colon = address.rfind(':');
  ShardPlace place;
  if (colon != std::string::npos) {
    place.host = address.substr(0, colon);
    if (place.host.size() > 2 && place.host.front() == '[' && place.host.back() == ']')
      place.host = place.host.substr(1, place.host.size() - 2);
    const char* const end = address.data() + address.size();
    const auto [stop, failed] = std::from_chars(address.data() + colon + 1, end, place.port);
    if (failed != std::errc() || stop != end || place.port > 65535) place.port = 0;
  }
  if (place.host.empty() || place.port == 0)
    throw Error(ErrorCode::invalid_argument,
                text + " is no address of a shard; write xapian://host:port");
  return place;
}

std::shared_ptr<const Shard> Shard::open(const ShardPlace& place, const Manifest& manifest,
                                         const ShardOptions& options) {
  std::shared_ptr<Shard> shard(new Shard(place, options.timeout));
  with_xapian(place.name(), [&] {
    try {
      shard->load(manifest, options);
    } catch (const Xapian::Error&) {
      shard->judge_failure(false);
    }
  });
  return shard;
}

bool Shard::answers(const ShardPlace& place, const std::string& analyzer,
                    std::chrono::milliseconds timeout) {
  const Shard shard(place, timeout);
  try {
    const auto database = shard.connect();
    decode_manifest(database->get_metadata(std::string(schema::kManifestKey)), place.name(), "",
                    analyzer);
    return true;
  } catch (const Xapian::Error&) {
    return false;
  } catch (const Error&) {
    return false;
  }
}

void Shard::load(const Manifest& manifest, const ShardOptions& options) {
  if (!place_.remote()) check_sums(generation());
  auto database = connect();
  manifest_ = manifest;
  state_ = state_of(*database);
  records_ = RecordReader(*database);
  if (place_.remote())
    fetch(*database, options.analyzer);
  else
    load_files(*database, options.file_check);
  free_.push_back(std::move(database));
}

namespace {

struct Mapped {
  ForwardColumn forward;
  WordsFile words;
};

}  // namespace

void Shard::load_files(const Xapian::Database& database, FileCheck file_check) {
  // Side by side: both take some milliseconds.
  auto mapping = std::async([this, file_check] {
    Mapped mapped;
    mapped.forward.load(generation() / schema::kForwardFile, file_check);
    mapped.words = WordsFile(generation() / schema::kWordsFile, file_check);
    mapped.words.look_through(mapped.forward);
    return mapped;
  });
  columns_ = Columns(manifest_.facets);
  columns_.load(generation() / schema::kColumnsFile);
  columns_.extend(database);
  frequent_ = FrequentLists(generation() / schema::kFrequentFile, database);
  Mapped mapped = mapping.get();
  forward_ = std::move(mapped.forward);
  words_ = std::move(mapped.words);
  bring_up_to_date(forward_, database);
  if (manifest_.set_size > 0) orders_ = read_orders(database);
}

void Shard::fetch(const Xapian::Database& database, const std::string& analyzer) {
  const std::string manifest = database.get_metadata(std::string(schema::kManifestKey));
  if (manifest.empty())
    throw Error(ErrorCode::index_incompatible,
                place_.name() +
                    " serves no index of Pilcrow; serve a shard of pilcrow-index "
                    "--shards");
  manifest_ =
      decode_manifest(manifest, place_.name(), "the manifest of " + place_.name(), analyzer);
  columns_ = Columns(manifest_.facets);
  columns_.read(read_copy(database, kColumnsCopy));
  forward_.read(read_copy(database, kForwardCopy));
  orders_ = decode_orders(read_copy(database, kOrdersCopy));
  if (columns_.last() != forward_.last()) {
    columns_ = Columns(manifest_.facets);
    forward_ = ForwardColumn();
    orders_.clear();
  }
  fetch_behind(database);
}

// What was added since the copies were made, paragraph by paragraph.
void Shard::fetch_behind(const Xapian::Database& database) {
  TokenStream stream;
  for (DocId id = columns_.last() + 1; id <= database.get_lastdocid() && id != 0; ++id) {
    try {
      const Xapian::Document document = database.get_document(id);
      const ParagraphRecord record = decode_paragraph(records_.unpack(document.get_data()));
      const std::string& text = record.paragraph.text;
      columns_.append(&document);
      forward_.append(text, stream.analyze(text, record.language), stream);
      if (const std::string order = document.get_value(schema::kOrderSlot); !order.empty())
        orders_.push_back({id, decode_order(order)});
    } catch (const Xapian::DocNotFoundError&) {
      columns_.append(nullptr);
      forward_.append_empty();
    }
  }
  columns_.finish_appending();
}

std::optional<FacetTotals> Shard::facet_totals() const {
  if (place_.remote()) return std::nullopt;
  return load_totals(generation() / schema::kTotalsFile,
                     {state_.uuid, state_.paragraphs, state_.last});
}

IndexStats Shard::stats() const {
  return with([this](const Xapian::Database& database) {
    IndexStats stats = read_stats(database);
    if (!place_.remote()) stats.disk_bytes = tree_bytes(generation());
    return stats;
  });
}

namespace {

PostingList read_postings(const Xapian::Database& database, const std::string& term) {
  PostingList list;
  const Xapian::doccount count =
      term.empty() ? database.get_doccount() : database.get_termfreq(term);
  list.docids.reserve(count);
  list.impacts.reserve(count);
  const auto end = database.postlist_end(term);
  for (auto it = database.postlist_begin(term); it != end; ++it) {
    list.docids.push_back(*it);
    list.impacts.push_back(
        static_cast<std::uint8_t>(std::min<Xapian::termcount>(it.get_wdf(), 255)));
  }
  return list;
}

// A server sends each posting of a list as a message of its own, but the hits of a search in one
// piece: a search by a weight that is the wdf itself brings the same, a hundred times faster.
PostingList fetch_postings(const Xapian::Database& database, const std::string& term) {
  Xapian::Enquire enquire(database);
  // Of an empty term everything, as Query::MatchAll, which threads that copy it count wrongly.
  enquire.set_query(Xapian::Query(term));
  enquire.set_weighting_scheme(Xapian::TfIdfWeight("nnn"));
  const Xapian::MSet hits = enquire.get_mset(0, database.get_doccount());
  std::vector<std::uint64_t> packed;
  packed.reserve(hits.size());
  for (auto it = hits.begin(); it != hits.end(); ++it)
    packed.push_back(std::uint64_t{*it} << 8U |
                     static_cast<std::uint64_t>(std::min(255.0, it.get_weight() + 0.5)));
  std::sort(packed.begin(), packed.end());
  PostingList list;
  list.docids.reserve(packed.size());
  list.impacts.reserve(packed.size());
  for (const std::uint64_t posting : packed) {
    list.docids.push_back(static_cast<DocId>(posting >> 8U));
    list.impacts.push_back(static_cast<std::uint8_t>(posting & 0xffU));
  }
  return list;
}

// A server tells the frequencies of all words of a query at once.
std::vector<std::uint64_t> fetch_frequencies(const Xapian::Database& database,
                                             const std::vector<std::string>& terms) {
  Xapian::Enquire enquire(database);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
  const Xapian::MSet hits = enquire.get_mset(0, 0);
  std::vector<std::uint64_t> frequencies;
  frequencies.reserve(terms.size());
  for (const std::string& term : terms)
    frequencies.push_back(hits.get_termfreq(term));
  return frequencies;
}

std::uint64_t read_count(const Xapian::Database& database, const std::string& frequent,
                         const std::vector<std::string>& rare) {
  std::set<DocId> others;
  for (const std::string& term : rare)
    others.insert(database.postlist_begin(term), database.postlist_end(term));
  auto at = database.postlist_begin(frequent);
  const auto end = database.postlist_end(frequent);
  std::uint64_t count = database.get_termfreq(frequent);
  for (const DocId id : others) {
    if (at != end) at.skip_to(id);
    if (at == end || *at != id) ++count;
  }
  return count;
}

std::uint64_t fetch_count(const Xapian::Database& database, const std::string& frequent,
                          std::vector<std::string> terms) {
  terms.push_back(frequent);
  Xapian::Enquire enquire(database);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return enquire.get_mset(0, 0, database.get_doccount()).get_matches_estimated();
}

}  // namespace

PostingList Shard::postings(const std::string& term) const {
  return with([&](const Xapian::Database& database) {
    if (place_.remote()) return fetch_postings(database, term);
    if (auto frequent = frequent_.read(term, database)) {
      PostingList list;
      list.docids = std::move(frequent->docids);
      list.impacts = std::move(frequent->impacts);
      list.bits = std::move(frequent->bits);
      return list;
    }
    return read_postings(database, term);
  });
}

std::vector<std::uint64_t> Shard::frequencies(const std::vector<std::string>& terms) const {
  return with([&](const Xapian::Database& database) {
    if (place_.remote() && terms.size() > 1) return fetch_frequencies(database, terms);
    std::vector<std::uint64_t> frequencies;
    frequencies.reserve(terms.size());
    for (const std::string& term : terms)
      frequencies.push_back(database.get_termfreq(term));
    return frequencies;
  });
}

std::uint64_t Shard::count_any(const std::string& frequent,
                               const std::vector<std::string>& rare) const {
  return with([&](const Xapian::Database& database) {
    return place_.remote() ? fetch_count(database, frequent, rare)
                           : read_count(database, frequent, rare);
  });
}

bool Shard::outdated() const {
  try {
    return state_of(*connect()) != state_;
  } catch (const Xapian::DatabaseModifiedError&) {
    return true;
  } catch (const Xapian::Error&) {
    if (!place_.remote() && replaced()) return true;
    judge_failure(false);
    return true;
  }
}

// A generation goes file by file, but not before the manifest names another one.
bool Shard::replaced() const {
  return read_manifest(place_.index, manifest_.analyzer).generation != place_.generation;
}

std::unique_ptr<Xapian::Database> Shard::connect() const {
  if (!place_.remote()) return std::make_unique<Xapian::Database>(open_database(generation()));
  const auto timeout = static_cast<unsigned>(timeout_.count());
  return std::make_unique<Xapian::Database>(
      Xapian::Remote::open(place_.host, place_.port, timeout, timeout));
}

Shard::State Shard::state_of(const Xapian::Database& database) const {
  State state;
  state.uuid = database.get_uuid();
  if (!place_.remote()) state.revision = database.get_revision();
  state.paragraphs = database.get_doccount();
  state.last = database.get_lastdocid();
  return state;
}

Shard::Handle Shard::take() const {
  if (place_.remote() && ShardWaits::sum() > timeout_)
    throw ShardLost(place_.name(),
                    "is too slow: it was waited for longer than " + seconds(timeout_));
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      Handle handle{std::move(free_.back()), true};
      free_.pop_back();
      return handle;
    }
  }
  Handle handle;
  try {
    handle.database = connect();
    if (state_of(*handle.database) != state_) throw StateMoved();
  } catch (const Xapian::Error&) {
    if (!place_.remote() && replaced()) throw StateMoved();
    judge_failure(false);
  }
  return handle;
}

void Shard::give_back(Handle handle) const {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(handle.database));
}

void Shard::judge_failure(bool used_before) const {
  if (!place_.remote()) rethrow_xapian_error(place_.index);
  try {
    throw;
  } catch (const Xapian::DatabaseModifiedError&) {
    throw StateMoved();
  } catch (const Xapian::NetworkTimeoutError&) {
    throw ShardLost(place_.name(), "did not answer within " + seconds(timeout_));
  } catch (const Xapian::NetworkError& error) {
    if (used_before) {
      const std::lock_guard lock(mutex_);
      free_.clear();
      return;
    }
    throw ShardLost(place_.name(), "cannot be reached (" + error.get_msg() + ")");
  } catch (const Xapian::Error& error) {
    throw ShardLost(place_.name(), "failed (" + error.get_description() + ")");
  }
}

}  // namespace pilcrow::internal
