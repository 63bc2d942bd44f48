#include "commands/command.h"
#include "common/exit_code.h"

namespace pilcrow::bench {

int run_compare(const CommandLine&) {
  throw programs::UsageError("not there yet");
}

}  // namespace pilcrow::bench
