/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/panel.h"

#include <glib/gi18n.h>

#include "app/api-prices.h"
#include "app/control-card.h"
#include "engine/answer/use.h"

/**
 * RigPanel:
 *
 * The what-if panel: every input that has an effect, from the scenario's table of keys. What most
 * people ask about comes first; the rest of a group is folded away, and made when it is unfolded.
 */
struct _RigPanel
{
  AdwBin parent_instance;

  GtkBox *groups;
  RigSession *session;
  GtkWidget *active_share; /* the card; only a custom size has a share to choose */
  GtkWidget *spend_note;   /* in the card of the spend: that it has no effect */
  GString *mnemonics;      /* the letters taken */
};

G_DEFINE_FINAL_TYPE (RigPanel, rig_panel, ADW_TYPE_BIN)

static const RigKey first_keys[] = {
  RIG_KEY_MODEL,     RIG_KEY_QUANT,         RIG_KEY_MODEL_SIZE,  RIG_KEY_ACTIVE_SHARE,
  RIG_KEY_CONTEXT,   RIG_KEY_CHATS,         RIG_KEY_API_SPEND,   RIG_KEY_REPLACE_SHARE,
  RIG_KEY_ELECTRICITY, RIG_KEY_HORIZON,       RIG_KEY_NEED_SOFTWARE, RIG_KEY_NEED_DECODE,
  RIG_KEY_NEED_BUDGET,
};

static gboolean
is_first (RigKey key)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_keys); i++)
    if (first_keys[i] == key)
      return TRUE;

  return FALSE;
}

/* The label with an underscore before the first letter that no other label has yet. */
static char *
take_mnemonic (RigPanel *self, const char *label)
{
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    {
      char letter = g_ascii_tolower (*p);

      if (!g_ascii_isalpha (letter) || strchr (self->mnemonics->str, letter) != NULL)
        continue;

      g_string_append_c (self->mnemonics, letter);
      return g_strdup_printf ("%.*s_%s", (int) (p - label), label, p);
    }

  return g_strdup (label);
}

static void
add_spend_note (RigPanel *self, GtkBox *card)
{
  self->spend_note = gtk_label_new (_("No effect: the bill follows from the tokens typed below."));
  gtk_label_set_xalign (GTK_LABEL (self->spend_note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->spend_note), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->spend_note), 30);
  gtk_widget_add_css_class (self->spend_note, "caption");
  gtk_widget_add_css_class (self->spend_note, "dim-label");
  gtk_box_append (card, self->spend_note);
}

/* Typed tokens and an API's prices are a bill of their own. */
static gboolean
has_spend_effect (RigPanel *self)
{
  const RigScenario *scenario = rig_session_get_scenario (self->session);
  const char *api = rig_scenario_get_text (scenario, RIG_KEY_API);

  return !rig_use_has_typed_tokens (scenario)
         || rig_catalog_find_api (rig_session_get_catalog (self->session), api) == NULL;
}

static void
add_card (RigPanel *self, GtkBox *box, RigKey key)
{
  GtkWidget *card = rig_control_card_new (self->session, key);
  g_autofree char *label = take_mnemonic (self, _(rig_key_get_info (key)->label));

  rig_control_card_set_mnemonic_label (RIG_CONTROL_CARD (card), label);
  gtk_box_append (box, card);
  if (key == RIG_KEY_ACTIVE_SHARE)
    self->active_share = card;
  if (key == RIG_KEY_API_SPEND)
    add_spend_note (self, GTK_BOX (card));
  if (key == RIG_KEY_API)
    gtk_box_append (box, rig_api_prices_new (self->session));
}

static void
add_rest (RigPanel *self, GtkBox *box, RigKeyGroup group)
{
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);

      if (info->group == group && info->effective && !is_first (key))
        add_card (self, box, key);
    }
}

static void
expanded_cb (GtkExpander *expander, GParamSpec *pspec, RigPanel *self)
{
  GtkWidget *box;
  RigKeyGroup group;

  if (!gtk_expander_get_expanded (expander) || gtk_expander_get_child (expander) != NULL)
    return;

  group = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (expander), "group"));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (box, "rest");
  add_rest (self, GTK_BOX (box), group);
  gtk_expander_set_child (expander, box);
}

static guint
count_keys (RigKeyGroup group, gboolean first)
{
  guint n = 0;

  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);

      if (info->group == group && info->effective && is_first (key) == first)
        n++;
    }

  return n;
}

static void
add_expander (RigPanel *self, RigKeyGroup group)
{
  guint n = count_keys (group, FALSE);
  g_autofree char *label = NULL;
  GtkWidget *expander;

  if (n == 0)
    return;

  label = g_strdup_printf (ngettext ("%u more", "%u more", n), n);
  expander = gtk_expander_new (label);
  /* GTK 4.8 says the name of its type for it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data (G_OBJECT (expander), "group", GUINT_TO_POINTER (group));
  g_signal_connect_object (expander, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
  gtk_box_append (self->groups, expander);
}

static void
add_group (RigPanel *self, RigKeyGroup group)
{
  GtkWidget *heading;

  if (count_keys (group, TRUE) + count_keys (group, FALSE) == 0)
    return;

  heading = gtk_label_new (_(rig_key_group_get_title (group)));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "group-title");
  gtk_box_append (self->groups, heading);

  for (guint i = 0; i < G_N_ELEMENTS (first_keys); i++)
    {
      const RigKeyInfo *info = rig_key_get_info (first_keys[i]);

      if (info->group == group && info->effective)
        add_card (self, self->groups, info->key);
    }

  add_expander (self, group);
}

static void
changed_cb (RigPanel *self)
{
  const RigScenario *scenario = rig_session_get_scenario (self->session);

  if (self->spend_note != NULL)
    gtk_widget_set_visible (self->spend_note, !has_spend_effect (self));
  if (self->active_share != NULL)
    gtk_widget_set_visible (self->active_share,
                            g_str_equal (rig_scenario_get_text (scenario, RIG_KEY_MODEL),
                                         "custom"));
}

static void
rig_panel_dispose (GObject *object)
{
  g_clear_object (&RIG_PANEL (object)->session);

  G_OBJECT_CLASS (rig_panel_parent_class)->dispose (object);
}

static void
rig_panel_finalize (GObject *object)
{
  g_string_free (RIG_PANEL (object)->mnemonics, TRUE);

  G_OBJECT_CLASS (rig_panel_parent_class)->finalize (object);
}

static void
rig_panel_class_init (RigPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = rig_panel_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/panel.ui");
  gtk_widget_class_bind_template_child (widget_class, RigPanel, groups);
  gtk_widget_class_set_css_name (widget_class, "panel");
}

static void
rig_panel_init (RigPanel *self)
{
  self->mnemonics = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** Once per panel. */
void
rig_panel_set_session (RigPanel *self, RigSession *session)
{
  g_return_if_fail (RIG_IS_PANEL (self) && self->session == NULL);

  self->session = g_object_ref (session);
  for (RigKeyGroup group = RIG_GROUP_MODEL; group <= RIG_GROUP_VIEW; group++)
    add_group (self, group);

  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}
