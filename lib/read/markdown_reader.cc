#include "pilcrow/error.h"
#include "read/formats.h"

namespace pilcrow::internal {

void read_markdown_format(ReadJob& job, Document&) {
  throw Error(ErrorCode::unsupported, job.where + ": no reader yet");
}

}  // namespace pilcrow::internal
