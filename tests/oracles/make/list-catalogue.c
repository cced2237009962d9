/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Prints every tensor that the engine lists for the catalogue's models, one a line: model, name,
 * dimensions. models.py makes heads of them, whose names and shapes llama.cpp's loader checks. */
#include "engine/catalog/catalog.h"
#include "engine/estimate/tensors.h"

static void
print_cb (const RigTensor *tensor, gpointer data)
{
  const RigModel *model = data;
  guint64 rows = tensor->rows;

  g_print ("%s ", model->id);
  if (tensor->layer >= 0)
    g_print ("blk.%d.", tensor->layer);
  g_print ("%s %" G_GUINT64_FORMAT, tensor->name, tensor->columns);
  if (rows > 1 || tensor->matrices > 1 || g_str_equal (tensor->name, "ssm_a") ||
      g_str_equal (tensor->name, "ssm_d"))
    g_print (" %" G_GUINT64_FORMAT, rows);
  if (tensor->matrices > 1)
    g_print (" %u", tensor->matrices);
  g_print ("\n");
}

int
main (void)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const GPtrArray *models = rig_catalog_get_models (catalog);

  for (guint i = 0; i < models->len; i++)
    rig_tensors_foreach (models->pdata[i], print_cb, models->pdata[i]);
  return 0;
}
