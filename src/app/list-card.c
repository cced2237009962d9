/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/list-card.h"

#include <glib/gi18n.h>

#include "app/choices.h"

#define MAX_HEIGHT 360

/**
 * RigListCard:
 *
 * Any number of words of the scenario, ticked in a list of all that there are.
 */
struct _RigListCard
{
  RigControlCard parent_instance;

  GtkMenuButton *button;
  GtkLabel *value;
  GtkBox *checks; /* NULL until somebody has looked; one for each word, in their order */
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (RigListCard, rig_list_card, RIG_TYPE_CONTROL_CARD)

static char **
get_words (RigListCard *self)
{
  RigControlCard *card = RIG_CONTROL_CARD (self);
  const RigScenario *scenario
    = rig_session_get_scenario (rig_control_card_get_session (card));
  const char *text = rig_scenario_get_text (scenario, rig_control_card_get_key (card));

  return g_strsplit (text, ",", -1);
}

static char **
get_choices (RigListCard *self)
{
  const RigKeyInfo *info
    = rig_key_get_info (rig_control_card_get_key (RIG_CONTROL_CARD (self)));

  return g_strsplit (info->choices, ",", -1);
}

static char *
get_label (RigListCard *self, const char *word)
{
  RigControlCard *card = RIG_CONTROL_CARD (self);

  return rig_choices_get_label (rig_session_get_catalog (rig_control_card_get_session (card)),
                                rig_control_card_get_key (card), word);
}

/* "None", or the names of all that are ticked. */
static char *
describe (RigListCard *self)
{
  g_auto (GStrv) words = get_words (self);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_ptr_array_add (labels, get_label (self, words[i]));
  if (labels->len == 0)
    return g_strdup (_("None"));
  g_ptr_array_add (labels, NULL);

  return g_strjoinv (", ", (char **) labels->pdata);
}

static void
sync_checks (RigListCard *self)
{
  g_auto (GStrv) words = get_words (self);
  g_auto (GStrv) choices = get_choices (self);
  guint i = 0;

  self->syncing = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->checks)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (child),
                                 g_strv_contains ((const char *const *) words, choices[i++]));
  self->syncing = FALSE;
}

static void
rig_list_card_sync (RigControlCard *card)
{
  RigListCard *self = RIG_LIST_CARD (card);
  g_autofree char *label = describe (self);
  g_autofree char *name = NULL;

  if (self->checks != NULL)
    sync_checks (self);
  if (g_strcmp0 (gtk_label_get_text (self->value), label) == 0)
    return;

  gtk_label_set_text (self->value, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  /* Translators: the name of an input and its value, for example “Model: Qwen 3.6 27B”. */
  name = g_strdup_printf (_("%s: %s"), _(rig_key_get_info (rig_control_card_get_key (card))->label),
                          label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Words are kept in the order of the key's own, whatever the order in which they were ticked. */
static void
toggled_cb (RigListCard *self)
{
  RigControlCard *card = RIG_CONTROL_CARD (self);
  RigSession *session = rig_control_card_get_session (card);
  g_auto (GStrv) choices = get_choices (self);
  g_autoptr (GPtrArray) ticked = g_ptr_array_new ();
  g_autofree char *text = NULL;
  guint i = 0;

  if (self->syncing)
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->checks)); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      g_ptr_array_add (ticked, choices[i]);
  g_ptr_array_add (ticked, NULL);
  text = g_strjoinv (",", (char **) ticked->pdata);
  rig_session_set_text (session, rig_control_card_get_key (card), text);
  rig_session_end_step (session);
}

static GtkWidget *
new_list (RigListCard *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_auto (GStrv) choices = get_choices (self);

  self->checks = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  for (guint i = 0; choices[i] != NULL; i++)
    {
      g_autofree char *label = get_label (self, choices[i]);
      GtkWidget *check = gtk_check_button_new_with_label (label);

      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->checks, check);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->checks));

  return scroller;
}

/* As with other lists: made when somebody wants to see it. */
static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  RigListCard *self = data;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), new_list (self));
  gtk_menu_button_set_popover (button, popover);
  sync_checks (self);
}

static void
rig_list_card_build (RigControlCard *card)
{
  RigListCard *self = RIG_LIST_CARD (card);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->value = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->value, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->value));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, content);
  gtk_menu_button_set_has_frame (self->button, FALSE);
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "choice");
  gtk_widget_set_hexpand (GTK_WIDGET (self->button), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_END);
  rig_control_card_add_value (card, GTK_WIDGET (self->button));
  rig_control_card_set_control (card, GTK_WIDGET (self->button));
  gtk_widget_add_css_class (GTK_WIDGET (self), "line");
}

static void
rig_list_card_class_init (RigListCardClass *klass)
{
  RigControlCardClass *card_class = RIG_CONTROL_CARD_CLASS (klass);

  card_class->build = rig_list_card_build;
  card_class->sync = rig_list_card_sync;
}

static void
rig_list_card_init (RigListCard *self)
{
}
