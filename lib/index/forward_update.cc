#include "index/forward_update.h"

#include "index/record.h"
#include "index/stored_record.h"

namespace pilcrow::internal {

std::vector<bool> live_paragraphs(const Xapian::Database& database) {
  const DocId last = database.get_lastdocid();
  if (database.get_doccount() == last) return {};
  std::vector<bool> live(last + std::size_t{1});
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it)
    live[*it] = true;
  return live;
}

void bring_up_to_date(ForwardColumn& forward, const Xapian::Database& database) {
  const std::vector<bool> live = live_paragraphs(database);
  for (DocId id = 1; id < live.size() && id <= forward.last(); ++id)
    if (!live[id]) forward.forget(id);
  const DocId last = database.get_lastdocid();
  if (forward.last() >= last) return;
  const RecordReader records(database);
  TokenStream stream;
  auto it = database.postlist_begin("");
  it.skip_to(forward.last() + 1);
  for (; it != database.postlist_end(""); ++it) {
    while (forward.last() + 1 < *it)
      forward.append_empty();
    const ParagraphRecord record = decode_paragraph(records.read(database, *it));
    forward.append(record.paragraph.text, stream.analyze(record.paragraph.text, record.language),
                   stream);
  }
  while (forward.last() < last)
    forward.append_empty();
}

}  // namespace pilcrow::internal
