#pragma once

/// Marks what the library exports; everything else is hidden.
#if defined(__GNUC__) || defined(__clang__)
#define PILCROW_API __attribute__((visibility("default")))
#else
#define PILCROW_API
#endif
