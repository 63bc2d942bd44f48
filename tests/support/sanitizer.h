#pragma once

/// How many times longer the thread sanitizer makes things: bounds of time are stretched by it, and
/// what only counts to millions may count to fewer. 1 without it.
#ifdef __SANITIZE_THREAD__
inline constexpr int kSlowdown = 10;
#else
inline constexpr int kSlowdown = 1;
#endif
