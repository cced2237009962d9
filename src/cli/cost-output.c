/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cost-output.h"

#include "cli/json-output.h"
#include "cli/report-printer.h"
#include "engine/answer/money-ranges.h"
#include "engine/estimate/money-tornado.h"

static void
add_bar (JsonBuilder *builder, const RigMoneyBar *bar)
{
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "input", rig_money_ranges_find_info (bar->range.input)->id);
  rig_json_add_number (builder, "low", bar->range.low);
  rig_json_add_number (builder, "value", bar->range.mode);
  rig_json_add_number (builder, "high", bar->range.high);
  rig_json_add_number (builder, "npv_low_usd", bar->npv_low_usd);
  rig_json_add_number (builder, "npv_high_usd", bar->npv_high_usd);
  rig_json_add_number (builder, "swing_usd", bar->swing_usd);
  json_builder_end_object (builder);
}

void
rig_cost_add_tornado (JsonBuilder *builder, const RigAnswer *answer)
{
  json_builder_set_member_name (builder, "tornado");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      RigMoneyRange ranges[RIG_MONEY_N_INPUTS];
      RigMoneyBar bars[RIG_MONEY_N_INPUTS];
      guint n = rig_money_ranges_fill (machine, ranges);

      rig_money_fill_tornado (&machine->money_inputs, ranges, n, bars);
      json_builder_begin_object (builder);
      rig_json_add_text (builder, "id", machine->machine->id);
      rig_json_add_number (builder, "npv_usd", n > 0 ? machine->money.npv_usd : NAN);
      json_builder_set_member_name (builder, "inputs");
      json_builder_begin_array (builder);
      for (guint k = 0; k < n; k++)
        add_bar (builder, &bars[k]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_spread (JsonBuilder *builder, const char *name, const RigMoneySpread *spread)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  rig_json_add_number (builder, "p10", spread->p10);
  rig_json_add_number (builder, "p50", spread->p50);
  rig_json_add_number (builder, "p90", spread->p90);
  json_builder_end_object (builder);
}

static void
add_result (JsonBuilder *builder, const RigOddsResult *result)
{
  const RigMoneyOdds *odds = &result->odds;

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", result->id);
  add_spread (builder, "npv_usd", &odds->npv_usd);
  rig_json_add_number (builder, "mean_npv_usd", odds->npv_usd.mean);
  add_spread (builder, "payback_months", &odds->payback_months);
  rig_json_add_number (builder, "npv_positive", odds->npv_positive);
  rig_json_add_number (builder, "paid_back_by_horizon", odds->paid_back_by_horizon);
  rig_json_add_number (builder, "not_within_120_months", odds->not_within_search);
  rig_json_add_number (builder, "never", odds->never);
  rig_json_add_number (builder, "unknown_draws", odds->n_unknown);
  json_builder_end_object (builder);
}

void
rig_cost_add_simulation (JsonBuilder *builder, const RigCli *cli)
{
  g_autoptr (RigOdds) odds = rig_cli_new_odds (cli);

  json_builder_set_member_name (builder, "simulation");
  json_builder_begin_object (builder);
  rig_json_add_number (builder, "seed", (double) odds->seed);
  rig_json_add_number (builder, "draws", odds->n_draws);
  json_builder_set_member_name (builder, "machines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < odds->n_machines; i++)
    add_result (builder, &odds->machines[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}
