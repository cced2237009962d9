/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fit-output.h"

#include "engine/answer/fit-advice.h"

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

static const char *
reason_to_string (RigFitReason reason)
{
  static const char *const words[] = {
    [RIG_FIT_REASON_UNKNOWN] = "unknown", [RIG_FIT_REASON_ROOM] = "room",
    [RIG_FIT_REASON_LITTLE] = "little",   [RIG_FIT_REASON_LIMIT] = "limit",
    [RIG_FIT_REASON_WEIGHTS] = "weights", [RIG_FIT_REASON_CONTEXT] = "context",
    [RIG_FIT_REASON_BUFFERS] = "buffers",
  };

  g_return_val_if_fail (reason < G_N_ELEMENTS (words), "unknown");
  return words[reason];
}

static void
take_setting (GPtrArray *settings, char *setting)
{
  g_ptr_array_add (settings, setting);
}

/* A change as settings of the scenario. */
static void
list_settings (GPtrArray *settings, const RigFitChange *change, const RigFitCase *now,
               const char *machine_id)
{
  char share[G_ASCII_DTOSTR_BUF_SIZE];

  switch (change->kind)
    {
    case RIG_CHANGE_KV_TYPE:
      take_setting (settings, g_strdup ("kv-type-k=q8_0"));
      if (now->use.flash_attention)
        take_setting (settings, g_strdup ("kv-type-v=q8_0"));
      break;
    case RIG_CHANGE_CONTEXT:
      take_setting (settings, g_strdup_printf ("context=%u", change->context));
      break;
    case RIG_CHANGE_CHATS:
      take_setting (settings, g_strdup_printf ("chats=%u", change->chats));
      take_setting (settings, g_strdup_printf ("context=%u", change->context));
      break;
    case RIG_CHANGE_QUANT:
      take_setting (settings, g_strconcat ("quant=", change->quant->id, NULL));
      break;
    case RIG_CHANGE_SHARE:
      g_ascii_formatd (share, sizeof share, "%.4g", now->space.max_share);
      take_setting (settings, g_strconcat ("usable-share.", machine_id, "=", share, NULL));
      break;
    case RIG_CHANGE_MACHINE:
      if (change->machine != NULL)
        take_setting (settings, g_strconcat ("machine=", change->machine->id, NULL));
      break;
    case RIG_N_CHANGES:
    default:
      break;
    }
}

static void
add_advice (RigCli *cli, const RigModel *model, const RigMachine *machine, const RigFitCase *now,
            JsonBuilder *builder)
{
  g_autoptr (GPtrArray) settings = g_ptr_array_new_with_free_func (g_free);
  double more = NAN;
  RigFitAdvice advice;

  rig_evaluator_advise (cli->evaluator, cli->scenario, model, cli->answer.quant, machine, &advice);
  for (guint i = 0; i < advice.n_changes; i++)
    {
      list_settings (settings, &advice.changes[i], now, machine->id);
      if (advice.changes[i].kind == RIG_CHANGE_MACHINE)
        more = advice.changes[i].more_bytes;
    }
  g_ptr_array_add (settings, NULL);
  rig_json_add_words (builder, "change", (const char *const *) settings->pdata);
  rig_json_add_bytes (builder, "lacks_bytes", more);
}

static void
add_limits (const RigFitCase *now, const RigFit *fit, JsonBuilder *builder)
{
  gboolean known = fit->verdict != RIG_FIT_UNKNOWN;

  rig_json_add_number (builder, "largest_context",
                       known ? rig_fit_case_get_largest_context (now) : NAN);
  rig_json_add_number (builder, "chats", known ? rig_fit_case_get_most_chats (now) : NAN);
}

static void
add_device (const RigMemoryPlace *place, JsonBuilder *builder)
{
  double bytes = place->weights_bytes + place->context_bytes + place->compute_bytes;

  if (!isnan (bytes))
    json_builder_add_int_value (builder, (gint64) bytes);
}

/* What each GPU holds; of one, all that is needed. */
static void
add_devices (const RigFitCase *now, const RigFit *fit, const RigMemory *memory,
             JsonBuilder *builder)
{
  RigDevices devices;

  json_builder_set_member_name (builder, "devices");
  json_builder_begin_array (builder);
  if (fit->n_devices == 1)
    {
      if (!isnan (fit->needed_bytes))
        json_builder_add_int_value (builder, (gint64) fit->needed_bytes);
    }
  else
    {
      rig_fit_case_get_devices (now, memory, &devices);
      for (guint i = 0; i < devices.n; i++)
        add_device (&devices.places[i], builder);
    }
  json_builder_end_array (builder);
}

void
rig_fit_to_json (RigCli *cli, const RigModel *model, const RigMachine *machine,
                 JsonBuilder *builder)
{
  RigFitCase now;
  RigMemory memory;
  RigFit fit;

  rig_evaluator_prepare_fit (cli->evaluator, cli->scenario, model, cli->answer.quant, machine,
                             &now);
  rig_fit_case_evaluate (&now, &memory, &fit);
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", machine->id);
  rig_json_add_text (builder, "verdict", rig_fit_verdict_to_string (fit.verdict));
  rig_json_add_text (builder, "reason", reason_to_string (rig_fit_get_reason (&fit, &memory)));
  rig_json_add_bytes (builder, "needed_bytes", fit.needed_bytes);
  rig_json_add_bytes (builder, "usable_bytes", fit.usable_bytes);
  rig_json_add_bytes (builder, "runtime_bytes", fit.runtime_bytes);
  rig_json_add_bytes (builder, "room_bytes", fit.room_bytes);
  rig_json_add_bytes (builder, "max_bytes", fit.max_bytes);
  rig_json_add_bytes (builder, "memory_bytes", fit.total_bytes);
  add_advice (cli, model, machine, &now, builder);
  add_limits (&now, &fit, builder);
  add_devices (&now, &fit, &memory, builder);
  json_builder_end_object (builder);
}
