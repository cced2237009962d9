/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include "report/claims.h"

/* Nothing here follows the sliders: the claims are the article's, checked once for a day. */
void
rig_page_fill_claims (RigReport *report, const RigPageInput *input)
{
  const RigClaims *claims = rig_evaluator_get_claims (input->evaluator, input->scenario);

  report->finding = rig_claims_to_finding (claims);
  g_ptr_array_add (report->charts, rig_claims_new_chart (claims));
  for (guint i = 0; i < RIG_N_CLAIM_TABLES; i++)
    g_ptr_array_add (report->tables, rig_claims_new_table (claims, i));
  g_ptr_array_add (report->tables, rig_claims_new_names_table (input->catalog));
}
