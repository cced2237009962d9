/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/comparison.h"

static gboolean
contains (const GPtrArray *ids, const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (ids, i), id) == 0)
      return TRUE;

  return FALSE;
}

/** The date on which availability is judged, YYYY-MM-DD: the scenario's, else today. */
char *
rig_comparison_get_date (const RigScenario *scenario)
{
  const char *text = rig_scenario_get_text (scenario, RIG_KEY_AS_OF);
  g_autoptr (GDateTime) now = NULL;

  if (text[0] != '\0')
    return g_strdup (text);

  now = g_date_time_new_now_local ();
  return g_date_time_format (now, "%Y-%m-%d");
}

/** Whether a machine is compared that exists only in the article. */
gboolean
rig_comparison_has_claimed (const RigCatalog *catalog, const RigScenario *scenario)
{
  const GPtrArray *ids = rig_scenario_get_machines (scenario);

  for (guint i = 0; i < ids->len; i++)
    {
      const RigMachine *machine = rig_catalog_find_machine (catalog, g_ptr_array_index (ids, i));

      if (machine != NULL && machine->claimed)
        return TRUE;
    }

  return FALSE;
}

/* The @nth successor of @machine that is on sale, best match first; NULL where there are fewer. */
static const char *
find_successor (const RigCatalog *catalog,
                const RigMachine *machine,
                const char       *date,
                guint             nth)
{
  for (guint i = 0; machine->successors != NULL && machine->successors[i] != NULL; i++)
    {
      const RigMachine *successor = rig_catalog_find_machine (catalog, machine->successors[i]);

      if (successor != NULL && rig_machine_is_on_sale (successor, date) && nth-- == 0)
        return successor->id;
    }

  return NULL;
}

/* What stands for one machine of the comparison in round @nth; NULL: nothing more. */
static const char *
find_replacement (const RigCatalog *catalog, const char *id, const char *date, guint nth)
{
  const RigMachine *machine = rig_catalog_find_machine (catalog, id);

  if (machine == NULL)
    return NULL;
  if (machine->claimed)
    return find_successor (catalog, machine, date, nth);

  return nth == 0 ? id : NULL;
}

/**
 * rig_comparison_make_on_sale:
 * @ids: (element-type utf8): the machines compared now
 * @date: YYYY-MM-DD
 *
 * The comparison with every machine that the article describes replaced by those on sale at @date
 * that it could have meant. The best match of each comes before anybody's second best, so that six
 * places go round; nothing stands there twice.
 *
 * Returns: (element-type utf8) (transfer full): NULL-terminated ids, at most six; possibly fewer
 *   than two, which is no comparison
 */
GPtrArray *
rig_comparison_make_on_sale (const RigCatalog *catalog, const GPtrArray *ids, const char *date)
{
  GPtrArray *result = g_ptr_array_new_with_free_func (g_free);
  gboolean found = TRUE;

  for (guint nth = 0; found; nth++)
    {
      found = FALSE;

      for (guint i = 0; i < ids->len; i++)
        {
          const char *id = find_replacement (catalog, g_ptr_array_index (ids, i), date, nth);

          if (id == NULL)
            continue;
          found = TRUE;
          if (result->len < RIG_MAX_COMPARED && !contains (result, id))
            g_ptr_array_add (result, g_strdup (id));
        }
    }

  g_ptr_array_add (result, NULL);
  return result;
}

/**
 * rig_comparison_make_article:
 *
 * Returns: (element-type utf8) (transfer full): NULL-terminated ids of the article's machines
 */
GPtrArray *
rig_comparison_make_article (const RigCatalog *catalog)
{
  const RigArticle *article = rig_catalog_get_article (catalog);
  GPtrArray *result = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    g_ptr_array_add (result, g_strdup (article->machines[i]));

  g_ptr_array_add (result, NULL);
  return result;
}
