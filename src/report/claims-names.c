/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/claims.h"

#include <glib/gi18n.h>

#include "report/words.h"

static void
add_machine (RigTable *table, const char *label, const RigMachine *machine)
{
  guint row = rig_table_add_row (table, machine->id, label), c = 0;

  rig_words_fill_text (rig_table_get_cell (table, row, c++), machine->name,
                       machine->claimed ? RIG_MARK_ARTICLE : 0, machine->notes);
  rig_words_fill_text (rig_table_get_cell (table, row, c++), rig_words_status (machine), 0, NULL);
  rig_words_fill_figure (rig_table_get_cell (table, row, c++), &machine->memory_gb, "GB");
  rig_words_fill_figure (rig_table_get_cell (table, row, c++), &machine->bandwidth_gb_per_s,
                         "GB/s");
  rig_words_fill_figure (rig_table_get_cell (table, row, c++), &machine->fp32_tflops, "TFLOPS");
  rig_words_fill_figure (rig_table_get_cell (table, row, c), rig_machine_get_price (machine),
                         "USD");
}

RigTable *
rig_claims_new_names_table (const RigCatalog *catalog)
{
  const RigArticle *article = rig_catalog_get_article (catalog);
  RigTable *table = rig_table_new ("claims-names", _("What the names stand for"),
                                   _("The article’s machines, and what there is or was instead, "
                                     "best match first"));

  rig_table_add_column (table, "machine", _("Machine"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "status", _("Status"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "memory", _("Memory"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "bandwidth", _("Bandwidth"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "fp32", "FP32", NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "price", _("Price"), NULL, RIG_ALIGN_END, -1);
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    {
      const RigMachine *machine = rig_catalog_find_machine (catalog, article->machines[i]);
      if (machine == NULL)
        continue;
      add_machine (table, article->labels[i], machine);
      for (guint s = 0; machine->successors != NULL && machine->successors[s] != NULL; s++)
        {
          const RigMachine *real = rig_catalog_find_machine (catalog, machine->successors[s]);
          if (real != NULL)
            add_machine (table, article->labels[i], real);
        }
    }
  rig_table_add_footnote (
    table, _("No M4 Ultra was ever made: the M4 Max has no connector for a second chip. The "
             "figures that the article gives its Mac Studio are those of the M2 Ultra of 2023."));
  return table;
}
