#pragma once
namespace pilcrow::internal {
struct Tuning {
  double prox = 0.4, prox_k = 0.5, prox_pow = 1, prox_sum = 1;
  double rel = 0.2, parts = 0.2, han = 0.5;
  double title = 2, decay = 0.5;
  double ex_docs = 40, ex_terms = 30, ex_w = 1.5, ex_flat = 4;
};
extern Tuning g_tune __attribute__((visibility("default")));
}
