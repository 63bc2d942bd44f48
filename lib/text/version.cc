#include "pilcrow/version.h"

namespace pilcrow {

std::string_view version() noexcept {
  return PILCROW_VERSION;
}

}  // namespace pilcrow
