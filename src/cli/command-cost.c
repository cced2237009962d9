/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <glib/gi18n.h>

#include "cli/cost-output.h"
#include "cli/json-output.h"
#include "cli/report-printer.h"
#include "engine/answer/money-sides.h"
#include "report/format.h"
#include "report/words.h"

#define MONTHS_A_YEAR 12

static guint
get_horizon (const RigCli *cli)
{
  return (guint) rig_scenario_get_number (cli->scenario, RIG_KEY_HORIZON);
}

/* A payback that never comes is null, and @never says so: null alone is "unknown". */
static void
add_payback (JsonBuilder *builder, const char *name, const char *never, double months)
{
  rig_json_add_number (builder, name, months);
  rig_json_add_flag (builder, never, isinf (months));
}

static void
add_cash (JsonBuilder *builder, const RigMoneyInputs *inputs, guint horizon,
          double (*get_cumulative_usd) (const RigMoneyInputs *, guint))
{
  json_builder_set_member_name (builder, "cumulative_usd");
  json_builder_begin_array (builder);
  for (guint month = 0; inputs != NULL && month <= horizon; month++)
    json_builder_add_double_value (builder, get_cumulative_usd (inputs, month));
  json_builder_end_array (builder);
}

static void
add_known_money (JsonBuilder *builder, const RigMachineAnswer *machine)
{
  const RigMoney *money = &machine->money;
  const RigEstimate *payback_months = &machine->payback_months, *npv_usd = &machine->npv_usd;

  add_payback (builder, "payback_months", "never", money->payback_months);
  rig_json_add_number (builder, "payback_months_low", payback_months->low);
  rig_json_add_number (builder, "payback_months_high", payback_months->high);
  add_payback (builder, "discounted_payback_months", "never_discounted",
               money->discounted_payback_months);
  add_payback (builder, "exit_payback_months", "never_on_exit", money->exit_payback_months);
  rig_json_add_number (builder, "npv_usd", money->npv_usd);
  rig_json_add_number (builder, "npv_usd_low", npv_usd->low);
  rig_json_add_number (builder, "npv_usd_high", npv_usd->high);
  rig_json_add_number (builder, "irr_per_year", money->irr_per_year);
  rig_json_add_number (builder, "usd_per_million_tokens", money->usd_per_million_tokens);
  rig_json_add_number (builder, "served_share", money->served_share);
  rig_json_add_number (builder, "busy_hours_per_month", money->busy_hours);
  rig_json_add_number (builder, "energy_usd_per_month", money->energy_usd_per_month);
  rig_json_add_number (builder, "avoided_usd_per_month", money->avoided_usd_per_month);
  rig_json_add_number (builder, "saving_usd_per_month", money->saving_usd_per_month);
  rig_json_add_number (builder, "resale_usd", money->resale_usd);
}

static void
add_unknown_money (JsonBuilder *builder)
{
  static const char *const numbers[] = {
    "payback_months",        "payback_months_low",   "payback_months_high",
    "discounted_payback_months", "exit_payback_months", "npv_usd", "npv_usd_low", "npv_usd_high",
    "irr_per_year",          "usd_per_million_tokens", "served_share",
    "busy_hours_per_month",  "energy_usd_per_month", "avoided_usd_per_month",
    "saving_usd_per_month",  "resale_usd",
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    rig_json_add_number (builder, numbers[i], NAN);
  rig_json_add_flag (builder, "never", FALSE);
  rig_json_add_flag (builder, "never_discounted", FALSE);
  rig_json_add_flag (builder, "never_on_exit", FALSE);
}

/* Like for like: null where the host's bill or the machine's money is not known. */
static void
add_against_host (JsonBuilder *builder, const RigAnswer *answer, const RigMachineAnswer *machine)
{
  RigAgainstHost against;

  json_builder_set_member_name (builder, "against_host");
  if (!rig_against_host_init (&against, answer, machine))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  add_payback (builder, "payback_months", "never", against.middle.payback_months);
  rig_json_add_number (builder, "payback_months_low", against.payback_months.low);
  rig_json_add_number (builder, "payback_months_high", against.payback_months.high);
  rig_json_add_number (builder, "npv_usd", against.middle.npv_usd);
  rig_json_add_number (builder, "npv_usd_low", against.npv_usd.low);
  rig_json_add_number (builder, "npv_usd_high", against.npv_usd.high);
  json_builder_end_object (builder);
}

/* What lies nowhere is null, as what is not known: "unknown" and "never" of the machine tell. */
static void
add_break_even (JsonBuilder *builder, const RigMachineAnswer *machine, gboolean known)
{
  RigBreakEven even;

  if (known)
    rig_break_even_init (&even, machine);
  json_builder_set_member_name (builder, "break_even");
  json_builder_begin_object (builder);
  rig_json_add_number (builder, "utilisation", known ? even.utilisation.value : NAN);
  rig_json_add_number (builder, "api_usd_per_million_tokens",
                       known ? even.api_usd_per_million : NAN);
  for (guint i = 0; i < RIG_N_BREAK_EVEN_SPENDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("spend_usd_%u", rig_break_even_months[i]);

      rig_json_add_number (builder, name, known ? even.spend_usd[i].value : NAN);
    }
  rig_json_add_number (builder, "avoided_forever_usd", known ? even.ever_usd.value : NAN);
  rig_json_add_flag (builder, "avoided_without_end", known && isinf (even.ever_usd.value));
  json_builder_end_object (builder);
  rig_json_add_number (builder, "loan_payment_usd_per_month",
                       known ? even.loan_payment_usd : NAN);
}

static void
add_machine (JsonBuilder *builder, const RigAnswer *answer, const RigMachineAnswer *machine,
             guint horizon)
{
  gboolean known = machine->money_unknown == NULL;

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", machine->machine->id);
  rig_json_add_estimate (builder, "price_usd", &machine->price_usd);
  if (known)
    add_known_money (builder, machine);
  else
    add_unknown_money (builder);
  rig_json_add_text (builder, "unknown", machine->money_unknown);
  add_against_host (builder, answer, machine);
  add_break_even (builder, machine, known);
  add_cash (builder, known ? &machine->money_inputs : NULL, horizon,
            rig_money_get_cumulative_usd);
  json_builder_end_object (builder);
}

/* The first machine that money is known of: what the API costs is the same for all. */
static const RigMoneyInputs *
find_inputs (const RigAnswer *answer)
{
  for (guint i = 0; i < answer->n_machines; i++)
    if (answer->machines[i].money_unknown == NULL)
      return &answer->machines[i].money_inputs;
  return NULL;
}

/* The announced changes: what the same tokens cost from a month on. */
static void
add_schedule (JsonBuilder *builder, const RigAnswer *answer)
{
  json_builder_set_member_name (builder, "schedule");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answer->n_api_steps; i++)
    {
      const RigMoneyStep *step = &answer->api_steps[i];

      json_builder_begin_object (builder);
      rig_json_add_number (builder, "month", step->month);
      rig_json_add_number (builder, "usd_per_month", answer->api_usd_per_month * step->factor);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_api (JsonBuilder *builder, const RigCli *cli)
{
  const RigAnswer *answer = &cli->answer;

  json_builder_set_member_name (builder, "api");
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", answer->api != NULL ? answer->api->id : NULL);
  rig_json_add_number (builder, "usd_per_month", answer->api_usd_per_month);
  rig_json_add_number (builder, "tokens_in_per_month", answer->tokens_in_per_month);
  rig_json_add_number (builder, "tokens_cached_per_month", answer->tokens_cached_per_month);
  rig_json_add_number (builder, "tokens_out_per_month", answer->tokens_out_per_month);
  add_schedule (builder, answer);
  add_cash (builder, find_inputs (answer), get_horizon (cli), rig_money_get_cumulative_api_usd);
  json_builder_end_object (builder);
}

static void
add_hosted_members (JsonBuilder *builder, const RigHosted *hosted)
{
  rig_json_add_text (builder, "id", hosted->api->id);
  rig_json_add_text (builder, "model", hosted->api->model);
  rig_json_add_text (builder, "host", hosted->api->host);
  rig_json_add_number (builder, "usd_per_month", hosted->usd_per_month);
}

/* The cheapest host in full, the others behind it. */
static void
add_hosted (JsonBuilder *builder, const RigAnswer *answer)
{
  json_builder_set_member_name (builder, "same_model_hosted");
  if (answer->n_hosted == 0)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  add_hosted_members (builder, &answer->hosted[0]);
  json_builder_set_member_name (builder, "others");
  json_builder_begin_array (builder);
  for (guint i = 1; i < answer->n_hosted; i++)
    {
      json_builder_begin_object (builder);
      add_hosted_members (builder, &answer->hosted[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* Going to the cheapest host and buying nothing; null where its bill is not known. */
static void
add_switch (JsonBuilder *builder, const RigAnswer *answer)
{
  RigSwitch change;

  json_builder_set_member_name (builder, "switch");
  if (!rig_switch_init (&change, answer))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", change.host->api->id);
  rig_json_add_number (builder, "usd_per_month",
                       answer->api_usd_per_month - change.money.saving_usd_per_month);
  rig_json_add_number (builder, "saving_usd_per_month", change.money.saving_usd_per_month);
  rig_json_add_number (builder, "npv_usd", change.money.npv_usd);
  json_builder_end_object (builder);
}

static JsonNode *
cost_to_json (const RigCli *cli)
{
  const RigAnswer *answer = &cli->answer;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "model", answer->model->id);
  rig_json_add_text (builder, "quant", answer->quant->id);
  rig_json_add_number (builder, "horizon_months", get_horizon (cli));
  json_builder_set_member_name (builder, "machines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answer->n_machines; i++)
    add_machine (builder, answer, &answer->machines[i], get_horizon (cli));
  json_builder_end_array (builder);
  add_api (builder, cli);
  add_hosted (builder, answer);
  add_switch (builder, answer);
  /* Lists of lists, which have no place in a table. */
  if (cli->options->format == RIG_OUTPUT_JSON)
    {
      rig_cost_add_tornado (builder, answer);
      rig_cost_add_simulation (builder, cli);
    }
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
fill_usd (const RigTable *table, guint row, guint column, double usd)
{
  rig_cell_take (rig_table_get_cell (table, row, column), rig_format_usd (usd), usd,
                 RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
}

static void
add_cash_row (const RigCli *cli, RigTable *table, guint month)
{
  const RigAnswer *answer = &cli->answer;
  const RigMoneyInputs *api = find_inputs (answer);
  g_autofree char *id = g_strdup_printf ("%u", month);
  guint row = rig_table_add_row (table, id, NULL);

  rig_cell_take (rig_table_get_cell (table, row, 0), rig_format_number (month, 3), month,
                 RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];

      fill_usd (table, row, i + 1,
                machine->money_unknown != NULL
                  ? NAN
                  : rig_money_get_cumulative_usd (&machine->money_inputs, month));
    }
  fill_usd (table, row, answer->n_machines + 1,
            api != NULL ? rig_money_get_cumulative_api_usd (api, month) : NAN);
}

/* What the window shows as curves. */
static RigTable *
new_cash_table (const RigCli *cli)
{
  const RigAnswer *answer = &cli->answer;
  const guint horizon = get_horizon (cli);
  RigTable *table = rig_table_new ("cash", _("Money spent so far"),
                                   _("US$, without what a sale brings"));
  guint month;

  rig_table_add_column (table, "month", _("Month"), NULL, RIG_ALIGN_END, -1);
  for (guint i = 0; i < answer->n_machines; i++)
    rig_table_add_column (table, answer->machines[i].machine->id,
                          answer->machines[i].machine->short_name, NULL, RIG_ALIGN_END, (int) i);
  rig_table_add_column (table, "api", _("API"), NULL, RIG_ALIGN_END, -1);
  for (month = 0; month < horizon; month += MONTHS_A_YEAR)
    add_cash_row (cli, table, month);
  add_cash_row (cli, table, horizon);
  return table;
}

static void
print_cost (RigCli *cli, GString *out)
{
  g_autoptr (RigReport) report = rig_cli_new_report (cli, RIG_PAGE_COST);
  g_autoptr (RigTable) cash = new_cash_table (cli);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_report_print_finding (report, &printer);
  rig_report_print_tables (report, &printer, NULL);
  rig_printer_table (&printer, cash);
  rig_report_print_assumptions (report, &printer);
}

gboolean
rig_command_cost (RigCli *cli, GString *out, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_cost (cli, out);
      return TRUE;
    }
  root = cost_to_json (cli);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, "machines");
  return TRUE;
}
