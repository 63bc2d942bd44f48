#include "pilcrow/error.h"
#include "read/formats.h"

namespace pilcrow::internal {

void read_html_format(ReadJob& job, Document&) {
  throw Error(ErrorCode::unsupported, job.where + ": no reader yet");
}

}  // namespace pilcrow::internal
