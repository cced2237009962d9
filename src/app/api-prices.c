/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/api-prices.h"

#include <glib/gi18n.h>

#include "app/value-entry.h"
#include "engine/answer/use.h"
#include "report/format.h"

/* Below the choice of an API: what it asks for a million tokens, as listed or as typed. An empty
 * text goes back to the list. */

enum
{
  INPUT,
  CACHED,
  OUTPUT,
  N_PRICES,
};

static const struct
{
  RigOverride what;
  const char *label;
} prices_of[N_PRICES] = {
  [INPUT] = { RIG_OVERRIDE_API_INPUT, N_("US$ per million read") },
  [CACHED] = { RIG_OVERRIDE_API_CACHED, N_("US$ per million from the cache") },
  [OUTPUT] = { RIG_OVERRIDE_API_OUTPUT, N_("US$ per million written") },
};

struct _RigApiPrices
{
  GtkBox parent_instance;

  RigSession *session;
  RigValueEntry *entries[N_PRICES];
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (RigApiPrices, rig_api_prices, GTK_TYPE_BOX)

static void
show_error (RigApiPrices *self, const char *message)
{
  gtk_label_set_text (self->error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
}

static const RigApi *
find_api (RigApiPrices *self)
{
  const RigScenario *scenario = rig_session_get_scenario (self->session);

  return rig_catalog_find_api (rig_session_get_catalog (self->session),
                               rig_scenario_get_text (scenario, RIG_KEY_API));
}

static void
show_price (RigApiPrices *self, const RigApi *api, guint i, double usd)
{
  const RigScenario *scenario = rig_session_get_scenario (self->session);
  double typed = rig_scenario_get_override (scenario, prices_of[i].what, api->id);
  g_autofree char *shown = rig_format_usd (usd);
  char editable[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (!isnan (usd))
    g_ascii_formatd (editable, sizeof editable, "%.10g", usd);
  rig_value_entry_set_values (self->entries[i], shown, editable);
  if (isnan (typed))
    gtk_widget_remove_css_class (GTK_WIDGET (self->entries[i]), "accent");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entries[i]), "accent");
}

static void
changed_cb (RigApiPrices *self)
{
  const RigScenario *scenario = rig_session_get_scenario (self->session);
  const RigApi *api = find_api (self);
  char buffer[16];
  RigPrices prices;

  gtk_widget_set_visible (GTK_WIDGET (self), api != NULL);
  if (api == NULL)
    return;
  rig_prices_init (&prices, api, scenario, rig_use_get_date (scenario, buffer, sizeof buffer));
  show_price (self, api, INPUT, prices.input);
  show_price (self, api, CACHED, prices.cached);
  show_price (self, api, OUTPUT, prices.output);
}

static gboolean
entered_cb (RigApiPrices *self, const char *text, RigValueEntry *entry)
{
  const RigApi *api = find_api (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  gboolean taken;
  guint i = 0;

  if (api == NULL)
    return FALSE;
  while (i + 1 < N_PRICES && self->entries[i] != entry)
    i++;
  name = g_strconcat (rig_override_get_name (prices_of[i].what), ".", api->id, NULL);
  taken = rig_session_set_from_string (self->session, name, text, &error);
  show_error (self, taken ? NULL : error->message);
  if (taken)
    {
      rig_session_end_step (self->session);
      rig_session_update (self->session);
    }
  return taken;
}

static void
cancelled_cb (RigApiPrices *self)
{
  show_error (self, NULL);
}

static void
add_row (RigApiPrices *self, guint i)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (_(prices_of[i].label));

  self->entries[i] = RIG_VALUE_ENTRY (rig_value_entry_new ());
  rig_value_entry_set_label (self->entries[i], _(prices_of[i].label));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entries[i]), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->entries[i]), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->entries[i]));
  gtk_box_append (GTK_BOX (self), row);
  g_signal_connect_object (self->entries[i], "entered", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entries[i], "cancelled", G_CALLBACK (cancelled_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
rig_api_prices_dispose (GObject *object)
{
  g_clear_object (&RIG_API_PRICES (object)->session);

  G_OBJECT_CLASS (rig_api_prices_parent_class)->dispose (object);
}

static void
rig_api_prices_class_init (RigApiPricesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rig_api_prices_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rig_api_prices_init (RigApiPrices *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "control-card");
  for (guint i = 0; i < N_PRICES; i++)
    add_row (self, i);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->error, 0);
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_max_width_chars (self->error, 30);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->error));
}

GtkWidget *
rig_api_prices_new (RigSession *session)
{
  RigApiPrices *self = g_object_new (RIG_TYPE_API_PRICES, NULL);

  self->session = g_object_ref (session);
  changed_cb (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
