/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/memory.h"

const RigMemoryProfile rig_memory_profile_2026 = {
  .id = "2026",
  .name = "llama.cpp 0.7.0 (2026)",
  .cell_padding = 256,
  .stream_padding = 256,
  .rotates_keys = TRUE,
};

const RigMemoryProfile rig_memory_profile_2025 = {
  .id = "2025",
  .name = "llama.cpp of early 2025",
  .cell_padding = 32,
  .stream_padding = 1,
  .unified_default = TRUE,
};
