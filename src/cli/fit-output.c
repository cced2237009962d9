/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fit-output.h"

const char *
rig_fit_verdict_to_string (RigFitVerdict verdict)
{
  static const char *const words[] = {
    [RIG_FIT_UNKNOWN] = "unknown",
    [RIG_FIT_NO] = "no",
    [RIG_FIT_TIGHT] = "tight",
    [RIG_FIT_FITS] = "fits",
  };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (words), "unknown");
  return words[verdict];
}

void
rig_fit_to_json (const RigFit *fit, const char *machine_id, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", machine_id);
  rig_json_add_text (builder, "verdict", rig_fit_verdict_to_string (fit->verdict));
  rig_json_add_bytes (builder, "needed_bytes", fit->needed_bytes);
  rig_json_add_bytes (builder, "usable_bytes", fit->usable_bytes);
  rig_json_add_bytes (builder, "runtime_bytes", fit->runtime_bytes);
  rig_json_add_bytes (builder, "room_bytes", fit->room_bytes);
  rig_json_add_bytes (builder, "max_bytes", fit->max_bytes);
  rig_json_add_bytes (builder, "memory_bytes", fit->total_bytes);
  json_builder_end_object (builder);
}
